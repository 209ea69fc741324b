//! Labelled lines below an item: `Owner: JS`, `Due: 4 May   Status: open`.
//!
//! In: a line, and what the vocabulary knows. Out: the fields it names, each with its value's place.

use std::sync::LazyLock;

use regex::Regex;

use super::{heading, mark, style, wording};
use crate::cell::Cell;
use crate::columns::Meaning;
use crate::layouts::minutes;
use crate::pattern::{LETTER, pattern};
use crate::reading::Reading;
use crate::row::Field;
use crate::span::Span;

/// One label with its value.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The label's place, colon included.
    pub place: Span,
    /// The label as printed.
    pub name: String,
    /// What it means.
    pub field: Field,
    /// How exactly it means that; the lower the better.
    pub rank: usize,
    /// The places of the value.
    pub value: Vec<Span>,
}

impl Labelled {
    /// Tells whether the label is one that only actions have: an owner, a deadline, a status.
    pub fn is_telling(&self) -> bool {
        matches!(self.field, Field::Owner | Field::Deadline) || (self.field == Field::Status && self.rank <= 4)
    }
}

/// Reads the labels of line `index`, where the first of them is known; a bullet before it is passed over.
pub fn read(reading: &Reading<'_>, index: usize) -> Option<Vec<Labelled>> {
    let found = all(reading, index);
    found.first().is_some_and(|first| first.field != Field::Extra).then_some(found)
}

/// Reads labelled lines from line `from` on, and what wraps below them; returns them and the line behind.
///
/// Lines may stand apart by blank lines. A label that has come before ends the group.
pub fn group(
    reading: &Reading<'_>,
    outline: &heading::Outline,
    from: usize,
    before: &[Labelled],
) -> (Vec<Labelled>, usize) {
    let lines = &reading.lines;
    let mut found: Vec<Labelled> = Vec::new();
    let mut end = from;
    let mut blank = false;
    for index in from..lines.len() {
        if lines.is_blank(index) {
            if index > from + 1 && end + 3 < index {
                break;
            }
            blank = true;
            continue;
        }
        if !super::is_told(reading, index) {
            continue;
        }
        if !reading.ledger.is_free(index) || outline.at(index).is_some() {
            break;
        }
        let labels = all(reading, index);
        let known = labels.first().is_some_and(|first| first.field != Field::Extra);
        let again = labels.iter().any(|label| {
            before.iter().chain(&found).any(|other| wording::key(&other.name) == wording::key(&label.name))
        });
        if !labels.is_empty() && !again && (known || !blank) && found.len() < MOST {
            found.extend(labels);
        } else if labels.is_empty()
            && !blank
            && !found.is_empty()
            && mark::leading(lines.text(index)).is_none()
            && !minutes::opens(reading, index)
            && !style::is_ended(reading, end.max(from + 1) - 1, index)
        {
            if let Some(last) = found.last_mut() {
                last.value.push(lines.trimmed(index));
            }
        } else {
            break;
        }
        blank = false;
        end = index + 1;
    }
    (found, end)
}

/// Returns the value of `label` as a cell.
pub fn cell(label: &Labelled, reading: &Reading<'_>) -> Cell {
    Cell::from_spans(label.value.clone(), &reading.lines)
}

/// Reads every label of line `index`, known or not; what is not known is extra.
fn all(reading: &Reading<'_>, index: usize) -> Vec<Labelled> {
    let line = reading.lines.text(index);
    // The label stands at the front; a cell of hundreds of thousands of characters has no second one that matters.
    let head_end = line.char_indices().nth(400).map_or(line.len(), |(at, _)| at);
    let start = mark::leading(line)
        .filter(|mark| matches!(mark.style, mark::Style::Bullet(_)) && mark.label.is_none())
        .map_or_else(|| line.len() - line.trim_start().len(), |mark| mark.text);
    let mut places: Vec<(usize, usize, usize, usize)> = Vec::new();
    let mut from = start;
    while let Some(found) = line
        .get(from..head_end)
        .and_then(|rest| if from == start { FIRST.captures(rest) } else { FURTHER.captures(rest) })
    {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { break };
        places.push((from + whole.start(), from + name.start(), from + name.end(), from + whole.end()));
        from += whole.end().max(1);
    }
    let mut labels = Vec::new();
    for (at, &(_, name_start, name_end, value_start)) in places.iter().enumerate() {
        let value_end = places.get(at + 1).map_or(line.len(), |next| next.0);
        let value = line.get(value_start..value_end).unwrap_or("");
        let cut = value.trim_end_matches([' ', '\t', '|', ';', '\u{a0}']);
        let lead = cut.len() - cut.trim_start().len();
        let name = line.get(name_start..name_end).unwrap_or("").trim();
        // `By: 4 May` and `By: J. Smith` say what they are by what stands behind them.
        let by = || {
            let dated = crate::date::is_date_like(cut.trim());
            let field = if dated { Field::Deadline } else { Field::Owner };
            name.eq_ignore_ascii_case("by").then_some(Meaning { rank: 90, field })
        };
        let meaning = reading.vocabulary.exact_meaning(name).or_else(by);
        if at == 0 && meaning.is_none() && name.split_whitespace().count() > 3 {
            break;
        }
        if at > 0 && meaning.is_none() {
            // `Status: see note  Remark: …`: what is not known stays part of the value before it.
            let Some(last) = labels.last_mut() else { continue };
            let last: &mut Labelled = last;
            last.value.push(Span::new(index, name_start, line.trim_end().len().max(name_start)));
            break;
        }
        labels.push(Labelled {
            place: Span::new(index, name_start, value_start),
            name: name.to_owned(),
            field: meaning.map_or(Field::Extra, |meaning| meaning.field),
            rank: meaning.map_or(usize::MAX, |meaning| meaning.rank),
            value: vec![Span::new(index, value_start + lead, value_start + cut.len())],
        });
    }
    labels
}

/// How many labels one item has at most; more are something else.
const MOST: usize = 40;

static FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^[*_]*(\p{{Lu}}[{LETTER}'’()/&.? -]{{0,38}}?)[*_]*\s*:[*_]*(?:\s+|$)")));
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\s{{2,}}|\t|\s*\|\s*|;\s+)[*_]*(\p{{Lu}}[{LETTER}'’()/&. -]{{0,38}}?)[*_]*\s*:[*_]*(?:\s+|$)"
    ))
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Vocabulary;

    #[test]
    fn labels_are_cut_from_their_values() {
        let vocabulary = Vocabulary::default();
        let reading = Reading::new("  - Owner: J. Smith   Due: 4 May | Status: open\nNote: no\n", None, &vocabulary);
        let found: Vec<_> = read(&reading, 0)
            .unwrap_or_default()
            .iter()
            .map(|label| (label.field, cell(label, &reading).text))
            .collect();
        let expected = [(Field::Owner, "J. Smith"), (Field::Deadline, "4 May"), (Field::Status, "open")];
        assert_eq!(found, expected.map(|(field, text)| (field, text.to_owned())));
        assert!(read(&reading, 1).is_none());
    }
}
