//! `[keys]`, `[tokens]`, `[[issuer]]`.

use std::path::Path;
use std::sync::Arc;

use http::Uri;

use super::report::{Report, d, h, m, ms, s, shown};
use super::url;
use crate::config::environment::Environment;
use crate::config::raw::token as raw;
use crate::config::secret::{self, Secret};
use crate::config::{Algorithm, ClaimNames, Issuer, Keys, OttFormat, PublicUrl, Tokens};

pub(super) fn keys(
    report: &mut Report,
    raw: Option<&raw::Keys>,
    folder: &Path,
    environment: &Environment,
) -> Option<Keys> {
    const PATH: &str = "keys.encryption_key";
    let absent = raw::Keys::default();
    let raw = raw.unwrap_or(&absent);
    let hint = "write [keys] and encryption_key = { env = \"WICKETGATE_ENCRYPTION_KEY\" }, \
                and set it to the output of: openssl rand -base64 32";
    let rotation = report.lifetime("keys.rotation", &raw.rotation, h(1)..=d(3650));
    let publish_ahead = report.lifetime("keys.publish_ahead", &raw.publish_ahead, m(1)..=d(365));
    if publish_ahead >= rotation && !report.is_wrong("keys.rotation") {
        report.clash(
            "keys.rotation",
            "keys.publish_ahead",
            "does not fit with",
            &format!(
                "publish_ahead (\"{publish_ahead}\") must be less than rotation (\"{rotation}\")"
            ),
        );
    }
    let source = report.required(PATH, raw.encryption_key.as_ref(), hint)?;
    let secret = Secret::find(report, PATH, source, folder, environment)?;
    let encryption_key = secret::encryption_key(report, PATH, &secret)?;
    Some(Keys {
        encryption_key,
        rotation,
        publish_ahead,
    })
}

pub(super) fn tokens(
    report: &mut Report,
    raw: &raw::Tokens,
    public_url: Option<&PublicUrl>,
) -> Tokens {
    if raw.audience.as_deref() == Some("") {
        let hint = "write a text, or leave it out to use public_url";
        report.wrong("tokens.audience", "is empty", hint);
    }
    let public_url = public_url.map(|url| url.text.clone());
    let tokens = Tokens {
        one_time_ttl: report.lifetime("tokens.one_time_ttl", &raw.one_time_ttl, s(10)..=s(60)),
        ott_format: match raw.ott_format {
            raw::OttFormat::Uuid => OttFormat::Uuid,
            raw::OttFormat::Opaque => OttFormat::Opaque,
        },
        access_ttl: report.lifetime("tokens.access_ttl", &raw.access_ttl, m(1)..=m(60)),
        refresh_idle_ttl: report.lifetime(
            "tokens.refresh_idle_ttl",
            &raw.refresh_idle_ttl,
            m(1)..=h(24),
        ),
        session_ttl: report.lifetime("tokens.session_ttl", &raw.session_ttl, m(1)..=d(30)),
        rotation_grace: report.lifetime("tokens.rotation_grace", &raw.rotation_grace, s(0)..=s(60)),
        algorithm: algorithm(raw.algorithm),
        audience: raw.audience.clone().or(public_url).unwrap_or_default(),
        leeway: report.lifetime("tokens.leeway", &raw.leeway, s(0)..=s(5)),
        cache_bytes: raw.cache_bytes,
        dpop_nonce: raw.dpop_nonce,
        dpop_replay_bytes: raw.dpop_replay_bytes,
    };
    for (path, lifetime) in [
        ("tokens.access_ttl", tokens.access_ttl),
        ("tokens.refresh_idle_ttl", tokens.refresh_idle_ttl),
    ] {
        let is_meant = report.is_written(path) && !report.is_wrong("tokens.session_ttl");
        if lifetime > tokens.session_ttl && is_meant {
            report.warn(
                path,
                format!("\"{lifetime}\" is longer than tokens.session_ttl, which ends it"),
                format!("write \"{}\" or less", tokens.session_ttl),
            );
        }
    }
    tokens
}

const fn algorithm(raw: raw::Algorithm) -> Algorithm {
    match raw {
        raw::Algorithm::Es256 => Algorithm::Es256,
        raw::Algorithm::EdDsa => Algorithm::EdDsa,
        raw::Algorithm::Rs256 => Algorithm::Rs256,
    }
}

pub(super) fn issuers(
    report: &mut Report,
    raw: &[raw::Issuer],
    public_url: Option<&PublicUrl>,
    folder: &Path,
) -> Vec<Arc<Issuer>> {
    let mut issuers: Vec<Arc<Issuer>> = Vec::new();
    for (index, raw) in raw.iter().enumerate() {
        let path = format!("issuer[{index}]");
        let Some(issuer) = issuer(report, &path, raw, folder) else {
            continue;
        };
        let same = |text: &str| text.trim_end_matches('/') == issuer.issuer.trim_end_matches('/');
        if public_url.is_some_and(|own| same(&own.text)) {
            report.wrong(
                &format!("{path}.issuer"),
                "is the gateway's own public_url",
                "leave this [[issuer]] out: its own tokens pass without one",
            );
        }
        if let Some(earlier) = issuers.iter().position(|known| same(&known.issuer)) {
            report.wrong(
                &format!("{path}.issuer"),
                format!("is named by issuer[{earlier}] too"),
                "write all its audiences into one [[issuer]]",
            );
        }
        issuers.push(Arc::new(issuer));
    }
    issuers
}

fn issuer(report: &mut Report, path: &str, raw: &raw::Issuer, folder: &Path) -> Option<Issuer> {
    let at = |key: &str| format!("{path}.{key}");
    let leeway = report.lifetime(&at("leeway"), &raw.leeway, s(0)..=m(5));
    let refresh = report.lifetime(&at("refresh"), &raw.refresh, m(1)..=h(24));
    let cooldown = report.lifetime(&at("cooldown"), &raw.cooldown, ms(100)..=h(1));
    let ca_file = raw.ca_file.as_ref();
    let ca_file = ca_file.and_then(|file| report.file(&at("ca_file"), file, folder));
    let claims = claims(report, &at("claims"), &raw.claims);
    if raw.algorithms.is_empty() {
        let hint = "write algorithms = [\"ES256\"], or leave it out for every known one";
        report.wrong(&at("algorithms"), "is empty: no token would pass", hint);
    }
    if raw.types.is_empty() {
        let hint = "write types = [\"at+jwt\"]; \"\" allows tokens without typ";
        report.wrong(&at("types"), "is empty: no token would pass", hint);
    }
    let audiences = report.required(
        &at("audiences"),
        raw.audiences.as_ref(),
        "write audiences = [\"…\"], the aud that its tokens for this gateway have",
    );
    if audiences.is_some_and(|all| all.is_empty() || all.iter().any(String::is_empty)) {
        let hint = "write the aud that its tokens for this gateway have";
        report.wrong(&at("audiences"), "is empty or holds an empty text", hint);
    }
    let issuer = report.required(
        &at("issuer"),
        raw.issuer.as_deref(),
        "write issuer = \"https://id.example.com\", exactly as in its tokens",
    );
    let issuer = issuer.filter(|text| {
        let origin = url::origin_of_url(report, &at("issuer"), text);
        if origin.is_some() && text.contains('?') {
            let hint = "write it exactly as in its tokens (RFC 8414 allows no query)";
            report.wrong(&at("issuer"), "has a query", hint);
        }
        origin.is_some()
    });
    let jwks_url = report.required(
        &at("jwks_url"),
        raw.jwks_url.as_deref(),
        "write the jwks_uri of its metadata",
    );
    let jwks_url = jwks_url.and_then(|text| {
        url::origin_of_url(report, &at("jwks_url"), text)?;
        let uri = text.parse::<Uri>().ok();
        if uri.is_none() {
            let message = format!("{} is not a URL", shown(text));
            report.wrong(
                &at("jwks_url"),
                message,
                "write the jwks_uri of its metadata",
            );
        }
        uri
    });
    Some(Issuer {
        issuer: issuer?.to_owned(),
        jwks_url: jwks_url?,
        ca_file,
        audiences: audiences?.clone(),
        algorithms: raw.algorithms.iter().copied().map(algorithm).collect(),
        types: raw
            .types
            .iter()
            .map(|text| text.to_ascii_lowercase())
            .collect(),
        claims,
        leeway,
        refresh,
        cooldown,
    })
}

fn claims(report: &mut Report, path: &str, raw: &raw::ClaimNames) -> ClaimNames {
    for (key, name) in [
        ("workspace_id", Some(&raw.workspace_id)),
        ("external_user_id", raw.external_user_id.as_ref()),
        ("scope", Some(&raw.scope)),
    ] {
        if name.is_some_and(String::is_empty) {
            let hint = "write the name of a claim, or leave the key out";
            report.wrong(&format!("{path}.{key}"), "is empty", hint);
        }
    }
    ClaimNames {
        workspace_id: raw.workspace_id.clone(),
        external_user_id: raw.external_user_id.clone(),
        scope: raw.scope.clone(),
    }
}
