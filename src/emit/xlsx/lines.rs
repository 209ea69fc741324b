//! The redline sheet: every step of every action, its wordings against the step before.

use foldhash::HashMap;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::sheet::{Looks, Sheet};
use super::{Places, ROWS};
use crate::emit::tables::{Column, Kind, Value};
use crate::model::edition::Edition;
use crate::model::history::History;
use crate::model::ids::{EditionId, ObservationId};
use crate::model::observation::Observation;

const COLUMNS: &[Column] = &[
    column("action", Kind::Text),
    column("edition", Kind::Text),
    column("published", Kind::Day),
    column("label", Kind::Text),
    column("sure", Kind::Truth),
    column("deadline", Kind::Text),
    column("state", Kind::Text),
    column("wording", Kind::Text),
    column("status", Kind::Text),
    column("observation", Kind::Text),
];

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: true, about: "" }
}

/// Writes the sheet. More steps than a sheet takes go to further ones.
pub fn write(
    workbook: &mut Workbook,
    history: &History,
    places: &Places,
    looks: &Looks,
    notes: &mut Vec<String>,
) -> Result<(), XlsxError> {
    let rows: HashMap<&ObservationId, &Observation> = history.observations.iter().map(|row| (&row.id, row)).collect();
    let editions: HashMap<&EditionId, &Edition> =
        history.editions.iter().map(|edition| (&edition.id, edition)).collect();
    let mut sheet = Sheet::new("redline", COLUMNS, looks)?;
    let (mut place, mut part) = (0, 1);
    for action in &history.actions {
        let mut before: Option<&Observation> = None;
        for step in &action.steps {
            let Some(&row) = rows.get(&step.observation) else { continue };
            if place == ROWS {
                part += 1;
                let full = std::mem::replace(&mut sheet, Sheet::new(&format!("redline {part}"), COLUMNS, looks)?);
                workbook.push_worksheet(full.finish(notes)?);
                place = 0;
            }
            let published = editions.get(&row.edition).and_then(|edition| edition.published_on.as_ref());
            let values: [(Value<'_>, Option<&str>); 7] = [
                (Value::from(&action.id.0), Some("actions")),
                (Value::from(&row.edition.0), Some("editions")),
                (published.map_or(Value::Null, |published| Value::Day(&published.from)), None),
                (row.label.as_ref().into(), None),
                (step.sure.into(), None),
                (row.deadline.as_ref().map(|field| &field.raw).into(), None),
                (row.status.as_ref().map(|field| field.category.word()).into(), None),
            ];
            for (column, (value, target)) in values.iter().enumerate() {
                sheet.value(place, column, value, *target, places)?;
            }
            let (wording, status) = wordings(row);
            // The first step has nothing to stand against: all of it is as it was first said.
            let (old_wording, old_status) = before.map_or((wording, status), wordings);
            sheet.redline(place, 7, old_wording, wording)?;
            sheet.redline(place, 8, old_status, status)?;
            sheet.value(place, 9, &Value::from(&row.id.0), Some("observations"), places)?;
            before = Some(row);
            place += 1;
        }
    }
    workbook.push_worksheet(sheet.finish(notes)?);
    Ok(())
}

fn wordings(row: &Observation) -> (&str, &str) {
    let wording = row.action.as_ref().map_or("", |field| field.raw.as_str());
    (wording, row.status.as_ref().map_or("", |field| field.raw.as_str()))
}
