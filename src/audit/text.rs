//! T and X: what reading left over, mended or could not see.

use std::collections::BTreeSet;

use crate::model::finding::{SourceProblem, SourceProblemKind};
use crate::model::ids::SourceId;
use crate::model::source::Source;

use super::ground::{Ground, listed};
use super::remark::Remark;

/// Looks at every edition's rows: what was put together, what is blacked out.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for place in 0..ground.history.editions.len() {
        let edition = ground.edition_name(place);
        for &row in ground.rows(place) {
            let repairs = &ground.seen(row).repairs;
            if !repairs.is_empty() {
                let message = format!("{} in {edition} was put together: {}.", ground.row_name(row), listed(repairs));
                remarks.push(
                    Remark::new(ground, "T002", place, message)
                        .row(ground, row, &["action", "status"])
                        .hint("Compare the row with the page once; its places are in the history."),
                );
            }
        }
        let hidden: Vec<usize> =
            ground.rows(place).iter().copied().filter(|&row| ground.seen(row).redactions > 0).collect();
        if !hidden.is_empty() {
            let marks: u64 = hidden.iter().map(|&row| u64::from(ground.seen(row).redactions)).sum();
            let message = format!(
                "{marks} {} in {} of {edition} blacked out.",
                if marks == 1 { "place is" } else { "places are" },
                if hidden.len() == 1 { "one row".to_owned() } else { format!("{} rows", hidden.len()) },
            );
            remarks.push(
                Remark::new(ground, "X001", place, message)
                    .rows(ground, &hidden)
                    .hint("What stands there is compared with nothing; a change of owner cannot be seen."),
            );
        }
    }
    remarks
}

/// Looks at the sources: what could not be read, what gave no row, what has no date, and `problems` met while reading.
pub(super) fn of_sources(ground: &Ground<'_>, problems: &[SourceProblem]) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = problems.iter().map(|problem| of_problem(ground, problem)).collect();
    remarks.extend(undated(ground));
    let sources = &ground.history.sources;
    let superseded: BTreeSet<&SourceId> = sources.iter().filter_map(|source| source.supersedes.as_ref()).collect();
    let with_rows: BTreeSet<&SourceId> = ground
        .history
        .editions
        .iter()
        .enumerate()
        .filter(|(place, _)| !ground.rows(*place).is_empty())
        .map(|(_, edition)| &edition.source)
        .collect();
    let located: BTreeSet<&SourceId> =
        problems.iter().filter(|problem| is_told_of_words(problem.kind)).map(|problem| &problem.source).collect();
    for source in sources.iter().filter(|source| !superseded.contains(&source.id)) {
        let place = place_of(ground, &source.id);
        if let Some(problem) = &source.problem {
            let message = format!("{} could not be read: {}.", source.path, problem.trim_end_matches('.'));
            remarks
                .push(Remark::new(ground, "T010", place, message).hint(
                    "Nothing of it is in the history. Get another copy, or another form of it, and ingest that.",
                ));
            continue;
        }
        if source.same_as.is_none() && !with_rows.contains(&source.id) {
            remarks.push(without_rows(ground, source, place));
        }
        if source.words.unplaced > 0 && !located.contains(&source.id) {
            let message = format!("{}: {} words were put in no row.", source.path, source.words.unplaced);
            remarks.push(Remark::new(ground, "T001", place, message).hint(UNPLACED));
        }
    }
    remarks
}

/// Tells whether problems of this kind name the words that were put in no row.
fn is_told_of_words(kind: SourceProblemKind) -> bool {
    matches!(kind, SourceProblemKind::Unplaced | SourceProblemKind::NoteWithoutRow | SourceProblemKind::NoHeader)
}

/// T011: editions that no event can speak of, where there are others that it could be compared with.
fn undated(ground: &Ground<'_>) -> Vec<Remark> {
    let editions = &ground.history.editions;
    let undated = (0..editions.len()).filter(|&place| editions.len() > 1 && !ground.is_dated(place));
    undated
        .filter_map(|place| {
            let edition = ground.edition(place)?;
            let source = ground.history.sources.iter().find(|source| source.id == edition.source);
            let name = source.map_or(edition.id.0.as_str(), |source| source.path.as_str());
            let message = format!("{name} has no date, so it takes no part in events.");
            let hint = "Say it with `throughline ingest … --date FILE=2019-04-18`.";
            Some(Remark::new(ground, "T011", place, message).hint(hint))
        })
        .collect()
}

const UNPLACED: &str = "Read it on the page: if it belongs to a row, that row is incomplete here.";

fn without_rows(ground: &Ground<'_>, source: &Source, place: usize) -> Remark {
    let words = match source.words.total {
        0 => "no words at all".to_owned(),
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    };
    Remark::new(ground, "T004", place, format!("{} has {words}, and no action was found in it.", source.path))
        .hint("If it does list actions, its arrangement is not known yet; if it does not, leave it out of the series.")
}

fn of_problem(ground: &Ground<'_>, problem: &SourceProblem) -> Remark {
    let (code, hint) = match problem.kind {
        SourceProblemKind::Unplaced => ("T001", UNPLACED),
        SourceProblemKind::NoteWithoutRow => {
            ("T005", "The note is kept nowhere else: see which row it belongs to, and whether that row was found.")
        }
        SourceProblemKind::UnbalancedQuote => (
            "T006",
            "Mend the quotation marks in the file and ingest it again; a cell may have swallowed its neighbours.",
        ),
        SourceProblemKind::NoHeader => {
            ("T007", "Give the table a header row with headings such as Action, Deadline, Status.")
        }
        SourceProblemKind::HugeCell => ("T008", "See on the page whether several rows have run into one."),
        SourceProblemKind::Undecodable => ("T009", "Save the file as UTF-8 and ingest it again."),
        SourceProblemKind::Missed => {
            ("T003", "Look for them on the page: if they belong to a row, that row is incomplete here.")
        }
        SourceProblemKind::Reader => {
            ("T012", "Compare the rows with the pages; another copy of the file may do better.")
        }
        SourceProblemKind::NoWitness => {
            ("T013", "The rows are as good as the first reader is; what it may have missed is not counted.")
        }
    };
    let place = match (problem.page, problem.lines) {
        (Some(page), _) => format!(", page {page}"),
        (None, Some([first, last])) if first == last => format!(", line {first}"),
        (None, Some([first, last])) => format!(", lines {first} to {last}"),
        (None, None) => String::new(),
    };
    let message = problem.message.trim();
    let stop = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    let remark = Remark::new(
        ground,
        code,
        place_of(ground, &problem.source),
        format!("{}{place}: {message}{stop}", problem.path),
    );
    let remark = if problem.text.trim().is_empty() {
        remark
    } else {
        remark.quote(None, format!("{}{place}", problem.path), &problem.text)
    };
    remark.hint(hint)
}

/// Returns the place of the edition that `source` carries; behind all others where it carries none.
fn place_of(ground: &Ground<'_>, source: &SourceId) -> usize {
    ground.place_of_source(source).unwrap_or(ground.history.editions.len())
}
