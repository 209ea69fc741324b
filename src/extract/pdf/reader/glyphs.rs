//! Glyphs as they are drawn to glyphs on the page: box, direction, letters; each counted once, and what cannot be seen
//! kept apart.

use hayro_interpret::DrawMode;
use hayro_interpret::font::{Glyph as Source, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::kurbo::Affine;

use super::clip::Clip;
use super::fonts::Fonts;
use super::placed::Placed;
use super::places::Places;
use crate::extract::pdf::page::{Area, Glyph, Page};

/// How far apart, in sizes, two drawings of one letter may stand, and in advances along the line.
const SAME_PLACE: f64 = 0.13;
const SAME_ADVANCE: f64 = 0.5;
/// How far apart they stand, in sizes, where it makes the letter look bold.
const BOLDENING: f64 = 0.008;
/// How much of a glyph's box, on each side, may be out of sight.
const HIDDEN_EDGE: f32 = 0.3;
/// How much of a page's text may be seen where an unseen text layer is taken for what is on an image.
const SEEN_ON_SCAN: usize = 20;
/// The most bytes that one glyph may stand for.
const LONGEST: usize = 255;

/// The glyphs of a page that is being drawn.
pub struct Glyphs<'c, 'a> {
    fonts: &'c mut Fonts<'a>,
    places: &'c mut Places,
    /// What is invisible, with its letters: a scan's text layer, perhaps.
    layer: Vec<Glyph>,
    layer_text: String,
    letters: String,
    unknown: usize,
    all: usize,
}

impl<'c, 'a> Glyphs<'c, 'a> {
    /// Starts with none.
    pub fn new(fonts: &'c mut Fonts<'a>, places: &'c mut Places) -> Self {
        Self { fonts, places, layer: Vec::new(), layer_text: String::new(), letters: String::new(), unknown: 0, all: 0 }
    }

    /// Adds the glyphs of a run to the page. `seen` tells whether its paint can be seen.
    pub fn run(
        &mut self,
        page: &mut Page,
        run: &GlyphRun<'_, 'a>,
        transform: Affine,
        mode: &DrawMode,
        seen: bool,
        clip: &Clip,
    ) {
        let glyphs = run.glyphs();
        let Some(first) = glyphs.first() else { return };
        let font = self.fonts.of(first);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stretched = is_stretched(glyphs);
        let stroked = matches!(mode, DrawMode::Stroke(_));
        let hidden_before = page.hidden.len();
        let layer_before = self.layer_text.len();
        for glyph in glyphs {
            self.letters.clear();
            let unknown = self.fonts.letters(font, glyph, &mut self.letters);
            if self.letters.is_empty() {
                continue;
            }
            let placed = place(glyph, transform, vertical, stretched);
            let Some(placed) = placed.filter(|placed| inside(&placed.area, clip)) else {
                page.hidden.push_str(&self.letters);
                continue;
            };
            if !seen {
                add(&mut self.layer, &mut self.layer_text, font, &placed, &self.letters);
                continue;
            }
            if let Some(double) = self.double(page, &placed) {
                self.embolden(page, double, &placed, stroked);
                continue;
            }
            self.unknown += usize::from(unknown);
            self.all += usize::from(self.letters != " ");
            let before = page.glyphs.len();
            add(&mut page.glyphs, &mut page.text, font, &placed, &self.letters);
            for _ in before..page.glyphs.len() {
                self.places.add(placed.at.0 as f32, placed.at.1 as f32);
            }
        }
        // Keeps the words of one run from those of the next.
        if page.hidden.len() > hidden_before {
            page.hidden.push(' ');
        }
        if self.layer_text.len() > layer_before {
            self.layer_text.push(' ');
        }
    }

    /// Decides what becomes of the invisible text, and returns how many characters are unknown, how many there are, and
    /// whether the invisible text was taken for that of the page, which is a scan.
    pub fn finish(mut self, page: &mut Page, scan: bool) -> (usize, usize, bool) {
        let letters = self.layer.len();
        let layer = scan && letters > 0 && self.all * 100 <= letters * SEEN_ON_SCAN;
        if layer {
            let shift = u32::try_from(page.text.len()).unwrap_or(u32::MAX);
            page.text.push_str(&self.layer_text);
            for glyph in &mut self.layer {
                glyph.start = glyph.start.saturating_add(shift);
            }
            let letters = |glyph: &&Glyph| page.letters(glyph) != " ";
            self.all += self.layer.iter().filter(letters).count();
            let unknown = |glyph: &&Glyph| page.letters(glyph) == "\u{fffd}";
            self.unknown += self.layer.iter().filter(unknown).count();
            page.glyphs.append(&mut self.layer);
        } else {
            page.hidden.push_str(&self.layer_text);
        }
        (self.unknown, self.all, layer)
    }

    /// Returns the glyph that was drawn before with the same letters at the same place.
    fn double(&self, page: &Page, placed: &Placed) -> Option<usize> {
        let size = f64::from(placed.size);
        let (x, y) = placed.at;
        let reach = SAME_PLACE * size;
        self.places.find(x as f32, y as f32, reach as f32, |number| {
            page.glyphs.get(number).is_some_and(|glyph| {
                glyph.direction == placed.direction
                    && (glyph.size - placed.size).abs() < placed.size * 0.1
                    && page.letters(glyph) == self.letters
                    && {
                        let (dx, dy) = offset(glyph, placed);
                        let (along, across) = (
                            (dx * placed.along.0 + dy * placed.along.1).abs(),
                            (dy * placed.along.0 - dx * placed.along.1).abs(),
                        );
                        across <= reach && along <= reach.min(placed.advance * SAME_ADVANCE).max(0.01)
                    }
            })
        })
    }

    /// Makes a glyph bold that was drawn a second time to look so.
    fn embolden(&mut self, page: &mut Page, double: usize, placed: &Placed, stroked: bool) {
        let Some(glyph) = page.glyphs.get_mut(double) else { return };
        let (dx, dy) = offset(glyph, placed);
        if stroked || dx.hypot(dy) > BOLDENING * f64::from(placed.size) {
            glyph.font = self.fonts.bold(glyph.font);
        }
    }
}

/// Returns how far the box of `placed` is from that of `glyph`.
fn offset(glyph: &Glyph, placed: &Placed) -> (f64, f64) {
    (f64::from(placed.area.x0 - glyph.area.x0), f64::from(placed.area.y0 - glyph.area.y0))
}

fn add(glyphs: &mut Vec<Glyph>, text: &mut String, font: u16, placed: &Placed, letters: &str) {
    let mut rest = letters;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(rest.floor_char_boundary(LONGEST));
        let (Ok(start), Ok(length)) = (u32::try_from(text.len()), u8::try_from(now.len())) else { return };
        text.push_str(now);
        let Placed { area, baseline, size, direction, .. } = *placed;
        glyphs.push(Glyph { start, length, font, area, baseline, size, direction });
        rest = later;
    }
}

/// Tells whether the middle of a box can be seen.
fn inside(area: &Area, clip: &Clip) -> bool {
    let (dx, dy) = (area.width() * HIDDEN_EDGE, area.height() * HIDDEN_EDGE);
    clip.cut(&Area { x0: area.x0 + dx, y0: area.y0 + dy, x1: area.x1 - dx, y1: area.y1 - dy }).is_some()
}

/// Tells whether glyphs are drawn wider or narrower, each by itself, to fill the width that the file claims: a font that
/// stands in for a missing one.
fn is_stretched(glyphs: &[PositionedGlyph<'_>]) -> bool {
    let width = |glyph: &PositionedGlyph<'_>| {
        let [a, b, ..] = glyph.transform().as_coeffs();
        a.hypot(b)
    };
    let Some(first) = glyphs.first().map(width) else { return false };
    glyphs.iter().any(|glyph| (width(glyph) - first).abs() > first * 0.01)
}

fn place(glyph: &PositionedGlyph<'_>, transform: Affine, vertical: bool, stretched: bool) -> Option<Placed> {
    let [a, b, c, d, x, y] = (transform * glyph.transform()).as_coeffs();
    // A glyph is a thousand units high.
    let em = [a * 1000.0, b * 1000.0, c * 1000.0, d * 1000.0, x, y];
    let width = match &**glyph {
        Source::Outline(outline) => outline.advance_width(),
        Source::Type3(drawn) => drawn.advance_width(),
    };
    let width = f64::from(width.unwrap_or(500.0)) / 1000.0;
    let mut placed = if vertical { Placed::vertical(em) } else { Placed::horizontal(em, width, stretched) }?;
    if let Source::Type3(_) = &**glyph
        && placed.advance > f64::from(placed.size) * 3.0
    {
        // The size is in the font's own matrix, and out of reach.
        let scale = placed.advance / f64::from(placed.size);
        placed = Placed::horizontal([em[0], em[1], em[2] * scale, em[3] * scale, x, y], width, stretched)?;
    }
    Some(placed)
}
