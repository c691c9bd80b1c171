//! `RawConfig` -> `Config`, or every problem found, each with its key path.
//!
//! text → `document` → overrides of the `environment` → `shape` takes out what does not fit the
//! schema → `raw` → the files of this folder, one per file of `raw/` → `Config`. Each step goes on
//! after a mistake, so that one report holds all of them.

mod edge;
mod files;
mod frame;
mod gate;
mod oauth;
mod report;
mod route;
mod sign_in;
mod store;
mod token;
mod upstream;
mod url;

use std::io::Read;
use std::path::Path;

use serde::Deserialize;

pub(super) use report::Report;

use super::Config;
use super::document::Document;
use super::environment::Environment;
use super::problem::{Place, Problem, Problems};
use super::raw::{RawConfig, schema_value};
use super::shape;

/// A configuration that may be used, and what deserves a second look.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// Not wrong, but hardly meant.
    pub warnings: Vec<Problem>,
}

/// The most that is read of a file.
const MAX_BYTES: u64 = 1024 * 1024;

/// Reads the file at `path`, and the environment of this process, and checks them.
pub fn load(path: &Path) -> Result<Loaded, Problems> {
    let unreadable = |message: String, hint: &str| {
        Problems(vec![Problem {
            path: path.display().to_string(),
            message,
            hint: hint.to_owned(),
            place: Place::Nowhere,
        }])
    };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| {
            file.take(MAX_BYTES.saturating_add(1))
                .read_to_end(&mut bytes)
        })
        .map_err(|error| {
            unreadable(
                format!("cannot be read: {}", error.kind()),
                "name the file with --config, and let this user read it",
            )
        })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        let hint = "name a configuration file with --config";
        return Err(unreadable("is larger than 1 MiB".to_owned(), hint));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(good);
        let line = before.filter(|byte| **byte == b'\n').count();
        unreadable(
            format!("is not UTF-8 in line {}", line.saturating_add(1)),
            "save it as UTF-8",
        )
    })?;
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    parse(&text, folder, &Environment::of_process())
}

/// Checks a configuration. Relative paths in `text` start at `folder`; the only files that are read
/// are those that hold secrets.
pub fn parse(text: &str, folder: &Path, environment: &Environment) -> Result<Loaded, Problems> {
    let schema = schema_value();
    let mut document = Document::read(text, &schema);
    let mut raw = None;
    if document.is_readable {
        environment.override_keys(&mut document, &schema);
        shape::fit(&mut document, &schema);
        raw = RawConfig::deserialize(std::mem::take(&mut document.table)).ok();
    }
    let mut report = Report::new(document.places, document.problems);
    let config = raw.and_then(|raw| check(&raw, folder, environment, &mut report));
    report.finish(config)
}

/// Each section in the order of `RawConfig`.
fn check(
    raw: &RawConfig,
    folder: &Path,
    environment: &Environment,
    report: &mut Report,
) -> Option<Config> {
    let public_url = edge::public_url(report, raw.public_url.as_deref());
    let listen = edge::listen(report, &raw.listen);
    let tls = edge::tls(report, &raw.tls, folder);
    let connection = edge::connection(report, &raw.connection);
    let store = store::store(report, &raw.store, folder);
    let keys = token::keys(report, raw.keys.as_ref(), folder, environment);
    let tokens = token::tokens(report, &raw.tokens, public_url.as_ref());
    let oauth = oauth::oauth(report, &raw.oauth, folder, environment);
    let scopes = oauth::scopes(report, &raw.scope);
    let issuers = token::issuers(report, &raw.issuer, public_url.as_ref(), folder);
    let sign_in = sign_in::sign_in(report, &raw.sign_in, folder, environment);
    let paths = gate::paths(report, (&raw.paths, &raw.docs), public_url.as_ref());
    let embed = gate::embed(report, &raw.embed);
    let identity = gate::identity(report, &raw.identity);
    let forwarded = gate::forwarded(report, &raw.forwarded);
    let limits = gate::limits(report, &raw.limits);
    let upstreams = upstream::upstreams(report, &raw.upstream, folder);
    let routes = route::routes(report, raw, &upstreams, &paths, folder);
    oauth::routes_fit(report, &scopes, &raw.route);
    let log = store::log(report, &raw.log, folder);
    let stop = edge::stop(report, &raw.stop);
    Some(Config {
        public_url: public_url?,
        listen,
        tls,
        connection,
        workers: edge::workers(raw.workers),
        store: store?,
        keys: keys?,
        tokens,
        oauth,
        scopes,
        issuers,
        sign_in,
        paths,
        embed,
        identity: identity?,
        forwarded,
        limits,
        upstreams,
        routes,
        log,
        stop,
    })
}
