//! Contents lists: which lines they take, and which headings they name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::wording;
use crate::ledger::Class;
use crate::reading::Reading;

/// Takes contents lists out of the free lines and returns the headings they name, as [`wording::key`]s.
pub fn read(reading: &mut Reading<'_>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut index = 0;
    let mut heads = 0;
    while index < reading.lines.len() {
        let text = reading.lines.text(index).trim();
        if !reading.ledger.is_free(index) || text.is_empty() || text.len() > 400 {
            index += 1;
            continue;
        }
        let headed = is_head(text) && heads < 4;
        heads += usize::from(headed);
        let entries = if headed { entries(reading, index + 1, true) } else { entries(reading, index, false) };
        let numbers: Vec<u64> = entries.iter().filter_map(|entry| entry.page).collect();
        let counts_up = numbers.is_sorted() && numbers.len() >= 3 && numbers.last() > numbers.first();
        let end = entries.last().map_or(index + 1, |entry| entry.end);
        if entries.is_empty() || (!headed && !counts_up) {
            index = end;
            continue;
        }
        for line in index..end {
            if reading.ledger.is_free(line) {
                reading.ledger.claim_line(line, &reading.lines, Class::Furniture);
            }
        }
        named.extend(entries.into_iter().map(|entry| entry.key).filter(|key| !key.is_empty()));
        index = end;
    }
    named
}

/// Tells whether `text` is the heading of a contents list.
pub fn is_head(text: &str) -> bool {
    HEAD.is_match(text.trim().trim_matches(['#', '*', ' ', ':']))
}

struct Entry {
    key: String,
    page: Option<u64>,
    end: usize,
}

/// Reads entries from line `from` on; below a heading an entry may run over two lines, stand apart, or lack its page.
fn entries(reading: &Reading<'_>, from: usize, headed: bool) -> Vec<Entry> {
    let lines = &reading.lines;
    let mut found: Vec<Entry> = Vec::new();
    let mut pending: Option<usize> = None;
    let mut index = from;
    while index < lines.len() && (reading.ledger.is_free(index) || (headed && furniture(reading, index))) {
        let text = lines.text(index).trim();
        if !reading.ledger.is_free(index) {
            index += 1;
            continue;
        }
        if text.is_empty() && headed && pending.is_none() {
            index += 1;
            continue;
        }
        if text.is_empty() || text.len() > 300 {
            break;
        }
        if let Some((title, page)) = split(text, headed) {
            let first = pending.take().map_or("", |line| lines.text(line).trim());
            let key = wording::key(&format!("{first} {title}"));
            found.push(Entry { key, page, end: index + 1 });
        } else if headed && pending.is_none() && !text.ends_with(['.', ':', ';']) {
            pending = Some(index);
        } else {
            break;
        }
        index += 1;
    }
    if headed && found.is_empty() { unpaged(reading, from) } else { found }
}

fn furniture(reading: &Reading<'_>, index: usize) -> bool {
    reading.ledger.class_of(reading.lines.trimmed(index)) == Some(Class::Furniture)
}

/// Reads a contents list without page numbers: the lines that stand again further down.
fn unpaged(reading: &Reading<'_>, from: usize) -> Vec<Entry> {
    let lines = &reading.lines;
    let start = (from..lines.len()).find(|&index| !lines.is_blank(index)).unwrap_or(from);
    let block: Vec<usize> = (start..lines.len())
        .take_while(|&index| !lines.is_blank(index) && reading.ledger.is_free(index))
        .take(200)
        .collect();
    let end = block.last().map_or(start, |last| last + 1);
    let below: BTreeSet<String> = (end..lines.len())
        .filter(|&index| lines.text(index).len() < 300)
        .map(|index| wording::key(lines.text(index)))
        .collect();
    let entries = block.iter().map(|&index| Entry { key: wording::key(lines.text(index)), page: None, end: index + 1 });
    let entries: Vec<Entry> = entries.collect();
    let again = entries.iter().filter(|entry| below.contains(&entry.key)).count();
    if again * 3 >= entries.len() * 2 && again > 0 { entries } else { Vec::new() }
}

/// Splits `Fuel berth ..... 5` into title and page.
fn split(text: &str, headed: bool) -> Option<(&str, Option<u64>)> {
    let found = if headed { ENTRY_BELOW_HEAD.captures(text) } else { ENTRY.captures(text) }?;
    let title = found.get(1)?.as_str();
    let page = found.get(2)?.as_str();
    title.contains(char::is_alphabetic).then(|| (title, page.parse().ok()))
}

static HEAD: LazyLock<Regex> =
    LazyLock::new(|| wording::pattern(r"(?i)^(?:table of contents|contents|list of contents|contents page|index)$"));
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(r"^([^\t]*?[^\s.…])(?:\s*\t\s*|\s*[.…](?:\s*[.…]){1,}\s*|\s{3,})([0-9]{1,4}|[ivxlc]{1,6})$")
});
static ENTRY_BELOW_HEAD: LazyLock<Regex> =
    LazyLock::new(|| wording::pattern(r"^(.*?[^\s.…])(?:\s*[.…](?:\s*[.…])*\s*|\s+)([0-9]{1,4}|[ivxlc]{1,6})$"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Vocabulary;

    fn keys(text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::default();
        let mut reading = Reading::new(text, None, &vocabulary);
        read(&mut reading).into_iter().collect()
    }

    #[test]
    fn contents_name_the_sections() {
        assert_eq!(
            keys("CONTENTS\n\nOpening\t1\nFuel berth......5\nA very long\nsection name 7\n\nOPENING\n"),
            ["a very long section name", "fuel berth", "opening"]
        );
        assert_eq!(keys("Opening ..... 1\nFuel berth ..... 5\nAnnex ..... 9\n"), ["annex", "fuel berth", "opening"]);
        assert_eq!(keys("Contents\nOpening\nFuel\n\nOpening\ntext\n\nFuel\ntext\n"), ["fuel", "opening"]);
    }

    #[test]
    fn figures_are_no_contents() {
        assert!(keys("Boats counted\t120\nTrailers\t14\nPeople\t2019\n").is_empty());
    }
}
