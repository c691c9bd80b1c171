//! Arguments -> verb -> exit code; the only file that may exit the process.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    wicketgate::cli::main()
}
