//! `trait Entropy`: gives random bytes; the only file that asks for randomness.

use std::fmt::Debug;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use thiserror::Error;

/// Gives unpredictable bytes. Held by the rooms that mint secrets; seeded in tests.
pub trait Entropy: Debug + Send + Sync {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError>;
}

/// The machine has no randomness to give; nothing that needs a secret may go on.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the system's random number generator failed")]
pub struct EntropyError;

/// The CSPRNG of aws-lc, seeded by the operating system.
#[derive(Debug, Default)]
pub struct SystemEntropy(SystemRandom);

impl Entropy for SystemEntropy {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        self.0.fill(out).map_err(|_| EntropyError)
    }
}
