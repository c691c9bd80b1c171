//! The account that an argument names, and changes of one that others may change at the same time.

use crate::account::normal_email;
use crate::cli::exit::Exit;
use crate::cli::open::Opened;
use crate::model::{Account, AccountId};
use crate::store::Replaced;

/// How often an account is read again that others change at the same time.
const TRIES: usize = 5;

/// The account with this id or e-mail address.
pub(super) async fn find(opened: &Opened, id_or_email: &str) -> Result<Account, Exit> {
    let found = if let Ok(id) = AccountId::parse(id_or_email) {
        opened.store.account(&id).await?
    } else {
        let email = normal_email(id_or_email);
        opened.store.account_by_email(&email).await?
    };
    found.ok_or_else(|| none(id_or_email))
}

/// That there is no such account.
pub(super) fn none(id_or_email: &str) -> Exit {
    Exit::NotFound(format!(
        "there is no account {id_or_email:?}; `wicketgate account list` names them"
    ))
}

/// Changes an account as `change` says; the account as it is then.
pub(super) async fn change(
    opened: &Opened,
    id: &AccountId,
    change: impl Fn(&mut Account),
) -> Result<Account, Exit> {
    for _ in 0..TRIES {
        let account = opened.store.account(id).await?;
        let mut account = account.ok_or_else(|| none(id.as_str()))?;
        change(&mut account);
        match opened.store.replace_account(&account, opened.now).await? {
            Replaced::Done => return Ok(account),
            Replaced::Stale => {}
            Replaced::Taken => {
                return Err(Exit::Conflict(format!(
                    "there is an account of {} already",
                    account.email
                )));
            }
        }
    }
    Err(Exit::Conflict(format!(
        "account {id} is being changed by others; try again"
    )))
}
