//! Rulings and shading to tables.
//!
//! In: a page and its words. Out: the tables drawn on it, each word of theirs in one cell. What a table means is left to
//! the parsers; a frame around text, a line under a heading, a box in a chart are no tables.

mod bands;
mod cells;
mod ends;
mod heights;
mod judge;
mod ladders;
mod lattice;
pub mod legend;
mod lines;
mod marks;
mod mending;
mod parts;
#[cfg(test)]
mod properties;
mod rows;
mod rules;
#[cfg(test)]
mod sample;
mod shades;
mod stacked;
mod steps;
#[cfg(test)]
mod tests;
mod uprights;

use std::ops::Range;

use throughline_parsers::pages::Colour;

use bands::Band;
use cells::Cells;
use heights::Heights;
use lattice::Lattice;

use super::page::{Area, Page};
use super::words::Words;

/// A table drawn on a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawn {
    /// The area that it takes up.
    pub area: Area,
    /// The x of the edges of its columns: one more than there are columns.
    pub columns: Vec<f32>,
    /// The y of the edges of its rows: one more than there are rows.
    pub rows: Vec<f32>,
    /// Its cells, row by row and from left to right; empty ones included.
    pub cells: Vec<DrawnCell>,
    /// Whether the first row has no ruling above it.
    pub open_above: bool,
    /// Whether the last row has no ruling below it.
    pub open_below: bool,
}

/// A cell of a drawn table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DrawnCell {
    /// The rows it takes up.
    pub rows: Range<usize>,
    /// The columns it takes up.
    pub columns: Range<usize>,
    /// The words in it, as indexes, in the order in which they are drawn.
    pub words: Vec<usize>,
    /// The colour it is filled with.
    pub fill: Option<Colour>,
}

/// Finds the tables drawn on `page`, from top to bottom.
pub fn tables(page: &Page, words: &Words) -> Vec<Drawn> {
    find(page, words).0
}

/// Finds the tables drawn on `page`, and says what of the page was too much to be looked at.
pub fn find(page: &Page, words: &Words) -> (Vec<Drawn>, Option<String>) {
    let mut rules = rules::rules(page);
    let left_out = rules.left_out;
    let heights = Heights::new(words);
    marks::drop_marks(&mut rules, &heights);
    let (bands, many_bands) = bands::bands(page);
    let parts = parts::parts(rules);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut loose = parts.across;
    for part in &parts.crossed {
        let before = candidates.len();
        for mut lattice in Lattice::ruled(part, &heights).map(stacked::split).unwrap_or_default() {
            if lattice.columns() > 1 {
                lattice = mending::add_levels(lattice, &bands);
                mending::carry_columns(&mut lattice, &heights);
                candidates.extend(Candidate::judged(lattice, &heights, page));
            }
        }
        if candidates.len() == before {
            loose.extend(&part.across);
        }
    }
    for lattice in uprights::lattices(&parts.down, &heights) {
        candidates.extend(Candidate::judged(mending::add_levels(lattice, &bands), &heights, page));
    }
    let areas: Vec<Area> = candidates.iter().take(MOST_TABLES).map(Candidate::area).collect();
    let free = |x: f32, y: f32| !areas.iter().any(|area| area.contains(x, y));
    loose.retain(|rule| free((rule.from + rule.to) / 2.0, rule.at));
    let bands: Vec<Band> = bands
        .into_iter()
        .filter(|band| free((band.area.x0 + band.area.x1) / 2.0, (band.area.y0 + band.area.y1) / 2.0))
        .collect();
    let ladders = ladders::ladders(&loose, &bands);
    for lattice in ladders.iter().take(MOST_LADDERS).flat_map(|ladder| rows::lattices(ladder, &heights)) {
        candidates.extend(Candidate::judged(lattice, &heights, page));
    }
    let crowded = candidates.len().saturating_sub(MOST_TABLES);
    let mut tables = settle(candidates, words.list.len());
    let shaded = shades::shade(page, &mut tables);
    let problem = (left_out > 0 || crowded > 0 || !shaded || many_bands).then(|| {
        format!("more is drawn on it than can be looked at: {left_out} rules and {crowded} tables were left out")
    });
    (tables, problem)
}

/// How many tables a page may have.
const MOST_TABLES: usize = 200;
/// How many ladders of a page are looked at.
const MOST_LADDERS: usize = 40;

/// What may be a table.
struct Candidate {
    lattice: Lattice,
    cells: Cells,
    /// How many words stand in it.
    words: usize,
}

impl Candidate {
    /// Returns `lattice` with its words where it is a table.
    fn judged(lattice: Lattice, heights: &Heights<'_>, page: &Page) -> Option<Self> {
        Self::new(lattice, heights).filter(|found| judge::is_table(found, page))
    }

    /// Makes cells of `lattice` and puts the words into them.
    fn new(lattice: Lattice, heights: &Heights<'_>) -> Option<Self> {
        let (top, bottom) = (*lattice.ys.first()?, *lattice.ys.last()?);
        let mut cells = Cells::new(&lattice);
        let mut words = 0;
        for (index, word) in heights.between(top, bottom) {
            if let Some(cell) = cells.holding(word).and_then(|cell| cells.list.get_mut(cell)) {
                cell.words.push(index);
                words += 1;
            }
        }
        Some(Self { lattice, cells, words })
    }

    fn area(&self) -> Area {
        let ends = |edges: &[f32]| (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (ends(&self.lattice.xs), ends(&self.lattice.ys));
        Area { x0, y0, x1, y1 }
    }

    /// Returns the height of its tallest row.
    fn tallest(&self) -> f32 {
        let ys = &self.lattice.ys;
        ys.iter().zip(ys.iter().skip(1)).map(|(upper, lower)| lower - upper).fold(0.0, f32::max)
    }

    /// Returns the cell inside of which `area` lies.
    fn cell_around(&self, area: &Area) -> Option<usize> {
        const INSIDE: f32 = 2.0;
        let at = |x: f32, y: f32| {
            let column = cells::place(&self.lattice.xs, x)?;
            self.cells.field(cells::place(&self.lattice.ys, y)?, column)
        };
        let one = at(area.x0 + INSIDE, area.y0 + INSIDE)?;
        (at(area.x1 - INSIDE, area.y1 - INSIDE)? == one).then_some(one)
    }
}

/// Keeps tables, not what is nested in them, and gives each word to one of them.
fn settle(mut candidates: Vec<Candidate>, words: usize) -> Vec<Drawn> {
    let size = |area: Area| area.width() * area.height();
    candidates.sort_by(|a, b| size(b.area()).total_cmp(&size(a.area())));
    candidates.truncate(MOST_TABLES);
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let area = candidate.area();
        match kept.iter().position(|outer| outer.cell_around(&area).is_some()) {
            None => kept.push(candidate),
            // A few boxes around a whole table only arrange the page.
            Some(outer) if kept.get(outer).is_some_and(|outer| judge::arranges(outer, &candidate)) => {
                kept.remove(outer);
                kept.push(candidate);
            }
            Some(_) => {}
        }
    }
    // Where two lie over each other, the one that knows the rows apart has the words.
    kept.sort_by(|a, b| a.tallest().total_cmp(&b.tallest()));
    let mut taken = vec![false; words];
    let mut tables: Vec<Drawn> = kept.into_iter().map(|candidate| draw(candidate, &mut taken)).collect();
    tables.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0).then(a.area.x0.total_cmp(&b.area.x0)));
    tables
}

/// Writes a candidate down, without the words that are `taken`.
fn draw(candidate: Candidate, taken: &mut [bool]) -> Drawn {
    let area = candidate.area();
    let Candidate { lattice, cells, .. } = candidate;
    let mut cells = cells.list;
    for cell in &mut cells {
        cell.words.retain(|&word| taken.get_mut(word).is_some_and(|taken| !std::mem::replace(taken, true)));
        cell.words.sort_unstable();
    }
    let Lattice { xs, ys, open_above, open_below, .. } = lattice;
    Drawn { area, columns: xs, rows: ys, cells, open_above, open_below }
}
