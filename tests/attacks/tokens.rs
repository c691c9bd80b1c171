//! Tokens that are read, bound, remembered or kept wrongly.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wicketgate::clock::Clock as _;
use wicketgate::token::claims::ACCESS_TOKEN_TYPE;

use crate::support::{Scene, Wire};

/// `claims`, signed with the gateway's own key.
fn signed(scene: &Scene, typ: &str, claims: &Value) -> String {
    let ring = scene.gateway.running.tokens.published().ring.load();
    let key = ring.current(scene.gateway.clock.now()).unwrap();
    key.sign(typ, claims).unwrap()
}

/// What the scene's token says.
fn claims(scene: &Scene) -> Value {
    let middle = scene.bearer.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).unwrap()).unwrap()
}

/// A token that is not believed: 401 with a code that begins so.
async fn assert_refused(wire: &mut Wire, token: &str, code: &str, what: &str) {
    let bearer = format!("Bearer {token}");
    let answer = wire
        .get("/attack", &[("authorization", &bearer)])
        .await
        .unwrap();
    assert_eq!(answer.status, 401, "{what}: {answer:?}");
    assert!(answer.code().starts_with(code), "{what}: {answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_17_claims_of_the_wrong_type() {
    let scene = Scene::start().await;
    let honest = claims(&scene);
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        let before = scene.upstream.seen().len();
        for name in [
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "jti",
            "client_id",
            "scope",
            "workspace_id",
            "sid",
        ] {
            for wrong in [
                json!(null),
                json!(true),
                json!(-1),
                json!(1.5),
                json!(1e300),
                json!([]),
                json!([honest[name]]),
                json!({}),
                json!(u64::MAX),
                json!(""),
            ] {
                if ["scope", "sub"].contains(&name) && wrong == json!("") {
                    continue;
                }
                let mut claims = honest.clone();
                claims[name] = wrong;
                // Far in the future is a time; the session that ends before is looked at elsewhere.
                if ["exp", "iat"].contains(&name) && claims[name] == json!(u64::MAX) {
                    continue;
                }
                let token = signed(&scene, ACCESS_TOKEN_TYPE, &claims);
                assert_refused(&mut wire, &token, "token_", &claims.to_string()).await;
            }
            let mut claims = honest.clone();
            claims.as_object_mut().unwrap().remove(name);
            let token = signed(&scene, ACCESS_TOKEN_TYPE, &claims);
            assert_refused(&mut wire, &token, "token_malformed", name).await;
            // Numbers as texts, texts as numbers.
            let mut claims = honest.clone();
            claims[name] = match &honest[name] {
                known if known.is_number() => json!(known.to_string()),
                _ => json!(1_790_000_000),
            };
            let token = signed(&scene, ACCESS_TOKEN_TYPE, &claims);
            assert_refused(&mut wire, &token, "token_malformed", &claims.to_string()).await;
        }
        for claims in [json!([]), json!("x"), json!(null), json!([honest])] {
            let token = signed(&scene, ACCESS_TOKEN_TYPE, &claims);
            assert_refused(&mut wire, &token, "token_malformed", &claims.to_string()).await;
        }
        // Other documents of ours are no access tokens.
        for typ in ["JWT", "", "at+jwt;x", "dpop+jwt", "logout+jwt"] {
            let token = signed(&scene, typ, &honest);
            assert_refused(&mut wire, &token, "token_invalid", typ).await;
        }
        assert_eq!(scene.upstream.seen().len(), before);
        // The same claims as they should be do pass.
        let bearer = format!("Bearer {}", signed(&scene, ACCESS_TOKEN_TYPE, &honest));
        let answer = wire
            .get("/honest", &[("authorization", &bearer)])
            .await
            .unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        scene.is_well(&mut wire).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_18_parallel_refreshes_leave_two_branches() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let session = scene.gateway.session().await;
        let body = json!({ "refresh_token": session["refresh_token"] }).to_string();
        let mut tasks = Vec::new();
        for _ in 0..16 {
            let mut caller = scene.caller(http2).await;
            let body = body.clone();
            tasks.push(tokio::spawn(async move {
                caller.post_json("/auth/refresh", &[], &body).await
            }));
        }
        let mut successors = BTreeSet::new();
        for task in tasks {
            let answer = task.await.unwrap();
            if answer.status == 200 {
                successors.insert(answer.json()["refresh_token"].as_str().unwrap().to_owned());
            } else {
                assert!(answer.status < 500 && answer.status >= 400, "{answer:?}");
            }
        }
        assert_eq!(successors.len(), 1, "{successors:?}");
        // The one branch goes on.
        let body = json!({ "refresh_token": successors.first() }).to_string();
        let mut caller = scene.caller(http2).await;
        let answer = caller.post_json("/auth/refresh", &[], &body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        scene.is_well_anew(http2).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_19_refresh_token_not_bound_to_its_client() {
    let scene = Scene::start().await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let session = scene.gateway.session().await;
        let refresh = |client: &str| {
            json!({ "refresh_token": session["refresh_token"], "client_id": client }).to_string()
        };
        for client in ["wgc_000000000000", "x", ""] {
            let answer = caller
                .post_json("/auth/refresh", &[], &refresh(client))
                .await;
            assert_eq!(
                (answer.status, &*answer.code()),
                (400, "client_mismatch"),
                "{client:?}: {answer:?}"
            );
        }
        // Nothing was spent or ended by that.
        let body = refresh(scene.gateway.client.id.as_str());
        let answer = caller.post_json("/auth/refresh", &[], &body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        scene.is_well_anew(http2).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_20_truncated_or_extended_token() {
    let scene = Scene::start().await;
    let token = scene.bearer.strip_prefix("Bearer ").unwrap();
    let [header, payload, signature] = {
        let parts: Vec<&str> = token.split('.').collect();
        [parts[0], parts[1], parts[2]]
    };
    let mut changed = vec![
        format!("{token}A"),
        format!("{token}="),
        format!("{token}=="),
        format!("{token}."),
        format!("{token}.{signature}"),
        format!(".{token}"),
        format!("A{token}"),
        format!("{header}.{payload}"),
        format!("{header}.{payload}."),
        format!("{header}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{header}=.{payload}.{signature}"),
        format!("{header}.{payload}=.{signature}"),
        format!("{payload}.{header}.{signature}"),
        format!("{header}.{payload}.{payload}"),
    ];
    changed.extend(
        (1..token.len())
            .step_by(7)
            .map(|end| token[..end].to_owned()),
    );
    changed.extend((1..4).map(|cut| token[..token.len() - cut].to_owned()));
    // Every other last character: some differ only in bits that base64 throws away.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/";
    for part in [header, payload, signature] {
        let end = token.find(part).unwrap() + part.len();
        for letter in alphabet.chars() {
            let mut other = token.to_owned();
            other.replace_range(end - 1..end, &letter.to_string());
            changed.push(other);
        }
    }
    changed.retain(|other| other != token);
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        // Once before it was ever seen, once when it is known to be good.
        for round in 0..2 {
            for other in &changed {
                assert_refused(&mut wire, other, "token_", &format!("{round}: {other}")).await;
            }
            scene.is_well(&mut wire).await;
        }
        // The same of the other tokens, and no more often than a caller may fail.
        scene.gateway.clock.advance_secs(60);
        let ott = scene.gateway.ott("{}").await;
        let session = scene.gateway.session().await;
        let refresh = session["refresh_token"].as_str().unwrap();
        let mut caller = scene.caller(http2).await;
        for (path, name, token) in [
            ("/auth/exchange", "ott", &*ott),
            ("/auth/refresh", "refresh_token", refresh),
        ] {
            for other in [
                format!("{token}A"),
                format!(" {token}"),
                format!("{token}\0"),
                token[..token.len() - 1].to_owned(),
                token[1..].to_owned(),
            ] {
                let body = json!({ name: other }).to_string();
                let answer = caller.post_json(path, &[], &body).await;
                assert_eq!(answer.status, 400, "{other}: {answer:?}");
            }
            let body = json!({ name: token }).to_string();
            let answer = caller.post_json(path, &[], &body).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_21_challenge_left_out() {
    let scene = Scene::start().await;
    // RFC 7636, appendix B.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let bound = json!({ "code_challenge": challenge }).to_string();
        let ott = scene.gateway.ott(&bound).await;
        for body in [
            json!({ "ott": ott }),
            json!({ "ott": ott, "code_verifier": null }),
            json!({ "ott": ott, "code_verifier": "" }),
            json!({ "ott": ott, "code_verifier": challenge }),
            json!({ "ott": ott, "code_verifier": &verifier[1..] }),
        ] {
            let answer = caller
                .post_json("/auth/exchange", &[], &body.to_string())
                .await;
            assert_eq!(answer.status, 400, "{body}: {answer:?}");
        }
        let body = json!({ "ott": ott, "code_verifier": verifier }).to_string();
        let answer = caller.post_json("/auth/exchange", &[], &body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        scene.is_well_anew(http2).await;
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_24_verdicts_mixed_between_routes_and_callers() {
    let scene = Scene::with(
        "\n[[route]]\npath = \"/write/\"\nupstream = \"api\"\nscope = [\"flows:write\"]\n",
    )
    .await;
    let reader = scene
        .bearer_of(r#"{"external_user_id":"ada","scope":"flows:read"}"#)
        .await;
    let writer = scene
        .bearer_of(r#"{"external_user_id":"bob","scope":"flows:write"}"#)
        .await;
    let mut sessions = BTreeSet::new();
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        for _ in 0..3 {
            for (bearer, user, may_write) in [(&reader, "ada", false), (&writer, "bob", true)] {
                let token = [("authorization", &**bearer)];
                assert_eq!(wire.get("/x", &token).await.unwrap().status, 200);
                let seen = scene.upstream.last();
                assert_eq!(seen.one("x-external-user-id"), Some(user));
                sessions.insert(format!("{user} {}", seen.one("x-session-id").unwrap()));
                let answer = wire.get("/write/x", &token).await.unwrap();
                assert_eq!(
                    answer.status,
                    if may_write { 200 } else { 403 },
                    "{answer:?}"
                );
                // Nor does the answer to one stand for him who sends no token.
                assert_eq!(wire.get("/x", &[]).await.unwrap().status, 401);
                assert_eq!(wire.get("/open/x", &[]).await.unwrap().status, 200);
                assert_eq!(scene.upstream.last().one("x-external-user-id"), None);
            }
        }
        scene.is_well(&mut wire).await;
    }
    assert_eq!(sessions.len(), 2, "{sessions:?}");
    // What was found good is asked again whether it still is: ended …
    let mut one = scene.wire(false).await;
    let mut two = scene.wire(true).await;
    let token = [("authorization", &*reader)];
    let answer = one.ask("POST", "/auth/logout", &token, "").await.unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    for wire in [&mut one, &mut two] {
        for target in ["/x", "/write/x"] {
            let answer = wire.get(target, &token).await.unwrap();
            assert_eq!((answer.status, &*answer.code()), (401, "token_revoked"));
        }
        assert_eq!(
            wire.get("/x", &[("authorization", &writer)])
                .await
                .unwrap()
                .status,
            200
        );
        scene.is_well(wire).await;
    }
    // … or expired.
    scene.gateway.clock.advance_secs(15 * 60 + 6);
    for wire in [&mut one, &mut two] {
        let answer = wire
            .get("/write/x", &[("authorization", &writer)])
            .await
            .unwrap();
        assert_eq!((answer.status, &*answer.code()), (401, "token_expired"));
    }
    let fresh = scene.bearer_of("{}").await;
    for wire in [&mut one, &mut two] {
        assert_eq!(
            wire.get("/x", &[("authorization", &fresh)])
                .await
                .unwrap()
                .status,
            200
        );
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistake_25_secrets_in_the_log() {
    let scene = Scene::start().await;
    let token = scene.bearer.strip_prefix("Bearer ").unwrap().to_owned();
    let basic = scene.gateway.basic();
    for http2 in [false, true] {
        let mut wire = scene.wire(http2).await;
        for (target, fields) in [
            (format!("/v1?access_token={token}"), vec![scene.token()]),
            (format!("/open/x?access_token={token}"), vec![]),
            (format!("/open/x?token={token}"), vec![]),
            ("/v1".to_owned(), vec![("authorization", &*basic)]),
            (
                "/v1".to_owned(),
                vec![("authorization", &*basic), scene.token()],
            ),
            ("/v1".to_owned(), vec![("authorization", &*token)]),
            (
                "/v1".to_owned(),
                vec![("cookie", &*token), ("x-api-key", &token)],
            ),
        ] {
            let answer = wire.get(&target, &fields).await.unwrap();
            let said = String::from_utf8(answer.body).unwrap();
            assert!(!said.contains(&token) && !said.contains(&basic), "{said}");
        }
        scene.is_well(&mut wire).await;
    }
    let signature = token.rsplit('.').next().unwrap().to_owned();
    let secret = scene.gateway.secret.reveal().to_owned();
    let log = scene.log().await;
    assert!(log.len() > 14);
    for line in log {
        let line = line.to_string();
        for secret in [&signature, &basic, &secret] {
            assert!(!line.contains(secret), "{line}");
        }
    }
}
