//! `Forge`: tokens with any header and any claims, signed with the gateway's own key: what an
//! attacker could at most make, and more.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wicketgate::config::Algorithm;
use wicketgate::store::StoredKey;
use wicketgate::token::root::RootKeys;

use crate::support::Gateway;
use crate::support::life::{claims, text};

pub(super) struct Forge {
    algorithm: Algorithm,
    private: Vec<u8>,
    pub(super) kid: String,
    pub(super) public: Value,
    /// The claims of a genuine token, of a live session.
    pub(super) claims: Value,
    /// That token.
    pub(super) genuine: String,
}

impl Forge {
    pub(super) async fn of(gateway: &Gateway) -> Self {
        let session = gateway.session_of(r#"{"external_user_id":"u"}"#).await;
        let genuine = text(&session, "access_token").to_owned();
        let stored = gateway.store.keys().await.unwrap().remove(0);
        Self::with(&gateway.roots(), &stored, genuine)
    }

    pub(super) fn with(roots: &RootKeys, stored: &StoredKey, genuine: String) -> Self {
        let place = format!("keys|{}|sealed_private", stored.kid);
        Self {
            algorithm: Algorithm::parse(&stored.algorithm).unwrap(),
            private: roots.open(&place, &stored.sealed_private).unwrap().to_vec(),
            kid: stored.kid.clone(),
            public: serde_json::from_str(&stored.public_jwk).unwrap(),
            claims: claims(&genuine),
            genuine,
        }
    }

    pub(super) fn header(&self) -> Value {
        json!({ "typ": "at+jwt", "alg": self.algorithm.as_str(), "kid": self.kid })
    }

    /// Signs this header and these claims, whatever they say.
    pub(super) fn sign(&self, header: &str, claims: &str) -> String {
        let message = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
        let message = message.join(".");
        let signature = URL_SAFE_NO_PAD.encode(self.signature(message.as_bytes()));
        format!("{message}.{signature}")
    }

    /// The usual claims under another header.
    pub(super) fn with_header(&self, header: &Value) -> String {
        self.sign(&header.to_string(), &self.claims.to_string())
    }

    /// The usual header over other claims.
    pub(super) fn with_claims(&self, claims: &Value) -> String {
        self.sign(&self.header().to_string(), &claims.to_string())
    }

    /// One claim in another way; `None` leaves it out.
    pub(super) fn with_claim(&self, name: &str, value: Option<Value>) -> String {
        let mut claims = self.claims.clone();
        let members = claims.as_object_mut().unwrap();
        match value {
            Some(value) => members.insert(name.to_owned(), value),
            None => members.remove(name),
        };
        self.with_claims(&claims)
    }

    fn signature(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self.algorithm {
            Algorithm::Es256 => {
                let signing = &ECDSA_P256_SHA256_FIXED_SIGNING;
                let key = EcdsaKeyPair::from_pkcs8(signing, &self.private).unwrap();
                key.sign(&random, message).unwrap().as_ref().to_vec()
            }
            Algorithm::EdDsa => {
                let key = Ed25519KeyPair::from_pkcs8(&self.private).unwrap();
                key.sign(message).as_ref().to_vec()
            }
            Algorithm::Rs256 => {
                let key = RsaKeyPair::from_pkcs8(&self.private).unwrap();
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .unwrap();
                signature
            }
        }
    }
}
