//! The authorization server: people sign in, consent, and apps get their tokens.

pub mod leaks;
