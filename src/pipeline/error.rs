//! Why a run could not be done, and what to do about it.

use std::path::PathBuf;

use thiserror::Error;

use super::hint;
use super::worker::Death;
use crate::emit::{EmitError, ExportError};
use crate::extract::ExtractError;
use crate::extract::pdf::PdfError;
use crate::model::ids::ObservationId;
use crate::store::{Failure, Obstacle, StoreError};

/// Why a run could not be done. Nothing has been written when one of these comes back.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// Paths that do not exist.
    #[error("no such file or folder: {}", list(.0))]
    Missing(Vec<PathBuf>),
    /// The output folder was given as input.
    #[error("{} is the output folder, which is not read", .0.display())]
    OutputGiven(PathBuf),
    /// A folder where a file is wanted.
    #[error("{} is a folder; one file is wanted", .0.display())]
    Folder(PathBuf),
    /// `--date` without a file, or with a date that is none.
    #[error("--date {given}: {what}")]
    Date {
        /// What was given.
        given: String,
        /// What is wrong with it.
        what: String,
    },
    /// A layout file that is wrong.
    #[error("{}, line {line}: {what}", path.display())]
    Layout {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// A layout file that cannot be read.
    #[error("cannot read {}", path.display())]
    LayoutUnread {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A name that fits no source, or several.
    #[error("{given:?} {what}")]
    Source {
        /// What was given.
        given: String,
        /// What is wrong with it.
        what: String,
    },
    /// No file among those given, or none that could be read.
    #[error("nothing could be read{}", lines(.0))]
    NothingReadable(Vec<String>),
    /// One file that could not be read, where only one was wanted.
    #[error("{} could not be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What its content is, as far as it is known.
        media_type: String,
        /// Why.
        source: Failure,
    },
    /// A file without pages that could be drawn.
    #[error("{} has no pages to draw: its content is {media_type}", path.display())]
    NoPages {
        /// The file.
        path: PathBuf,
        /// What its content is.
        media_type: String,
    },
    /// Pages that could not be drawn.
    #[error("the pages of {} could not be drawn", path.display())]
    Undrawn {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Failure,
    },
    /// A picture of a page that could not be written.
    #[error("cannot write {}", path.display())]
    Picture {
        /// The picture.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `--password` without a file, or for one that is not there.
    #[error("--password {file}=…: {what}")]
    Password {
        /// The file that was named.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// The output folder cannot be worked with.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A format of tables that cannot be made.
    #[error("cannot make {what}")]
    Export {
        /// What was to be made.
        what: &'static str,
        /// Why.
        source: ExportError,
    },
    /// Something else where a folder of folders is wanted.
    #[error("{} is no folder that can be read", .0.display())]
    NoFolder(PathBuf),
    /// A folder without folders, where each would be a series.
    #[error("there are no folders in {}, each of which would be a series", .0.display())]
    NoSeries(PathBuf),
    /// The index over many series cannot be put into words.
    #[error("cannot make {}", path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// Why.
        source: EmitError,
    },
    /// No run has written a history yet.
    #[error("there is no history in {}", .0.display())]
    NoHistory(PathBuf),
    /// The history is not what this program writes.
    #[error("{} is not a history that this version can read", path.display())]
    History {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A name that fits no row, or several.
    #[error("{given:?} {what}")]
    Row {
        /// What was given.
        given: String,
        /// What is wrong with it.
        what: String,
    },
    /// Labelled pairs that cannot be read.
    #[error("cannot read {}", path.display())]
    GoldUnread {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that holds no labelled pairs.
    #[error("{}, line {line}, column {column}: these are no labelled pairs", path.display())]
    Gold {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What is wrong there.
        source: serde_json::Error,
    },
    /// Labelled pairs of rows that the history does not have.
    #[error("{} names {}: {}", path.display(), strange(*count), some(named, *count))]
    GoldRows {
        /// The file.
        path: PathBuf,
        /// How many such rows it names.
        count: usize,
        /// The first of them.
        named: Vec<ObservationId>,
    },
    /// No worker threads.
    #[error("cannot start worker threads")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Why a file could not be read, where it is read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Its bytes could not be had.
    #[error(transparent)]
    Bytes(#[from] std::io::Error),
    /// Its bytes are no text.
    #[error(transparent)]
    Content(#[from] ExtractError),
    /// Reading it failed within the program.
    #[error("{0}")]
    Internal(String),
    /// It has more rows than can be followed.
    #[error(
        "it has {rows} rows, from {place} on more than the {most} that one source may have; split it into several files"
    )]
    TooManyRows {
        /// How many rows it has.
        rows: usize,
        /// The line or page, counted from 1, at which they are too many.
        place: String,
        /// How many a source may have.
        most: usize,
    },
    /// The process that should read it did not come to its end.
    #[error(transparent)]
    Worker(#[from] Death),
}

impl ReadError {
    /// Returns what the content is, as far as it is known by the failure.
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Content(error) => error.media_type(),
            Self::Worker(_) => "application/pdf",
            Self::Bytes(_) | Self::Internal(_) | Self::TooManyRows { .. } => "",
        }
    }

    /// Returns it in words, as it is kept and handed from process to process.
    pub fn into_failure(self) -> Failure {
        Failure { obstacle: self.obstacle(), message: self.to_string() }
    }

    fn obstacle(&self) -> Obstacle {
        match self {
            Self::Bytes(_) => Obstacle::Bytes,
            Self::Content(ExtractError::Pdf(error)) => match error {
                PdfError::Password => Obstacle::Password,
                PdfError::Encryption => Obstacle::Encryption,
                PdfError::Damaged | PdfError::Unreadable { .. } => Obstacle::Damaged,
                PdfError::NoText { .. } => Obstacle::NoText,
                PdfError::NoUnicode { .. } => Obstacle::NoUnicode,
            },
            Self::Content(ExtractError::Other { .. } | ExtractError::Binary) => Obstacle::Kind,
            Self::Internal(_) => Obstacle::Internal,
            Self::TooManyRows { .. } => Obstacle::TooManyRows,
            Self::Worker(death) => death.obstacle(),
        }
    }
}

impl PipelineError {
    /// Tells whether what was asked for was done, but for a source that cannot be read.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::Undrawn { .. })
    }

    /// Tells whether the command was given wrongly, rather than that it could not be done.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Missing(_)
                | Self::OutputGiven(_)
                | Self::Folder(_)
                | Self::NoFolder(_)
                | Self::NoSeries(_)
                | Self::Date { .. }
                | Self::Password { .. }
                | Self::NoPages { .. }
                | Self::Layout { .. }
                | Self::LayoutUnread { .. }
                | Self::Source { .. }
                | Self::Row { .. }
                | Self::GoldUnread { .. }
                | Self::Gold { .. }
                | Self::GoldRows { .. }
        )
    }

    /// Says what a reader can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing(_) => "check the spelling; nothing was written",
            Self::OutputGiven(_) => "name the files to read, or another output folder with --out DIR",
            Self::Folder(_) => "name one file, or use `throughline ingest` for a folder",
            Self::Date { .. } => {
                "write --date FILE=2019-04-18, FILE=2019-04 or FILE=2019, FILE being a path or its end"
            }
            Self::Layout { .. } | Self::LayoutUnread { .. } => {
                "a layout file reads: [columns] action = [\"Undertaking\"], and likewise number, deadline, status, raised, owner"
            }
            Self::Source { .. } => {
                "name a source by its path, or by the first 6 or more digits of its id in history.json"
            }
            Self::Row { .. } => "name a row by its id in history.json, or by its edition and label: 2018-12-05/log:7",
            Self::GoldUnread { .. } => "check the spelling of --gold FILE",
            Self::Gold { .. } => {
                "labelled pairs read {\"pairs\": [{\"a\": ID, \"b\": ID, \"kind\": KIND}]}, kinds being same-number, renumbered, restated, duplicate, split, merged"
            }
            Self::GoldRows { .. } => {
                "give the ids as in history.json, or short names and what they stand for: {\"rows\": {NAME: ID}, \"pairs\": …}"
            }
            Self::NothingReadable(_) => "give at least one file that can be read; nothing was written",
            Self::Unreadable { media_type, source, .. } => hint::way_out(Some(source.obstacle), media_type),
            Self::Undrawn { source, .. } => hint::way_out(Some(source.obstacle), "application/pdf"),
            Self::NoPages { .. } => "--overlay is for PDFs",
            Self::Picture { .. } => "choose another folder with --overlay DIR, or make this one writable",
            Self::Password { .. } => {
                "write --password FILE=PASSWORD, FILE being the path of one of the sources, or its end"
            }
            Self::Store(error) => error.hint(),
            Self::Export { source: ExportError::NotBuilt, .. } => {
                "build the program with the cargo feature `parquet`: cargo install --path . --features parquet"
            }
            Self::Export { .. } => "this is a mistake in the program; please report it",
            Self::NoFolder(_) | Self::NoSeries(_) => {
                "with --by-folder, name one folder that has a folder for each series; without it, any files and folders"
            }
            Self::Index { .. } => "this is a mistake in the program; please report it",
            Self::NoHistory(_) => "run `throughline ingest PATH…` first, or name its folder with --out DIR",
            Self::History { .. } => "run `throughline ingest` again; it makes the history anew from what was read",
            Self::Threads(_) => "try --threads 1",
        }
    }
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn strange(count: usize) -> String {
    if count == 1 {
        "a row that the history does not have".to_owned()
    } else {
        format!("{count} rows that the history does not have")
    }
}

fn some(named: &[ObservationId], count: usize) -> String {
    let names: Vec<&str> = named.iter().map(|id| id.0.as_str()).collect();
    let more = if count > named.len() { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

fn lines(causes: &[String]) -> String {
    causes.iter().map(|cause| format!("\n  {cause}")).collect()
}
