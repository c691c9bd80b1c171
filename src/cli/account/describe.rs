//! An account in words: JSON, or lines for people.

use serde_json::{Map, Value, json};

use crate::cli::when;
use crate::model::{Account, Timestamp, Workspace};

/// What is told of an account without its secrets.
pub(super) fn members(account: &Account) -> Map<String, Value> {
    let memberships = account.memberships.iter().map(|membership| {
        json!({
            "workspace_id": membership.workspace_id.as_str(),
            "role": membership.role.as_str(),
        })
    });
    let described = json!({
        "account_id": account.id.as_str(),
        "email": account.email,
        "name": account.name,
        "status": account.status.as_str(),
        "password": account.password.is_some(),
        "second_factor": account.totp.is_some(),
        "identity": account.identity,
        "memberships": memberships.collect::<Vec<_>>(),
        "created_at": account.created_at.as_secs(),
        "last_sign_in_at": account.last_sign_in_at.map(Timestamp::as_secs),
    });
    match described {
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

/// `owner of acme, viewer of other`.
pub(super) fn memberships(account: &Account, workspaces: &[Workspace]) -> String {
    let named = account.memberships.iter().map(|membership| {
        let id = &membership.workspace_id;
        let known = workspaces.iter().find(|workspace| workspace.id == *id);
        let slug = known.map_or(id.as_str(), |workspace| workspace.slug.as_str());
        format!("{} of {slug}", membership.role.as_str())
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        "-".to_owned()
    } else {
        named.join(", ")
    }
}

/// When the person was last here.
pub(super) fn last_sign_in(account: &Account, now: Timestamp) -> String {
    let at = account.last_sign_in_at;
    at.map_or_else(|| "never".to_owned(), |at| when::relative(at, now))
}

/// What is told of an account without its secrets, for people.
pub(super) fn lines(
    account: &Account,
    workspaces: &[Workspace],
    now: Timestamp,
) -> Vec<(&'static str, String)> {
    let yes_or_no = |is| if is { "yes" } else { "no" }.to_owned();
    let identity = account.identity.as_ref();
    vec![
        ("account_id", account.id.to_string()),
        ("email", account.email.clone()),
        ("name", account.name.clone()),
        ("status", account.status.as_str().to_owned()),
        ("roles", memberships(account, workspaces)),
        ("password", yes_or_no(account.password.is_some())),
        ("second factor", yes_or_no(account.totp.is_some())),
        (
            "single sign-on",
            identity.map_or_else(
                || "no".to_owned(),
                |identity| format!("{} at {}", identity.subject, identity.issuer),
            ),
        ),
        ("created", when::both(account.created_at, now)),
        ("last sign-in", last_sign_in(account, now)),
    ]
}
