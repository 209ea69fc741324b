//! S006: wording carried over from the log before and edited in it, without a word about it. Worst first.

use crate::model::action::{Edit, EditKind, Segment, Step};
use crate::model::finding::Severity;
use crate::model::link::Judgement;
use crate::model::named_date::mentions;

use super::ground::{Ground, listed, shortened};
use super::remark::Remark;

/// How many words of an edit are shown in the message.
const SHOWN: usize = 60;

/// Looks at every piece that was edited.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    ground.steps().filter_map(|(_, step, row)| remark(ground, step, row)).collect()
}

fn remark(ground: &Ground<'_>, step: &Step, row: usize) -> Option<Remark> {
    let silent = |segment: &Segment, edit: &Edit| {
        let news = is_news(edit, segment) || !is_grave(edit.kind) && says_it_was_kept(segment);
        matters(edit.kind) && !news
    };
    let told = |segment: &&Segment| {
        // `now` alone is no edit, but beside one that is it is shown.
        segment.edits.iter().any(|edit| silent(segment, edit) && !is_small(edit))
    };
    let pieces: Vec<&Segment> = step.segments.iter().filter(told).collect();
    let mut edits: Vec<&Edit> =
        pieces.iter().flat_map(|piece| piece.edits.iter().filter(|edit| silent(piece, edit))).collect();
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
    let turned = edits.iter().any(|edit| turned(edit));
    let remark = if turned { remark.rank((worst as usize).min(EditKind::Softened as usize)) } else { remark };
    Some(if is_grave(worst) || turned { remark } else { remark.severity(Severity::Note) })
}

/// Tells whether an edit turns what was said into its opposite: a `not` came or went, `agreed` became `declined`.
fn turned(edit: &Edit) -> bool {
    const DENIALS: &[&str] =
        &["not", "no", "never", "without", "nobody", "none", "nothing", "neither", "nor", "cannot", "can't", "won't"];
    const REFUSED: &[&str] = &[
        "declined",
        "declines",
        "refused",
        "refuses",
        "rejected",
        "rejects",
        "opposed",
        "withdrew",
        "withdrawn",
        "cancelled",
    ];
    let count = |text: &str, known: &[&str]| words(text).iter().filter(|word| known.contains(&word.as_str())).count();
    [DENIALS, REFUSED].iter().any(|known| count(&edit.was, known) != count(&edit.now, known))
}

/// Tells whether an edit of this kind changes what is said. A code called by its date does not.
fn matters(kind: EditKind) -> bool {
    !matches!(kind, EditKind::Relabelled | EditKind::Punctuation)
}

/// Tells whether `edit` brings the sentence up to date in the open: a count went up, a promise is said to be kept, a date
/// is written in another way.
fn is_news(edit: &Edit, segment: &Segment) -> bool {
    let (was, now) = (words(&edit.was), words(&edit.now));
    counted_up(&was, &now, &segment.text) || kept(&was, &now) || same_date(edit)
}

/// Tells whether a number went up in a sentence that counts: `eleven of twenty`, `three have written in`, `90 so far`.
fn counted_up(was: &[String], now: &[String], sentence: &str) -> bool {
    let number = |words: &[String]| match words {
        [only] => count(only),
        _ => None,
    };
    let Some((before, after)) = number(was).zip(number(now)) else { return false };
    let sentence = words(sentence);
    let says = |known: &[&str]| sentence.iter().any(|word| known.contains(&word.as_str()));
    // `Five of twenty`, `five of the six hinges`.
    let of_all = sentence.iter().enumerate().any(|(at, word)| {
        let mut rest = sentence.iter().skip(at + 1).map(String::as_str);
        let of = rest.next() == Some("of");
        let all = rest.find(|word| !matches!(*word, "the" | "all"));
        of && count(word) == Some(after) && all.is_some_and(|all| count(all).is_some())
    });
    after > before && (of_all || says(&["have", "has", "far", "now", "already"]))
}

fn count(word: &str) -> Option<u32> {
    const NUMBERS: &[&str] = &[
        "none",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let named = || NUMBERS.iter().position(|number| *number == word).and_then(|at| u32::try_from(at).ok());
    word.parse().ok().or_else(named)
}

/// Tells whether what was to be is said to have been, and no other word changed: `will be sent` and `was sent`.
fn kept(was: &[String], now: &[String]) -> bool {
    let all =
        |words: &[String], known: &[&str]| !words.is_empty() && words.iter().all(|word| known.contains(&word.as_str()));
    let to_be = was == ["to", "be"] && now.is_empty();
    to_be
        || all(was, &["will", "shall", "to", "be", "is", "are", "have"])
            && was.iter().any(|word| ["will", "shall", "be"].contains(&word.as_str()))
            && all(now, &["was", "were", "has", "have", "been", "being", "is", "are", "now"])
}

/// Tells whether the sentence says of what it promised that it has come about; what else changed in it belongs to that.
fn says_it_was_kept(segment: &Segment) -> bool {
    segment.edits.iter().any(|edit| kept(&words(&edit.was), &words(&edit.now)))
}

/// Tells whether both name one date and nothing else.
fn same_date(edit: &Edit) -> bool {
    let only = |text: &str| {
        let found = mentions(text);
        let whole = |place: &std::ops::Range<usize>| {
            let rest = [text.get(..place.start), text.get(place.end..)];
            rest.into_iter().flatten().all(|rest| !rest.contains(char::is_alphanumeric))
        };
        found.into_iter().next().filter(|found| whole(&found.place)).map(|found| found.spelling)
    };
    only(&edit.was).is_some_and(|date| only(&edit.now) == Some(date))
}

/// Tells whether `edit` adds or takes away nothing but a word such as `now`.
fn is_small(edit: &Edit) -> bool {
    const SMALL: &[&str] = &["now", "already", "still", "also"];
    words(&edit.was).iter().chain(&words(&edit.now)).all(|word| SMALL.contains(&word.as_str()))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
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
