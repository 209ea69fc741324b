//! Deadlines: which days a cell can mean once codes are taken for what they stand for, and which way one moved.

use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::civil::Date;

use crate::model::action::{EventKind, Span};
use crate::model::link::{Code, Judgement};
use crate::model::observation::{DateField, DateKind};

use super::wording;

/// What codes mean, by code.
pub(super) struct Codes<'a>(BTreeMap<String, &'a Code>);

impl<'a> Codes<'a> {
    /// Takes `codes` as found by linking; the first of one name counts.
    pub(super) fn new(codes: &'a [Code]) -> Self {
        let mut known = BTreeMap::new();
        for code in codes.iter().filter(|code| code.judgement != Judgement::Different) {
            known.entry(wording::plain(&code.code)).or_insert(code);
        }
        Self(known)
    }

    /// Tells whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a code may begin with `word`: one begins with the letter that stands first in it.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next()) else {
            return true;
        };
        let mut letter = [0; 4];
        let first: &str = first.encode_utf8(&mut letter);
        let mut from = self.0.range::<str, _>((Bound::Included(first), Bound::Unbounded));
        from.next().is_some_and(|(code, _)| code.starts_with(first))
    }

    /// Returns the days that `code` means, as far as that is known; nothing where it is no code.
    pub(super) fn days(&self, code: &str) -> Option<Option<(Date, Date)>> {
        let code = self.meaning(code)?;
        Some(bounds(code.from.as_deref(), code.to.as_deref()))
    }

    fn meaning(&self, code: &str) -> Option<&'a Code> {
        self.0.get(&wording::plain(code)).copied()
    }
}

/// What a cell for a deadline says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Nothing.
    Absent,
    /// Some days.
    Dated(Days),
    /// That there is no end.
    Open(DateKind),
    /// A status word in place of a date.
    StatusWord,
    /// It is blacked out.
    Redacted,
    /// Nothing that can be understood, or a code of unknown meaning.
    Unclear,
}

/// The days that a cell can mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Days {
    from: Date,
    to: Date,
    codes: Vec<String>,
    meanings: Vec<String>,
    sure: bool,
}

impl Days {
    fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    fn span(&self) -> (Date, Date) {
        (self.from, self.to)
    }
}

/// A change of a deadline.
#[derive(Debug)]
pub(super) struct Change {
    /// Which way it went.
    pub(super) kind: EventKind,
    /// More about it.
    pub(super) detail: Option<String>,
    /// Whether every code it rests on is sure.
    pub(super) sure: bool,
    /// By how many months it moved.
    pub(super) months: Option<i32>,
}

/// Reads `field`.
pub(super) fn due(field: &DateField, codes: &Codes<'_>) -> Due {
    let kind = |kind: DateKind| field.parts.iter().any(|part| part.kind == kind);
    if kind(DateKind::Redacted) {
        return Due::Redacted;
    }
    if field.raw.trim().is_empty() {
        return Due::Absent;
    }
    let mut days: Option<Days> = None;
    let (mut open, mut word) = (None, false);
    for part in &field.parts {
        let (from, to, code) = match part.kind {
            DateKind::Unknown | DateKind::Redacted => return Due::Unclear,
            DateKind::Recurring | DateKind::OpenEnded => {
                open = open.or(Some(part.kind));
                continue;
            }
            DateKind::StatusWord => {
                word = true;
                continue;
            }
            DateKind::Code => match part.code.as_deref().and_then(|code| codes.meaning(code)) {
                Some(code) => (&code.from, &code.to, Some(code)),
                None => return Due::Unclear,
            },
            _ => (&part.from, &part.to, None),
        };
        let Some((from, to)) = bounds(from.as_deref(), to.as_deref()) else { return Due::Unclear };
        let all = days.get_or_insert_with(|| Days { from, to, codes: Vec::new(), meanings: Vec::new(), sure: true });
        all.from = all.from.min(from);
        all.to = all.to.max(to);
        if let Some(code) = code {
            let sure = code.judgement == Judgement::Same;
            let doubt = if sure { "" } else { ", not sure" };
            all.codes.push(wording::plain(&code.code));
            all.meanings.push(format!("{} = {}{doubt}", code.code, words(from, to)));
            all.sure &= sure;
        }
    }
    match (days, open, word) {
        (Some(days), None, false) => Due::Dated(days),
        (None, Some(kind), false) => Due::Open(kind),
        (None, None, true) => Due::StatusWord,
        _ => Due::Unclear,
    }
}

/// Says how the deadline changed from `before` to `after`, if it did. `over` tells whether the action is over by then:
/// what stands in place of a date then moves nothing.
pub(super) fn change(before: &DateField, after: &DateField, codes: &Codes<'_>, over: bool) -> Option<Change> {
    if wording::same(&before.raw, &after.raw) {
        return None;
    }
    let plain = |kind, detail: &str| Some(Change { kind, detail: Some(detail.to_owned()), sure: true, months: None });
    match (due(before, codes), due(after, codes)) {
        (Due::Redacted, _) | (_, Due::Redacted) | (Due::Absent, Due::Absent) | (Due::StatusWord, Due::StatusWord) => {
            None
        }
        (Due::Dated(before), Due::Dated(after)) => moved(&before, &after),
        (_, Due::Absent | Due::StatusWord) if over => None,
        (Due::Dated(_), Due::Open(_)) => {
            Some(Change { kind: EventKind::DeadlineOpened, detail: None, sure: true, months: None })
        }
        (Due::Absent | Due::Open(_) | Due::StatusWord, Due::Dated(after)) => {
            let detail = (!after.meanings.is_empty()).then(|| after.meanings.join(", "));
            Some(Change { kind: EventKind::DeadlineSet, detail, sure: after.sure, months: None })
        }
        (Due::Open(before), Due::Open(after)) if before == after => None,
        (_, Due::Absent) => plain(EventKind::DeadlineUnclear, "no deadline is printed any more"),
        (_, Due::StatusWord) => plain(EventKind::DeadlineUnclear, "a status word stands in its place"),
        (Due::Unclear, _) => plain(EventKind::DeadlineUnclear, "what stood before is not understood"),
        (_, Due::Unclear) => plain(EventKind::DeadlineUnclear, "what stands now is not understood"),
        (Due::Absent | Due::StatusWord | Due::Open(_), Due::Open(_)) => {
            plain(EventKind::DeadlineUnclear, "no date is named before or after")
        }
    }
}

/// Returns the days that `field` means, as far as that is sure; nulls where it means no days.
pub(super) fn span(field: &DateField, codes: &Codes<'_>) -> Span {
    let known = |day: Date, bound: Date| (day != bound).then(|| day.to_string());
    match due(field, codes) {
        Due::Dated(days) if days.sure => Span { from: known(days.from, Date::MIN), to: known(days.to, Date::MAX) },
        _ => Span::default(),
    }
}

/// Tells whether the days that `field` surely means had all passed on `day`.
pub(super) fn had_passed(field: &DateField, codes: &Codes<'_>, day: Date) -> bool {
    matches!(due(field, codes), Due::Dated(days) if days.sure && days.to < day)
}

/// Tells whether two cells of one edition cannot both be right.
pub(super) fn contradict(left: &DateField, right: &DateField, codes: &Codes<'_>) -> bool {
    match (due(left, codes), due(right, codes)) {
        (Due::Dated(left), Due::Dated(right)) => left.sure && right.sure && !left.holds(&right) && !right.holds(&left),
        (Due::Dated(_), Due::Open(_)) | (Due::Open(_), Due::Dated(_)) => true,
        _ => false,
    }
}

/// Returns the first and last day; an end that is not named is as far away as can be.
fn bounds(from: Option<&str>, to: Option<&str>) -> Option<(Date, Date)> {
    if from.is_none() && to.is_none() {
        return None;
    }
    let day = |text: Option<&str>, bound: Date| text.map_or(Some(bound), |text| text.parse().ok());
    let (from, to) = (day(from, Date::MIN)?, day(to, Date::MAX)?);
    (from <= to).then_some((from, to))
}

fn moved(before: &Days, after: &Days) -> Option<Change> {
    let sure = before.sure && after.sure;
    let recoded = before.codes != after.codes;
    let meanings: Vec<&str> = before.meanings.iter().chain(&after.meanings).map(String::as_str).collect();
    let relabelled = (recoded && !meanings.is_empty()).then(|| format!("relabelled ({})", meanings.join(", ")));
    if before.span() == after.span() || (recoded && (before.holds(after) || after.holds(before))) {
        return recoded.then_some(Change {
            kind: EventKind::DeadlineRelabelled,
            detail: relabelled,
            sure,
            months: None,
        });
    }
    // Of what has no end, `after May`, the beginning is compared.
    let endless = before.to == Date::MAX && after.to == Date::MAX;
    let (kind, distance, months) = if before.holds(after) && !endless {
        (EventKind::DeadlineUnclear, "named more exactly".to_owned(), None)
    } else if after.holds(before) && !endless {
        (EventKind::DeadlineUnclear, "named less exactly".to_owned(), None)
    } else {
        let bounded = before.to != Date::MAX && after.to != Date::MAX;
        let (old, new) = if bounded { (before.to, after.to) } else { (before.from, after.from) };
        let later = (after.to, after.from) > (before.to, before.from);
        let kind = if later { EventKind::DeadlineSlipped } else { EventKind::DeadlineAdvanced };
        (kind, distance(old, new), Some(months_between(old, new)))
    };
    let detail = relabelled.into_iter().chain([distance]).collect::<Vec<_>>().join(", ");
    Some(Change { kind, detail: Some(detail), sure, months })
}

/// Counts the months since the year nought.
fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// Counts the months from `old` to `new`, less than nought where it is earlier; a few days over the end of a month are none.
fn months_between(old: Date, new: Date) -> i32 {
    if (new - old).get_days().abs() < SHORTEST_MONTH { 0 } else { months(new) - months(old) }
}

/// The days of the shortest month.
const SHORTEST_MONTH: i32 = 28;

/// Says how far it is from `old` to `new`: `+ 3 months`, `- 10 days`.
fn distance(old: Date, new: Date) -> String {
    let (count, unit) = match months_between(old, new) {
        0 => ((new - old).get_days(), "day"),
        months => (months, "month"),
    };
    let sign = if count < 0 { '-' } else { '+' };
    let plural = if count.abs() == 1 { "" } else { "s" };
    format!("{sign} {} {unit}{plural}", count.abs())
}

/// Writes days as short as they can be: `2019`, `2019-02`, `2019-02-14`, `2019-01-01 to 2019-03-31`.
fn words(from: Date, to: Date) -> String {
    if from == to {
        from.to_string()
    } else if from == from.first_of_year() && to == from.last_of_year() {
        format!("{:04}", from.year())
    } else if from == from.first_of_month() && to == from.last_of_month() {
        format!("{:04}-{:02}", from.year(), from.month())
    } else if to == Date::MAX {
        format!("{from} or later")
    } else if from == Date::MIN {
        format!("{to} or earlier")
    } else {
        format!("{from} to {to}")
    }
}

#[cfg(test)]
mod tests;
