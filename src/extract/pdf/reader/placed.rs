//! Where a glyph stands on the page: its box, its baseline, the way its text runs.

use crate::extract::pdf::page::{Area, Direction};

/// How far letters reach above and below the baseline, as a share of their size.
const ASCENT: f64 = 0.8;
const DESCENT: f64 = 0.22;
/// How far off an axis a text may run, as a slope, before it counts as slanted.
const SLANT: f64 = 0.1;

/// How the glyphs of a line stand, but for their place.
#[derive(Debug, Clone, Copy)]
pub struct Bearing {
    /// One point along the line.
    pub along: (f64, f64),
    /// The size of the type.
    pub size: f32,
    /// Which way the text runs.
    pub direction: Direction,
    /// The width of the em.
    wide: f64,
    /// How far a box reaches across the line from the origin: left, right, up, down.
    reach: [f64; 4],
    /// From the origin to the baseline, where glyphs are written one below the other.
    stem: Option<(f64, f64)>,
}

/// A glyph's box and bearings.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// Its box.
    pub area: Area,
    /// Where it stands, across its line.
    pub baseline: f32,
    /// The size of its type.
    pub size: f32,
    /// Which way its text runs.
    pub direction: Direction,
    /// Its origin.
    pub at: (f64, f64),
    /// One point along its line.
    pub along: (f64, f64),
    /// How far the next glyph is.
    pub advance: f64,
}

impl Bearing {
    /// Reads how glyphs stand from the two sides of the em as it comes out on the page. Where glyphs are `stretched`, the
    /// em is as wide as high.
    pub fn new([a, b, c, d]: [f64; 4], stretched: bool) -> Self {
        let wide = a.hypot(b);
        let turn = a * d - b * c;
        let size = turn.abs() / wide;
        let along = (a / wide, b / wide);
        // Up is square to the line, on the side to which the glyph points.
        let up = if turn < 0.0 { (along.1, -along.0) } else { (-along.1, along.0) };
        let (above, below) = (ASCENT * size, -DESCENT * size);
        Self {
            along,
            size: size as f32,
            direction: direction(along),
            wide: if stretched { size } else { wide },
            reach: [
                (up.0 * above).min(up.0 * below),
                (up.0 * above).max(up.0 * below),
                (up.1 * above).min(up.1 * below),
                (up.1 * above).max(up.1 * below),
            ],
            stem: None,
        }
    }

    /// Returns the bearing of glyphs that are written one below the other.
    pub fn vertical(self) -> Self {
        let [left, right, top, bottom] = self.reach;
        // The longer reach is the one upwards.
        let longer = |less: f64, more: f64| if -less > more { less } else { more };
        let up = (longer(left, right), longer(top, bottom));
        let size = up.0.hypot(up.1).max(f64::MIN_POSITIVE);
        let down = (-up.0 / size, -up.1 / size);
        let stem = (self.along.0 * DESCENT * self.wide, self.along.1 * DESCENT * self.wide);
        Self { direction: direction(down), stem: Some(stem), ..self }
    }

    /// Tells whether the em is about as wide as high.
    pub fn is_square(&self) -> bool {
        (self.wide - f64::from(self.size)).abs() < self.wide * 1e-3
    }

    /// Returns the bearing of larger or smaller type.
    pub fn scaled(self, scale: f64) -> Self {
        Self { size: (f64::from(self.size) * scale) as f32, reach: self.reach.map(|reach| reach * scale), ..self }
    }

    /// Returns the box of a glyph that is `width` ems wide, where it stands as nearly all do: on the baseline of a level line.
    #[inline]
    pub fn level(&self, (x, y): (f64, f64), width: f64) -> Option<Area> {
        let advance = self.wide * width;
        if self.along != (1.0, 0.0) || self.stem.is_some() || advance < 0.0 {
            return None;
        }
        let [left, right, top, bottom] = self.reach;
        let area = Area {
            x0: (x + left) as f32,
            y0: (y + top) as f32,
            x1: (x + advance + right) as f32,
            y1: (y + bottom) as f32,
        };
        is_sound(&area, self.size, advance).then_some(area)
    }

    /// Places a glyph that is `width` ems wide. Nothing comes out where anything is no number.
    pub fn place(&self, (mut x, mut y): (f64, f64), width: f64) -> Option<Placed> {
        let mut advance = self.wide * if self.stem.is_some() { 1.0 } else { width };
        if advance < 0.0 {
            (x, y, advance) = (x + self.along.0 * advance, y + self.along.1 * advance, -advance);
        }
        let (run, rise) = (self.along.0 * advance, self.along.1 * advance);
        let [left, right, top, bottom] = self.reach;
        let area = Area {
            x0: (x + run.min(0.0) + left) as f32,
            y0: (y + rise.min(0.0) + top) as f32,
            x1: (x + run.max(0.0) + right) as f32,
            y1: (y + rise.max(0.0) + bottom) as f32,
        };
        let stem = self.stem.map_or((x, y), |(dx, dy)| (x + dx, y + dy));
        let baseline = if matches!(self.direction, Direction::Down | Direction::Up) { stem.0 } else { stem.1 } as f32;
        let Self { along, size, direction, .. } = *self;
        let placed = Placed { area, baseline, size, direction, at: (x, y), along, advance };
        (is_sound(&area, size, advance) && baseline.is_finite()).then_some(placed)
    }
}

/// Tells whether every length of a glyph is a number, and its size one of type.
fn is_sound(area: &Area, size: f32, advance: f64) -> bool {
    let sum = area.x0 + area.y0 + area.x1 + area.y1 + size + advance as f32;
    sum.is_finite() && size > 0.0
}

/// Names a direction, of length one.
fn direction((x, y): (f64, f64)) -> Direction {
    match () {
        () if y.abs() < SLANT && x > 0.0 => Direction::Right,
        () if y.abs() < SLANT => Direction::Left,
        () if x.abs() < SLANT && y > 0.0 => Direction::Down,
        () if x.abs() < SLANT => Direction::Up,
        () => Direction::Slanted,
    }
}
