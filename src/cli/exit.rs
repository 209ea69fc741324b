//! How a command ends: exit codes, and what to say when it cannot go on.

use std::io;
use std::process::ExitCode;

use thiserror::Error;

use crate::pipeline::{EmitError, PipelineError};

/// The exit codes that other programs rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, and `--fail-on` or `--strict` found what it asks for, or `verify` what does not hold.
    Asked = 1,
    /// Wrong usage; nothing was written.
    Usage = 2,
    /// Done, but some source could not be read.
    SomeUnreadable = 3,
    /// Could not run; nothing was overwritten.
    CouldNotRun = 4,
}

impl From<Exit> for ExitCode {
    /// Returns the code as the operating system knows it.
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command cannot go on.
#[derive(Debug, Error)]
pub enum CliError {
    /// The work could not be done.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// An argument names nothing that is known.
    #[error("{what}")]
    Unknown {
        /// What was given, and what is wrong with it.
        what: String,
        /// What can be done.
        hint: String,
    },
    /// Standard output takes nothing more.
    #[error("cannot write to standard output")]
    Output(#[from] io::Error),
    /// A folder that cannot be written to.
    #[error("cannot write to {}", path.display())]
    Folder {
        /// The folder.
        path: std::path::PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What should be printed cannot be put into the format.
    #[error("cannot write the result")]
    Emit(#[source] EmitError),
}

impl From<EmitError> for CliError {
    /// Tells a closed output from a mistake of ours.
    fn from(error: EmitError) -> Self {
        match error {
            EmitError::Write(error) => Self::Output(error),
            other => Self::Emit(other),
        }
    }
}

impl CliError {
    /// Tells whether the reader of our output has had enough, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Returns the exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Pipeline(error) if error.is_unreadable() => Exit::SomeUnreadable,
            Self::Pipeline(error) if !error.is_usage() => Exit::CouldNotRun,
            Self::Pipeline(_) | Self::Unknown { .. } => Exit::Usage,
            Self::Output(_) | Self::Folder { .. } | Self::Emit(_) => Exit::CouldNotRun,
        }
    }

    /// Says what a reader can do about it.
    pub fn hint(&self) -> &str {
        match self {
            Self::Pipeline(error) => error.hint(),
            Self::Unknown { hint, .. } => hint,
            Self::Output(_) => "check where standard output leads",
            Self::Folder { .. } => "name another folder, or make this one writable",
            Self::Emit(_) => "this is a mistake in the program; please report it",
        }
    }
}
