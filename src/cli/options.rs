//! Options that several commands share.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::exit::CliError;
use crate::model::finding::Severity;
use crate::pipeline::{Folders, HandDate, PdfReading, Reading, Walls, hand_date, password};

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The output folder
    #[arg(long, global = true, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,
    /// Where the ids given out are kept, if not in DIR/ids.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub ids: Option<PathBuf>,
    /// Where a person's decisions are kept, if not in DIR/decisions.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
    /// How long to wait for another run on the same output folder
    #[arg(long, global = true, value_name = "SECONDS", default_value = "600")]
    pub wait: u64,
    /// Print errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more; twice, say everything
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// How what is told on standard error is written
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// Whether to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

impl Global {
    /// Returns where things stand.
    pub fn folders(&self) -> Folders {
        Folders {
            out: self.out.clone(),
            ids: self.ids.clone(),
            decisions: self.decisions.clone(),
            wait: Duration::from_secs(self.wait),
        }
    }
}

/// How what is told on standard error is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line, for schedulers
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Options of commands that read documents.
#[derive(Debug, Args)]
pub struct ReadingOptions {
    /// Set a file's date of publication by hand: 2019-04-18, 2019-04 or 2019; nothing after = takes it back
    #[arg(long = "date", value_name = "FILE=DATE", value_parser = parse_date)]
    dates: Vec<HandDate>,
    /// Add headings of columns: a TOML file with [columns] action = ["Undertaking"] and the like
    #[arg(long = "layout", value_name = "FILE.toml")]
    layouts: Vec<PathBuf>,
    /// Take 05/12/2018 for the twelfth of May; later runs go by it too
    #[arg(long, conflicts_with = "day_first")]
    month_first: bool,
    /// Take 05/12/2018 for the fifth of December again
    #[arg(long)]
    day_first: bool,
    #[command(flatten)]
    pdf: PdfOptions,
}

/// Options about PDFs.
#[derive(Debug, Args)]
#[command(next_help_heading = "PDFs")]
pub struct PdfOptions {
    #[command(flatten)]
    opening: OpeningOptions,
    /// Do not ask the second reader which words it sees that the first one does not
    #[arg(long)]
    no_witness: bool,
}

/// Options of every command that opens PDFs.
#[derive(Debug, Args)]
#[command(next_help_heading = "PDFs")]
pub struct OpeningOptions {
    // Not parsed here: what clap says of a value that is wrong would show it.
    /// Open an encrypted PDF; the password is used in this run only and kept nowhere
    #[arg(long = "password", value_name = "FILE=PASSWORD")]
    passwords: Vec<String>,
    /// How much memory reading one PDF may take
    #[arg(long, value_name = "MIB", default_value = "1024", value_parser = clap::value_parser!(u64).range(1..))]
    pdf_memory: u64,
    /// How much CPU time reading one PDF may take
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..))]
    pdf_cpu: u64,
    /// How long reading one PDF may take
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..))]
    pdf_time: u64,
}

impl ReadingOptions {
    /// Returns how sources are to be read.
    pub fn reading(&self) -> Result<Reading, CliError> {
        let month_first = (self.month_first || self.day_first).then_some(self.month_first);
        let pdf = self.pdf.reading()?;
        Ok(Reading { dates: self.dates.clone(), layouts: self.layouts.clone(), month_first, pdf })
    }
}

impl PdfOptions {
    /// Returns how PDFs are to be read.
    pub fn reading(&self) -> Result<PdfReading, CliError> {
        Ok(PdfReading { witness: !self.no_witness, ..self.opening.reading()? })
    }
}

impl OpeningOptions {
    /// Returns how PDFs are to be read.
    pub fn reading(&self) -> Result<PdfReading, CliError> {
        let passwords = self.passwords.iter().map(|given| password(given)).collect::<Result<_, _>>()?;
        let walls = Walls { memory: self.pdf_memory, cpu: self.pdf_cpu, time: self.pdf_time, ..walls() };
        Ok(PdfReading { walls, passwords, ..PdfReading::default() })
    }
}

/// Returns the walls behind which this program reads PDFs where nothing else is said.
pub fn walls() -> Walls {
    // Where the system knows this program by itself, it goes on when its file is moved or replaced while it runs.
    let itself = PathBuf::from("/proc/self/exe");
    let program = match itself.exists() {
        true => itself,
        // Where the system does not tell where the program stands, it is looked for like any other.
        false => std::env::current_exe().unwrap_or_else(|_| PathBuf::from("throughline")),
    };
    Walls { program: Some(program), ..Walls::default() }
}

/// How grave a finding is, as an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityOption {
    /// Something is wrong or lost
    Error,
    /// Something is doubtful
    Warning,
    /// Something to know
    Note,
}

impl SeverityOption {
    /// Returns the severity that it names.
    pub fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }

    /// Tells whether `severity` is as grave as this, or graver.
    pub fn is_reached_by(self, severity: Severity) -> bool {
        severity <= self.severity()
    }
}

fn parse_date(given: &str) -> Result<HandDate, String> {
    hand_date(given).map_err(|error| error.to_string())
}
