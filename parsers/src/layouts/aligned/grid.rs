//! One line as words at their positions, grouped to chunks where a wide gap parts them.
//!
//! In: a line. Out: chunks. In a text, positions are columns of characters, and two spaces are a wide gap. On pages they
//! are where the words truly stand, counted in parts of a character's usual width ([`Scale`]), and a gap is wide when it
//! is clearly more than the one between words.

use crate::cell::Cell;
use crate::lines::Lines;
use crate::pages::LinePlace;
use crate::reading::Reading;
use crate::span::Span;

/// How many positions a character of a page is wide.
const FINE: usize = 4;

/// How positions are counted in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// How many positions a character is wide.
    pub character: usize,
    /// How far words of one column may stand from its edge because lengths are rounded.
    pub slack: usize,
    /// The size of type of which half is a character's width, in tenths of a point; 0 for a text.
    size: usize,
}

/// A word: where it stands on the line, as positions and in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its first position.
    pub start: usize,
    /// The position behind it.
    pub end: usize,
    from: usize,
    to: usize,
}

/// Words with no wide gap between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The words; never none.
    pub words: Vec<Word>,
}

impl Word {
    /// Tells whether it stands in `span`, which is one of its line.
    pub fn is_in(&self, span: Span) -> bool {
        self.from < span.end as usize && (span.start as usize) < self.to
    }
}

impl Chunk {
    /// Returns the first position.
    pub fn start(&self) -> usize {
        self.words.first().map_or(0, |word| word.start)
    }

    /// Returns the position behind the last word.
    pub fn end(&self) -> usize {
        self.words.last().map_or(0, |word| word.end)
    }

    /// Returns its place on line `index`.
    pub fn span(&self, index: usize) -> Span {
        let from = self.words.first().map_or(0, |word| word.from);
        let to = self.words.last().map_or(from, |word| word.to);
        Span::new(index, from, to)
    }

    /// Returns it as a cell.
    pub fn cell(&self, index: usize, lines: &Lines<'_>) -> Cell {
        Cell::from_span(self.span(index), lines)
    }
}

/// The scale of a text.
pub const TEXT: Scale = Scale { character: 1, slack: 0, size: 0 };

impl Scale {
    /// Returns the scale of a document.
    pub fn of(reading: &Reading<'_>) -> Self {
        match reading.shapes.body() {
            0 => TEXT,
            size => Self { character: FINE, slack: 1, size: usize::from(size) },
        }
    }

    /// Returns the position of a place on a page.
    fn position(self, tenths: i32) -> usize {
        usize::try_from(tenths).unwrap_or(0) * 2 * FINE / self.size.max(1)
    }
}

/// Cuts line `index` into chunks.
pub fn chunks_of(reading: &Reading<'_>, index: usize) -> Vec<Chunk> {
    let (scale, text) = (Scale::of(reading), reading.lines.text(index));
    let shape = reading.shapes.of(index).filter(|_| scale.size > 0);
    if let Some(chunks) = shape.and_then(|shape| placed(text, &shape.place, i32::from(shape.size), scale)) {
        return chunks;
    }
    let mut chunks = chunks(text);
    for word in chunks.iter_mut().flat_map(|chunk| &mut chunk.words) {
        (word.start, word.end) = (word.start * scale.character, word.end * scale.character);
    }
    chunks
}

/// Cuts a line of a page into chunks; nothing where its words' places do not fit its text.
fn placed(text: &str, place: &LinePlace, size: i32, scale: Scale) -> Option<Vec<Chunk>> {
    let (first, ..) = *place.words.first()?;
    if first as usize != text.len() - text.trim_start().len() {
        return None;
    }
    let wide = wide_gap(place, size);
    let ends = place.words.iter().skip(1).map(|word| word.0 as usize).chain(std::iter::once(text.len()));
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut before: Option<i32> = None;
    for (&(from, left, right), end) in place.words.iter().zip(ends) {
        let from = from as usize;
        let to = from + text.get(from..end)?.trim_end().len();
        let (start, end) = (scale.position(left), scale.position(right));
        let word = Word { start, end: end.max(start + 1), from, to };
        match chunks.last_mut() {
            // What stands further left than the word before it stands apart from it.
            Some(chunk) if before.is_some_and(|before| left - before < wide && left > before - size) => {
                chunk.words.push(word);
            }
            _ => chunks.push(Chunk { words: vec![word] }),
        }
        before = Some(right);
    }
    Some(chunks)
}

/// Returns from which width on a gap of a line parts its cells, in tenths of a point.
///
/// A word gap is a quarter of the type size, in justified text up to two thirds, and then they are all alike: a gap that
/// is no wider than that must be much wider than the narrowest of its line.
fn wide_gap(place: &LinePlace, size: i32) -> i32 {
    let gaps = place.words.windows(2).map(|pair| pair[1].1 - pair[0].2).filter(|gap| *gap > size / 10);
    let (count, narrowest, widest) =
        gaps.fold((0, i32::MAX, 0), |(count, low, high), gap| (count + 1, gap.min(low), gap.max(high)));
    let (likely, sure) = (size * 13 / 20, size * 6 / 5);
    match narrowest >= likely {
        true if count >= 3 && widest < sure => sure,
        true => likely,
        false => likely.max(narrowest * 17 / 10),
    }
}

/// Cuts a line into chunks by its characters. A tab counts up to the next eighth column.
pub fn chunks(text: &str) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut column = 0;
    let mut word: Option<Word> = None;
    let mut blanks = 2;
    for (byte, c) in text.char_indices() {
        if c.is_whitespace() {
            if let Some(done) = word.take() {
                push(&mut chunks, done, blanks);
                blanks = 0;
            }
            let next = if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 };
            blanks += if c == '\t' { (next - column).max(2) } else { 1 };
            column = next;
        } else {
            let to = byte + c.len_utf8();
            match &mut word {
                Some(word) => (word.end, word.to) = (column + 1, to),
                None => word = Some(Word { start: column, end: column + 1, from: byte, to }),
            }
            column += 1;
        }
    }
    if let Some(done) = word {
        push(&mut chunks, done, blanks);
    }
    chunks
}

fn push(chunks: &mut Vec<Chunk>, word: Word, blanks: usize) {
    match chunks.last_mut() {
        Some(chunk) if blanks < 2 => chunk.words.push(word),
        _ => chunks.push(Chunk { words: vec![word] }),
    }
}

/// Puts the chunks of a line into the columns that begin at `edges` (the first begins at the left). Returns the pieces
/// of each column, and how many chunks cross an edge at a place where no word begins.
pub fn place(chunks: &[Chunk], edges: &[usize], scale: Scale) -> (Vec<Vec<Chunk>>, usize) {
    let mut columns: Vec<Vec<Chunk>> = vec![Vec::new(); edges.len() + 1];
    let mut crossing = 0;
    for (place, chunk) in chunks.iter().enumerate() {
        let mut pieces: Vec<Chunk> = Vec::new();
        let mut before = 0;
        let pushed = if place == 0 && chunks.len() > 2 { pushed_on(chunk, edges, scale) } else { None };
        for &word in &chunk.words {
            // With the gap a single space, an edge behind the word before and not behind this one is where this one begins.
            let edge = edges.get(edges.partition_point(|&edge| edge <= before));
            let begins_column = edge.is_some_and(|&edge| edge <= word.start + scale.slack);
            before = word.end.saturating_sub(scale.slack);
            match pieces.last_mut() {
                Some(piece) if !begins_column && pushed != Some(word.start) => piece.words.push(word),
                _ => pieces.push(Chunk { words: vec![word] }),
            }
        }
        for piece in pieces {
            let (first, last) = (column_at(edges, piece.start()), column_at(edges, piece.end().saturating_sub(1)));
            let best = (first..=last)
                .max_by_key(|&column| (overlap(&piece, edges, column), usize::MAX - column))
                .unwrap_or(first);
            // A cell that begins a character early, or ends a few late, crosses nothing.
            let inside = overlap(&piece, edges, best);
            crossing += usize::from(piece.end() - piece.start() > inside + 4 * scale.character);
            if let Some(column) = columns.get_mut(best) {
                column.push(piece);
            }
        }
    }
    (columns, crossing)
}

/// Returns where the second word of a line begins, if the first fills its column and so pushes the next cell on: `AP/7a Ann`,
/// where others have `AP/7 Ann`.
fn pushed_on(chunk: &Chunk, edges: &[usize], scale: Scale) -> Option<usize> {
    let ([label, next, ..], Some(&edge)) = (chunk.words.as_slice(), edges.first()) else { return None };
    let fills = label.start < edge && (edge..=edge + 2 * scale.character).contains(&label.end);
    (fills && edges.get(1).is_none_or(|&second| next.start < second)).then_some(next.start)
}

fn column_at(edges: &[usize], position: usize) -> usize {
    edges.partition_point(|&edge| edge <= position)
}

fn overlap(piece: &Chunk, edges: &[usize], column: usize) -> usize {
    let start = if column == 0 { 0 } else { edges[column - 1] };
    let end = edges.get(column).copied().unwrap_or(usize::MAX);
    piece.end().min(end).saturating_sub(piece.start().max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spaces_part_chunks_and_tabs_count_columns() {
        let found: Vec<(usize, usize)> =
            chunks("  a bc  é\tf").iter().map(|chunk| (chunk.start(), chunk.end())).collect();
        assert_eq!(found, [(2, 6), (8, 9), (16, 17)]);
    }

    #[test]
    fn a_word_at_an_edge_begins_a_column_even_behind_one_space() {
        let (columns, crossing) = place(&chunks("12 Mend the roof Ann"), &[3, 17], TEXT);
        assert_eq!(columns.iter().map(|pieces| pieces[0].words.len()).collect::<Vec<_>>(), [1, 3, 1]);
        assert_eq!(crossing, 0);
    }

    #[test]
    fn a_label_that_fills_its_column_pushes_the_next_cell_on() {
        let widths = |line: &str| {
            let (columns, crossing) = place(&chunks(line), &[5, 12, 30], TEXT);
            (
                columns.iter().map(|pieces| pieces.iter().map(|piece| piece.words.len()).sum()).collect::<Vec<_>>(),
                crossing,
            )
        };
        assert_eq!(widths("AP/7 Ann    Mend the roof     Jan"), (vec![1, 1, 3, 1], 0));
        assert_eq!(widths("AP/7a Ann   Mend the roof     Jan"), (vec![1, 1, 3, 1], 0));
        assert_eq!(widths("AP/17b Ann  Mend the roof     Jan"), (vec![1, 1, 3, 1], 0));
        // A line of one piece is no row: it runs across the edge.
        assert_eq!(widths("Water and drainage matters").1, 1);
    }

    #[test]
    fn words_of_a_page_stand_where_they_stand() {
        let scale = Scale { character: FINE, slack: 1, size: 100 };
        let cut = |words: Vec<(u32, i32, i32)>| {
            let place = LinePlace { page: 0, top: 0, bottom: 100, words };
            let found = placed("12  Mend the roof Ann", &place, 100, scale).unwrap_or_default();
            found.iter().map(|chunk| (chunk.start(), chunk.end(), chunk.words.len())).collect::<Vec<_>>()
        };
        // A gap of 0.7 of the type size parts cells where words have 0.25 between them.
        let narrow = vec![(0, 500, 600), (4, 800, 1000), (9, 1025, 1200), (13, 1225, 1400), (18, 1470, 1600)];
        assert_eq!(cut(narrow), [(40, 48, 1), (64, 112, 3), (117, 128, 1)]);
        // Justified, every gap is as wide.
        let even = vec![(0, 500, 600), (4, 666, 1000), (9, 1067, 1200), (13, 1270, 1400), (18, 1470, 1600)];
        assert_eq!(cut(even), [(40, 128, 5)]);
        // Places that are not those of the text are not believed.
        assert_eq!(cut(vec![(3, 500, 600)]), []);
    }
}
