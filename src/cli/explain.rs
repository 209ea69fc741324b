//! `throughline explain`: what a finding's code means, or why two rows are, or are not, one action.

mod why;

use std::io::{self, Write};

use clap::Args;

use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::options::Global;
use crate::model::finding::Severity;
use crate::pipeline::{self, Page};

/// The arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline explain N001
  throughline explain 2018-12-05/log:7 2019-04-18/log:12
  throughline explain --all")]
pub struct Arguments {
    /// A code (N001); or two rows: ids as in history.json, or an edition and a label (2018-12-05/log:7)
    #[arg(value_name = "CODE | OBSERVATION OBSERVATION", num_args = 1..=2, required_unless_present = "all")]
    names: Vec<String>,
    /// Explain every code
    #[arg(long, conflicts_with = "names")]
    all: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Prints what a code means, or what all of them mean; or why two rows are, or are not, one action.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    if let [a, b] = arguments.names.as_slice() {
        return why::run([a, b], arguments.json, global, console);
    }
    let pages: Vec<&Page> = match arguments.names.first() {
        Some(code) => vec![page(code)?],
        None => pipeline::pages().iter().collect(),
    };
    let mut out = console.out();
    if arguments.json {
        pipeline::write_json(&pages, &mut out)?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    for (index, page) in pages.into_iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        print(page, &mut out, console.style())?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Checks that `code` is one.
pub fn check(code: &str) -> Result<(), CliError> {
    page(code).map(|_| ())
}

fn page(code: &str) -> Result<&'static Page, CliError> {
    pipeline::page(code).ok_or_else(|| {
        let known: Vec<&str> = pipeline::pages().iter().map(|page| page.code).collect();
        CliError::Unknown { what: format!("there is no code {code}"), hint: format!("there are {}", known.join(", ")) }
    })
}

fn print(page: &Page, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let severity = match page.severity {
        Severity::Error => style.red("error"),
        Severity::Warning => style.yellow("warning"),
        Severity::Note => style.dim("note"),
    };
    writeln!(out, "{}  {}  ({severity})", style.bold(page.code), style.bold(page.title))?;
    for (name, text) in [("means", page.means), ("example", page.example), ("to do", page.todo)] {
        let first = format!("  {name:<8} ");
        let options = textwrap::Options::new(width()).initial_indent(&first).subsequent_indent("           ");
        writeln!(out, "{}", textwrap::fill(text, options))?;
    }
    Ok(())
}
