//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::finding::Severity;
use crate::pipeline::{Folders, HandDate, Reading, hand_date};

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
    /// Print errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more; twice, say everything
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Whether to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

impl Global {
    /// Returns where things stand.
    pub fn folders(&self) -> Folders {
        Folders { out: self.out.clone(), ids: self.ids.clone(), decisions: self.decisions.clone() }
    }
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
}

impl ReadingOptions {
    /// Returns how texts are to be read.
    pub fn reading(&self) -> Reading {
        let month_first = (self.month_first || self.day_first).then_some(self.month_first);
        Reading { dates: self.dates.clone(), layouts: self.layouts.clone(), month_first }
    }
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
    /// Tells whether `severity` is as grave as this, or graver.
    pub fn is_reached_by(self, severity: Severity) -> bool {
        let bound = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        };
        severity <= bound
    }
}

fn parse_date(given: &str) -> Result<HandDate, String> {
    hand_date(given).map_err(|error| error.to_string())
}
