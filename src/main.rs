//! Arguments in, exit code out.

use std::process::ExitCode;

/// A long document is hundreds of thousands of small pieces, and the system's own allocator takes a good part of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    throughline::cli::run(std::env::args_os())
}
