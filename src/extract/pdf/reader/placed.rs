//! Where a glyph stands on the page: its box, its baseline, the way its text runs.

use crate::extract::pdf::page::{Area, Direction};

/// How far letters reach above and below the baseline, as a share of their size.
const ASCENT: f64 = 0.8;
const DESCENT: f64 = 0.22;

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

impl Placed {
    /// Places a glyph of a line. `em` takes a square of one by one, the em, to the page; `width` is that of the glyph in
    /// ems. Where the glyph is `stretched`, the em is as wide as high. Nothing comes out where anything is no number.
    pub fn horizontal(em: [f64; 6], width: f64, stretched: bool) -> Option<Self> {
        let [a, b, _, _, mut x, mut y] = em;
        let (wide, size) = (a.hypot(b), height(em));
        let along = (a / wide, b / wide);
        let up = up(em);
        let mut advance = width * if stretched { size } else { wide };
        if advance < 0.0 {
            (x, y, advance) = (x + along.0 * advance, y + along.1 * advance, -advance);
        }
        let area = boxed((x, y), along, up, advance, size);
        Self { area, baseline: 0.0, size: size as f32, direction: direction(along), at: (x, y), along, advance }
            .standing((x, y))
    }

    /// Places a glyph of a column that is written from top to bottom.
    pub fn vertical(em: [f64; 6]) -> Option<Self> {
        let [a, b, _, _, x, y] = em;
        let (wide, size) = (a.hypot(b), height(em));
        let along = (a / wide, b / wide);
        let up = up(em);
        let down = (-up.0, -up.1);
        let area = boxed((x, y), along, up, wide, size);
        let stem = (x + along.0 * DESCENT * wide, y + along.1 * DESCENT * wide);
        Self {
            area,
            baseline: 0.0,
            size: size as f32,
            direction: direction(down),
            at: (x, y),
            along: down,
            advance: size,
        }
        .standing(stem)
    }

    fn standing(mut self, (x, y): (f64, f64)) -> Option<Self> {
        self.baseline = if matches!(self.direction, Direction::Down | Direction::Up) { x } else { y } as f32;
        let Area { x0, y0, x1, y1 } = self.area;
        let numbers = [x0, y0, x1, y1, self.baseline, self.size, self.advance as f32];
        (numbers.iter().all(|number| number.is_finite()) && self.size > 0.0).then_some(self)
    }
}

/// Returns how high the em is, square to the line.
fn height([a, b, c, d, ..]: [f64; 6]) -> f64 {
    (a * d - b * c).abs() / a.hypot(b)
}

/// Returns one point upwards: square to the line, on the side to which the glyph points.
fn up([a, b, c, d, ..]: [f64; 6]) -> (f64, f64) {
    let wide = a.hypot(b);
    let side = if a * d - b * c < 0.0 { -1.0 } else { 1.0 };
    (-b / wide * side, a / wide * side)
}

fn boxed((x, y): (f64, f64), along: (f64, f64), up: (f64, f64), advance: f64, size: f64) -> Area {
    let (above, below) = (ASCENT * size, -DESCENT * size);
    let corner = |run: f64, rise: f64| {
        let (x, y) = ((x + along.0 * run + up.0 * rise) as f32, (y + along.1 * run + up.1 * rise) as f32);
        Area { x0: x, y0: y, x1: x, y1: y }
    };
    corner(0.0, above).union(&corner(0.0, below)).union(&corner(advance, above)).union(&corner(advance, below))
}

/// Names a direction, of length one.
fn direction((x, y): (f64, f64)) -> Direction {
    const SLANT: f64 = 0.1;
    match () {
        () if y.abs() < SLANT && x > 0.0 => Direction::Right,
        () if y.abs() < SLANT => Direction::Left,
        () if x.abs() < SLANT && y > 0.0 => Direction::Down,
        () if x.abs() < SLANT => Direction::Up,
        () => Direction::Slanted,
    }
}
