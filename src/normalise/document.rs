//! The whole of one document: every row to an observation.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt as _};
use throughline_parsers::pages::LinePlace;
use throughline_parsers::{Cell, Field, Occasion, Parsed, Row, label, mark};

use super::locator::locators;
use super::{Document, Options, date, edition, owner, status, table};
use crate::model::edition::{EditionKind, Published, TableInfo};
use crate::model::ids::{EditionId, ObservationId, TableId};
use crate::model::link::Told;
use crate::model::observation::{ActionField, DateField, DateValue, Observation, OwnerField, StatusField, TextField};

/// Says what the rows of `parsed` mean. `path` is the name of the file, which may carry a date; `set_date` is one set by hand.
pub fn document(parsed: &Parsed, path: &str, set_date: Option<&Published>, options: &Options) -> Document {
    let tables = table::tables(parsed);
    let kind = edition::kind(parsed);
    let mut dates = Dates { day_first: options.day_first, known: HashMap::new() };
    let observations = parsed
        .rows
        .iter()
        .zip(0..)
        .map(|(row, ordinal)| observation(row, ordinal, &tables, &mut dates, &parsed.places))
        .collect();
    let published_on = set_date.cloned().or_else(|| edition::published_on(parsed, path, options.day_first));
    let title = parsed.title.as_ref().map(|title| title.text.clone()).filter(|title| !title.is_empty());
    let told = parsed.occasions.iter().filter_map(|occasion| told(occasion, options)).collect();
    Document { kind, title, layout: edition::layout(parsed), published_on, tables, observations, told }
}

/// Says what a sentence tells of an occasion, if its date is one.
fn told(occasion: &Occasion, options: &Options) -> Option<Told> {
    let values = date::values(&occasion.date, options.day_first);
    let [DateValue { from: Some(from), to: Some(to), .. }] = values.as_slice() else { return None };
    Some(Told {
        code: occasion.code.clone(),
        from: from.clone(),
        to: to.clone(),
        says: occasion.said.text.clone(),
        edition: EditionId(String::new()),
    })
}

/// What the cells of date columns mean: a column says the same in many of its cells.
struct Dates<'p> {
    day_first: bool,
    known: HashMap<&'p str, Vec<DateValue>>,
}

impl<'p> Dates<'p> {
    fn field(&mut self, cell: &'p Cell, places: &[LinePlace]) -> DateField {
        let parts = self.known.entry(&cell.text).or_insert_with(|| date::values(&cell.text, self.day_first));
        DateField { raw: cell.text.clone(), locator: locators(&cell.spans, places), parts: parts.clone() }
    }
}

fn observation<'p>(
    row: &'p Row,
    ordinal: u32,
    tables: &[TableInfo],
    dates: &mut Dates<'p>,
    places: &[LinePlace],
) -> Observation {
    let section = row.section.as_ref().map(|section| section.text.clone()).filter(|section| !section.is_empty());
    let label = row.label.as_ref().map(|label| label.text.clone()).filter(|label| !label.is_empty());
    // What a row's own colour says outranks what the heading above it claims of all.
    let claimed = || section.as_deref().and_then(status::claimed_by_heading).map(|category| category.word().to_owned());
    Observation {
        id: ObservationId(String::new()),
        edition: EditionId(String::new()),
        ordinal,
        table: tables.get(row.table).map_or_else(|| TableId("actions".to_owned()), |table| table.id.clone()),
        category: row.category.clone().or_else(claimed),
        section,
        number: label.as_deref().and_then(number),
        label,
        legacy: row.legacy,
        action: row.cell(Field::Action).map(|cell| action_field(cell, &row.parts, places)),
        deadline: row.cell(Field::Deadline).map(|cell| dates.field(cell, places)),
        status: row.cell(Field::Status).map(|cell| status_field(cell, places)),
        raised: row.cell(Field::Raised).map(|cell| dates.field(cell, places)),
        owner: row.cell(Field::Owner).map(|cell| owner_field(cell, places)),
        note: row.note.as_ref().map(|cell| text_field(cell, places)),
        extra: extra_fields(&row.extra, places),
        redactions: redactions(row),
        references: Vec::new(),
        repairs: row.repairs.clone(),
    }
}

/// Returns the number that a label is: `90.`, `**2`, `Action 4:`; none for `7a`, `1.4`, `A12`.
pub(super) fn number(printed: &str) -> Option<u64> {
    let last = printed.split_whitespace().next_back().unwrap_or("");
    label::whole(printed).or_else(|| label::whole(last)).and_then(|label| label.number())
}

fn action_field(cell: &Cell, parts: &[Cell], places: &[LinePlace]) -> ActionField {
    let parts = parts.iter().map(|part| part.text.clone()).collect();
    ActionField { raw: cell.text.clone(), locator: locators(&cell.spans, places), parts }
}

fn status_field(cell: &Cell, places: &[LinePlace]) -> StatusField {
    let (category, state) = status::leading(&cell.text);
    StatusField { raw: cell.text.clone(), locator: locators(&cell.spans, places), category, state: state.to_owned() }
}

fn owner_field(cell: &Cell, places: &[LinePlace]) -> OwnerField {
    let (names, redacted) = owner::names(&cell.text);
    OwnerField { raw: cell.text.clone(), locator: locators(&cell.spans, places), names, redacted }
}

fn text_field(cell: &Cell, places: &[LinePlace]) -> TextField {
    TextField { raw: cell.text.clone(), locator: locators(&cell.spans, places) }
}

/// Keeps every further column; where two have one heading, the second is marked.
fn extra_fields(cells: &[(String, Cell)], places: &[LinePlace]) -> BTreeMap<String, TextField> {
    let mut fields = BTreeMap::new();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for (heading, cell) in cells {
        let count = seen.entry(heading).and_modify(|count| *count += 1).or_insert(1);
        let name = if *count == 1 { heading.clone() } else { format!("{heading}~{count}") };
        fields.insert(name, text_field(cell, places));
    }
    fields
}

fn redactions(row: &Row) -> u32 {
    let cells =
        row.cells.iter().map(|(_, cell)| cell).chain(row.extra.iter().map(|(_, cell)| cell)).chain(row.note.iter());
    let count: usize = cells.map(|cell| mark::redactions(&cell.text).len()).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Tells whether rows of a table have a numbering of their own, apart from the log's.
pub(super) fn is_list(table: &TableId, kind: EditionKind) -> bool {
    kind == EditionKind::WriteUp && (table.0 == table::SUMMARY || table.0 == table::SECTIONS)
}
