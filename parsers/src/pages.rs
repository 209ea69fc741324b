//! What is known of a document whose pages were read by their geometry: its lines, where their words stand, and the
//! tables that are drawn on it.
//!
//! Made outside this crate, from glyphs, rulings and fills. Lengths are tenths of a point, from the top left of the page
//! as displayed.

use std::ops::Range;

use serde::{Deserialize, Serialize, Serializer};

use crate::span::Span;

/// A document as lines on pages, with what is drawn around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// The lines in reading order, each ended by `\n`; a form feed stands before the first line of every page but the
    /// first. Lines of running text are indented by spaces, and blank lines stand where the page has a gap. What stands
    /// in a drawn cell is made of lines of its own, cell after cell and row after row.
    pub text: String,
    /// What is known of each line of `text`, blank ones included.
    pub lines: Vec<LineShape>,
    /// The tables that are drawn, in the order of their lines.
    pub grids: Vec<Grid>,
    /// What colours mean, where the document explains them.
    pub legend: Vec<Swatch>,
    /// The pages that are printed sideways or upside down: the lines and tables of such a page stand here as if it were
    /// turned for reading.
    pub turned: Vec<Turned>,
}

/// A page that was turned for reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turned {
    /// The page, counted from 0.
    pub page: u32,
    /// Which way its text runs as displayed, in quarters clockwise from upright: 1 is from top to bottom.
    pub quarters: u8,
    /// Its width as displayed.
    pub width: i32,
    /// Its height as displayed.
    pub height: i32,
}

/// What is known of one line beside its wording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineShape {
    /// Where it stands.
    pub place: LinePlace,
    /// The size of most of its type, in tenths of a point; 0 for a blank line.
    pub size: u16,
    /// Whether most of its letters are bold.
    pub bold: bool,
    /// Whether it is a page heading, a footer or a page number, by its place and repetition.
    pub furniture: bool,
}

/// Where a line stands on its page, in tenths of a point. Written are its numbers only, `[page, top, bottom, words]`; read
/// is what names them as well.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct LinePlace {
    /// The page, counted from 0.
    pub page: u32,
    /// The upper edge of its letters.
    pub top: i32,
    /// The lower edge of its letters.
    pub bottom: i32,
    /// For each word, in order: its first byte on the line, its left edge, its right edge.
    pub words: Vec<(u32, i32, i32)>,
}

impl Serialize for LinePlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.page, self.top, self.bottom, &self.words).serialize(serializer)
    }
}

/// A table that is drawn on one page: by rulings, by shading, or by both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The page, counted from 0.
    pub page: u32,
    /// The edges of its columns from left to right: one more than there are columns.
    pub columns: Vec<i32>,
    /// The edges of its rows from top to bottom: one more than there are rows.
    pub edges: Vec<i32>,
    /// Its cells, row by row and from left to right; empty ones included. A cell that spans rows stands in the first.
    pub cells: Vec<GridCell>,
    /// Whether the first row has no ruling above it, so that it may go on from the page before.
    pub open_above: bool,
    /// Whether the last row has no ruling below it, so that it may go on on the next page.
    pub open_below: bool,
}

/// A cell of a drawn table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The rows it takes up, counted from 0.
    pub rows: Range<usize>,
    /// The columns it takes up, counted from 0.
    pub columns: Range<usize>,
    /// The lines of the text that stand in it.
    pub lines: Range<usize>,
    /// The colour it is filled with, where it is.
    pub fill: Option<Colour>,
}

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Colour(pub u8, pub u8, pub u8);

/// A colour and the wording beside it that says what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swatch {
    /// The colour.
    pub colour: Colour,
    /// Where its meaning stands in the text.
    pub spans: Vec<Span>,
}

impl std::fmt::Display for Colour {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(red, green, blue) = self;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Pages {
    /// Returns `place` as it lies on the page as displayed. On a page that was turned every word gets the box of its line.
    pub fn displayed(&self, place: LinePlace) -> LinePlace {
        let Some(turned) = self.turned.iter().find(|turned| turned.page == place.page) else { return place };
        let left = place.words.iter().map(|word| word.1).min().unwrap_or(0);
        let right = place.words.iter().map(|word| word.2).max().unwrap_or(0);
        let [left, top, right, bottom] = turned.displayed([left, place.top, right, place.bottom]);
        let words = place.words.iter().map(|&(start, ..)| (start, left, right)).collect();
        LinePlace { page: place.page, top, bottom, words }
    }
}

impl Pages {
    /// Returns the places of its lines, as they lie on the pages as displayed.
    pub fn places(&self) -> Vec<LinePlace> {
        self.lines.iter().map(|line| self.displayed(line.place.clone())).collect()
    }

    /// Takes the places of its lines out, as they lie on the pages as displayed.
    pub fn take_places(&mut self) -> Vec<LinePlace> {
        let lines = std::mem::take(&mut self.lines);
        lines.into_iter().map(|line| self.displayed(line.place)).collect()
    }
}

impl Turned {
    /// Returns where the box (left, top, right, bottom) lies on the page as displayed.
    pub fn displayed(&self, [left, top, right, bottom]: [i32; 4]) -> [i32; 4] {
        let (width, height) = (self.width, self.height);
        match self.quarters {
            1 => [width.saturating_sub(bottom), left, width.saturating_sub(top), right],
            2 => {
                let (from, to) = (width.saturating_sub(right), width.saturating_sub(left));
                [from, height.saturating_sub(bottom), to, height.saturating_sub(top)]
            }
            3 => [top, height.saturating_sub(right), bottom, height.saturating_sub(left)],
            _ => [left, top, right, bottom],
        }
    }
}

impl LinePlace {
    /// Returns the left and right edge of what `span` covers of this line; nothing where it covers no word.
    pub fn extent(&self, span: Span) -> Option<(i32, i32)> {
        // A word ends where the next one begins, or with the line.
        let ends = self.words.iter().skip(1).map(|word| word.0).chain(std::iter::once(u32::MAX));
        let touched = self.words.iter().zip(ends).filter(|((start, ..), end)| *start < span.end && span.start < *end);
        touched.fold(None, |extent: Option<(i32, i32)>, (&(_, left, right), _)| {
            Some(extent.map_or((left, right), |(from, to)| (from.min(left), to.max(right))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_as_wide_as_the_words_it_touches() {
        let place = LinePlace { page: 0, top: 0, bottom: 100, words: vec![(0, 10, 40), (5, 50, 90), (9, 95, 120)] };
        assert_eq!(place.extent(Span { line: 0, start: 5, end: 12 }), Some((50, 120)));
        assert_eq!(place.extent(Span { line: 0, start: 2, end: 3 }), Some((10, 40)));
        assert_eq!(LinePlace::default().extent(Span { line: 0, start: 0, end: 4 }), None);
        assert_eq!(Colour(255, 0, 10).to_string(), "#ff000a");
    }

    #[test]
    fn a_place_is_written_as_its_numbers_and_read_by_their_names_too() {
        let place = LinePlace { page: 2, top: 30, bottom: 110, words: vec![(0, 10, 40)] };
        assert_eq!(serde_json::to_string(&place).expect("written"), "[2,30,110,[[0,10,40]]]");
        for text in ["[2,30,110,[[0,10,40]]]", r#"{"page":2,"top":30,"bottom":110,"words":[[0,10,40]]}"#] {
            assert_eq!(serde_json::from_str::<LinePlace>(text).expect("read"), place);
        }
    }
}
