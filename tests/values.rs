//! Tables of values: what a wording means, by reading.

use std::path::Path;

use serde_json::Value;
use throughline::model::edition::Published;
use throughline::model::ids::EditionId;
use throughline::model::observation::DateValue;
use throughline::normalise::{self, Options, date, owner, reference, status};
use throughline_parsers::{Cell, DatePlace, Layout, Parsed, Role, Row, Table};

/// Reads a table, says which of its rows are not as expected, and fails if there are such or too few in all.
fn check(table: &str, least: usize, meaning: impl Fn(&Value) -> Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/values").join(table);
    let text = std::fs::read_to_string(&path).expect("the table can be read");
    let rows: Vec<Value> = serde_json::from_str(&text).expect("the table is JSON");
    assert!(rows.len() >= least, "{table} has only {} rows", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let found = meaning(row);
            (found != row["expected"])
                .then(|| format!("{}\n    expected {}\n    found    {found}", row["raw"], row["expected"]))
        })
        .collect();
    assert!(wrong.is_empty(), "{table}: {} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn raw(row: &Value) -> &str {
    row["raw"].as_str().expect("raw is text")
}

#[test]
fn dates() {
    check("dates.json", 60, |row| {
        let values = date::values(raw(row), row["day_first"].as_bool().unwrap_or(true));
        values.iter().map(spell_date).collect()
    });
}

fn spell_date(value: &DateValue) -> Value {
    let kind = serde_json::to_value(value.kind).expect("a kind is a word");
    let kind = kind.as_str().unwrap_or("");
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "-".to_owned());
    match (kind, &value.code) {
        (_, Some(code)) => format!("{kind} {code}").into(),
        ("date" | "week" | "month" | "quarter" | "year" | "after", None) => {
            format!("{kind} {}/{}", day(&value.from), day(&value.to)).into()
        }
        _ => kind.into(),
    }
}

#[test]
fn statuses() {
    check("statuses.json", 50, |row| status::leading(raw(row)).0.word().into());
}

#[test]
fn owners() {
    check("owners.json", 25, |row| {
        let (names, redacted) = owner::names(raw(row));
        serde_json::json!({"names": names, "redacted": redacted})
    });
}

#[test]
fn labels() {
    check("labels.json", 40, |row| {
        let table = Table { layout: Layout::Flattened, role: Role::Table, title: None, columns: Vec::new() };
        let parsed = Parsed {
            tables: vec![table],
            rows: vec![Row { label: Some(cell(raw(row))), ..Row::new(0) }],
            ..Parsed::default()
        };
        let mut document = normalise::document(&parsed, "", None, &Options { day_first: true });
        normalise::name(&mut document, &EditionId("e".to_owned()));
        let observation = &document.observations[0];
        let id = observation.id.0.strip_prefix("e#actions:").expect("ids begin so");
        serde_json::json!({"number": observation.number, "id": id})
    });
}

#[test]
fn published() {
    check("published.json", 15, |row| {
        let of = &row["raw"];
        let places =
            [("headings", DatePlace::Heading), ("lines", DatePlace::Line), ("furniture", DatePlace::Furniture)];
        let texts = |key: &str| of[key].as_array().cloned().unwrap_or_default();
        let dates = places
            .iter()
            .flat_map(|(key, place)| texts(key).into_iter().map(|text| (*place, cell(text.as_str().unwrap_or("")))));
        let parsed = Parsed { title: of["title"].as_str().map(cell), dates: dates.collect(), ..Parsed::default() };
        let day_first = of["day_first"].as_bool().unwrap_or(true);
        let document = normalise::document(&parsed, of["file"].as_str().unwrap_or(""), None, &Options { day_first });
        document.published_on.map_or(Value::Null, |date| spell_published(&date))
    });
}

fn spell_published(date: &Published) -> Value {
    let precision = serde_json::to_value(date.precision).expect("a precision is a word");
    format!("{} = {}/{} {}", date.raw, date.from, date.to, precision.as_str().unwrap_or("")).into()
}

#[test]
fn references() {
    check("references.json", 20, |row| {
        let mentions = reference::mentions(raw(row), false);
        mentions.iter().map(|mention| format!("{} = {}", mention.raw, mention.labels.join(" "))).collect()
    });
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), spans: Vec::new() }
}
