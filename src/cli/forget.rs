//! `throughline forget`: takes a source out again.

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::ingest::{exit_of, tell};
use super::options::{Global, walls};
use crate::pipeline;

/// The arguments of `forget`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline forget log-draft.txt
  throughline forget 3f9a2c01")]
pub struct Arguments {
    /// The source: its path, the end of its path, or the first 6 or more digits of its id
    #[arg(value_name = "SOURCE")]
    source: String,
}

/// Takes a source out and writes the history of the rest.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (path, outcome) = pipeline::forget(&arguments.source, &global.folders(), &walls())?;
    console.say(&format!("forgotten: {path}"));
    tell(&outcome, console);
    Ok(exit_of(&outcome))
}
