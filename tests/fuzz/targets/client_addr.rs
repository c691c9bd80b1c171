//! cargo-fuzz drives the target `client_addr`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wicketgate_fuzz::client_addr::run(data));
