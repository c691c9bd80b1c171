//! A client in words: JSON with the names of RFC 7591, or lines for people.

use serde_json::{Map, Value, json};

use crate::cli::when;
use crate::model::{Client, ClientSecret, OttReuse, Timestamp, Workspace};

/// What is told of a client without its secrets.
pub(super) fn members(client: &Client) -> Map<String, Value> {
    let lifetimes = &client.lifetimes;
    let described = json!({
        "client_id": client.id.as_str(),
        "clientId": client.id.as_str(),
        "client_id_issued_at": client.created_at.as_secs(),
        "workspace_id": client.workspace_id.as_str(),
        "kind": "embed",
        "client_name": client.name,
        "status": client.status.as_str(),
        "token_endpoint_auth_method": "client_secret_basic",
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
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
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
    vec![
        ("name", client.name.clone()),
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
    ]
}

const fn ott_reuse(reuse: OttReuse) -> &'static str {
    match reuse {
        OttReuse::Deny => "deny",
        OttReuse::RevokeOnMismatch => "revoke_on_mismatch",
        OttReuse::Revoke => "revoke",
    }
}
