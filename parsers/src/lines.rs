//! The text as lines on pages: what every layout reads.

use crate::span::Span;

/// One line of the text, without its line end and without form feeds before it.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// What stands on the line.
    pub text: &'a str,
    /// The page it stands on, counted from 0: form feeds start pages.
    pub page: u32,
}

/// The lines of one document.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    lines: Vec<Line<'a>>,
}

impl<'a> Lines<'a> {
    /// Splits `text` at line ends (`\n`, `\r\n`, `\r`) and counts pages by form feeds.
    pub fn new(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut page = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let (whole, tail) = rest.split_at(end);
            rest = tail.strip_prefix("\r\n").or_else(|| tail.get(1..)).unwrap_or("");
            let text = whole.trim_start_matches('\u{c}');
            let offset = whole.len() - text.len();
            page += u32::try_from(offset).unwrap_or(0);
            lines.push(Line { text, page });
            page += u32::try_from(text.matches('\u{c}').count()).unwrap_or(0);
        }
        Self { lines }
    }

    /// Returns how many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Tells whether there is no line at all.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the text of line `index`, or the empty string past the end.
    pub fn text(&self, index: usize) -> &'a str {
        self.lines.get(index).map_or("", |line| line.text)
    }

    /// Returns the page of line `index`, or the last page past the end.
    pub fn page(&self, index: usize) -> u32 {
        self.lines.get(index).or(self.lines.last()).map_or(0, |line| line.page)
    }

    /// Tells whether line `index` holds nothing but white space.
    pub fn is_blank(&self, index: usize) -> bool {
        self.text(index).trim().is_empty()
    }

    /// Returns the text that `span` covers.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text(span.line as usize).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Returns the span of line `index` without the white space at its ends.
    pub fn trimmed(&self, index: usize) -> Span {
        let text = self.text(index);
        let start = text.len() - text.trim_start().len();
        Span::new(index, start, start.max(text.trim_end().len()))
    }

    /// Returns the words of line `index`: its maximal runs of other than white space.
    pub fn words(&self, index: usize) -> impl Iterator<Item = Span> + 'a {
        let text = self.text(index);
        let base = text.as_ptr() as usize;
        text.split_whitespace().map(move |word| {
            let start = word.as_ptr() as usize - base;
            Span::new(index, start, start + word.len())
        })
    }

    /// Iterates over the lines with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Line<'a>)> {
        self.lines.iter().enumerate()
    }
}
