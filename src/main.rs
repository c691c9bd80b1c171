//! Arguments -> verb -> exit code; the only file that may exit the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    wicketgate::cli::main()
}
