//! `TotpSecret`: the second factor of an account (RFC 6238), and which of its codes is right.

use std::fmt;
use std::fmt::Write as _;

use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyError};
use crate::model::{AccountId, Timestamp};
use crate::token::root::{RootKeys, SealError};

/// Bytes of a secret: 160 bits (RFC 4226, section 4).
const LENGTH: usize = 20;

/// A secret that an account's device and we share.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; LENGTH]>);

impl TotpSecret {
    /// A new one.
    pub fn make(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        entropy.fill(&mut *bytes)?;
        Ok(Self(bytes))
    }

    /// The secret that these bytes are.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// What the store keeps of it.
    pub(super) fn seal(
        &self,
        account: &AccountId,
        roots: &RootKeys,
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, SealError> {
        roots.seal(&place(account), &*self.0, entropy)
    }

    /// Opens what `seal` made for the same account.
    pub(super) fn open(
        sealed: &[u8],
        account: &AccountId,
        roots: &RootKeys,
    ) -> Result<Self, SealError> {
        let bytes = roots.open(&place(account), sealed)?;
        Self::from_bytes(&bytes).ok_or(SealError::Rejected)
    }

    /// The secret as an authenticator takes it from a keyboard: base 32 (RFC 4648, section 6).
    #[must_use]
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(Secret::new_stack(*self.0).to_base32())
    }

    /// The secret that `base32` wrote.
    #[must_use]
    pub fn from_base32(text: &str) -> Option<Self> {
        Self::from_bytes(Secret::try_from_base32(text).ok()?.as_bytes())
    }

    /// The link by which an authenticator takes it over: `otpauth://totp/…`.
    #[must_use]
    pub fn link(&self, issuer: &str, email: &str) -> Zeroizing<String> {
        let (issuer, email) = (encoded(issuer), encoded(email));
        let secret = self.base32();
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{email}?secret={}&issuer={issuer}",
            *secret
        ))
    }

    /// The step (of 30 seconds) whose code this is: that of `now`, or one before or after it, for clocks
    /// that differ. A step up to `spent` is over: each code is good once (RFC 6238, section 5.2).
    #[must_use]
    pub fn step_of(&self, code: &str, spent: Option<u64>, now: Timestamp) -> Option<u64> {
        let step = self.totp().check(code, now.as_secs())?;
        spent.is_none_or(|spent| spent < step).then_some(step)
    }

    fn totp(&self) -> Totp {
        // SHA-1, 6 digits, 30 seconds, one step to either side: what every authenticator knows.
        Builder::new()
            .with_secret(Secret::new_stack(*self.0))
            .build_noncompliant()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

fn place(account: &AccountId) -> String {
    format!("accounts|{account}|totp")
}

/// A text as a part of a URL: all but unreserved characters percent-encoded (RFC 3986, section 2.3).
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::EncryptionKey;
    use crate::entropy::SystemEntropy;
    use std::sync::Arc;

    /// The secret of RFC 6238, appendix B.
    fn secret() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(secs: u64) -> Timestamp {
        Timestamp::from_secs(secs)
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // The last six of the eight digits in appendix B.
        for (secs, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = secret().step_of(code, None, at(secs));
            assert_eq!(step, Some(secs / 30), "{code}");
        }
    }

    #[test]
    fn a_step_to_either_side_passes_and_no_more() {
        let code = "005924";
        let step = 1_234_567_890 / 30;
        for (secs, passes) in [
            ((step - 2) * 30 + 29, false),
            ((step - 1) * 30, true),
            (step * 30, true),
            ((step + 1) * 30 + 29, true),
            ((step + 2) * 30, false),
        ] {
            let found = secret().step_of(code, None, at(secs));
            assert_eq!(found, passes.then_some(step), "{secs}");
        }
        for code in ["", "5924", "0005924", "00592a", "005 924", "٠٠٥٩٢٤"] {
            assert_eq!(secret().step_of(code, None, at(step * 30)), None, "{code}");
        }
    }

    #[test]
    fn a_step_is_good_once_and_none_before_it_after() {
        let step = 1_234_567_890 / 30;
        let find = |spent| secret().step_of("005924", spent, at(step * 30));
        assert_eq!(find(Some(step - 1)), Some(step));
        assert_eq!(find(Some(step)), None);
        assert_eq!(find(Some(step + 1)), None);
    }

    #[test]
    fn it_is_told_as_authenticators_read_it() {
        let text = secret().base32();
        assert_eq!(*text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(TotpSecret::from_base32(&text).unwrap().0, secret().0);
        assert!(TotpSecret::from_base32("GEZDGNBV").is_none());
        assert_eq!(
            *secret().link("Wicket & Gate", "ada+x@acme.example"),
            "otpauth://totp/Wicket%20%26%20Gate:ada%2Bx%40acme.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Wicket%20%26%20Gate"
        );
        assert_eq!(format!("{:?}", secret()), "TotpSecret");
    }

    #[test]
    fn what_is_kept_opens_for_its_own_account_only() {
        let roots = RootKeys::derive(&EncryptionKey(Arc::new(Zeroizing::new([7; 32])))).unwrap();
        let entropy = SystemEntropy::default();
        let id = |last: char| format!("acc_{}{last}", "0".repeat(25)).parse().unwrap();
        let (own, other): (AccountId, AccountId) = (id('1'), id('2'));
        let secret = TotpSecret::make(&entropy).unwrap();
        let sealed = secret.seal(&own, &roots, &entropy).unwrap();
        let opened = TotpSecret::open(&sealed, &own, &roots).unwrap();
        assert_eq!(opened.0, secret.0);
        let refused = TotpSecret::open(&sealed, &other, &roots).unwrap_err();
        assert_eq!(refused, SealError::Rejected);
    }
}
