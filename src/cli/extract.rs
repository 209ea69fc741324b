//! `throughline extract`: one document's rows.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::console::Console;
use super::exit::{CliError, Exit};
use super::ingest::{counted, tell_costs};
use super::options::ReadingOptions;
use crate::model::finding::{SourceProblem, SourceProblemKind};
use crate::pipeline::{self, PipelineError, RowsFormat, Sheet};

/// The arguments of `extract`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline extract log.txt
  throughline extract log.txt --format csv > rows.csv
  throughline extract log.pdf --overlay pictures")]
pub struct Arguments {
    /// The file to read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The format of the rows
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: Format,
    /// Also draw each page of a PDF with the tables, cells and rows found on it: page-001.png and so on in DIR
    #[arg(long, value_name = "DIR")]
    overlay: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingOptions,
}

/// Formats of rows.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One object with source, edition, rows, remarks
    Json,
    /// One object a line for each row
    Ndjson,
    /// One line a row
    Csv,
}

/// Reads one document and prints its rows.
pub fn run(arguments: &Arguments, console: &Console) -> Result<Exit, CliError> {
    let reading = arguments.reading.reading()?;
    let extraction = pipeline::extract(&arguments.file, &reading)?;
    if arguments.overlay.is_some() && extraction.source.media_type != "application/pdf" {
        let media_type = extraction.source.media_type;
        return Err(PipelineError::NoPages { path: arguments.file.clone(), media_type }.into());
    }
    let format = match arguments.format {
        Format::Json => RowsFormat::Json,
        Format::Ndjson => RowsFormat::Ndjson,
        Format::Csv => RowsFormat::Csv,
    };
    let sheet = Sheet {
        source: &extraction.source,
        edition: extraction.edition.as_ref(),
        observations: &extraction.observations,
        problems: &extraction.problems,
    };
    let mut out = console.out();
    pipeline::write_rows(&sheet, format, &mut out)?;
    out.flush()?;
    if extraction.observations.is_empty() {
        console.warn(&format!("{}: no action rows were found in it", extraction.source.path));
    }
    let unplaced = extraction.source.words.unplaced;
    if unplaced > 0 {
        console.warn(&format!(
            "{}: {unplaced} of {} words were not placed",
            extraction.source.path, extraction.source.words.total
        ));
    }
    for problem in extraction.problems.iter().filter(|problem| is_grave(problem)) {
        let page = problem.page.map_or_else(String::new, |page| format!(", page {page}"));
        console.warn(&format!("{}{page}: {}", problem.path, problem.message));
    }
    if let Some(folder) = &arguments.overlay {
        let drawn = pipeline::draw(&arguments.file, &reading, folder)?;
        console.say(&format!("{} drawn in {}", counted(drawn, "page"), folder.display()));
    }
    tell_costs(&extraction.costs, console);
    Ok(Exit::Done)
}

/// Tells whether a remark says that something of the file may not have been read.
fn is_grave(problem: &SourceProblem) -> bool {
    matches!(problem.kind, SourceProblemKind::Missed | SourceProblemKind::Reader)
}
