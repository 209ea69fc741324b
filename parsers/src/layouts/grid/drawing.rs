//! Pages for tests: lines and drawn tables written down as wordings, laid out one below the other.
//!
//! In a table, `<` goes on from the cell to the left, `^` from the cell above; a cell that begins with `{red}` is filled;
//! one that begins with
//! `**` is bold; line ends within a cell are lines of it, and an empty line there is a gap of a line.

use std::ops::Range;

use crate::pages::{Colour, Grid, GridCell, LinePlace, LineShape, Pages, Swatch};
use crate::span::Span;

/// The height of a line and of the gap between two, in tenths of a point.
const LINE: i32 = 100;
const PITCH: i32 = 120;

/// A document that is being drawn.
#[derive(Default)]
pub struct Drawing {
    pages: Pages,
    page: u32,
    y: i32,
    feed: bool,
}

impl Drawing {
    /// Writes a line of running text.
    pub fn line(mut self, text: &str) -> Self {
        self.print(text, 500, self.y, false);
        self.y += PITCH;
        self
    }

    /// Writes a line with blank lines around it.
    pub fn heading(self, text: &str) -> Self {
        self.blank().line(text).blank()
    }

    /// Writes a page heading or footer.
    pub fn furniture(self, text: &str) -> Self {
        let mut drawing = self.line(text);
        if let Some(line) = drawing.pages.lines.last_mut() {
            line.furniture = true;
        }
        drawing
    }

    /// Leaves a line blank.
    pub fn blank(mut self) -> Self {
        self.print("", 0, self.y, false);
        self.y += PITCH;
        self
    }

    /// Begins a page.
    pub fn page(mut self) -> Self {
        self.page += 1;
        self.y = 0;
        self.feed = true;
        self
    }

    /// Writes headings above columns as wide as `widths`, in points, on a line of running text.
    pub fn above(mut self, widths: &[i32], headings: &[&str]) -> Self {
        let text = headings.iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join("   ");
        self.print(&text, 500, self.y, false);
        if let Some(line) = self.pages.lines.last_mut() {
            let mut left = 500;
            let mut words = line.place.words.iter_mut();
            for (heading, width) in headings.iter().zip(widths) {
                if !heading.is_empty()
                    && let Some(word) = words.next()
                {
                    (word.1, word.2) = (left + 20, left + 80);
                }
                left += width * 10;
            }
        }
        self.y += PITCH;
        self
    }

    /// Draws a table with columns as wide as `widths`, in points.
    pub fn table(mut self, widths: &[i32], rows: &[&[&str]]) -> Self {
        self = self.blank();
        let mut columns = vec![500];
        for width in widths {
            columns.push(columns.last().copied().unwrap_or(0) + width * 10);
        }
        let mut grid = Grid { page: self.page, columns, edges: vec![self.y], ..Grid::default() };
        for (row, cells) in rows.iter().enumerate() {
            let top = self.y;
            let mut height = PITCH;
            for (here, text) in cells.iter().enumerate() {
                match *text {
                    "<" => extend(
                        &mut grid,
                        |cell| cell.rows.contains(&row) && cell.columns.end == here,
                        |cell| cell.columns.end += 1,
                    ),
                    "^" => extend(
                        &mut grid,
                        |cell| cell.rows.end == row && cell.columns.contains(&here),
                        |cell| cell.rows.end += 1,
                    ),
                    text => {
                        let (fill, text) = filled(text);
                        let lines = self.cell(text, grid.columns[here] + 20, top);
                        height = height.max(PITCH * i32::try_from(text.split('\n').count()).unwrap_or(1));
                        grid.cells.push(GridCell { rows: row..row + 1, columns: here..here + 1, lines, fill });
                    }
                }
            }
            self.y = top + height + 40;
            grid.edges.push(self.y);
        }
        self.pages.grids.push(grid);
        self.blank()
    }

    /// Leaves the last table open at its end, or at its beginning.
    pub fn open(mut self, above: bool, below: bool) -> Self {
        if let Some(grid) = self.pages.grids.last_mut() {
            (grid.open_above, grid.open_below) = (above, below);
        }
        self
    }

    /// Writes a line that says what a colour means.
    pub fn swatch(self, colour: &str, name: &str) -> Self {
        let mut drawing = self.line(name);
        let span = Span::new(drawing.pages.lines.len() - 1, 0, name.len());
        drawing.pages.legend.push(Swatch { colour: named(colour), spans: vec![span] });
        drawing
    }

    /// Returns the pages.
    pub fn done(self) -> Pages {
        self.pages
    }

    fn cell(&mut self, text: &str, x: i32, top: i32) -> Range<usize> {
        let first = self.pages.lines.len();
        let mut y = top + 10;
        for line in text.split('\n').filter(|_| !text.is_empty()) {
            let bold = line.starts_with("**");
            self.print(line.trim_start_matches("**"), x, y, bold);
            y += PITCH;
        }
        first..self.pages.lines.len()
    }

    fn print(&mut self, text: &str, x: i32, y: i32, bold: bool) {
        if std::mem::take(&mut self.feed) {
            self.pages.text.push('\u{c}');
        }
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let at = i32::try_from(word.as_ptr() as usize - text.as_ptr() as usize).unwrap_or(0);
            let end = at + i32::try_from(word.len()).unwrap_or(0);
            words.push((at.unsigned_abs(), x + at * 50, x + end * 50));
        }
        let place = LinePlace { page: self.page, top: y, bottom: y + LINE, words };
        let size = if text.is_empty() { 0 } else { 100 };
        self.pages.lines.push(LineShape { place, size, bold, furniture: false });
        self.pages.text.push_str(text);
        self.pages.text.push('\n');
    }
}

fn extend(grid: &mut Grid, is: impl Fn(&GridCell) -> bool, by: impl Fn(&mut GridCell)) {
    if let Some(cell) = grid.cells.iter_mut().rev().find(|cell| is(cell)) {
        by(cell);
    }
}

fn filled(text: &str) -> (Option<Colour>, &str) {
    match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((colour, text)) => (Some(named(colour)), text),
        None => (None, text),
    }
}

fn named(colour: &str) -> Colour {
    match colour {
        "red" => Colour(255, 0, 0),
        "green" => Colour(0, 176, 80),
        _ => Colour(217, 217, 217),
    }
}
