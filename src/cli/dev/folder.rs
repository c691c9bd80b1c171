//! `Folder`: where the certificate of a trial lies, for as long as the trial lasts.

use std::fs;
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::cli::exit::{Exit, note};
use crate::edge::{SelfSigned, self_signed};
use crate::model::Timestamp;

/// Removed when it is dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn make() -> Result<Self, Exit> {
        const MOST: u32 = 100;
        let id = std::process::id();
        let mut attempt = 0;
        loop {
            // One that was killed has left its folder, and its number may come again.
            let path = std::env::temp_dir().join(format!("wicketgate-dev-{id}-{attempt}"));
            match fs::DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < MOST => {
                    attempt = attempt.saturating_add(1);
                }
                Err(error) => {
                    let path = path.display();
                    return Err(Exit::Failed(format!("{path} cannot be made: {error}")));
                }
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn certificate(&self) -> PathBuf {
        self.0.join("ca.pem")
    }

    pub(super) fn private_key(&self) -> PathBuf {
        self.0.join("key.pem")
    }

    pub(super) fn write_certificate(&self, listen: SocketAddr, now: Timestamp) -> Result<(), Exit> {
        let names = [
            "localhost".to_owned(),
            listen.ip().to_string(),
            "::1".to_owned(),
        ];
        let SelfSigned {
            certificate,
            private_key,
        } = self_signed(&names, now).map_err(|error| Exit::of(Exit::Failed, &error))?;
        write_private(&self.certificate(), certificate.as_bytes())?;
        write_private(&self.private_key(), private_key.as_bytes())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            note(&format!(
                "{} could not be removed: {error}\n",
                self.0.display()
            ));
        }
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Exit> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| Exit::Failed(format!("{} cannot be written: {error}", path.display())))
}
