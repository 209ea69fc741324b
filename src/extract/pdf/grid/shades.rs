//! Which colour a cell is filled with.
//!
//! In: the areas filled on a page, in the order in which they are drawn. Out: for each cell the topmost colour that covers
//! most of it, be it in pieces; nothing for white. A mark behind some words of a cell is not its colour.

use throughline_parsers::pages::Colour;

use super::super::page::{Area, Fill, Page};
use super::Drawn;

/// The share of a cell that a colour must cover.
const MOST: f32 = 0.55;
/// How often areas are held against cells on one page, at most.
const BUDGET: usize = 4_000_000;

/// Returns the colour of a fill that is one: neither white nor nearly so.
pub fn colour(fill: &Fill) -> Option<Colour> {
    let [red, green, blue] = fill.colour;
    (fill.colour.iter().any(|part| *part < 250)).then_some(Colour(red, green, blue))
}

/// Tells whether `area` is the page itself rather than something on it.
pub fn is_page(area: &Area, page: &Page) -> bool {
    area.width() >= 0.95 * page.width && area.height() >= 0.9 * page.height
}

/// Gives each cell of `tables` its colour; returns false where the page has more fills than can be looked at.
pub fn shade(page: &Page, tables: &mut [Drawn]) -> bool {
    let mut budget = BUDGET;
    tables.iter_mut().all(|table| shade_table(page, table, &mut budget))
}

/// What is known of a cell's colour while fills are looked at from the topmost down.
#[derive(Clone, Default)]
struct Shade {
    settled: bool,
    /// Colours that cover a part of it, and how much they cover.
    parts: Vec<([u8; 3], f32)>,
}

/// How many colours are told apart in one cell.
const COLOURS: usize = 8;

impl Shade {
    /// Adds to what a colour covers; returns how much that is now.
    fn cover(&mut self, colour: [u8; 3], area: f32) -> f32 {
        if let Some(known) = self.parts.iter_mut().find(|known| known.0 == colour) {
            known.1 += area;
            return known.1;
        }
        if self.parts.len() < COLOURS {
            self.parts.push((colour, area));
        }
        area
    }
}

fn shade_table(page: &Page, table: &mut Drawn, budget: &mut usize) -> bool {
    let columns = table.columns.len().saturating_sub(1);
    let rows = table.rows.len().saturating_sub(1);
    let mut of_field = vec![usize::MAX; columns * rows];
    for (index, cell) in table.cells.iter().enumerate() {
        for row in cell.rows.clone() {
            let fields = row * columns + cell.columns.start..row * columns + cell.columns.end;
            of_field.get_mut(fields).into_iter().flatten().for_each(|field| *field = index);
        }
    }
    let mut shades = vec![Shade::default(); table.cells.len()];
    let mut unsettled = table.cells.len();
    for fill in page.fills.iter().rev() {
        if unsettled == 0 {
            break;
        }
        let area = &fill.area;
        let apart = area.x1 <= table.area.x0
            || table.area.x1 <= area.x0
            || area.y1 <= table.area.y0
            || table.area.y1 <= area.y0;
        *budget = match budget.checked_sub(1) {
            Some(left) => left,
            None => return false,
        };
        if apart || is_page(area, page) {
            continue;
        }
        for row in spanned(&table.rows, area.y0, area.y1) {
            for column in spanned(&table.columns, area.x0, area.x1) {
                let Some(&index) = of_field.get(row * columns + column) else { continue };
                let (Some(shade), Some(cell)) = (shades.get_mut(index), table.cells.get_mut(index)) else { continue };
                *budget = match budget.checked_sub(1) {
                    Some(left) => left,
                    None => return false,
                };
                if shade.settled {
                    continue;
                }
                let whole = extent(&table.columns, &cell.columns) * extent(&table.rows, &cell.rows);
                let part =
                    overlap(&table.columns, column, area.x0, area.x1) * overlap(&table.rows, row, area.y0, area.y1);
                if shade.cover(fill.colour, part) >= MOST * whole {
                    shade.settled = true;
                    unsettled -= 1;
                    cell.fill = colour(fill);
                }
            }
        }
    }
    true
}

/// Which of the spans between `edges` lie, in part, between `from` and `to`.
fn spanned(edges: &[f32], from: f32, to: f32) -> std::ops::Range<usize> {
    let first = edges.partition_point(|edge| *edge <= from).saturating_sub(1);
    let last = edges.partition_point(|edge| *edge < to).min(edges.len().saturating_sub(1));
    first..last.max(first)
}

fn extent(edges: &[f32], span: &std::ops::Range<usize>) -> f32 {
    match (edges.get(span.start), edges.get(span.end)) {
        (Some(from), Some(to)) => to - from,
        _ => 0.0,
    }
}

fn overlap(edges: &[f32], span: usize, from: f32, to: f32) -> f32 {
    match (edges.get(span), edges.get(span + 1)) {
        (Some(start), Some(end)) => (to.min(*end) - from.max(*start)).max(0.0),
        _ => 0.0,
    }
}
