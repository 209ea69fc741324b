//! Tables as CSV by RFC 4180: UTF-8, lines ended by CR LF, a heading line, quotes where they are needed.
//!
//! Null is nothing between two commas, empty text is `""`, so that the two can be told apart by whoever wants to. True and
//! false are `true` and `false`, days are ISO.

use super::export::Exported;
use super::tables::{Rows, TABLES, Table, Value};
use crate::model::history::History;

/// Makes a file of every table.
pub(super) fn export(history: &History, spreadsheet_safe: bool) -> Exported {
    let file = |table: &Table| {
        let text = text(table, table.rows(history), spreadsheet_safe);
        (format!("csv/{}.csv", table.name), text.into_bytes())
    };
    Exported { files: TABLES.iter().map(file).collect(), notes: Vec::new() }
}

fn text(table: &Table, rows: Rows<'_>, spreadsheet_safe: bool) -> String {
    let mut text = table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",");
    text.push_str("\r\n");
    for row in rows {
        for (place, value) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            push(value, spreadsheet_safe, &mut text);
        }
        text.push_str("\r\n");
    }
    text
}

fn push(value: &Value<'_>, spreadsheet_safe: bool, text: &mut String) {
    match value {
        Value::Null => {}
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Real(number) => text.push_str(&number.to_string()),
        Value::Truth(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Day(day) => text.push_str(day),
        Value::Text(field) => {
            let guarded = spreadsheet_safe && field.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if !guarded && !field.is_empty() && !field.contains([',', '"', '\r', '\n']) {
                text.push_str(field);
                return;
            }
            text.push('"');
            if guarded {
                text.push('\'');
            }
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &str, spreadsheet_safe: bool) -> String {
        let mut text = String::new();
        push(&Value::from(value), spreadsheet_safe, &mut text);
        text
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        for (value, expected) in [
            ("paint the shed", "paint the shed"),
            ("paint, then dry", "\"paint, then dry\""),
            ("the \"old\" quay", "\"the \"\"old\"\" quay\""),
            ("one\ntwo", "\"one\ntwo\""),
            ("", "\"\""),
            ("=1+2", "=1+2"),
        ] {
            assert_eq!(field(value, false), expected);
        }
    }

    #[test]
    fn no_cell_begins_as_a_formula_where_that_is_asked_for() {
        for (value, expected) in [
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+44 20", "\"'+44 20\""),
            ("- ask the crew", "\"'- ask the crew\""),
            ("@SUM(1)", "\"'@SUM(1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("a = b", "a = b"),
        ] {
            assert_eq!(field(value, true), expected);
        }
        let mut text = String::new();
        push(&Value::Integer(-40), true, &mut text);
        assert_eq!(text, "-40", "a number is no formula");
    }
}
