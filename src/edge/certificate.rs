//! Checks a certificate chain and its key before anybody is served with them.

use std::fs;
use std::path::Path;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::sign::CertifiedKey;
use webpki::EndEntityCert;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::certificate_error::{CertificateError, CertificateErrors};
use super::handshake::provider;
use crate::config::{PublicUrl, Tls};
use crate::model::Timestamp;

/// A chain with its key, checked.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) certified: CertifiedKey,
    pub(super) not_after: Timestamp,
}

/// Reads and checks the files of `tls` for the host of `public_url`; gives every problem found.
pub(super) fn load(
    tls: &Tls,
    public_url: &PublicUrl,
    now: Timestamp,
) -> Result<Checked, CertificateErrors> {
    let mut errors = Vec::new();
    let chain = read_chain(&tls.certificate_file).map_err(|error| errors.push(error));
    let key = read_key(&tls.private_key_file).map_err(|error| errors.push(error));
    let mut not_after = Timestamp::default();
    if let Ok(chain) = &chain {
        match parse(chain, &tls.certificate_file) {
            Ok(parsed) => {
                let file = &tls.certificate_file;
                check_times(&parsed, file, now, &mut errors);
                check_host(chain, &parsed, file, public_url, &mut errors);
                check_order(chain, &parsed, file, &mut errors);
                let seconds = |c: &X509Certificate<'_>| c.validity().not_after.timestamp();
                let first = parsed.first().map_or(0, seconds);
                not_after = Timestamp::from_secs(u64::try_from(first).unwrap_or(0));
            }
            Err(error) => errors.push(error),
        }
    }
    let mut certified = None;
    if let (Ok(chain), Ok(key)) = (chain, key) {
        match provider().key_provider.load_private_key(key) {
            Ok(key) => {
                let both = CertifiedKey::new(chain, key);
                // A chain that cannot be parsed was reported already.
                if both.keys_match().is_err() && errors.is_empty() {
                    errors.push(CertificateError::KeyMismatch {
                        key: tls.private_key_file.clone(),
                        certificate: tls.certificate_file.clone(),
                    });
                }
                certified = Some(both);
            }
            Err(error) => errors.push(CertificateError::UnusableKey {
                file: tls.private_key_file.clone(),
                reason: error.to_string(),
            }),
        }
    }
    match certified {
        Some(certified) if errors.is_empty() => Ok(Checked {
            certified,
            not_after,
        }),
        _ => Err(CertificateErrors(errors)),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, CertificateError> {
    fs::read(file).map_err(|source| CertificateError::Unreadable {
        file: file.to_owned(),
        source,
    })
}

fn not_pem(file: &Path, error: &rustls::pki_types::pem::Error) -> CertificateError {
    CertificateError::NotPem {
        file: file.to_owned(),
        reason: error.to_string(),
    }
}

fn read_chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, CertificateError> {
    let pem = read(file)?;
    let chain = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| not_pem(file, &error))?;
    if chain.is_empty() {
        let file = file.to_owned();
        return Err(CertificateError::NoCertificate { file });
    }
    Ok(chain)
}

fn read_key(file: &Path) -> Result<PrivateKeyDer<'static>, CertificateError> {
    let pem = zeroize::Zeroizing::new(read(file)?);
    let holds = |text: &[u8]| pem.windows(text.len()).any(|window| window == text);
    // PKCS#8 (RFC 5958), and the older form of RFC 1421.
    if holds(b"BEGIN ENCRYPTED PRIVATE KEY") || holds(b"Proc-Type: 4,ENCRYPTED") {
        let file = file.to_owned();
        return Err(CertificateError::EncryptedKey { file });
    }
    PrivateKeyDer::from_pem_slice(&pem).map_err(|error| {
        if matches!(error, rustls::pki_types::pem::Error::NoItemsFound) {
            let file = file.to_owned();
            return CertificateError::NoKey { file };
        }
        not_pem(file, &error)
    })
}

fn parse<'a>(
    chain: &'a [CertificateDer<'_>],
    file: &Path,
) -> Result<Vec<X509Certificate<'a>>, CertificateError> {
    let malformed = |index: usize, reason: String| CertificateError::Malformed {
        file: file.to_owned(),
        number: index.saturating_add(1),
        reason,
    };
    let mut parsed = Vec::new();
    for (index, der) in chain.iter().enumerate() {
        EndEntityCert::try_from(der).map_err(|error| malformed(index, error.to_string()))?;
        let (_, certificate) =
            X509Certificate::from_der(der).map_err(|error| malformed(index, error.to_string()))?;
        parsed.push(certificate);
    }
    Ok(parsed)
}

fn check_times(
    chain: &[X509Certificate<'_>],
    file: &Path,
    now: Timestamp,
    errors: &mut Vec<CertificateError>,
) {
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    for (index, certificate) in chain.iter().enumerate() {
        let (file, number) = (file.to_owned(), index.saturating_add(1));
        let subject = certificate.subject().to_string();
        let validity = certificate.validity();
        if validity.not_after.timestamp() < now {
            errors.push(CertificateError::Expired {
                file,
                number,
                subject,
                at: validity.not_after.to_string(),
            });
        } else if validity.not_before.timestamp() > now {
            errors.push(CertificateError::NotYetValid {
                file,
                number,
                subject,
                at: validity.not_before.to_string(),
            });
        }
    }
}

fn check_host(
    chain: &[CertificateDer<'_>],
    parsed: &[X509Certificate<'_>],
    file: &Path,
    public_url: &PublicUrl,
    errors: &mut Vec<CertificateError>,
) {
    let host = public_url
        .host
        .trim_start_matches('[')
        .trim_end_matches(']');
    let fits = chain
        .first()
        .and_then(|leaf| EndEntityCert::try_from(leaf).ok())
        .zip(ServerName::try_from(host).ok())
        .is_some_and(|(leaf, name)| leaf.verify_is_valid_for_subject_name(&name).is_ok());
    if !fits {
        errors.push(CertificateError::WrongHost {
            file: file.to_owned(),
            host: host.to_owned(),
            names: names(parsed.first()),
        });
    }
}

/// The subject alternative names, as text for people. The common name does not count (RFC 9525).
fn names(leaf: Option<&X509Certificate<'_>>) -> String {
    let names: Vec<String> = leaf
        .and_then(|leaf| leaf.subject_alternative_name().ok().flatten())
        .map(|san| san.value.general_names.iter().map(name).collect())
        .unwrap_or_default();
    if names.is_empty() {
        return "no name (it has no subject alternative name)".to_owned();
    }
    names.join(", ")
}

fn name(name: &x509_parser::prelude::GeneralName<'_>) -> String {
    use x509_parser::prelude::GeneralName;
    if let GeneralName::DNSName(name) = name {
        return (*name).to_owned();
    }
    if let GeneralName::IPAddress(bytes) = name {
        if let Ok(v4) = <[u8; 4]>::try_from(*bytes) {
            return std::net::Ipv4Addr::from(v4).to_string();
        }
        if let Ok(v6) = <[u8; 16]>::try_from(*bytes) {
            return std::net::Ipv6Addr::from(v6).to_string();
        }
    }
    name.to_string()
}

/// Each certificate must be followed by the one that issued it (RFC 8446, section 4.4.2).
fn check_order(
    chain: &[CertificateDer<'_>],
    parsed: &[X509Certificate<'_>],
    file: &Path,
    errors: &mut Vec<CertificateError>,
) {
    let pairs = parsed.iter().zip(parsed.iter().zip(chain).skip(1));
    for (index, (certificate, (issuer, issuer_der))) in pairs.enumerate() {
        let (file, number) = (file.to_owned(), index.saturating_add(1));
        let subject = certificate.subject().to_string();
        if certificate.issuer().as_raw() != issuer.subject().as_raw() {
            errors.push(CertificateError::BrokenChain {
                file,
                number,
                subject,
                issuer: certificate.issuer().to_string(),
                next: issuer.subject().to_string(),
            });
        } else if !is_ca(issuer) {
            errors.push(CertificateError::NotACa {
                file,
                number: number.saturating_add(1),
                subject: issuer.subject().to_string(),
            });
        } else if !signed_by(certificate, issuer_der) {
            errors.push(CertificateError::WrongSignature {
                file,
                number,
                subject,
            });
        }
    }
}

/// Without the extension (X.509 version 1, old roots) nothing says that it is none.
fn is_ca(certificate: &X509Certificate<'_>) -> bool {
    match certificate.basic_constraints() {
        Ok(Some(constraints)) => constraints.value.ca,
        Ok(None) => certificate.version() == x509_parser::prelude::X509Version::V1,
        Err(_) => false,
    }
}

fn signed_by(certificate: &X509Certificate<'_>, issuer: &CertificateDer<'_>) -> bool {
    let signed: &[u8] = certificate.tbs_certificate.as_ref();
    EndEntityCert::try_from(issuer).is_ok_and(|issuer| {
        webpki::ALL_VERIFICATION_ALGS.iter().any(|algorithm| {
            let signature = &certificate.signature_value.data;
            issuer
                .verify_signature(*algorithm, signed, signature)
                .is_ok()
        })
    })
}
