//! What each edition prints: its rows, and what is read out of them.

use std::borrow::Cow;

use super::{Column, Part, Reference, Row, Rows, Table, Value, row};
use crate::model::history::History;
use crate::model::observation::{DateField, Locator, Observation};

const OF_OBSERVATION: &[Reference] = &[Reference::new(&["observation"], "observations")];

/// The rows as printed.
pub const OBSERVATIONS: Table = Table {
    name: "observations",
    about: "One row or list item as printed. Empty text is an empty cell; null is no such column.",
    columns: &[
        Column::text("id", "its name"),
        Column::text("edition", "the edition that prints it"),
        Column::integer("ordinal", "its place in reading order, from 0"),
        Column::text("table_id", "the table it stands in"),
        Column::text("section", "the heading that groups it with others").or_null(),
        Column::text("category", "what its section heading or colour claims").or_null(),
        Column::text("label", "its number or reference as printed").or_null(),
        Column::integer("number", "the number, where the label is one").or_null(),
        Column::truth("legacy", "whether its label belongs to an older numbering"),
        Column::text("action", "what is to be done").or_null(),
        Column::text("deadline", "when it is due, as printed").or_null(),
        Column::day("deadline_from", "the first day that the deadline names; codes are in codes").or_null(),
        Column::day("deadline_to", "the last day that the deadline names").or_null(),
        Column::text("status", "how it stands, as printed").or_null(),
        Column::text("status_category", "what the status's leading words say").or_null(),
        Column::text("raised", "when or where it was raised, as printed").or_null(),
        Column::day("raised_from", "the first day that this names").or_null(),
        Column::day("raised_to", "the last day that this names").or_null(),
        Column::text("owner", "who is to do it, as printed").or_null(),
        Column::truth("owner_redacted", "whether a name is blacked out").or_null(),
        Column::text("note", "what a note below the table says of it").or_null(),
        Column::integer("redactions", "how many redaction marks stand in it"),
        Column::integer("first_page", "the first page it stands on, from 1; null in text").or_null(),
        Column::integer("last_page", "the last page it stands on").or_null(),
        Column::integer("first_line", "the first line it stands on, from 1; null in a PDF").or_null(),
        Column::integer("last_line", "the last line it stands on").or_null(),
    ],
    key: &["id"],
    refers: &[Reference::new(&["edition"], "editions"), Reference::new(&["edition", "table_id"], "edition_tables")],
    part: Part::Rows,
    rows: observations,
};

/// What dates say.
pub const DATES: Table = Table {
    name: "observation_dates",
    about: "One date, or stand-in for a date, of a deadline or of when an action was raised.",
    columns: &[
        Column::text("observation", "the row"),
        Column::text("field", "deadline or raised"),
        Column::integer("position", "its place in the cell, from 0"),
        Column::text("kind", "what kind of expression it is"),
        Column::text("code", "the code, for kind code").or_null(),
        Column::day("date_from", "the first day it can mean").or_null(),
        Column::day("date_to", "the last day it can mean").or_null(),
    ],
    key: &["observation", "field", "position"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: dates,
};

/// Who is to do it, name by name.
pub const OWNERS: Table = Table {
    name: "observation_owners",
    about: "A name of an owner cell.",
    columns: &[
        Column::text("observation", "the row"),
        Column::integer("position", "its place in the cell, from 0"),
        Column::text("name", "the name"),
    ],
    key: &["observation", "position"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: owners,
};

/// Sub-items.
pub const PARTS: Table = Table {
    name: "observation_parts",
    about: "A sub-item of an action's wording, where it stands too.",
    columns: &[
        Column::text("observation", "the row"),
        Column::integer("position", "its place, from 0"),
        Column::text("text", "the sub-item"),
    ],
    key: &["observation", "position"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: parts,
};

/// Cells of other columns.
pub const EXTRA: Table = Table {
    name: "observation_extra",
    about: "A cell of a column that means none of the known fields.",
    columns: &[
        Column::text("observation", "the row"),
        Column::text("heading", "the column's heading"),
        Column::text("text", "the cell"),
    ],
    key: &["observation", "heading"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: extra,
};

/// Where every piece stands.
pub const PLACES: Table = Table {
    name: "observation_places",
    about: "Where one piece of a field stands in the source.",
    columns: &[
        Column::text("observation", "the row"),
        Column::text("field", "the field; extra: and the heading for cells of other columns"),
        Column::integer("position", "which piece of it, from 0"),
        Column::integer("page", "the page, from 1; null in text").or_null(),
        Column::integer("first_line", "the first line, from 1; null in a PDF").or_null(),
        Column::integer("last_line", "the last line; null in a PDF").or_null(),
        Column::real("x0", "left edge in points from the left of the page; null in text").or_null(),
        Column::real("y0", "top edge in points from the top of the page; null in text").or_null(),
        Column::real("x1", "right edge; null in text").or_null(),
        Column::real("y1", "bottom edge; null in text").or_null(),
    ],
    key: &["observation", "field", "position"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: places,
};

/// What reading had to mend.
pub const REPAIRS: Table = Table {
    name: "observation_repairs",
    about: "What reading a row had to mend.",
    columns: &[
        Column::text("observation", "the row"),
        Column::integer("position", "which repair, from 0"),
        Column::text("text", "what was mended"),
    ],
    key: &["observation", "position"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: repairs,
};

/// Mentions of other actions. The plain word is one that SQL keeps for itself.
pub const REFERENCES: Table = Table {
    name: "cross_references",
    about: "A mention of another action in a row.",
    columns: &[
        Column::text("observation", "the row"),
        Column::integer("position", "which mention, from 0"),
        Column::text("raw", "the wording"),
        Column::integer("number", "the number named").or_null(),
        Column::text("problem", "dangling, ambiguous or self; null where it is fine").or_null(),
        Column::text("relation", "waits-for, linked-with, told-in or named"),
    ],
    key: &["observation", "position"],
    refers: OF_OBSERVATION,
    part: Part::Rows,
    rows: references,
};

/// What they may mean.
pub const TARGETS: Table = Table {
    name: "cross_reference_targets",
    about: "A row of the same edition that a mention may mean.",
    columns: &[
        Column::text("observation", "the row that mentions"),
        Column::integer("reference", "which mention, from 0"),
        Column::integer("position", "which target, from 0"),
        Column::text("target", "the row that bears the number"),
    ],
    key: &["observation", "reference", "position"],
    refers: &[
        Reference::new(&["observation", "reference"], "cross_references"),
        Reference::new(&["target"], "observations"),
    ],
    part: Part::Rows,
    rows: targets,
};

fn observations(history: &History) -> Rows<'_> {
    Box::new(history.observations.iter().map(observation))
}

fn observation(row: &Observation) -> Row<'_> {
    let [first_page, last_page, first_line, last_line] = extent(row);
    let (deadline_from, deadline_to) = span(row.deadline.as_ref());
    let (raised_from, raised_to) = span(row.raised.as_ref());
    row![
        &row.id.0,
        &row.edition.0,
        row.ordinal,
        &row.table.0,
        row.section.as_ref(),
        row.category.as_ref(),
        row.label.as_ref(),
        row.number,
        row.legacy,
        row.action.as_ref().map(|field| &field.raw),
        row.deadline.as_ref().map(|field| &field.raw),
        deadline_from,
        deadline_to,
        row.status.as_ref().map(|field| &field.raw),
        row.status.as_ref().map(|field| field.category.word()),
        row.raised.as_ref().map(|field| &field.raw),
        raised_from,
        raised_to,
        row.owner.as_ref().map(|field| &field.raw),
        row.owner.as_ref().map(|field| field.redacted),
        row.note.as_ref().map(|field| &field.raw),
        row.redactions,
        first_page,
        last_page,
        first_line,
        last_line,
    ]
}

/// Returns the first and the last day that a cell names.
fn span(field: Option<&DateField>) -> (Value<'_>, Value<'_>) {
    let parts = || field.into_iter().flat_map(|field| &field.parts);
    let from = parts().filter_map(|part| part.from.as_ref()).min();
    let to = parts().filter_map(|part| part.to.as_ref()).max();
    (Value::day(from), Value::day(to))
}

/// Returns every field of a row that has wording, with its name and places.
fn fields(row: &Observation) -> Vec<(Cow<'static, str>, &[Locator])> {
    let named = [
        ("action", row.action.as_ref().map(|field| &field.locator)),
        ("deadline", row.deadline.as_ref().map(|field| &field.locator)),
        ("status", row.status.as_ref().map(|field| &field.locator)),
        ("raised", row.raised.as_ref().map(|field| &field.locator)),
        ("owner", row.owner.as_ref().map(|field| &field.locator)),
        ("note", row.note.as_ref().map(|field| &field.locator)),
    ];
    let named = named.into_iter().filter_map(|(name, places)| Some((Cow::Borrowed(name), places?.as_slice())));
    let extra = row.extra.iter().map(|(heading, field)| (format!("extra:{heading}").into(), field.locator.as_slice()));
    named.chain(extra).collect()
}

/// Returns first and last page, first and last line, of all fields but the note, which stands elsewhere.
fn extent(row: &Observation) -> [Option<u32>; 4] {
    let fields = fields(row);
    let places = || fields.iter().filter(|(name, _)| name != "note").flat_map(|(_, places)| places.iter());
    let pages = || places().filter_map(|place| place.page);
    let lines = || places().filter_map(|place| place.lines);
    [pages().min(), pages().max(), lines().map(|[first, _]| first).min(), lines().map(|[_, last]| last).max()]
}

fn dates(history: &History) -> Rows<'_> {
    Box::new(history.observations.iter().flat_map(|row| {
        [("deadline", &row.deadline), ("raised", &row.raised)].into_iter().flat_map(move |(name, field)| {
            field.iter().flat_map(|field| &field.parts).enumerate().map(move |(position, part)| {
                row![
                    &row.id.0,
                    name,
                    position,
                    Value::word(&part.kind),
                    part.code.as_ref(),
                    Value::day(part.from.as_ref()),
                    Value::day(part.to.as_ref()),
                ]
            })
        })
    }))
}

/// Makes a row of the id, the position and the text of each of what `list` returns of every observation.
fn listed<'a>(history: &'a History, list: impl Fn(&'a Observation) -> &'a [String] + 'a) -> Rows<'a> {
    Box::new(
        history
            .observations
            .iter()
            .flat_map(move |row| list(row).iter().enumerate().map(|(position, text)| row![&row.id.0, position, text])),
    )
}

fn owners(history: &History) -> Rows<'_> {
    listed(history, |row| row.owner.as_ref().map_or(&[], |field| &field.names))
}

fn parts(history: &History) -> Rows<'_> {
    listed(history, |row| row.action.as_ref().map_or(&[], |field| &field.parts))
}

fn repairs(history: &History) -> Rows<'_> {
    listed(history, |row| &row.repairs)
}

fn extra(history: &History) -> Rows<'_> {
    Box::new(
        history
            .observations
            .iter()
            .flat_map(|row| row.extra.iter().map(|(heading, field)| row![&row.id.0, heading, &field.raw])),
    )
}

fn places(history: &History) -> Rows<'_> {
    Box::new(history.observations.iter().flat_map(|row| {
        fields(row).into_iter().flat_map(move |(name, places)| {
            places.iter().enumerate().map(move |(position, place)| {
                let side = |side: usize| place.bbox.and_then(|bbox| bbox.get(side).copied());
                vec![
                    Value::from(&row.id.0),
                    Value::Text(name.clone()),
                    position.into(),
                    place.page.into(),
                    place.lines.map(|[first, _]| first).into(),
                    place.lines.map(|[_, last]| last).into(),
                    side(0).into(),
                    side(1).into(),
                    side(2).into(),
                    side(3).into(),
                ]
            })
        })
    }))
}

fn references(history: &History) -> Rows<'_> {
    Box::new(history.observations.iter().flat_map(|row| {
        row.references.iter().enumerate().map(|(position, reference)| {
            let problem = reference.problem.as_ref().map_or(Value::Null, Value::word);
            row![&row.id.0, position, &reference.raw, reference.number, problem, Value::word(&reference.relation)]
        })
    }))
}

fn targets(history: &History) -> Rows<'_> {
    Box::new(history.observations.iter().flat_map(|row| {
        row.references.iter().enumerate().flat_map(move |(mention, reference)| {
            let targets = reference.targets.iter().enumerate();
            targets.map(move |(position, target)| row![&row.id.0, mention, position, &target.0])
        })
    }))
}
