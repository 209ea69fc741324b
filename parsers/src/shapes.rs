//! What geometry knows of a document's lines, looked up by line: where its words stand, how large and heavy its type is,
//! whether it stands in a drawn table.
//!
//! In: the pages, where there are any. Out: answers. For a text without pages every answer is that nothing is known.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::pages::{LinePlace, LineShape, Pages};

/// The lines of a document by their shapes.
#[derive(Debug, Clone, Default)]
pub struct Shapes<'a> {
    lines: &'a [LineShape],
    /// The lines of drawn cells, as runs that neither touch nor overlap.
    drawn: Vec<Range<usize>>,
    /// The size of most letters of running text, in tenths of a point.
    body: u16,
    /// Whether most letters of running text are bold.
    bold: bool,
}

impl<'a> Shapes<'a> {
    /// Looks through `pages` once.
    pub fn new(pages: Option<&'a Pages>) -> Self {
        let Some(pages) = pages else { return Self::default() };
        let drawn = drawn(pages);
        let mut shapes = Self { lines: &pages.lines, drawn, body: 0, bold: false };
        // A document that is all tables has its tables' type.
        let (body, bold) = shapes.usual(pages, false).or_else(|| shapes.usual(pages, true)).unwrap_or_default();
        (shapes.body, shapes.bold) = (body, bold);
        shapes
    }

    /// Tells whether anything is known at all.
    pub fn are_known(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Returns what is known of line `index`.
    pub fn of(&self, index: usize) -> Option<&'a LineShape> {
        self.lines.get(index)
    }

    /// Returns where the words of line `index` stand.
    pub fn place(&self, index: usize) -> Option<&'a LinePlace> {
        self.of(index).map(|shape| &shape.place).filter(|place| !place.words.is_empty())
    }

    /// Tells whether line `index` stands in a drawn table.
    pub fn in_grid(&self, index: usize) -> bool {
        let after = self.drawn.partition_point(|run| run.end <= index);
        self.drawn.get(after).is_some_and(|run| run.contains(&index))
    }

    /// Returns the first line from `from` on that stands in a drawn table.
    pub fn next_in_grid(&self, from: usize) -> Option<usize> {
        let after = self.drawn.partition_point(|run| run.end <= from);
        self.drawn.get(after).map(|run| run.start.max(from))
    }

    /// Returns the size of most letters of running text, in tenths of a point; 0 where none is known.
    pub fn body(&self) -> u16 {
        self.body
    }

    /// Tells whether line `index` is larger than running text, clearly.
    pub fn is_larger(&self, index: usize) -> bool {
        let size = self.of(index).map_or(0, |shape| shape.size);
        self.body > 0 && u32::from(size) * 100 >= u32::from(self.body) * 107
    }

    /// Tells whether line `index` is bold in a text that is not.
    pub fn is_bold(&self, index: usize) -> bool {
        !self.bold && self.of(index).is_some_and(|shape| shape.bold)
    }

    /// Keeps of `lines`, which stand on several pages, those that stand at the height of the middle one: page heads and feet
    /// do, the first lines of tables need not.
    pub fn at_one_height(&self, lines: Vec<usize>) -> Vec<usize> {
        /// How far a line may stand from where it stands on other pages, in tenths of a point.
        const NEAR: u32 = 40;
        let mut tops: Vec<i32> = lines.iter().filter_map(|&line| Some(self.place(line)?.top)).collect();
        tops.sort_unstable();
        let Some(&middle) = tops.get(tops.len() / 2) else { return lines };
        let near = |&line: &usize| self.place(line).is_some_and(|place| place.top.abs_diff(middle) <= NEAR);
        lines.into_iter().filter(near).collect()
    }

    /// Counts letters by size and weight, and returns the most usual of them.
    fn usual(&self, pages: &Pages, with_tables: bool) -> Option<(u16, bool)> {
        let mut sizes: BTreeMap<u16, usize> = BTreeMap::new();
        let (mut letters, mut bold) = (0, 0);
        for (index, (text, shape)) in pages.text.split('\n').zip(&pages.lines).enumerate() {
            let count = text.len() - text.matches(' ').count();
            if shape.size == 0 || count == 0 || shape.furniture || !with_tables && self.in_grid(index) {
                continue;
            }
            *sizes.entry(shape.size).or_default() += count;
            letters += count;
            bold += if shape.bold { count } else { 0 };
        }
        // The median by letters: a few large headings do not move it, and neither does one table of small type.
        let mut below = 0;
        let median = sizes.into_iter().find_map(|(size, count)| {
            below += count;
            (below * 2 >= letters).then_some(size)
        });
        median.map(|size| (size, bold * 2 > letters))
    }
}

fn drawn(pages: &Pages) -> Vec<Range<usize>> {
    let cells = pages.grids.iter().flat_map(|grid| &grid.cells);
    let mut runs: Vec<Range<usize>> = cells.map(|cell| cell.lines.clone()).filter(|run| !run.is_empty()).collect();
    runs.sort_by_key(|run| run.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{Grid, GridCell};

    #[test]
    fn lines_of_drawn_cells_are_looked_up_and_the_body_is_what_most_letters_are() {
        let line = |size, bold| LineShape { size, bold, ..LineShape::default() };
        let cell = |lines| GridCell { lines, ..GridCell::default() };
        let pages = Pages {
            text: "Title\nrunning text of some length\n\na cell of a table with much more in it\nanother\n".into(),
            lines: vec![line(180, true), line(100, false), line(0, false), line(80, false), line(80, false)],
            grids: vec![Grid { cells: vec![cell(4..5), cell(3..4), cell(5..5)], ..Grid::default() }],
            ..Pages::default()
        };
        let shapes = Shapes::new(Some(&pages));
        assert_eq!((0..6).filter(|&line| shapes.in_grid(line)).collect::<Vec<_>>(), [3, 4]);
        assert_eq!((shapes.next_in_grid(0), shapes.next_in_grid(4), shapes.next_in_grid(5)), (Some(3), Some(4), None));
        assert_eq!(
            (shapes.body(), shapes.is_larger(0), shapes.is_bold(0), shapes.is_larger(1)),
            (100, true, true, false)
        );
    }
}
