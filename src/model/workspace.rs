//! `Workspace`: a tenant, live or for trials.

use serde::{Deserialize, Serialize};

use super::{Timestamp, WorkspaceId};

/// A tenant of the platform: everything that a token says belongs to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Short name for headers and URLs: lower-case letters, digits and `-`; unique.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// Live, or for trials.
    pub environment: Environment,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What a workspace is for. A sandbox also accepts loopback origins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Customers use it.
    #[default]
    Live,
    /// For development and trials.
    Sandbox,
}

impl Environment {
    /// `live` or `sandbox`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Sandbox => "sandbox",
        }
    }
}

impl std::str::FromStr for Environment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "live" => Ok(Self::Live),
            "sandbox" => Ok(Self::Sandbox),
            _ => Err(format!("{text:?} is neither \"live\" nor \"sandbox\"")),
        }
    }
}

/// The longest workspace name that is accepted, in bytes.
pub const MAX_NAME_BYTES: usize = 120;

/// A slug made of a name: `"Acme & Sons"` becomes `"acme-sons"`; empty if the name has no ASCII
/// letter or digit.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(40);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn slugs_are_safe_in_headers_and_urls() {
        assert_eq!(slug_of("Acme & Sons"), "acme-sons");
        assert_eq!(slug_of("  Ümläut 7!"), "ml-ut-7");
        assert_eq!(slug_of("日本"), "");
    }
}
