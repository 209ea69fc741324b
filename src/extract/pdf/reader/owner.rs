//! Files that only the owner's password opens: the first reader knows the user's alone.

use std::panic::catch_unwind;

use pdf_extract::Document;

use crate::extract::pdf::PdfError;

/// Returns the file without its encryption.
pub fn unlocked(bytes: &[u8], password: &str) -> Result<Vec<u8>, PdfError> {
    let unlocked = catch_unwind(|| {
        let mut document = Document::load_mem(bytes).ok()?;
        document.decrypt(password).ok()?;
        let mut plain = Vec::new();
        document.save_to(&mut plain).ok()?;
        Some(plain)
    });
    unlocked.ok().flatten().ok_or(PdfError::Password)
}
