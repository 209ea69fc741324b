//! Fields to cells, and words into them.
//!
//! In: a lattice. Out: cells that cover it without a gap or an overlap, and for each word the cell in which it stands.

use super::super::page::Direction;
use super::super::words::Word;
use super::DrawnCell;
use super::heights::middle;
use super::lattice::Lattice;

/// The cells of a lattice.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// Row by row, from left to right.
    pub list: Vec<DrawnCell>,
    /// For each field, row by row, the cell it belongs to.
    of_field: Vec<usize>,
    /// The edges of the columns and of the rows.
    xs: Vec<f32>,
    ys: Vec<f32>,
}

/// How far to the left of its cell a word may begin.
const OVERHANG: f32 = 2.0;

impl Cells {
    /// Makes cells of the fields of `lattice`: rectangles with no wall inside.
    pub fn new(lattice: &Lattice) -> Self {
        let (columns, rows) = (lattice.columns(), lattice.rows());
        let mut cells = Self {
            list: Vec::new(),
            of_field: vec![usize::MAX; columns * rows],
            xs: lattice.xs.clone(),
            ys: lattice.ys.clone(),
        };
        for row in 0..rows {
            for column in 0..columns {
                if cells.field(row, column).is_none() {
                    cells.grow(lattice, row, column);
                }
            }
        }
        cells
    }

    /// Makes the cell of which the upper left field is this one.
    fn grow(&mut self, lattice: &Lattice, row: usize, column: usize) {
        let mut right = column + 1;
        while right < lattice.columns() && !lattice.upright(row, right) && self.field(row, right).is_none() {
            right += 1;
        }
        let mut bottom = row + 1;
        while bottom < lattice.rows()
            && (column..right).all(|at| !lattice.level(bottom, at) && self.field(bottom, at).is_none())
            && (column + 1..right).all(|at| !lattice.upright(bottom, at))
        {
            bottom += 1;
        }
        for at in row..bottom {
            let fields = at * lattice.columns() + column..at * lattice.columns() + right;
            self.of_field.get_mut(fields).into_iter().flatten().for_each(|field| *field = self.list.len());
        }
        self.list.push(DrawnCell { rows: row..bottom, columns: column..right, ..DrawnCell::default() });
    }

    /// Returns the cell to which a field belongs.
    pub fn field(&self, row: usize, column: usize) -> Option<usize> {
        let columns = self.xs.len().saturating_sub(1);
        let index = self.of_field.get(row * columns + column).filter(|_| column < columns)?;
        (*index != usize::MAX).then_some(*index)
    }

    /// Returns the cell in which `word` stands. A word that runs over the edge of its cell belongs where it begins.
    pub fn holding(&self, word: &Word) -> Option<usize> {
        let row = place(&self.ys, middle(word))?;
        let (left, right) = (word.area.x0, word.area.x1);
        let centre = place(&self.xs, (left + right) / 2.0).and_then(|column| self.field(row, column));
        if word.direction != Direction::Right {
            return centre;
        }
        let inside = left + OVERHANG.max(0.15 * (right - left)).min((right - left) / 2.0);
        let begin = place(&self.xs, inside).and_then(|column| self.field(row, column));
        begin.or(centre)
    }
}

/// Between which two of `edges` a point lies.
pub fn place(edges: &[f32], at: f32) -> Option<usize> {
    let above = edges.partition_point(|edge| *edge <= at);
    (above > 0 && above < edges.len()).then(|| above - 1)
}
