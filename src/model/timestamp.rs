//! `Timestamp`, `Lifetime`: wall time and spans of it, that cannot be mixed up.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A moment: milliseconds since the Unix epoch.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Timestamp(u64);

impl Timestamp {
    /// A moment that never comes.
    pub const NEVER: Self = Self(u64::MAX);

    /// From milliseconds since the Unix epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// From seconds since the Unix epoch (the `NumericDate` of RFC 7519, section 2).
    #[must_use]
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1000))
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Whole seconds since the Unix epoch (the `NumericDate` of RFC 7519, section 2).
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0.wrapping_div(1000)
    }

    /// This moment and `lifetime` more.
    #[must_use]
    pub const fn plus(self, lifetime: Lifetime) -> Self {
        Self(self.0.saturating_add(lifetime.0))
    }

    /// This moment, `lifetime` earlier (at the earliest the epoch).
    #[must_use]
    pub const fn minus(self, lifetime: Lifetime) -> Self {
        Self(self.0.saturating_sub(lifetime.0))
    }

    /// How long it is from `earlier` until this moment; nothing if `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Lifetime {
        Lifetime(self.0.saturating_sub(earlier.0))
    }
}

/// A span of time, in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Lifetime(u64);

impl Lifetime {
    /// From milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// From seconds.
    #[must_use]
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1000))
    }

    /// Milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Whole seconds, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0.wrapping_div(1000)
    }

    /// Whole seconds, rounded up: what `Retry-After` says.
    #[must_use]
    pub const fn as_secs_ceil(self) -> u64 {
        self.0.div_ceil(1000)
    }
}

impl From<Lifetime> for Duration {
    fn from(lifetime: Lifetime) -> Self {
        Self::from_millis(lifetime.0)
    }
}

/// Written as in the configuration: `"60s"`, `"15m"`, `"250ms"`.
impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(&str, u64); 4] = [
            ("d", 86_400_000),
            ("h", 3_600_000),
            ("m", 60_000),
            ("s", 1000),
        ];
        for (unit, millis) in UNITS {
            let (count, rest) = (self.0.checked_div(millis), self.0.checked_rem(millis));
            if let (Some(count @ 1..), Some(0)) = (count, rest) {
                return write!(f, "{count}{unit}");
            }
        }
        if self.0 == 0 {
            f.write_str("0s")
        } else {
            write!(f, "{}ms", self.0)
        }
    }
}

/// Why a text is not a lifetime.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LifetimeError {
    /// Only digits.
    #[error("{0:?} has no unit")]
    NoUnit(String),
    /// Not digits followed by `ms`, `s`, `m`, `h` or `d`.
    #[error("{0:?} is not a duration")]
    NotADuration(String),
}

impl FromStr for Lifetime {
    type Err = LifetimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not = || LifetimeError::NotADuration(text.to_owned());
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at_checked(digits).ok_or_else(not)?;
        let number: u64 = number.parse().map_err(|_| not())?;
        let millis = match unit {
            "" => return Err(LifetimeError::NoUnit(text.to_owned())),
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(not()),
        };
        number.checked_mul(millis).map(Self).ok_or_else(not)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_read_and_written_alike() {
        for text in ["250ms", "60s", "15m", "12h", "90d", "0s", "1500ms"] {
            let lifetime: Lifetime = text.parse().unwrap();
            assert_eq!(
                lifetime.to_string().parse::<Lifetime>().unwrap(),
                lifetime,
                "{text}"
            );
        }
        assert_eq!("61s".parse::<Lifetime>().unwrap().to_string(), "61s");
        assert_eq!("60s".parse::<Lifetime>().unwrap().to_string(), "1m");
    }

    #[test]
    fn a_number_without_a_unit_says_so() {
        assert_eq!(
            "5".parse::<Lifetime>(),
            Err(LifetimeError::NoUnit("5".into()))
        );
        for text in ["", "s", "5 s", "-5s", "5w", "99999999999999999999s", "1.5s"] {
            let refused = text.parse::<Lifetime>();
            assert_eq!(
                refused,
                Err(LifetimeError::NotADuration(text.into())),
                "{text}"
            );
        }
    }
}
