//! Actions and their lives: steps with their wording piece by piece, events, conflicts.

use super::{Column, Part, Reference, Rows, Table, Value, row};
use crate::model::action::{Action, Step};
use crate::model::history::History;

const OF_ACTION: Reference = Reference::new(&["action"], "actions");
const OF_STEP: Reference = Reference::new(&["action", "step"], "steps");

/// The actions.
pub const ACTIONS: Table = Table {
    name: "actions",
    about: "One action through all editions.",
    columns: &[
        Column::text("id", "its id: given once, never changed, never used again"),
        Column::text("title", "its wording in the last edition that shows it"),
        Column::text("born_in", "the edition that shows it first"),
        Column::text("state", "its status category now"),
        Column::day("deadline_from", "the first day of its deadline now").or_null(),
        Column::day("deadline_to", "the last day of its deadline now").or_null(),
        Column::integer("moves", "how often its deadline was moved"),
        Column::integer("months_slipped", "by how many months it slipped, all slips together"),
        Column::integer("silent_days", "the longest time in which nothing new was said of it while it was open")
            .or_null(),
    ],
    key: &["id"],
    refers: &[Reference::new(&["born_in"], "editions")],
    part: Part::Actions,
    rows: actions,
};

/// The labels they were printed under.
pub const LABELS: Table = Table {
    name: "action_labels",
    about: "A label that an action was printed under.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("position", "which label, from 0"),
        Column::text("edition", "the edition"),
        Column::text("label", "the label, as printed"),
    ],
    key: &["action", "position"],
    refers: &[OF_ACTION, Reference::new(&["edition"], "editions")],
    part: Part::Actions,
    rows: labels,
};

/// Their steps.
pub const STEPS: Table = Table {
    name: "steps",
    about: "One observation of an action, in edition order.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("position", "which step, from 0"),
        Column::text("observation", "the row"),
        Column::truth("sure", "whether it is sure that the row belongs here"),
    ],
    key: &["action", "position"],
    refers: &[OF_ACTION, Reference::new(&["observation"], "observations")],
    part: Part::Actions,
    rows: steps,
};

/// Status wording, piece by piece.
pub const SEGMENTS: Table = Table {
    name: "segments",
    about: "A piece of a step's status wording, and where it comes from.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("step", "the step"),
        Column::integer("position", "which piece, from 0"),
        Column::text("text", "the piece, verbatim"),
        Column::text("origin", "new, carried, edited, moved or marker"),
        Column::text("carried_from", "the row that said it first in these words").or_null(),
        Column::text("was", "what it was, where it was edited").or_null(),
    ],
    key: &["action", "step", "position"],
    refers: &[OF_STEP, Reference::new(&["carried_from"], "observations")],
    part: Part::Actions,
    rows: segments,
};

/// Edits inside carried-over wording.
pub const EDITS: Table = Table {
    name: "segment_edits",
    about: "A change inside a piece of wording that was carried over.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("step", "the step"),
        Column::integer("segment", "the piece"),
        Column::integer("position", "which edit, from 0; worst first"),
        Column::text("kind", "what kind of change it is"),
        Column::text("was", "the words as they were; empty for words added"),
        Column::text("now", "the words as they are; empty for words taken away"),
    ],
    key: &["action", "step", "segment", "position"],
    refers: &[Reference::new(&["action", "step", "segment"], "segments")],
    part: Part::Actions,
    rows: edits,
};

/// Wording that was dropped.
pub const DROPPED: Table = Table {
    name: "dropped",
    about: "Status wording of the log before that is not in a step any more.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("step", "the step"),
        Column::integer("position", "which piece, from 0"),
        Column::text("text", "the piece, verbatim"),
        Column::text("dropped_from", "the row that still had it"),
    ],
    key: &["action", "step", "position"],
    refers: &[OF_STEP, Reference::new(&["dropped_from"], "observations")],
    part: Part::Actions,
    rows: dropped,
};

/// Rows that tell of several actions.
pub const TOLD_IN: Table = Table {
    name: "told_in",
    about: "A row that tells of an action together with others, and belongs to none.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("position", "which row, from 0"),
        Column::text("observation", "the row"),
    ],
    key: &["action", "position"],
    refers: &[OF_ACTION, Reference::new(&["observation"], "observations")],
    part: Part::Actions,
    rows: told_in,
};

/// What changed.
pub const EVENTS: Table = Table {
    name: "events",
    about: "One change in the life of an action.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("position", "which event, from 0"),
        Column::text("kind", "what happened"),
        Column::text("edition", "the edition that shows it"),
        Column::text("observation", "the row that shows it; null for not-seen").or_null(),
        Column::truth("sure", "whether every link it rests on is sure"),
        Column::text("was", "what stood before").or_null(),
        Column::text("now", "what stands now").or_null(),
        Column::text("detail", "more about it, in words").or_null(),
        Column::integer("months", "by how many months a deadline moved; later is more than nought").or_null(),
    ],
    key: &["action", "position"],
    refers: &[OF_ACTION, Reference::new(&["edition"], "editions"), Reference::new(&["observation"], "observations")],
    part: Part::Actions,
    rows: events,
};

/// Claims that cannot both hold.
pub const CONFLICTS: Table = Table {
    name: "conflicts",
    about: "One of several claims of one edition about one field that cannot all hold.",
    columns: &[
        Column::text("action", "the action"),
        Column::integer("conflict", "which conflict of the action, from 0"),
        Column::integer("position", "which claim, from 0"),
        Column::text("field", "status, deadline, owner or raised"),
        Column::text("value", "the wording"),
        Column::text("observation", "the row that says so"),
    ],
    key: &["action", "conflict", "position"],
    refers: &[OF_ACTION, Reference::new(&["observation"], "observations")],
    part: Part::Actions,
    rows: conflicts,
};

fn actions(history: &History) -> Rows<'_> {
    Box::new(history.actions.iter().map(|action| {
        row![
            &action.id.0,
            &action.title,
            &action.born_in.0,
            action.state.word(),
            Value::day(action.deadline.from.as_ref()),
            Value::day(action.deadline.to.as_ref()),
            action.course.moves,
            action.course.months_slipped,
            action.course.silence.as_ref().map(|silence| silence.days),
        ]
    }))
}

fn labels(history: &History) -> Rows<'_> {
    Box::new(history.actions.iter().flat_map(|action| {
        let aliases = action.aliases.iter().enumerate();
        aliases.map(|(position, alias)| row![&action.id.0, position, &alias.edition.0, &alias.label])
    }))
}

/// Returns every step of every action with its place in that.
fn numbered(history: &History) -> impl Iterator<Item = (&Action, usize, &Step)> {
    history.actions.iter().flat_map(|action| action.steps.iter().enumerate().map(move |(at, step)| (action, at, step)))
}

fn steps(history: &History) -> Rows<'_> {
    Box::new(
        numbered(history).map(|(action, position, step)| row![&action.id.0, position, &step.observation.0, step.sure]),
    )
}

fn segments(history: &History) -> Rows<'_> {
    Box::new(numbered(history).flat_map(|(action, step, pieces)| {
        pieces.segments.iter().enumerate().map(move |(position, piece)| {
            row![
                &action.id.0,
                step,
                position,
                &piece.text,
                Value::word(&piece.origin),
                piece.from.as_ref().map(|from| &from.0),
                piece.was.as_ref(),
            ]
        })
    }))
}

fn edits(history: &History) -> Rows<'_> {
    Box::new(numbered(history).flat_map(|(action, step, pieces)| {
        pieces.segments.iter().enumerate().flat_map(move |(segment, piece)| {
            piece.edits.iter().enumerate().map(move |(position, edit)| {
                row![&action.id.0, step, segment, position, Value::word(&edit.kind), &edit.was, &edit.now]
            })
        })
    }))
}

fn dropped(history: &History) -> Rows<'_> {
    Box::new(numbered(history).flat_map(|(action, step, pieces)| {
        let dropped = pieces.dropped.iter().enumerate();
        dropped.map(move |(position, piece)| row![&action.id.0, step, position, &piece.text, &piece.from.0])
    }))
}

fn told_in(history: &History) -> Rows<'_> {
    Box::new(history.actions.iter().flat_map(|action| {
        let told = action.told_in.iter().enumerate();
        told.map(|(position, observation)| row![&action.id.0, position, &observation.0])
    }))
}

fn events(history: &History) -> Rows<'_> {
    Box::new(history.actions.iter().flat_map(|action| {
        action.events.iter().enumerate().map(|(position, event)| {
            row![
                &action.id.0,
                position,
                Value::word(&event.kind),
                &event.edition.0,
                event.observation.as_ref().map(|observation| &observation.0),
                event.sure,
                event.from.as_ref(),
                event.to.as_ref(),
                event.detail.as_ref(),
                event.months,
            ]
        })
    }))
}

fn conflicts(history: &History) -> Rows<'_> {
    Box::new(history.actions.iter().flat_map(|action| {
        action.conflicts.iter().enumerate().flat_map(move |(number, conflict)| {
            conflict.values.iter().enumerate().map(move |(position, claim)| {
                row![&action.id.0, number, position, &conflict.field, &claim.value, &claim.observation.0]
            })
        })
    }))
}
