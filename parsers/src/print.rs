//! Pages for tests: running text set line by line, each piece of a line at its true place.
//!
//! Letters are half the type size wide, words stand a quarter of it apart. The text is written as reading a page writes it:
//! spaces for indents and wide gaps.

use crate::pages::{LinePlace, LineShape, Pages};

/// The left side of a page's text, in tenths of a point.
pub const LEFT: i32 = 500;

/// A document that is being printed.
#[derive(Default)]
pub struct Print {
    pages: Pages,
    page: u32,
    y: i32,
    feed: bool,
}

/// Where a piece of a line stands.
#[derive(Clone, Copy)]
pub enum At {
    /// It begins there.
    Left(i32),
    /// Its middle is there.
    Middle(i32),
    /// It ends there.
    Right(i32),
}

impl Print {
    /// Prints pieces of a line of 10 point type, each where it stands.
    pub fn pieces(self, pieces: &[(At, &str)]) -> Self {
        self.typed(100, false, pieces)
    }

    /// Prints a line of running text.
    pub fn line(self, text: &str) -> Self {
        let indent = text.len() - text.trim_start().len();
        let left = LEFT + i32::try_from(indent).unwrap_or(0) * 50;
        self.typed(100, false, &[(At::Left(left), text.trim())])
    }

    /// Prints a line in bold.
    pub fn bold(self, text: &str) -> Self {
        self.typed(100, true, &[(At::Left(LEFT), text)])
    }

    /// Prints a line in bold type of `size` tenths of a point.
    pub fn large(self, size: u16, text: &str) -> Self {
        self.typed(size, true, &[(At::Left(LEFT), text)])
    }

    /// Leaves a gap.
    pub fn gap(mut self) -> Self {
        self.push(String::new(), LineShape::default());
        self.y += 60;
        self
    }

    /// Prints what stands at the head or foot of the page.
    pub fn furniture(self, text: &str) -> Self {
        let mut print = self.line(text);
        if let Some(line) = print.pages.lines.last_mut() {
            line.furniture = true;
        }
        print
    }

    /// Begins a page.
    pub fn page(mut self) -> Self {
        (self.page, self.y, self.feed) = (self.page + 1, 0, true);
        self
    }

    /// Returns the pages.
    pub fn done(self) -> Pages {
        self.pages
    }

    fn typed(mut self, size: u16, bold: bool, pieces: &[(At, &str)]) -> Self {
        let em = i32::from(size);
        let mut text = String::new();
        let mut words = Vec::new();
        let mut before = LEFT;
        for (at, piece) in pieces.iter().filter(|(_, piece)| !piece.is_empty()) {
            let letters: i32 = piece.split_whitespace().map(|word| width(word, em)).sum();
            let whole = letters + (i32::try_from(piece.split_whitespace().count()).unwrap_or(1) - 1) * em / 4;
            let mut left = match *at {
                At::Left(left) => left,
                At::Middle(middle) => middle - whole / 2,
                At::Right(right) => right - whole,
            };
            let spaces = usize::try_from((left - before).max(0) * 2 / em).unwrap_or(0);
            text.push_str(&" ".repeat(if text.is_empty() { spaces } else { spaces.max(2) }));
            for (index, word) in piece.split_whitespace().enumerate() {
                if index > 0 {
                    text.push(' ');
                }
                words.push((u32::try_from(text.len()).unwrap_or(0), left, left + width(word, em)));
                text.push_str(word);
                before = left + width(word, em);
                left = before + em / 4;
            }
        }
        let place = LinePlace { page: self.page, top: self.y, bottom: self.y + em, words };
        self.push(text, LineShape { place, size, bold, furniture: false });
        self.y += em * 6 / 5;
        self
    }

    fn push(&mut self, text: String, shape: LineShape) {
        if std::mem::take(&mut self.feed) {
            self.pages.text.push('\u{c}');
        }
        self.pages.text.push_str(&text);
        self.pages.text.push('\n');
        self.pages.lines.push(shape);
    }
}

fn width(word: &str, em: i32) -> i32 {
    i32::try_from(word.chars().count()).unwrap_or(0) * em / 2
}
