//! Where things are in a history: rows by name, the actions they belong to, the order of editions.
//!
//! In: a history, which may have been changed by hand. Out: what is asked for, or nothing where it is not there.

use foldhash::{HashMap, HashSet};

use crate::model::action::Action;
use crate::model::edition::{Edition, EditionKind};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::Link;
use crate::model::observation::{DateField, DateKind, Locator, Observation};

/// A history with everything in it found at once. Nothing goes through these maps in their order, which is none.
#[derive(Debug)]
pub struct Book<'a> {
    /// The history.
    pub history: &'a History,
    editions: HashMap<&'a EditionId, usize>,
    rows: HashMap<&'a ObservationId, Shown<'a>>,
    /// The actions of rows that are not there.
    strays: HashMap<&'a ObservationId, &'a ActionId>,
    codes: HashMap<&'a str, Span<'a>>,
}

/// A row, and what is often asked of it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The row itself.
    pub row: &'a Observation,
    /// The place of its edition among all.
    pub edition: Option<usize>,
    action: Option<&'a ActionId>,
    /// Where the whole of it stands, in words.
    pub place: String,
    links: Vec<&'a Link>,
}

/// The first and last day that something can mean.
pub type Span<'a> = [Option<&'a str>; 2];

impl<'a> Book<'a> {
    /// Looks through `history` once.
    pub fn new(history: &'a History) -> Self {
        let editions: HashMap<_, _> =
            history.editions.iter().enumerate().map(|(index, edition)| (&edition.id, index)).collect();
        let shown = |row: &'a Observation| {
            let edition = editions.get(&row.edition).copied();
            Shown { row, edition, action: None, place: whole_place(row), links: Vec::new() }
        };
        let mut rows: HashMap<_, _> = history.observations.iter().map(|row| (&row.id, shown(row))).collect();
        let mut strays = HashMap::default();
        for action in &history.actions {
            for step in &action.steps {
                match rows.get_mut(&step.observation) {
                    Some(shown) => shown.action = Some(&action.id),
                    None => _ = strays.insert(&step.observation, &action.id),
                }
            }
        }
        for link in &history.links {
            for end in [&link.from, &link.to] {
                if let Some(shown) = rows.get_mut(end) {
                    shown.links.push(link);
                }
            }
        }
        let codes = history.codes.iter().map(|code| (code.code.as_str(), [code.from.as_deref(), code.to.as_deref()]));
        Self { history, editions, rows, strays, codes: codes.collect() }
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

    /// Returns the row of that name with what is often asked of it.
    pub fn shown(&self, id: &ObservationId) -> Option<&Shown<'a>> {
        self.rows.get(id)
    }

    /// Returns the rows of an action, in order.
    pub fn rows_of(&self, action: &'a Action) -> impl Iterator<Item = &Shown<'a>> {
        action.steps.iter().filter_map(|step| self.shown(&step.observation))
    }

    /// Returns the place of the edition that prints a row.
    pub fn edition_of(&self, id: &ObservationId) -> Option<usize> {
        self.shown(id).and_then(|shown| shown.edition)
    }

    /// Returns the action that a row belongs to, also where the row is not there.
    pub fn action_of(&self, id: &ObservationId) -> Option<&'a ActionId> {
        self.shown(id).map_or_else(|| self.strays.get(id).copied(), |shown| shown.action)
    }

    /// Returns the links that begin or end at a row.
    pub fn links(&self, id: &ObservationId) -> &[&'a Link] {
        self.shown(id).map_or(&[], |shown| shown.links.as_slice())
    }

    /// Returns the heading of the table that a row stands in, or the table's name.
    pub fn table(&self, shown: &Shown<'a>) -> &'a str {
        let edition = shown.edition.and_then(|index| self.edition_at(index));
        let table = edition.and_then(|edition| edition.tables.iter().find(|table| table.id == shown.row.table));
        table.and_then(|table| table.title.as_deref()).unwrap_or(&shown.row.table.0)
    }

    /// Returns the first and last day that a date cell can mean; codes by what they were learned to mean.
    pub fn span(&self, field: &'a DateField) -> Span<'a> {
        let (mut first, mut last) = (None, None);
        for part in &field.parts {
            let [from, to] = match (part.kind, &part.code) {
                (DateKind::Code, Some(code)) if part.to.is_none() => {
                    self.codes.get(code.as_str()).copied().unwrap_or_default()
                }
                _ => [part.from.as_deref(), part.to.as_deref()],
            };
            first = first.into_iter().chain(from).min();
            last = last.max(to);
        }
        [first, last]
    }
}

/// Returns `names`, each once, in the order of letters.
pub fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    // There are few names, and they come again and again.
    let different: HashSet<&str> = names.collect();
    let mut names: Vec<&str> = different.into_iter().collect();
    names.sort_unstable();
    names
}

/// Returns where in its source a wording stands, in words: `lines 11–13`, `pages 2–3`; empty where it is not known.
pub fn place<'l>(locators: impl Iterator<Item = &'l Locator> + Clone) -> String {
    let pages = joined(locators.clone().filter_map(|one| one.page).map(|page| [page, page]));
    let lines = joined(locators.filter_map(|one| one.lines));
    let say = |ranges: &[[u32; 2]], one: &str| {
        let many = ranges.len() > 1 || ranges.iter().any(|[first, last]| first != last);
        let mut said = format!("{one}{}", if many { "s" } else { "" });
        for (place, [first, last]) in ranges.iter().enumerate() {
            said.push_str(if place > 0 { ", " } else { " " });
            said.push_str(&first.to_string());
            if first != last {
                said.push('–');
                said.push_str(&last.to_string());
            }
        }
        said
    };
    match (pages.as_slice(), lines.as_slice()) {
        ([], []) => String::new(),
        ([], lines) => say(lines, "line"),
        (pages, _) => say(pages, "page"),
    }
}

/// Returns where a whole row stands.
fn whole_place(row: &Observation) -> String {
    let fields = [
        row.action.as_ref().map(|field| &field.locator),
        row.deadline.as_ref().map(|field| &field.locator),
        row.status.as_ref().map(|field| &field.locator),
        row.raised.as_ref().map(|field| &field.locator),
        row.owner.as_ref().map(|field| &field.locator),
    ];
    place(fields.into_iter().flatten().flatten())
}

/// Joins ranges that touch.
fn joined(ranges: impl Iterator<Item = [u32; 2]>) -> Vec<[u32; 2]> {
    let mut ranges: Vec<[u32; 2]> = ranges.collect();
    ranges.sort_unstable();
    ranges.dedup_by(|[first, last], [_, end]| {
        let touches = *first <= end.saturating_add(1);
        if touches {
            *end = (*last).max(*end);
        }
        touches
    });
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_words() {
        let lines = |first, last| Locator { page: None, lines: Some([first, last]), bbox: None };
        let page = |page| Locator { page: Some(page), lines: None, bbox: Some([0.0; 4]) };
        let place = |locators: &[Locator]| place(locators.iter());
        assert_eq!(place(&[]), "");
        assert_eq!(place(&[lines(11, 11)]), "line 11");
        assert_eq!(place(&[lines(11, 11), lines(12, 14)]), "lines 11–14");
        assert_eq!(place(&[lines(181, 184), lines(192, 200)]), "lines 181–184, 192–200");
        assert_eq!(place(&[page(4), page(4)]), "page 4");
        assert_eq!(place(&[page(4), page(5)]), "pages 4–5");
    }
}
