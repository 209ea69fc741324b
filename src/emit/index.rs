//! An index over many series: index.json for programs, index.html for people.
//!
//! In: what each series came to. Out: bytes. The page needs nothing but itself: no script, nothing fetched. Names come from
//! folders and documents, and are always escaped.

use serde::Serialize;

use crate::model::finding::Severity;
use crate::model::history::History;
use crate::model::link::Judgement;

/// Many series.
#[derive(Debug, Clone, Serialize)]
pub struct Index {
    /// The series, by the names of their folders.
    pub series: Vec<IndexEntry>,
}

/// One series, and where its history stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IndexEntry {
    /// The folder, below the index.
    pub folder: String,
    /// Why it could not be made, where it could not; then all the rest is empty.
    pub problem: Option<String>,
    /// The name of the series.
    pub series: String,
    /// How many editions it has.
    pub editions: usize,
    /// The last dated edition.
    pub last_edition: Option<String>,
    /// How many actions it has.
    pub actions: usize,
    /// How many of them are not called complete or closed.
    pub open: usize,
    /// How many links are not sure.
    pub unsure: usize,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// How many sources could not be read.
    pub unreadable: usize,
    /// The page about it, where there is one.
    pub report: Option<String>,
}

impl IndexEntry {
    /// Returns the entry of `history`, which stands in `folder`.
    pub fn of(folder: &str, history: &History) -> Self {
        let grave = |severity| history.findings.iter().filter(|finding| finding.severity == severity).count();
        let dated = history.editions.iter().rev().find(|edition| edition.published_on.is_some());
        Self {
            folder: folder.to_owned(),
            problem: None,
            series: history.series.clone(),
            editions: history.editions.len(),
            last_edition: dated.map(|edition| edition.id.0.clone()),
            actions: history.actions.len(),
            open: history.actions.iter().filter(|action| !action.state.is_closing()).count(),
            unsure: history.links.iter().filter(|link| link.judgement == Judgement::Unsure).count(),
            errors: grave(Severity::Error),
            warnings: grave(Severity::Warning),
            unreadable: history.sources.iter().filter(|source| source.problem.is_some()).count(),
            report: None,
        }
    }
}

/// The columns of the page that hold numbers.
const NUMBERS: [&str; 7] = ["editions", "actions", "open", "unsure links", "errors", "warnings", "unreadable"];

/// Returns the page.
pub fn index_html(index: &Index) -> String {
    let mut page = String::from(HEAD);
    for heading in NUMBERS {
        page.push_str(&format!("<th scope=\"col\">{heading}</th>"));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for entry in &index.series {
        page.push_str(&row(entry));
    }
    page.push_str("</tbody>\n</table>\n</main>\n</body>\n</html>\n");
    page
}

fn row(entry: &IndexEntry) -> String {
    let folder = escaped(&entry.folder);
    if let Some(problem) = &entry.problem {
        let columns = NUMBERS.len() + 1;
        let problem = escaped(problem);
        return format!(
            "<tr class=\"failed\"><th scope=\"row\">{folder}</th><td colspan=\"{columns}\">could not be made: {problem}</td></tr>\n"
        );
    }
    let target = entry.report.as_deref().unwrap_or("history.json");
    let link = format!("{}/{}", encoded(&entry.folder), encoded(target));
    let last = escaped(entry.last_edition.as_deref().unwrap_or("–"));
    let name = match entry.series == entry.folder {
        true => folder,
        false => format!("{folder} ({})", escaped(&entry.series)),
    };
    let numbers =
        [entry.editions, entry.actions, entry.open, entry.unsure, entry.errors, entry.warnings, entry.unreadable];
    let numbers: String = numbers.iter().map(|number| format!("<td class=\"number\">{number}</td>")).collect();
    format!("<tr><th scope=\"row\"><a href=\"{link}\">{name}</a></th><td>{last}</td>{numbers}</tr>\n")
}

/// Returns `text` so that a page shows it, whatever it is.
fn escaped(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            other => page.push(other),
        }
    }
    page
}

/// Returns the name of a file or folder as part of an address.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte).collect()
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<title>Series</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 2rem 1rem; }
main { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .4rem .75rem; text-align: left; }
thead th { vertical-align: bottom; }
.number { font-variant-numeric: tabular-nums; text-align: right; }
.failed td { font-style: italic; }
</style>
</head>
<body>
<main>
<h1>Series</h1>
<table>
<thead><tr><th scope=\"col\">series</th><th scope=\"col\">last edition</th>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_and_never_run() {
        let entry = |folder: &str, problem: Option<&str>| IndexEntry {
            folder: folder.to_owned(),
            series: "<script>alert(1)</script>".to_owned(),
            problem: problem.map(str::to_owned),
            ..IndexEntry::default()
        };
        let index = Index { series: vec![entry("quay \"2\"/é", None), entry("moor", Some("<b>no</b>"))] };
        let page = index_html(&index);
        assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("&lt;b&gt;no"), "{page}");
        assert!(page.contains("href=\"quay%20%222%22%2F%C3%A9/history.json\""), "{page}");
    }
}
