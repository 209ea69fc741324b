//! Written dates to days: first and last, as far as they are known.
//!
//! In: the text of a deadline or "raised" cell. Out: one [`DateValue`] for each expression in it. A month without a year
//! has no days; nothing is guessed from the date of the edition.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use throughline_parsers::date::{self, DatePart};

use crate::model::observation::{DateKind, DateValue};

/// The first and the last day of something.
pub type Days = (Date, Date);

/// Reads the text of a cell. With `day_first`, `05/12/2018` is the fifth of December.
pub fn values(text: &str, day_first: bool) -> Vec<DateValue> {
    let mut parts = date::cell(text);
    share_years(&mut parts, day_first);
    parts.iter().map(|part| value(part, day_first)).collect()
}

/// Returns what one expression means.
pub fn value(part: &DatePart, day_first: bool) -> DateValue {
    let kind = match part {
        DatePart::Day { .. } if !is_possible(part, day_first) => DateKind::Unknown,
        DatePart::Week { .. } if !is_possible(part, day_first) => DateKind::Unknown,
        DatePart::Day { .. } => DateKind::Date,
        DatePart::Week { .. } => DateKind::Week,
        DatePart::Month { .. } => DateKind::Month,
        DatePart::Quarter { .. } => DateKind::Quarter,
        DatePart::Year { .. } => DateKind::Year,
        DatePart::After { .. } => DateKind::After,
        DatePart::Code { .. } => DateKind::Code,
        DatePart::Recurring => DateKind::Recurring,
        DatePart::OpenEnded => DateKind::OpenEnded,
        DatePart::StatusWord => DateKind::StatusWord,
        DatePart::Redacted => DateKind::Redacted,
        DatePart::Unknown => DateKind::Unknown,
    };
    let code = if let DatePart::Code { code } = part { Some(code.clone()) } else { None };
    let (from, to) = match part {
        DatePart::After { inner } => {
            (inner.as_deref().and_then(|inner| days(inner, day_first)).and_then(|(_, last)| last.tomorrow().ok()), None)
        }
        _ => days(part, day_first).map_or((None, None), |(first, last)| (Some(first), Some(last))),
    };
    DateValue { kind, code, from: from.map(|day| day.to_string()), to: to.map(|day| day.to_string()) }
}

/// Returns the first and last day that an expression can mean, where it names a year and the days exist.
pub fn days(part: &DatePart, day_first: bool) -> Option<Days> {
    match *part {
        DatePart::Day { year, .. } => {
            let (day, month) = day_and_month(part, day_first)?;
            let date = civil(year?, month, day)?;
            Some((date, date))
        }
        DatePart::Week { day, month, year, ending } => {
            let given = civil(year?, month?, day)?;
            if ending { Some((shift(given, -6.days())?, given)) } else { Some((given, shift(given, 6.days())?)) }
        }
        DatePart::Month { month, year } => months(year?, month, 1),
        DatePart::Quarter { quarter, year } => months(year?, quarter.checked_sub(1)? * 3 + 1, 3),
        DatePart::Year { year } => months(year, 1, 12),
        _ => None,
    }
}

/// Returns which number of a [`DatePart::Day`] is the day and which the month.
fn day_and_month(part: &DatePart, day_first: bool) -> Option<(u32, u32)> {
    let DatePart::Day { first, second, ordered, .. } = *part else { return None };
    // A number above 12 can only be a day, whatever the habit.
    let turned = !ordered && (second > 12 || (!day_first && first <= 12));
    Some(if turned { (second, first) } else { (first, second) })
}

/// Tells whether a day exists: in its own year, or in a leap year where it names none.
fn is_possible(part: &DatePart, day_first: bool) -> bool {
    const LEAP: i32 = 2020;
    match *part {
        DatePart::Day { year, .. } => {
            day_and_month(part, day_first).is_some_and(|(day, month)| civil(year.unwrap_or(LEAP), month, day).is_some())
        }
        DatePart::Week { day, month, year, .. } => civil(year.unwrap_or(LEAP), month.unwrap_or(1), day).is_some(),
        _ => true,
    }
}

/// Gives parts without a year that of the next part which has one: `Jan and Feb 2019`. A month later than the one that
/// follows it belongs to the year before: `Dec/Jan 2019`.
fn share_years(parts: &mut [DatePart], day_first: bool) {
    let mut next: Option<(i32, Option<u32>)> = None;
    let mut next_quarter: Option<i32> = None;
    for part in parts.iter_mut().rev() {
        let own_month = month_of(part, day_first);
        if let (Some(slot @ None), Some((year, month))) = (year_slot(part), next) {
            let before = matches!((own_month, month), (Some(own), Some(next)) if own > next);
            *slot = Some(if before { year - 1 } else { year });
        }
        if let (DatePart::Quarter { year: slot @ None, .. }, Some(year)) = (&mut *part, next_quarter) {
            *slot = Some(year);
        }
        // The quarter of a financial year has no year; only a neighbouring quarter of a calendar year gives it one.
        next_quarter = if let DatePart::Quarter { year, .. } = part { *year } else { None };
        let year = match part {
            DatePart::Year { year } => Some(*year),
            _ => year_slot(part).and_then(|year| *year),
        };
        if let Some(year) = year {
            next = Some((year, own_month));
        }
    }
}

fn year_slot(part: &mut DatePart) -> Option<&mut Option<i32>> {
    match part {
        DatePart::Day { year, .. } | DatePart::Week { year, .. } | DatePart::Month { year, .. } => Some(year),
        DatePart::After { inner: Some(inner) } => year_slot(inner),
        _ => None,
    }
}

fn month_of(part: &DatePart, day_first: bool) -> Option<u32> {
    match part {
        DatePart::Day { .. } => day_and_month(part, day_first).map(|(_, month)| month),
        DatePart::Week { month, .. } => *month,
        DatePart::Month { month, .. } => Some(*month),
        _ => None,
    }
}

fn months(year: i32, first: u32, count: i32) -> Option<Days> {
    let first = civil(year, first, 1)?;
    Some((first, shift(shift(first, count.months())?, -1.day())?))
}

fn shift(date: Date, by: Span) -> Option<Date> {
    date.checked_add(by).ok()
}

fn civil(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
