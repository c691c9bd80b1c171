//! `Problem`, `Problems`: what is wrong with a configuration, where it stands, and what to do.

use std::fmt;

/// One mistake, or one thing that deserves a second look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key: `route[0].path`. Empty where no key could be made out.
    pub path: String,
    /// What is wrong; never holds a secret.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Where it was written.
    pub place: Place,
}

/// Where a value comes from. Its order is the order of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Nowhere: it is absent.
    #[default]
    Nowhere,
    /// The file.
    File {
        /// Line, from 1.
        line: usize,
        /// Byte in the line, from 1.
        column: usize,
    },
    /// This environment variable.
    Variable(String),
}

/// `key.path: what is wrong — hint: what to do [line 12]`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} — hint: {}", self.message, self.hint)?;
        match &self.place {
            Place::Nowhere => Ok(()),
            Place::File { line, .. } => write!(f, " [line {line}]"),
            Place::Variable(name) if *name == self.path => Ok(()),
            Place::Variable(name) => write!(f, " [{name}]"),
        }
    }
}

/// Every mistake in a configuration, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
