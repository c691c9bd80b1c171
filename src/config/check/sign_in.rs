//! `[sign_in]`.

use std::path::Path;
use std::sync::Arc;

use super::report::{Report, d, m};
use super::url;
use crate::config::environment::Environment;
use crate::config::raw::sign_in as raw;
use crate::config::secret::Secret;
use crate::config::{Oidc, SignIn};
use crate::model::Scopes;
use crate::model::account::Role;

pub(super) fn sign_in(
    report: &mut Report,
    raw: &raw::SignIn,
    folder: &Path,
    environment: &Environment,
) -> SignIn {
    let path = "sign_in.session_ttl";
    let session_ttl = report.lifetime(path, &raw.session_ttl, m(5)..=d(30));
    if !raw.local && raw.oidc.is_none() && !report.is_wrong("sign_in.oidc") {
        let hint = "write local = true, or add [sign_in.oidc]";
        report.wrong("sign_in.local", "leaves nobody a way to sign in", hint);
    }
    let oidc = raw.oidc.as_ref();
    let oidc = oidc.and_then(|raw| oidc_provider(report, raw, folder, environment));
    SignIn {
        local: raw.local,
        session_ttl,
        oidc: oidc.map(Arc::new),
    }
}

fn oidc_provider(
    report: &mut Report,
    raw: &raw::Oidc,
    folder: &Path,
    environment: &Environment,
) -> Option<Oidc> {
    const SECRET: &str = "sign_in.oidc.client_secret";
    let issuer = issuer(report, raw.issuer.as_deref());
    let client_id = report.required(
        "sign_in.oidc.client_id",
        raw.client_id.as_deref(),
        "write the id that the provider gave to the gateway's client",
    );
    if client_id == Some("") {
        let hint = "write the id that the provider gave to the gateway's client";
        report.wrong("sign_in.oidc.client_id", "is empty", hint);
    }
    let hint = "write client_secret = { env = \"WICKETGATE_OIDC_SECRET\" }, and set it to the secret \
                that the provider gave to the gateway's client";
    let source = report.required(SECRET, raw.client_secret.as_ref(), hint);
    let client_secret =
        source.and_then(|source| Secret::find(report, SECRET, source, folder, environment));
    let ca_file = raw.ca_file.as_ref();
    let ca_file = ca_file.and_then(|file| report.file("sign_in.oidc.ca_file", file, folder));
    for (key, text) in [
        ("name", Some(&raw.name)),
        ("workspaces_claim", raw.workspaces_claim.as_ref()),
    ] {
        if text.is_some_and(|text| text.trim().is_empty()) {
            let path = format!("sign_in.oidc.{key}");
            report.wrong(&path, "is empty", "write a text, or leave the key out");
        }
    }
    let scopes = scopes(report, &raw.scopes);
    Some(Oidc {
        issuer: issuer?.to_owned(),
        client_id: client_id?.to_owned(),
        client_secret: client_secret?,
        ca_file,
        name: raw.name.clone(),
        scopes,
        workspaces_claim: raw.workspaces_claim.clone(),
        role: match raw.role {
            raw::Role::Owner => Role::Owner,
            raw::Role::Admin => Role::Admin,
            raw::Role::Developer => Role::Developer,
            raw::Role::Viewer => Role::Viewer,
        },
    })
}

/// A URL without query and fragment (`OpenID` Connect Discovery 1.0, section 3).
fn issuer<'r>(report: &mut Report, raw: Option<&'r str>) -> Option<&'r str> {
    const PATH: &str = "sign_in.oidc.issuer";
    let hint = "write issuer = \"https://id.example.com\", exactly as in the provider's metadata";
    let issuer = report.required(PATH, raw, hint)?;
    url::origin_of_url(report, PATH, issuer)?;
    if issuer.contains('?') {
        report.wrong(
            PATH,
            "has a query",
            "write it as in the provider's metadata",
        );
    }
    Some(issuer)
}

fn scopes(report: &mut Report, raw: &[String]) -> Scopes {
    const PATH: &str = "sign_in.oidc.scopes";
    let hint = "write scopes = [\"openid\", \"email\", \"profile\"]";
    let scopes = raw.join(" ").parse::<Scopes>();
    let scopes = scopes.unwrap_or_else(|error| {
        report.wrong(PATH, error.to_string(), hint);
        Scopes::default()
    });
    let has = |name: &str| scopes.iter().any(|scope| scope == name);
    if !(report.is_wrong(PATH) || has("openid") && has("email")) {
        report.wrong(PATH, "lacks \"openid\" or \"email\"", hint);
    }
    scopes
}
