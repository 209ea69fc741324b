//! A cell: wording put together from pieces of the source, each with its place.

use serde::{Deserialize, Serialize};

use crate::lines::Lines;
use crate::span::Span;

/// The hyphen that is printed only where a line breaks inside a word.
const SOFT_HYPHEN: char = '\u{ad}';

/// Wording cut out of the source, white space collapsed, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The wording, verbatim but for white space.
    pub text: String,
    /// The places it was cut from, in reading order.
    pub spans: Vec<Span>,
}

impl Cell {
    /// Puts a cell together from `spans`, joining pieces of different lines as a reader would.
    pub fn from_spans(spans: Vec<Span>, lines: &Lines<'_>) -> Self {
        let mut text = String::new();
        let mut last: Option<Span> = None;
        for &span in &spans {
            let piece = lines.slice(span);
            if piece.trim().is_empty() {
                continue;
            }
            let broken = last.is_some_and(|before| before.line != span.line);
            let goes_on = broken && joins_without_space(&text, piece.trim_start());
            part(&mut text, goes_on);
            push_collapsed(&mut text, piece);
            last = Some(span);
        }
        let spans = spans.into_iter().filter(|&span| !lines.slice(span).trim().is_empty()).collect();
        Self { text, spans }
    }

    /// Puts a cell together from one span.
    pub fn from_span(span: Span, lines: &Lines<'_>) -> Self {
        Self::from_spans(vec![span], lines)
    }

    /// Puts a cell together from whole lines, white space at their ends left out.
    pub fn from_lines(range: std::ops::Range<usize>, lines: &Lines<'_>) -> Self {
        Self::from_spans(range.map(|index| lines.trimmed(index)).collect(), lines)
    }

    /// Puts the pieces of `other` behind those of this cell.
    pub fn append(&mut self, other: &Cell) {
        if other.text.is_empty() {
            return;
        }
        let broken = match (self.spans.last(), other.spans.first()) {
            (Some(last), Some(first)) => last.line != first.line,
            _ => false,
        };
        let goes_on = broken && joins_without_space(&self.text, &other.text);
        part(&mut self.text, goes_on);
        self.text.push_str(&other.text);
        self.spans.extend_from_slice(&other.spans);
    }

    /// Tells whether nothing stands in the cell.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Tells whether a line that ends like `before` goes on in `after` without a space: `re-` `planned`.
pub fn joins_without_space(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    matches!(back.next(), Some('-' | '/' | SOFT_HYPHEN))
        && back.next().is_some_and(char::is_alphanumeric)
        && after.chars().next().is_some_and(char::is_alphanumeric)
}

/// Puts a space behind `text`; where it `goes_on`, none, and the hyphen that only breaks a word is gone.
fn part(text: &mut String, goes_on: bool) {
    if goes_on {
        text.truncate(text.trim_end_matches(SOFT_HYPHEN).len());
    } else if !text.is_empty() {
        text.push(' ');
    }
}

/// Appends `piece` with every run of white space made one space and none at its ends.
pub fn push_collapsed(text: &mut String, piece: &str) {
    let mut first = true;
    for word in piece.split_whitespace() {
        if !first {
            text.push(' ');
        }
        text.push_str(word);
        first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_in_a_hyphen_go_on_without_a_space() {
        let lines = Lines::new("re-\nplan the re\u{ad}\nview and so\u{ad}\n– on\n");
        let cell = Cell::from_lines(0..4, &lines);
        assert_eq!(cell.text, "re-plan the review and so\u{ad} – on");
        let mut first = Cell::from_lines(1..2, &lines);
        first.append(&Cell::from_lines(2..3, &lines));
        assert_eq!(first.text, "plan the review and so\u{ad}");
    }
}
