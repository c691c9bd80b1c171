//! `Certificates`: the certificate in use, replaced when its files change.

use std::fmt;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::certificate::{Checked, load};
use super::{CertificateErrors, Stage, StopSignal};
use crate::clock::Clock;
use crate::config::{PublicUrl, Tls};
use crate::model::Timestamp;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The public listener's certificate. New handshakes see the newest; connections keep theirs.
pub struct Certificates {
    files: Tls,
    public_url: PublicUrl,
    current: ArcSwap<Current>,
}

struct Current {
    certified: Arc<CertifiedKey>,
    not_after: Timestamp,
}

impl From<Checked> for Current {
    fn from(checked: Checked) -> Self {
        Self {
            certified: Arc::new(checked.certified),
            not_after: checked.not_after,
        }
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

impl Certificates {
    /// Reads and checks the files; `now` decides whether they are valid.
    pub fn load(
        files: Tls,
        public_url: PublicUrl,
        now: Timestamp,
    ) -> Result<Self, CertificateErrors> {
        let current = load(&files, &public_url, now)?;
        Ok(Self {
            files,
            public_url,
            current: ArcSwap::from_pointee(current.into()),
        })
    }

    /// Reads the files again. If anything is wrong with them, the old certificate stays.
    pub fn reload(&self, now: Timestamp) -> Result<(), CertificateErrors> {
        let fresh = load(&self.files, &self.public_url, now)?;
        self.current.store(Arc::new(fresh.into()));
        Ok(())
    }

    /// When the certificate in use expires.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.current.load().not_after
    }

    /// Looks at the files every second until told to stop, and reloads when they have changed;
    /// `tell` hears how each reload went. The files are compared, not the links to them, so that the
    /// swap of a linked directory is seen.
    pub async fn watch(
        &self,
        clock: &dyn Clock,
        mut stop: StopSignal,
        tell: impl Fn(Result<(), CertificateErrors>),
    ) {
        // What was read at the start may have changed before this began: look afresh.
        let mut known = None;
        let mut seen = self.look();
        loop {
            tokio::select! {
                biased;
                () = stop.reached(Stage::Drain) => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            let before = std::mem::replace(&mut seen, self.look());
            // Two looks alike: whoever writes the two files has finished.
            if seen != before || known.as_ref() == Some(&seen) {
                continue;
            }
            let first = known.replace(seen).is_none();
            let result = self.reload(clock.now());
            if !first || result.is_err() {
                tell(result);
            }
        }
    }

    fn look(&self) -> [Option<Look>; 2] {
        [
            look(&self.files.certificate_file),
            look(&self.files.private_key_file),
        ]
    }
}

/// What changes when a file is replaced or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

fn look(file: &Path) -> Option<Look> {
    let metadata = fs::metadata(file).ok()?;
    Some(Look {
        device: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.size(),
        modified: (metadata.mtime(), metadata.mtime_nsec()),
        changed: (metadata.ctime(), metadata.ctime_nsec()),
    })
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.load().certified))
    }
}
