//! Where lines stand on their pages: what is kept of it, and the box of a remark.
//!
//! In: what was cut out of pages. Out: the same with the places of those lines only that rows were cut from, and of their
//! words only as much as tells the spans of the rows apart: all the rest is never asked for again.

use throughline_parsers::pages::LinePlace;
use throughline_parsers::{Parsed, Row, Span};

/// Drops from `parsed` every place that none of its rows refers to. Lines keep their indexes.
pub fn prune(parsed: &mut Parsed) {
    if parsed.places.is_empty() {
        return;
    }
    // The bytes at which spans begin or end, by line.
    let ends = |span: &Span| [(span.line, span.start), (span.line, span.end)];
    let mut cuts: Vec<(u32, u32)> = parsed.rows.iter().flat_map(spans).flat_map(ends).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut rest = cuts.as_slice();
    for (place, line) in parsed.places.iter_mut().zip(0_u32..) {
        let (own, others) = rest.split_at(rest.iter().position(|cut| cut.0 != line).unwrap_or(rest.len()));
        rest = others;
        if own.is_empty() { *place = LinePlace::default() } else { join_words(place, own) }
    }
    let kept = parsed.places.iter().rposition(|place| *place != LinePlace::default()).map_or(0, |last| last + 1);
    // One is left, so that a document of pages is still known as one.
    parsed.places.truncate(kept.max(1));
}

/// Returns the page (counted from 1) on which `spans` begin, and the box of all that they cover there.
pub fn box_of(spans: &[Span], places: &[LinePlace]) -> Option<(u32, [i32; 4])> {
    let mut found: Option<(u32, [i32; 4])> = None;
    for span in spans {
        let Some(place) = places.get(span.line as usize) else { continue };
        let Some((left, right)) = place.extent(*span) else { continue };
        let page = place.page.saturating_add(1);
        let own = [left, place.top, right, place.bottom];
        match &mut found {
            None => found = Some((page, own)),
            Some((first, whole)) if *first == page => *whole = union(*whole, own),
            Some(_) => {}
        }
    }
    found
}

fn union(one: [i32; 4], other: [i32; 4]) -> [i32; 4] {
    let ([a, b, c, d], [e, f, g, h]) = (one, other);
    [a.min(e), b.min(f), c.max(g), d.max(h)]
}

/// Returns the spans of `row` whose places are told.
fn spans(row: &Row) -> impl Iterator<Item = &Span> {
    let cells = row.cells.iter().map(|(_, cell)| cell).chain(row.extra.iter().map(|(_, cell)| cell));
    row.label.iter().chain(cells).chain(&row.note).flat_map(|cell| &cell.spans)
}

/// Makes one word of words that no cut parts.
fn join_words(place: &mut LinePlace, cuts: &[(u32, u32)]) {
    let passed_at = |start: u32| cuts.partition_point(|cut| cut.1 <= start);
    let mut passed = place.words.first().map_or(0, |word| passed_at(word.0));
    place.words.dedup_by(|&mut (start, left, right), (_, from, to)| {
        let before = std::mem::replace(&mut passed, passed_at(start));
        // The first byte of a word is its own: a span that begins there begins with it.
        let same = before == passed;
        if same {
            *from = left.min(*from);
            *to = right.max(*to);
        }
        same
    });
    place.words.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use throughline_parsers::{Cell, Field};

    use super::*;

    fn place(page: u32, words: &[(u32, i32, i32)]) -> LinePlace {
        LinePlace { page, top: 100, bottom: 200, words: words.to_vec() }
    }

    fn cell(line: u32, start: u32, end: u32) -> Cell {
        Cell { text: "x".to_owned(), spans: vec![Span { line, start, end }] }
    }

    #[test]
    fn only_what_rows_refer_to_is_kept_and_tells_the_same() {
        let words = [(0, 10, 20), (3, 30, 40), (6, 50, 60), (9, 70, 80)];
        let mut parsed = Parsed {
            rows: vec![Row { label: Some(cell(1, 0, 2)), cells: vec![(Field::Action, cell(1, 3, 8))], ..Row::new(0) }],
            places: vec![place(0, &words), place(0, &words), place(0, &words)],
            ..Parsed::default()
        };
        let before = parsed.places[1].clone();
        prune(&mut parsed);
        assert_eq!(parsed.places.len(), 2);
        assert_eq!(parsed.places[0], LinePlace::default());
        assert_eq!(parsed.places[1].words, [(0, 10, 20), (3, 30, 60), (9, 70, 80)]);
        for span in parsed.rows.iter().flat_map(spans) {
            assert_eq!(parsed.places[1].extent(*span), before.extent(*span));
        }
    }

    #[test]
    fn the_box_of_a_remark_is_that_of_its_first_page() {
        let places = [place(0, &[(0, 10, 20)]), place(0, &[(0, 5, 15)]), place(1, &[(0, 0, 90)])];
        let spans: Vec<Span> = (0..3).map(|line| Span { line, start: 0, end: 2 }).collect();
        assert_eq!(box_of(&spans, &places), Some((1, [5, 100, 20, 200])));
        assert_eq!(box_of(&spans, &[]), None);
    }
}
