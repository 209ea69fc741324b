//! Text that a file gives in place of glyphs: for a hyphen that is only there because the line ends, for a letter that
//! is drawn.

use hayro_interpret::hayro_syntax::object::{Dict, String as Bytes};

use super::letters::{self, Letters};
use crate::extract::pdf::page::{Direction, Page};

/// How many glyphs a replacement may do away with whose letters are known: a longer one describes, but does not say.
const MOST_GLYPHS: usize = 3;
/// How many letters longer than its glyphs a replacement may be.
const MOST_MORE: usize = 4;

/// Reads the replacement in the properties of marked content.
pub fn text(properties: &Dict<'_>) -> Option<String> {
    let bytes = properties.get::<Bytes<'_>>(b"ActualText".as_slice())?;
    let raw = match bytes.as_bytes() {
        [0xfe, 0xff, units @ ..] => {
            let (pairs, _) = units.as_chunks::<2>();
            char::decode_utf16(pairs.iter().map(|pair| u16::from_be_bytes(*pair)))
                .collect::<Result<String, _>>()
                .ok()?
        }
        [0xef, 0xbb, 0xbf, bytes @ ..] => std::str::from_utf8(bytes).ok()?.to_owned(),
        bytes => bytes.iter().copied().map(char::from).collect(),
    };
    let mut text = String::with_capacity(raw.len());
    (letters::clean(Letters::More(&raw), "", &mut text) && !text.is_empty()).then_some(text)
}

/// Replaces the letters of the glyphs from `first` on: all of them stand for `letters` together.
pub fn replace(page: &mut Page, first: usize, letters: &str) {
    let Some(glyphs) = page.glyphs.get(first..) else { return };
    let seen: Vec<usize> =
        (first..).zip(glyphs).filter(|(_, glyph)| glyph.length > 0).map(|(place, _)| place).collect();
    let of = |place: &usize| page.glyphs.get(*place).map_or("", |glyph| page.letters(glyph));
    let now: String = seen.iter().map(of).collect();
    let unknown = now.contains(char::REPLACEMENT_CHARACTER);
    let (Ok(start), Ok(length)) = (u32::try_from(page.text.len()), u8::try_from(letters.len())) else { return };
    let short = letters.chars().count() <= seen.len() + MOST_MORE;
    if now == letters || !short || !(unknown || seen.len() <= MOST_GLYPHS) {
        return;
    }
    let [head, rest @ ..] = seen.as_slice() else { return };
    let Some(mut merged) = page.glyphs.get(*head).copied() else { return };
    for place in rest {
        let Some(glyph) = page.glyphs.get(*place) else { return };
        let apart = merged.direction != glyph.direction || (merged.baseline - glyph.baseline).abs() > merged.size * 0.5;
        if apart || glyph.direction == Direction::Slanted {
            return;
        }
        merged.area = merged.area.union(&glyph.area);
    }
    (merged.start, merged.length) = (start, length);
    page.text.push_str(letters);
    for place in rest {
        if let Some(glyph) = page.glyphs.get_mut(*place) {
            glyph.length = 0;
        }
    }
    if let Some(glyph) = page.glyphs.get_mut(*head) {
        *glyph = merged;
    }
}
