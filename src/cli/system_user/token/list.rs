//! `system-user token list`: the inventory.

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::arguments::StoreArguments;
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::system_user::find;
use crate::cli::{table, when};
use crate::model::{Lifetime, SystemToken, SystemUser, Timestamp};

/// A token that was not used for so long is hardly needed.
const LONG_UNUSED: Lifetime = Lifetime::from_secs(90 * 86_400);

/// `wicketgate system-user token list`
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    store: StoreArguments,
    /// Only those of this workspace (id or slug)
    #[arg(long)]
    workspace: Option<String>,
    /// Only those of this system user: its id, or its name in --workspace
    #[arg(long, value_name = "ID|NAME")]
    system_user: Option<String>,
}

impl List {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let now = opened.now;
        let workspace = self.workspace.as_deref();
        let users = match (&self.system_user, workspace) {
            (Some(user), _) => vec![find(&opened, user, workspace).await?],
            (None, Some(workspace)) => {
                let id = opened.workspace(workspace).await?.id;
                opened.store.system_users(Some(&id)).await?
            }
            (None, None) => opened.store.system_users(None).await?,
        };
        let all: Vec<_> = users
            .iter()
            .flat_map(|user| user.tokens.iter().map(move |token| (user, token)))
            .collect();
        let listed = all
            .iter()
            .map(|(user, token)| Value::Object(members(user, token, now)));
        answer(self.store.json, &listed.collect(), || {
            let header = [
                "TOKEN",
                "KIND",
                "ENDS WITH",
                "OWNER",
                "PERMISSIONS",
                "FROM",
                "CREATED",
                "LAST USED",
                "EXPIRES",
            ];
            let rows = all.iter().map(|(user, token)| row(user, token, now));
            let nothing = "no token; `wicketgate system-user token create` makes one";
            let unused = all.iter().filter(|(_, token)| is_long_unused(token, now));
            let warnings = unused.map(|(_, token)| {
                format!(
                    "warning: {} is unused for 90 days or longer: revoke it if nothing needs it\n",
                    token.id
                )
            });
            let table = table::table(header, rows, nothing);
            std::iter::once(table).chain(warnings).collect()
        })
    }
}

fn row(user: &SystemUser, token: &SystemToken, now: Timestamp) -> [String; 9] {
    [
        token.id.to_string(),
        token.kind.as_str().to_owned(),
        token.last4.clone(),
        user.name.clone(),
        or(token.permissions.to_string(), "-"),
        from(token),
        when::relative(token.created_at, now),
        token
            .last_used_at
            .map_or_else(|| "never".to_owned(), |at| when::relative(at, now)),
        token
            .expires_at
            .map_or_else(|| "never".to_owned(), |end| when::relative(end, now)),
    ]
}

/// Whether a token that works is not used, and may be forgotten.
fn is_long_unused(token: &SystemToken, now: Timestamp) -> bool {
    let last = token.last_used_at.unwrap_or(token.created_at);
    !token.is_expired(now) && now.since(last) >= LONG_UNUSED
}

fn from(token: &SystemToken) -> String {
    let networks = token.ip_allowlist.iter().map(ToString::to_string);
    or(networks.collect::<Vec<_>>().join(" "), "any")
}

fn or(text: String, nothing: &str) -> String {
    if text.is_empty() {
        nothing.to_owned()
    } else {
        text
    }
}

/// What is told of a token without its text.
pub(in crate::cli) fn members(
    user: &SystemUser,
    token: &SystemToken,
    now: Timestamp,
) -> Map<String, Value> {
    let described = json!({
        "token_id": token.id.as_str(),
        "kind": token.kind.as_str(),
        "last4": token.last4,
        "system_user_id": user.id.as_str(),
        "system_user": user.name,
        "workspace_id": user.workspace_id.as_str(),
        "permissions": token.permissions.iter().collect::<Vec<_>>(),
        "ip_allowlist": token.ip_allowlist,
        "created_at": token.created_at.as_secs(),
        "expires_at": token.expires_at.map(Timestamp::as_secs),
        "last_used_at": token.last_used_at.map(Timestamp::as_secs),
        "expired": token.is_expired(now),
        "unused_for_90_days": is_long_unused(token, now),
    });
    match described {
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

/// The same for people.
pub(in crate::cli) fn lines(
    user: &SystemUser,
    token: &SystemToken,
    now: Timestamp,
) -> [(&'static str, String); 8] {
    let moment =
        |at: Option<Timestamp>| at.map_or_else(|| "never".to_owned(), |at| when::both(at, now));
    [
        ("token_id", token.id.to_string()),
        ("kind", token.kind.as_str().to_owned()),
        ("system user", format!("{} ({})", user.name, user.id)),
        ("workspace_id", user.workspace_id.to_string()),
        ("permissions", or(token.permissions.to_string(), "-")),
        ("from", from(token)),
        ("expires", moment(token.expires_at)),
        ("last used", moment(token.last_used_at)),
    ]
}
