//! The fonts of a document: which one a glyph is of, and which letters it prints.
//!
//! A drawing call says which program draws a glyph, but only of some kinds of fonts what they are called. For the others
//! the font dictionaries of the page are looked through for the one that draws the same glyph.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt as _};
use hayro_font::{FontCache, FontGlyph};
use hayro_interpret::font::{Glyph, GlyphIdentifier, OutlineGlyph};
use hayro_interpret::hayro_syntax::object::dict::keys::{ANNOTS, AP, N, RESOURCES};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::{CacheKey, InterpreterSettings};

use super::looks::{describe, sounds_bold, sounds_italic};
use super::reading::{Charted, read};
use crate::extract::pdf::page::Font;

/// How deep fonts are looked for in forms within forms, and how many of them in all.
const FORM_DEPTH: u32 = 6;
const MOST_FORMS: u32 = 200;
/// The most fonts that are told apart.
const MOST_FONTS: usize = 4_000;
/// The highest character code whose letters are remembered.
const MOST_CODES: u32 = 0x1_0000;

/// The fonts met so far.
pub struct Fonts<'a> {
    settings: InterpreterSettings,
    list: Vec<Font>,
    /// What is known of each of `list` besides.
    known: Vec<Known>,
    by_glyph: HashMap<GlyphIdentifier, u16>,
    by_program: HashMap<u128, u16>,
    /// Fonts found in dictionaries, with their place in `list` once one of their glyphs was drawn.
    described: Vec<(hayro_font::Font<'a>, Font, Option<u16>)>,
    cache: FontCache<'a>,
    seen: BTreeSet<u128>,
    page: Option<Page<'a>>,
    /// The letters of glyphs that are remembered, and of the one that is not.
    pool: String,
    scratch: String,
    /// What the programs of fonts say that their glyphs are, for fonts that do not say so themselves.
    charted: Charted,
}

/// Where fonts may still be looked for.
struct Page<'a> {
    resources: Resources<'a>,
    dict: Dict<'a>,
}

#[derive(Default)]
struct Known {
    /// Whether the letters of a code may be remembered: one program may serve several encodings, but where code and
    /// glyph agree, so do the letters.
    named: bool,
    /// For each code, the glyph and what it prints.
    codes: Vec<Option<(u32, Print)>>,
    bold_twin: Option<u16>,
}

/// What a glyph prints.
#[derive(Debug, Clone, Copy)]
pub struct Print {
    start: u32,
    length: u16,
    kept: bool,
    /// The letter, where it is a single one of ASCII and is remembered.
    pub plain: Option<u8>,
    /// Its width in ems.
    pub width: f32,
}

impl<'a> Fonts<'a> {
    /// Starts with no font.
    pub fn new(settings: &InterpreterSettings) -> Self {
        Self {
            settings: settings.clone(),
            list: Vec::new(),
            known: Vec::new(),
            by_glyph: HashMap::new(),
            by_program: HashMap::new(),
            described: Vec::new(),
            cache: FontCache::new(),
            seen: BTreeSet::new(),
            page: None,
            pool: String::new(),
            scratch: String::new(),
            charted: Charted::default(),
        }
    }

    /// Says which page is drawn next, so that its fonts can be found.
    pub fn turn_to(&mut self, resources: &Resources<'a>, dict: &Dict<'a>) {
        self.page = Some(Page { resources: resources.clone(), dict: dict.clone() });
    }

    /// Returns the fonts met.
    pub fn list(&self) -> &[Font] {
        &self.list
    }

    /// Returns the place of the font that `glyph` is of.
    pub fn of(&mut self, glyph: &Glyph<'a>) -> u16 {
        let Glyph::Outline(glyph) = glyph else {
            return self.anonymous("Type 3");
        };
        let identifier = glyph.identifier();
        if let Some(font) = self.by_glyph.get(&identifier) {
            return *font;
        }
        let font = self.find(glyph, &identifier);
        self.by_glyph.insert(identifier, font);
        font
    }

    /// Returns the font that is like this one, but bold: some text is made bold by drawing it twice.
    pub fn bold(&mut self, font: u16) -> u16 {
        let (Some(plain), Some(known)) = (self.list.get(usize::from(font)), self.known.get(usize::from(font))) else {
            return font;
        };
        if plain.bold {
            return font;
        }
        if let Some(twin) = known.bold_twin {
            return twin;
        }
        let twin = self.add(Font { bold: true, ..plain.clone() }, false);
        if let Some(known) = self.known.get_mut(usize::from(font)) {
            known.bold_twin = Some(twin);
        }
        twin
    }

    /// Says what `glyph` prints, and how wide it is. The width of a font that stands in for another (`plain` is false)
    /// is not remembered: it may do so for several.
    #[inline]
    pub fn print(&mut self, font: u16, glyph: &Glyph<'a>, plain: bool) -> Print {
        let (code, id) = code_and_id(glyph);
        // What has no id is not remembered.
        if let Some(known) = self.known.get(usize::from(font))
            && let Some(Some((same, print))) = known.codes.get(code as usize)
            && *same == id
        {
            return Print { width: if plain { print.width } else { width(glyph) }, ..*print };
        }
        self.read(font, glyph, plain)
    }

    /// Says what a glyph prints that is not remembered, and remembers it.
    fn read(&mut self, font: u16, glyph: &Glyph<'a>, plain: bool) -> Print {
        let (code, id) = code_and_id(glyph);
        let known = self.known.get_mut(usize::from(font));
        let known = known.filter(|known| known.named && id != 0 && code < MOST_CODES);
        let (name, pool) = match &known {
            Some(_) => (self.list.get(usize::from(font)).map_or("", |font| font.name.as_str()), Some(font)),
            None => ("", None),
        };
        let text = if known.is_some() { &mut self.pool } else { &mut self.scratch };
        if pool.is_none() {
            text.clear();
        }
        let start = text.len();
        read(glyph, name, &mut self.charted, text);
        let (Ok(start), Ok(length)) = (u32::try_from(start), u16::try_from(text.len() - start)) else {
            return Print { start: 0, length: 0, kept: false, plain: None, width: 0.0 };
        };
        let letter = match (known.is_some(), text.as_bytes().get(start as usize..)) {
            (true, Some(&[only])) => Some(only),
            _ => None,
        };
        let print = Print { start, length, kept: pool.is_some(), plain: letter, width: width(glyph) };
        if let Some(known) = known {
            let place = code as usize;
            if known.codes.len() <= place {
                known.codes.resize(place + 1, None);
            }
            if let Some(slot) = known.codes.get_mut(place).filter(|_| plain) {
                *slot = Some((id, print));
            }
        }
        print
    }

    /// Returns the letters of what was printed last or is kept.
    pub fn text(&self, print: Print) -> &str {
        let pool = if print.kept { &self.pool } else { &self.scratch };
        let start = print.start as usize;
        pool.get(start..start + usize::from(print.length)).unwrap_or("")
    }

    fn anonymous(&mut self, name: &str) -> u16 {
        let mut fonts = self.list.iter().zip(&self.known);
        match fonts.position(|(font, known)| font.name == name && !known.named && !font.bold) {
            Some(place) => u16::try_from(place).unwrap_or(0),
            None => self.add(Font { name: name.to_owned(), ..Font::default() }, false),
        }
    }

    fn add(&mut self, font: Font, named: bool) -> u16 {
        if self.list.len() >= MOST_FONTS {
            return 0;
        }
        self.list.push(font);
        self.known.push(Known { named, ..Known::default() });
        u16::try_from(self.list.len() - 1).unwrap_or(0)
    }

    fn find(&mut self, glyph: &OutlineGlyph, identifier: &GlyphIdentifier) -> u16 {
        if let Some(data) = glyph.font_data() {
            if let Some(font) = self.by_program.get(&data.cache_key) {
                return *font;
            }
            let name = data.postscript_name.unwrap_or_default();
            let bold = data.weight.is_some_and(|weight| weight >= 600) || sounds_bold(&name);
            let italic = data.is_italic || sounds_italic(&name);
            let font = self.add(Font { name, bold, italic }, true);
            self.by_program.insert(data.cache_key, font);
            return font;
        }
        let font = self.described_as(glyph, identifier).or_else(|| {
            let page = self.page.take()?;
            self.look_through(&page);
            self.described_as(glyph, identifier)
        });
        font.unwrap_or_else(|| self.anonymous(""))
    }

    fn described_as(&mut self, glyph: &OutlineGlyph, identifier: &GlyphIdentifier) -> Option<u16> {
        let same = |font: &hayro_font::Font<'a>| match font.glyph(glyph.glyph_id(), glyph.char_code()) {
            FontGlyph::Outline(other) => other.identifier() == *identifier,
            FontGlyph::Type3(_) => false,
        };
        let place = self.described.iter().position(|(font, ..)| same(font))?;
        let (_, font, known) = self.described.get(place)?;
        if let Some(known) = known {
            return Some(*known);
        }
        let known = self.add(font.clone(), true);
        if let Some(described) = self.described.get_mut(place) {
            described.2 = Some(known);
        }
        Some(known)
    }

    /// Notes every font that the page may draw with.
    fn look_through(&mut self, page: &Page<'a>) {
        let mut forms = MOST_FORMS;
        self.look_into(&page.resources, FORM_DEPTH, &mut forms);
        let annotations = page.dict.get::<Array<'a>>(ANNOTS);
        for annotation in annotations.iter().flat_map(|list| list.iter::<Dict<'a>>()) {
            let drawn = annotation.get::<Dict<'a>>(AP).and_then(|looks| looks.get::<Stream<'a>>(N));
            if let Some(resources) = drawn.and_then(|form| form.dict().get::<Dict<'a>>(RESOURCES)) {
                self.look_into(&Resources::new(resources), FORM_DEPTH, &mut forms);
            }
        }
    }

    fn look_into(&mut self, resources: &Resources<'a>, depth: u32, forms: &mut u32) {
        for name in resources.fonts.keys() {
            let Some(dict) = resources.fonts.get::<Dict<'a>>(name.as_ref()) else { continue };
            if self.described.len() >= MOST_FONTS || !self.seen.insert(dict.cache_key()) {
                continue;
            }
            let font = self.cache.font(&dict, &self.settings.font_resolver, &self.settings.cmap_resolver);
            self.described.extend(font.map(|font| (font, describe(&dict), None)));
        }
        for name in resources.x_objects.keys() {
            let Some(next) = depth.checked_sub(1) else { return };
            let Some(left) = forms.checked_sub(1) else { return };
            *forms = left;
            let form = resources.x_objects.get::<Stream<'a>>(name.as_ref());
            if let Some(inner) = form.and_then(|form| form.dict().get::<Dict<'a>>(RESOURCES)) {
                self.look_into(&Resources::new(inner), next, forms);
            }
        }
    }
}

/// Returns the code by which the page names a glyph, and its number in the font; 0 where it has none.
fn code_and_id(glyph: &Glyph<'_>) -> (u32, u32) {
    let id = match glyph {
        Glyph::Outline(outline) => outline.glyph_id().to_u32(),
        Glyph::Type3(_) => 0,
    };
    (glyph.char_code(), id)
}

fn width(glyph: &Glyph<'_>) -> f32 {
    let width = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(drawn) => drawn.advance_width(),
    };
    width.unwrap_or(500.0) / 1000.0
}
