//! Cuts one record into cells: by tabs, pipes, or as RFC 4180 has it.
//!
//! In: the lines and the place to begin. Out: the cells with their places, and the quote that has no end, if any. The
//! `csv` crate reads the same files, but says of a cell neither its bytes nor its lines, which every cell here must know.

use crate::cell::Cell;
use crate::label;
use crate::layouts::heading::span_of;
use crate::layouts::records::Record;
use crate::lines::Lines;
use crate::reading::Header;
use crate::row::Field;
use crate::span::Span;

/// How the cells of one table are parted.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The character between cells.
    pub separator: char,
    /// Whether rows begin and end with it as well.
    pub outer: bool,
    /// How many columns the header names.
    pub width: usize,
    /// The column of labels.
    pub number: Option<usize>,
    /// Whether a space stands behind each separator: `one, two`.
    pub spaced: bool,
}

impl Style {
    /// Returns the style of the table below `header`.
    pub fn of(header: &Header) -> Option<Self> {
        let separator = header.separator?;
        let number = header.columns.iter().position(|column| column.field == Field::Number);
        // Where the header stands between pipes its first cell cannot begin its line.
        let outer = matches!(separator, '|' | '│')
            && header.columns.iter().flat_map(|column| column.cell.spans.first()).all(|span| span.start > 0);
        let spans: Vec<Span> = header.columns.iter().flat_map(|column| column.cell.spans.first().copied()).collect();
        let spaced = spans.windows(2).all(|pair| pair[1].start >= pair[0].end + 2);
        Some(Self { separator, outer, width: header.columns.len(), number, spaced })
    }

    fn quotes(&self) -> bool {
        !matches!(self.separator, '|' | '│')
    }
}

/// Tells whether every cell but the first was printed with a space before it, as in a sentence.
pub fn is_spaced(record: &Record, lines: &Lines<'_>) -> bool {
    (1..record.cells.len()).all(|index| follows_a_space(record, lines, index))
}

/// Tells whether a line only rules off: dashes, equals signs, and what parts the cells.
pub fn is_rule(text: &str) -> bool {
    let ruling = |c: char| {
        matches!(
            c,
            '-' | '='
                | '_'
                | '–'
                | '—'
                | '─'
                | '━'
                | '═'
                | '┼'
                | '├'
                | '┤'
                | '╪'
                | '╞'
                | '╡'
                | '┬'
                | '┴'
                | '┌'
                | '┐'
                | '└'
                | '┘'
        )
    };
    let drawn = text.chars().filter(|&c| ruling(c)).count();
    drawn >= 2
        && text.len() <= 4000
        && text.chars().all(|c| ruling(c) || c.is_whitespace() || matches!(c, '|' | '│' | '+' | ':' | ',' | ';' | '"'))
}

/// Cuts the record that begins at line `at`, reading no line from `end` on. Where a quote has no end, its place is
/// returned, and the record ends with its line. `endless` remembers that no quote further down has an end.
pub fn record(lines: &Lines<'_>, at: usize, end: usize, style: &Style, endless: &mut bool) -> (Record, Option<Span>) {
    if !style.quotes() {
        let cells = piped(lines, at, style);
        return (Record { cells, lines: at..at + 1, ..Record::default() }, None);
    }
    let mut reader = Quoted { lines, end, style, line: at, byte: 0, endless, open: None };
    let mut record = Record { lines: at..at + 1, ..Record::default() };
    loop {
        let (cell, more) = reader.cell();
        record.cells.push(cell);
        if !more {
            break;
        }
    }
    record.lines.end = reader.line + 1;
    let open = reader.open;
    mend_commas(&mut record, lines, style, open);
    (record, open)
}

/// Cuts a line at its pipes; `\|` is a pipe that belongs to the text.
fn piped(lines: &Lines<'_>, at: usize, style: &Style) -> Vec<Cell> {
    let text = lines.text(at);
    let mut inner = text.trim();
    if style.outer {
        inner = inner.strip_prefix(style.separator).unwrap_or(inner);
        let ends = inner.ends_with(style.separator) && !inner.ends_with(&format!("\\{}", style.separator));
        inner = if ends { &inner[..inner.len() - style.separator.len_utf8()] } else { inner };
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (byte, c) in inner.char_indices() {
        if c == style.separator && !escaped {
            pieces.push(&inner[start..byte]);
            start = byte + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    pieces.push(&inner[start..]);
    let escape = format!("\\{}", style.separator);
    let cells = pieces.into_iter().map(|piece| {
        let mut cell = Cell::from_span(span_of(lines, at, piece.trim()), lines);
        if cell.text.contains('<') {
            cell.text = without_breaks(&cell.text);
        }
        if cell.text.contains(&escape) {
            cell.text = cell.text.replace(&escape, style.separator.encode_utf8(&mut [0; 4]));
        }
        cell
    });
    cells.collect()
}

/// Puts a space for every line break that Markdown has to write as a tag: `one<br>two`.
fn without_breaks(text: &str) -> String {
    let spaced = ["<br>", "<br/>", "<br />", "<BR>"].iter().fold(text.to_owned(), |text, tag| text.replace(tag, " "));
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads cells one after another, quoted or not.
struct Quoted<'r, 'a> {
    lines: &'r Lines<'a>,
    end: usize,
    style: &'r Style,
    line: usize,
    byte: usize,
    endless: &'r mut bool,
    open: Option<Span>,
}

/// How a quoted cell ends.
enum Close {
    /// With a quote at this line and byte.
    At(usize, usize),
    /// It is no quoted cell: the quotes belong to the text.
    Literal,
    /// Never.
    Endless,
}

impl<'a> Quoted<'_, 'a> {
    /// Reads one cell, and tells whether another follows in the record.
    fn cell(&mut self) -> (Cell, bool) {
        let text = self.lines.text(self.line);
        let rest = text.get(self.byte..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        if rest.trim_start_matches(' ').starts_with('"') {
            let start = self.byte + blank + 1;
            match self.close(start) {
                Close::At(line, byte) => return self.quoted(start, line, byte),
                Close::Literal => {}
                Close::Endless => {
                    self.open.get_or_insert(Span::new(self.line, start - 1, start));
                    // The stray quote is no part of the wording.
                    self.byte = start;
                }
            }
        }
        let rest = text.get(self.byte..).unwrap_or("");
        let length = rest.find(self.style.separator);
        let piece = &rest[..length.unwrap_or(rest.len())];
        let cell = Cell::from_span(span_of(self.lines, self.line, piece.trim()), self.lines);
        self.byte += piece.len() + length.map_or(0, |_| self.style.separator.len_utf8());
        (cell, length.is_some())
    }

    fn quoted(&mut self, start: usize, line: usize, byte: usize) -> (Cell, bool) {
        let mut cell = Cell::default();
        for index in self.line..=line {
            let text = self.lines.text(index);
            let from = if index == self.line { start } else { 0 };
            let to = if index == line { byte } else { text.len() };
            let piece = text.get(from..to).unwrap_or("").trim();
            let mut piece = Cell::from_span(span_of(self.lines, index, piece), self.lines);
            if piece.text.contains("\"\"") {
                piece.text = piece.text.replace("\"\"", "\"");
            }
            cell.append(&piece);
        }
        self.line = line;
        let behind = self.lines.text(line).get(byte + 1..).unwrap_or("");
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        let more = behind.trim_start_matches(' ').starts_with(self.style.separator);
        self.byte = byte + 1 + if more { blank + self.style.separator.len_utf8() } else { behind.len() };
        (cell, more)
    }

    /// Looks for the quote that ends the cell whose wording begins at byte `start` of the present line.
    fn close(&mut self, start: usize) -> Close {
        let text = self.lines.text(self.line);
        let marks = Marks::of(text, start, self.style.separator);
        if let Some(closing) = marks.closing {
            let plain = !text[start..closing].contains(self.style.separator) && !text[start..closing].contains('"');
            // In a table that was copied rather than exported, quotes around a plain cell are its own.
            return if marks.ends_early || self.style.separator == '\t' && plain {
                Close::Literal
            } else {
                Close::At(self.line, closing)
            };
        }
        if marks.stray || *self.endless {
            return if marks.stray && marks.ends_early { Close::Literal } else { Close::Endless };
        }
        for line in self.line + 1..self.end.min(self.lines.len()) {
            let text = self.lines.text(line);
            let marks = Marks::of(text, 0, self.style.separator);
            // A line that is a whole row by itself was not meant to be inside a cell.
            if marks.opens || (marks.closing.is_none() || marks.stray) && self.is_row(text) {
                return Close::Endless;
            }
            if let Some(closing) = marks.closing {
                return Close::At(line, closing);
            }
        }
        *self.endless = true;
        Close::Endless
    }

    fn is_row(&self, text: &str) -> bool {
        if self.style.width < 3 || text.matches('"').count() % 2 == 1 {
            return false;
        }
        let cells = text.split(self.style.separator);
        let labelled = self
            .style
            .number
            .and_then(|column| cells.clone().nth(column))
            .is_some_and(|cell| label::whole(cell).is_some());
        if !labelled || cells.clone().count() != self.style.width {
            return false;
        }
        let full = cells.clone().filter(|cell| !cell.trim().is_empty()).count();
        let worded = cells.filter(|cell| cell.chars().filter(|c| c.is_alphabetic()).count() > 2).count();
        worded * 2 >= full
    }
}

/// The quotes of one line, seen from inside a quoted cell.
#[derive(Default)]
struct Marks {
    /// The first quote with a separator or the line's end behind it.
    closing: Option<usize>,
    /// Whether a quote before that ends a word: `"People" …`.
    ends_early: bool,
    /// Whether a quote before that stands inside the text.
    stray: bool,
    /// Whether a quote before that opens a cell.
    opens: bool,
}

impl Marks {
    fn of(text: &str, start: usize, separator: char) -> Self {
        let mut marks = Self::default();
        let bytes = text.as_bytes();
        let mut at = start;
        while let Some(found) = text.get(at..).and_then(|rest| rest.find('"')) {
            let quote = at + found;
            if bytes.get(quote + 1) == Some(&b'"') {
                at = quote + 2;
                continue;
            }
            at = quote + 1;
            let behind = text.get(quote + 1..).unwrap_or("").trim_start_matches(' ');
            if behind.trim_end().is_empty() && !behind.contains(separator) || behind.starts_with(separator) {
                marks.closing = Some(quote);
                return marks;
            }
            let before = text.get(..quote).unwrap_or("");
            let opening =
                before.trim_end_matches(' ').ends_with(separator) && quote > start || quote == 0 && start == 0;
            marks.opens |= opening;
            marks.ends_early |= !marks.stray && !opening && !before.ends_with([' ', '(', '\t']);
            marks.stray = true;
        }
        marks
    }
}

/// Puts cells together again that a comma inside unquoted wording has parted, where it is plain which.
fn mend_commas(record: &mut Record, lines: &Lines<'_>, style: &Style, open_quote: Option<Span>) {
    if style.separator != ',' || style.width == usize::MAX || record.cells.len() <= style.width {
        return;
    }
    let surplus = record.cells.len() - style.width;
    if record.cells[style.width..].iter().all(Cell::is_empty) {
        return;
    }
    let mut glued: Vec<usize> =
        (1..record.cells.len()).filter(|&index| follows_a_space(record, lines, index)).collect();
    // Without such a sign the commas are those behind the quote that has no end.
    let opens = |cell: &Cell| {
        open_quote
            .is_some_and(|quote| cell.spans.first().is_some_and(|it| it.line == quote.line && it.start == quote.end))
    };
    if let Some(opened) = record.cells.iter().position(opens)
        && glued.len() != surplus
    {
        glued = (opened + 1..=opened + surplus).collect();
    }
    if glued.len() != surplus {
        return;
    }
    let mut glued = glued.into_iter().peekable();
    let mut whole: Vec<Cell> = Vec::new();
    for (index, cell) in std::mem::take(&mut record.cells).into_iter().enumerate() {
        let joins = glued.next_if_eq(&index).is_some();
        match whole.last_mut() {
            Some(before) if joins => {
                before.text.push(',');
                before.append(&cell);
            }
            _ => whole.push(cell),
        }
    }
    record.cells = whole;
    record
        .repairs
        .push(if open_quote.is_some() { "unbalanced quote" } else { "joined at an unquoted comma" }.to_owned());
}

/// Tells whether the cell was printed with a space before it: `one, two`.
fn follows_a_space(record: &Record, lines: &Lines<'_>, index: usize) -> bool {
    let Some(span) = record.cells.get(index).and_then(|cell| cell.spans.first()) else { return false };
    let before = lines.text(span.line as usize).get(..span.start as usize).unwrap_or("");
    before.ends_with(' ')
}
