//! What AES-128-GCM costs here and now: a message opened and a message sealed, in TLS records.

use crate::{Error, cpu};
use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde_json::{Value, json};

/// The most plaintext of a TLS record (RFC 8446, section 5.1).
const RECORD: usize = 16_384;

/// Opens `open` bytes and seals `seal` bytes, `count` times.
pub fn run(open: usize, seal: usize, count: u32) -> Result<Value, Error> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &[7; 16])?);
    let nonce = || Nonce::assume_unique_for_key([9; NONCE_LEN]);
    let pass = |length: usize, is_sealed: bool| -> Result<f64, Error> {
        let mut sealed = vec![b'x'; length.min(RECORD)];
        key.seal_in_place_append_tag(nonce(), Aad::empty(), &mut sealed)?;
        let mut record = Vec::with_capacity(sealed.len());
        let pid = [std::process::id()];
        let before = cpu::seconds(&pid)?;
        for _ in 0..count {
            for _ in 0..length.div_ceil(RECORD) {
                record.clear();
                record.extend_from_slice(&sealed);
                if is_sealed {
                    record.truncate(length.min(RECORD));
                    key.seal_in_place_append_tag(nonce(), Aad::empty(), &mut record)?;
                } else {
                    key.open_in_place(nonce(), Aad::empty(), &mut record)?;
                }
            }
        }
        Ok((cpu::seconds(&pid)? - before) * 1e6 / f64::from(count))
    };
    Ok(json!({ "cpu_us": pass(open, false)? + pass(seal, true)? }))
}
