//! Spans to locators: one for each piece of a cell.
//!
//! In: the places that a cell was cut from, and, for a document read by its geometry, where its lines stand. Out: lines,
//! or pages with boxes.

use throughline_parsers::Span;
use throughline_parsers::pages::LinePlace;

use crate::model::observation::Locator;

/// How far apart two lines of one piece may be. Blank lines part the paragraphs of a cell; more than two seldom do.
const REACH: u32 = 3;
/// How many line heights may lie between two lines of one piece on a page.
const GAP: i32 = 3;

/// Returns the places of `spans` in reading order: on pages where `places` says where lines stand, else by line.
pub fn locators(spans: &[Span], places: &[LinePlace]) -> Vec<Locator> {
    if places.is_empty() { by_line(spans) } else { by_box(spans, places) }
}

/// Returns the lines that `spans` take up, lines near one another as one piece.
fn by_line(spans: &[Span]) -> Vec<Locator> {
    let mut pieces: Vec<[u32; 2]> = Vec::new();
    for span in spans {
        let line = span.line.saturating_add(1);
        match pieces.last_mut() {
            Some([_, last]) if (*last..=last.saturating_add(REACH)).contains(&line) => *last = line,
            _ => pieces.push([line, line]),
        }
    }
    pieces.into_iter().map(|lines| Locator { page: None, lines: Some(lines), bbox: None }).collect()
}

/// Returns the boxes that `spans` take up, lines of one page that follow one another downwards as one piece.
fn by_box(spans: &[Span], places: &[LinePlace]) -> Vec<Locator> {
    let mut pieces: Vec<Piece> = Vec::new();
    for span in spans {
        let Some(place) = places.get(span.line as usize) else { continue };
        let Some((left, right)) = place.extent(*span) else { continue };
        let line = Piece { page: place.page, left, top: place.top, right, bottom: place.bottom, last: place.top };
        match pieces.last_mut() {
            Some(piece) if piece.goes_on_in(&line) => piece.take(&line),
            _ => pieces.push(line),
        }
    }
    pieces.iter().map(Piece::locator).collect()
}

/// A piece of a cell on one page, in tenths of a point.
struct Piece {
    page: u32,
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
    /// The upper edge of its last line.
    last: i32,
}

impl Piece {
    /// Tells whether `line` stands on the same line as the last one, or not far below it.
    fn goes_on_in(&self, line: &Self) -> bool {
        let height = line.bottom.saturating_sub(line.top).max(1);
        let down = line.top.saturating_sub(self.last);
        let gap = line.top.saturating_sub(self.bottom);
        // In the next column of the page, a text goes on further up.
        self.page == line.page && down > -height && gap <= height.saturating_mul(GAP)
    }

    fn take(&mut self, line: &Self) {
        self.left = self.left.min(line.left);
        self.top = self.top.min(line.top);
        self.right = self.right.max(line.right);
        self.bottom = self.bottom.max(line.bottom);
        self.last = line.last;
    }

    fn locator(&self) -> Locator {
        let points = [self.left, self.top, self.right, self.bottom].map(|tenths| f64::from(tenths) / 10.0);
        Locator { page: Some(self.page.saturating_add(1)), lines: None, bbox: Some(points) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_ends_where_lines_are_far_apart() {
        let spans: Vec<Span> = [4, 5, 8, 20, 2].into_iter().map(|line| Span::new(line, 0, 1)).collect();
        let lines: Vec<_> = locators(&spans, &[]).into_iter().map(|locator| locator.lines).collect();
        assert_eq!(lines, [Some([5, 9]), Some([21, 21]), Some([3, 3])]);
        assert!(locators(&[], &[]).is_empty());
    }

    #[test]
    fn a_piece_on_a_page_ends_with_the_page_and_the_column() {
        let place = |page, top, left| LinePlace { page, top, bottom: top + 100, words: vec![(0, left, left + 50)] };
        let places = [place(0, 6000, 400), place(0, 6120, 410), place(0, 1000, 3000), place(1, 1000, 400)];
        let spans: Vec<Span> = (0..4).map(|line| Span::new(line, 0, 3)).collect();
        let found: Vec<_> = locators(&spans, &places).into_iter().map(|one| (one.page, one.lines, one.bbox)).collect();
        assert_eq!(
            found,
            [
                (Some(1), None, Some([40.0, 600.0, 46.0, 622.0])),
                (Some(1), None, Some([300.0, 100.0, 305.0, 110.0])),
                (Some(2), None, Some([40.0, 100.0, 45.0, 110.0])),
            ]
        );
    }
}
