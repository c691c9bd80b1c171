//! Client secrets, refresh tokens and one-time tokens: known by their form, found in the store.

use super::finding::{Finding, Verdict};
use crate::cli::exit::Exit;
use crate::cli::open::Opened;
use crate::cli::{session, when};
use crate::model::opaque::{is_well_formed, same};
use crate::model::session::Presented;
use crate::model::{Client, ClientSecret, Session, Timestamp, TokenHash};
use crate::token::mint::{CLIENT_SECRET_PREFIX, CLIENT_SECRET_RANDOM};
use crate::token::redeem::has_token_form;
use crate::token::refresh::{self, RefreshError};

/// A client secret: its checksum, and whose it is.
pub(super) async fn client_secret(opened: Option<&Opened>, text: &str) -> Result<Finding, Exit> {
    const KIND: &str = "client_secret";
    if !is_well_formed(text, CLIENT_SECRET_PREFIX, CLIENT_SECRET_RANDOM) {
        let reason = "its checksum is wrong: it was mistyped, cut or made up";
        let mut finding = Finding::new(KIND, Verdict::Invalid(reason.to_owned()));
        finding.add("checksum", "wrong");
        return Ok(finding);
    }
    let mut finding = Finding::new(KIND, Verdict::Unchecked("its checksum is right"));
    finding.add("checksum", "right");
    let Some(opened) = opened else {
        return Ok(finding);
    };
    let hash = opened.roots().await?.secret_hash(text);
    let clients = opened.store.clients().await?;
    let mut owners = clients.iter().filter_map(|client| {
        let mut secrets = client.secrets.iter();
        let secret = secrets.find(|known| same(&known.hash.0, &hash.0))?;
        Some((client, secret))
    });
    let Some((client, secret)) = owners.next() else {
        let reason = "no client has it (any more)";
        finding.verdict = Verdict::Invalid(reason.to_owned());
        return Ok(finding);
    };
    finding.add("client_id", client.id.as_str());
    finding.add("workspace_id", client.workspace_id.as_str());
    finding.add("secret_id", secret.id.as_str());
    finding.verdict = judge_secret(client, secret, opened.now);
    Ok(finding)
}

fn judge_secret(client: &Client, secret: &ClientSecret, now: Timestamp) -> Verdict {
    let end = secret.expires_at;
    match end {
        Some(end) if now >= end => Verdict::Invalid(format!(
            "it was replaced, and ended {}",
            when::relative(end, now)
        )),
        _ if !client.is_active() => Verdict::Invalid("its client is disabled".to_owned()),
        Some(end) => Verdict::Valid(format!(
            "it was replaced, and ends {}",
            when::both(end, now)
        )),
        None => Verdict::Valid("its client can authenticate with it".to_owned()),
    }
}

/// A refresh token: its session, and what presenting it would do.
pub(super) async fn refresh_token(opened: Option<&Opened>, text: &str) -> Result<Finding, Exit> {
    const KIND: &str = "refresh_token";
    let Some((id, generation)) = refresh::parse(text) else {
        let reason = "it has not the form of a refresh token: it was cut or made up";
        return Ok(Finding::new(KIND, Verdict::Invalid(reason.to_owned())));
    };
    let unchecked = Verdict::Unchecked("it has the form of a refresh token");
    let mut finding = Finding::new(KIND, unchecked);
    finding.add("session_id", id.as_str());
    finding.member("generation", generation);
    finding.line("generation", generation.to_string());
    let Some(opened) = opened else {
        return Ok(finding);
    };
    let tokens = opened.own_tokens().await?;
    let session = match tokens.session_of_refresh_token(text).await {
        Ok((session, _)) => session,
        Err(RefreshError::Store(error)) => return Err(error.into()),
        Err(_) => {
            let reason = "there is no such session (any more), or the token was changed";
            finding.verdict = Verdict::Invalid(reason.to_owned());
            return Ok(finding);
        }
    };
    describe_session(&mut finding, &session, opened.now);
    let grace = opened.config.tokens.rotation_grace;
    let presented = session.judge(generation, opened.now, grace);
    finding.verdict = judge_refresh(presented, &session, opened.now);
    Ok(finding)
}

fn judge_refresh(presented: Presented, session: &Session, now: Timestamp) -> Verdict {
    match presented {
        Presented::Latest => {
            let until = session.idle_expires_at.min(session.expires_at);
            Verdict::Valid(format!("it can be used until {}", when::both(until, now)))
        }
        Presented::Again => Verdict::Valid(
            "it was used, but the answer may be lost: it gives the same answer again".to_owned(),
        ),
        Presented::Reused => {
            Verdict::Invalid("it was used already; using it again ends its session".to_owned())
        }
        Presented::Unknown => Verdict::Invalid("its session never had it".to_owned()),
        Presented::RefreshExpired => {
            let ago = when::relative(session.idle_expires_at, now);
            Verdict::Invalid(format!("it was not used in time: it expired {ago}"))
        }
        Presented::SessionExpired => {
            let ago = when::relative(session.expires_at, now);
            Verdict::Invalid(format!("its session expired {ago}"))
        }
        Presented::Ended => Verdict::Invalid(ended(session, now)),
    }
}

/// When and why a session was ended.
pub(super) fn ended(session: &Session, now: Timestamp) -> String {
    match session.ended {
        Some((at, reason)) => format!(
            "its session was ended {} ({})",
            when::relative(at, now),
            reason.as_str()
        ),
        None => "its session was ended".to_owned(),
    }
}

/// Adds what is known of a session.
pub(super) fn describe_session(finding: &mut Finding, session: &Session, now: Timestamp) {
    finding.member("session", session::describe(session));
    finding.line("client_id", session.client_id.as_str());
    finding.line("workspace_id", session.workspace_id.as_str());
    if let Some(user) = &session.subject.external_user_id {
        finding.line("external user", user.as_str());
    }
    finding.line("session made", when::both(session.created_at, now));
    finding.line("session ends", when::both(session.expires_at, now));
}

/// A one-time token: whether it can still be spent.
pub(super) async fn one_time_token(opened: Option<&Opened>, text: &str) -> Result<Finding, Exit> {
    const KIND: &str = "one_time_token";
    if !has_token_form(text) {
        let reason = "it has not the form of a one-time token: it was cut or made up";
        return Ok(Finding::new(KIND, Verdict::Invalid(reason.to_owned())));
    }
    let unchecked = Verdict::Unchecked("it has the form of a one-time token");
    let mut finding = Finding::new(KIND, unchecked);
    let Some(opened) = opened else {
        return Ok(finding);
    };
    let now = opened.now;
    let Some(token) = opened.store.one_time_token(&TokenHash::of(text)).await? else {
        let reason =
            "it is unknown: never issued, taken back, or forgotten 10 minutes after its end";
        finding.verdict = Verdict::Invalid(reason.to_owned());
        return Ok(finding);
    };
    finding.add("client_id", token.granted.client_id.as_str());
    finding.add("workspace_id", token.granted.workspace_id.as_str());
    finding.verdict = match &token.spent {
        Some(spent) => {
            finding.add("session_id", spent.session_id.as_str());
            Verdict::Invalid(format!("it was used {}", when::relative(spent.at, now)))
        }
        None if token.is_expired(now) => {
            let ago = when::relative(token.granted.expires_at, now);
            Verdict::Invalid(format!("it expired {ago}, unused"))
        }
        None => {
            let end = when::relative(token.granted.expires_at, now);
            Verdict::Valid(format!("it can be used once; it expires {end}"))
        }
    };
    Ok(finding)
}
