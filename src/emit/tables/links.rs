//! Which rows are one action, and why; what codes for occasions mean.

use super::{Column, Part, Reference, Rows, Table, Value, row};
use crate::model::history::History;

/// The links.
pub const LINKS: Table = Table {
    name: "links",
    about: "Two rows judged the same action, or part of one another; or kept apart by a reviewer.",
    columns: &[
        Column::integer("id", "its place in history.json, from 1; other in another run"),
        Column::text("earlier", "the earlier row"),
        Column::text("later", "the later row"),
        Column::text("kind", "how they belong together"),
        Column::integer("score", "how alike they are, 0 to 1000; not a probability"),
        Column::text("judgement", "same, unsure or different"),
        Column::text("judged_by", "rule or reviewer"),
    ],
    key: &["id"],
    refers: &[Reference::new(&["earlier"], "observations"), Reference::new(&["later"], "observations")],
    part: Part::Links,
    rows: links,
};

/// What they rest on.
pub const EVIDENCE: Table = Table {
    name: "link_evidence",
    about: "A piece of evidence for or against a link.",
    columns: &[
        Column::integer("link", "the link"),
        Column::integer("position", "which piece, from 0"),
        Column::text("name", "what was compared"),
        Column::text("earlier_says", "what the earlier row says"),
        Column::text("later_says", "what the later row says"),
        Column::integer("weight", "how much it weighs, in points of the score; against, where negative"),
    ],
    key: &["link", "position"],
    refers: &[Reference::new(&["link"], "links")],
    part: Part::Links,
    rows: evidence,
};

/// The next best choices.
pub const RUNNERS_UP: Table = Table {
    name: "link_runners_up",
    about: "A row that nearly had the link.",
    columns: &[
        Column::integer("link", "the link"),
        Column::integer("position", "which choice, from 0"),
        Column::text("observation", "the row"),
        Column::integer("score", "its score"),
    ],
    key: &["link", "position"],
    refers: &[Reference::new(&["link"], "links"), Reference::new(&["observation"], "observations")],
    part: Part::Links,
    rows: runners_up,
};

/// What codes mean.
pub const CODES: Table = Table {
    name: "codes",
    about: "What a code for an occasion, such as WS2, means.",
    columns: &[
        Column::integer("id", "its place in history.json, from 1; other in another run"),
        Column::text("code", "the code, as printed"),
        Column::day("date_from", "the first day it can mean").or_null(),
        Column::day("date_to", "the last day it can mean").or_null(),
        Column::text("judgement", "same where that is sure, else unsure"),
    ],
    key: &["id"],
    refers: &[],
    part: Part::Links,
    rows: codes,
};

/// Where that was learned.
pub const CODE_EVIDENCE: Table = Table {
    name: "code_evidence",
    about: "One vote for what a code means.",
    columns: &[
        Column::integer("code", "the code's id"),
        Column::integer("position", "which vote, from 0"),
        Column::text("name", "what was compared"),
        Column::text("earlier", "the row with the code").or_null(),
        Column::text("later", "the row with the date").or_null(),
        Column::text("told_by", "the edition that says it in so many words").or_null(),
        Column::text("says", "the date's wording"),
        Column::truth("agrees", "whether it speaks for the meaning given"),
    ],
    key: &["code", "position"],
    refers: &[
        Reference::new(&["code"], "codes"),
        Reference::new(&["earlier"], "observations"),
        Reference::new(&["later"], "observations"),
        Reference::new(&["told_by"], "editions"),
    ],
    part: Part::Links,
    rows: code_evidence,
};

fn links(history: &History) -> Rows<'_> {
    Box::new(history.links.iter().zip(1_u32..).map(|(link, id)| {
        row![
            id,
            &link.from.0,
            &link.to.0,
            Value::word(&link.kind),
            link.score,
            Value::word(&link.judgement),
            Value::word(&link.by),
        ]
    }))
}

fn evidence(history: &History) -> Rows<'_> {
    Box::new(history.links.iter().zip(1_u32..).flat_map(|(link, id)| {
        let evidence = link.evidence.iter().enumerate();
        evidence
            .map(move |(position, piece)| row![id, position, &piece.name, &piece.earlier, &piece.later, piece.weight])
    }))
}

fn runners_up(history: &History) -> Rows<'_> {
    Box::new(history.links.iter().zip(1_u32..).flat_map(|(link, id)| {
        let runners_up = link.runners_up.iter().enumerate();
        runners_up.map(move |(position, other)| row![id, position, &other.observation.0, other.score])
    }))
}

fn codes(history: &History) -> Rows<'_> {
    Box::new(
        history.codes.iter().zip(1_u32..).map(|(code, id)| {
            row![
                id,
                &code.code,
                Value::day(code.from.as_ref()),
                Value::day(code.to.as_ref()),
                Value::word(&code.judgement),
            ]
        }),
    )
}

fn code_evidence(history: &History) -> Rows<'_> {
    Box::new(history.codes.iter().zip(1_u32..).flat_map(|(code, id)| {
        code.evidence.iter().enumerate().map(move |(position, vote)| {
            row![
                id,
                position,
                &vote.name,
                vote.earlier.as_ref().map(|id| &id.0),
                vote.later.as_ref().map(|id| &id.0),
                vote.told_by.as_ref().map(|id| &id.0),
                &vote.says,
                vote.agrees,
            ]
        })
    }))
}
