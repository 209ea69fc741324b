//! Which glyphs stand where: finds the one that was drawn before at the same place.
//!
//! A page is divided into cells, each a chain of the glyphs whose origin lies in it; so that looking one up takes no
//! longer on a full page than on an empty one.

use crate::extract::pdf::page::Area;

/// The width and height of a cell, in points.
const CELL: f32 = 9.0;
const PER_CELL: f32 = 1.0 / CELL;
/// The most cells along a side: the last ones are larger.
const MOST_CELLS: usize = 256;
/// The most glyphs of a cell that are looked at: where more lie on top of each other, nobody reads them.
const MOST_STEPS: u32 = 64;
const NONE: u32 = u32::MAX;

/// The places of the glyphs of a page.
#[derive(Debug, Default)]
pub struct Places {
    across: usize,
    down: usize,
    heads: Vec<u32>,
    next: Vec<u32>,
}

impl Places {
    /// Forgets all glyphs, for a page of this size.
    pub fn clear(&mut self, width: f32, height: f32) {
        self.across = cells(width);
        self.down = cells(height);
        self.heads.clear();
        self.heads.resize(self.across * self.down, NONE);
        self.next.clear();
    }

    /// Notes the next glyph: the first one is number 0.
    pub fn add(&mut self, x: f32, y: f32) {
        let number = u32::try_from(self.next.len()).unwrap_or(NONE);
        let cell = self.row(y) * self.across + self.column(x);
        let Some(head) = self.heads.get_mut(cell) else { return };
        self.next.push(*head);
        *head = number;
    }

    /// Returns the last glyph near a place for which `same` holds.
    pub fn find(&self, x: f32, y: f32, reach: f32, mut same: impl FnMut(usize) -> bool) -> Option<usize> {
        let (left, right) = (self.column(x - reach), self.column(x + reach));
        let (top, bottom) = (self.row(y - reach), self.row(y + reach));
        let cells = [(left, top, true), (right, top, right != left), (left, bottom, bottom != top)];
        let corner = (right, bottom, right != left && bottom != top);
        for (column, row, _) in cells.into_iter().chain([corner]).filter(|(.., look)| *look) {
            let mut glyph = self.heads.get(row * self.across + column).copied().unwrap_or(NONE);
            for _ in 0..MOST_STEPS {
                let Some(next) = self.next.get(glyph as usize) else { break };
                if same(glyph as usize) {
                    return Some(glyph as usize);
                }
                glyph = *next;
            }
        }
        None
    }

    /// Calls `visit` with every glyph whose cell lies in an area, and returns how many steps that took.
    pub fn visit(&self, area: &Area, mut visit: impl FnMut(usize)) -> u32 {
        let mut steps = 0;
        for row in self.row(area.y0)..=self.row(area.y1) {
            for column in self.column(area.x0)..=self.column(area.x1) {
                steps += 1;
                let mut glyph = self.heads.get(row * self.across + column).copied().unwrap_or(NONE);
                while let Some(next) = self.next.get(glyph as usize) {
                    steps += 1;
                    visit(glyph as usize);
                    glyph = *next;
                }
            }
        }
        steps
    }

    fn column(&self, x: f32) -> usize {
        ((x * PER_CELL).max(0.0) as usize).min(self.across.saturating_sub(1))
    }

    fn row(&self, y: f32) -> usize {
        ((y * PER_CELL).max(0.0) as usize).min(self.down.saturating_sub(1))
    }
}

fn cells(side: f32) -> usize {
    ((side / CELL) as usize + 1).clamp(1, MOST_CELLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_is_found_across_the_edge_of_a_cell() {
        let mut places = Places::default();
        places.clear(600.0, 800.0);
        places.add(8.9, 17.9);
        places.add(100.0, 100.0);
        assert_eq!(places.find(9.1, 18.1, 1.0, |_| true), Some(0));
        assert_eq!(places.find(9.1, 18.1, 1.0, |glyph| glyph == 7), None);
        assert_eq!(places.find(300.0, 300.0, 1.0, |_| true), None);
        places.clear(600.0, 800.0);
        assert_eq!(places.find(100.0, 100.0, 1.0, |_| true), None);
    }
}
