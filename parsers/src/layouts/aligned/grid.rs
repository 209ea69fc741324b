//! One line as words at columns of characters, grouped to chunks where two or more spaces part them.

use crate::cell::Cell;
use crate::lines::Lines;
use crate::span::Span;

/// A word: where it stands on the line, in characters and in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its first column.
    pub start: usize,
    /// The column behind it.
    pub end: usize,
    from: usize,
    to: usize,
}

/// Words with single spaces between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The words; never none.
    pub words: Vec<Word>,
}

impl Chunk {
    /// Returns the first column.
    pub fn start(&self) -> usize {
        self.words.first().map_or(0, |word| word.start)
    }

    /// Returns the column behind the last word.
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

/// Cuts a line into chunks. A tab counts up to the next eighth column.
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
pub fn place(chunks: &[Chunk], edges: &[usize]) -> (Vec<Vec<Chunk>>, usize) {
    let mut columns: Vec<Vec<Chunk>> = vec![Vec::new(); edges.len() + 1];
    let mut crossing = 0;
    for chunk in chunks {
        let mut pieces: Vec<Chunk> = Vec::new();
        for &word in &chunk.words {
            let begins_column = edges.binary_search(&word.start).is_ok();
            match pieces.last_mut() {
                Some(piece) if !begins_column => piece.words.push(word),
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
            crossing += usize::from(piece.end() - piece.start() > inside + 4);
            if let Some(column) = columns.get_mut(best) {
                column.push(piece);
            }
        }
    }
    (columns, crossing)
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
        let (columns, crossing) = place(&chunks("12 Mend the roof Ann"), &[3, 17]);
        assert_eq!(columns.iter().map(|pieces| pieces[0].words.len()).collect::<Vec<_>>(), [1, 3, 1]);
        assert_eq!(crossing, 0);
    }
}
