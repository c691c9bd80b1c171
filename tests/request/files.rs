//! Files of a folder as answers: all of HTTP that browsers ask of them, and nothing outside it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::assert_problem;
use crate::support::{Answer, Caller, Gateway, Options, client};

/// What nobody may see.
const HIDDEN: &str = "e7a1-hidden-5f02";

const SCRIPT: &str = "export const answer = 42;\n";

/// A folder beside a secret, and a gateway that serves it in three ways.
struct Site {
    gateway: Gateway,
    outside: TempDir,
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

async fn start() -> Site {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.txt", HIDDEN);
    let folder = outside.path().join("site");
    write(&folder, "index.html", "<p>index");
    write(&folder, "app.js", SCRIPT);
    write(&folder, "app.js.br", "as brotli");
    write(&folder, "app.js.gz", "as gzip");
    write(&folder, "deep/index.html", "<p>deep");
    write(&folder, "deep/a b.txt", "spaces");
    write(&folder, ".env", HIDDEN);
    write(&folder, ".git/config", HIDDEN);
    write(&folder, "..data/inside.txt", "inside");
    symlink("..data/inside.txt", folder.join("linked.txt")).unwrap();
    symlink("../secret.txt", folder.join("escape.txt")).unwrap();
    symlink(outside.path(), folder.join("escape")).unwrap();
    symlink("nowhere", folder.join("dangling.txt")).unwrap();
    // Nobody ever writes into it.
    let pipe = Command::new("mkfifo").arg(folder.join("pipe")).status();
    assert!(pipe.unwrap().success());
    let named = folder.to_str().unwrap();
    let toml = format!(
        "\n[[route]]\npath = \"/\"\nfiles = {named:?}\nauth = \"none\"\n\
         \n[[route]]\npath = \"/app\"\nfiles = {named:?}\nauth = \"none\"\nfallback = \"index.html\"\n\
         frame = true\n\
         \n[[route]]\npath = \"/ids/\"\nfiles = {named:?}\nauth = \"none\"\nencoded_slashes = true\n\
         \n[[route]]\npath = \"/private/\"\nfiles = {named:?}\n"
    );
    let gateway = Gateway::start(Options::default().toml(&toml)).await;
    Site { gateway, outside }
}

impl Site {
    async fn caller(&self, http2: bool) -> Caller {
        Caller::connect(self.gateway.address(), &self.gateway.ca, http2).await
    }
}

fn assert_file(answer: &Answer, kind: &str, body: &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body, body.as_bytes().to_vec(), "{answer:?}");
    assert_eq!(answer.header("content-type"), kind);
    assert_eq!(answer.header("content-length"), body.len().to_string());
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("etag").starts_with('"'), "{answer:?}");
    assert!(
        answer.header("vary").contains("accept-encoding"),
        "{answer:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_folder_holds_is_served() {
    let site = start().await;
    for http2 in [false, true] {
        let mut caller = site.caller(http2).await;
        for (path, kind, body) in [
            ("/", "text/html", "<p>index"),
            ("/?q=1", "text/html", "<p>index"),
            ("/index.html", "text/html", "<p>index"),
            ("/app.js", "text/javascript", SCRIPT),
            ("/deep/", "text/html", "<p>deep"),
            ("/deep/a%20b.txt", "text/plain", "spaces"),
            ("/app/", "text/html", "<p>index"),
            ("/app/app.js", "text/javascript", SCRIPT),
            ("/ids/deep%2Fa%20b.txt", "text/plain", "spaces"),
            // A link that stays inside, as Kubernetes makes them.
            ("/linked.txt", "text/plain", "inside"),
            // The fallback is for pages, not for their parts.
            ("/app/flows/7", "text/html", "<p>index"),
        ] {
            assert_file(&caller.get(path, &[]).await, kind, body);
            let head = caller.send("HEAD", path, &[], "").await;
            assert_eq!(head.status, 200, "{path}");
            assert_eq!(head.header("content-length"), body.len().to_string());
            assert!(head.body.is_empty(), "{path}");
        }
        for (path, location) in [
            ("/app", "/app/"),
            ("/app?client_id=x", "/app/?client_id=x"),
            ("/deep", "/deep/"),
            ("/app/deep?x", "/app/deep/?x"),
        ] {
            let answer = caller.get(path, &[]).await;
            assert_eq!(answer.status, 307, "{answer:?}");
            assert_eq!(answer.header("location"), location);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_is() {
    let site = start().await;
    for http2 in [false, true] {
        let mut caller = site.caller(http2).await;
        for path in [
            "/none.txt",
            "/none/",
            "/index.html/",
            "/index.html/x",
            "/.env",
            "/%2Eenv",
            "/.git/config",
            "/..data/inside.txt",
            "/escape.txt",
            "/escape/secret.txt",
            "/escape/",
            "/dangling.txt",
            "/pipe",
            "//deep",
            "/deep//a%20b.txt",
            "/app/none.js",
            "/ids/%2Fdeep",
            "/ids/deep%2F%2E%2Fx",
        ] {
            let answer = caller.get(path, &[]).await;
            assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
            let body = String::from_utf8_lossy(&answer.body);
            assert!(!body.contains(HIDDEN), "{path}");
        }
        for path in ["/none.txt", "/.env", "/escape.txt"] {
            let answer = caller.get(path, &[]).await;
            assert_problem(&answer, 404, "file_not_found", path);
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            let answer = caller.send(method, "/app.js", &[], "").await;
            assert_problem(&answer, 405, "method_not_allowed", "/app.js");
            assert_eq!(answer.header("allow"), "GET, HEAD");
        }
        let answer = caller.get("/private/index.html", &[]).await;
        assert_problem(&answer, 401, "token_missing", "/private/index.html");
        let bearer = format!("Bearer {}", site.gateway.access_token().await);
        let headers = [("authorization", &*bearer)];
        let answer = caller.get("/private/index.html", &headers).await;
        assert_file(&answer, "text/html", "<p>index");
    }
}

/// As no client library sends them.
#[tokio::test(flavor = "multi_thread")]
async fn no_spelling_leads_out() {
    let site = start().await;
    for path in [
        "/../secret.txt",
        "/deep/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/ids/..%2F..%2Fsecret.txt",
        "/ids/%2e%2e%2fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/index.html%00.txt",
        "/..;/secret.txt",
        "/%252e%252e/secret.txt",
        "/ids/%2Fetc%2Fpasswd",
        "//etc/passwd",
    ] {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: gateway.test\r\nConnection: close\r\n\r\n");
        let (address, ca) = (site.gateway.address(), &site.gateway.ca);
        let answer = client::raw(address, ca, request.as_bytes()).await;
        let refused = answer.starts_with("HTTP/1.1 400 ") || answer.starts_with("HTTP/1.1 404 ");
        assert!(refused, "{path}: {answer}");
        assert!(
            !answer.contains(HIDDEN) && !answer.contains("root:"),
            "{path}: {answer}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_ranges_and_encodings() {
    let site = start().await;
    for http2 in [false, true] {
        let mut caller = site.caller(http2).await;
        let whole = caller.get("/app.js", &[]).await;
        let etag = whole.header("etag").to_owned();
        let since = whole.header("last-modified").to_owned();
        let weak = format!("\"other\", W/{etag}");
        for headers in [
            ("if-none-match", &*etag),
            ("if-none-match", &weak),
            ("if-modified-since", &since),
        ] {
            let answer = caller.get("/app.js", &[headers]).await;
            assert_eq!(answer.status, 304, "{answer:?}");
            assert!(answer.body.is_empty());
            assert_eq!(answer.header("etag"), etag);
            assert_eq!(answer.header("cache-control"), "no-cache");
        }
        let answer = caller.get("/app.js", &[("if-none-match", "\"x\"")]).await;
        assert_file(&answer, "text/javascript", SCRIPT);
        let answer = caller.get("/app.js", &[("if-match", "\"x\"")]).await;
        assert_eq!(answer.status, 412);

        let answer = caller.get("/app.js", &[("range", "bytes=7-11")]).await;
        assert_eq!((answer.status, &*answer.body), (206, &b"const"[..]));
        let length = SCRIPT.len();
        assert_eq!(
            answer.header("content-range"),
            format!("bytes 7-11/{length}")
        );
        assert_eq!(answer.header("content-length"), "5");
        let answer = caller.get("/app.js", &[("range", "bytes=-4")]).await;
        assert_eq!((answer.status, &*answer.body), (206, &b"42;\n"[..]));
        let answer = caller.get("/app.js", &[("range", "bytes=999-")]).await;
        assert_eq!(answer.status, 416);
        assert_eq!(answer.header("content-range"), format!("bytes */{length}"));
        // Several parts, and parts of what may be another version, are asked for in vain.
        for headers in [
            &[("range", "bytes=0-1,4-5")][..],
            &[("range", "bytes=0-1"), ("if-range", "\"x\"")],
        ] {
            let answer = caller.get("/app.js", headers).await;
            assert_file(&answer, "text/javascript", SCRIPT);
        }

        for (accepts, encoding, body) in [
            ("gzip, deflate, br, zstd", "br", "as brotli"),
            ("gzip", "gzip", "as gzip"),
            ("br;q=0, gzip;q=0.5", "gzip", "as gzip"),
            ("deflate", "", SCRIPT),
        ] {
            let answer = caller.get("/app.js", &[("accept-encoding", accepts)]).await;
            assert_file(&answer, "text/javascript", body);
            assert_eq!(answer.header("content-encoding"), encoding, "{accepts}");
            assert_eq!(answer.header("etag") == etag, encoding.is_empty());
        }
        let answer = caller.get("/", &[("accept-encoding", "br")]).await;
        assert_file(&answer, "text/html", "<p>index");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_release_is_served_at_once() {
    let site = start().await;
    let mut caller = site.caller(true).await;
    let etag = caller.get("/", &[]).await.header("etag").to_owned();
    let folder = site.outside.path().join("site");
    fs::rename(&folder, site.outside.path().join("old")).unwrap();
    assert_eq!(caller.get("/", &[]).await.status, 404);
    write(&folder, "index.html", "<p>another index");
    let answer = caller.get("/", &[("if-none-match", &etag)]).await;
    assert_file(&answer, "text/html", "<p>another index");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_from_a_folder_has_its_headers() {
    let site = start().await;
    for http2 in [false, true] {
        let mut caller = site.caller(http2).await;
        let etag = caller.get("/app/", &[]).await.header("etag").to_owned();
        let stored = [("if-none-match", &*etag), ("sec-fetch-dest", "iframe")];
        for (path, headers, status) in [
            ("/app/", &[][..], 200),
            ("/app/", &stored, 304),
            ("/app", &[], 307),
            ("/app/none.js", &[], 404),
        ] {
            let answer = caller.get(path, headers).await;
            assert_eq!(answer.status, status, "{answer:?}");
            let policy = answer.header("content-security-policy");
            assert_eq!(policy, "frame-ancestors https://app.customer.test");
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                "cross-origin"
            );
        }
    }
    assert!(
        site.gateway
            .metrics()
            .contains("wicketgate_frame_redirects_total 0\n")
    );
}

/// More than any buffer on the way holds, over both protocols, byte by byte; and counted.
#[tokio::test(flavor = "multi_thread")]
async fn large_files_stream() {
    let site = start().await;
    let bytes: Vec<u8> = (0..5_000_000_u32).map(|n| (n % 251) as u8).collect();
    fs::write(site.outside.path().join("site/large.bin"), &bytes).unwrap();
    for http2 in [false, true] {
        let mut caller = site.caller(http2).await;
        let answer = caller.get("/large.bin", &[]).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body == bytes);
        let answer = caller
            .get("/large.bin", &[("range", "bytes=1000000-4000000")])
            .await;
        assert_eq!(answer.status, 206);
        assert!(answer.body == bytes[1_000_000..=4_000_000]);
    }
}
