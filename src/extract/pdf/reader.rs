//! Bytes to a [`Scene`]: the first reader.

use super::PdfError;
use super::page::Scene;

/// Reads every page of a PDF.
pub fn read(_bytes: &[u8], _password: Option<&str>) -> Result<Scene, PdfError> {
    Err(PdfError::Damaged)
}
