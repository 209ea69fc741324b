//! Glyphs as they are drawn to glyphs on the page: box, direction, letters; each counted once, and what cannot be seen
//! kept apart.

use hayro_interpret::DrawMode;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::kurbo::Affine;

use super::clip::Clip;
use super::fonts::{Fonts, Print};
use super::placed::{Bearing, Placed};
use super::places::Places;
use crate::extract::pdf::page::{Area, Glyph, Page};

/// How far apart, in sizes, two drawings of one letter may stand, and in advances along the line.
const SAME_PLACE: f64 = 0.13;
const SAME_ADVANCE: f64 = 0.5;
/// How far apart they stand, in sizes, where it makes the letter look bold.
const BOLDENING: f64 = 0.008;
/// How much of a glyph's box, on each side, may be out of sight.
const HIDDEN_EDGE: f32 = 0.3;
/// How much of a page's text, in per cent, may be seen where an unseen text layer is taken for what is on an image.
const SEEN_ON_SCAN: usize = 20;
/// The largest type that is looked for where something is drawn over it.
const FARTHEST: f32 = 100.0;
/// The most bytes that one glyph may stand for.
const LONGEST: usize = 255;

/// The glyphs of a page that is being drawn.
pub struct Glyphs<'c, 'a> {
    fonts: &'c mut Fonts<'a>,
    places: &'c mut Places,
    /// What is invisible, with its letters: a scan's text layer, perhaps.
    layer: Vec<Glyph>,
    layer_text: String,
    /// The size of the largest type.
    largest: f32,
    /// Whether text was covered.
    covered: bool,
}

/// What there is to say of the glyphs of a page.
pub struct Tally {
    /// How many can be seen whose letters are unknown.
    pub unknown: usize,
    /// How many can be seen, white space aside.
    pub all: usize,
    /// Whether invisible text was taken for that of the page, which is a scan.
    pub layer: bool,
    /// Whether text was left out because something was drawn over it.
    pub covered: bool,
}

/// How a run is drawn.
#[derive(Clone, Copy)]
pub struct Look {
    /// Whether its paint can be seen.
    pub seen: bool,
    /// Whether it is drawn by its outlines.
    pub stroked: bool,
}

impl<'c, 'a> Glyphs<'c, 'a> {
    /// Starts with none.
    pub fn new(fonts: &'c mut Fonts<'a>, places: &'c mut Places) -> Self {
        Self { fonts, places, layer: Vec::new(), layer_text: String::new(), largest: 0.0, covered: false }
    }

    /// Adds the glyphs of a run to the page.
    pub fn run(&mut self, page: &mut Page, run: &GlyphRun<'_, 'a>, transform: Affine, look: Look, clip: &Clip) {
        let Some(first) = run.glyphs().first() else { return };
        let font = self.fonts.of(first);
        let hidden_before = page.hidden.len();
        let layer_before = self.layer_text.len();
        let mut stand = Stand::new(run, transform);
        // A run that was drawn before was so at both ends.
        let ends = [first, run.glyphs().last().unwrap_or(first)];
        let again = look.seen && ends.into_iter().any(|glyph| self.is_double(page, font, glyph, &mut stand));
        page.glyphs.reserve(run.glyphs().len());
        let first_time = look.seen && !again;
        for glyph in run.glyphs() {
            let (at, print) = stand.meet(self.fonts, font, glyph);
            if first_time
                && let Some(letter) = print.plain
                && let Drawn::Outline(_) = &**glyph
                && let Some(area) = stand.bearing.level(at, f64::from(print.width))
                && clip.shows(&core(&area))
                && let Ok(start) = u32::try_from(page.text.len())
            {
                // Nearly all are plain letters on a level line, and come this way, which is short.
                let Bearing { size, direction, .. } = stand.bearing;
                page.text.push(char::from(letter));
                let baseline = at.1 as f32;
                page.glyphs.push(Glyph { start, length: 1, font, area, baseline, size, direction });
                self.largest = self.largest.max(size);
                self.places.add(at.0 as f32, baseline);
                continue;
            }
            let placed = stand.place(glyph, at, print);
            let letters = self.fonts.text(print);
            if letters.is_empty() {
                continue;
            }
            let Some(placed) = placed.filter(|placed| clip.shows(&core(&placed.area))) else {
                page.hidden.push_str(letters);
                continue;
            };
            if !look.seen {
                add(&mut self.layer, &mut self.layer_text, font, &placed, letters);
                continue;
            }
            if again && let Some(double) = double(self.places, page, &placed, letters) {
                embolden(self.fonts, page, double, &placed, look.stroked);
                continue;
            }
            self.largest = self.largest.max(placed.size);
            for _ in 0..add(&mut page.glyphs, &mut page.text, font, &placed, letters) {
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

    /// Takes out what an area that nothing shines through was drawn over, and returns how much work that was.
    pub fn cover(&mut self, page: &mut Page, area: &Area) -> u32 {
        if page.glyphs.is_empty() {
            return 0;
        }
        // A glyph is noted by its origin, which may lie outside.
        let reach = self.largest.min(FARTHEST);
        let Area { x0, y0, x1, y1 } = *area;
        let near = Area { x0: x0 - reach, y0: y0 - reach, x1: x1 + reach, y1: y1 + reach };
        let mut below = Vec::new();
        let work = self.places.visit(&near, |number| {
            if let Some(glyph) = page.glyphs.get(number).filter(|glyph| glyph.length > 0) {
                let core = core(&glyph.area);
                if area.contains(core.x0, core.y0) && area.contains(core.x1, core.y1) {
                    below.push(number);
                }
            }
        });
        below.sort_unstable();
        for number in &below {
            let Some(glyph) = page.glyphs.get_mut(*number) else { continue };
            let start = glyph.start as usize;
            let letters = page.text.get(start..start + usize::from(glyph.length)).unwrap_or("");
            self.covered |= !letters.trim().is_empty();
            page.hidden.push_str(letters);
            glyph.length = 0;
        }
        if !below.is_empty() {
            page.hidden.push(' ');
        }
        work
    }

    /// Decides what becomes of the invisible text, and counts.
    pub fn finish(mut self, page: &mut Page, scan: bool) -> Tally {
        page.glyphs.retain(|glyph| glyph.length > 0);
        let (mut unknown, mut all) = count(page);
        let layer = scan && !self.layer.is_empty() && all * 100 <= self.layer.len() * SEEN_ON_SCAN;
        if layer {
            let shift = u32::try_from(page.text.len()).unwrap_or(u32::MAX);
            page.text.push_str(&self.layer_text);
            self.layer.iter_mut().for_each(|glyph| glyph.start = glyph.start.saturating_add(shift));
            page.glyphs.append(&mut self.layer);
            (unknown, all) = count(page);
        } else {
            page.hidden.push_str(&self.layer_text);
        }
        Tally { unknown, all, layer, covered: self.covered }
    }

    fn is_double(&mut self, page: &Page, font: u16, glyph: &PositionedGlyph<'a>, stand: &mut Stand) -> bool {
        let (at, print) = stand.meet(self.fonts, font, glyph);
        let placed = stand.place(glyph, at, print);
        placed.is_some_and(|placed| double(self.places, page, &placed, self.fonts.text(print)).is_some())
    }
}

/// How the glyphs of a run stand: worked out anew only where it changes.
struct Stand {
    transform: Affine,
    vertical: bool,
    stretched: bool,
    /// The sides of the em of the last glyph, in the run's own terms.
    sides: [f64; 4],
    bearing: Bearing,
    /// Whether the widths of its glyphs may be remembered.
    plain: bool,
}

impl Stand {
    fn new(run: &GlyphRun<'_, '_>, transform: Affine) -> Self {
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stretched = is_stretched(run.glyphs());
        let sides = run.glyphs().first().map_or([0.0; 4], sides);
        let (bearing, plain) = Self::bearing(sides, transform, vertical, stretched);
        Self { transform, vertical, stretched, sides, bearing, plain }
    }

    fn bearing([a, b, c, d]: [f64; 4], transform: Affine, vertical: bool, stretched: bool) -> (Bearing, bool) {
        let [ta, tb, tc, td, ..] = transform.as_coeffs();
        // A glyph is a thousand units high.
        let sides = [ta * a + tc * b, tb * a + td * b, ta * c + tc * d, tb * c + td * d];
        let bearing = Bearing::new(sides.map(|side| side * 1000.0), stretched);
        let bearing = if vertical { bearing.vertical() } else { bearing };
        (bearing, bearing.is_square() && !stretched)
    }

    /// Turns to the next glyph. Returns its origin, and what it prints.
    #[inline]
    fn meet<'a>(&mut self, fonts: &mut Fonts<'a>, font: u16, glyph: &PositionedGlyph<'a>) -> ((f64, f64), Print) {
        let [a, b, c, d, x, y] = glyph.transform().as_coeffs();
        let sides = [a, b, c, d];
        if sides != self.sides {
            self.sides = sides;
            (self.bearing, self.plain) = Self::bearing(sides, self.transform, self.vertical, self.stretched);
        }
        let [ta, tb, tc, td, tx, ty] = self.transform.as_coeffs();
        let at = (ta * x + tc * y + tx, tb * x + td * y + ty);
        (at, fonts.print(font, glyph, self.plain))
    }

    /// Places the glyph that was met last.
    fn place(&self, glyph: &PositionedGlyph<'_>, at: (f64, f64), print: Print) -> Option<Placed> {
        let placed = self.bearing.place(at, f64::from(print.width));
        if let Drawn::Type3(_) = &**glyph
            && let Some(small) = placed
            && small.advance > f64::from(small.size) * 3.0
        {
            // The size is in the font's own matrix, and out of reach.
            let scale = small.advance / f64::from(small.size);
            return self.bearing.scaled(scale).place(at, f64::from(print.width));
        }
        placed
    }
}

/// Returns the sides of a glyph's em.
fn sides(glyph: &PositionedGlyph<'_>) -> [f64; 4] {
    let [a, b, c, d, ..] = glyph.transform().as_coeffs();
    [a, b, c, d]
}

/// Tells whether glyphs are drawn wider or narrower, each by itself, to fill the width that the file claims: a font that
/// stands in for a missing one.
fn is_stretched(glyphs: &[PositionedGlyph<'_>]) -> bool {
    let side = |glyph: &PositionedGlyph<'_>| {
        let [a, b, ..] = glyph.transform().as_coeffs();
        (a, b)
    };
    let Some(first) = glyphs.first().map(side) else { return false };
    let off = |(a, b): (f64, f64)| (a - first.0).abs() + (b - first.1).abs();
    glyphs.iter().any(|glyph| off(side(glyph)) > (first.0.abs() + first.1.abs()) * 0.01)
}

/// Returns the glyph that was drawn before with the same letters at the same place.
fn double(places: &Places, page: &Page, placed: &Placed, letters: &str) -> Option<usize> {
    let reach = SAME_PLACE * f64::from(placed.size);
    places.find(placed.at.0 as f32, placed.at.1 as f32, reach as f32, |number| {
        let Some(glyph) = page.glyphs.get(number) else { return false };
        let (dx, dy) = offset(glyph, placed);
        let along = (dx * placed.along.0 + dy * placed.along.1).abs();
        let across = (dy * placed.along.0 - dx * placed.along.1).abs();
        glyph.direction == placed.direction
            && across <= reach
            && along <= reach.min(placed.advance * SAME_ADVANCE).max(0.01)
            && (glyph.size - placed.size).abs() < placed.size * 0.1
            && page.letters(glyph) == letters
    })
}

/// Makes a glyph bold that was drawn a second time to look so.
fn embolden(fonts: &mut Fonts<'_>, page: &mut Page, double: usize, placed: &Placed, stroked: bool) {
    let Some(glyph) = page.glyphs.get_mut(double) else { return };
    let (dx, dy) = offset(glyph, placed);
    if stroked || dx.hypot(dy) > BOLDENING * f64::from(placed.size) {
        glyph.font = fonts.bold(glyph.font);
    }
}

/// Returns how far the box of `placed` is from that of `glyph`.
fn offset(glyph: &Glyph, placed: &Placed) -> (f64, f64) {
    (f64::from(placed.area.x0 - glyph.area.x0), f64::from(placed.area.y0 - glyph.area.y0))
}

/// Adds a glyph, and returns as how many it counts: one, unless its letters are very many.
fn add(glyphs: &mut Vec<Glyph>, text: &mut String, font: u16, placed: &Placed, letters: &str) -> usize {
    let before = glyphs.len();
    let Placed { area, baseline, size, direction, .. } = *placed;
    if let (Ok(start), Ok(length)) = (u32::try_from(text.len()), u8::try_from(letters.len())) {
        // Nearly always it is one letter, and nearly always a plain one.
        match *letters.as_bytes() {
            [letter] => text.push(char::from(letter)),
            _ => text.push_str(letters),
        }
        glyphs.push(Glyph { start, length, font, area, baseline, size, direction });
        return 1;
    }
    let mut rest = letters;
    while !rest.is_empty() {
        let end = (0..=LONGEST.min(rest.len())).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(0);
        let (now, later) = rest.split_at(end);
        let (Ok(start), Ok(length)) = (u32::try_from(text.len()), u8::try_from(now.len())) else { break };
        text.push_str(now);
        glyphs.push(Glyph { start, length, font, area, baseline, size, direction });
        rest = later;
    }
    glyphs.len() - before
}

/// Counts the glyphs whose letters are unknown, and all but white space.
fn count(page: &Page) -> (usize, usize) {
    let text = page.text.as_bytes();
    page.glyphs.iter().fold((0, 0), |(unknown, all), glyph| match text.get(glyph.start as usize) {
        Some(b' ') if glyph.length == 1 => (unknown, all),
        // The first byte of U+FFFD.
        Some(0xef) if page.letters(glyph) == "\u{fffd}" => (unknown + 1, all + 1),
        _ => (unknown, all + 1),
    })
}

/// Returns the middle of a box: what must be seen of a letter.
fn core(area: &Area) -> Area {
    let (dx, dy) = (area.width() * HIDDEN_EDGE, area.height() * HIDDEN_EDGE);
    Area { x0: area.x0 + dx, y0: area.y0 + dy, x1: area.x1 - dx, y1: area.y1 - dy }
}

/// Says how a run is drawn in this mode, by a paint that can be seen or not.
pub fn look(mode: &DrawMode, paint: bool) -> Look {
    Look { seen: paint && !matches!(mode, DrawMode::Invisible), stroked: matches!(mode, DrawMode::Stroke(_)) }
}
