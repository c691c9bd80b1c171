//! Nouns to keep in a store, each named by a number.

use wicketgate::model::client::ClientLifetimes;
use wicketgate::model::grant::{Presenter, Subject};
use wicketgate::model::{
    Client, ClientId, ClientKind, ClientSecret, ClientStatus, DpopMode, Environment, Lifetime,
    NewOneTimeToken, NewSession, OttReuse, SecretHash, SecretId, SessionId, Thumbprint, Timestamp,
    TokenHash, Workspace, WorkspaceId,
};
use wicketgate::store::{Created, Spend, Store, StoredKey};

/// The moment at which every test begins.
pub(crate) const T0: Timestamp = Timestamp::from_secs(1_800_000_000);

/// So many seconds after `T0`.
pub(crate) fn at(secs: u64) -> Timestamp {
    T0.plus(Lifetime::from_secs(secs))
}

pub(crate) fn secs(secs: u64) -> Lifetime {
    Lifetime::from_secs(secs)
}

pub(crate) fn workspace_id(n: u32) -> WorkspaceId {
    format!("ws_{n:026}").parse().unwrap()
}

pub(crate) fn client_id(n: u32) -> ClientId {
    format!("wgc_{n:012}").parse().unwrap()
}

pub(crate) fn secret_id(n: u32) -> SecretId {
    format!("cs_{n:026}").parse().unwrap()
}

pub(crate) fn session_id(n: u32) -> SessionId {
    format!("es_{n:026}").parse().unwrap()
}

pub(crate) fn token_hash(n: u32) -> TokenHash {
    TokenHash::of(&format!("token {n}"))
}

pub(crate) fn workspace(n: u32) -> Workspace {
    Workspace {
        id: workspace_id(n),
        slug: format!("workspace-{n}"),
        name: format!("Workspace {n}"),
        environment: Environment::Sandbox,
        created_at: T0,
    }
}

pub(crate) fn secret(n: u32, created_at: Timestamp) -> ClientSecret {
    ClientSecret {
        id: secret_id(n),
        hash: SecretHash([u8::try_from(n % 251).unwrap(); 32]),
        last4: format!("{:04}", n % 10_000),
        created_at,
        expires_at: None,
    }
}

/// Client `n` of workspace `workspace`, with secret `n`.
pub(crate) fn client(n: u32, workspace: u32) -> Client {
    Client {
        id: client_id(n),
        workspace_id: workspace_id(workspace),
        kind: ClientKind::Embed,
        name: format!("Client {n}"),
        status: ClientStatus::Active,
        allowed_origins: vec![
            "https://app.example.com".parse().unwrap(),
            "http://localhost:3000".parse().unwrap(),
            "http://localhost:*".parse().unwrap(),
        ],
        scopes: "flows:read flows:write".parse().unwrap(),
        lifetimes: ClientLifetimes {
            ott: secs(60),
            access: secs(900),
            refresh_idle: secs(3600),
            session: secs(43_200),
        },
        ott_reuse: OttReuse::RevokeOnMismatch,
        dpop: DpopMode::Required,
        max_sessions_per_user: 20,
        secrets: vec![secret(n, T0)],
        integration: None,
        created_at: T0,
    }
}

/// Token `n` of client `client` for `user`, issued at `created_at` for 60 seconds.
pub(crate) fn token(
    n: u32,
    client: u32,
    user: Option<&str>,
    created_at: Timestamp,
) -> NewOneTimeToken {
    NewOneTimeToken {
        hash: token_hash(n),
        client_id: client_id(client),
        workspace_id: workspace_id(1),
        secret_id: secret_id(client),
        subject: Subject {
            external_user_id: user.map(Into::into),
            user: serde_json::from_str(r#"{"z":"last first","name":"Zoë","plan":{"n":7}}"#)
                .unwrap(),
            scopes: "flows:read".parse().unwrap(),
            metadata: serde_json::from_str(r#"{"tags":["a",null,true]}"#).unwrap(),
        },
        origin: Some("https://app.example.com".parse().unwrap()),
        code_challenge: Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into()),
        dpop_jkt: Some(Thumbprint::from_bytes([u8::try_from(n % 251).unwrap(); 32])),
        session_ttl: Some(secs(600)),
        created_at,
        expires_at: created_at.plus(secs(60)),
    }
}

pub(crate) fn presenter(n: u8) -> Presenter {
    Presenter {
        fingerprint: [n; 32],
        idempotency_key: (n % 2 == 1).then_some([n; 32]),
    }
}

/// Session `n`, made at `now`: its refresh token idles out after an hour, it ends after 12.
pub(crate) fn new_session(n: u32, now: Timestamp) -> NewSession {
    NewSession {
        id: session_id(n),
        salt: [u8::try_from(n % 251).unwrap(); 16],
        parent_origin: Some("https://app.example.com".parse().unwrap()),
        frame_origin: None,
        dpop_jkt: (n % 2 == 1).then(|| Thumbprint::from_bytes([9; 32])),
        idle_expires_at: now.plus(secs(3600)),
        expires_at: now.plus(secs(43_200)),
    }
}

pub(crate) fn key(kid: &str, signs_from: Timestamp) -> StoredKey {
    StoredKey {
        kid: kid.into(),
        algorithm: "ES256".into(),
        public_jwk: r#"{"kty":"EC"}"#.into(),
        sealed_private: vec![0, 255, 7],
        signs_from,
        created_at: T0,
    }
}

/// Workspace 1 with client 1 in it.
pub(crate) async fn furnish(store: &dyn Store) {
    assert_eq!(
        store.create_workspace(&workspace(1)).await.unwrap(),
        Created::Done
    );
    assert_eq!(
        store.create_client(&client(1, 1)).await.unwrap(),
        Created::Done
    );
}

/// Makes session `n` of client `client` for `user` at `now`, by spending token `n`.
pub(crate) async fn begin_session(
    store: &dyn Store,
    n: u32,
    client: u32,
    user: Option<&str>,
    now: Timestamp,
) {
    let token = token(n, client, user, now);
    assert_eq!(
        store.put_one_time_token(&token).await.unwrap(),
        Created::Done
    );
    let spent = store
        .spend(&token.hash, &presenter(0), &new_session(n, now), 1000, now)
        .await
        .unwrap();
    assert!(matches!(spent, Spend::Fresh { .. }), "{spent:?}");
}
