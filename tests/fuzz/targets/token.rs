//! cargo-fuzz drives the target `token`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::token::run(data));
