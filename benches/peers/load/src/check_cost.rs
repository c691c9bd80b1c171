//! What one ES256 check costs here and now.

use crate::{Error, cpu};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use serde_json::{Value, json};
use tokio::time::Instant;

/// Checks one signature over 300 bytes `count` times.
pub fn run(count: u32) -> Result<Value, Error> {
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?;
    let message = [b'x'; 300];
    let signature = key.sign(&random, &message)?;
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public_key().as_ref());
    let pid = [std::process::id()];
    let (before, start) = (cpu::seconds(&pid)?, Instant::now());
    for _ in 0..count {
        public.verify(&message, signature.as_ref())?;
    }
    let (used, seconds) = (cpu::seconds(&pid)? - before, start.elapsed().as_secs_f64());
    let each = 1e6 / f64::from(count);
    Ok(json!({ "cpu_us_per_check": used * each, "us_per_check": seconds * each }))
}
