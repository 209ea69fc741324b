//! A drawn table as rows of pieces: what stands in each of its cells, read and ready to be sorted.
//!
//! In: a grid and the lines. Out: a [`Sheet`]. A cell that spans rows stands in each of them, marked as shared below the
//! first. What does not fit the grid's own measure is left out, and its lines stay free.

use std::ops::Range;

use super::tall;
use crate::cell::Cell;
use crate::pages::{Colour, Grid, GridCell, Pages};
use crate::reading::Reading;
use crate::span::Span;

/// One drawn table of one page.
#[derive(Debug)]
pub struct Sheet {
    /// The page, counted from 0.
    pub page: u32,
    /// The edges of its columns.
    pub edges: Vec<i32>,
    /// Its rows, from top to bottom.
    pub stripes: Vec<Stripe>,
    /// The lines it takes up.
    pub lines: Range<usize>,
    /// Whether its first row may go on from the page before.
    pub open_above: bool,
    /// Whether its last row may go on on the next page.
    pub open_below: bool,
}

/// One row of a drawn table.
#[derive(Debug, Clone, Default)]
pub struct Stripe {
    /// Its cells, from left to right.
    pub pieces: Vec<Piece>,
}

/// One cell, as it stands in one row.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// What stands in it.
    pub cell: Cell,
    /// The columns of the grid that it takes up.
    pub columns: Range<usize>,
    /// How many rows it takes up, from this one on.
    pub height: usize,
    /// The colour it is filled with.
    pub fill: Option<Colour>,
    /// Whether all of it is set in bold.
    pub bold: bool,
    /// Whether it stands in a row above as well.
    pub shared: bool,
}

impl Sheet {
    /// Reads the cells of `grid`.
    pub fn of(reading: &Reading<'_>, pages: &Pages, grid: &Grid) -> Self {
        let width = grid.columns.len().saturating_sub(1);
        let height = grid.edges.len().saturating_sub(1);
        let mut stripes = vec![Stripe::default(); height];
        let mut lines: Option<Range<usize>> = None;
        for drawn in &grid.cells {
            let columns = drawn.columns.start..drawn.columns.end.min(width);
            let rows = drawn.rows.start..drawn.rows.end.min(height);
            if columns.is_empty() || rows.is_empty() {
                continue;
            }
            let piece = piece(reading, pages, drawn, columns, rows.len());
            if let (Some(first), Some(last)) = (piece.cell.spans.first(), piece.cell.spans.last()) {
                let (first, last) = (first.line as usize, last.line as usize + 1);
                let range = lines.get_or_insert(first..last);
                *range = range.start.min(first)..range.end.max(last);
            }
            for (depth, stripe) in stripes.iter_mut().skip(rows.start).take(rows.len()).enumerate().skip(1) {
                let height = rows.len() - depth;
                stripe.pieces.push(Piece { height, shared: true, ..piece.clone() });
            }
            if let Some(stripe) = stripes.get_mut(rows.start) {
                stripe.pieces.push(piece);
            }
        }
        for stripe in &mut stripes {
            stripe.pieces.sort_by_key(|piece| piece.columns.start);
        }
        Self {
            page: grid.page,
            edges: grid.columns.clone(),
            stripes: tall::split(reading, pages, stripes),
            lines: lines.unwrap_or_default(),
            open_above: grid.open_above,
            open_below: grid.open_below,
        }
    }

    /// Returns how many columns it has.
    pub fn width(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }
}

impl Stripe {
    /// Returns the piece that takes up column `column`.
    pub fn at(&self, column: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.columns.contains(&column))
    }

    /// Iterates over the pieces with something in them that begin in this row.
    pub fn own(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| !piece.shared && !piece.cell.is_empty())
    }

    /// Returns the only piece with something in it, where it takes up all of `width` columns, or all but the first.
    pub fn banner(&self, width: usize) -> Option<&Piece> {
        let mut full = self.pieces.iter().filter(|piece| !piece.cell.is_empty());
        let piece = full.next().filter(|piece| !piece.shared)?;
        let wide = piece.columns.len() >= 2 && piece.columns.len() + 1 >= width && piece.columns.end == width;
        (full.next().is_none() && wide).then_some(piece)
    }
}

impl Piece {
    /// Returns its wording.
    pub fn text(&self) -> &str {
        &self.cell.text
    }

    /// Puts it together afresh from `spans`, pieces of what stood in it.
    pub fn of_spans(&self, spans: Vec<Span>, reading: &Reading<'_>, pages: &Pages) -> Self {
        let bold = is_bold(&spans, pages);
        Self { cell: Cell::from_spans(spans, &reading.lines), bold, ..self.clone() }
    }
}

fn piece(reading: &Reading<'_>, pages: &Pages, drawn: &GridCell, columns: Range<usize>, height: usize) -> Piece {
    let lines = drawn.lines.start..drawn.lines.end.min(reading.lines.len());
    let spans: Vec<Span> =
        lines.filter(|&line| !reading.lines.is_blank(line)).map(|line| reading.lines.trimmed(line)).collect();
    let bold = is_bold(&spans, pages);
    let cell = Cell::from_spans(spans, &reading.lines);
    Piece { cell, columns, height, fill: drawn.fill, bold, shared: false }
}

fn is_bold(spans: &[Span], pages: &Pages) -> bool {
    !spans.is_empty() && spans.iter().all(|span| pages.lines.get(span.line as usize).is_some_and(|line| line.bold))
}
