//! The steps of random walks that only the authorization server takes.

use wicketgate::model::account::AccountStatus;
use wicketgate::model::authorization::DeviceDecision;
use wicketgate::model::grant::Subject;
use wicketgate::model::{EndReason, SessionKind, Timestamp};
use wicketgate::store::{GrantFilter, SignInFilter, Store};

use super::make::*;
use super::make_oauth::*;
use super::random::{Step, text};

pub(crate) const OAUTH_KINDS: u8 = 26;

/// Takes a step; the answer as text.
pub(crate) async fn take_oauth(
    store: &dyn Store,
    step: Step,
    count: u32,
    now: Timestamp,
) -> String {
    match step.0 {
        0..8 => take_account(store, step, now).await,
        8..17 => take_grant(store, step, count, now).await,
        17..23 => take_request(store, step, count, now).await,
        _ => take_system_user(store, step, count, now).await,
    }
}

async fn take_account(store: &dyn Store, (kind, a, b, _): Step, now: Timestamp) -> String {
    match kind {
        0 => {
            let mut account = account(a);
            account.email = format!("person{b}@example.com");
            text(store.create_account(&account).await)
        }
        1 | 2 => {
            let mut account = account(a);
            if let Some(kept) = store.account(&account.id).await.unwrap() {
                account.version = kept.version - u64::from(kept.version > 0 && b == 5);
            }
            if b == 0 {
                account.status = AccountStatus::Disabled;
            }
            if b > 3 {
                account.email = format!("person{b}@example.com");
            }
            text(store.replace_account(&account, now).await)
        }
        3 if b == 0 => text(store.delete_account(&account_id(a), now).await),
        3 => text(
            store
                .end_sign_ins(&SignInFilter::Account(account_id(a)))
                .await,
        ),
        4 => text(store.put_set_up(&set_up(b, a, now)).await),
        5 => text(store.take_set_up(&token_hash(b), now).await),
        6 => text(store.put_sign_in(&sign_in(b, a, now)).await),
        _ => text(store.sign_in(&token_hash(b), now).await),
    }
}

async fn take_grant(
    store: &dyn Store,
    (kind, a, b, _): Step,
    count: u32,
    now: Timestamp,
) -> String {
    let which = match b {
        0 => GrantFilter::Client(client_id(a)),
        1 => GrantFilter::Workspace(workspace_id(a)),
        2 => GrantFilter::Account(account_id(a)),
        3 => GrantFilter::Of(client_id(a), workspace_id(1), account_id(1)),
        4 => GrantFilter::IdOfAccount(grant_id(count / 2), account_id(a)),
        _ => GrantFilter::All,
    };
    match kind {
        8..=10 => {
            let mut code = code(count % 8, b % 3, a, now);
            code.workspace_id = workspace_id(b % 2 + 1);
            if b == 5 {
                code.pushed_request = Some(token_hash(a));
                code.scopes = "flows:write".parse().unwrap();
            }
            text(store.put_authorization_code(&code, &grant_id(count)).await)
        }
        11..=13 => {
            let session = new_session(count % 16, now);
            text(store.redeem_code(&token_hash(b), &session, now).await)
        }
        14 if b < 3 => {
            let reason = EndReason::GrantRevoked;
            text(store.end_grants(&which, reason, now).await)
        }
        14 => text(store.grants(&which, 3).await),
        15 => {
            let (id, idle) = (session_id(b), secs(3600));
            text(store.extend_session(&id, u64::from(a), idle, now).await)
        }
        _ => {
            let session = new_session(count % 16, now).begin(
                client_id(a),
                workspace_id(b % 3),
                SessionKind::Service,
                Subject::default(),
                now,
            );
            text(store.create_session(&session).await)
        }
    }
}

async fn take_request(
    store: &dyn Store,
    (kind, a, b, _): Step,
    count: u32,
    now: Timestamp,
) -> String {
    match kind {
        17 => text(
            store
                .put_pushed_request(&pushed_request(a, b % 3, now))
                .await,
        ),
        18 => text(store.put_device(&device(b, a, now)).await),
        19 => {
            let decision = match a {
                0 => DeviceDecision::Denied,
                _ => approved(a),
            };
            let user_code = device(b, 0, now).user_code;
            text(store.decide_device(&user_code, &decision, now).await)
        }
        20 | 21 => {
            let (client, session) = (client_id(a), new_session(count % 16, now));
            let polled = store
                .poll_device(&token_hash(b), &client, &session, &grant_id(count), now)
                .await;
            text(polled)
        }
        _ => {
            let noted = store
                .note_assertion(&client_id(a), &token_hash(b), now.plus(secs(60)))
                .await;
            text(noted)
        }
    }
}

async fn take_system_user(
    store: &dyn Store,
    (kind, a, b, _): Step,
    count: u32,
    now: Timestamp,
) -> String {
    match kind {
        23 if b == 0 => text(store.delete_system_user(&system_user_id(a), now).await),
        23 => {
            let mut user = system_user(a, b % 3);
            user.name = format!("{}", b % 2);
            user.tokens = vec![system_token(100 + b, now)];
            text(store.create_system_user(&user).await)
        }
        24 => {
            let mut token = system_token(count % 8, now);
            token.expires_at = (b > 3).then(|| now.plus(secs(60)));
            text(store.add_system_token(&system_user_id(a), &token).await)
        }
        _ if b < 3 => text(store.revoke_system_token(&system_token_id(b), now).await),
        _ => {
            let uses = [(system_token_id(a), now), (system_token_id(b), T0)];
            text(store.note_system_token_uses(&uses).await)
        }
    }
}

/// Everything of it that can be read.
pub(crate) async fn everything_oauth(
    store: &dyn Store,
) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut numbered = Vec::new();
    for n in 0..8 {
        let hash = token_hash(n);
        let user_code = device(n, 0, T0).user_code;
        numbered.push((
            store.authorization_code(&hash).await.unwrap(),
            store.set_up(&hash, T0).await.unwrap(),
            store.sign_in(&hash, T0).await.unwrap(),
            store.pushed_request(&hash, T0).await.unwrap(),
            store.device_by_user_code(&user_code, T0).await.unwrap(),
        ));
    }
    let mut grants = Vec::new();
    for n in 0..80 {
        grants.push(store.grant(&grant_id(n)).await.unwrap());
    }
    (
        store.accounts().await.unwrap(),
        numbered,
        grants,
        store.system_users(None).await.unwrap(),
    )
}
