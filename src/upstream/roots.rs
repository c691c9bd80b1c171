//! `TlsRoots`: whom upstreams' certificates must come from; read once, shared by all workers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::RootCertStore;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::{self, PemObject};
use thiserror::Error;

use crate::config::Upstream;

/// Trust anchors of every upstream that speaks TLS.
#[derive(Clone, Debug, Default)]
pub struct TlsRoots {
    system: Option<Arc<RootCertStore>>,
    files: HashMap<PathBuf, Arc<RootCertStore>>,
}

/// Why an upstream's certificate could not be checked later; nothing is forwarded then.
#[derive(Debug, Error)]
pub enum TlsRootsError {
    /// A `ca_file` that cannot be read as PEM.
    #[error("cannot read certificates from {file}", file = .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        source: pem::Error,
    },
    /// A certificate that is no trust anchor.
    #[error("{file} holds a certificate that cannot be used as a root", file = .file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        source: rustls::Error,
    },
    /// A `ca_file` without certificates.
    #[error("{file} holds no certificate", file = .file.display())]
    Empty {
        /// The file.
        file: PathBuf,
    },
    /// The system has no roots, and an upstream without `ca_file` needs them.
    #[error("the system has no root certificates: name a ca_file for upstream {upstream:?}")]
    NoSystemRoots {
        /// The upstream.
        upstream: String,
    },
    /// A host that no certificate and no `Host` can name.
    #[error("upstream {upstream:?}: {host:?} is not a host name")]
    InvalidHost {
        /// The upstream.
        upstream: String,
        /// The host.
        host: String,
    },
    /// The TLS library takes none of its own protocol versions.
    #[error("TLS cannot be set up")]
    Protocol(#[from] rustls::Error),
}

impl TlsRoots {
    /// Reads what `upstreams` are checked with: their `ca_file`s, and the system's roots where one
    /// of them needs those. Blocks on files.
    pub fn load(upstreams: &[Arc<Upstream>]) -> Result<Self, TlsRootsError> {
        let mut roots = Self::default();
        let tls = upstreams
            .iter()
            .filter(|upstream| upstream.endpoints.iter().any(|endpoint| endpoint.tls));
        for upstream in tls {
            match &upstream.ca_file {
                Some(file) if roots.files.contains_key(file) => {}
                Some(file) => {
                    roots.files.insert(file.clone(), Arc::new(read(file)?));
                }
                None if roots.system.is_some() => {}
                None => roots.system = Some(Arc::new(read_system())),
            }
        }
        Ok(roots)
    }

    /// The roots of `upstream`.
    pub(super) fn of(&self, upstream: &Upstream) -> Result<Arc<RootCertStore>, TlsRootsError> {
        match &upstream.ca_file {
            Some(file) => self
                .files
                .get(file)
                .ok_or_else(|| TlsRootsError::Empty { file: file.clone() }),
            None => self
                .system
                .as_ref()
                .filter(|store| !store.is_empty())
                .ok_or_else(|| TlsRootsError::NoSystemRoots {
                    upstream: upstream.name.clone(),
                }),
        }
        .cloned()
    }
}

fn read(file: &Path) -> Result<RootCertStore, TlsRootsError> {
    let unreadable = |source| TlsRootsError::Unreadable {
        file: file.to_owned(),
        source,
    };
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(unreadable)? {
        store
            .add(certificate.map_err(unreadable)?)
            .map_err(|source| TlsRootsError::Unusable {
                file: file.to_owned(),
                source,
            })?;
    }
    if store.is_empty() {
        return Err(TlsRootsError::Empty {
            file: file.to_owned(),
        });
    }
    Ok(store)
}

/// The system's roots, without those that cannot be read or used: one broken file of hundreds must
/// not take every upstream down.
fn read_system() -> RootCertStore {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "a system root certificate cannot be read");
    }
    let mut store = RootCertStore::empty();
    let (_, ignored) = store.add_parsable_certificates(found.certs);
    if ignored > 0 {
        tracing::debug!(ignored, "system root certificates that cannot be used");
    }
    store
}
