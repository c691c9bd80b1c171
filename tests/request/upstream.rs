//! What an upstream answers, or does not.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::assert_problem;
use crate::support::{Gateway, Options, Scene, Upstream};

#[tokio::test(flavor = "multi_thread")]
async fn answers_pass_as_they_are() {
    let scene = Scene::answering(
        "HTTP/1.1 418 Short And Stout\r\nContent-Type: text/tea\r\nX-Custom: 1\r\nx-custom: 2\r\n\
         Set-Cookie: a=b\r\nSet-Cookie: c=d\r\nX-Request-Id: theirs\r\nConnection: x-hop\r\n\
         X-Hop: 1\r\nX-Wicketgate-Error-Source: gateway\r\nContent-Length: 3\r\n\r\ntea",
        "",
    )
    .await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        let answer = caller.get("/x", &[scene.token()]).await;
        assert_eq!((answer.status, &*answer.body), (418, &b"tea"[..]));
        assert_eq!(answer.header("content-type"), "text/tea");
        let all = |name| {
            let values = answer.headers.get_all(name).iter();
            values
                .map(|value| value.to_str().unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(all("x-custom"), ["1", "2"]);
        assert_eq!(all("set-cookie"), ["a=b", "c=d"]);
        assert_eq!(all("x-hop"), [""; 0]);
        assert_eq!(all("x-wicketgate-error-source"), [""; 0]);
        let id = answer.header("x-request-id");
        assert_eq!(scene.upstream.last().one("x-request-id"), Some(id));
    }
    for line in scene.log().await {
        if line["status"] == 418 {
            assert_eq!(line["error_source"], "upstream", "{line}");
            assert!(
                line.get("code").is_none() && line.get("aborted").is_none(),
                "{line}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upstreams_own_401_is_marked() {
    let scene = Scene::answering(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"theirs\"\r\n\
         Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nno",
        "",
    )
    .await;
    for http2 in [false, true] {
        let answer = scene.caller(http2).await.get("/x", &[scene.token()]).await;
        assert_eq!((answer.status, &*answer.body), (401, &b"no"[..]));
        assert_eq!(answer.header("www-authenticate"), "Basic realm=\"theirs\"");
        assert_eq!(answer.header("content-type"), "text/plain");
        assert_eq!(answer.header("x-wicketgate-error-source"), "upstream");
    }
    scene.gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn upstreams_that_do_not_answer() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let down = closed.local_addr().unwrap();
    drop(closed);
    let silent = Upstream::answering("").await;
    let garbled = Upstream::answering("SSH-2.0-OpenSSH\r\n\r\n").await;
    let ambiguous =
        Upstream::answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
            .await;
    let toml: String = [
        ("down", down),
        ("silent", silent.address),
        ("garbled", garbled.address),
        ("ambiguous", ambiguous.address),
    ]
    .iter()
    .map(|(name, address)| {
        format!(
            "\n[[upstream]]\nname = \"{name}\"\nendpoints = [\"http://{address}\"]\n\
             response_timeout = \"100ms\"\n\
             \n[[route]]\npath = \"/{name}\"\nupstream = \"{name}\"\n"
        )
    })
    .collect();
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    let bearer = format!("Bearer {}", gateway.access_token().await);
    for mut caller in [gateway.h1().await, gateway.h2().await] {
        for (path, status, code) in [
            ("/down", 502, "upstream_unreachable"),
            ("/silent", 504, "upstream_timeout"),
            ("/garbled", 502, "upstream_bad_response"),
            ("/ambiguous", 502, "upstream_bad_response"),
        ] {
            let answer = caller.get(path, &[("authorization", &bearer)]).await;
            assert_problem(&answer, status, code, path);
            assert_eq!(answer.json()["retryable"], true);
            assert_eq!(answer.json()["error"], "server_error");
            assert!(!format!("{answer:?}").contains("127.0.0.1"), "{answer:?}");
        }
    }
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_cancels_the_upstream_request() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, mut told) = mpsc::unbounded_channel();
    let upstream = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let tell = tell.clone();
            tokio::spawn(async move {
                let mut bytes = [0; 4096];
                let count = stream.read(&mut bytes).await.unwrap();
                let head = String::from_utf8_lossy(&bytes[..count]).into_owned();
                if head.contains("/begun") {
                    let part = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart";
                    stream.write_all(part).await.unwrap();
                }
                tell.send("came").unwrap();
                // No answer, and no end of one: it waits until the gateway hangs up.
                while !matches!(stream.read(&mut bytes).await, Ok(0) | Err(_)) {}
                tell.send("hung up").unwrap();
            });
        }
    });
    let toml = format!(
        "[[upstream]]\nname = \"api\"\nendpoints = [\"http://{address}\"]\n\
         \n[[route]]\npath = \"/\"\nupstream = \"api\"\nauth = \"none\"\n"
    );
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    for http2 in [false, true] {
        for path in ["/silent", "/begun"] {
            let mut wire = crate::support::Wire::connect(&gateway, http2).await;
            let asked = tokio::spawn(async move { wire.get(path, &[]).await.is_some() });
            assert_eq!(told.recv().await, Some("came"));
            asked.abort();
            assert_eq!(told.recv().await, Some("hung up"), "{http2} {path}");
        }
    }
    upstream.abort();
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn head_has_no_body_and_its_line_no_abort() {
    let scene = Scene::answering("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n", "").await;
    for http2 in [false, true] {
        let mut caller = scene.caller(http2).await;
        for (path, token, status) in [
            ("/x", true, 200),
            ("/x", false, 401),
            ("/get/x", true, 405),
            ("/x/../y", true, 400),
            ("/auth/exchange", false, 405),
            ("/auth/session", false, 401),
            ("/.well-known/jwks.json", false, 200),
        ] {
            let fields: Vec<_> = token.then(|| scene.token()).into_iter().collect();
            let answer = caller.send("HEAD", path, &fields, "").await;
            assert_eq!((answer.status, answer.body.len()), (status, 0), "{path}");
            let length: usize = answer.header("content-length").parse().unwrap();
            assert!(length > 0, "{path}");
        }
    }
    let lines = scene.log().await;
    let heads: Vec<_> = lines
        .iter()
        .filter(|line| line["method"] == "HEAD")
        .collect();
    assert_eq!(heads.len(), 14);
    for line in heads {
        assert!(line.get("aborted").is_none(), "{line}");
    }
}
