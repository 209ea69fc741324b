//! `throughline report`: the history as a page to read.

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::ingest::counted;
use super::options::Global;
use crate::pipeline;

/// The arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline report
  throughline report --out output/harbour")]
pub struct Arguments {}

/// Writes the report of the last history.
pub fn run(_: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let reported = pipeline::report(&global.folders())?;
    console.say(&format!("{} in {}", counted(reported.actions, "action"), reported.written.display()));
    Ok(Exit::Done)
}
