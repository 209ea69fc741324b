//! Places in the text: which line, which bytes of it.

use serde::{Deserialize, Serialize, Serializer};

/// A run of bytes within one line of the source text. There are many: written are its numbers only, `[line, start, end]`;
/// read is what names them as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
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

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.line, self.start, self.end).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_as_its_numbers_and_read_by_their_names_too() {
        let span = Span::new(3, 14, 15);
        assert_eq!(serde_json::to_string(&span).expect("written"), "[3,14,15]");
        for text in ["[3,14,15]", r#"{"line":3,"start":14,"end":15}"#] {
            assert_eq!(serde_json::from_str::<Span>(text).expect("read"), span);
        }
    }
}
