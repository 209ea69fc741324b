//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    throughline::cli::run(std::env::args_os())
}
