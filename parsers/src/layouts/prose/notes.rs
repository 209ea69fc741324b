//! Notes below a table that say more about one of its rows: `Action 4: …`, `Note on action 4`, `Re 4: …`.
//!
//! In: the free lines behind the rows of tables. Out: the rows' notes. A paragraph that names no row of a table is left to
//! be an action of its own, unless it stands among notes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::heading::Outline;
use super::wording;
use crate::cell::Cell;
use crate::label;
use crate::ledger::Class;
use crate::problem::ProblemKind;
use crate::reading::Reading;

/// Gives each note to its row.
pub fn read(reading: &mut Reading<'_>, outline: &Outline) {
    let Some(first) = reading.rows.iter().filter_map(|row| row.start()).min() else { return };
    let rows = rows_by_label(reading);
    let openings: Vec<Opening> =
        (first.line as usize + 1..reading.lines.len()).filter_map(|index| opening(reading, index)).collect();
    let targets: Vec<Vec<usize>> = openings.iter().map(|opening| targets(reading, opening, &rows)).collect();
    let mut among_notes = false;
    for (at, (opening, rows)) in openings.iter().zip(targets).enumerate() {
        among_notes |= !rows.is_empty();
        if rows.is_empty() && !opening.explicit && !among_notes {
            continue;
        }
        let next = openings.get(at + 1).map_or(reading.lines.len(), |next| next.line);
        let end = (opening.line + 1..next).find(|&index| ends_note(reading, outline, index)).unwrap_or(next);
        let spans = (opening.line..end)
            .filter(|&index| !reading.lines.is_blank(index) && reading.ledger.is_free(index))
            .map(|index| reading.lines.trimmed(index));
        let note = Cell::from_spans(spans.collect(), &reading.lines);
        if rows.is_empty() {
            let message =
                format!("this note speaks of action {}, which no row above it bears alone", opening.labels.join(", "));
            reading.ledger.claim_all(&note.spans, Class::Unplaced);
            reading.problem(ProblemKind::NoteWithoutRow, message, note.spans);
            continue;
        }
        reading.ledger.claim_all(&note.spans, Class::Notes);
        for row in rows {
            if let Some(row) = reading.rows.get_mut(row) {
                row.note.get_or_insert_default().append(&note);
            }
        }
    }
}

struct Opening {
    line: usize,
    labels: Vec<String>,
    /// Whether it calls itself a note: `Note on action 4`.
    explicit: bool,
}

fn rows_by_label(reading: &Reading<'_>) -> BTreeMap<String, Vec<usize>> {
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, row) in reading.rows.iter().enumerate() {
        if let Some(label) = row.label.as_ref().and_then(|cell| label::whole(&cell.text)) {
            rows.entry(label.bare.to_lowercase()).or_default().push(index);
        }
    }
    rows
}

fn opening(reading: &Reading<'_>, line: usize) -> Option<Opening> {
    let text = reading.lines.text(line).trim();
    if text.is_empty()
        || !reading.ledger.is_free(line)
        || !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '_' | '#'))
    {
        return None;
    }
    let head_end = text.char_indices().nth(160).map_or(text.len(), |(at, _)| at);
    let found = OPENING.captures(text.get(..head_end)?)?;
    let explicit = found.name("explicit").is_some();
    if !explicit && found.name("word").is_none() {
        return None;
    }
    let labels = found
        .name("labels")?
        .as_str()
        .split([',', '&', ' '])
        .map(str::trim)
        .filter(|part| !part.is_empty() && *part != "and");
    let labels = labels.map(|part| part.trim_end_matches(['.', '-', '/']).to_lowercase());
    Some(Opening { line, labels: labels.collect(), explicit })
}

/// Returns the rows that `opening` names: of the nearest table before it that has the label, or else the only one there is.
fn targets(reading: &Reading<'_>, opening: &Opening, rows: &BTreeMap<String, Vec<usize>>) -> Vec<usize> {
    let mut found = Vec::new();
    for label in &opening.labels {
        let above = |&&row: &&usize| {
            reading.rows.get(row).and_then(|row| row.start()).is_some_and(|start| (start.line as usize) < opening.line)
        };
        let above: Vec<usize> = rows.get(label).into_iter().flatten().filter(above).take(200).copied().collect();
        let nearest =
            above.iter().filter_map(|&row| reading.rows.get(row)).max_by_key(|row| row.start()).map(|row| row.table);
        let near: Vec<usize> =
            above.into_iter().filter(|&row| reading.rows.get(row).map(|row| row.table) == nearest).collect();
        match near.as_slice() {
            [] => return Vec::new(),
            [one] => found.push(*one),
            several => match best_worded(reading, opening, several) {
                Some(row) => found.push(row),
                None => return Vec::new(),
            },
        }
    }
    found
}

/// Of several rows with one label, picks the one whose wording the note's first line repeats.
fn best_worded(reading: &Reading<'_>, opening: &Opening, rows: &[usize]) -> Option<usize> {
    let words = |text: &str| {
        wording::key(text)
            .split(' ')
            .filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let said = words(reading.lines.text(opening.line));
    let scored = rows.iter().filter_map(|&row| {
        let action = reading.rows.get(row)?.cell(crate::row::Field::Action)?;
        Some((words(&action.text).intersection(&said).count(), row))
    });
    let mut scored: Vec<(usize, usize)> = scored.collect();
    scored.sort_by(|a, b| b.cmp(a));
    match scored.as_slice() {
        [(best, row), (second, _), ..] if *best >= 2 && best > second => Some(*row),
        _ => None,
    }
}

fn ends_note(reading: &Reading<'_>, outline: &Outline, index: usize) -> bool {
    let other = !reading.lines.is_blank(index) && !reading.ledger.is_free(index) && super::is_told(reading, index);
    other || outline.at(index).is_some()
}

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    const LABEL: &str = r"\(?\*{0,3}(?:[A-Za-z]{1,5}[-/.]?)?[0-9][0-9A-Za-z_./-]*\)?";
    wording::pattern(&format!(
        r"(?i)^[*_#\s]*(?P<explicit>(?:(?:further|explanatory|additional|end)\s+)?notes?\s+(?:on|to|for|re:?|about|regarding)\s+|re:?\s+|regarding\s+)?(?P<word>(?:actions?|recommendations?)(?:\s+(?:points?|items?|no\.?|number|ref\.?))?\s*#?\s*)?(?P<labels>{LABEL}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){LABEL})*)[*_]*\s*(?:[:–—]|-\s|\.\s|\.?$)"
    ))
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Vocabulary;
    use crate::layouts::write_up;
    use crate::row::{Field, Layout, Role, Row, Table};
    use crate::span::Span;

    /// Reads `text`, of which the first lines are rows: number, tab, action.
    fn read<'a>(text: &'a str, rows: usize, vocabulary: &'a Vocabulary) -> Reading<'a> {
        let mut reading = Reading::new(text, None, vocabulary);
        let table =
            reading.add_table(Table { layout: Layout::Separated, role: Role::Table, title: None, columns: Vec::new() });
        for line in 0..rows {
            let tab = reading.lines.text(line).find('\t').unwrap_or(0);
            let mut row = Row::new(table);
            row.label = Some(Cell::from_span(Span::new(line, 0, tab), &reading.lines));
            let end = reading.lines.text(line).len();
            *row.cell_mut(Field::Action) = Cell::from_span(Span::new(line, tab + 1, end), &reading.lines);
            reading.add_row(row);
        }
        write_up::read(&mut reading);
        reading
    }

    #[test]
    fn notes_go_to_their_rows_with_lists_and_figures() {
        let text = "4\tMend the rail\n5\tCount the boats\n\nNotes on the log\n\nAction 4: Mend the rail.\n\nThe smith came.\n\nRe 5: the count.\n\nSAIL\tOAR\n12\t7\n\n- by hand\n";
        let vocabulary = Vocabulary::default();
        let reading = read(text, 2, &vocabulary);
        let notes: Vec<_> =
            reading.rows.iter().map(|row| row.note.as_ref().map_or("", |note| note.text.as_str())).collect();
        assert_eq!(notes, ["Action 4: Mend the rail. The smith came.", "Re 5: the count. SAIL OAR 12 7 - by hand"]);
    }

    #[test]
    fn a_note_on_no_row_is_said_to_be_one() {
        let vocabulary = Vocabulary::default();
        let reading = read("4\tMend the rail\n\nNote on action 9: it rained.\n", 1, &vocabulary);
        assert_eq!(reading.problems.first().map(|problem| problem.kind), Some(ProblemKind::NoteWithoutRow));
    }

    #[test]
    fn an_action_paragraph_with_a_label_of_its_own_is_no_note() {
        let vocabulary = Vocabulary::default();
        let reading = read("4\tMend the rail\n\nAction 9: Clerk to paint the door.\n", 1, &vocabulary);
        assert_eq!(reading.rows.len(), 2);
        assert!(reading.problems.is_empty());
    }
}
