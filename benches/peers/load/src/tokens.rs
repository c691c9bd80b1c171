//! The tokens that requests carry, in turn.

use crate::Error;
use std::cell::Cell;
use std::path::Path;

pub struct Tokens {
    tokens: Vec<String>,
    next: Cell<usize>,
}

impl Tokens {
    /// One token per line.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(file)?;
        let tokens: Vec<String> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(Into::into)
            .collect();
        if tokens.is_empty() {
            return Err(format!("no token in {}", file.display()).into());
        }
        Ok(Self {
            tokens,
            next: Cell::new(0),
        })
    }

    /// The next one; after the last, the first.
    pub fn next(&self) -> &str {
        let at = self.next.get();
        self.next.set((at + 1) % self.tokens.len());
        &self.tokens[at]
    }
}
