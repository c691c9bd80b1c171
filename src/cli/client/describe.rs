//! A client in words: JSON with the names of RFC 7591, or lines for people.

use serde_json::{Map, Value, json};

use crate::cli::when;
use crate::model::{
    Client, ClientSecret, Integration, OttReuse, RedirectUri, Timestamp, Workspace,
};

/// What is told of a client without its secrets.
pub(super) fn members(client: &Client) -> Map<String, Value> {
    let lifetimes = &client.lifetimes;
    let integration = client.integration.as_deref();
    let described = json!({
        "client_id": client.id.as_str(),
        "clientId": client.id.as_str(),
        "client_id_issued_at": client.created_at.as_secs(),
        "workspace_id": client.workspace_id.as_str(),
        "kind": client.kind.as_str(),
        "client_name": client.name,
        "status": client.status.as_str(),
        "token_endpoint_auth_method": integration.map_or("client_secret_basic", |it| it.auth_method.as_str()),
        "allowed_origins": client.allowed_origins,
        "scope": client.scopes.to_string(),
        "ott_ttl": lifetimes.ott.as_secs(),
        "access_ttl": lifetimes.access.as_secs(),
        "refresh_idle_ttl": lifetimes.refresh_idle.as_secs(),
        "session_ttl": lifetimes.session.as_secs(),
        "ott_reuse": ott_reuse(client.ott_reuse),
        "dpop": client.dpop.as_str(),
        "max_sessions_per_user": client.max_sessions_per_user,
    });
    match described {
        Value::Object(mut members) => {
            if let Some(integration) = integration {
                members.extend(integration_members(integration));
            }
            members
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

/// What is told of an integration besides; its icon is named, not shown.
fn integration_members(integration: &Integration) -> Map<String, Value> {
    let redirect_uris = integration.redirect_uris.iter().map(RedirectUri::as_str);
    let mut members = Map::new();
    for (name, value) in [
        ("redirect_uris", redirect_uris.collect()),
        ("description", integration.description.clone().into()),
        ("icon", integration.icon.is_some().into()),
        ("visibility", integration.visibility.as_str().into()),
        ("verified", integration.verified.into()),
        ("require_pkce", integration.require_pkce.into()),
        (
            "require_pushed_authorization_requests",
            integration.require_par.into(),
        ),
    ] {
        let _new = members.insert(String::from(name), value);
    }
    members
}

/// The same for people.
fn integration_lines(integration: &Integration) -> Vec<(&'static str, String)> {
    let redirect_uris = integration.redirect_uris.iter().map(RedirectUri::as_str);
    let redirect_uris: Vec<&str> = redirect_uris.collect();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    vec![
        ("redirect URIs", redirect_uris.join(" ")),
        (
            "description",
            integration
                .description
                .clone()
                .unwrap_or_else(|| "-".to_owned()),
        ),
        ("visibility", integration.visibility.as_str().to_owned()),
        ("verified", yes(integration.verified)),
        ("proves itself", integration.auth_method.as_str().to_owned()),
        ("PKCE required", yes(integration.require_pkce)),
        ("PAR required", yes(integration.require_par)),
    ]
}

/// What is kept of a secret, and told; an end of 0 means never, as in RFC 7591, section 3.2.1.
pub(super) fn secret(secret: &ClientSecret, now: Timestamp) -> Value {
    json!({
        "secret_id": secret.id.as_str(),
        "last4": secret.last4,
        "created_at": secret.created_at.as_secs(),
        "expires_at": secret.expires_at.map_or(0, Timestamp::as_secs),
        "active": secret.is_active(now),
    })
}

/// The same for people.
pub(super) fn secret_line(secret: &ClientSecret, now: Timestamp) -> String {
    let end = match secret.expires_at {
        None => String::new(),
        Some(end) if secret.is_active(now) => format!(", ends {}", when::relative(end, now)),
        Some(end) => format!(", ended {}", when::relative(end, now)),
    };
    let made = when::relative(secret.created_at, now);
    format!("{} (…{}, made {made}{end})", secret.id, secret.last4)
}

/// What is told of a client without its secrets, for people.
pub(super) fn lines(
    client: &Client,
    workspace: &Workspace,
    now: Timestamp,
) -> Vec<(&'static str, String)> {
    let list = |items: Vec<&str>| {
        if items.is_empty() {
            "-".to_owned()
        } else {
            items.join(" ")
        }
    };
    let lifetimes = &client.lifetimes;
    let origins: Vec<String> = client
        .allowed_origins
        .iter()
        .map(ToString::to_string)
        .collect();
    let origins = origins.iter().map(String::as_str);
    let mut lines = vec![
        ("name", client.name.clone()),
        ("kind", client.kind.as_str().to_owned()),
        (
            "workspace",
            format!("{} ({})", workspace.slug, workspace.id),
        ),
        ("environment", workspace.environment.as_str().to_owned()),
        ("status", client.status.as_str().to_owned()),
        ("created", when::both(client.created_at, now)),
        ("origins", list(origins.collect())),
        ("scopes", list(client.scopes.iter().collect())),
        (
            "lifetimes",
            format!(
                "one-time token {}, access token {}, unused refresh token {}, session {}",
                lifetimes.ott, lifetimes.access, lifetimes.refresh_idle, lifetimes.session
            ),
        ),
        ("ott reuse", ott_reuse(client.ott_reuse).to_owned()),
        ("dpop", client.dpop.as_str().to_owned()),
        (
            "sessions",
            format!("at most {} per user", client.max_sessions_per_user),
        ),
    ];
    if let Some(integration) = &client.integration {
        lines.extend(integration_lines(integration));
    }
    lines
}

const fn ott_reuse(reuse: OttReuse) -> &'static str {
    match reuse {
        OttReuse::Deny => "deny",
        OttReuse::RevokeOnMismatch => "revoke_on_mismatch",
        OttReuse::Revoke => "revoke",
    }
}
