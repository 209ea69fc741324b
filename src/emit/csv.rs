//! Rows as CSV: one row a line, wording as printed, what it means in columns beside it.

use std::io::Write;

use super::EmitError;
use crate::model::observation::{DateField, Locator, Observation};

/// The heading of the table.
const HEADING: [&str; 21] = [
    "id",
    "table",
    "section",
    "label",
    "number",
    "legacy",
    "action",
    "deadline",
    "deadline_from",
    "deadline_to",
    "status",
    "status_category",
    "raised",
    "owner",
    "note",
    "extra",
    "redactions",
    "first_line",
    "last_line",
    "first_page",
    "last_page",
];

/// Writes `observations`.
pub(super) fn write_rows(observations: &[Observation], out: &mut dyn Write) -> Result<(), EmitError> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADING)?;
    for observation in observations {
        writer.write_record(record(observation)?)?;
    }
    writer.flush()?;
    Ok(())
}

fn record(row: &Observation) -> Result<[String; 21], EmitError> {
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let (from, to) = row.deadline.as_ref().map(span).unwrap_or_default();
    let ([first_line, last_line], [first_page, last_page]) = places(row);
    let extra = if row.extra.is_empty() {
        String::new()
    } else {
        let plain: std::collections::BTreeMap<_, _> =
            row.extra.iter().map(|(name, field)| (name, &field.raw)).collect();
        serde_json::to_string(&plain)?
    };
    Ok([
        row.id.0.clone(),
        row.table.0.clone(),
        text(row.section.as_ref()),
        text(row.label.as_ref()),
        row.number.map(|number| number.to_string()).unwrap_or_default(),
        row.legacy.to_string(),
        text(row.action.as_ref().map(|field| &field.raw)),
        text(row.deadline.as_ref().map(|field| &field.raw)),
        from,
        to,
        text(row.status.as_ref().map(|field| &field.raw)),
        row.status.as_ref().map(|field| field.category.word().to_owned()).unwrap_or_default(),
        text(row.raised.as_ref().map(|field| &field.raw)),
        text(row.owner.as_ref().map(|field| &field.raw)),
        text(row.note.as_ref().map(|field| &field.raw)),
        extra,
        row.redactions.to_string(),
        first_line,
        last_line,
        first_page,
        last_page,
    ])
}

/// Returns the first and last day that a deadline can mean.
fn span(field: &DateField) -> (String, String) {
    let from = field.parts.iter().filter_map(|part| part.from.as_ref()).min();
    let to = field.parts.iter().filter_map(|part| part.to.as_ref()).max();
    (from.cloned().unwrap_or_default(), to.cloned().unwrap_or_default())
}

/// Returns the first and last line, and the first and last page, of a row's action and of what stands beside it.
fn places(row: &Observation) -> ([String; 2], [String; 2]) {
    let fields: [Option<&Vec<Locator>>; 3] = [
        row.action.as_ref().map(|field| &field.locator),
        row.deadline.as_ref().map(|field| &field.locator),
        row.status.as_ref().map(|field| &field.locator),
    ];
    let pieces: Vec<&Locator> = fields.into_iter().flatten().flatten().collect();
    let word = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let lines = || pieces.iter().filter_map(|piece| piece.lines);
    let pages = || pieces.iter().filter_map(|piece| piece.page);
    let (first, last) = (lines().map(|[first, _]| first).min(), lines().map(|[_, last]| last).max());
    ([word(first), word(last)], [word(pages().min()), word(pages().max())])
}
