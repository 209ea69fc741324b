//! Places in the text: which line, which bytes of it.

use serde::{Deserialize, Serialize};

/// A run of bytes within one line of the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The line, counted from 0.
    pub line: u32,
    /// The first byte of the run, counted from the start of the line.
    pub start: u32,
    /// The byte behind the run.
    pub end: u32,
}

impl Span {
    /// Returns the span of bytes `start..end` of line `line`.
    pub fn new(line: usize, start: usize, end: usize) -> Self {
        // A line longer than 4 GiB does not fit in memory together with its document.
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { line: narrow(line), start: narrow(start), end: narrow(end) }
    }
}
