//! What `client create` and `client edit` say of an integration: a client of the authorization server.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::arguments;
use crate::cli::exit::Exit;
use crate::model::integration::Icon;
use crate::model::{
    AllowedOrigin, ClientAuthMethod, ClientKind, Integration, RedirectUri, Visibility,
};

/// Settings of clients of kind web, spa, native and service.
#[derive(Debug, Default, Args)]
pub struct IntegrationArguments {
    /// Where a person may be sent back to, compared to the letter; may be repeated (web, spa, native)
    #[arg(long = "redirect-uri", alias = "redirect", value_name = "URI")]
    redirect_uris: Vec<RedirectUri>,
    /// What it does, in a sentence or two, for those who are asked for their consent
    #[arg(long, value_name = "TEXT", value_parser = arguments::description)]
    description: Option<String>,
    /// A picture for those who are asked: PNG, JPEG, WebP or GIF of at most 32 KiB
    #[arg(long, value_name = "FILE")]
    icon: Option<PathBuf>,
    /// Whose people may let it act: those of its own workspace, or of any
    #[arg(long, value_name = "WHOSE", value_parser = arguments::visibility())]
    visibility: Option<Visibility>,
    /// Whether the platform vouches for it: the consent page says so
    #[arg(long, value_name = "BOOL")]
    verified: Option<bool>,
    /// Whether its requests must carry a PKCE challenge; those of spa and native must anyway
    #[arg(long, value_name = "BOOL")]
    require_pkce: Option<bool>,
    /// Whether its requests must be pushed first (RFC 9126)
    #[arg(long, value_name = "BOOL")]
    require_par: Option<bool>,
    /// Its public keys, a JWK Set: it then proves itself by JWTs that it signs (`private_key_jwt`) and has no
    /// secret (web, service)
    #[arg(long, value_name = "FILE")]
    jwks: Option<PathBuf>,
}

impl IntegrationArguments {
    /// Whether anything is said.
    pub(super) const fn is_empty(&self) -> bool {
        self.redirect_uris.is_empty()
            && self.description.is_none()
            && self.icon.is_none()
            && self.visibility.is_none()
            && self.verified.is_none()
            && self.require_pkce.is_none()
            && self.require_par.is_none()
            && self.jwks.is_none()
    }

    /// The integration of a new client; nothing for an embed client, which has none of this.
    pub(super) fn make(&self, kind: ClientKind) -> Result<Option<Integration>, Exit> {
        if kind == ClientKind::Embed {
            return if self.is_empty() {
                Ok(None)
            } else {
                Err(Exit::Usage(String::from(
                    "a client of kind embed has no redirect URI, description, icon, visibility, PKCE, PAR or \
                     keys: leave them out, or make one of kind web, spa, native or service",
                )))
            };
        }
        if kind.asks_people() && self.redirect_uris.is_empty() {
            return Err(Exit::Usage(format!(
                "a client of kind {} needs --redirect-uri: where a person is sent back to",
                kind.as_str()
            )));
        }
        let auth_method = if kind.is_public() {
            ClientAuthMethod::None
        } else {
            ClientAuthMethod::ClientSecret
        };
        let plain = Integration {
            description: None,
            icon: None,
            redirect_uris: Vec::new(),
            auth_method,
            jwks: None,
            require_pkce: kind.is_public(),
            require_par: false,
            visibility: Visibility::Private,
            verified: false,
        };
        self.change(&plain, kind).map(Some)
    }

    /// `before`, with what is said put in its place.
    pub(super) fn change(
        &self,
        before: &Integration,
        kind: ClientKind,
    ) -> Result<Integration, Exit> {
        if kind == ClientKind::Service && !self.redirect_uris.is_empty() {
            return Err(Exit::Usage(String::from(
                "a client of kind service acts for itself: it has no --redirect-uri",
            )));
        }
        let mut after = before.clone();
        if !self.redirect_uris.is_empty() {
            after.redirect_uris.clone_from(&self.redirect_uris);
        }
        if let Some(description) = &self.description {
            after.description = Some(description.clone()).filter(|text| !text.is_empty());
        }
        if let Some(path) = &self.icon {
            let icon = Icon::read(&read(path, Icon::MAX_BYTES)?);
            after.icon = Some(
                icon.map_err(|error| Exit::Usage(format!("--icon {}: {error}", path.display())))?,
            );
        }
        if let Some(path) = &self.jwks {
            if kind.is_public() {
                return Err(Exit::Usage(String::from(
                    "a client of kind spa or native cannot keep a private key secret: it has no --jwks",
                )));
            }
            after.jwks = Some(jwks(path)?);
            after.auth_method = ClientAuthMethod::PrivateKeyJwt;
        }
        after.visibility = self.visibility.unwrap_or(after.visibility);
        after.verified = self.verified.unwrap_or(after.verified);
        after.require_par = self.require_par.unwrap_or(after.require_par);
        after.require_pkce = kind.is_public() || self.require_pkce.unwrap_or(after.require_pkce);
        Ok(after)
    }

    /// The origins of the redirect URIs of a browser's own application: it calls across origins from there.
    pub(super) fn origins(&self) -> impl Iterator<Item = AllowedOrigin> {
        let sources = self.redirect_uris.iter().map(RedirectUri::as_str);
        sources.filter_map(|uri| RedirectUri::source(uri).parse().ok())
    }
}

/// A JWK Set that holds nothing private.
fn jwks(path: &Path) -> Result<String, Exit> {
    const MAX_BYTES: usize = 16 * 1024;
    let wrong = |what: &str| Exit::Usage(format!("--jwks {}: {what}", path.display()));
    let text = String::from_utf8(read(path, MAX_BYTES)?).map_err(|_| wrong("is not UTF-8"))?;
    let set: serde_json::Value =
        serde_json::from_str(&text).map_err(|_| wrong("is not a JWK Set (RFC 7517): no JSON"))?;
    let keys = set.get("keys").and_then(serde_json::Value::as_array);
    let keys = keys.filter(|keys| !keys.is_empty());
    let keys = keys.ok_or_else(|| wrong("is not a JWK Set (RFC 7517): it has no keys"))?;
    let is_private = |key: &serde_json::Value| {
        ["d", "p", "q", "k"]
            .iter()
            .any(|name| key.get(name).is_some())
    };
    if keys.iter().any(is_private) {
        return Err(wrong(
            "holds a private or symmetric key, which must not leave the client: give its public half",
        ));
    }
    Ok(set.to_string())
}

fn read(path: &Path, most: usize) -> Result<Vec<u8>, Exit> {
    use std::io::Read;
    let shown = path.display();
    let failed = |error: std::io::Error| Exit::Failed(format!("{shown} cannot be read: {error}"));
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
