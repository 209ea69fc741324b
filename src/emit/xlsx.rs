//! Tables as one workbook: a contents sheet, a redline sheet for reading, and a sheet for each table.
//!
//! Headings stay in view and can be filtered by, days are days, ids lead to the rows they name. Text of documents is
//! always text, whatever it begins with. What a sheet cannot hold is cut, and said. The same history gives the same bytes.

mod lines;
mod sheet;

use std::collections::BTreeMap;

use foldhash::HashMap;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, XlsxError};

use super::export::{ExportError, Exported};
use super::tables::{Row, TABLES, Table, Value};
use crate::model::history::History;
use sheet::{Looks, Sheet};

/// How many rows a sheet takes below its heading.
const ROWS: usize = 1_048_575;

/// Makes the workbook.
pub(super) fn export(history: &History) -> Result<Exported, ExportError> {
    let looks = Looks::new();
    let filled: Vec<(&Table, Vec<Row<'_>>)> =
        TABLES.iter().map(|table| (table, table.rows(history).collect())).collect();
    let places = Places::of(&filled);
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("{}: history of its actions", history.series);
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let mut notes = Vec::new();
    contents(&mut workbook, history, &filled, &looks)?;
    lines::write(&mut workbook, history, &places, &looks, &mut notes)?;
    for (table, rows) in &filled {
        let mut parts: Vec<&[Row<'_>]> = rows.chunks(ROWS).collect();
        if parts.is_empty() {
            parts.push(&[]);
        }
        for (part, rows) in parts.into_iter().enumerate() {
            let mut sheet = Sheet::new(&name(table, part), table.columns, &looks)?;
            for (place, row) in rows.iter().enumerate() {
                sheet.row(place, row, |column| target(table, column), &places)?;
            }
            workbook.push_worksheet(sheet.finish(&mut notes)?);
        }
    }
    let bytes = workbook.save_to_buffer()?;
    Ok(Exported { files: vec![("history.xlsx".to_owned(), bytes)], notes })
}

/// Returns the name of the sheet that holds the given part of a table.
fn name(table: &Table, part: usize) -> String {
    if part == 0 { table.name.to_owned() } else { format!("{} {}", table.name, part + 1) }
}

/// Returns the table whose rows the column at `column` of `table` names, where one value is enough to name one.
fn target(table: &Table, column: usize) -> Option<&'static str> {
    let name = table.columns.get(column)?.name;
    table.refers.iter().find(|reference| reference.columns == [name]).map(|reference| reference.table)
}

/// Where every row with a key of one column stands.
struct Places {
    tables: BTreeMap<&'static str, HashMap<String, usize>>,
}

impl Places {
    fn of(filled: &[(&Table, Vec<Row<'_>>)]) -> Self {
        let mut tables = BTreeMap::new();
        for (table, rows) in filled {
            let [key] = table.key else { continue };
            let Some(column) = table.place(key) else { continue };
            let keys = rows.iter().enumerate().filter_map(|(place, row)| Some((key_of(row.get(column)?)?, place)));
            tables.insert(table.name, keys.collect());
        }
        Self { tables }
    }

    /// Returns the address of the row of `table` that `value` names.
    fn link(&self, table: &str, value: &Value<'_>) -> Option<Url> {
        let place = *self.tables.get(table)?.get(&key_of(value)?)?;
        let part = if place < ROWS { String::new() } else { format!(" {}", place / ROWS + 1) };
        Some(Url::new(format!("internal:'{table}{part}'!A{}", place % ROWS + 2)))
    }
}

fn key_of(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Writes the first sheet: what the others hold.
fn contents(
    workbook: &mut Workbook,
    history: &History,
    filled: &[(&Table, Vec<Row<'_>>)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("contents")?;
    sheet.set_column_width(0, 26)?.set_column_width(1, 10)?.set_column_width(2, 90)?;
    sheet.write_string_with_format(0, 0, &history.series, &Format::new().set_bold().set_font_size(14))?;
    for (column, heading) in (0..).zip(["sheet", "rows", "a row is"]) {
        sheet.write_string_with_format(2, column, heading, &looks.heading)?;
    }
    sheet.write_url_with_text(3, 0, "internal:'redline'!A1", "redline")?;
    sheet.write_string(
        3,
        2,
        "A step of an action, its wordings against the step before: struck out what went, underlined what came.",
    )?;
    for (row, (table, rows)) in (4..).zip(filled) {
        sheet.write_url_with_text(row, 0, format!("internal:'{}'!A1", table.name).as_str(), table.name)?;
        sheet.write_number(row, 1, rows.len() as f64)?;
        sheet.write_string(row, 2, table.about)?;
    }
    sheet.set_freeze_panes(3, 0)?;
    Ok(())
}
