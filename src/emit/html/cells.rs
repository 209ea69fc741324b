//! One action through all editions, a sign for each: what the grid of the first view is drawn from.
//!
//! In: an action. Out: its states and marks, one sign for each edition, and its deadlines. A sign is a letter and no state's
//! word, because there are as many as actions times editions.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::book::Book;
use crate::model::action::{Action, EventKind};
use crate::model::observation::Category;

/// The signs of one action.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Cells<'a> {
    /// One sign for each edition: [`sign`] of the state it shows; `w` where a write-up or a row without status shows it,
    /// `t` where a row tells of it together with others, `?` where a log leaves it out, and a blank elsewhere.
    states: String,
    /// One hexadecimal digit for each edition: 1 the deadline slipped, 2 it was made open-ended, 4 not sure, 8 seen again,
    /// added up.
    marks: String,
    /// Its deadlines, one for each log that dates it: the edition's place, first day, last day.
    deadlines: Vec<(usize, Option<&'a str>, &'a str)>,
    /// The places of the editions in which its deadline slipped.
    slips: Vec<usize>,
}

/// The mark of a slipped deadline.
const SLIPPED: u32 = 1;
/// The mark of a deadline made open-ended.
const OPENED: u32 = 2;
/// The mark of a step that is not sure.
const UNSURE: u32 = 4;
/// The mark of an action that came back.
const AGAIN: u32 = 8;

/// Returns the letter of a state.
pub fn sign(state: Category) -> char {
    match state {
        Category::Complete => 'C',
        Category::ProposedComplete => 'c',
        Category::PartiallyComplete => 'h',
        Category::Closed => 'X',
        Category::ProposedClosed => 'x',
        Category::Ongoing => 'O',
        Category::InProgress => 'I',
        Category::NotStarted => 'N',
        Category::Superseded => 'S',
        Category::None => 'w',
    }
}

/// Returns the signs of `action`.
pub fn cells<'a>(book: &Book<'a>, action: &'a Action) -> Cells<'a> {
    let count = book.history.editions.len();
    let mut states: BTreeMap<usize, char> = BTreeMap::new();
    let mut marks: BTreeMap<usize, u32> = BTreeMap::new();
    let mut deadlines: BTreeMap<usize, (Option<&str>, &str)> = BTreeMap::new();
    for index in action.told_in.iter().filter_map(|id| book.edition_of(id)) {
        states.insert(index, 't');
    }
    for step in &action.steps {
        let Some(shown) = book.shown(&step.observation) else { continue };
        let (row, Some(index)) = (shown.row, shown.edition) else { continue };
        let state = sign(row.status.as_ref().map_or(Category::None, |status| status.category));
        let known = states.entry(index).or_insert(state);
        if matches!(known, 'w' | 't') {
            *known = state;
        }
        if !step.sure {
            *marks.entry(index).or_default() |= UNSURE;
        }
        let [from, to] = row.deadline.as_ref().map(|field| book.span(field)).unwrap_or_default();
        if let (true, Some(to)) = (book.is_log(index), to) {
            deadlines.entry(index).or_insert((from, to));
        }
    }
    let mut slips = BTreeSet::new();
    for event in &action.events {
        let Some(index) = book.edition(&event.edition) else { continue };
        let mark = match event.kind {
            EventKind::DeadlineSlipped => SLIPPED,
            EventKind::DeadlineOpened => OPENED,
            EventKind::SeenAgain => AGAIN,
            EventKind::NotSeen => {
                // It goes on being left out until a row shows it again.
                let until = states.range(index..).find(|(_, state)| **state != '?').map_or(count, |(next, _)| *next);
                for left_out in (index..until).filter(|index| book.is_log(*index)) {
                    states.insert(left_out, '?');
                }
                continue;
            }
            _ => continue,
        };
        if mark == SLIPPED {
            slips.insert(index);
        }
        *marks.entry(index).or_default() |= mark;
    }
    let mark = |index| marks.get(&index).and_then(|mark| char::from_digit(*mark, 16)).unwrap_or('0');
    Cells {
        states: (0..count).map(|index| states.get(&index).copied().unwrap_or(' ')).collect(),
        marks: (0..count).map(mark).collect(),
        deadlines: deadlines.into_iter().map(|(index, (from, to))| (index, from, to)).collect(),
        slips: slips.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::html::tests::{event, harbour};

    #[test]
    fn every_edition_has_a_sign() {
        let history = harbour();
        let book = Book::new(&history);
        let found = cells(&book, &history.actions[0]);
        assert_eq!((found.states.as_str(), found.marks.as_str()), ("wO?O", "010c"));
        assert_eq!(found.slips, [1]);
        let ends: Vec<_> = found.deadlines.iter().map(|(index, _, to)| (*index, *to)).collect();
        assert_eq!(ends, [(0, "2021-07-31"), (1, "2021-11-30")], "the code is known by what it was learned to mean");
    }

    #[test]
    fn what_is_never_seen_again_stays_a_gap() {
        let mut history = harbour();
        let action = &mut history.actions[1];
        action.steps.truncate(1);
        action.events = vec![event(EventKind::NotSeen, "2021-07-19/log", None)];
        let book = Book::new(&history);
        assert_eq!(cells(&book, &history.actions[1]).states, "N???");
    }
}
