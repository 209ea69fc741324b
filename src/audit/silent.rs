//! S006: wording carried over from the log before and edited in it, without a word about it. Worst first.

use crate::model::action::{Action, Edit, EditKind, Segment, Step};
use crate::model::finding::Severity;
use crate::model::link::Judgement;

use super::ground::{Ground, listed, shortened};
use super::remark::Remark;

/// How many words of an edit are shown in the message.
const SHOWN: usize = 60;

/// Looks at every piece that was edited.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    ground.steps().filter_map(|(action, step, row)| remark(ground, action, step, row)).collect()
}

fn remark(ground: &Ground<'_>, _action: &Action, step: &Step, row: usize) -> Option<Remark> {
    let told = |segment: &&Segment| segment.edits.iter().any(|edit| matters(edit.kind));
    let pieces: Vec<&Segment> = step.segments.iter().filter(told).collect();
    let mut edits: Vec<&Edit> =
        pieces.iter().flat_map(|piece| &piece.edits).filter(|edit| matters(edit.kind)).collect();
    edits.sort_by_key(|edit| edit.kind);
    let worst = edits.first()?.kind;
    let place = ground.place(row);
    let changes: Vec<String> = edits.iter().map(|edit| said(ground, edit)).collect();
    let doubt = if step.sure { "" } else { " It is not sure that both rows are one action." };
    let message = format!(
        "{} repeats earlier wording in {}, but not as it was: {}.{doubt}",
        ground.row_name(row),
        ground.edition_name(place),
        listed(&changes)
    );
    let mut remark = Remark::new(ground, "S006", place, message).row(ground, row, &[]).rank(worst as usize);
    for piece in pieces {
        if let Some((from, was)) = piece.from.as_ref().and_then(|id| ground.find(id)).zip(piece.was.as_ref()) {
            remark = remark.row(ground, from, &[]).quote(Some(ground.seen(from)), "status", was);
        }
        remark = remark.quote(Some(ground.seen(row)), "status", &piece.text);
    }
    let remark = remark.hint("Nothing in the cell says that it was changed; ask who changed it, and why. `throughline blame NUMBER` shows which edition brought each phrase.");
    Some(if is_grave(worst) { remark } else { remark.severity(Severity::Note) })
}

/// Tells whether an edit of this kind changes what is said. A code called by its date does not.
fn matters(kind: EditKind) -> bool {
    !matches!(kind, EditKind::Relabelled | EditKind::Punctuation)
}

/// Tells whether an edit of this kind changes what was promised.
fn is_grave(kind: EditKind) -> bool {
    use EditKind::{DateMoved, NumberChanged, Redacted, ReferenceChanged, Softened};
    matches!(kind, DateMoved | Softened | NumberChanged | ReferenceChanged | Redacted)
}

fn said(ground: &Ground<'_>, edit: &Edit) -> String {
    let (was, now) = (shortened(&edit.was, SHOWN), shortened(&edit.now, SHOWN));
    let change = match (was.is_empty(), now.is_empty()) {
        (true, _) => format!("“{now}” was added"),
        (_, true) => format!("“{was}” was taken away"),
        _ => format!("“{was}” became “{now}”"),
    };
    let why = match edit.kind {
        EditKind::DateMoved => "a date moved",
        EditKind::Softened if edit.now.is_empty() => "a promise taken away",
        EditKind::Softened => "a promise softened",
        EditKind::NumberChanged => "another number",
        EditKind::ReferenceChanged => "another reference",
        EditKind::Redacted => "blacked out",
        EditKind::Spelling => "spelling",
        _ => return change,
    };
    let unsure =
        |code: &&crate::model::link::Code| code.judgement == Judgement::Unsure && edit.was.contains(&code.code);
    match ground.history.codes.iter().find(unsure).filter(|_| edit.kind == EditKind::DateMoved) {
        Some(code) => format!("{change} ({why}; what {} means is not sure)", code.code),
        None => format!("{change} ({why})"),
    }
}
