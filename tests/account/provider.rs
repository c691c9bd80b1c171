//! `Provider`: the certified oidc-provider as the platform's own, with all its manners.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::support::{Answer, HOST};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A provider process.
pub struct Provider {
    child: Child,
    /// `http://localhost:<port>`.
    pub issuer: String,
}

impl Provider {
    pub fn start() -> Self {
        let folder = format!("{ROOT}/tests/clients");
        let packages = format!("{folder}/node_modules");
        assert!(
            std::path::Path::new(&packages).exists(),
            "{packages} is missing: run tests/run"
        );
        let mut child = Command::new("node")
            .arg("provider.mjs")
            .current_dir(folder)
            .env("PORT", "0")
            .env("CLIENT_ID", "wicketgate")
            .env("CLIENT_SECRET", crate::support::ENCRYPTION_KEY)
            .env(
                "REDIRECT_URI",
                format!("https://{HOST}/oauth/sign-in/callback"),
            )
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
        let issuer = ready["issuer"].as_str().unwrap().to_owned();
        Self { child, issuer }
    }

    /// The gateway's side of it; the secret is the text that `KEY` holds.
    pub fn toml(&self, more: &str) -> String {
        format!(
            "[sign_in.oidc]\nissuer = \"{}\"\nclient_id = \"wicketgate\"\n\
             client_secret = {{ env = \"KEY\" }}\nname = \"Acme\"\n{more}\n",
            self.issuer
        )
    }

    pub async fn behave(&self, manner: &str) {
        let answer = self.send("PUT", "/manner", "", manner).await;
        assert_eq!(answer.status, 204, "{manner}: {answer:?}");
    }

    /// Signs in there as `email`, beginning at `url`; the URL of ours that it leads back to.
    pub async fn sign_in(&self, url: &str, email: &str) -> String {
        let mut cookies = BTreeMap::new();
        let mut answer = self.go("GET", url, &mut cookies, "").await;
        loop {
            let location = answer.header("location").to_owned();
            if location.starts_with(&format!("https://{HOST}")) {
                return location.replace(&format!("https://{HOST}"), "");
            }
            assert!(
                location.starts_with('/') || location.starts_with(&self.issuer),
                "{answer:?}"
            );
            answer = self.go("GET", &location, &mut cookies, "").await;
            if answer.status == 200 {
                let body = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs([("email", email), ("password", "any")])
                    .finish();
                answer = self.go("POST", &location, &mut cookies, &body).await;
            }
        }
    }

    async fn go(
        &self,
        method: &str,
        url: &str,
        cookies: &mut BTreeMap<String, String>,
        body: &str,
    ) -> Answer {
        let pairs = cookies.iter();
        let sent: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let path = url.replace(&self.issuer, "");
        let answer = self.send(method, &path, &sent.join("; "), body).await;
        for field in answer.headers.get_all("set-cookie") {
            let pair = field.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    async fn send(&self, method: &str, path: &str, cookies: &str, body: &str) -> Answer {
        let authority = self.issuer.trim_start_matches("http://");
        let stream = TcpStream::connect(authority.replace("localhost", "127.0.0.1"))
            .await
            .unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", authority)
            .header("cookie", cookies)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body.to_owned())))
            .unwrap();
        let (head, body) = sender.send_request(request).await.unwrap().into_parts();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // One that has ended already is no trouble.
        let _ended = self.child.kill();
        let _code = self.child.wait();
    }
}
