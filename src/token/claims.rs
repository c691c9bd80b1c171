//! What an access token says.

use serde::{Deserialize, Serialize};

use crate::model::{ClientKind, Lifetime, Thumbprint};

/// Header `typ` of our access tokens (RFC 9068, section 2.1).
pub const ACCESS_TOKEN_TYPE: &str = "at+jwt";

/// The longest life of any access token. That a session was ended is remembered for longer than this.
pub const MAX_ACCESS_LIFETIME: Lifetime = Lifetime::from_secs(24 * 3600);

/// The longest life of an access token of a client of this kind, whatever its row says.
#[must_use]
pub const fn max_access_lifetime(kind: ClientKind) -> Lifetime {
    match kind {
        ClientKind::Embed => Lifetime::from_secs(3600),
        ClientKind::Web | ClientKind::Spa | ClientKind::Native | ClientKind::Service => {
            MAX_ACCESS_LIFETIME
        }
    }
}

/// Claims of an access token (RFC 9068, section 2.2). Read strictly: a claim of another JSON type, or
/// one that comes twice, makes the whole token malformed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The gateway's public URL.
    pub iss: String,
    /// The external user, or the account of the person who granted it; the client itself where there is
    /// neither.
    pub sub: String,
    /// The API that it is for.
    pub aud: String,
    /// Expiry, seconds since the epoch.
    pub exp: u64,
    /// When it was issued, seconds since the epoch.
    pub iat: u64,
    /// `<pair number>.` and what makes it unique.
    pub jti: String,
    /// The client that the session belongs to.
    pub client_id: String,
    /// Space-separated scopes; empty for none.
    pub scope: String,
    /// The workspace that the session belongs to.
    pub workspace_id: String,
    /// The session.
    pub sid: String,
    /// The key that it is bound to, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Confirmation>,
}

/// `cnf` (RFC 7800): whoever uses the token must prove a key. A method that is not ours makes the token
/// malformed: it must not pass unproven.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// Thumbprint of the key (RFC 9449, section 6.1).
    pub jkt: String,
}

impl Confirmation {
    /// Of the key with this thumbprint.
    #[must_use]
    pub fn of(key: Thumbprint) -> Self {
        let jkt = key.to_string();
        Self { jkt }
    }
}

impl Claims {
    /// The number of the token pair that the token belongs to.
    #[must_use]
    pub fn generation(&self) -> Option<u64> {
        self.jti.split_once('.')?.0.parse().ok()
    }
}

/// Claims of an `X-Wicketgate-Assertion`: who calls, told to one upstream.
#[derive(Clone, Debug, Serialize)]
pub struct AssertionClaims<'a> {
    /// The gateway's public URL.
    pub iss: &'a str,
    /// The external user; else the client; else the system user; else the workspace.
    pub sub: &'a str,
    /// The upstream's name in the configuration.
    pub aud: &'a str,
    /// Expiry, seconds since the epoch.
    pub exp: u64,
    /// When it was issued, seconds since the epoch.
    pub iat: u64,
    /// The request.
    pub jti: &'a str,
    /// The workspace.
    pub workspace_id: &'a str,
    /// The client, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<&'a str>,
    /// The session, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<&'a str>,
    /// Space-separated scopes.
    pub scope: String,
}
