//! Why a source could not be read.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a source could not be read, in words and by its kind. It is kept with the source and handed from process to
/// process, so that the causes behind it are words already.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{message}")]
pub struct Failure {
    /// What stood in the way.
    pub obstacle: Obstacle,
    /// What is told about it.
    pub message: String,
}

/// What stands in the way of reading a source. It decides what can be done about it, and when it is worth another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// Its bytes could not be had.
    Bytes,
    /// It is something else than text or a PDF.
    Kind,
    /// It needs a password.
    Password,
    /// It is encrypted in a way that cannot be read.
    Encryption,
    /// It has pages, but no text on them.
    NoText,
    /// It has text, but its fonts do not say which letters they print.
    NoUnicode,
    /// Its structure cannot be made out.
    Damaged,
    /// It took more memory than allowed.
    Memory {
        /// How much was allowed, in MiB.
        limit: u64,
    },
    /// It took more CPU time than allowed.
    Cpu {
        /// How much was allowed, in seconds.
        limit: u64,
    },
    /// It took longer than allowed.
    Time {
        /// How long was allowed, in seconds.
        limit: u64,
    },
    /// The process that read it crashed.
    Crash,
    /// The process that read it was ended from outside.
    Killed,
    /// The process that should read it could not be started, or could not be understood.
    Worker,
    /// It has more rows than can be followed.
    TooManyRows,
    /// A mistake of the program's own.
    Internal,
}
