//! Whose account a person at the provider has: by identity, by invitation, or made new.

use thiserror::Error;

use super::id_token::Claims;
use crate::account::{Accounts, account_id, is_email, normal_email};
use crate::config::Oidc;
use crate::entropy::EntropyError;
use crate::model::account::{AccountStatus, Identity, Membership};
use crate::model::workspace::MAX_NAME_BYTES;
use crate::model::{Account, Timestamp};
use crate::store::{Created, Replaced, StoreError};
use crate::telemetry::SignInResult;

/// Why a person gets in nowhere.
#[derive(Clone, Debug, Error)]
pub enum PersonError {
    /// The provider does not say that the e-mail address is theirs.
    #[error("the provider has not verified your e-mail address; ask whoever runs it to do so")]
    NotVerified,
    /// Nobody has invited them.
    #[error("nobody has invited {0} here yet; ask an owner of your workspace to do so")]
    NotInvited(String),
    /// An account with their e-mail address is another person's at the provider.
    #[error(
        "the account of {0} belongs to another person at the provider; ask whoever runs this service"
    )]
    OtherPerson(String),
    /// The provider names no workspace of theirs that there is.
    #[error("the provider names no workspace of yours here; ask whoever runs it to add you to one")]
    NoWorkspace,
    /// Their account is disabled.
    #[error("your account is disabled; ask an owner of your workspace")]
    Disabled,
    /// Others changed the account at the same moment.
    #[error("your account was changed at this moment; try again")]
    Stale,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl PersonError {
    /// As it is counted.
    pub(super) const fn result(&self) -> SignInResult {
        match self {
            Self::Disabled => SignInResult::Disabled,
            Self::NotInvited(_) | Self::OtherPerson(_) | Self::NoWorkspace => {
                SignInResult::UnknownAccount
            }
            Self::NotVerified | Self::Stale | Self::Store(_) | Self::Entropy(_) => {
                SignInResult::Provider
            }
        }
    }
}

impl Accounts {
    /// The account of somebody whom the provider vouches for.
    pub(super) async fn account_of(
        &self,
        claims: &Claims,
        oidc: &Oidc,
        now: Timestamp,
    ) -> Result<Account, PersonError> {
        let identity = Identity {
            issuer: oidc.issuer.clone(),
            subject: claims.subject().to_owned(),
        };
        let known = self
            .store
            .account_by_identity(&identity.issuer, &identity.subject)
            .await?;
        let known = match known {
            Some(account) => Some(account),
            None => self.invited(claims, &identity).await?,
        };
        if known.as_ref().is_some_and(|account| !account.is_active()) {
            return Err(PersonError::Disabled);
        }
        let memberships = self.memberships(claims, oidc, known.as_ref()).await?;
        match (known, memberships) {
            (Some(account), memberships) => {
                let kept = account.memberships.clone();
                let account = Account {
                    identity: Some(identity),
                    memberships: memberships.unwrap_or(kept),
                    last_sign_in_at: Some(now),
                    ..account
                };
                match self.store.replace_account(&account, now).await? {
                    Replaced::Done => Ok(account),
                    Replaced::Stale | Replaced::Taken => Err(PersonError::Stale),
                }
            }
            (None, None) => Err(PersonError::NotInvited(verified(claims)?)),
            (None, Some(memberships)) if memberships.is_empty() => Err(PersonError::NoWorkspace),
            (None, Some(memberships)) => self.admit(claims, identity, memberships, now).await,
        }
    }

    /// The account that was made for the e-mail address, if nobody has come for it yet.
    async fn invited(
        &self,
        claims: &Claims,
        identity: &Identity,
    ) -> Result<Option<Account>, PersonError> {
        let email = verified(claims)?;
        match self.store.account_by_email(&email).await? {
            Some(account)
                if account.identity.is_some() && account.identity.as_ref() != Some(identity) =>
            {
                Err(PersonError::OtherPerson(email))
            }
            found => Ok(found),
        }
    }

    /// What the provider says of memberships, where it is asked: a workspace that it does not name any
    /// more is left, one that it still names keeps its role.
    async fn memberships(
        &self,
        claims: &Claims,
        oidc: &Oidc,
        account: Option<&Account>,
    ) -> Result<Option<Vec<Membership>>, PersonError> {
        let Some(claim) = &oidc.workspaces_claim else {
            return Ok(None);
        };
        let named = claims.texts(claim);
        let workspaces = self.store.workspaces().await?;
        let theirs = workspaces.into_iter().filter(|known| {
            named.contains(&known.id.as_str()) || named.contains(&known.slug.as_str())
        });
        let memberships = theirs.map(|workspace| Membership {
            role: account
                .and_then(|account| account.role_in(&workspace.id))
                .unwrap_or(oidc.role),
            workspace_id: workspace.id,
        });
        Ok(Some(memberships.collect()))
    }

    async fn admit(
        &self,
        claims: &Claims,
        identity: Identity,
        memberships: Vec<Membership>,
        now: Timestamp,
    ) -> Result<Account, PersonError> {
        let email = verified(claims)?;
        let account = Account {
            id: account_id(now, &*self.entropy)?,
            name: name(claims).unwrap_or_else(|| email.clone()),
            email,
            status: AccountStatus::Active,
            password: None,
            totp: None,
            identity: Some(identity),
            memberships,
            version: 0,
            created_at: now,
            last_sign_in_at: Some(now),
        };
        match self.store.create_account(&account).await? {
            Created::Done => Ok(account),
            // Two windows of the same person at once, or the workspace just went.
            Created::Taken | Created::NoParent => Err(PersonError::Stale),
        }
    }
}

fn verified(claims: &Claims) -> Result<String, PersonError> {
    let email = claims.verified_email().map(normal_email);
    email
        .filter(|email| is_email(email))
        .ok_or(PersonError::NotVerified)
}

/// The name, if it is one that can be shown.
fn name(claims: &Claims) -> Option<String> {
    let name = claims.name()?.trim();
    let fits = (1..=MAX_NAME_BYTES).contains(&name.len()) && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}
