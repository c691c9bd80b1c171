//! Access tokens of an issuer of our own, for tokens that no proxy has seen.

use crate::Error;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(clap::Args)]
pub struct Sign {
    #[arg(long)]
    issuer: String,
    #[arg(long)]
    audience: String,
    #[arg(long)]
    workspace: String,
    #[arg(long)]
    count: u64,
    /// Seconds that the tokens live.
    #[arg(long, default_value_t = 7200)]
    lifetime: u64,
    /// PKCS #8 of the key: read if it is there, else made.
    #[arg(long)]
    key: PathBuf,
    /// Where the key set goes.
    #[arg(long)]
    jwks: PathBuf,
    /// Where the tokens go, one per line.
    #[arg(long)]
    out: PathBuf,
}

pub const KID: &str = "load";

/// Writes key, key set and tokens; no two tokens are the same.
pub fn run(sign: &Sign) -> Result<(), Error> {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    if !sign.key.exists() {
        let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random)?;
        std::fs::write(&sign.key, made.as_ref())?;
    }
    let key = EcdsaKeyPair::from_pkcs8(algorithm, &std::fs::read(&sign.key)?)?;
    let point = key.public_key().as_ref();
    let text = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let jwks = json!({"keys": [{
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": KID,
        "x": text(&point[1..33]), "y": text(&point[33..65]),
    }]});
    std::fs::write(&sign.jwks, jwks.to_string())?;

    #[expect(
        clippy::disallowed_methods,
        reason = "a tool of its own, with no clock to steer"
    )]
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let seconds = now.as_secs();
    let header = text(
        json!({"alg": "ES256", "typ": "at+jwt", "kid": KID})
            .to_string()
            .as_bytes(),
    );
    let mut out = std::io::BufWriter::new(std::fs::File::create(&sign.out)?);
    for number in 0..sign.count {
        let claims = json!({
            "iss": sign.issuer, "aud": sign.audience, "sub": format!("user-{number}"),
            "iat": seconds, "exp": seconds + sign.lifetime,
            "jti": format!("{}-{number}", now.as_nanos()), "client_id": "load",
            "workspace_id": sign.workspace, "sid": format!("load-{number}"), "scope": "flows:read flows:write",
        });
        let signed = format!("{header}.{}", text(claims.to_string().as_bytes()));
        let signature = key.sign(&random, signed.as_bytes())?;
        writeln!(out, "{signed}.{}", text(signature.as_ref()))?;
    }
    out.flush()?;
    Ok(())
}
