//! `ProofKey`: a frame's key, and the proofs that it signs (RFC 9449), right or wrong as a test likes.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::HOST;

/// A key on P-256, and how many proofs it has made.
pub struct ProofKey {
    pair: EcdsaKeyPair,
    made: std::cell::Cell<u32>,
}

/// What a proof says, to be changed by a test before it is signed.
pub struct Draft {
    pub header: Value,
    pub claims: Value,
}

impl ProofKey {
    pub fn new() -> Self {
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.unwrap().as_ref());
        Self {
            pair: pair.unwrap(),
            made: std::cell::Cell::default(),
        }
    }

    pub fn jwk(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        json!({
            "kty": "EC",
            "crv": "P-256",
            "x": URL_SAFE_NO_PAD.encode(&point[1..33]),
            "y": URL_SAFE_NO_PAD.encode(&point[33..]),
        })
    }

    /// Its thumbprint (RFC 7638).
    pub fn jkt(&self) -> String {
        let jwk = self.jwk();
        let members = format!(
            r#"{{"crv":"P-256","kty":"EC","x":{},"y":{}}}"#,
            jwk["x"], jwk["y"]
        );
        URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes()))
    }

    /// A good proof for one request to the gateway at `now`, with the access token if there is one.
    pub fn draft(&self, method: &str, path: &str, token: Option<&str>, now: u64) -> Draft {
        self.made.set(self.made.get() + 1);
        let mut claims = json!({
            "jti": format!("proof {}", self.made.get()),
            "htm": method,
            "htu": format!("https://{HOST}{path}"),
            "iat": now,
        });
        if let Some(token) = token {
            claims["ath"] = URL_SAFE_NO_PAD
                .encode(digest(&SHA256, token.as_bytes()))
                .into();
        }
        Draft {
            header: json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk()}),
            claims,
        }
    }

    pub fn sign(&self, draft: &Draft) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", encode(&draft.header), encode(&draft.claims));
        let signature = self.pair.sign(&SystemRandom::new(), message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.unwrap()))
    }

    /// A good proof, signed.
    pub fn proof(&self, method: &str, path: &str, token: Option<&str>, now: u64) -> String {
        self.sign(&self.draft(method, path, token, now))
    }
}
