//! The other views: findings, links that are not sure, sources.
//!
//! In: a history, and the pages that explain codes. Out: a block of data for each view.

use std::borrow::Cow;

use foldhash::HashSet;
use serde::{Serialize, Serializer};

use super::book::{Book, Shown, place};
use super::redline::{Run, redline};
use super::ties::{Grounds, Mention, grounds, mention};
use crate::model::finding::{Finding, Quote, Severity};
use crate::model::ids::ObservationId;
use crate::model::link::{Judgement, Link};
use crate::model::observation::Locator;
use crate::model::source::WordCounts;

/// What a code of findings means.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Explanation<'a> {
    /// The code.
    pub code: &'a str,
    /// How grave such findings usually are.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'a str,
    /// What it means.
    pub means: &'a str,
    /// An example, invented.
    pub example: &'a str,
    /// What to do about it.
    pub todo: &'a str,
}

/// The block of data behind the findings.
#[derive(Debug, Serialize)]
pub struct FindingList<'a> {
    explanations: Vec<Explanation<'a>>,
    findings: Entries<'a>,
}

/// The findings, each made when it is written: they name many rows.
#[derive(Debug)]
struct Entries<'a>(&'a Book<'a>);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.history.findings.iter().map(|finding| finding_entry(self.0, finding)))
    }
}

#[derive(Debug, Serialize)]
struct FindingEntry<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    actions: Vec<&'a str>,
    editions: Vec<usize>,
    rows: Vec<Mention<'a>>,
    quotes: Vec<QuoteEntry<'a>>,
    hint: Option<&'a str>,
}

/// A quote and where it stands.
#[derive(Debug, Serialize)]
struct QuoteEntry<'a> {
    field: &'a str,
    text: &'a str,
    edition: Option<usize>,
    label: Option<&'a str>,
    place: Cow<'a, str>,
}

/// A link that is not sure.
#[derive(Debug, Serialize)]
pub struct UnsureEntry<'a> {
    earlier: Mention<'a>,
    later: Mention<'a>,
    runs: Vec<Run>,
    #[serde(flatten)]
    link: Grounds<'a>,
    /// The command that puts it to a person.
    command: String,
}

/// A source.
#[derive(Debug, Serialize)]
pub struct SourceEntry<'a> {
    id: &'a str,
    path: &'a str,
    media_type: &'a str,
    bytes: u64,
    words: WordCounts,
    supersedes: Option<&'a str>,
    same_as: Option<&'a str>,
    problem: Option<&'a str>,
    editions: Vec<usize>,
}

/// Returns the findings, and what explains those there are.
pub fn findings<'a>(book: &'a Book<'a>, explanations: &[Explanation<'a>]) -> FindingList<'a> {
    let all = &book.history.findings;
    let used = |page: &&Explanation<'a>| all.iter().any(|finding| finding.code == page.code);
    FindingList { explanations: explanations.iter().filter(used).copied().collect(), findings: Entries(book) }
}

fn finding_entry<'a>(book: &'a Book<'a>, finding: &'a Finding) -> FindingEntry<'a> {
    // A row that is quoted is named with its quote.
    let quoted: HashSet<&ObservationId> =
        finding.quotes.iter().filter_map(|quote| quote.observation.as_ref()).collect();
    FindingEntry {
        code: &finding.code,
        severity: finding.severity,
        message: &finding.message,
        actions: finding.actions.iter().map(|id| id.0.as_str()).collect(),
        editions: finding.editions.iter().filter_map(|id| book.edition(id)).collect(),
        rows: finding.observations.iter().filter(|id| !quoted.contains(id)).map(|id| mention(book, id)).collect(),
        quotes: finding.quotes.iter().map(|quote| quote_entry(book, finding, quote)).collect(),
        hint: finding.hint.as_deref(),
    }
}

fn quote_entry<'a>(book: &'a Book<'a>, finding: &Finding, quote: &'a Quote) -> QuoteEntry<'a> {
    let shown = quote.observation.as_ref().and_then(|id| book.shown(id));
    let only = match finding.editions.as_slice() {
        [one] if shown.is_none() => book.edition(one),
        _ => None,
    };
    QuoteEntry {
        field: &quote.field,
        text: &quote.text,
        edition: shown.and_then(|shown| shown.edition).or(only),
        label: shown.and_then(|shown| shown.row.label.as_deref()),
        place: shown.map(|shown| place_of(shown, &quote.field)).unwrap_or_default(),
    }
}

/// Returns where a field of a row stands; of the whole row, where it has no place of its own.
fn place_of<'a>(shown: &'a Shown<'a>, field: &str) -> Cow<'a, str> {
    let row = shown.row;
    let locators: Option<&Vec<Locator>> = match field {
        "action" => row.action.as_ref().map(|one| &one.locator),
        "status" => row.status.as_ref().map(|one| &one.locator),
        "deadline" => row.deadline.as_ref().map(|one| &one.locator),
        "raised" => row.raised.as_ref().map(|one| &one.locator),
        "owner" => row.owner.as_ref().map(|one| &one.locator),
        "note" => row.note.as_ref().map(|one| &one.locator),
        other => row.extra.get(other).map(|one| &one.locator),
    };
    match locators.map(|locators| place(locators.iter())) {
        Some(place) if !place.is_empty() => place.into(),
        _ => shown.place.as_str().into(),
    }
}

/// Returns the links that are not sure.
pub fn unsure<'a>(book: &'a Book<'a>) -> Vec<UnsureEntry<'a>> {
    let links = book.history.links.iter().filter(|link| link.judgement == Judgement::Unsure);
    let entry = |link: &'a Link| {
        let (earlier, later) = (mention(book, &link.from), mention(book, &link.to));
        let wording = |one: &Mention<'a>| one.wording.unwrap_or_default();
        UnsureEntry {
            runs: redline(wording(&earlier), wording(&later)),
            command: format!("throughline review {} {}", quoted(&link.from.0), quoted(&link.to.0)),
            link: grounds(book, link),
            earlier,
            later,
        }
    };
    links.map(entry).collect()
}

/// Returns `word` as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/#:@.~_-+".contains(sign);
    if word.chars().all(plain) && !word.is_empty() {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Returns the sources.
pub fn sources<'a>(book: &Book<'a>) -> Vec<SourceEntry<'a>> {
    let history = book.history;
    let entry = |source: &'a crate::model::source::Source| SourceEntry {
        id: &source.id.0,
        path: &source.path,
        media_type: &source.media_type,
        bytes: source.bytes,
        words: source.words,
        supersedes: source.supersedes.as_ref().map(|id| id.0.as_str()),
        same_as: source.same_as.as_ref().map(|id| id.0.as_str()),
        problem: source.problem.as_deref(),
        editions: (0..history.editions.len())
            .filter(|index| book.edition_at(*index).is_some_and(|edition| edition.source == source.id))
            .collect(),
    };
    history.sources.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::html::tests::harbour;

    #[test]
    fn every_unsure_link_has_the_command_that_settles_it() {
        let history = harbour();
        let book = Book::new(&history);
        let found = unsure(&book);
        let commands: Vec<&str> = found.iter().map(|one| one.command.as_str()).collect();
        assert_eq!(commands, ["throughline review 2021-07-19/log#open:7 2022-03-01/log#open:7"]);
    }

    #[test]
    fn words_are_put_so_that_a_shell_takes_each_for_one() {
        for (word, expected) in [
            ("2021-03-15/log#open:@3~2", "2021-03-15/log#open:@3~2"),
            ("2021-03-15/log#open:(7)", "'2021-03-15/log#open:(7)'"),
            ("**2", "'**2'"),
            ("it's; rm", r"'it'\''s; rm'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn a_quote_says_where_it_stands() {
        let history = harbour();
        let book = Book::new(&history);
        let quote = &finding_entry(&book, &history.findings[0]).quotes[0];
        assert_eq!((quote.edition, quote.label, &*quote.place), (Some(1), Some("7"), "lines 12–14"));
    }
}
