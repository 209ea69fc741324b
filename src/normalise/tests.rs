use throughline_parsers::{Cell, Field, Layout, Parsed, Role, Row, Span, Table};

use super::*;
use crate::model::edition::Precision;
use crate::model::ids::EditionId;
use crate::model::observation::Category;

/// Returns a cell that stands on `line`, counted from 0.
fn cell(text: &str, line: usize) -> Cell {
    Cell { text: text.to_owned(), spans: vec![Span::new(line, 0, text.len())] }
}

/// Returns a log with one table of rows: label, action, status.
pub fn log_of(rows: &[(&str, &str, &str)]) -> Parsed {
    let table = Table { layout: Layout::Flattened, role: Role::Table, title: None, columns: Vec::new() };
    let row = |(line, (label, action, status)): (usize, &(&str, &str, &str))| Row {
        label: Some(cell(label, line)),
        cells: vec![(Field::Action, cell(action, line)), (Field::Status, cell(status, line))],
        ..Row::new(0)
    };
    Parsed { tables: vec![table], rows: rows.iter().enumerate().map(row).collect(), ..Parsed::default() }
}

/// Returns the document, named as the edition `e`.
pub fn named(parsed: Parsed) -> Document {
    let mut document = document(&parsed, "", None, &Options { day_first: true });
    name(&mut document, &EditionId("e".to_owned()));
    document
}

fn ids(document: &Document) -> Vec<&str> {
    document.observations.iter().map(|row| row.id.0.as_str()).collect()
}

#[test]
fn ids_are_table_and_label() {
    let mut parsed = log_of(&[("7", "a", ""), ("(7)", "b", ""), ("**2", "c", ""), ("", "d", ""), ("7", "e", "")]);
    parsed.rows[3].label = None;
    let mut document = named(parsed);
    assert_eq!(ids(&document), ["e#actions:7", "e#actions:7~2", "e#actions:**2", "e#actions:@3", "e#actions:7~3"]);
    name(&mut document, &EditionId("f~2".to_owned()));
    assert_eq!(ids(&document)[..2], ["f~2#actions:7", "f~2#actions:7~2"]);
    assert_eq!(document.observations[4].edition.0, "f~2");
}

#[test]
fn every_cell_of_a_row_gets_its_meaning() {
    let mut parsed = log_of(&[("7.", "Paint the mole", "Partly done: ……… has the brush")]);
    let row = &mut parsed.rows[0];
    row.section = Some(cell("Outstanding actions", 0));
    row.cells.push((Field::Deadline, cell("Feb ‘19", 1)));
    row.cells.push((Field::Raised, cell("", 1)));
    row.cells.push((Field::Owner, cell("………and Ann", 1)));
    row.extra = vec![("Cost".to_owned(), cell("4", 1)), ("Cost".to_owned(), cell("5", 1))];
    row.note = Some(cell("Action 7: ask ………", 9));
    row.parts = vec![cell("a. twice", 1)];
    row.repairs = vec!["continued over page".to_owned()];
    let document = named(parsed);
    let seen = &document.observations[0];
    assert_eq!((seen.number, seen.label.as_deref(), seen.category.as_deref()), (Some(7), Some("7."), Some("ongoing")));
    assert_eq!(seen.status.as_ref().map(|status| status.category), Some(Category::PartiallyComplete));
    let deadline = seen.deadline.as_ref().and_then(|deadline| deadline.parts.first());
    assert_eq!(deadline.and_then(|part| part.to.as_deref()), Some("2019-02-28"));
    assert_eq!(seen.raised.as_ref().map(|raised| (raised.raw.as_str(), raised.parts.len())), Some(("", 0)));
    assert_eq!(seen.owner.as_ref().map(|owner| (owner.names.len(), owner.redacted)), Some((1, true)));
    assert_eq!(seen.extra.keys().collect::<Vec<_>>(), ["Cost", "Cost~2"]);
    assert_eq!(seen.action.as_ref().map(|action| action.parts.clone()), Some(vec!["a. twice".to_owned()]));
    assert_eq!((seen.redactions, seen.references.len(), seen.repairs.len()), (3, 0, 1));
}

#[test]
fn a_status_or_a_name_makes_a_log() {
    let mut parsed = log_of(&[("1", "Paint the mole", "Open")]);
    assert_eq!(named(parsed.clone()).kind, EditionKind::Log);
    parsed.rows[0].cells.truncate(1);
    parsed.words.prose = 400;
    assert_eq!(named(parsed.clone()).kind, EditionKind::WriteUp);
    parsed.title = Some(cell("Harbour action log", 0));
    assert_eq!(named(parsed.clone()).kind, EditionKind::Log);
    parsed.title = Some(cell("Notes on the log cabin", 0));
    assert_eq!(named(parsed).kind, EditionKind::WriteUp);
}

#[test]
fn a_date_set_by_hand_outranks_all() {
    let mut parsed = log_of(&[]);
    parsed.title = Some(cell("Action log 5 May 2020", 0));
    let day = "2020-06-01".to_owned();
    let set = Published { raw: "by hand".to_owned(), from: day.clone(), to: day, precision: Precision::Day };
    let document = document(&parsed, "2020-01-01.txt", Some(&set), &Options { day_first: true });
    assert_eq!(document.published_on, Some(set));
}
