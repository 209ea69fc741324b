//! Where things are in a history: rows by name, the actions they belong to, the order of editions.
//!
//! In: a history, which may have been changed by hand. Out: what is asked for, or nothing where it is not there.

use foldhash::{HashMap, HashMapExt as _};

use crate::model::action::{Action, Span};
use crate::model::edition::{Edition, EditionKind};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::Link;
use crate::model::observation::{DateField, DateKind, Locator, Observation};

/// A history with everything in it found at once. Nothing goes through these maps in their order, which is none.
pub struct Book<'a> {
    /// The history.
    pub history: &'a History,
    editions: HashMap<&'a EditionId, usize>,
    rows: HashMap<&'a ObservationId, &'a Observation>,
    owners: HashMap<&'a ObservationId, &'a ActionId>,
    links: HashMap<&'a ObservationId, Vec<&'a Link>>,
    codes: HashMap<&'a str, Span>,
}

impl<'a> Book<'a> {
    /// Looks through `history` once.
    pub fn new(history: &'a History) -> Self {
        let mut links: HashMap<_, Vec<&Link>> = HashMap::new();
        for link in &history.links {
            links.entry(&link.from).or_default().push(link);
            links.entry(&link.to).or_default().push(link);
        }
        let owned = |action: &'a Action| action.steps.iter().map(move |step| (&step.observation, &action.id));
        let span = |from: &Option<String>, to: &Option<String>| Span { from: from.clone(), to: to.clone() };
        Self {
            history,
            editions: history.editions.iter().enumerate().map(|(index, edition)| (&edition.id, index)).collect(),
            rows: history.observations.iter().map(|row| (&row.id, row)).collect(),
            owners: history.actions.iter().flat_map(owned).collect(),
            links,
            codes: history.codes.iter().map(|code| (code.code.as_str(), span(&code.from, &code.to))).collect(),
        }
    }

    /// Returns the place of an edition among all.
    pub fn edition(&self, id: &EditionId) -> Option<usize> {
        self.editions.get(id).copied()
    }

    /// Returns the edition at a place.
    pub fn edition_at(&self, index: usize) -> Option<&'a Edition> {
        self.history.editions.get(index)
    }

    /// Tells whether the edition at a place is a log.
    pub fn is_log(&self, index: usize) -> bool {
        self.edition_at(index).is_some_and(|edition| edition.kind == EditionKind::Log)
    }

    /// Returns the row of that name.
    pub fn row(&self, id: &ObservationId) -> Option<&'a Observation> {
        self.rows.get(id).copied()
    }

    /// Returns the place of the edition that prints a row.
    pub fn edition_of(&self, id: &ObservationId) -> Option<usize> {
        self.row(id).and_then(|row| self.edition(&row.edition))
    }

    /// Returns the action that a row belongs to.
    pub fn action_of(&self, id: &ObservationId) -> Option<&'a ActionId> {
        self.owners.get(id).copied()
    }

    /// Returns the links that begin or end at a row.
    pub fn links(&self, id: &ObservationId) -> &[&'a Link] {
        self.links.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the heading of the table that a row stands in, or the table's name.
    pub fn table(&self, row: &'a Observation) -> &'a str {
        let edition = self.edition(&row.edition).and_then(|index| self.edition_at(index));
        let table = edition.and_then(|edition| edition.tables.iter().find(|table| table.id == row.table));
        table.and_then(|table| table.title.as_deref()).unwrap_or(&row.table.0)
    }

    /// Returns the first and last day that a date cell can mean; codes by what they were learned to mean.
    pub fn span(&self, field: &DateField) -> Span {
        let meant = field.parts.iter().map(|part| match (part.kind, &part.code) {
            (DateKind::Code, Some(code)) if part.to.is_none() => {
                self.codes.get(code.as_str()).cloned().unwrap_or_default()
            }
            _ => Span { from: part.from.clone(), to: part.to.clone() },
        });
        let spans: Vec<Span> = meant.collect();
        Span {
            from: spans.iter().filter_map(|span| span.from.clone()).min(),
            to: spans.iter().filter_map(|span| span.to.clone()).max(),
        }
    }
}

/// Returns where in its source a wording stands, in words: `lines 11–13`, `pages 2–3`; empty where it is not known.
pub fn place(locators: &[Locator]) -> String {
    let pages = joined(locators.iter().filter_map(|one| one.page).map(|page| [page, page]).collect());
    let lines = joined(locators.iter().filter_map(|one| one.lines).collect());
    let say = |ranges: &[[u32; 2]], one: &str| {
        let words: Vec<String> = ranges
            .iter()
            .map(|[first, last]| if first == last { first.to_string() } else { format!("{first}–{last}") })
            .collect();
        let many = ranges.len() > 1 || ranges.iter().any(|[first, last]| first != last);
        format!("{one}{} {}", if many { "s" } else { "" }, words.join(", "))
    };
    match (pages.as_slice(), lines.as_slice()) {
        ([], []) => String::new(),
        ([], lines) => say(lines, "line"),
        (pages, _) => say(pages, "page"),
    }
}

/// Joins ranges that touch.
fn joined(mut ranges: Vec<[u32; 2]>) -> Vec<[u32; 2]> {
    ranges.sort_unstable();
    let mut done: Vec<[u32; 2]> = Vec::new();
    for [first, last] in ranges {
        match done.last_mut() {
            Some([_, end]) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => done.push([first, last]),
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_words() {
        let lines = |first, last| Locator { page: None, lines: Some([first, last]), bbox: None };
        let page = |page| Locator { page: Some(page), lines: None, bbox: Some([0.0; 4]) };
        assert_eq!(place(&[]), "");
        assert_eq!(place(&[lines(11, 11)]), "line 11");
        assert_eq!(place(&[lines(11, 11), lines(12, 14)]), "lines 11–14");
        assert_eq!(place(&[lines(181, 184), lines(192, 200)]), "lines 181–184, 192–200");
        assert_eq!(place(&[page(4), page(4)]), "page 4");
        assert_eq!(place(&[page(4), page(5)]), "pages 4–5");
    }
}
