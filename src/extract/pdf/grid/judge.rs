//! What of that which is ruled is a table.
//!
//! In: cells with their words. Out: whether they are a table: not a frame, a note in a box, a form's boxes, an axis or the
//! boxes and arrows of a drawing.

use super::super::page::Page;
use super::Candidate;

/// The share of the page's width that a table of one row takes up at least.
const WIDE: f32 = 0.45;
/// The share of the sides between cells that may lack a rule.
const LEAKS: f32 = 0.25;

/// Tells whether `found` is a table.
pub fn is_table(found: &Candidate, page: &Page) -> bool {
    let lattice = &found.lattice;
    let mut worded = vec![0_usize; lattice.columns()];
    let mut full_row = false;
    let mut row = (usize::MAX, 0, 0); // the row at hand, its cells, those with words
    for cell in &found.cells.list {
        if row.0 != cell.rows.start {
            row = (cell.rows.start, 0, 0);
        }
        row.1 += 1;
        if !cell.words.is_empty() {
            row.2 += 1;
            if let Some(count) = worded.get_mut(cell.columns.start) {
                *count += 1;
            }
        }
        full_row |= row.2 >= 2 && row.2 * 2 > row.1;
    }
    let columns = worded.iter().filter(|count| **count > 0).count();
    let cells: usize = worded.iter().sum();
    // A page may hold nothing but one row that goes on, with words in one of its columns.
    let alone = lattice.rows() == 1 && lattice.columns() >= 3 && columns == 1;
    (columns >= 2 || alone)
        && (full_row || alone || cells * 4 >= found.cells.list.len())
        && (lattice.rows() > 1 || is_wide_row(found, page))
        && leaks(found) <= LEAKS
}

/// Tells whether `outer` only arranges the page around the table `inner`.
pub fn arranges(outer: &Candidate, inner: &Candidate) -> bool {
    inner.cells.list.len() > outer.cells.list.len() && inner.words * 5 >= outer.words * 3
}

/// Tells whether a single row is as wide as a table, and not a comb of boxes for letters.
fn is_wide_row(found: &Candidate, page: &Page) -> bool {
    let narrow = found.lattice.xs.windows(2).filter(|pair| matches!(pair, [from, to] if to - from < 16.0)).count();
    found.area().width() >= WIDE * page.width && narrow * 2 <= found.lattice.columns()
}

/// Returns which share of the sides between different cells has no rule: cells that had to be made of odd shapes.
fn leaks(found: &Candidate) -> f32 {
    let (lattice, cells) = (&found.lattice, &found.cells);
    let length = |edges: &[f32], at: usize| match (edges.get(at), edges.get(at + 1)) {
        (Some(from), Some(to)) => to - from,
        _ => 0.0,
    };
    let (mut all, mut open) = (0.0_f32, 0.0_f32);
    for row in 0..lattice.rows() {
        for column in 0..lattice.columns() {
            let here = cells.field(row, column);
            let sides = [
                (column + 1 < lattice.columns(), cells.field(row, column + 1), lattice.upright(row, column + 1)),
                (row + 1 < lattice.rows(), cells.field(row + 1, column), lattice.level(row + 1, column)),
            ];
            let lengths = [length(&lattice.ys, row), length(&lattice.xs, column)];
            for ((inner, there, wall), length) in sides.into_iter().zip(lengths) {
                if inner && here != there {
                    all += length;
                    open += if wall { 0.0 } else { length };
                }
            }
        }
    }
    if all > 0.0 { open / all } else { 0.0 }
}
