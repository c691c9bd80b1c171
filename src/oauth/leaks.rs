//! `/oauth/leaks`: anybody who finds a token of ours lying about has it ended.

use crate::error::{Code, Reply};
use crate::model::{SystemTokenKind, Timestamp};
use crate::store::StoreError;
use crate::telemetry::{Leak, Telemetry, events};
use crate::token::Tokens;
use crate::token::leak::Exposed;
use crate::token::verify::Verifier;

/// Why a report is not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// What the caller did wrong.
    Refused(Reply),
    /// The store cannot do it now: saying 200 while the token works would be a lie.
    Store(StoreError),
}

/// Ends the token that a report's body names as `token`, and says what it was: to the caller nothing, who gets
/// the same 200 for every text. One that is `Unknown` counts as a failure of the caller's address.
pub async fn report(
    tokens: &Tokens,
    verifier: &Verifier,
    telemetry: &Telemetry,
    token: Option<&str>,
    now: Timestamp,
) -> Result<Leak, NotTaken> {
    let Some(text) = token.map(str::trim).filter(|text| !text.is_empty()) else {
        return Err(NotTaken::Refused(Reply::new(
            Code::InvalidRequest,
            "send the leaked token as \"token\"",
        )));
    };
    let exposed = tokens.end_exposed(verifier, text, now).await;
    let exposed = exposed.map_err(NotTaken::Store)?;
    let (mut caller, mut session, mut client) = (None, None, None);
    let kind = match &exposed {
        Exposed::SystemToken(found) => {
            caller = Some(found);
            match found.token.kind {
                SystemTokenKind::Permanent => Leak::SystemUser,
                SystemTokenKind::Temporary => Leak::Temporary,
            }
        }
        Exposed::RefreshToken(id) => {
            session = Some(id);
            Leak::RefreshToken
        }
        Exposed::AccessToken(id) => {
            session = Some(id);
            Leak::AccessToken
        }
        Exposed::ClientSecret(id) => {
            client = Some(id);
            Leak::ClientSecret
        }
        Exposed::Unknown => Leak::Unknown,
    };
    events::LeakReported {
        kind,
        caller,
        session,
        client,
    }
    .emit(telemetry);
    Ok(kind)
}
