//! What is fed with bytes from nowhere: one function per target, which panics where a promise breaks.

pub mod body;
pub mod clean;
pub mod client_addr;
pub mod config;
pub mod nouns;
pub mod proof;
pub mod token;

/// One target.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, as cargo-fuzz knows it too.
    pub name: &'static str,
    /// Feeds it one input.
    pub run: fn(&[u8]),
    /// Inputs to begin with: what is well formed, so that its neighbours are tried.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 7] = [
    Target {
        name: "body",
        run: body::run,
        seeds: body::seeds,
    },
    Target {
        name: "clean",
        run: clean::run,
        seeds: clean::seeds,
    },
    Target {
        name: "client_addr",
        run: client_addr::run,
        seeds: client_addr::seeds,
    },
    Target {
        name: "config",
        run: config::run,
        seeds: config::seeds,
    },
    Target {
        name: "nouns",
        run: nouns::run,
        seeds: nouns::seeds,
    },
    Target {
        name: "proof",
        run: proof::run,
        seeds: proof::seeds,
    },
    Target {
        name: "token",
        run: token::run,
        seeds: token::seeds,
    },
];

/// The headers in `text`, one on each line as `name: value`; a line that is none is left out.
fn headers(text: &[u8]) -> http::HeaderMap {
    let mut headers = http::HeaderMap::new();
    for line in text.split(|byte| *byte == b'\n') {
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(0);
        let (name, value) = line.split_at(colon);
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        let name = http::HeaderName::from_bytes(name);
        if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    headers
}

/// Everything before the first line end, and everything after it.
fn first_line(data: &[u8]) -> (&[u8], &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n');
    let (line, rest) = data.split_at(end.unwrap_or(data.len()));
    (line, rest.get(1..).unwrap_or_default())
}

/// A configuration that names nothing but what must be named.
fn configuration() -> wicketgate::config::Config {
    let text = "public_url = \"https://gateway.test\"\n\
                [store]\nurl = \"memory:\"\n\
                [keys]\nencryption_key = { env = \"KEY\" }\n\
                [[upstream]]\nname = \"api\"\nendpoints = [\"http://127.0.0.1:1\"]\n\
                [[route]]\npath = \"/\"\nupstream = \"api\"\n";
    let key = "6f1c0e9b7a5d43f28e6b1f0a9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d";
    let environment = wicketgate::config::Environment::from([("KEY", key)]);
    match wicketgate::config::parse(text, std::path::Path::new("."), &environment) {
        Ok(loaded) => loaded.config,
        Err(problems) => panic!("{problems}"),
    }
}
