//! `token inspect`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wicketgate::config::{Algorithm, EncryptionKey};
use wicketgate::entropy::SystemEntropy;
use wicketgate::token::keys::{KeyRing, RingKey};
use wicketgate::token::root::RootKeys;

use super::gateway::{Gateway, Pair};
use super::{KEY, Place, Said};

fn inspect(place: &Place, token: &str, more: &str) -> Said {
    place.say_with(&format!("token inspect {more}"), token, KEY)
}

/// A token that is valid.
#[track_caller]
fn valid(place: &Place, token: &str) -> Value {
    let found = inspect(place, token, "--json").done().one_line();
    assert_eq!(found["valid"], true, "{found}");
    found
}

/// A token that is not valid, for a reason with `part` in it.
#[track_caller]
fn invalid(place: &Place, token: &str, part: &str) -> Value {
    let said = inspect(place, token, "--json");
    assert_eq!(said.code, 3, "{said:?}");
    let found = said.one_line();
    assert_eq!(found["valid"], false, "{found}");
    let reason = found["reason"].as_str().unwrap();
    assert!(reason.contains(part), "{reason}");
    assert_eq!(said.err, format!("wicketgate: not valid: {reason}\n"));
    found
}

async fn furnished() -> (Place, Gateway, String, String) {
    let place = Place::new();
    place.workspace("Acme");
    let gateway = Gateway::on(&place).await;
    let (id, secret) = place.client("acme", "--scope flows:read");
    (place, gateway, id, secret)
}

#[tokio::test]
async fn an_access_token_is_decoded_and_judged_as_the_gate_does() {
    let (place, gateway, id, secret) = furnished().await;
    let Pair {
        access, session_id, ..
    } = gateway.sign_in(&id, &secret, Some("u_42"), 0).await;

    let found = valid(&place, &access);
    assert_eq!(found["kind"], "access_token");
    assert_eq!(found["header"]["typ"], "at+jwt");
    assert_eq!(found["claims"]["sub"], "u_42");
    assert_eq!(found["claims"]["client_id"], id);
    assert_eq!(found["key"], "ours, current");
    assert_eq!(found["signature"], "right");
    assert_eq!(found["session"]["session_id"], session_id);
    // White space around it is not part of it, and "-" says what is done anyway.
    let for_people = inspect(&place, &format!("\n {access}\n"), "-").done().out;
    assert!(
        for_people.contains("  valid: it expires in "),
        "{for_people}"
    );
    assert!(for_people.contains(" UTC (in "), "{for_people}");
    assert!(
        !for_people.contains(&access[..40]),
        "the token itself is not told"
    );
}

#[tokio::test]
async fn looking_into_a_token_uses_nothing() {
    let (place, gateway, id, secret) = furnished().await;
    let ott = gateway.issue(&id, &secret, None, 0).await;
    let found = valid(&place, &ott);
    assert_eq!(found["kind"], "one_time_token");
    assert_eq!(found["client_id"], id);
    let pair = gateway.redeem(&ott, 0).await;
    let found = invalid(&place, &ott, "it was used");
    assert_eq!(found["session_id"], pair.session_id);

    valid(&place, &pair.access);
    let found = valid(&place, &pair.refresh);
    assert_eq!(found["kind"], "refresh_token");
    assert_eq!(found["generation"], 0);
    let session_id = pair.session_id.parse().unwrap();
    let session = gateway.tokens.session(&session_id).await.unwrap().unwrap();
    assert!(!session.pair_used && session.generation == 0);
}

#[tokio::test]
async fn each_reason_against_an_access_token_is_told() {
    let (place, gateway, id, secret) = furnished().await;
    let old = gateway.sign_in(&id, &secret, None, 960).await;
    let found = invalid(&place, &old.access, "the access token expired ");
    assert_eq!(found["code"], "token_expired");
    assert_eq!(found["signature"], "right");

    let pair = gateway.sign_in(&id, &secret, None, 0).await;
    let (message, signature) = pair.access.rsplit_once('.').unwrap();
    let (header, claims) = message.split_once('.').unwrap();
    let mut claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    claims["workspace_id"] = json!("ws_00000000000000000000000000");
    let forged = URL_SAFE_NO_PAD.encode(claims.to_string());
    let forged = format!("{header}.{forged}.{signature}");
    let found = invalid(&place, &forged, "its signature is wrong");
    assert_eq!(found["key"], "ours, current");
    assert_eq!(found["signature"], "wrong");
    assert_eq!(found["session"], Value::Null);

    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
    let found = invalid(
        &place,
        &format!("{none}.e30."),
        "no trusted key has its kid",
    );
    assert_eq!(found["key"], "not ours");
    invalid(&place, "a.b.c", "it is not a JWT");

    place
        .say(&format!("session revoke --id {}", pair.session_id))
        .done();
    let found = invalid(&place, &pair.access, "its session was ended");
    assert!(
        found["reason"].as_str().unwrap().ends_with("(revoked)"),
        "{found}"
    );
    assert_eq!(found["code"], "token_revoked");
    let other = gateway.sign_in(&id, &secret, None, 0).await;
    place.say(&format!("client disable {id} --yes")).done();
    invalid(&place, &other.access, "its session was ended");
    place.say(&format!("client delete {id} --yes")).done();
    invalid(&place, &other.access, "the client no longer exists");
    place.say("key rotate --now --revoke-old --yes").done();
    invalid(&place, &other.access, "no trusted key has its kid");
}

#[tokio::test]
async fn each_reason_against_a_refresh_token_is_told() {
    let (place, gateway, id, secret) = furnished().await;
    let first = gateway.sign_in(&id, &secret, Some("u_42"), 600).await;
    let second = gateway.refresh(&first.refresh, 300).await;
    // Nothing of the second pair was used: its answer may be lost.
    let found = valid(&place, &first.refresh);
    assert!(
        found["reason"]
            .as_str()
            .unwrap()
            .contains("gives the same answer again")
    );
    assert_eq!(found["session"]["external_user_id"], "u_42");
    let third = gateway.refresh(&second.refresh, 200).await;
    invalid(&place, &first.refresh, "it was used already");
    valid(&place, &third.refresh);

    let changed = format!("{}A", &third.refresh[..third.refresh.len() - 1]);
    let changed = if changed == third.refresh {
        format!("{changed}A")
    } else {
        changed
    };
    invalid(&place, &changed, "the token was changed");
    invalid(
        &place,
        &third.refresh[..20],
        "has not the form of a refresh token",
    );
    let idle = gateway.sign_in(&id, &secret, None, 12_600).await;
    invalid(&place, &idle.refresh, "it expired 2 h ago");
    let over = gateway.sign_in(&id, &secret, None, 52_200).await;
    invalid(&place, &over.refresh, "its session expired 2 h ago");
    place.say(&format!("client disable {id} --yes")).done();
    invalid(&place, &third.refresh, "was ended");
}

#[tokio::test]
async fn each_reason_against_a_secret_or_a_one_time_token_is_told() {
    let (place, gateway, id, secret) = furnished().await;
    let found = valid(&place, &secret);
    assert_eq!(found["kind"], "client_secret");
    assert_eq!(found["client_id"], id);
    let wrong = format!(
        "wgs_{}{}",
        if &secret[4..5] == "A" { "B" } else { "A" },
        &secret[5..]
    );
    assert_eq!(
        invalid(&place, &wrong, "its checksum is wrong")["checksum"],
        "wrong"
    );
    place.say(&format!("client rotate {id}")).done();
    let found = valid(&place, &secret);
    assert!(
        found["reason"]
            .as_str()
            .unwrap()
            .starts_with("it was replaced, and ends")
    );

    let late = gateway.issue(&id, &secret, None, 9060).await;
    invalid(&place, &late, "it expired 2 h ago, unused");
    invalid(
        &place,
        "00000000-0000-4000-8000-000000000000",
        "it is unknown",
    );
    invalid(&place, "ott_short", "has not the form of a one-time token");
    place.say(&format!("client disable {id} --yes")).done();
    invalid(&place, &secret, "its client is disabled");
    place.say(&format!("client delete {id} --yes")).done();
    invalid(&place, &secret, "no client has it");

    invalid(&place, &id, "it is a client id");
    assert_eq!(
        invalid(&place, "hello", "has the form of none")["kind"],
        "unknown"
    );
}

#[tokio::test]
async fn offline_nothing_but_the_token_is_read() {
    let (_place, gateway, id, secret) = furnished().await;
    let pair = gateway.sign_in(&id, &secret, None, 0).await;
    let old = gateway.sign_in(&id, &secret, None, 960).await;
    let ott = gateway.issue(&id, &secret, None, 0).await;
    let nowhere = tempfile::tempdir().unwrap();
    let words: Vec<String> = super::words("token inspect --offline --json");
    let look = |token: &str| super::run(nowhere.path(), &words, token.as_bytes(), "");
    for token in [&pair.access, &pair.refresh, &ott, &secret] {
        let found = look(token).done().one_line();
        assert_eq!(found["valid"], Value::Null, "{found}");
    }
    assert_eq!(look(&pair.access).one_line()["claims"]["client_id"], id);
    let said = look(&old.access);
    assert_eq!((said.code, &said.one_line()["valid"]), (3, &json!(false)));
    assert_eq!(look("wgs_x").code, 3);
    assert_eq!(std::fs::read_dir(nowhere.path()).unwrap().count(), 0);
}

#[test]
fn a_token_is_never_an_argument() {
    let place = Place::new();
    place
        .say("token inspect wgs_something")
        .refused(2, &["pipe it"]);
    let said = place.say("token inspect eyJhbGciOi.J9.x");
    said.refused(2, &["pipe it"]);
    assert!(!said.err.contains("eyJ"), "{}", said.err);
    inspect(&place, " \n", "").refused(2, &["no token came on standard input"]);
    inspect(&place, &"a".repeat(70_000), "").refused(2, &["longer than"]);
    let words = super::words("token inspect --offline");
    super::run(place.0.path(), &words, b"\xff\xfe", "").refused(2, &["not UTF-8"]);
}

#[test]
fn what_a_stranger_wrote_does_not_steer_the_terminal() {
    let place = Place::new();
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let (header, claims) = (
        part(r#"{"alg":"ES256"}"#),
        part(r#"{"sub":"\u001b[2J\u009b"}"#),
    );
    let said = inspect(&place, &format!("{header}.{claims}.x"), "");
    assert_eq!(said.code, 3);
    assert!(said.out.contains(r"\u{1b}[2J\u{9b}"), "{}", said.out);
    assert!(!said.out.contains('\u{1b}') && !said.out.contains('\u{9b}'));
}

/// Answers every call with `body`, for as long as the tests run.
fn serve(body: String) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut reader = BufReader::new(&stream);
            while !request.ends_with(b"\r\n\r\n") {
                reader.read_until(b'\n', &mut request).unwrap();
            }
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

#[tokio::test]
async fn a_token_of_another_issuer_is_judged_by_its_own_keys() {
    let now = Gateway::on(&Place::new()).await.ago(0);
    let root = EncryptionKey(Arc::new(zeroize::Zeroizing::new([7; 32])));
    let roots = RootKeys::derive(&root).unwrap();
    let key = RingKey::generate(
        Algorithm::Es256,
        now,
        now,
        &roots,
        &SystemEntropy::default(),
    );
    let ring = KeyRing::open(&[key.unwrap()], &roots).unwrap();
    let sign = |issuer: &str| {
        let claims = json!({
            "iss": issuer, "aud": "api", "sub": "u_42", "jti": "1", "workspace_id": "w1",
            "exp": now.as_secs() + 900, "iat": now.as_secs(),
        });
        ring.current(now).unwrap().sign("at+jwt", &claims).unwrap()
    };
    let address = serve(ring.jwks(now).to_string());
    let config = |jwks_url: &str| {
        let url = format!("issuer = \"https://id.example\"\njwks_url = \"{jwks_url}\"");
        format!(
            "{}[[issuer]]\n{url}\naudiences = [\"api\"]\n",
            super::CONFIG
        )
    };
    let place = Place::with(&config(&format!("http://{address}/jwks")));
    let found = valid(&place, &sign("https://id.example"));
    assert_eq!(found["key"], "not ours");
    invalid(
        &place,
        &sign("https://other.example"),
        "no such issuer is configured",
    );

    // Port 9 of this machine: nobody is there, so that nothing can be told.
    let place = Place::with(&config("http://127.0.0.1:9/jwks"));
    let said = inspect(&place, &sign("https://id.example"), "--json");
    assert_eq!(said.code, 6, "{said:?}");
    assert_eq!(said.one_line()["valid"], Value::Null);
    assert!(
        said.err.contains("warning: the keys of https://id.example"),
        "{}",
        said.err
    );
}
