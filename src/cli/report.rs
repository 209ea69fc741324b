//! `throughline report`: the history as a page to read.

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::ingest::counted;
use super::options::{Global, OpeningOptions};
use crate::pipeline;

/// The arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline report
  throughline report --out output/harbour
  throughline report --with-pages")]
pub struct Arguments {
    /// Show the piece of the page behind each row of a PDF, the row marked; the files must stand where they were read
    #[arg(long)]
    with_pages: bool,
    #[command(flatten)]
    opening: OpeningOptions,
}

/// Writes the report of the last history.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let reading = arguments.opening.reading()?;
    let reported = pipeline::report(&global.folders(), arguments.with_pages.then_some(&reading))?;
    for remark in &reported.remarks {
        console.warn(remark);
    }
    let pieces = match (arguments.with_pages, reported.pictures) {
        (false, _) => String::new(),
        (true, 1) => " and 1 piece of a page".to_owned(),
        (true, count) => format!(" and {count} pieces of pages"),
    };
    console.say(&format!("{}{pieces} in {}", counted(reported.actions, "action"), reported.written.display()));
    Ok(Exit::Done)
}
