//! `Integration`: what a client of the authorization server has and an embed client has not.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::RedirectUri;

/// What a client is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientKind {
    /// A backend that embeds the platform's frame.
    Embed,
    /// An application with a server of its own, which keeps a secret.
    Web,
    /// An application that runs in a browser alone: no secret.
    Spa,
    /// An application on a person's device: no secret (RFC 8252).
    Native,
    /// A program that acts for itself: no person.
    Service,
}

/// Not the name of a kind.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a kind is embed, web, spa, native or service")]
pub struct NotAKind;

impl ClientKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Embed,
        Self::Web,
        Self::Spa,
        Self::Native,
        Self::Service,
    ];

    /// The kind as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Embed => "embed",
            Self::Web => "web",
            Self::Spa => "spa",
            Self::Native => "native",
            Self::Service => "service",
        }
    }

    /// Whether clients of this kind cannot keep a secret (RFC 6749, section 2.1).
    #[must_use]
    pub const fn is_public(self) -> bool {
        match self {
            Self::Spa | Self::Native => true,
            Self::Embed | Self::Web | Self::Service => false,
        }
    }

    /// Whether people are asked for their consent to clients of this kind.
    #[must_use]
    pub const fn asks_people(self) -> bool {
        match self {
            Self::Web | Self::Spa | Self::Native => true,
            Self::Embed | Self::Service => false,
        }
    }
}

impl FromStr for ClientKind {
    type Err = NotAKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.as_str() == text).ok_or(NotAKind)
    }
}

/// A client of the authorization server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integration {
    /// What it does, in the words of its makers; shown to whoever is asked.
    pub description: Option<String>,
    /// Its picture; shown to whoever is asked.
    pub icon: Option<Icon>,
    /// Where a person may be sent back to (RFC 6749, section 3.1.2).
    pub redirect_uris: Vec<RedirectUri>,
    /// How it proves itself.
    pub auth_method: ClientAuthMethod,
    /// Its public keys, where it proves itself by one: a JWK Set (RFC 7517) as JSON text.
    pub jwks: Option<String>,
    /// Whether its requests must carry a PKCE challenge (RFC 7636); those of public clients must anyway.
    pub require_pkce: bool,
    /// Whether its requests must be pushed first (RFC 9126).
    pub require_par: bool,
    /// Who may let it act.
    pub visibility: Visibility,
    /// Whether the platform vouches for it.
    pub verified: bool,
}

/// How a client proves itself at the token endpoint (RFC 7591, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthMethod {
    /// By its secret, in the `Authorization` header or in the body.
    ClientSecret,
    /// By a JWT that it signed (RFC 7523, section 2.2).
    PrivateKeyJwt,
    /// Not at all: it is a public client.
    None,
}

impl ClientAuthMethod {
    /// The method as clients write it; `client_secret_basic` stands for `client_secret_post` too.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecret => "client_secret_basic",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::None => "none",
        }
    }
}

/// Whose people may let a client act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Those of its own workspace.
    Private,
    /// Those of any workspace.
    Public,
}

impl Visibility {
    /// `private` or `public`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
        }
    }
}

/// A small picture.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Icon {
    media_type: String,
    base64: String,
}

/// Why bytes are not an icon.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum IconError {
    /// Too many.
    #[error("an icon is at most {} KiB large", Icon::MAX_BYTES / 1024)]
    TooLarge,
    /// Of no kind that every browser shows and that cannot hold a script.
    #[error("an icon is a PNG, JPEG, WebP or GIF picture")]
    Kind,
}

impl Icon {
    /// The largest picture that is kept, in bytes.
    pub const MAX_BYTES: usize = 32 * 1024;

    /// Reads a picture; its kind is told by its first bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, IconError> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(IconError::TooLarge);
        }
        let media_type = match bytes {
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => "image/webp",
            _ => return Err(IconError::Kind),
        };
        Ok(Self {
            media_type: media_type.to_owned(),
            base64: STANDARD.encode(bytes),
        })
    }

    /// The picture as a `data:` URI (RFC 2397).
    #[must_use]
    pub fn data_uri(&self) -> String {
        format!("data:{};base64,{}", self.media_type, self.base64)
    }
}

impl fmt::Debug for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Icon")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_a_picture_and_no_document() {
        let png = Icon::read(b"\x89PNG\r\n\x1a\nrest").unwrap();
        assert!(png.data_uri().starts_with("data:image/png;base64,iVBORw0K"));
        assert!(Icon::read(b"GIF89a").is_ok());
        for other in [
            &b""[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"RIFFxxxxWAVE",
        ] {
            assert_eq!(Icon::read(other), Err(IconError::Kind));
        }
        let large = [b"GIF89a".to_vec(), vec![0; Icon::MAX_BYTES]].concat();
        assert_eq!(Icon::read(&large), Err(IconError::TooLarge));
    }
}
