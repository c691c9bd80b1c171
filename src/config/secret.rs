//! `Secret`: from file or environment, never from `Debug` or the log.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::EncryptionKey;
use super::check::Report;
use super::environment::{Environment, NotText};
use super::raw::SecretSource;

/// A secret text. It is wiped when it is dropped, and `Debug` does not print it.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The most that is read of a file.
    const MAX_BYTES: u64 = 64 * 1024;

    /// The text, for the one use that it is kept for.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Reads the secret that `source`, written at `path`, names. White space around it is dropped.
    pub(super) fn find(
        report: &mut Report,
        path: &str,
        source: &SecretSource,
        folder: &Path,
        environment: &Environment,
    ) -> Option<Self> {
        match (&source.env, &source.file) {
            (Some(name), None) => Self::from_variable(report, path, name, environment),
            (None, Some(file)) => Self::from_file(report, path, file, folder),
            // Whichever is left may have been taken out for its own mistake.
            _ if report.is_wrong(path) => None,
            (None, None) => {
                report.wrong(path, "is empty", ONE_SOURCE);
                None
            }
            (Some(_), Some(_)) => {
                report.wrong(path, "names both a variable and a file", ONE_SOURCE);
                None
            }
        }
    }

    fn from_variable(
        report: &mut Report,
        path: &str,
        name: &str,
        environment: &Environment,
    ) -> Option<Self> {
        let path = &format!("{path}.env");
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && name.bytes().next().is_some_and(|b| !b.is_ascii_digit());
        if !is_name || key_bytes(name).is_some() {
            report.wrong(
                path,
                "is not the name of an environment variable",
                "write the name of the variable, not what it holds",
            );
            return None;
        }
        let value = match environment.get(name) {
            Some(Ok(value)) => value.trim(),
            Some(Err(NotText)) => {
                report.wrong(path, format!("{name} is not UTF-8"), "set it to plain text");
                return None;
            }
            None => {
                report.wrong(path, format!("{name} is not set"), MAKE_VARIABLE);
                return None;
            }
        };
        if value.is_empty() {
            report.wrong(path, format!("{name} is empty"), MAKE_VARIABLE);
            return None;
        }
        Some(Self(Zeroizing::new(value.to_owned())))
    }

    fn from_file(report: &mut Report, path: &str, file: &str, folder: &Path) -> Option<Self> {
        let path = &format!("{path}.file");
        if key_bytes(file).is_some() {
            report.wrong(
                path,
                "is not the path of a file",
                "write the path of the file, not what it holds",
            );
            return None;
        }
        let resolved = report.file(path, file, folder)?;
        let shown = resolved.display();
        let mut bytes = Zeroizing::new(Vec::new());
        let read = File::open(&resolved).and_then(|file| {
            let is_shared = is_readable_by_others(&file)?;
            file.take(Self::MAX_BYTES).read_to_end(&mut bytes)?;
            Ok(is_shared)
        });
        match read {
            Ok(true) => report.warn(
                path,
                format!("{shown} can be read by others"),
                format!("chmod 600 {shown}"),
            ),
            Ok(false) => {}
            Err(error) => {
                report.wrong(
                    path,
                    format!("{shown} cannot be read: {}", error.kind()),
                    "make it with: openssl rand -base64 32, readable by this user only",
                );
                return None;
            }
        }
        let text = std::str::from_utf8(&bytes).unwrap_or_default().trim();
        if text.is_empty() {
            report.wrong(
                path,
                format!("{shown} holds no text"),
                "fill it with: openssl rand -base64 32",
            );
            return None;
        }
        Some(Self(Zeroizing::new(text.to_owned())))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

const ONE_SOURCE: &str = "write { env = \"NAME\" } or { file = \"path\" }";
const MAKE_VARIABLE: &str = "set it to the output of: openssl rand -base64 32";

#[cfg(unix)]
fn is_readable_by_others(file: &File) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata()?;
    Ok(metadata.is_file() && metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_readable_by_others(_: &File) -> std::io::Result<bool> {
    Ok(false)
}

/// The key of keys that `secret`, found at `path`, spells: 32 bytes as base64 or hex.
pub(super) fn encryption_key(
    report: &mut Report,
    path: &str,
    secret: &Secret,
) -> Option<EncryptionKey> {
    let Some(bytes) = key_bytes(secret.reveal()) else {
        report.wrong(
            path,
            "does not hold 32 bytes as base64 or hex",
            "make one with: openssl rand -base64 32",
        );
        return None;
    };
    let mut distinct = bytes.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let is_random = distinct.len() >= 8;
    zeroize::Zeroize::zeroize(&mut distinct);
    if !is_random {
        report.wrong(
            path,
            "holds a key that is not random",
            "make one with: openssl rand -base64 32",
        );
        return None;
    }
    Some(EncryptionKey(Arc::new(bytes)))
}

/// The 32 bytes that `text` spells in hex, base64 or base64url, with padding or without.
fn key_bytes(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    if text.len() == 64 && text.is_ascii() {
        for (to, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digits = std::str::from_utf8(digits).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            *to = u8::from_str_radix(digits, 16).ok()?;
        }
        return Some(bytes);
    }
    let text = text.strip_suffix('=').unwrap_or(text);
    let decoded = STANDARD_NO_PAD
        .decode(text)
        .or_else(|_| URL_SAFE_NO_PAD.decode(text))
        .map(Zeroizing::new)
        .ok()?;
    if decoded.len() != bytes.len() {
        return None;
    }
    bytes.copy_from_slice(&decoded);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_in_each_spelling() {
        let bytes: Vec<u8> = (200..232).collect();
        let standard = STANDARD_NO_PAD.encode(&bytes);
        let url_safe = URL_SAFE_NO_PAD.encode(&bytes);
        assert_ne!(standard, url_safe);
        let hex = bytes
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02X}"));
        for text in [
            format!("{standard}="),
            format!("{url_safe}="),
            hex.to_lowercase(),
            hex,
            standard,
            url_safe,
        ] {
            assert_eq!(key_bytes(&text).unwrap().as_slice(), bytes, "{text}");
        }
    }

    #[test]
    fn what_is_not_32_bytes_is_no_key() {
        for text in [
            "",
            "=",
            "hunter2",
            &"a".repeat(42),
            &"a".repeat(44),
            &"0".repeat(63),
            &"+".repeat(64),
            &"é".repeat(32),
        ] {
            assert!(key_bytes(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_secret_does_not_print_itself() {
        let secret = Secret(Zeroizing::new("hidden".into()));
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
