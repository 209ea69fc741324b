//! Tables: as many rows in every format as history.json has things, text that stays text, and other people's tools.
//!
//! `THROUGHLINE_PYTHON` names the Python that has openpyxl, duckdb and datasette; else `python3` is asked, and says what it
//! has not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader as _};
use serde_json::Value;
use tempfile::TempDir;

/// A log whose cells begin as formulas do, and hold what formats trip over.
const NASTY: &str = "Harbour Forum Action Log 12/09/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\t=HYPERLINK(\"http://quay.invalid\",\"Paint\") the shed\tJo, Ali\tNov'22\t+ Ongoing; \"paint\" ordered\n\
    2\t@SUM(A1) Mend the rails\t-Sam\tOct'22\t-2 rails missing\n";
const LATER: &str = "Harbour Forum Action Log 05/12/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\t=HYPERLINK(\"http://quay.invalid\",\"Paint\") the old shed\tJo, Ali\tFeb'23\t+ Ongoing; \"paint\" bought\n\
    2\t@SUM(A1) Mend the rails\t-Sam\tOct'22\tComplete\n";

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.args(arguments).current_dir(self.folder.path()).output().expect("the program runs")
    }

    fn ends(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    fn nasty() -> Self {
        let place = Self::new();
        fs::write(place.path("autumn.txt"), NASTY).expect("written");
        fs::write(place.path("winter.txt"), LATER).expect("written");
        place.ends(&["ingest", "autumn.txt", "winter.txt", "--quiet"], 0);
        place
    }
}

fn series(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/series").join(name).display().to_string()
}

/// How many rows each table has that can be counted in history.json.
fn counts(history: &Value) -> BTreeMap<&'static str, usize> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let of = |things: &[Value], field: &str| things.iter().map(|thing| list(&thing[field]).len()).sum();
    let (actions, links) = (list(&history["actions"]), list(&history["links"]));
    let (observations, findings) = (list(&history["observations"]), list(&history["findings"]));
    let steps: Vec<Value> = actions.iter().flat_map(|action| list(&action["steps"])).collect();
    BTreeMap::from([
        ("series", 1),
        ("sources", list(&history["sources"]).len()),
        ("editions", list(&history["editions"]).len()),
        ("edition_tables", of(&list(&history["editions"]), "tables")),
        ("observations", observations.len()),
        ("cross_references", of(&observations, "references")),
        ("observation_repairs", of(&observations, "repairs")),
        ("actions", actions.len()),
        ("action_labels", of(&actions, "aliases")),
        ("steps", steps.len()),
        ("segments", of(&steps, "segments")),
        ("dropped", of(&steps, "dropped")),
        ("told_in", of(&actions, "told_in")),
        ("events", of(&actions, "events")),
        ("links", links.len()),
        ("link_evidence", of(&links, "evidence")),
        ("link_runners_up", of(&links, "runners_up")),
        ("codes", list(&history["codes"]).len()),
        ("findings", findings.len()),
        ("finding_observations", of(&findings, "observations")),
        ("quotes", of(&findings, "quotes")),
        ("artefacts", list(&history["artefacts"]).len()),
    ])
}

/// Says `line` where the one who runs the tests sees it, whatever becomes of the test.
fn say(line: &str) {
    let mut console = std::io::stderr().lock();
    std::io::Write::write_all(&mut console, format!("{line}\n").as_bytes()).expect("standard error");
}

#[test]
fn every_format_has_the_rows_of_history_json() {
    for name in ["harbour", "moor"] {
        let place = Place::new();
        place.ends(&["ingest", &series(name), "--quiet"], 0);
        place.ends(&["export", "--format", "csv,xlsx", "--quiet"], 0);
        let text = fs::read_to_string(place.path("output/history.json")).expect("a history");
        let counts = counts(&serde_json::from_str(&text).expect("JSON"));
        assert!(counts["events"] > 10 && counts["quotes"] > 5, "{counts:?}");
        let database = rusqlite::Connection::open(place.path("output/history.sqlite")).expect("a database");
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook(place.path("output/history.xlsx")).expect("a workbook");
        for (table, count) in counts {
            let rows: i64 =
                database.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).expect("a table");
            assert_eq!(rows as usize, count, "history.sqlite of {name}: {table}");
            let mut file = csv::Reader::from_path(place.path(&format!("output/csv/{table}.csv"))).expect("a file");
            assert_eq!(file.records().filter(Result::is_ok).count(), count, "csv of {name}: {table}");
            let sheet = book.worksheet_range(table).expect("a sheet");
            assert_eq!(sheet.height() - 1, count, "history.xlsx of {name}: {table}");
        }
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_rows_of_history_json() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let place = Place::new();
    place.ends(&["ingest", &series("harbour"), "--quiet"], 0);
    place.ends(&["export", "--format", "parquet"], 0);
    let text = fs::read_to_string(place.path("output/history.json")).expect("a history");
    for (table, count) in counts(&serde_json::from_str(&text).expect("JSON")) {
        let file = fs::File::open(place.path(&format!("output/parquet/{table}.parquet"))).expect("a file");
        let reader = SerializedFileReader::new(file).expect("Parquet");
        assert_eq!(reader.metadata().file_metadata().num_rows() as usize, count, "{table}");
        assert_eq!(reader.get_row_iter(None).expect("rows").filter(Result::is_ok).count(), count, "{table}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_its_feature_parquet_is_refused_by_name() {
    let place = Place::nasty();
    let said = place.ends(&["export", "--format", "parquet"], 4);
    assert!(said.contains("cargo feature `parquet`"), "{said}");
    assert!(!place.path("output/parquet").exists());
}

#[test]
fn text_of_documents_is_never_a_formula() {
    let place = Place::nasty();
    place.ends(&["export", "--format", "csv,xlsx", "--spreadsheet-safe"], 0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path("output/history.xlsx")).expect("a workbook");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert_eq!(formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count(), 0, "{name}");
    }
    let sheet = book.worksheet_range("observations").expect("a sheet");
    let held =
        |wanted: &str| sheet.used_cells().any(|(_, _, cell)| matches!(cell, Data::String(text) if text == wanted));
    assert!(held("@SUM(A1) Mend the rails") && held("-2 rails missing"), "verbatim");
    let dates = book.worksheet_range("editions").expect("a sheet");
    assert_eq!(dates.used_cells().filter(|(_, _, cell)| matches!(cell, Data::DateTime(_))).count(), 4);
    let mut reader = csv::Reader::from_path(place.path("output/csv/observations.csv")).expect("a file");
    let mut guarded = 0;
    for record in reader.records() {
        for field in record.expect("a record").iter() {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field}");
            guarded += usize::from(field.starts_with("'"));
        }
    }
    assert!(guarded >= 6, "{guarded}");
    // Without it, what is printed is what is written.
    place.ends(&["export", "--format", "csv"], 0);
    let text = fs::read_to_string(place.path("output/csv/observations.csv")).expect("a file");
    assert!(text.contains(",@SUM(A1) Mend the rails,") && text.contains("\r\n"), "{text}");
}

#[test]
fn a_database_answers_what_people_ask() {
    let place = Place::nasty();
    let database = rusqlite::Connection::open(place.path("output/history.sqlite")).expect("a database");
    let one = |query: &str| -> String {
        database.query_row(query, [], |row| row.get::<_, rusqlite::types::Value>(0)).map_or_else(
            |error| panic!("{query}: {error}"),
            |value| match value {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                other => format!("{other:?}"),
            },
        )
    };
    assert_eq!(one("select count(*) from pragma_foreign_key_check"), "0");
    assert_eq!(one("select group_concat(was || ' to ' || now) from slips"), "Nov'22 to Feb'23");
    // The second was due at the end of October, and is called complete in December; the first is due next year.
    assert_eq!(one("select count(*) from overdue"), "0");
    assert_eq!(one("select count(*) from status_history where action = 'tl-0002'"), "2");
    assert_eq!(one("select count(*) from wordings where wordings match 'rails'"), "2", "a row each");
    assert_eq!(one("select count(*) from not_seen"), "0");
    assert_eq!(one("select count(*) = (select count(*) from links where judgement = 'unsure') from unsure_links"), "1");
}

#[test]
fn what_is_overdue_at_the_editions_date_is_said() {
    let place = Place::new();
    fs::write(place.path("late.txt"), NASTY.replace("12/09/2022", "10/11/2022")).expect("written");
    place.ends(&["ingest", "late.txt", "--quiet"], 0);
    let database = rusqlite::Connection::open(place.path("output/history.sqlite")).expect("a database");
    let late: Vec<(String, i64)> = database
        .prepare("select label, days_late from overdue")
        .and_then(|mut query| query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("rows");
    // Due by 31 October, published on 10 November; what is due in November is not late yet.
    assert_eq!(late, [("2".to_owned(), 10)]);
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let place = Place::nasty();
    let formats = if cfg!(feature = "parquet") { "csv,xlsx,sqlite,parquet" } else { "csv,xlsx,sqlite" };
    let bytes = |out: &str| {
        place.ends(&["ingest", "winter.txt", "autumn.txt", "--out", out, "--quiet", "--series", "quay"], 0);
        place.ends(&["export", "--format", formats, "--out", out], 0);
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(place.path(out)).into_iter().flatten() {
            let name = entry.path().strip_prefix(place.path(out)).expect("below").display().to_string();
            if entry.file_type().is_file() && name != "runs.ndjson" && !name.starts_with("documents") {
                files.insert(name, fs::read(entry.path()).expect("bytes"));
            }
        }
        files
    };
    let (one, two) = (bytes("one"), bytes("two"));
    assert!(one.len() > 35, "{:?}", one.keys());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs");
    }
}

#[test]
fn export_without_a_history_ends_with_4_and_writes_nothing() {
    let place = Place::new();
    place.ends(&["export", "--format", "csv"], 4);
    assert!(!place.path("output").exists());
    place.ends(&["export"], 2);
    place.ends(&["export", "--format", "paper"], 2);
}

#[test]
fn only_says_what_is_made_and_what_is_old_is_said() {
    let place = Place::new();
    fs::write(place.path("autumn.txt"), NASTY).expect("written");
    fs::write(place.path("winter.txt"), LATER).expect("written");
    place.ends(&["ingest", "autumn.txt", "--only", "json"], 0);
    assert!(!place.path("output/history.sqlite").exists());
    place.ends(&["ingest", "autumn.txt", "--only", "sqlite,xlsx"], 0);
    assert!(place.path("output/history.sqlite").exists() && place.path("output/history.xlsx").exists());
    let said = place.ends(&["ingest", "winter.txt"], 0);
    assert!(said.contains("history.xlsx is of an earlier history; `throughline export --format xlsx`"), "{said}");
    assert!(!said.contains("history.sqlite is of an earlier"), "{said}");
}

#[test]
fn other_peoples_tools_open_the_exports() {
    let python = std::env::var("THROUGHLINE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let place = Place::new();
    place.ends(&["ingest", &series("harbour"), "--quiet"], 0);
    let formats = if cfg!(feature = "parquet") { "csv,xlsx,parquet" } else { "csv,xlsx" };
    place.ends(&["export", "--format", formats, "--quiet"], 0);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports.py");
    let Ok(run) = Command::new(python).arg(script).arg(place.path("output")).output() else {
        return say("skipped: there is no Python to open the exports with");
    };
    let said = String::from_utf8_lossy(&run.stdout);
    for line in said.lines().filter(|line| line.contains("SKIPPED")) {
        say(line);
    }
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.contains("python sqlite3: ") && said.contains("python csv: "), "{said}");
}
