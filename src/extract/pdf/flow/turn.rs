//! Pages printed sideways or upside down.
//!
//! In: a page. Out: the page turned for reading, and how it was turned. Text that runs another way than most of the page
//! stays turned.

use throughline_parsers::pages::Turned;

use super::super::page::{Area, Direction, Fill, Glyph, Page, Ruling};
use super::write::tenths;

/// Turns `page` where most of its text runs another way than from left to right.
pub fn upright(page: &Page) -> Option<(Page, Turned)> {
    let mut letters = [0_usize; 4];
    for glyph in &page.glyphs {
        if let Some(count) = quarters(glyph.direction).and_then(|at| letters.get_mut(usize::from(at))) {
            *count += 1;
        }
    }
    let all: usize = letters.iter().sum();
    let (most, quarters) = letters.into_iter().zip(0..).max_by_key(|&(count, at)| (count, std::cmp::Reverse(at)))?;
    // A stamp in the margin of a page that is otherwise drawn turns nothing.
    if quarters == 0 || most * 3 < all * 2 || most < 40 {
        return None;
    }
    let turn = Turn { quarters, width: page.width, height: page.height };
    let turned = Turned { page: page.number, quarters, width: tenths(page.width), height: tenths(page.height) };
    Some((turn.page(page), turned))
}

struct Turn {
    quarters: u8,
    width: f32,
    height: f32,
}

impl Turn {
    fn page(&self, page: &Page) -> Page {
        let (width, height) = if self.quarters == 2 { (page.width, page.height) } else { (page.height, page.width) };
        Page {
            width,
            height,
            glyphs: page.glyphs.iter().map(|glyph| self.glyph(glyph)).collect(),
            rulings: page.rulings.iter().map(|ruling| self.ruling(ruling)).collect(),
            fills: page.fills.iter().map(|fill| Fill { area: self.area(&fill.area), ..*fill }).collect(),
            dots: page.dots.iter().map(|dot| self.area(dot)).collect(),
            ..page.clone()
        }
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        match self.quarters {
            1 => (y, self.width - x),
            2 => (self.width - x, self.height - y),
            _ => (self.height - y, x),
        }
    }

    fn area(&self, area: &Area) -> Area {
        let (one, other) = (self.point(area.x0, area.y0), self.point(area.x1, area.y1));
        Area { x0: one.0.min(other.0), y0: one.1.min(other.1), x1: one.0.max(other.0), y1: one.1.max(other.1) }
    }

    fn glyph(&self, glyph: &Glyph) -> Glyph {
        let vertical = matches!(glyph.direction, Direction::Down | Direction::Up);
        let (x, y) = if vertical { self.point(glyph.baseline, 0.0) } else { self.point(0.0, glyph.baseline) };
        let stays = self.quarters == 2;
        Glyph {
            area: self.area(&glyph.area),
            baseline: if vertical == stays { x } else { y },
            direction: self.direction(glyph.direction),
            ..*glyph
        }
    }

    fn direction(&self, direction: Direction) -> Direction {
        match quarters(direction).map(|at| (at + 4 - self.quarters) % 4) {
            Some(0) => Direction::Right,
            Some(1) => Direction::Down,
            Some(2) => Direction::Left,
            Some(_) => Direction::Up,
            None => Direction::Slanted,
        }
    }

    fn ruling(&self, ruling: &Ruling) -> Ruling {
        let Ruling { at, from, to, .. } = *ruling;
        let (one, other) = match ruling.horizontal {
            true => (self.point(from, at), self.point(to, at)),
            false => (self.point(at, from), self.point(at, to)),
        };
        let horizontal = ruling.horizontal == (self.quarters == 2);
        let (at, from, to) = if horizontal { (one.1, one.0, other.0) } else { (one.0, one.1, other.1) };
        Ruling { horizontal, at, from: from.min(to), to: from.max(to), thickness: ruling.thickness }
    }
}

fn quarters(direction: Direction) -> Option<u8> {
    match direction {
        Direction::Right => Some(0),
        Direction::Down => Some(1),
        Direction::Left => Some(2),
        Direction::Up => Some(3),
        Direction::Slanted => None,
    }
}
