//! The heads: what of a request reaches the upstream, and what of a response the client.

use super::*;
use http::HeaderValue;

/// Sends `request`, answers it with `response`; returns what the upstream saw, and the answer.
async fn exchange(
    worker: &Worker,
    fake: &FakeUpstream,
    request: Request<Feed>,
    response: &str,
) -> (String, Response<UpstreamBody>) {
    let script = async {
        let mut peer = fake.accept().await;
        (peer.serve(response).await, peer)
    };
    let (answer, (head, _peer)) = tokio::join!(worker.send(request), script);
    (head, answer.unwrap())
}

#[test]
fn the_target_is_sent_octet_by_octet() {
    run(async {
        for target in [
            "/",
            "/?",
            "/a?b?c=d&&e=%20+",
            "/a%2Fb/%2e%2e/../c",
            "//a//b",
            "/%e2%82%ac/%E2",
            "/a;b=c:d@e!$'()*,~",
            "/{}|\"",
        ] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            let (head, _) = exchange(&worker, &fake, get(target), EMPTY).await;
            assert_eq!(
                head,
                format!("GET {target} HTTP/1.1\r\nhost: client.example\r\n\r\n")
            );
        }
    });
}

#[test]
fn an_absolute_target_becomes_origin_form_and_names_the_host() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        for version in [http::Version::HTTP_2, http::Version::HTTP_11] {
            let mut request = get("https://Other.example:8443/p?q");
            *request.version_mut() = version;
            let (head, _) = exchange(&worker, &fake, request, "HTTP/1.0 204 No\r\n\r\n").await;
            assert_eq!(
                head,
                "GET /p?q HTTP/1.1\r\nhost: Other.example:8443\r\n\r\n"
            );
        }
    });
}

#[test]
fn the_endpoint_names_the_host_where_the_upstream_wants_that_or_the_client_named_none() {
    run(async {
        let fake = FakeUpstream::listen().await;
        let mut config = upstream(vec![endpoint(fake.address)]);
        let expected = format!("GET / HTTP/1.1\r\nhost: {}\r\n\r\n", fake.address);
        let mut nameless = get("/");
        nameless.headers_mut().clear();
        let (head, _) = exchange(&Worker::new(config.clone()), &fake, nameless, EMPTY).await;
        assert_eq!(head, expected);

        config.host = UpstreamHost::Endpoint;
        let mut request = get("https://other.example/");
        request
            .headers_mut()
            .append("host", "second.example".parse().unwrap());
        let (head, _) = exchange(&Worker::new(config), &fake, request, EMPTY).await;
        assert_eq!(head, expected);
    });
}

#[test]
fn framing_is_made_anew() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let unknown = || {
            let (feeder, feed) = feed(None);
            feeder.send(Ok(data("hello"))).unwrap();
            feed
        };
        let chunked = "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (method, body, framing) in [
            ("GET", no_body(), "\r\n"),
            ("DELETE", no_body(), "\r\n"),
            ("POST", no_body(), "content-length: 0\r\n\r\n"),
            ("PUT", no_body(), "content-length: 0\r\n\r\n"),
            ("POST", body("hello"), "content-length: 5\r\n\r\nhello"),
            ("GET", body("hello"), "content-length: 5\r\n\r\nhello"),
            ("POST", unknown(), chunked),
            ("GET", unknown(), chunked),
            ("HEAD", unknown(), chunked),
        ] {
            let request = request(method, "/", body);
            let script = async {
                let mut peer = fake.accept().await;
                let message = peer.read_to(framing).await;
                assert!(!message.contains("gzip"), "{message}");
                peer.write("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
                    .await;
            };
            let (answer, ()) = tokio::join!(worker.send(request), script);
            assert_eq!(answer.unwrap().status(), 204);
        }
    });
}

#[test]
fn framing_of_the_client_is_never_copied() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let mut request = request("POST", "/", body("hello"));
        for (name, value) in [
            ("content-length", "500"),
            ("transfer-encoding", "gzip, chunked"),
            ("connection", "keep-alive, x-workspace-id"),
            ("keep-alive", "timeout=5"),
            ("upgrade", "websocket"),
            ("proxy-authorization", "Basic eA=="),
        ] {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        request
            .headers_mut()
            .insert("x-workspace-id", "ws_1".parse().unwrap());
        let script = async {
            let mut peer = fake.accept().await;
            let message = peer.read_to("hello").await;
            peer.write(EMPTY).await;
            message
        };
        let (answer, message) = tokio::join!(worker.send(request), script);
        answer.unwrap();
        // Identity was written after the gate heeded `Connection`; nothing may take it away again.
        assert_eq!(
            message,
            "POST / HTTP/1.1\r\nhost: client.example\r\nx-workspace-id: ws_1\r\n\
             content-length: 5\r\n\r\nhello"
        );
    });
}

#[test]
fn cookies_that_http2_split_are_one_again() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let mut request = get("https://client.example/");
        *request.version_mut() = http::Version::HTTP_2;
        for cookie in ["a=1", "b=2; c=3", "d=\u{e9}"] {
            request.headers_mut().append(
                "cookie",
                HeaderValue::from_bytes(cookie.as_bytes()).unwrap(),
            );
        }
        let script = async {
            let mut peer = fake.accept().await;
            peer.serve(EMPTY).await
        };
        let (answer, head) = tokio::join!(worker.send(request), script);
        answer.unwrap();
        assert!(
            head.contains("cookie: a=1; b=2; c=3; d=\u{e9}\r\n"),
            "{head}"
        );
        assert_eq!(head.matches("cookie").count(), 1);
    });
}

#[test]
fn connect_is_refused() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let error = worker
            .send(request("CONNECT", "a.example:443", no_body()))
            .await
            .unwrap_err();
        assert!(matches!(error, ForwardError::Tunnel), "{error:?}");
        assert!(fake.is_unvisited().await);
    });
}

#[test]
fn fields_of_the_upstreams_hop_and_of_ours_are_removed() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let (_, answer) = exchange(
            &worker,
            &fake,
            get("/"),
            "HTTP/1.1 299 Odd\r\nConnection: x-private, close\r\nConnection: Keep-Alive\r\n\
             X-Private: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: close\r\nUpgrade: h2c\r\n\
             TE: trailers\r\nTransfer-Encoding: chunked\r\nVia: 1.1 cache\r\nVary: origin\r\n\
             X-Request-Id: theirs\r\nX-Wicketgate-Error-Source: upstream\r\n\
             Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        )
        .await;
        assert_eq!(answer.status(), 299);
        let mut left: Vec<_> = answer
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        left.sort_unstable();
        assert_eq!(
            left,
            [
                ("set-cookie", "a=1"),
                ("set-cookie", "b=2"),
                ("vary", "origin"),
                ("via", "1.1 cache"),
                ("via", "1.1 wicketgate"),
            ]
        );
        assert_eq!(text(answer).await.unwrap(), "ok");
    });
}

#[test]
fn an_upstreams_own_401_is_marked_as_such() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        for theirs in ["", "X-Wicketgate-Error-Source: gateway\r\n"] {
            let response = format!(
                "HTTP/1.1 401 Unauthorized\r\nConnection: x-wicketgate-error-source, close\r\n\
                 WWW-Authenticate: Basic\r\n{theirs}Content-Length: 0\r\n\r\n"
            );
            let (_, answer) = exchange(&worker, &fake, get("/"), &response).await;
            let sources: Vec<_> = answer
                .headers()
                .get_all(super::super::ERROR_SOURCE)
                .iter()
                .collect();
            assert_eq!(sources, ["upstream"]);
            assert_eq!(answer.headers()["www-authenticate"], "Basic");
        }
    });
}

#[test]
fn answers_without_a_body_say_what_the_upstream_said() {
    run(async {
        for (method, response, length) in [
            (
                "HEAD",
                "HTTP/1.1 200 OK\r\ncontent-length: 1234\r\n\r\n",
                Some("1234"),
            ),
            (
                "HEAD",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                None,
            ),
            (
                "HEAD",
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
                None,
            ),
            ("GET", "HTTP/1.1 204 No Content\r\n\r\n", None),
            (
                "GET",
                "HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\ncontent-length: 9\r\n\r\n",
                None,
            ),
            ("GET", EMPTY, None),
        ] {
            let (fake, worker) = FakeUpstream::with_worker().await;
            let script = async {
                let mut peer = fake.accept().await;
                peer.serve(response).await;
                // The connection is free at once: nobody needs to read a body that is not there.
                peer.serve(OK).await;
            };
            let client = async {
                let answer = worker.send(request(method, "/", no_body())).await.unwrap();
                let said = answer
                    .headers()
                    .get("content-length")
                    .map(|v| v.to_str().unwrap());
                assert_eq!(said, length, "{response}");
                assert!(answer.body().is_end_stream(), "{response}");
                assert_eq!(
                    text(worker.send(get("/")).await.unwrap()).await.unwrap(),
                    "ok"
                );
            };
            tokio::join!(client, script);
        }
    });
}

#[test]
fn ranges_pass() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let mut request = get("/file");
        request
            .headers_mut()
            .insert("range", "bytes=2-3".parse().unwrap());
        request
            .headers_mut()
            .insert("if-range", "\"a\"".parse().unwrap());
        let (head, answer) = exchange(
            &worker,
            &fake,
            request,
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-3/9\r\nContent-Length: 2\r\n\r\ncd",
        )
        .await;
        assert!(
            head.contains("range: bytes=2-3\r\nif-range: \"a\"\r\n"),
            "{head}"
        );
        assert_eq!(answer.status(), 206);
        assert_eq!(answer.headers()["content-range"], "bytes 2-3/9");
        assert_eq!(answer.body().size_hint().exact(), Some(2));
        assert_eq!(text(answer).await.unwrap(), "cd");
    });
}

#[test]
fn informational_responses_are_passed_over() {
    run(async {
        let (fake, worker) = FakeUpstream::with_worker().await;
        let response = format!(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n\
             HTTP/1.1 199 Odd\r\n\r\n{OK}"
        );
        let (_, answer) = exchange(&worker, &fake, get("/"), &response).await;
        assert_eq!(answer.status(), 200);
        assert!(!answer.headers().contains_key("link"));
        assert_eq!(text(answer).await.unwrap(), "ok");
    });
}

#[test]
fn a_route_to_an_unknown_upstream_fails_closed() {
    run(async {
        let (_fake, mut worker) = FakeUpstream::with_worker().await;
        let mut elsewhere = upstream(Vec::new());
        elsewhere.name = "elsewhere".to_owned();
        worker.route = Rc::new(route(Arc::new(elsewhere)));
        let error = worker.send(get("/")).await.unwrap_err();
        assert_eq!(error.code(), crate::error::Code::Internal);
    });
}
