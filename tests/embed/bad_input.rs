//! Bodies that no honest caller sends: each has its named answer, and the next honest call is well.

use super::{assert_refused, post_bytes};
use crate::support::client::raw;
use crate::support::{Gateway, Options};

/// As long as this a body may be.
const MOST: usize = 16 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_one_plain_json_object_is_refused() {
    let gateway = Gateway::start(Options::default()).await;
    let auth = gateway.basic();
    let deep = |levels: usize| {
        let (open, close) = ("{\"a\":".repeat(levels), "}".repeat(levels));
        format!("{{\"user\":{open}1{close}}}").into_bytes()
    };
    let arrays = format!("{{\"user\":{}{}}}", "[".repeat(8000), "]".repeat(8000));
    let huge = format!("{{\"session_ttl\":{}}}", "9".repeat(4000));
    let many = format!("{{\"user\":{{{}\"z\":1}}}}", "\"k\":1,".repeat(2000));
    let bodies: [&[u8]; 34] = [
        b"[]",
        b"[{}]",
        b"1",
        b"\"text\"",
        b"null",
        b"true",
        b"{",
        b"}",
        b"{}{}",
        b"{} x",
        b"{\"a\":1,}",
        b"{'a':1}",
        b"{a:1}",
        b"{\"a\" 1}",
        b"{\"a\":01}",
        b"{\"a\":NaN}",
        b"{\"a\":1e999}",
        b"{\"a\":\"\n\"}",
        b"{\"a\":\"\\ud800\"}",
        b"{\"a\":\"\\x\"}",
        b"\xef\xbb\xbf{}",
        b"{\"a\":\"\xff\"}",
        b"{\"\xc3\x28\":1}",
        b"\xfe\xff\x00{\x00}",
        b"\x00",
        b"{}\x00",
        b"{\"scope\":\"a\",\"scope\":\"a\"}",
        b"{\"scope\":\"a\",\"sc\\u006fpe\":\"b\"}",
        b"{\"user\":{\"a\":1,\"a\":2}}",
        &deep(16),
        &deep(2500),
        arrays.as_bytes(),
        huge.as_bytes(),
        many.as_bytes(),
    ];
    for http2 in [false, true] {
        let mut caller = gateway.caller(http2).await;
        for body in bodies {
            let what = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
            let headers = [
                ("authorization", &*auth),
                ("content-type", "application/json"),
            ];
            for path in [
                "/auth/iframe-token",
                "/api/auth/exchange",
                "/auth/refresh",
                "/auth/logout",
                "/auth/sessions/revoke",
            ] {
                let answer = post_bytes(&mut caller, path, &headers, body).await;
                let answer_is_named = format!("{path} {what:?}");
                // On the others this huge number is of no interest.
                if path != "/auth/iframe-token" && body == huge.as_bytes() {
                    assert!(matches!(answer.status, 200 | 400), "{answer_is_named}");
                    continue;
                }
                assert_refused(&answer, 400, "invalid_request", &answer_is_named);
                assert_eq!(answer.json()["error"], "invalid_request");
            }
            // It says where it is wrong, never what was in it.
            let answer = post_bytes(&mut caller, "/auth/exchange", &headers, body).await;
            assert!(answer.body.len() < 1000, "{what}");
        }
        let ott = gateway.ott("").await;
        assert_eq!(caller.exchange(&ott, &[]).await.status, 200);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_odd_but_allowed_passes() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let auth = gateway.basic();
    let headers = [
        ("authorization", &*auth),
        ("content-type", "application/json"),
    ];
    let deep = format!("{{\"user\":{}1{}}}", "{\"a\":".repeat(15), "}".repeat(15));
    let bodies: [&[u8]; 6] = [
        b" \t\r\n{}\n ",
        b"{\"unknown\":[1,2.5e3,{\"x\":null}]}",
        b"{\"metadata\":{\"n\":123456789012345678901234567890}}",
        b"{\"metadata\":{\"nul\":\"a\\u0000b\",\"pair\":\"\\ud83d\\ude00\"}}",
        b"{\"__proto__\":{\"scope\":\"admin\"},\"constructor\":1}",
        deep.as_bytes(),
    ];
    for body in bodies {
        let answer = post_bytes(&mut caller, "/auth/iframe-token", &headers, body).await;
        assert_eq!(answer.status, 200, "{body:?}: {answer:?}");
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_at_most_16_kib_however_it_comes() {
    for options in [Options::default(), Options::default().sqlite()] {
        let gateway = Gateway::start(options).await;
        let auth = gateway.basic();
        let headers = [
            ("authorization", &*auth),
            ("content-type", "application/json"),
        ];
        let filled = |length: usize| {
            let around = "{\"metadata\":{\"a\":\"\"}}".len();
            format!(
                "{{\"metadata\":{{\"a\":\"{}\"}}}}",
                "x".repeat(length - around)
            )
        };
        for http2 in [false, true] {
            let fits = filled(MOST);
            let mut caller = gateway.caller(http2).await;
            let path = "/auth/iframe-token";
            let answer = post_bytes(&mut caller, path, &headers, fits.as_bytes()).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            for length in [MOST + 1, 1_000_000] {
                for path in [path, "/auth/exchange", "/auth/refresh", "/auth/logout"] {
                    let mut caller = gateway.caller(http2).await;
                    let body = filled(length);
                    let answer = post_bytes(&mut caller, path, &headers, body.as_bytes()).await;
                    assert_refused(&answer, 413, "content_too_large", path);
                }
            }
        }
        // Chunked: nobody says beforehand how long it will be.
        for (length, status) in [(MOST, "200"), (MOST + 1, "413")] {
            let body = filled(length);
            let (one, two) = body.split_at(9000);
            let head = format!(
                "POST /auth/iframe-token HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: {auth}\r\n\
                 Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\
                 Connection: close\r\n\r\n"
            );
            let chunk = |part: &str| format!("{:x}\r\n{part}\r\n", part.len());
            let request = format!("{head}{}{}0\r\n\r\n", chunk(one), chunk(two));
            let answer = raw(gateway.address(), &gateway.ca, request.as_bytes()).await;
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status}")),
                "{answer}"
            );
        }
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_are_as_strict() {
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let auth = gateway.basic();
    let form = "application/x-www-form-urlencoded";
    let headers = [("authorization", &*auth), ("content-type", form)];
    for (body, code) in [
        (&b"scope=a&scope=b"[..], "invalid_request"),
        (b"sc%6fpe=a&scope=b", "invalid_request"),
        (b"user=x", "invalid_request"),
        (b"session_ttl=-1", "invalid_request"),
        (b"session_ttl=1e3", "invalid_request"),
        (b"session_ttl=18446744073709551616", "invalid_request"),
        (b"external_user_id=%00", "invalid_request"),
        (b"external_user_id=a%0Ab", "invalid_request"),
        (b"scope=%ff", "invalid_scope"),
        (b"origin=%zz", "invalid_request"),
        (b"{\"scope\":\"x\"}&scope=x", "invalid_scope"),
    ] {
        let answer = post_bytes(&mut caller, "/auth/iframe-token", &headers, body).await;
        let what = String::from_utf8_lossy(body);
        assert_refused(&answer, 400, code, &what);
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_sent_comes_back() {
    // No answer repeats a secret or a token that was sent in the wrong place.
    let gateway = Gateway::start(Options::default()).await;
    let mut caller = gateway.h1().await;
    let (ott, secret) = (gateway.ott("").await, gateway.secret.reveal().to_owned());
    let headers = [("content-type", "application/json")];
    for body in [
        format!("{{\"ott\":[\"{ott}\"]}}"),
        format!("{{\"{ott}\":1,\"{ott}\":2}}"),
        format!("{{\"ott\":\"{ott}\",}}"),
        format!("{{\"ott\":\"{secret}\"}}"),
    ] {
        let answer = post_bytes(&mut caller, "/auth/exchange", &headers, body.as_bytes()).await;
        assert!(answer.status >= 400);
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(!said.contains(&ott) && !said.contains(&secret), "{said}");
    }
    let path = format!("/auth/{secret}");
    let answer = caller.get(&path, &[]).await;
    assert!(!String::from_utf8_lossy(&answer.body).contains(&secret));
    gateway.stop().await;
}
