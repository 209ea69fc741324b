//! Bytes to text.

/// Text taken out of a file, ready for the parsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// What the content is: `text/plain; charset=windows-1252`, `text/csv; …` is not told apart.
    pub media_type: String,
    /// The text, line ends made `\n`, byte order mark gone.
    pub text: String,
    /// Remarks, e.g. on bytes that could not be decoded.
    pub remarks: Vec<String>,
}
