//! Tables as one SQLite database: keys, indexes, full-text search, and views for the questions people ask.
//!
//! It is made in memory, all at once, and handed over as the bytes of its file: the same for the same history and the same
//! SQLite, which is built in. The text of every `create table` says what its columns are.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::export::{ExportError, Exported};
use super::tables::{Column, Kind, Reference, TABLES, Table, Value};
use crate::model::history::History;

/// Full-text search over the rows' wordings. It keeps no text of its own; Datasette finds it by its `content`.
const SEARCH: &str = "\
create virtual table wordings using fts5(
    action, status, note, owner, section,
    content = 'observations', tokenize = 'unicode61 remove_diacritics 2'
);
insert into wordings (wordings) values ('rebuild');
";

/// The views.
const VIEWS: &str = include_str!("sqlite/views.sql");

/// Makes the database.
pub(super) fn export(history: &History) -> Result<Exported, ExportError> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("pragma page_size = 4096; pragma foreign_keys = off; pragma user_version = 1;")?;
    let transaction = connection.transaction()?;
    for table in TABLES {
        transaction.execute_batch(&create(table))?;
        let marks = vec!["?"; table.columns.len()].join(", ");
        let mut insert = transaction.prepare(&format!("insert into {} values ({marks})", quoted(table.name)))?;
        for row in table.rows(history) {
            insert.execute(params_from_iter(row))?;
        }
    }
    for table in TABLES {
        transaction.execute_batch(&indexes(table))?;
    }
    transaction.execute_batch(SEARCH)?;
    transaction.execute_batch(VIEWS)?;
    transaction.commit()?;
    // What a planner knows of the tables, for whoever opens the file.
    connection.execute_batch("analyze;")?;
    let notes = dangling(&connection)?;
    let bytes = connection.serialize("main")?.to_vec();
    Ok(Exported { files: vec![("history.sqlite".to_owned(), bytes)], notes })
}

/// Returns what is to be said of rows that name rows which are not there.
fn dangling(connection: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut check = connection.prepare(
        "select \"table\", parent, count(*) from pragma_foreign_key_check group by \"table\", parent order by 1, 2",
    )?;
    let said = check.query_map([], |row| {
        let (table, parent, count): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("history.sqlite: of {table}, {count} name rows of {parent} that are not there"))
    })?;
    said.collect()
}

fn create(table: &Table) -> String {
    let mut lines: Vec<(String, &str)> = table.columns.iter().map(|column| (declare(column), column.about)).collect();
    lines.push((format!("primary key ({})", list(table.key)), ""));
    for Reference { columns, table } in table.refers {
        let key = TABLES.iter().find(|other| other.name == *table).map_or(&[][..], |other| other.key);
        let target = format!("references {} ({})", quoted(table), list(key));
        lines.push((format!("foreign key ({}) {target}", list(columns)), ""));
    }
    let mut text = format!("create table {} ( -- {}\n", quoted(table.name), table.about);
    let last = lines.len().saturating_sub(1);
    for (place, (line, about)) in lines.iter().enumerate() {
        let comma = if place < last { "," } else { "" };
        let remark = if about.is_empty() { String::new() } else { format!(" -- {about}") };
        text.push_str(&format!("    {line}{comma}{remark}\n"));
    }
    text.push_str(");\n");
    text
}

fn declare(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text | Kind::Day => "text",
        Kind::Integer | Kind::Truth => "integer",
        Kind::Real => "real",
    };
    let bound = if column.nullable { "" } else { " not null" };
    format!("{} {kind}{bound}", quoted(column.name))
}

/// Returns an index for every reference that the key does not begin with, and for columns that are often asked for.
fn indexes(table: &Table) -> String {
    let mut wanted: Vec<&[&str]> = table.refers.iter().map(|reference| reference.columns).collect();
    let often: &[&[&str]] = match table.name {
        "observations" => &[&["number"], &["status_category"], &["deadline_to"]],
        "events" => &[&["kind"]],
        "findings" => &[&["code"]],
        "links" => &[&["judgement"]],
        "actions" => &[&["state"]],
        _ => &[],
    };
    wanted.extend(often);
    wanted.retain(|columns| !table.key.starts_with(columns));
    let index = |columns: &&[&str]| {
        let name = quoted(&format!("{}_by_{}", table.name, columns.join("_")));
        format!("create index {name} on {} ({});\n", quoted(table.name), list(columns))
    };
    wanted.iter().map(index).collect()
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Truth(truth) => ValueRef::Integer((*truth).into()),
            Self::Day(day) => ValueRef::Text(day.as_bytes()),
        }))
    }
}
