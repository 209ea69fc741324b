//! The cells of a row, each with its place and what changed in it since the row before.
//!
//! In: a row, and what earlier rows of its action said last. Out: fields in a fixed order. A wording that stands as before
//! is marked so and left out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::book::{Book, Span, place};
use super::redline::{Run, redline};
use crate::model::action::Segment;
use crate::model::observation::{DateField, DateKind, Locator, Observation};

/// One cell.
#[derive(Debug, Serialize)]
pub struct Field<'a> {
    /// `action`, `status`, `deadline`, `raised`, `owner`, `note`; the heading of its column for any other.
    name: &'a str,
    /// Whether it is a column that means none of these.
    #[serde(skip_serializing_if = "is_not")]
    extra: bool,
    /// The wording, where no earlier row has such a cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    /// How the wording became what it is, where it changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    runs: Vec<Run>,
    /// Whether it stands as before.
    #[serde(skip_serializing_if = "is_not")]
    same: bool,
    place: String,
    /// The first and last day it can mean, for dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span<'a>>,
    /// What kinds of expression it is made of, for dates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<DateKind>,
}

/// What the rows of an action said last, by field.
pub type Latest<'a> = BTreeMap<&'a str, &'a str>;

/// Returns the cells of `row`. `segments` are the pieces of its status wording; where they say it all, it is not said again.
pub fn fields<'a>(
    book: &Book<'a>,
    row: &'a Observation,
    latest: &mut Latest<'a>,
    segments: &[Segment],
) -> Vec<Field<'a>> {
    let mut found = Vec::new();
    let mut add = |name: &'a str, extra: bool, raw: &'a str, locators: &[Locator], date: Option<&'a DateField>| {
        let before = latest.insert(name, raw);
        let is_said = name == "status" && !extra && are(segments, raw);
        let span = date.map(|field| book.span(field));
        found.push(Field {
            name,
            extra,
            raw: (before.is_none() && !is_said).then_some(raw),
            runs: before
                .filter(|before| *before != raw && !is_said)
                .map(|before| redline(before, raw))
                .unwrap_or_default(),
            same: before == Some(raw) && !is_said,
            place: place(locators.iter()),
            span: span.filter(|span| span.iter().any(Option::is_some)),
            kinds: date.iter().flat_map(|field| field.parts.iter().map(|part| part.kind)).collect(),
        });
    };
    if let Some(field) = &row.action {
        add("action", false, &field.raw, &field.locator, None);
    }
    if let Some(field) = &row.status {
        add("status", false, &field.raw, &field.locator, None);
    }
    if let Some(field) = &row.deadline {
        add("deadline", false, &field.raw, &field.locator, Some(field));
    }
    if let Some(field) = &row.raised {
        add("raised", false, &field.raw, &field.locator, Some(field));
    }
    if let Some(field) = &row.owner {
        add("owner", false, &field.raw, &field.locator, None);
    }
    if let Some(field) = &row.note {
        add("note", false, &field.raw, &field.locator, None);
    }
    for (heading, field) in &row.extra {
        add(heading, true, &field.raw, &field.locator, None);
    }
    found
}

/// Tells whether `segments`, joined by spaces, are `raw`.
fn are(segments: &[Segment], raw: &str) -> bool {
    let mut rest = Some(raw);
    for (place, segment) in segments.iter().enumerate() {
        let behind = if place > 0 { rest.and_then(|rest| rest.strip_prefix(' ')) } else { rest };
        rest = behind.and_then(|rest| rest.strip_prefix(segment.text.as_str()));
    }
    !segments.is_empty() && rest == Some("")
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "it is how serde asks")]
pub(super) fn is_not(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::html::tests::harbour;
    use crate::model::action::Origin;

    #[test]
    fn pieces_say_it_all_where_joined_by_spaces_they_are_the_wording() {
        let piece = |text: &str| Segment {
            text: text.to_owned(),
            origin: Origin::New,
            from: None,
            was: None,
            edits: Vec::new(),
        };
        let said = [piece("Open."), piece("The quay is wet.")];
        assert!(are(&said, "Open. The quay is wet."));
        for other in ["Open. The quay is wet. Still", "Open.The quay is wet.", "Open.", " Open. The quay is wet.", ""] {
            assert!(!are(&said, other), "{other}");
        }
        assert!(!are(&[], ""));
    }

    #[test]
    fn what_stands_as_before_is_not_said_again() {
        let history = harbour();
        let book = Book::new(&history);
        let mut latest = Latest::new();
        let mut rows = history.observations.iter().filter(|row| row.label.as_deref() == Some("7"));
        let first = fields(&book, rows.next().expect("a row"), &mut latest, &[]);
        let second = fields(&book, rows.next().expect("a row"), &mut latest, &history.actions[0].steps[1].segments);
        let named = |fields: &[Field<'_>], name: &str| {
            serde_json::to_value(fields.iter().find(|field| field.name == name)).expect("JSON")
        };
        assert_eq!(named(&first, "action")["raw"], "Publish the dredging timetable.");
        assert_eq!(named(&second, "action")["same"], true);
        assert_eq!(named(&second, "action")["raw"], serde_json::Value::Null);
        let status = named(&second, "status");
        assert_eq!((&status["raw"], &status["runs"]), (&serde_json::Value::Null, &serde_json::Value::Null));
        let deadline = named(&second, "deadline");
        assert_eq!(deadline["runs"], serde_json::json!([["-", "M4"], ["+", "Nov’21"]]));
        assert_eq!(named(&first, "deadline")["span"], serde_json::json!(["2021-07-01", "2021-07-31"]));
    }
}
