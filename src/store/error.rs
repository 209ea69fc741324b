//! What can go wrong with the output folder.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::lock::Holder;

/// Why the output folder cannot be worked with. Nothing has been written when one of these comes back.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A record that is not what this program writes.
    #[error("{} is damaged at line {line}", path.display())]
    Damaged {
        /// The record.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        source: Box<toml::de::Error>,
    },
    /// A record that can be read but contradicts itself.
    #[error("{} is damaged: {what}", path.display())]
    Contradiction {
        /// The record.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A file that cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another run is at work on the folder.
    #[error("{} is being worked on{}, and was not free after {waited} s", path.display(), by(.holder.as_ref()))]
    Held {
        /// The folder.
        path: PathBuf,
        /// Who holds it, where that is known.
        holder: Option<Holder>,
        /// How long it was waited for, in seconds.
        waited: u64,
    },
    /// A value that cannot be put into a file.
    #[error("cannot put {} into words", path.display())]
    Encode {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl StoreError {
    /// Returns the error for a record at `path` whose `text` is not TOML of the right shape.
    pub fn damaged(path: &Path, text: &str, source: toml::de::Error) -> Self {
        let line = line_of(text, source.span().map_or(0, |span| span.start));
        Self::Damaged { path: path.to_path_buf(), line, source: Box::new(source) }
    }

    /// Says what a reader can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Damaged { .. } | Self::Contradiction { .. } => {
                "restore the file from a backup or version control, or mend it by hand; nothing was overwritten"
            }
            Self::Read { .. } => "check that the file is readable",
            Self::Write { .. } => {
                "make this folder writable, or room in it, or choose another output folder with --out DIR"
            }
            Self::Held { .. } => "run again when it has ended, or wait longer with --wait SECONDS; nothing was written",
            Self::Encode { .. } => "this is a mistake in the program; please report it",
        }
    }
}

fn by(holder: Option<&Holder>) -> String {
    holder.map_or_else(String::new, |holder| format!(" by another run ({holder})"))
}

/// Returns the line (from 1) of byte `offset` of `text`.
pub fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}
