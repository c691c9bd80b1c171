//! A certificate that vouches for itself, for trials.

use std::fmt;

use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose};
use x509_parser::time::ASN1Time;
use zeroize::Zeroizing;

use crate::model::{Lifetime, Timestamp};

/// How long it is valid; some clients refuse more than 825 days.
const VALID: Lifetime = Lifetime::from_secs(365 * 86_400);

/// A certificate and its key. A client that is given the certificate as its CA accepts it.
pub struct SelfSigned {
    /// The certificate, PEM.
    pub certificate: String,
    /// Its private key (ECDSA, P-256), PEM. Secret.
    pub private_key: Zeroizing<String>,
}

impl fmt::Debug for SelfSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SelfSigned")
    }
}

/// Makes a certificate for `names` (host names and IP addresses), valid for a year from an hour
/// before `now`, so that a client whose clock is late accepts it.
pub fn self_signed(names: &[String], now: Timestamp) -> Result<SelfSigned, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    let at = |time: Timestamp| {
        i64::try_from(time.as_secs())
            .ok()
            .and_then(|seconds| ASN1Time::from_timestamp(seconds).ok())
            .map(|time| time.to_datetime())
            .ok_or(rcgen::Error::Time)
    };
    params.not_before = at(now.minus(Lifetime::from_secs(3600)))?;
    params.not_after = at(now.plus(VALID))?;
    params
        .distinguished_name
        .push(DnType::CommonName, "Wicketgate, self-signed");
    // It may stand at the root of a chain of one, and can issue nothing.
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok(SelfSigned {
        certificate: certificate.pem(),
        private_key: Zeroizing::new(key.serialize_pem()),
    })
}
