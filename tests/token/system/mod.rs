//! System users' tokens: what passes, what does not, and when that changes.

mod ends;
mod places;
mod uses;

use std::sync::Arc;

use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::opaque::checksum;
use wicketgate::model::{Lifetime, Scopes, SystemRole, SystemUser};
use wicketgate::token::mint;
use wicketgate::token::system::{MAX_TEMPORARY, NotMade, make};

use crate::support::failing::{Broken, FailingStore};
use crate::support::system::{permanent, temporary};
use crate::support::{Answer, Gateway, Options, Scene, Upstream};

pub(super) fn outcome(answer: &Answer) -> (u16, String) {
    let code = if answer.status == 200 {
        String::new()
    } else {
        answer.code()
    };
    (answer.status, code)
}

pub(super) fn refused(code: &str) -> (u16, String) {
    (401, code.to_owned())
}

pub(super) fn passed() -> (u16, String) {
    (200, String::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_upstream_learns_the_workspace_and_the_kind() {
    let scene = Scene::start().await;
    for (asked, prefix, kind) in [
        (permanent(), "wgpt", "system_user"),
        (temporary(), "wgtt", "temporary"),
    ] {
        let given = scene.gateway.system_token(asked).await;
        assert_eq!(given.text.len(), 4 + 43 + 6);
        assert!(given.text.starts_with(prefix));
        assert!(given.text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        for http2 in [false, true] {
            // The second time it is known.
            for _ in 0..2 {
                let mut caller = scene.caller(http2).await;
                assert_eq!(caller.call(&given.text).await.status, 200);
                let seen = scene.upstream.last();
                let workspace = scene.gateway.workspace.id.as_str();
                assert_eq!(seen.one("x-workspace-id"), Some(workspace));
                assert_eq!(seen.one("x-workspace-slug"), Some("acme"));
                assert_eq!(seen.one("x-auth-kind"), Some(kind));
                assert_eq!(seen.one("x-scopes"), Some("flows:read flows:write"));
                for absent in [
                    "x-client-id",
                    "x-external-user-id",
                    "x-session-id",
                    "authorization",
                ] {
                    assert_eq!(seen.one(absent), None, "{absent}");
                }
            }
        }
        let metrics = scene.gateway.metrics();
        let line = format!("wicketgate_token_validations_total{{kind=\"{kind}\",result=\"ok\"}} 4");
        assert!(metrics.contains(&line), "{metrics}");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_changed_is_refused_and_asks_nobody() {
    let broken = Arc::new(Broken::default());
    let upstream = Upstream::start().await;
    let options = Options::before(&upstream).wrap({
        let broken = Arc::clone(&broken);
        move |store| FailingStore::new(store, &broken) as _
    });
    let gateway = Gateway::start(options).await;
    let given = gateway.system_token(permanent()).await;
    let genuine = given.text.as_str();
    broken.set(true, true);
    let mut caller = gateway.h1().await;
    assert_eq!(caller.call(genuine).await.status, 200);
    let before = upstream.seen().len();
    let mut changed = vec![
        format!("{genuine}0"),
        format!("{genuine}{genuine}"),
        format!("{genuine}="),
        format!("wgtt{}", &genuine[4..]),
        format!("WGPT{}", &genuine[4..]),
        genuine.to_ascii_lowercase(),
        "wgpt".to_owned(),
        format!("wgpt{}", "0".repeat(49)),
        format!("wgpt{}", "a".repeat(16_000)),
    ];
    changed.extend((1..genuine.len()).map(|length| genuine[..length].to_owned()));
    changed.extend((1..genuine.len()).map(|from| genuine[from..].to_owned()));
    for at in 0..genuine.len() {
        let mut text = genuine.as_bytes().to_vec();
        text[at] = if text[at] == b'7' { b'8' } else { b'7' };
        changed.push(String::from_utf8(text).unwrap());
    }
    for text in changed {
        let answer = caller.call(&text).await;
        assert_eq!(outcome(&answer), refused("token_malformed"), "{text}");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Bearer ") && challenge.contains("invalid_token"));
    }
    // Well formed, and none: the store is not asked about that either.
    for prefix in ["wgpt", "wgtt"] {
        let body = format!("{prefix}{}", "0123456789".repeat(5).split_at(43).0);
        let text = format!("{body}{}", checksum(&body));
        let answer = caller.call(&text).await;
        assert_eq!(outcome(&answer), refused("token_invalid"), "{text}");
    }
    assert_eq!(upstream.seen().len(), before);
    assert_eq!(caller.call(genuine).await.status, 200);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_a_bearer_token_and_bound_to_no_key() {
    let scene = Scene::start().await;
    let given = scene.gateway.system_token(permanent()).await;
    let key = crate::support::dpop::ProofKey::new();
    let now = scene.gateway.clock.now().as_secs();
    let proof = key.proof("GET", "/x", Some(&given.text), now);
    let bound = format!("DPoP {}", given.text);
    let mut caller = scene.caller(false).await;
    for fields in [
        vec![("authorization", &*bound)],
        vec![("authorization", &*bound), ("dpop", &*proof)],
    ] {
        let answer = caller.get("/x", &fields).await;
        assert_eq!(outcome(&answer), refused("token_invalid"));
        assert!(
            answer.json()["detail"]
                .as_str()
                .unwrap()
                .contains("not bound to a key")
        );
    }
    // Known or not.
    for _ in 0..2 {
        assert_eq!(outcome(&caller.call(&given.text).await), passed());
        let answer = caller.get("/x", &[("authorization", &bound)]).await;
        assert_eq!(outcome(&answer), refused("token_invalid"));
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_may_do_what_it_names_and_no_more() {
    let scene = Scene::with(
        "\n[[route]]\npath = \"/write/\"\nupstream = \"api\"\nscope = [\"flows:write\"]\n",
    )
    .await;
    let mut asked = permanent();
    asked.permissions = "flows:read".parse().unwrap();
    let reader = scene.gateway.system_token(asked).await;
    let writer = scene.gateway.system_token(permanent()).await;
    let mut caller = scene.caller(true).await;
    for _ in 0..2 {
        let bearer = reader.bearer();
        let answer = caller.get("/write/x", &[("authorization", &bearer)]).await;
        assert_eq!(outcome(&answer), (403, "insufficient_scope".to_owned()));
        assert_eq!(
            caller.get("/x", &[("authorization", &bearer)]).await.status,
            200
        );
        let bearer = writer.bearer();
        let answer = caller.get("/write/x", &[("authorization", &bearer)]).await;
        assert_eq!(answer.status, 200);
    }
    scene.gateway.stop().await;
}

#[test]
fn an_employee_is_given_what_it_was_assigned_and_a_temporary_token_less_than_a_day() {
    let roots = wicketgate::token::root::RootKeys::derive(&wicketgate::config::EncryptionKey(
        Arc::new(zeroize::Zeroizing::new([7; 32])),
    ))
    .unwrap();
    let entropy = SystemEntropy::default();
    let now = wicketgate::model::Timestamp::from_secs(1_790_000_000);
    let scopes = |text: &str| text.parse::<Scopes>().unwrap();
    let user = |role, permissions: &str| SystemUser {
        id: mint::system_user_id(now, &entropy).unwrap(),
        workspace_id: mint::workspace_id(now, &entropy).unwrap(),
        name: "reports".to_owned(),
        role,
        permissions: scopes(permissions),
        tokens: Vec::new(),
        created_at: now,
    };
    let (admin, employee) = (
        user(SystemRole::Admin, ""),
        user(SystemRole::Employee, "a b"),
    );
    let try_make = |user: &SystemUser, permissions: &str| {
        let mut asked = permanent();
        asked.permissions = scopes(permissions);
        make(user, asked, &roots, &entropy, now).map(|(token, _)| token.permissions)
    };
    assert_eq!(try_make(&admin, "a b c"), Ok(scopes("a b c")));
    assert_eq!(try_make(&employee, "b"), Ok(scopes("b")));
    assert_eq!(try_make(&employee, "a b"), Ok(scopes("a b")));
    let missing = NotMade::Permission {
        user: "reports".to_owned(),
        permission: "c".to_owned(),
    };
    assert_eq!(try_make(&employee, "a c"), Err(missing));

    let end = |lifetime| {
        let mut asked = temporary();
        asked.lifetime = lifetime;
        let made = make(&admin, asked, &roots, &entropy, now);
        made.map(|(token, _)| token.expires_at.unwrap().since(now).as_secs())
    };
    assert_eq!(end(None), Ok(82_800));
    assert_eq!(end(Some(MAX_TEMPORARY)), Ok(86_399));
    assert_eq!(
        end(Some(Lifetime::from_millis(86_399_001))),
        Err(NotMade::TooLong)
    );
    assert_eq!(
        end(Some(Lifetime::from_secs(86_400))),
        Err(NotMade::TooLong)
    );
    let (token, plain) = make(&admin, permanent(), &roots, &entropy, now).unwrap();
    assert_eq!(token.expires_at, None);
    assert!(plain.reveal().ends_with(&token.last4) && token.last4.len() == 4);
    assert!(!format!("{token:?} {plain:?}").contains(plain.reveal()));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_expires_to_the_millisecond() {
    let upstream = Upstream::start().await;
    let gateway = Gateway::start(Options::before(&upstream)).await;
    let temporary = gateway.system_token(temporary()).await;
    let unknown = gateway
        .system_token(crate::support::system::temporary())
        .await;
    let mut asked = permanent();
    asked.lifetime = Some(Lifetime::from_secs(82_801));
    let limited = gateway.system_token(asked).await;
    let for_ever = gateway.system_token(permanent()).await;
    let mut caller = gateway.h1().await;
    assert_eq!(outcome(&caller.call(&temporary.text).await), passed());
    gateway.clock.advance_millis(82_799_999);
    assert_eq!(outcome(&caller.call(&temporary.text).await), passed());
    gateway.clock.advance_millis(1);
    // Whether the worker knows it or not.
    for token in [&temporary, &unknown, &temporary] {
        let answer = caller.call(&token.text).await;
        assert_eq!(outcome(&answer), refused("token_expired"));
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.contains("\"The access token expired\""),
            "{challenge}"
        );
    }
    assert_eq!(outcome(&caller.call(&limited.text).await), passed());
    gateway.clock.advance_secs(1);
    assert_eq!(
        outcome(&caller.call(&limited.text).await),
        refused("token_expired")
    );
    gateway.clock.advance_secs(100 * 365 * 86_400);
    assert_eq!(outcome(&caller.call(&for_ever.text).await), passed());
    gateway.stop().await;
}
