//! `[oauth]`, `[[scope]]`.

use std::path::Path;

use super::report::{Report, d, h, m, s, shown};
use crate::config::environment::Environment;
use crate::config::raw::oauth as raw;
use crate::config::raw::upstream::Route;
use crate::config::secret::Secret;
use crate::config::{OAuth, ScopeText};
use crate::model::Scopes;

/// Fewer characters could be guessed.
const MIN_TOKEN: usize = 32;

pub(super) fn oauth(
    report: &mut Report,
    raw: &raw::OAuth,
    folder: &Path,
    environment: &Environment,
) -> OAuth {
    const TOKEN: &str = "oauth.registration_token";
    let source = raw.registration_token.as_ref();
    let token = source.and_then(|source| Secret::find(report, TOKEN, source, folder, environment));
    if token
        .as_ref()
        .is_some_and(|token| token.reveal().len() < MIN_TOKEN)
    {
        let hint = "set it to the output of: openssl rand -hex 32";
        report.wrong(
            TOKEN,
            format!("is shorter than {MIN_TOKEN} characters"),
            hint,
        );
    }
    let mut lifetime = |key: &str, raw, range| report.lifetime(&format!("oauth.{key}"), raw, range);
    OAuth {
        access_ttl: lifetime("access_ttl", &raw.access_ttl, m(5)..=h(24)),
        code_ttl: lifetime("code_ttl", &raw.code_ttl, s(10)..=m(10)),
        refresh_idle_ttl: lifetime("refresh_idle_ttl", &raw.refresh_idle_ttl, h(1)..=d(3650)),
        public_refresh_ttl: lifetime("public_refresh_ttl", &raw.public_refresh_ttl, h(1)..=d(365)),
        device_code_ttl: lifetime("device_code_ttl", &raw.device_code_ttl, m(1)..=m(30)),
        registration_token: token,
        server_tokens_in_browser: match raw.server_tokens_in_browser {
            raw::ServerTokensInBrowser::Refuse => false,
            raw::ServerTokensInBrowser::Allow => true,
        },
    }
}

pub(super) fn scopes(report: &mut Report, raw: &[raw::Scope]) -> Vec<ScopeText> {
    let mut known: Vec<ScopeText> = Vec::new();
    for (index, raw) in raw.iter().enumerate() {
        let at = |key: &str| format!("scope[{index}].{key}");
        let hint = "write name = \"flows:read\"";
        let name = report.required(&at("name"), raw.name.as_deref(), hint);
        let hint = "write what an application with it may do: text = \"Read your flows\"";
        let text = report.required(&at("text"), raw.text.as_deref(), hint);
        if text.is_some_and(|text| text.trim().is_empty() || text.chars().any(char::is_control)) {
            let message = "is empty, or holds a control character";
            report.wrong(&at("text"), message, hint);
        }
        let (Some(name), Some(text)) = (name, text) else {
            continue;
        };
        let is_one = name
            .parse::<Scopes>()
            .is_ok_and(|scopes| scopes.iter().eq([name]));
        if !is_one {
            let hint =
                "a scope is printable ASCII without space, \" and \\ (RFC 6749, section 3.3)";
            report.wrong(&at("name"), format!("{} is no scope", shown(name)), hint);
        }
        if known.iter().any(|scope| scope.name == name) {
            let hint = "say once what a scope means";
            report.wrong(
                &at("name"),
                format!("{} is there already", shown(name)),
                hint,
            );
        }
        known.push(ScopeText {
            name: name.to_owned(),
            text: text.trim().to_owned(),
        });
    }
    known
}

/// Where there is a catalogue, a route that asks for a scope outside it could be reached by nobody.
pub(super) fn routes_fit(report: &mut Report, catalogue: &[ScopeText], routes: &[Route]) {
    if catalogue.is_empty() {
        return;
    }
    for (index, route) in routes.iter().enumerate() {
        for scope in &route.scope {
            if !catalogue.iter().any(|known| known.name == *scope) {
                report.wrong(
                    &format!("route[{index}].scope"),
                    format!("{} is in no [[scope]]", shown(scope)),
                    "say under [[scope]] what it means, or write one that is there",
                );
            }
        }
    }
}
