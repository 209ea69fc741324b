//! What a file is, by its content: text that can be decoded, or something to be refused.

use super::ExtractError;
use super::encoding::{looks_like_utf16, utf16_mark};

/// How far into a file the mark of a PDF may stand.
const PDF_WINDOW: usize = 1024;
/// Of so many bytes at most one may be a control character in what still counts as text.
const CONTROL_SHARE: usize = 50;

/// Tells whether `bytes` are a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..PDF_WINDOW).unwrap_or(bytes);
    // At the very beginning a damaged mark is still one.
    bytes.starts_with(b"%PDF") || head.windows(5).any(|window| window == b"%PDF-")
}

/// Returns why `bytes` are no text, if they are none.
pub fn refuse(bytes: &[u8]) -> Option<ExtractError> {
    if bytes.starts_with(b"{\\rtf") {
        return Some(ExtractError::Other { media_type: "application/rtf" });
    }
    if utf16_mark(bytes).is_some() || !has_controls(bytes) || looks_like_utf16(bytes).is_some() {
        return None;
    }
    // The marks of many formats are plain letters ("BM", "MZ"), so that they count only where control characters stand.
    let named = infer::get(bytes).filter(|kind| kind.matcher_type() != infer::MatcherType::Text);
    let too_many = controls(bytes) * CONTROL_SHARE > bytes.len();
    match named {
        Some(kind) if too_many || bytes.contains(&0) => Some(ExtractError::Other { media_type: kind.mime_type() }),
        _ if too_many => Some(ExtractError::Binary),
        _ => None,
    }
}

fn has_controls(bytes: &[u8]) -> bool {
    bytes.iter().any(|&byte| is_control(byte))
}

fn controls(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_control(byte)).count()
}

/// Tells whether `byte` is a control character that text has no use for.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b) || byte == 0x7f
}
