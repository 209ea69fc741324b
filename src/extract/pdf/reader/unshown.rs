//! Text that stands beside the page: notes typed on it and fields filled in, for which the file gives no looks. Viewers
//! make them up; nothing is drawn of them here.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, String as Bytes};
use hayro_interpret::hayro_syntax::page::Page;

/// The flags of what is not to be seen: hidden, and not for the screen.
const UNSEEN: u32 = 1 << 1 | 1 << 5;
/// How many fields up the value of a field may stand.
const MOST_PARENTS: usize = 16;

/// Tells whether there is such text on a page.
pub fn has_text(page: &Page<'_>) -> bool {
    let notes = page.raw().get::<Array<'_>>(b"Annots".as_slice());
    notes.is_some_and(|notes| notes.iter::<Dict<'_>>().any(|note| is_text(&note)))
}

fn is_text(note: &Dict<'_>) -> bool {
    let unseen = note.get::<u32>(b"F".as_slice()).unwrap_or(0) & UNSEEN != 0;
    if unseen || note.contains_key(b"AP".as_slice()) {
        return false;
    }
    let kind = note.get::<Name<'_>>(b"Subtype".as_slice());
    match kind.as_deref() {
        Some(b"FreeText") => says(note, b"Contents"),
        Some(b"Widget") => {
            let mut fields = vec![note.clone()];
            while let Some(parent) = fields.last().and_then(|field| field.get::<Dict<'_>>(b"Parent".as_slice()))
                && fields.len() < MOST_PARENTS
            {
                fields.push(parent);
            }
            fields.iter().any(|field| says(field, b"V"))
        }
        _ => false,
    }
}

fn says(entries: &Dict<'_>, key: &[u8]) -> bool {
    let text = entries.get::<Bytes<'_>>(key);
    // A text may begin with the mark of its encoding.
    text.is_some_and(|text| text.as_bytes().iter().any(|byte| byte.is_ascii_graphic() || (0x80..0xfe).contains(byte)))
}
