//! Nouns of the authorization server to keep in a store, each named by a number.

use std::collections::BTreeMap;
use std::sync::Arc;

use wicketgate::model::account::{AccountStatus, Identity, PasswordHash, Totp};
use wicketgate::model::authorization::DeviceDecision;
use wicketgate::model::integration::Icon;
use wicketgate::model::{
    Account, AccountId, Client, ClientAuthMethod, ClientKind, DeviceAuthorization, GrantId,
    Integration, Membership, NewAuthorizationCode, PushedRequest, Role, SecretHash, SetUp, SignIn,
    SystemRole, SystemToken, SystemTokenId, SystemTokenKind, SystemUser, SystemUserId, Thumbprint,
    Timestamp, Visibility,
};
use wicketgate::store::{CodeIssued, CodeSpend, Created, Store};

use super::make::*;

pub(crate) fn account_id(n: u32) -> AccountId {
    format!("acc_{n:026}").parse().unwrap()
}

pub(crate) fn grant_id(n: u32) -> GrantId {
    format!("gr_{n:026}").parse().unwrap()
}

pub(crate) fn system_user_id(n: u32) -> SystemUserId {
    format!("su_{n:026}").parse().unwrap()
}

pub(crate) fn system_token_id(n: u32) -> SystemTokenId {
    format!("st_{n:026}").parse().unwrap()
}

/// Account `n`, with everything that an account can have.
pub(crate) fn account(n: u32) -> Account {
    Account {
        id: account_id(n),
        email: format!("person{n}@example.com"),
        name: format!("Zoë {n}"),
        status: AccountStatus::Active,
        password: Some(PasswordHash("$argon2id$v=19$m=1$c2FsdA$aGFzaA".into())),
        totp: Some(Totp {
            sealed_secret: vec![0, 255, 7],
            last_step: u64::from(n),
        }),
        identity: Some(Identity {
            issuer: "https://id.example.com".into(),
            subject: format!("subject {n}"),
        }),
        memberships: [1, 2]
            .map(|workspace| Membership {
                workspace_id: workspace_id(workspace),
                role: Role::Owner,
            })
            .to_vec(),
        version: 0,
        created_at: T0,
        last_sign_in_at: Some(T0),
    }
}

/// Client `n` of workspace `workspace`, an integration.
pub(crate) fn web_client(n: u32, workspace: u32) -> Client {
    Client {
        kind: ClientKind::Web,
        integration: Some(Arc::new(Integration {
            description: Some("Sends what comes in.".into()),
            icon: Some(Icon::read(b"GIF89a").unwrap()),
            redirect_uris: vec!["https://app.example.com/callback".parse().unwrap()],
            auth_method: ClientAuthMethod::ClientSecret,
            jwks: Some(r#"{"keys":[]}"#.into()),
            require_pkce: true,
            require_par: false,
            visibility: Visibility::Public,
            verified: true,
        })),
        ..client(n, workspace)
    }
}

/// A link of account `account`, good for a day from `created_at`.
pub(crate) fn set_up(n: u32, account: u32, created_at: Timestamp) -> SetUp {
    SetUp {
        hash: token_hash(n),
        account_id: account_id(account),
        created_at,
        expires_at: created_at.plus(secs(86_400)),
    }
}

/// A sign-in of account `account`, good for an hour from `created_at`.
pub(crate) fn sign_in(n: u32, account: u32, created_at: Timestamp) -> SignIn {
    SignIn {
        hash: token_hash(n),
        account_id: account_id(account),
        method: "password+totp".into(),
        created_at,
        expires_at: created_at.plus(secs(3600)),
    }
}

/// Code `n` for client `client` by account `account` in workspace 1, issued at `created_at` for 60 seconds.
pub(crate) fn code(
    n: u32,
    client: u32,
    account: u32,
    created_at: Timestamp,
) -> NewAuthorizationCode {
    NewAuthorizationCode {
        hash: token_hash(n),
        client_id: client_id(client),
        workspace_id: workspace_id(1),
        account_id: account_id(account),
        redirect_uri: "https://app.example.com/callback".into(),
        redirect_uri_named: n % 2 == 1,
        scopes: "flows:read".parse().unwrap(),
        code_challenge: Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into()),
        dpop_jkt: (n % 2 == 1).then(|| Thumbprint::from_bytes([8; 32])),
        pushed_request: None,
        created_at,
        expires_at: created_at.plus(secs(60)),
    }
}

/// Request `n` that client `client` pushed at `created_at`, good for 60 seconds.
pub(crate) fn pushed_request(n: u32, client: u32, created_at: Timestamp) -> PushedRequest {
    let parameters = [("scope", "flows:read"), ("state", "zoë \u{0}&=")];
    PushedRequest {
        hash: token_hash(n),
        client_id: client_id(client),
        parameters: BTreeMap::from(parameters.map(|(name, value)| (name.into(), value.into()))),
        created_at,
        expires_at: created_at.plus(secs(60)),
    }
}

/// Device `n` of client `client`, which asked at `created_at` for 600 seconds; its user code is `n`.
pub(crate) fn device(n: u32, client: u32, created_at: Timestamp) -> DeviceAuthorization {
    DeviceAuthorization {
        hash: token_hash(n),
        user_code: format!("CODE{n:04}"),
        client_id: client_id(client),
        scopes: "flows:write".parse().unwrap(),
        dpop_jkt: (n % 2 == 1).then(|| Thumbprint::from_bytes([7; 32])),
        decision: DeviceDecision::Pending,
        polled_at: None,
        interval: 5,
        created_at,
        expires_at: created_at.plus(secs(600)),
    }
}

/// A yes of account `account`, for workspace 1.
pub(crate) fn approved(account: u32) -> DeviceDecision {
    DeviceDecision::Approved {
        account_id: account_id(account),
        workspace_id: workspace_id(1),
    }
}

/// System user `n` of workspace `workspace`, without tokens.
pub(crate) fn system_user(n: u32, workspace: u32) -> SystemUser {
    SystemUser {
        id: system_user_id(n),
        workspace_id: workspace_id(workspace),
        name: format!("System user {n}"),
        role: SystemRole::Employee,
        permissions: "flows:read flows:write".parse().unwrap(),
        tokens: Vec::new(),
        created_at: T0,
    }
}

/// Permanent token `n`, made at `created_at`.
pub(crate) fn system_token(n: u32, created_at: Timestamp) -> SystemToken {
    SystemToken {
        id: system_token_id(n),
        kind: SystemTokenKind::Permanent,
        hash: SecretHash([u8::try_from(n % 251).unwrap(); 32]),
        last4: format!("{:04}", n % 10_000),
        permissions: "flows:read".parse().unwrap(),
        ip_allowlist: vec![
            "192.0.2.0/24".parse().unwrap(),
            "2001:db8::/32".parse().unwrap(),
        ],
        created_at,
        expires_at: None,
        last_used_at: None,
    }
}

/// Workspaces 1 and 2; client 1 of workspace 1 and client 2 of workspace 2, both integrations; accounts 1
/// and 2.
pub(crate) async fn furnish_oauth(store: &dyn Store) {
    for n in 1..=2 {
        let made = [
            store.create_workspace(&workspace(n)).await.unwrap(),
            store.create_client(&web_client(n, n)).await.unwrap(),
            store.create_account(&account(n)).await.unwrap(),
        ];
        assert_eq!(made, [Created::Done; 3]);
    }
}

/// Puts a code under new grant `grant`, unless there is a live one; the grant.
pub(crate) async fn issue(store: &dyn Store, code: &NewAuthorizationCode, grant: u32) -> GrantId {
    let issued = store
        .put_authorization_code(code, &grant_id(grant))
        .await
        .unwrap();
    let CodeIssued::Done(grant) = issued else {
        panic!("{issued:?}");
    };
    grant
}

/// Makes session `n` of client `client` by account `account` at `now`, by redeeming code `n`, under new
/// grant `n` unless there is a live one; the grant.
pub(crate) async fn begin_oauth_session(
    store: &dyn Store,
    n: u32,
    client: u32,
    account: u32,
    now: Timestamp,
) -> GrantId {
    let code = code(n, client, account, now);
    let grant = issue(store, &code, n).await;
    let redeemed = store
        .redeem_code(&code.hash, &new_session(n, now), now)
        .await
        .unwrap();
    assert!(matches!(redeemed, CodeSpend::Fresh(_)), "{redeemed:?}");
    grant
}
