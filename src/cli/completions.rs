//! `completions`: a script that lets a shell complete the verbs and their arguments.

use clap::Args;
use clap_complete::Shell;

use super::exit::{Exit, print};

/// `wicketgate completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints the script for `command`.
    pub fn run(self, command: &mut clap::Command) -> Result<(), Exit> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, command, "wicketgate", &mut script);
        print(&String::from_utf8_lossy(&script))
    }
}
