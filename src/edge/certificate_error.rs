//! `CertificateError`: what is wrong with a certificate or its key, and what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// What is wrong with a certificate or its key, in which file, and what to do.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not PEM.
    #[error("{}: is not a well-formed PEM file: {reason}", file.display())]
    NotPem {
        /// The file.
        file: PathBuf,
        /// Where it goes wrong.
        reason: String,
    },
    /// No `CERTIFICATE` section.
    #[error("{}: holds no certificate (no \"-----BEGIN CERTIFICATE-----\")", file.display())]
    NoCertificate {
        /// The file.
        file: PathBuf,
    },
    /// No private key section.
    #[error("{}: holds no private key (no \"-----BEGIN PRIVATE KEY-----\")", file.display())]
    NoKey {
        /// The file.
        file: PathBuf,
    },
    /// The key needs a passphrase.
    #[error(
        "{}: the private key is encrypted: write it without a passphrase (`openssl pkey -in … -out …`)",
        file.display()
    )]
    EncryptedKey {
        /// The file.
        file: PathBuf,
    },
    /// A kind of key that TLS cannot use.
    #[error("{}: the private key cannot be used: {reason}", file.display())]
    UnusableKey {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// A certificate that cannot be parsed.
    #[error("{}: certificate {number} cannot be parsed: {reason}", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// Which one in the file, from 1.
        number: usize,
        /// Why.
        reason: String,
    },
    /// The key belongs to another certificate.
    #[error(
        "{}: the private key does not belong to the first certificate in {}",
        key.display(), certificate.display()
    )]
    KeyMismatch {
        /// The key's file.
        key: PathBuf,
        /// The certificate's file.
        certificate: PathBuf,
    },
    /// Its time is over.
    #[error("{}: certificate {number} ({subject}) expired on {at}", file.display())]
    Expired {
        /// The file.
        file: PathBuf,
        /// Which one in the file, from 1.
        number: usize,
        /// Its name.
        subject: String,
        /// When.
        at: String,
    },
    /// Its time has not come.
    #[error("{}: certificate {number} ({subject}) is not valid before {at}", file.display())]
    NotYetValid {
        /// The file.
        file: PathBuf,
        /// Which one in the file, from 1.
        number: usize,
        /// Its name.
        subject: String,
        /// When.
        at: String,
    },
    /// The first certificate is not for our host.
    #[error(
        "{}: the certificate is not for {host}, the host of public_url, but for {names}",
        file.display()
    )]
    WrongHost {
        /// The file.
        file: PathBuf,
        /// The host of `public_url`.
        host: String,
        /// What it is for.
        names: String,
    },
    /// A certificate does not follow from the next.
    #[error(
        "{}: certificate {number} ({subject}) was issued by {issuer}, but the next in the file is \
         {next}: each must be followed by the one that issued it, leaf first",
        file.display()
    )]
    BrokenChain {
        /// The file.
        file: PathBuf,
        /// Which one in the file, from 1.
        number: usize,
        /// Its name.
        subject: String,
        /// Who issued it.
        issuer: String,
        /// Who comes next.
        next: String,
    },
    /// The next certificate has the issuer's name, but did not sign this one.
    #[error(
        "{}: certificate {number} ({subject}) is not signed by the next in the file, though that \
         has its issuer's name", file.display()
    )]
    WrongSignature {
        /// The file.
        file: PathBuf,
        /// Which one in the file, from 1.
        number: usize,
        /// Its name.
        subject: String,
    },
    /// An issuer that may not issue.
    #[error("{}: certificate {number} ({subject}) is no CA, but issued the one before", file.display())]
    NotACa {
        /// The file.
        file: PathBuf,
        /// Which one in the file, from 1.
        number: usize,
        /// Its name.
        subject: String,
    },
}

/// Everything that is wrong, one per line.
#[derive(Debug, Error)]
pub struct CertificateErrors(pub Vec<CertificateError>);

impl fmt::Display for CertificateErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}
