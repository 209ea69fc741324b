//! Lines to text: spaces for indents and gaps, blank lines, page breaks.
//!
//! In: lines in reading order. Out: [`Pages`]. Lines and words stay as they are put in.

use std::collections::BTreeMap;

use throughline_parsers::pages::{Colour, Grid, GridCell, LinePlace, LineShape, Swatch, Turned};
use throughline_parsers::{Pages, Span};

use super::super::grid::Drawn;
use super::super::words::{Words, marks};
use super::lines::Line;
use super::sheet::Sheet;

/// How much farther apart than usual lines stand that a blank line is put between.
const BLANK: f32 = 1.25;
/// The widest indent and gap, in spaces.
const WIDEST: usize = 400;

/// What is written so far.
#[derive(Debug, Default)]
pub struct Writer {
    pages: Pages,
    /// The page of the last line.
    page: u32,
    /// Whether a line stands on the page already.
    begun: bool,
    /// Whether the next line is to stand apart from it.
    apart: bool,
    /// The words of the page whose places are asked for, and the places of those that are written.
    watched: BTreeMap<usize, Option<Span>>,
}

/// How lines of running text become lines of text.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The left edge of the text.
    pub left: f32,
    /// The width that one space stands for.
    pub unit: f32,
    /// How far apart baselines usually are, in parts of the type size.
    pub pitch: f32,
}

impl Writer {
    /// Starts with nothing written, and room for what stands on `sheets`: a long document is long to be moved about.
    pub fn with_room(sheets: &[Sheet]) -> Self {
        let mut writer = Self::default();
        let lines = |sheet: &Sheet| {
            let running: usize = sheet.text().map(|(lines, _)| lines.len()).sum();
            let in_cells: usize = sheet.cells.iter().flatten().map(Vec::len).sum();
            running + in_cells + sheet.heads.len() + sheet.feet.len() + sheet.aside.len()
        };
        writer.pages.lines.reserve(sheets.iter().map(lines).sum());
        let letters = |sheet: &Sheet| sheet.words.text.len() + sheet.words.list.len() + 1;
        writer.pages.text.reserve(sheets.iter().map(letters).sum());
        writer
    }

    /// Starts a page; `turned` says how it was turned for reading.
    pub fn page(&mut self, page: u32, turned: Option<Turned>) {
        self.pages.turned.extend(turned);
        // A blank line at the end of a page says nothing.
        (self.begun, self.apart) = (false, false);
        let breaks = page.saturating_sub(self.page);
        self.pages.text.extend(std::iter::repeat_n('\u{c}', breaks as usize));
        self.page = page;
    }

    /// Takes note of where these words of the page are written.
    pub fn watch(&mut self, words: impl Iterator<Item = usize>) {
        self.watched = words.map(|word| (word, None)).collect();
    }

    /// Adds what `colour` means: the watched `words`, which are written now.
    pub fn swatch(&mut self, colour: Colour, words: &[usize]) {
        let mut spans: Vec<Span> = Vec::new();
        for span in words.iter().filter_map(|word| self.watched.get(word).copied().flatten()) {
            match spans.last_mut() {
                Some(last) if last.line == span.line && last.end <= span.start => last.end = span.end,
                _ => spans.push(span),
            }
        }
        if !spans.is_empty() {
            self.pages.legend.push(Swatch { colour, spans });
        }
    }

    /// Returns what was written.
    pub fn finish(mut self) -> Pages {
        // Pages without text at the end have no line that could begin them.
        self.pages.text.truncate(self.pages.text.trim_end_matches('\u{c}').len());
        self.pages
    }

    /// Sees to it that the next line of the page stands apart.
    pub fn blank(&mut self) {
        self.apart = self.begun;
    }

    /// Writes the blank line that the next line is to stand apart by.
    fn part(&mut self) {
        if std::mem::take(&mut self.apart) {
            self.pages.text.push('\n');
            let place = LinePlace { page: self.page, ..LinePlace::default() };
            self.pages.lines.push(LineShape { place, ..LineShape::default() });
        }
    }

    /// Writes lines of running text, with blank lines where they stand apart.
    pub fn running(&mut self, words: &Words, lines: &[Line], measure: &Measure, furniture: bool) {
        let mut before: Option<&Line> = None;
        for line in lines {
            if before.is_some_and(|before| apart(before, line, measure.pitch)) {
                self.blank();
            }
            self.line(words, line, Some(measure), furniture);
            before = Some(line);
        }
    }

    /// Writes a drawn table: the lines of each of its `cells`, cell after cell.
    pub fn table(&mut self, words: &Words, drawn: &Drawn, cells: &[Vec<Line>], pitch: f32) {
        self.blank();
        self.part();
        let mut written = Vec::with_capacity(drawn.cells.len());
        for (cell, lines) in drawn.cells.iter().zip(cells) {
            let start = self.pages.lines.len();
            let mut before: Option<&Line> = None;
            for line in lines {
                if before.is_some_and(|before| apart(before, line, pitch)) {
                    self.blank();
                }
                self.line(words, line, None, false);
                before = Some(line);
            }
            let lines = start..self.pages.lines.len();
            written.push(GridCell { rows: cell.rows.clone(), columns: cell.columns.clone(), lines, fill: cell.fill });
        }
        self.pages.grids.push(Grid {
            page: self.page,
            columns: drawn.columns.iter().map(|&x| tenths(x)).collect(),
            edges: drawn.rows.iter().map(|&y| tenths(y)).collect(),
            cells: written,
            open_above: drawn.open_above,
            open_below: drawn.open_below,
        });
        self.blank();
    }

    /// Writes one line; without a measure, its words have one space between them.
    fn line(&mut self, words: &Words, line: &Line, measure: Option<&Measure>, furniture: bool) {
        self.part();
        let text = &mut self.pages.text;
        let start = text.len();
        let mut place = LinePlace {
            page: self.page,
            top: tenths(line.area.y0),
            bottom: tenths(line.area.y1),
            words: Vec::with_capacity(line.words.len()),
        };
        let gap = measure.map_or(f32::MAX, |_| wide_gap(words, line));
        let marked = measure.is_some() && has_mark(words, line, gap);
        let (mut column, mut to) = (0, f32::MAX);
        let (mut letters, mut bold, mut sizes) = (0, 0, 0.0);
        let last = line.words.last().copied();
        for &index in &line.words {
            let Some(word) = words.list.get(index) else { continue };
            let (from, end) = word.direction.along(&word.area);
            let at = measure.map_or(0, |measure| columns(from - measure.left, measure.unit));
            let spaces = match place.words.is_empty() {
                true => at,
                false if from - to > gap && !(marked && place.words.len() == 1) => {
                    at.saturating_sub(column).clamp(2, WIDEST)
                }
                false => 1,
            };
            text.extend(std::iter::repeat_n(' ', spaces));
            let offset = u32::try_from(text.len() - start).unwrap_or(u32::MAX);
            place.words.push((offset, tenths(word.area.x0), tenths(word.area.x1)));
            let mut wording = words.letters(word);
            if Some(index) != last {
                wording = wording.strip_suffix('\u{ad}').unwrap_or(wording);
            }
            text.push_str(wording);
            if let Some(watched) = self.watched.get_mut(&index) {
                *watched = Some(Span::new(self.pages.lines.len(), offset as usize, text.len() - start));
            }
            let count = wording.chars().count();
            column += spaces + count;
            to = end;
            letters += count;
            bold += if word.bold { count } else { 0 };
            sizes += word.size * count as f32;
        }
        text.push('\n');
        let size = tenths(sizes / letters.max(1) as f32);
        self.pages.lines.push(LineShape {
            place,
            size: u16::try_from(size).unwrap_or(0),
            bold: bold * 2 > letters,
            furniture,
        });
        self.begun = true;
    }
}

/// Tells whether `line` stands clearly farther below `before` than lines usually do.
fn apart(before: &Line, line: &Line, pitch: f32) -> bool {
    let distance = line.across - before.across;
    line.direction != before.direction || distance < 0.0 || distance > BLANK * pitch * line.size.max(before.size)
}

/// Tells whether `line` is the mark of a list item and its wording, with no other wide gap.
fn has_mark(words: &Words, line: &Line, gap: f32) -> bool {
    let list = || line.words.iter().filter_map(|&index| words.list.get(index));
    let first = list().next().map_or("", |word| words.letters(word));
    let mut behind = list().skip(1).zip(list().skip(2));
    (marks::is_bullet(first) || marks::is_closed(first))
        && !behind.any(|(one, other)| other.direction.along(&other.area).0 - one.direction.along(&one.area).1 > gap)
}

/// Returns how wide a gap on `line` must be to be more than a gap between words.
fn wide_gap(words: &Words, line: &Line) -> f32 {
    let list = || line.words.iter().filter_map(|&index| words.list.get(index));
    let mut gaps: Vec<f32> = list()
        .zip(list().skip(1))
        .map(|(one, other)| other.direction.along(&other.area).0 - one.direction.along(&one.area).1)
        .collect();
    let half = gaps.len() / 2;
    let usual = if gaps.is_empty() { 0.0 } else { *gaps.select_nth_unstable_by(half, f32::total_cmp).1 };
    (2.2 * usual).clamp(0.65 * line.size, 1.3 * line.size)
}

fn columns(distance: f32, unit: f32) -> usize {
    // A cast of a float is cut to the range of the integer.
    ((distance / unit.max(0.1)).round().max(0.0) as usize).min(WIDEST)
}

/// Returns a length in tenths of a point.
pub fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}
