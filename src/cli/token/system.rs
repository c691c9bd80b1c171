//! System users' tokens: their checksum, and what the directory has of them.

use super::finding::{Finding, Verdict};
use crate::cli::exit::Exit;
use crate::cli::open::Opened;
use crate::cli::system_user::token::list::{lines, members};
use crate::cli::when;
use crate::model::SystemTokenKind;
use crate::token::system::is_well_formed;

/// A system user's token: whose it is, and whether the gate would let it pass.
pub(super) async fn system_token(
    opened: Option<&Opened>,
    text: &str,
    kind: SystemTokenKind,
) -> Result<Finding, Exit> {
    const KIND: &str = "system_user_token";
    if !is_well_formed(text, kind) {
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
    let hash = opened.roots().await?.system_token_hash(text);
    let users = opened.store.system_users(None).await?;
    let mut owners = users.iter().filter_map(|user| {
        let token = user.tokens.iter().find(|token| token.hash == hash)?;
        Some((user, token))
    });
    let Some((user, token)) = owners.next() else {
        let reason = "no system user has it (any more)";
        finding.verdict = Verdict::Invalid(reason.to_owned());
        return Ok(finding);
    };
    let now = opened.now;
    for (name, value) in members(user, token, now) {
        // The finding's own kind is another.
        let name = if name == "kind" { "lifetime" } else { &name };
        finding.member(name, value);
    }
    for (name, value) in lines(user, token, now) {
        let name = if name == "kind" { "lifetime" } else { name };
        finding.line(name, value);
    }
    finding.verdict = match token.expires_at {
        Some(end) if token.is_expired(now) => {
            Verdict::Invalid(format!("it expired {}", when::relative(end, now)))
        }
        Some(end) => Verdict::Valid(format!("it expires {}", when::relative(end, now))),
        None => Verdict::Valid("it works until it is revoked".to_owned()),
    };
    Ok(finding)
}
