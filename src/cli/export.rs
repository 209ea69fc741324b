//! `throughline export`: the history as tables.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::console::Console;
use super::exit::{CliError, Exit};
use super::options::Global;
use crate::pipeline::{self, Output, TableFormat};

/// The arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline export --format xlsx
  throughline export --format csv --spreadsheet-safe
  throughline export --format sqlite,parquet --out output

One layout of tables for all formats; the text of `create table` in history.sqlite says what each column is.")]
pub struct Arguments {
    /// The formats: DIR/csv/*.csv, DIR/history.xlsx, DIR/history.sqlite, DIR/parquet/*.parquet
    #[arg(long, required = true, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<Format>,
    /// In CSV, put ' before text that a spreadsheet would take for a formula
    #[arg(long)]
    spreadsheet_safe: bool,
}

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A file of comma-separated values for each table
    Csv,
    /// One workbook, a sheet for each table
    Xlsx,
    /// One SQLite database
    Sqlite,
    /// A Parquet file for each table
    Parquet,
}

/// A form of the history that a run makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// history.json, and nothing beside it
    Json,
    /// report.html
    Html,
    /// history.sqlite
    Sqlite,
    /// history.xlsx
    Xlsx,
    /// csv/*.csv
    Csv,
    /// parquet/*.parquet
    Parquet,
}

impl Form {
    /// Returns what it is beside history.json.
    pub fn output(self) -> Option<Output> {
        match self {
            Self::Json => None,
            Self::Html => Some(Output::Report),
            Self::Sqlite => Some(Output::Tables(TableFormat::Sqlite)),
            Self::Xlsx => Some(Output::Tables(TableFormat::Xlsx)),
            Self::Csv => Some(Output::Tables(TableFormat::Csv)),
            Self::Parquet => Some(Output::Tables(TableFormat::Parquet)),
        }
    }
}

/// Writes the tables and says where they stand.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let formats = arguments.format.iter().map(|format| match format {
        Format::Csv => TableFormat::Csv,
        Format::Xlsx => TableFormat::Xlsx,
        Format::Sqlite => TableFormat::Sqlite,
        Format::Parquet => TableFormat::Parquet,
    });
    let outputs: BTreeSet<Output> = formats.map(Output::Tables).collect();
    if arguments.spreadsheet_safe && !arguments.format.contains(&Format::Csv) {
        console.warn("--spreadsheet-safe is about CSV; in the other formats text is text anyway");
    }
    let exports = pipeline::export(&global.folders(), &outputs, arguments.spreadsheet_safe)?;
    for note in &exports.notes {
        console.warn(note);
    }
    for (path, files) in &exports.made {
        let count = if *files == 1 { String::new() } else { format!(" ({files} files)") };
        console.say(&format!("written: {}{count}", path.display()));
    }
    Ok(Exit::Done)
}
