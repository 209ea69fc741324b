//! What was read: the series, its sources, its editions and how these are laid out.

use super::{Column, Part, Reference, Rows, Table, Value, row};
use crate::model::history::History;

/// The series; one row.
pub const SERIES: Table = Table {
    name: "series",
    about: "The series, and what the run was told; one row.",
    columns: &[
        Column::text("name", "the name of the series"),
        Column::text("schema", "the name of the format that history.json is written in"),
        Column::text("program", "the version of the program"),
        Column::truth("day_first", "whether 05/12/2018 is the fifth of December"),
        Column::text("decisions", "SHA-256 of the decisions obeyed").or_null(),
        Column::text("layouts", "SHA-256 of the layouts added").or_null(),
    ],
    key: &["name"],
    refers: &[],
    part: Part::Rows,
    rows: series,
};

/// The files read.
pub const SOURCES: Table = Table {
    name: "sources",
    about: "A file that was read.",
    columns: &[
        Column::text("id", "SHA-256 of its bytes"),
        Column::text("path", "its path below the folder that was given, or its base name"),
        Column::text("media_type", "what its content is"),
        Column::integer("bytes", "its size"),
        Column::integer("words", "all its words; the classes that follow add up to them"),
        Column::integer("words_in_cells", "words in rows"),
        Column::integer("words_in_headings", "words in titles, headings and header rows"),
        Column::integer("words_in_legend", "words that explain marks and colours"),
        Column::integer("words_in_notes", "words in notes that belong to a row"),
        Column::integer("words_in_furniture", "page heads and feet, repeated headers, contents lists"),
        Column::integer("words_in_prose", "running text that is no action"),
        Column::integer("words_unplaced", "words that could not be placed: finding T001"),
        Column::text("date_by_hand", "the date of publication set by hand").or_null(),
        Column::text("supersedes", "the earlier source whose place it takes").or_null(),
        Column::text("same_as", "another source with the very same rows").or_null(),
        Column::text("problem", "why it could not be read").or_null(),
    ],
    key: &["id"],
    refers: &[Reference::new(&["supersedes"], "sources"), Reference::new(&["same_as"], "sources")],
    part: Part::Rows,
    rows: sources,
};

/// The publications.
pub const EDITIONS: Table = Table {
    name: "editions",
    about: "One publication of the log, or a write-up.",
    columns: &[
        Column::text("id", "its name: date and kind"),
        Column::integer("position", "its place in the series, from 0"),
        Column::text("source", "the source that carries it"),
        Column::text("kind", "log or write-up"),
        Column::text("title", "its title, as printed").or_null(),
        Column::text("layout", "the layouts that its tables were read by"),
        Column::text("published_raw", "the wording that dates it").or_null(),
        Column::day("published_from", "the first day that can mean").or_null(),
        Column::day("published_to", "the last day that can mean").or_null(),
        Column::text("published_precision", "day, month, quarter or year").or_null(),
    ],
    key: &["id"],
    refers: &[Reference::new(&["source"], "sources")],
    part: Part::Rows,
    rows: editions,
};

/// The tables and lists of editions.
pub const EDITION_TABLES: Table = Table {
    name: "edition_tables",
    about: "A table or list of an edition.",
    columns: &[
        Column::text("edition", "the edition"),
        Column::text("id", "its name within the edition"),
        Column::integer("position", "its place in reading order, from 0"),
        Column::text("title", "its heading, as printed").or_null(),
        Column::text("state", "the status category that its heading claims for every row").or_null(),
    ],
    key: &["edition", "id"],
    refers: &[Reference::new(&["edition"], "editions")],
    part: Part::Rows,
    rows: edition_tables,
};

/// The columns of those tables.
pub const EDITION_COLUMNS: Table = Table {
    name: "edition_columns",
    about: "A column of a table of an edition.",
    columns: &[
        Column::text("edition", "the edition"),
        Column::text("table_id", "the table"),
        Column::integer("position", "its place from the left, from 0"),
        Column::text("heading", "its heading, as printed"),
        Column::text("field", "what it was taken for"),
    ],
    key: &["edition", "table_id", "position"],
    refers: &[Reference::new(&["edition", "table_id"], "edition_tables")],
    part: Part::Rows,
    rows: edition_columns,
};

fn series(history: &History) -> Rows<'_> {
    let settings = &history.settings;
    Box::new(std::iter::once(row![
        &history.series,
        &history.schema,
        &settings.version,
        settings.day_first,
        settings.decisions.as_ref(),
        settings.layouts.as_ref(),
    ]))
}

fn sources(history: &History) -> Rows<'_> {
    let counts = |source: &crate::model::source::Source| {
        let words = &source.words;
        [
            words.total,
            words.cells,
            words.headings,
            words.legend,
            words.notes,
            words.furniture,
            words.prose,
            words.unplaced,
        ]
    };
    Box::new(history.sources.iter().map(move |source| {
        let mut values = row![&source.id.0, &source.path, &source.media_type, source.bytes];
        values.extend(counts(source).map(Value::from));
        values.extend(row![
            history.settings.dates.get(&source.path),
            source.supersedes.as_ref().map(|id| &id.0),
            source.same_as.as_ref().map(|id| &id.0),
            source.problem.as_ref(),
        ]);
        values
    }))
}

fn editions(history: &History) -> Rows<'_> {
    Box::new(history.editions.iter().enumerate().map(|(position, edition)| {
        let published = edition.published_on.as_ref();
        row![
            &edition.id.0,
            position,
            &edition.source.0,
            edition.kind.word(),
            edition.title.as_ref(),
            &edition.layout,
            published.map(|published| &published.raw),
            Value::day(published.map(|published| &published.from)),
            Value::day(published.map(|published| &published.to)),
            published.map_or(Value::Null, |published| Value::word(&published.precision)),
        ]
    }))
}

fn edition_tables(history: &History) -> Rows<'_> {
    Box::new(history.editions.iter().flat_map(|edition| {
        edition.tables.iter().enumerate().map(|(position, table)| {
            let state = table.state.map(|state| state.word());
            row![&edition.id.0, &table.id.0, position, table.title.as_ref(), state]
        })
    }))
}

fn edition_columns(history: &History) -> Rows<'_> {
    Box::new(history.editions.iter().flat_map(|edition| {
        edition.tables.iter().flat_map(|table| {
            let columns = table.columns.iter().enumerate();
            columns.map(|(position, column)| row![&edition.id.0, &table.id.0, position, &column.raw, &column.field])
        })
    }))
}
