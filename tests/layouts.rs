//! Every fixture text gives the rows that stand beside it, and every word of it is placed.

mod fixture;

use std::path::Path;

use throughline::normalise::{self, Document, Options};
use throughline_parsers::{Parsed, Vocabulary, parse};

fn read(path: &Path) -> (Parsed, Document) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = parse(&text, &Vocabulary::default());
    let document = normalise::document(&parsed, "log.txt", None, &Options { day_first: true });
    (parsed, document)
}

#[test]
fn every_fixture_gives_its_rows() {
    let mut differences = Vec::new();
    let mut tried = 0;
    for expectation in fixture::files(&fixture::root()) {
        let name = fixture::name(&expectation);
        let Some(stem) = name.strip_suffix(".rows.json") else { continue };
        if stem.starts_with("pdf/") {
            continue;
        }
        tried += 1;
        // What was read in a series stands apart from it, so that the series is a folder that can be ingested as it is.
        let source = stem.replacen("expected/", "series/", 1);
        let (_, document) = read(&fixture::root().join(format!("{source}.txt")));
        fixture::compare(stem, &fixture::json(&expectation), &document, &mut differences);
    }
    fixture::report("rows", tried, &differences);
}

#[test]
fn the_word_ledger_adds_up_on_every_fixture() {
    let mut differences = Vec::new();
    let texts = fixture::texts(&fixture::root());
    for path in &texts {
        let (parsed, _) = read(path);
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let counted = text.split_whitespace().count() as u64;
        let words = parsed.words;
        let sum =
            words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
        if words.total != counted || sum != counted {
            differences.push(format!(
                "{}: {counted} words counted, {} told, {sum} placed",
                fixture::name(path),
                words.total
            ));
        }
        let whole = fixture::name(path).starts_with("series") || fixture::name(path).starts_with("layouts");
        if whole && words.unplaced > 0 {
            differences.push(format!(
                "{}: {} words unplaced: {:?}",
                fixture::name(path),
                words.unplaced,
                parsed.problems
            ));
        }
    }
    fixture::report("ledger", texts.len(), &differences);
}

#[test]
fn a_text_cut_at_any_line_still_gives_rows_or_remarks() {
    let texts = fixture::texts(&fixture::root());
    for path in &texts {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let vocabulary = Vocabulary::default();
        // Long texts are cut at some lines only: the short ones show each trap by itself.
        let step = text.len() / 2_000 + 1;
        for (end, _) in text.match_indices('\n').step_by(step) {
            let parsed = parse(&text[..end], &vocabulary);
            assert_eq!(
                parsed.words.total,
                text[..end].split_whitespace().count() as u64,
                "{} cut at byte {end}",
                fixture::name(path)
            );
        }
    }
    assert!(!texts.is_empty());
}

#[test]
fn no_word_of_a_row_is_made_up() {
    let mut differences = Vec::new();
    let texts = fixture::texts(&fixture::root());
    for path in &texts {
        let text = std::fs::read_to_string(path).unwrap_or_default().replace("\\|", "|").replace("\"\"", "\"");
        let squeezed: String = text.split_whitespace().collect();
        let (parsed, _) = read(path);
        for row in &parsed.rows {
            for word in row.cells.iter().flat_map(|(_, cell)| cell.text.split_whitespace()) {
                // A word may have been put together at a hyphen that ended a line, with another column's text between.
                if !word.split_inclusive(['-', '/']).all(|piece| squeezed.contains(piece)) {
                    differences.push(format!("{}: {word:?} does not stand in the text", fixture::name(path)));
                }
            }
        }
    }
    fixture::report("words", texts.len(), &differences);
}
