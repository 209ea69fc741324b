//! The letters of one glyph: what the file says of it, and else what the font itself says.

use std::collections::BTreeMap;

use foldhash::HashMap;
use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use skrifa::{FontRef, MetadataProvider};

use super::letters::{self, Letters};

/// The most fonts whose own table of characters is read.
const MOST_FONTS: usize = 200;

/// What the programs of fonts say that their glyphs are.
#[derive(Default)]
pub struct Charted(HashMap<u128, BTreeMap<u32, char>>);

/// Writes the letters of a glyph to the end of `text`: U+FFFD where nobody names them. `font` is the font's name.
pub fn read(glyph: &Glyph<'_>, font: &str, charted: &mut Charted, text: &mut String) {
    let known = match glyph.as_unicode() {
        Some(BfString::Char(letter)) => letters::clean(Letters::One(letter), font, text),
        Some(BfString::String(letters)) => letters::clean(Letters::More(&letters), font, text),
        None => false,
    };
    if known {
        return;
    }
    let Glyph::Outline(outline) = glyph else {
        return text.push(char::REPLACEMENT_CHARACTER);
    };
    if let Some(letter) = charted.letter(outline)
        && letters::clean(Letters::One(letter), font, text)
    {
        return;
    }
    // What prints nothing can be nothing but a space.
    let blank = outline.outline().elements().is_empty();
    text.push(if blank { ' ' } else { char::REPLACEMENT_CHARACTER });
}

impl Charted {
    fn letter(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let data = glyph.font_data()?;
        if self.0.len() >= MOST_FONTS {
            return None;
        }
        let chart = self.0.entry(data.cache_key).or_insert_with(|| chart((*data.data).as_ref()));
        chart.get(&glyph.glyph_id().to_u32()).copied()
    }
}

/// Turns a font's table of characters round: from glyph to character, the first of several.
fn chart(program: &[u8]) -> BTreeMap<u32, char> {
    let mut chart = BTreeMap::new();
    let Ok(font) = FontRef::new(program) else { return chart };
    for (number, glyph) in font.charmap().mappings().take(0x2_0000) {
        let private = (0xe000..=0xf8ff).contains(&number);
        if let Some(letter) = char::from_u32(number).filter(|letter| !private && !letter.is_control()) {
            chart.entry(glyph.to_u32()).or_insert(letter);
        }
    }
    chart
}
