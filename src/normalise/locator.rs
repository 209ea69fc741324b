//! Spans to locators: one for each piece of a cell.

use throughline_parsers::Span;

use crate::model::observation::Locator;

/// How far apart two lines of one piece may be. Blank lines part the paragraphs of a cell; more than two seldom do.
const REACH: u32 = 3;

/// Returns the lines that `spans` take up, in reading order, lines near one another as one piece.
pub fn locators(spans: &[Span]) -> Vec<Locator> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_ends_where_lines_are_far_apart() {
        let spans: Vec<Span> = [4, 5, 8, 20, 2].into_iter().map(|line| Span::new(line, 0, 1)).collect();
        let lines: Vec<_> = locators(&spans).into_iter().map(|locator| locator.lines).collect();
        assert_eq!(lines, [Some([5, 9]), Some([21, 21]), Some([3, 3])]);
        assert!(locators(&[]).is_empty());
    }
}
