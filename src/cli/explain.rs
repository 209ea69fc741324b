//! `throughline explain`: what a finding's code means.

use std::io::Write as _;

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use crate::pipeline;

/// The arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline explain N001
  throughline explain --all")]
pub struct Arguments {
    /// The code: N001
    #[arg(value_name = "CODE", required_unless_present = "all")]
    code: Option<String>,
    /// Explain every code
    #[arg(long, conflicts_with = "code")]
    all: bool,
}

/// Prints what a code means, or what all of them mean.
pub fn run(arguments: &Arguments, console: &Console) -> Result<Exit, CliError> {
    let pages: Vec<&str> = match &arguments.code {
        Some(code) => vec![page(code)?],
        None => pipeline::codes().into_iter().filter_map(pipeline::explain).collect(),
    };
    let mut out = console.out();
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", page.trim_end())?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Checks that `code` is one.
pub fn check(code: &str) -> Result<(), CliError> {
    page(code).map(|_| ())
}

fn page(code: &str) -> Result<&'static str, CliError> {
    pipeline::explain(&code.to_uppercase()).ok_or_else(|| CliError::Unknown {
        what: format!("there is no code {code}"),
        hint: format!("there are {}", pipeline::codes().join(", ")),
    })
}
