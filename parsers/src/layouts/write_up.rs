//! Write-ups and minutes: what stands between and after tables, and texts without any.
//!
//! In: every line that no table took. Out: the title, lists of actions, action paragraphs, notes, and a place in the ledger
//! for all the rest. What lies inside a table's region and is no furniture, legend or strong heading stays unplaced.

mod walk;

use super::prose::heading::Outline;
use super::prose::wording::{self, Says};
use super::prose::{assemble, contents, furniture, legend, notes, title};
use crate::ledger::Class;
use crate::problem::ProblemKind;
use crate::reading::Reading;
use crate::row::{DatePlace, Layout};
use walk::Walk;

/// Reads every line that no table took.
pub fn read(reading: &mut Reading<'_>) {
    furniture::read(reading);
    legend::read(reading);
    let title = title::read(reading);
    title::repeated(reading);
    let named = contents::read(reading);
    title::dates(reading);
    let inside = inside_tables(reading);
    let outline = Outline::find(reading, &named, title);
    notes::read(reading, &outline);
    let (drafts, headless) = Walk::new(reading, &outline, &inside).read();
    for spans in headless {
        reading.ledger.claim_all(&spans, Class::Unplaced);
        let message = "these lines look like rows of a table, but no header row above them could be understood";
        reading.problem(ProblemKind::NoHeader, message, spans);
    }
    claim_headings(reading, &outline, &inside);
    assemble::add(reading, drafts);
    claim_rest(reading, &inside);
}

/// Tells for every line whether it stands between the first and the last row of one table. What stands outside the frames
/// of a drawn table is no part of it.
fn inside_tables(reading: &Reading<'_>) -> Vec<bool> {
    let mut reach: Vec<Option<(u32, u32)>> = vec![None; reading.tables.len()];
    for row in &reading.rows {
        let cells =
            row.cells.iter().map(|(_, cell)| cell).chain(row.extra.iter().map(|(_, cell)| cell)).chain(&row.label);
        for span in cells.flat_map(|cell| &cell.spans) {
            if let Some(reach) = reach.get_mut(row.table) {
                let (first, last) = reach.unwrap_or((span.line, span.line));
                *reach = Some((first.min(span.line), last.max(span.line)));
            }
        }
    }
    let drawn = |table: usize| reading.tables.get(table).is_some_and(|table| table.layout == Layout::Grid);
    let mut steps = vec![(0_i64, 0_i64); reading.lines.len() + 1];
    for (table, (first, last)) in reach.into_iter().enumerate().filter_map(|(table, reach)| Some((table, reach?))) {
        let mut step = |line: usize, by: i64| {
            if let Some((all, framed)) = steps.get_mut(line) {
                *all += by;
                *framed += if drawn(table) { by } else { 0 };
            }
        };
        step(first as usize, 1);
        step(last as usize + 1, -1);
    }
    let mut open = (0, 0);
    let inside = steps.into_iter().enumerate().map(|(line, (all, framed))| {
        open = (open.0 + all, open.1 + framed);
        open.0 > open.1 || open.1 > 0 && reading.in_grid(line)
    });
    inside.collect()
}

/// Places the headings, and notes the dates in those that speak of actions.
fn claim_headings(reading: &mut Reading<'_>, outline: &Outline, inside: &[bool]) {
    for heading in outline.iter() {
        let within = inside.get(heading.lines.start) == Some(&true);
        if (within && !heading.is_strong()) || !reading.ledger.is_free(heading.lines.start) {
            continue;
        }
        for line in heading.lines.clone() {
            reading.ledger.claim_line(line, &reading.lines, Class::Headings);
        }
        if heading.says == Says::Actions && wording::is_dated(&heading.cell.text) {
            reading.dates.push((DatePlace::Heading, heading.cell.clone()));
        }
    }
}

/// Places what is left: as prose, or as unplaced where it lies inside a table.
fn claim_rest(reading: &mut Reading<'_>, inside: &[bool]) {
    let mut stray = Vec::new();
    for index in 0..=reading.lines.len() {
        let open = index < reading.lines.len() && !reading.lines.is_blank(index) && reading.ledger.is_free(index);
        if open && inside.get(index) == Some(&true) {
            stray.push(reading.lines.trimmed(index));
        } else {
            if !stray.is_empty() && !reading.lines.is_blank(index) || index == reading.lines.len() && !stray.is_empty()
            {
                reading.leave_unplaced(
                    std::mem::take(&mut stray),
                    "these words stand between the rows of a table and belong to none of them",
                );
            }
            if open {
                reading.ledger.claim_line(index, &reading.lines, Class::Prose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::columns::Vocabulary;
    use crate::row::{Field, Parsed, Role};
    use crate::{ProblemKind, parse};

    fn read(text: &str) -> Parsed {
        parse(text, &Vocabulary::default())
    }

    /// Returns for each row its table's role, section, label and action.
    fn rows(text: &str) -> Vec<(Role, String, String, String)> {
        let parsed = read(text);
        let text = |cell: Option<&crate::Cell>| cell.map_or_else(String::new, |cell| cell.text.clone());
        let row = |row: &crate::Row| {
            let role = parsed.tables[row.table].role;
            (role, text(row.section.as_ref()), text(row.label.as_ref()), text(row.cell(Field::Action)))
        };
        parsed.rows.iter().map(row).collect()
    }

    fn expected(rows: &[(Role, &str, &str, &str)]) -> Vec<(Role, String, String, String)> {
        rows.iter().map(|row| (row.0, row.1.to_owned(), row.2.to_owned(), row.3.to_owned())).collect()
    }

    #[test]
    fn a_summary_may_stand_at_the_end() {
        let text = "BAND NOTES 3 MAY 2021\n\nDRUMS\n\nThe skins are worn.\n\nActions\n\n- Mr Dale to buy skins\n  before the fair\n\n\
                    PIPES\n\nActions\n\n- Mrs Fry to tune the pipes\n\nSUMMARY OF ACTIONS\n\n1. Mr Dale to buy skins.\n2. Mrs Fry to tune the pipes.\n";
        let expected = expected(&[
            (Role::Sections, "DRUMS", "", "Mr Dale to buy skins before the fair"),
            (Role::Sections, "PIPES", "", "Mrs Fry to tune the pipes"),
            (Role::Summary, "", "1.", "Mr Dale to buy skins."),
            (Role::Summary, "", "2.", "Mrs Fry to tune the pipes."),
        ]);
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn talk_yields_no_rows() {
        let text = "Evening at the hall, 6 March 2020\n\nYou asked\n\n- Why is the bin day to change?\n- Who is to blame?\n\nWe said\n\n\
                    - The bin day follows the contract.\n- Nobody asked the wardens.\n\nTopics to discuss\n\n- Bins\n- The hall roof\n";
        assert_eq!(rows(text), []);
    }

    #[test]
    fn items_under_other_headings_are_judged_by_their_form() {
        let text = "Hall notes\n\nKitchen\n\n- Clerk to order a new oven\n- The treasurer will find the money\n\nGarden\n\n- The roses did well\n\
                    - Clerk to order a spade\n- Moles were seen\n";
        let found: Vec<_> = rows(text).into_iter().map(|row| (row.1, row.3)).collect();
        let expected = [("Kitchen", "Clerk to order a new oven"), ("Kitchen", "The treasurer will find the money")];
        assert_eq!(found, expected.map(|(section, action)| (section.to_owned(), action.to_owned())));
    }

    #[test]
    fn a_list_runs_on_over_the_page() {
        let text = "Lamp notes\n\nActions\n\n\u{2022} County to list all lamps that\n\n- 1 -\n\u{c}are out\n\u{2022} Board to ask for money\n";
        let actions: Vec<_> = rows(text).into_iter().map(|row| row.3).collect();
        assert_eq!(actions, ["County to list all lamps that are out", "Board to ask for money"]);
    }

    #[test]
    fn rows_without_a_header_are_said_to_be_unread() {
        let parsed = read("Boats\n\n1.\tMend the keel\tMay\tOpen\n2.\tPaint the hull\tJune\tOpen\n");
        assert!(parsed.rows.is_empty());
        assert_eq!(parsed.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::NoHeader]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_the_ledger_adds_up(lines in prop::collection::vec(line(), 0..30)) {
            let words = read(&lines.join("\n")).words;
            let sum = words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
            prop_assert_eq!(sum, words.total);
        }
    }

    /// Lines as write-ups have them, and lines of anything.
    fn line() -> impl Strategy<Value = String> {
        let marks = prop::sample::select(vec![
            "",
            "",
            "- ",
            " - ",
            "1. ",
            "2. ",
            "(a) ",
            "3.1 ",
            "## ",
            "\u{c}",
            "• ",
            "\t",
            "Action 3: ",
            "Action (JS): ",
            "[ACTION ",
            "Owner: ",
        ]);
        let words = prop::sample::select(vec![
            "",
            "Actions",
            "SUMMARY OF ACTIONS",
            "Clerk to write to the yard.",
            "CONTENTS",
            "Opening\t3",
            "Page 2 of 7",
            "---",
            "====",
            "** = old numbering",
            "4 May 2021",
            "Due: June",
            "è‘’…(M. Aske)",
            "**bold**",
            "Note on action 4: it",
            "]",
            "and the rest",
            "?",
        ]);
        prop_oneof![4 => (marks, words).prop_map(|(mark, words)| format!("{mark}{words}")), 1 => any::<String>()]
    }
}
