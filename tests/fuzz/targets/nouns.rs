//! cargo-fuzz drives the target `nouns`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::nouns::run(data));
