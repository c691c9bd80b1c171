//! Texts that claim to be DPoP proofs of a request to us.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wicketgate::model::Timestamp;
use wicketgate::token::dpop::{Proof, Proofs};
use wicketgate::token::root::RootKeys;

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

thread_local! {
    static DESK: Desk = Desk::open();
}

/// Who reads proofs, and a good one.
struct Desk {
    proofs: Proofs,
    good: String,
}

impl Desk {
    fn open() -> Self {
        let roots = RootKeys::derive(&crate::configuration().keys.encryption_key).expect("a key");
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(kind, &SystemRandom::new()).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(kind, document.as_ref()).expect("its own form");
        let (x, y) = key.public_key().as_ref()[1..].split_at(32);
        let header = format!(
            r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}}}"#,
            URL_SAFE_NO_PAD.encode(x),
            URL_SAFE_NO_PAD.encode(y)
        );
        let claims = r#"{"jti":"a","htm":"GET","htu":"https://gateway.test/v1","iat":1800000000}"#;
        let (header, claims) = (
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims),
        );
        let message = format!("{header}.{claims}");
        let signature = key.sign(&SystemRandom::new(), message.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.expect("a key that signs"));
        Self {
            proofs: Proofs::new("https://gateway.test", 1 << 20, false, &roots),
            good: format!("{message}.{signature}"),
        }
    }

    /// Nothing but the good proof is believed.
    fn try_text(&self, jwt: &str) {
        let proof = Proof {
            jwt,
            method: "GET",
            scheme: "https",
            authority: "gateway.test",
            path: "/v1",
        };
        let read = self.proofs.read(&proof, None, NOW);
        assert_eq!(read.is_ok(), jwt == self.good, "{jwt:?}");
        assert!(
            self.proofs.read(&proof, Some("token"), NOW).is_err(),
            "{jwt:?}"
        );
    }
}

/// The input as it is, as what stands in the place of a part of the good proof, and encoded in it.
pub fn run(data: &[u8]) {
    DESK.with(|desk| {
        let encoded = URL_SAFE_NO_PAD.encode(data);
        let texts = [str::from_utf8(data).ok(), Some(&*encoded)];
        for text in texts.into_iter().flatten() {
            desk.try_text(text);
            let parts: Vec<&str> = desk.good.split('.').collect();
            for place in 0..parts.len() {
                let mut forged = parts.clone();
                forged[place] = text;
                desk.try_text(&forged.join("."));
            }
        }
    });
}

/// The good proof, its parts, and what they say.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    DESK.with(|desk| {
        let parts = desk.good.split('.');
        let said = parts
            .clone()
            .filter_map(|part| URL_SAFE_NO_PAD.decode(part).ok());
        let as_text = [&*desk.good].into_iter().chain(parts.clone());
        as_text
            .map(|text| text.as_bytes().to_vec())
            .chain(said)
            .collect()
    })
}
