//! Bytes to text.
//!
//! In: the bytes of one file. Out: [`Extracted`], or an [`ExtractError`] that says what the file is instead. What a file
//! is, is decided by its content alone, never by its name. No files are opened here, and no row is looked for.

mod encoding;
mod kind;
pub mod pdf;

use thiserror::Error;
use throughline_parsers::Pages;

use pdf::PdfError;

/// Text taken out of a file, ready for the parsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// What the content is: `text/plain; charset=windows-1252`, `text/csv; …` is not told apart.
    pub media_type: String,
    /// What there is to read.
    pub content: Content,
    /// Remarks, e.g. on bytes that could not be decoded.
    pub remarks: Vec<String>,
}

/// What there is to read in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text, line ends made `\n`, byte order mark gone.
    Text(String),
    /// Pages read by their geometry.
    Pages(Pages),
}

impl Content {
    /// Returns its lines as one text.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Pages(pages) => &pages.text,
        }
    }
}

/// Why no text could be taken out of a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExtractError {
    /// A PDF that could not be read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// Something else that has a name.
    #[error("not text: its content is {media_type}")]
    Other {
        /// What it is.
        media_type: &'static str,
    },
    /// Bytes that are no text in any encoding.
    #[error("not text: binary content of an unknown kind")]
    Binary,
}

impl ExtractError {
    /// Returns what the content is.
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Pdf(_) => "application/pdf",
            Self::Other { media_type } => media_type,
            Self::Binary => "application/octet-stream",
        }
    }
}

/// Tells whether `bytes` are a PDF, which is not to be read in a process that must go on.
pub fn is_pdf(bytes: &[u8]) -> bool {
    kind::is_pdf(bytes)
}

/// Takes the text out of `bytes`. An empty file is an empty text. `password` is for PDFs that need one.
pub fn extract(bytes: &[u8], password: Option<&str>) -> Result<Extracted, ExtractError> {
    if kind::is_pdf(bytes) {
        let (pages, remarks) = pdf::read(bytes, password)?;
        let media_type = "application/pdf".to_owned();
        return Ok(Extracted { media_type, content: Content::Pages(pages), remarks });
    }
    if let Some(error) = kind::refuse(bytes) {
        return Err(error);
    }
    let decoded = encoding::decode(bytes);
    Ok(Extracted {
        media_type: format!("text/plain; charset={}", decoded.charset),
        content: Content::Text(clean(&decoded.text)),
        remarks: decoded.remarks,
    })
}

/// Makes every line end `\n`, and drops NULs and byte order marks.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\0' | '\u{feff}' => {}
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, String, usize) {
        let extracted = extract(bytes, None).expect("text");
        (
            extracted.content.text().to_owned(),
            extracted.media_type.replace("text/plain; charset=", ""),
            extracted.remarks.len(),
        )
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_common_encoding_is_read() {
        let words = "1\tPaint the café\r\n2\tMend – soon\r\n";
        let want = "1\tPaint the café\n2\tMend – soon\n".to_owned();
        assert_eq!(text(words.as_bytes()), (want.clone(), "utf-8".into(), 0));
        assert_eq!(text(format!("\u{feff}{words}").as_bytes()), (want.clone(), "utf-8".into(), 0));
        for little in [true, false] {
            let name = if little { "utf-16le" } else { "utf-16be" };
            assert_eq!(text(&utf16(words, little)), (want.clone(), name.into(), 0));
            assert_eq!(text(&utf16(&format!("\u{feff}{words}"), little)), (want.clone(), name.into(), 0));
        }
        let (old, _, _) = encoding_rs::WINDOWS_1252.encode(words);
        assert_eq!(text(&old), (want, "windows-1252".into(), 0));
    }

    #[test]
    fn two_encodings_in_one_file_are_both_read_and_remarked_on() {
        let mut bytes = "café – ".as_bytes().to_vec();
        bytes.extend_from_slice(b"na\xefve \x93so\x94\n");
        let (text, charset, remarks) = text(&bytes);
        assert_eq!(text, "café – naïve “so”\n");
        assert_eq!((charset.as_str(), remarks), ("utf-8", 1));
    }

    #[test]
    fn line_ends_become_one_kind_and_form_feeds_stay() {
        assert_eq!(text(b"a\r\nb\rc\n\x0cd").0, "a\nb\nc\n\u{c}d");
        assert_eq!(text(b"").0, "");
    }

    #[test]
    fn what_is_no_text_is_refused_by_its_content() {
        assert_eq!(extract(b"junk\n%PDF-1.4\n\x00\x01", None), Err(ExtractError::Pdf(PdfError::Damaged)));
        assert!(matches!(extract(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", None), Err(ExtractError::Other { .. })));
        assert!(matches!(
            extract(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00", None),
            Err(ExtractError::Other { .. })
        ));
        assert!(matches!(extract(b"{\\rtf1\\ansi Paint}", None), Err(ExtractError::Other { .. })));
        let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(extract(&noise, None), Err(ExtractError::Binary));
    }

    #[test]
    fn text_that_begins_like_a_binary_file_is_text() {
        for words in ["BM action log\n", "MZ minutes\n", "ID3 actions\n", "GIF8 is no picture\n", "BZh\n"] {
            assert_eq!(text(words.as_bytes()).0, words);
        }
    }

    #[test]
    fn a_stray_nul_is_dropped() {
        let words = "1. Paint the boat shed before the winter storms begin.\n".repeat(3);
        assert_eq!(text(words.replacen("boat", "bo\0at", 1).as_bytes()).0, words);
    }
}
