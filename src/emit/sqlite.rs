//! Tables as one SQLite database: keys, indexes, full-text search, and views for the questions people ask.
//!
//! It is made part by part as the history comes into being, in a file that nobody else knows yet: the same bytes for the same
//! history and the same SQLite, which is built in. The text of every `create table` says what its columns are.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement, ToSql, params_from_iter};

use super::export::ExportError;
use super::json::Part;
use super::tables::{Column, Kind, Reference, TABLES, Table, Value};
use crate::model::history::History;

/// Nobody else reads the file and nothing is ever taken back: what goes wrong ends it. Only eight megabytes stay in memory:
/// to read a page again costs less than fresh memory.
const BEGIN: &str = "\
pragma cache_size = -8000;
pragma temp_store = memory;
pragma locking_mode = exclusive;
pragma journal_mode = off;
pragma synchronous = off;
pragma foreign_keys = off;
";

/// How long pages are, in bytes. Long ones take much less moving about while they are filled; but every table and index takes
/// one at least, which is too much where there are few rows.
const PAGE: u32 = 8_192;
const LONG_PAGE: u32 = 32_768;
/// From how many rows of documents on pages are long.
const MANY: usize = 2_000;

/// What a planner knows of the tables, for whoever opens the file; looked up in part, as SQLite's manual advises.
const END: &str = "\
pragma user_version = 1;
pragma analysis_limit = 1000;
analyze;
";

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

/// So many rows go in with one statement, which is much quicker than one by one.
const TOGETHER: usize = 64;

/// Tables of actions that are filled with those of findings.
const LEFT: &[&str] = &["segments", "segment_edits"];

/// The database, on its way.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    failed: Option<rusqlite::Error>,
}

impl Database {
    /// Begins one in the file at `path`, which is empty.
    pub fn begin(path: &Path) -> Result<Self, ExportError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.execute_batch(BEGIN)?;
        Ok(Self { connection, failed: None })
    }

    /// Fills the tables that one part of `history` makes; parts come in their order, and those to come need not be there
    /// yet. What goes wrong is told at the end.
    pub fn write(&mut self, part: Part, history: &History) {
        if self.failed.is_none() {
            self.failed = add(&self.connection, part, history).err();
        }
    }

    /// Ends it. Of a history that a person may have changed, it is asked whether every row that is named is there; returns
    /// what is to be said of those that are not.
    pub fn end(self, changed: bool) -> Result<Vec<String>, ExportError> {
        let Self { connection, failed } = self;
        failed.map_or(Ok(()), Err)?;
        connection.execute_batch(VIEWS)?;
        connection.execute_batch(END)?;
        let notes = if changed { dangling(&connection)? } else { Vec::new() };
        connection.close().map_err(|(_, error)| error)?;
        Ok(notes)
    }
}

/// Makes the tables of one part, and what finds their rows.
fn add(connection: &Connection, part: Part, history: &History) -> Result<(), rusqlite::Error> {
    if part == Part::Rows {
        let size = if history.observations.len() < MANY { PAGE } else { LONG_PAGE };
        connection.execute_batch(&format!("pragma page_size = {size};"))?;
    }
    connection.execute_batch("begin;")?;
    // The audit is done before all tables of actions can be: a long one is left for when the report is made, as are the
    // indexes of all.
    let is_left = |table: &Table| LEFT.contains(&table.name);
    let now = |table: &Table| if is_left(table) { part == Part::Findings } else { table.part == part };
    for table in TABLES.iter().filter(|table| now(table)) {
        fill(connection, table, history)?;
    }
    let indexed: &[Part] = match part {
        Part::Rows => &[Part::Rows],
        Part::Links => &[Part::Links],
        Part::Actions => &[],
        Part::Findings => &[Part::Actions, Part::Findings],
    };
    for table in TABLES.iter().filter(|table| indexed.contains(&table.part)) {
        connection.execute_batch(&indexes(table))?;
    }
    // To link rows takes longer than to fill their tables.
    if part == Part::Rows {
        connection.execute_batch(SEARCH)?;
    }
    connection.execute_batch("commit;")
}

/// Makes a table and puts its rows into it.
fn fill(connection: &Connection, table: &Table, history: &History) -> Result<(), rusqlite::Error> {
    connection.execute_batch(&create(table))?;
    let (mut many, mut one) = (insert(connection, table, TOGETHER)?, insert(connection, table, 1)?);
    let full = TOGETHER * table.columns.len();
    let mut gathered: Vec<Value<'_>> = Vec::with_capacity(full);
    for row in table.rows(history) {
        gathered.extend(row);
        if gathered.len() == full {
            many.execute(params_from_iter(gathered.drain(..)))?;
        }
    }
    for row in gathered.chunks(table.columns.len()) {
        one.execute(params_from_iter(row))?;
    }
    Ok(())
}

/// Returns the statement that puts `count` rows into a table. Where one cannot go in, nothing is taken back: it ends there.
fn insert<'c>(connection: &'c Connection, table: &Table, count: usize) -> Result<Statement<'c>, rusqlite::Error> {
    let marks = format!("({})", vec!["?"; table.columns.len()].join(", "));
    let rows = vec![marks; count].join(", ");
    connection.prepare(&format!("insert or fail into {} values {rows}", quoted(table.name)))
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
    // What is a part of something else is looked for by that: its rows are kept in the order of their keys.
    let kept = if table.key.len() > 1 { " without rowid" } else { "" };
    text.push_str(&format!("){kept};\n"));
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

/// Returns an index for every reference that neither the key nor another index begins with, and for columns that are often asked for.
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
    // Nobody goes from a row to the many words that later ones carry over; who does can wait for it.
    wanted.retain(|columns| *columns != ["carried_from"]);
    let all = wanted.clone();
    let begins_another =
        |columns: &[&str]| all.iter().any(|other| other.len() > columns.len() && other.starts_with(columns));
    wanted.retain(|columns| !table.key.starts_with(columns) && !begins_another(columns));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tables::tests::sample;
    use crate::model::ids::ObservationId;

    #[test]
    fn pages_are_long_where_there_are_many_rows() {
        let page = |rows: usize| {
            let mut history = sample();
            let row = history.observations[0].clone();
            let more = history.observations.len()..rows;
            let id = |number: usize| ObservationId(format!("2019-01-10/log#open:{number}"));
            history.observations.extend(
                more.map(|number| crate::model::observation::Observation { id: id(number + 100), ..row.clone() }),
            );
            let folder = tempfile::TempDir::new().expect("a folder");
            let path = folder.path().join("history.sqlite");
            let mut database = Database::begin(&path).expect("a database");
            Part::ALL.into_iter().for_each(|part| database.write(part, &history));
            assert_eq!(database.end(false).expect("ended"), [] as [String; 0]);
            let connection = Connection::open(&path).expect("a database");
            let read = |what: &str| connection.query_row(what, [], |row| row.get::<_, u32>(0)).expect("a number");
            assert_eq!(read("select count(*) from observations"), rows as u32);
            assert_eq!(read("pragma user_version"), 1);
            read("pragma page_size")
        };
        assert_eq!((page(MANY - 1), page(MANY)), (PAGE, LONG_PAGE));
    }
}
