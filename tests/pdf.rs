//! Every fixture PDF gives the rows that stand beside it, and nothing printed on its pages is lost.

mod fixture;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use throughline::extract::pdf::PdfError;
use throughline::extract::{Content, ExtractError, Extracted, extract};
use throughline::normalise::{self, Document, Options};
use throughline_parsers::lines::Lines;
use throughline_parsers::{Parsed, Span, Vocabulary, parse_pages};

/// Of the fields of a table whose columns are told by nothing but position, so many in a hundred must be exact.
const BORDERLESS: usize = 98;

/// A fixture PDF, with what is expected of it.
struct Sample {
    name: String,
    expected: Value,
    bytes: Vec<u8>,
}

impl Sample {
    fn read(&self) -> Result<Extracted, ExtractError> {
        extract(&self.bytes, self.expected["password"].as_str())
    }

    /// Tells whether the file is one that gives no rows by its nature.
    fn is_refused(&self) -> bool {
        ["scanned", "no_unicode"].iter().any(|key| self.expected[*key] == json!(true))
    }

    fn is_borderless(&self) -> bool {
        self.name.contains("borderless")
    }
}

fn samples() -> Vec<Sample> {
    let folder = fixture::root().join("pdf");
    let sample = |path: PathBuf| {
        let name = fixture::name(&path);
        let expectation = path.with_extension("rows.json");
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        Sample { expected: fixture::json(&expectation), name, bytes }
    };
    let is_pdf = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf");
    fixture::files(&folder).into_iter().filter(is_pdf).map(sample).collect()
}

/// A fixture that was read.
struct Read {
    sample: Sample,
    text: String,
    parsed: Parsed,
    document: Document,
}

fn read_all() -> Vec<Read> {
    let mut read = Vec::new();
    for sample in samples().into_iter().filter(|sample| !sample.is_refused()) {
        let extracted = sample.read().unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        let Content::Pages(pages) = extracted.content else { panic!("{}: read as text", sample.name) };
        let parsed = parse_pages(&pages, &Vocabulary::default());
        let path = Path::new(&sample.name).file_name().map(|name| name.to_string_lossy().into_owned());
        let document = normalise::document(&parsed, &path.unwrap_or_default(), None, &Options { day_first: true });
        read.push(Read { sample, text: pages.text, parsed, document });
    }
    assert!(!read.is_empty(), "no fixture was found");
    read
}

#[test]
fn every_fixture_gives_its_rows() {
    let mut differences = Vec::new();
    let all = read_all();
    for read in &all {
        let mut found = Vec::new();
        fixture::compare(&read.sample.name, &read.sample.expected, &read.document, &mut found);
        let rows = read.sample.expected["rows"].as_array().map_or(0, Vec::len);
        let fields = rows * read.document.tables.iter().map(|table| table.columns.len()).max().unwrap_or(1).max(1);
        let forgiven = if read.sample.is_borderless() { fields * (100 - BORDERLESS) / 100 } else { 0 };
        if found.len() > forgiven {
            differences.append(&mut found);
        }
    }
    fixture::report("rows", all.len(), &differences);
}

#[test]
fn colours_explained_by_a_legend_are_categories() {
    let (mut tried, mut differences) = (0, Vec::new());
    for read in read_all() {
        let rows = read.sample.expected["rows"].as_array().cloned().unwrap_or_default();
        for (want, got) in rows.iter().zip(&read.document.observations).filter(|(want, _)| want["category"].is_string())
        {
            tried += 1;
            if want["category"] != json!(got.category) {
                let label = &want["label"];
                differences
                    .push(format!("{} {label}: want {}, got {:?}", read.sample.name, want["category"], got.category));
            }
        }
    }
    fixture::report("categories", tried, &differences);
}

#[test]
fn every_word_is_placed() {
    let mut differences = Vec::new();
    let all = read_all();
    for read in &all {
        let words = read.parsed.words;
        let sum =
            words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
        let counted = read.text.split_whitespace().count() as u64;
        if words.total != counted || sum != counted {
            differences.push(format!("{}: {counted} words, {} told, {sum} placed", read.sample.name, words.total));
        }
        if words.unplaced > 0 && !read.sample.is_borderless() {
            differences.push(format!("{}: {} words unplaced", read.sample.name, words.unplaced));
        }
    }
    fixture::report("ledger", all.len(), &differences);
}

#[test]
fn every_piece_of_every_field_is_shown_on_its_page() {
    let mut differences = Vec::new();
    let all = read_all();
    for read in &all {
        let lines = Lines::new(&read.text);
        for observation in &read.document.observations {
            let seen = json!(observation);
            for field in ["action", "deadline", "status", "raised", "owner", "note"] {
                let raw = seen[field]["raw"].as_str().unwrap_or_default();
                let shown: String = seen[field]["locator"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|locator| words_inside(locator, &read.parsed, &lines).replace('\u{ad}', ""))
                    .collect();
                // What a box holds may be more than the field, where it stands among other words of its line.
                let missing = raw
                    .split_whitespace()
                    .find(|word| word.split_inclusive(['-', '/']).any(|piece| !shown.contains(piece)));
                if let Some(word) = missing {
                    let label = &seen["label"];
                    differences.push(format!("{} {label} {field}: {word:?} is not in its box", read.sample.name));
                }
            }
        }
    }
    fixture::report("locators", all.len(), &differences);
}

/// Returns the words whose middle lies in the box of `locator`.
fn words_inside(locator: &Value, parsed: &Parsed, lines: &Lines<'_>) -> String {
    let page = locator["page"].as_u64().unwrap_or(0);
    let edge = |index: usize| locator["bbox"][index].as_f64().unwrap_or(-1.0) * 10.0;
    let mut inside = String::new();
    for (index, place) in parsed.places.iter().enumerate().filter(|(_, place)| u64::from(place.page) + 1 == page) {
        let middle = f64::from(place.top + place.bottom) / 2.0;
        if middle < edge(1) || middle > edge(3) {
            continue;
        }
        let ends = place.words.iter().skip(1).map(|word| word.0).chain([u32::MAX]);
        for (&(start, left, right), end) in place.words.iter().zip(ends) {
            let middle = f64::from(left + right) / 2.0;
            let line = lines.text(index);
            let end = (end as usize).min(line.len());
            if middle >= edge(0) && middle <= edge(2) {
                inside.push_str(lines.slice(Span::new(index, start as usize, end)).trim_end());
            }
        }
    }
    inside
}

#[test]
fn files_without_readable_text_say_what_they_are() {
    let mut tried = 0;
    for sample in samples() {
        if sample.is_refused() {
            tried += 1;
            let error = sample.read().expect_err("it cannot be read");
            match sample.expected["pages"].as_u64() {
                Some(pages) => {
                    assert_eq!(error, PdfError::NoText { pages: pages as usize }.into(), "{}", sample.name);
                }
                None => assert!(matches!(error, ExtractError::Pdf(PdfError::NoUnicode { .. })), "{}", sample.name),
            }
        }
        if sample.expected["password"].is_string() {
            tried += 1;
            for wrong in [None, Some("no such word")] {
                let error = extract(&sample.bytes, wrong).expect_err("it needs its password");
                assert_eq!(error, PdfError::Password.into(), "{}", sample.name);
            }
        }
    }
    assert!(tried >= 3, "{tried}");
}
