//! Stamps: what tells of a file, without reading it, that it is most likely as it was.
//!
//! In: a path. Out: the length of the file and when it was written. Only what is said of changes may rest on it.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// How long a file is, and when it was written last. Whoever writes to it gives it another, unless he takes pains not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    seconds: u64,
    nanoseconds: u32,
}

impl Stamp {
    /// Returns the stamp of the file at `path`; none where there is none, or the system does not know when it was written.
    pub fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        let since = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { length: about.len(), seconds: since.as_secs(), nanoseconds: since.subsec_nanos() })
    }
}
