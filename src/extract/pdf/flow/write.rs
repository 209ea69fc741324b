//! Lines to text: spaces for indents and gaps, blank lines, page breaks.
//!
//! In: lines in reading order. Out: [`Pages`]. Lines and words stay as they are put in.

use std::ops::Range;

use throughline_parsers::Pages;
use throughline_parsers::pages::{Grid, GridCell, LinePlace, LineShape};

use super::super::grid::Drawn;
use super::super::words::Words;
use super::lines::{self, Line};

/// How much farther apart than usual lines stand that a blank line is put between.
const BLANK: f32 = 1.35;
/// The widest indent and gap, in spaces.
const WIDEST: usize = 400;

/// What is written so far.
#[derive(Debug, Default)]
pub struct Writer {
    pages: Pages,
    /// The page of the last line.
    page: u32,
    /// Whether the last line is blank, or there is none on the page yet.
    apart: bool,
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
    /// Starts a page.
    pub fn page(&mut self, page: u32) {
        // A blank line at the end of a page says nothing.
        self.apart = true;
        let breaks = page.saturating_sub(self.page);
        self.pages.text.extend(std::iter::repeat_n('\u{c}', breaks as usize));
        self.page = page;
    }

    /// Returns what was written.
    pub fn finish(mut self) -> Pages {
        // Pages without text at the end have no line that could begin them.
        self.pages.text.truncate(self.pages.text.trim_end_matches('\u{c}').len());
        self.pages
    }

    /// Sees to it that the next line stands apart.
    pub fn blank(&mut self) {
        if !std::mem::replace(&mut self.apart, true) {
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

    /// Writes a drawn table: the lines of each cell, cell after cell. `free` says which words are not written yet.
    pub fn table(&mut self, words: &Words, drawn: &Drawn, pitch: f32, free: &mut [bool]) {
        self.blank();
        let mut cells = Vec::with_capacity(drawn.cells.len());
        for cell in &drawn.cells {
            let own = |&index: &usize| free.get_mut(index).is_some_and(|free| std::mem::replace(free, false));
            let picked: Vec<usize> = cell.words.iter().copied().filter(own).collect();
            let lines = self.cell(words, picked, pitch);
            cells.push(GridCell { rows: cell.rows.clone(), columns: cell.columns.clone(), lines, fill: cell.fill });
        }
        self.pages.grids.push(Grid {
            page: self.page,
            columns: drawn.columns.iter().map(|&x| tenths(x)).collect(),
            edges: drawn.rows.iter().map(|&y| tenths(y)).collect(),
            cells,
            open_above: drawn.open_above,
            open_below: drawn.open_below,
        });
        self.blank();
    }

    fn cell(&mut self, words: &Words, picked: Vec<usize>, pitch: f32) -> Range<usize> {
        let start = self.pages.lines.len();
        let mut before: Option<Line> = None;
        for line in lines::lines(words, picked) {
            if before.as_ref().is_some_and(|before| apart(before, &line, pitch)) {
                self.blank();
            }
            self.line(words, &line, None, false);
            before = Some(line);
        }
        start..self.pages.lines.len()
    }

    /// Writes one line; without a measure, its words have one space between them.
    fn line(&mut self, words: &Words, line: &Line, measure: Option<&Measure>, furniture: bool) {
        let text = &mut self.pages.text;
        let start = text.len();
        let mut place = LinePlace {
            page: self.page,
            top: tenths(line.area.y0),
            bottom: tenths(line.area.y1),
            words: Vec::with_capacity(line.words.len()),
        };
        let gap = measure.map_or(f32::MAX, |_| wide_gap(words, line));
        let (mut column, mut to) = (0, f32::MAX);
        let (mut letters, mut bold, mut sizes) = (0, 0, 0.0);
        let last = line.words.last().copied();
        for &index in &line.words {
            let Some(word) = words.list.get(index) else { continue };
            let (from, end) = word.direction.along(&word.area);
            let at = measure.map_or(0, |measure| columns(from - measure.left, measure.unit));
            let spaces = match place.words.is_empty() {
                true => at,
                false if from - to > gap => at.saturating_sub(column).clamp(2, WIDEST),
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
        self.apart = false;
    }
}

/// Tells whether `line` stands clearly farther below `before` than lines usually do.
fn apart(before: &Line, line: &Line, pitch: f32) -> bool {
    let distance = line.across - before.across;
    line.direction != before.direction || distance < 0.0 || distance > BLANK * pitch * line.size.max(before.size)
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
    (2.2 * usual).clamp(0.8 * line.size, 1.3 * line.size)
}

fn columns(distance: f32, unit: f32) -> usize {
    // A cast of a float is cut to the range of the integer.
    ((distance / unit.max(0.1)).round().max(0.0) as usize).min(WIDEST)
}

/// Returns a length in tenths of a point.
pub fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}
