//! Says what a token is to somebody who may know (RFC 7662).

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use crate::model::session::Presented;
use crate::model::{Principal, Scopes, Session, Timestamp};
use crate::store::StoreError;
use crate::token::Tokens;
use crate::token::claims::{Claims, Confirmation};
use crate::token::oauth::client::KnownClient;
use crate::token::refresh::RefreshError;
use crate::token::system;
use crate::token::verify::{VerifiedCache, Verifier};

/// With this scope, or permission, one may ask about every token of one's workspace.
pub const INTROSPECT: &str = "tokens:introspect";

/// Who asks.
#[derive(Debug)]
pub enum Asker<'a> {
    /// A client that has proven itself.
    Client(&'a KnownClient),
    /// Somebody who may know every token of a workspace.
    Workspace(Arc<str>),
}

impl Asker<'_> {
    /// Whether one may know of a token of this client and workspace.
    fn may_know(&self, client: &str, workspace: &str) -> bool {
        match self {
            Self::Client(known) if known.client().id.as_str() == client => true,
            Self::Client(known) => {
                may_introspect(&known.client().scopes)
                    && known.client().workspace_id.as_str() == workspace
            }
            Self::Workspace(own) => **own == *workspace,
        }
    }
}

/// Whether these scopes let one ask about every token of one's workspace.
#[must_use]
pub fn may_introspect(scopes: &Scopes) -> bool {
    scopes.iter().any(|scope| scope == INTROSPECT)
}

/// What an active token is (RFC 7662, section 2.2).
#[derive(Clone, Debug, Serialize)]
pub struct Introspected {
    /// What it may do.
    pub scope: String,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// How it is used; nothing for a refresh token, which no API takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<&'static str>,
    /// Until when it works; nothing where that is for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<u64>,
    /// When it was issued.
    pub iat: u64,
    /// On whose behalf it speaks.
    pub sub: String,
    /// Who takes it.
    pub aud: String,
    /// Who issued it.
    pub iss: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
    /// The session that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// The workspace that it acts in.
    pub workspace_id: String,
    /// The key that it is bound to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Confirmation>,
}

impl Tokens {
    /// What `token` is; `None` where it does not work, or the asker may not know.
    pub async fn introspect(
        &self,
        asker: &Asker<'_>,
        (verifier, cache): (&Verifier, &RefCell<VerifiedCache>),
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Introspected>, StoreError> {
        if let Some(kind) = system::kind_of(token) {
            let known = verifier.check_system(kind, token, now).ok();
            // No client has it for its own.
            let known = known.filter(|it| asker.may_know("", &it.principal.workspace_id));
            return Ok(known.and_then(|known| self.system_users(&known.principal)));
        }
        match self.session_of_refresh_token(token).await {
            Ok((session, pair)) => Ok(self.refresh_token(asker, &session, pair, now)),
            Err(RefreshError::Store(error)) => Err(error),
            Err(_) => {
                let claims = verifier.live_claims(cache, token, now).ok();
                let claims = claims.filter(|it| asker.may_know(&it.client_id, &it.workspace_id));
                Ok(claims.map(of_access_token))
            }
        }
    }

    fn system_users(&self, principal: &Principal) -> Option<Introspected> {
        let caller = principal.system.as_ref()?;
        let rules = self.rules.load();
        Some(Introspected {
            scope: principal.scopes.to_string(),
            client_id: None,
            token_type: Some("Bearer"),
            exp: caller.token.expires_at.map(Timestamp::as_secs),
            iat: caller.token.created_at.as_secs(),
            sub: caller.user.as_str().to_owned(),
            aud: rules.tokens.audience.clone(),
            iss: rules.issuer.clone(),
            jti: Some(caller.token.id.as_str().to_owned()),
            sid: None,
            workspace_id: principal.workspace_id.to_string(),
            cnf: None,
        })
    }

    /// A refresh token is told of to its own client only: an API that asks must not take one for an access token.
    fn refresh_token(
        &self,
        asker: &Asker<'_>,
        session: &Session,
        pair: u64,
        now: Timestamp,
    ) -> Option<Introspected> {
        let Asker::Client(known) = asker else {
            return None;
        };
        if known.client().id != session.client_id {
            return None;
        }
        let rules = self.rules.load();
        let presented = session.judge(pair, now, rules.tokens.rotation_grace);
        if !matches!(presented, Presented::Latest | Presented::Again) {
            return None;
        }
        let client_id = session.client_id.as_str();
        let subject = session.subject.external_user_id.as_deref();
        Some(Introspected {
            scope: session.subject.scopes.to_string(),
            client_id: Some(client_id.to_owned()),
            token_type: None,
            exp: Some(session.idle_expires_at.min(session.expires_at).as_secs()),
            iat: session.rotated_at.as_secs(),
            sub: subject.unwrap_or(client_id).to_owned(),
            aud: rules.issuer.clone(),
            iss: rules.issuer.clone(),
            jti: None,
            sid: Some(session.id.as_str().to_owned()),
            workspace_id: session.workspace_id.as_str().to_owned(),
            cnf: session.dpop_jkt.map(Confirmation::of),
        })
    }
}

fn of_access_token(claims: Claims) -> Introspected {
    let token_type = if claims.cnf.is_some() {
        "DPoP"
    } else {
        "Bearer"
    };
    Introspected {
        scope: claims.scope,
        client_id: Some(claims.client_id),
        token_type: Some(token_type),
        exp: Some(claims.exp),
        iat: claims.iat,
        sub: claims.sub,
        aud: claims.aud,
        iss: claims.iss,
        jti: Some(claims.jti),
        sid: Some(claims.sid),
        workspace_id: claims.workspace_id,
        cnf: claims.cnf,
    }
}
