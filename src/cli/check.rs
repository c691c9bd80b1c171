//! `check`: says everything that is wrong with a configuration.

use std::io;

use clap::Args;

use super::exit::{Exit, note, print};
use super::{ConfigArgument, open};
use crate::clock::{Clock, SystemClock};
use crate::config;
use crate::edge::{CertificateError, CertificateErrors, Certificates};
use crate::files;
use crate::upstream::TlsRoots;

/// `wicketgate check`
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    config: ConfigArgument,
    /// Print the JSON Schema of the configuration instead
    #[arg(long)]
    schema: bool,
}

impl Check {
    /// Checks the file, then the certificate and the roots that it names. A certificate that is not
    /// there is no mistake: a configuration may be checked on another machine.
    pub fn run(self) -> Result<(), Exit> {
        if self.schema {
            return print(&config::schema());
        }
        let config = open::configuration(&self.config.config)?;
        let now = SystemClock::start().now();
        let certificates = Certificates::load(config.tls.clone(), config.public_url.clone(), now);
        let roots = TlsRoots::load(&config.upstreams);
        let mut mistakes = Vec::new();
        if let Err(CertificateErrors(errors)) = certificates {
            for error in errors {
                if is_absent(&error) {
                    note(&format!("warning: tls: {error}; serve needs it\n"));
                } else {
                    mistakes.push(format!("tls: {error}"));
                }
            }
        }
        if let Err(error) = &roots {
            mistakes.push(format!("upstream: {error}"));
        }
        if let Err(error) = files::look(&config.routes) {
            mistakes.push(format!("route: {error}"));
        }
        if !mistakes.is_empty() {
            return Err(Exit::Config(mistakes.join("\n")));
        }
        print(&format!(
            "{}: good ({} upstreams, {} routes)\n",
            self.config.config.display(),
            config.upstreams.len(),
            config.routes.len()
        ))
    }
}

fn is_absent(error: &CertificateError) -> bool {
    matches!(error, CertificateError::Unreadable { source, .. }
        if source.kind() == io::ErrorKind::NotFound)
}
