//! What tells a cell of one column from a cell of another: the look of dates, owners, openings and endings.

use std::collections::BTreeSet;

use crate::date::DatePart;
use crate::{date, mark, status};

/// Tells whether `text` ends as a cell that is complete: with a full stop or the like.
pub fn is_closed(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty() || text.ends_with(['.', '?', '!', ';', ':', '”', '"', ')', '…'])
}

/// Tells whether `text` begins as the middle of a sentence does.
pub fn begins_inside(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')' | '&'))
}

/// Tells whether `text` begins with a status word, or as an update to a status does.
pub fn opens_status(text: &str) -> bool {
    has_status_word(text) || begins_as_update(text)
}

/// Tells whether `text` begins with a status word that is meant as one: `Open` and `Active` also begin sentences.
pub fn has_status_word(text: &str) -> bool {
    let text = text.trim_start();
    let Some((_, length)) = status::leading(text) else { return false };
    let (word, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    let alone = !rest.trim_start().starts_with(char::is_alphanumeric) || date::leading(rest.trim_start()).is_some();
    alone || !WEAK.contains(&word.trim_end_matches(['.', ':', ' ', '–', '-']).to_lowercase().as_str())
}

/// Status words that are as common at the front of other wording.
const WEAK: &[&str] = &[
    "open",
    "live",
    "active",
    "started",
    "pending",
    "done",
    "outstanding",
    "continuing",
    "dropped",
    "finished",
    "delivered",
    "achieved",
    "implemented",
    "closed",
    "carried forward",
    "to do",
    "rejected",
];

/// Tells whether `text` begins as a further paragraph of a status does: `Update – …`, `Previous comments.`
pub fn begins_as_update(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(18).collect::<String>().to_lowercase();
    ["update", "previous", "latest", "progress", "comment", "as at ", "since "]
        .iter()
        .any(|word| start.starts_with(word))
}

/// Tells whether `text` begins with the mark of a list item or sub-item: `• …`, `a. …`, `- …`.
pub fn begins_with_list_mark(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(c), Some(' '), _) => matches!(c, '•' | '·' | '▪' | '–' | '-' | '*' | 'o' | '\u{f0b7}' | '‣' | '◦'),
        (Some(c), Some('.' | ')'), Some(' ')) => c.is_ascii_lowercase(),
        (Some('('), Some(c), Some(')')) => c.is_ascii_lowercase(),
        _ => false,
    }
}

/// What is known of a date column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// Any date, or what stands for one: `Ongoing`, `Monthly`, `Complete`.
    Deadline,
    /// When or where something was raised: a date or a code.
    Raised,
}

/// Tells whether a date may begin with `word`; what merely stands for one (`Ongoing`) begins a line.
pub fn may_open_date(word: &str, starts_line: bool) -> bool {
    if word.contains(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let standing_in = word.starts_with(|c: char| c.is_uppercase() || matches!(c, '…' | '.' | '[' | '█'))
        || QUALIFIERS.iter().any(|known| known.starts_with(word));
    is_dated_word(word) || word.starts_with("w/") || (starts_line && standing_in)
}

/// Tells whether `word` may be a further word of a date that has begun.
pub fn may_continue_date(word: &str) -> bool {
    let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.contains(|c: char| c.is_ascii_digit())
        || lower.is_empty()
        || is_dated_word(word)
        || JOINING.contains(&lower.as_str())
}

/// Tells whether `word` is the name of a month or a day, or another word with which dates begin.
fn is_dated_word(word: &str) -> bool {
    let letters: String = word.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let named = |known: &&str| letters.len() >= 3 && known.starts_with(letters.as_str());
    NAMED.iter().any(named) || OPENINGS.contains(&letters.as_str())
}

/// Names of months and days; they may be cut short.
const NAMED: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Other words with which a date may begin in the middle of a line.
const OPENINGS: &[&str] = &[
    "week",
    "mid",
    "end",
    "early",
    "late",
    "before",
    "post",
    "after",
    "meeting",
    "workshop",
    "phase",
    "quarter",
    "spring",
    "summer",
    "autumn",
    "winter",
    "tbc",
    "tba",
    "tbd",
    "asap",
    "next",
    "ongoing",
    "agm",
    "egm",
    "easter",
    "christmas",
    "within",
];

/// Words that stand inside dates: `Oct and Dec 2018`, `end of March`, `week commencing 4 March`.
const JOINING: &[&str] = &[
    "and",
    "to",
    "or",
    "of",
    "the",
    "then",
    "commencing",
    "beginning",
    "ending",
    "until",
    "st",
    "nd",
    "rd",
    "th",
    "easter",
    "christmas",
    "actions",
    "action",
    "meeting",
    "month",
    "year",
    "financial",
];

/// How well `text` fits a date column; `None` where it does not.
pub fn date_fit(text: &str, dates: Dates) -> Option<i32> {
    let parts = date_parts(text)?;
    parts_fit(text, &parts, dates)
}

/// Reads `text` as what stands in a date column.
pub fn date_parts(text: &str) -> Option<Vec<DatePart>> {
    let lower = text.starts_with(char::is_lowercase) && !QUALIFIERS.iter().any(|word| text.starts_with(word));
    if lower || text.ends_with(',') || !date::is_date_like(text) {
        return None;
    }
    if text.contains(' ') && !mark::redactions(text).is_empty() {
        return None;
    }
    let parts = date::cell(text);
    // `2020 Sep'18` is the end of one cell and the whole of another.
    let joined = [" and ", "&", ",", "/", "–", "-", " to ", " or ", " then "].iter().any(|word| text.contains(word));
    if parts.len() > 1 && !joined {
        return None;
    }
    (!parts.is_empty()).then_some(parts)
}

/// How well `parts`, read from `text`, fit a date column.
pub fn parts_fit(text: &str, parts: &[DatePart], dates: Dates) -> Option<i32> {
    let mut fit = 40;
    for part in parts {
        let stands_in = match part {
            DatePart::Day { .. }
            | DatePart::Week { .. }
            | DatePart::Quarter { .. }
            | DatePart::Year { .. }
            | DatePart::Code { .. } => 40,
            DatePart::Month { year: Some(_), .. } | DatePart::After { .. } => 40,
            DatePart::Month { year: None, .. } if dates == Dates::Raised => 5,
            DatePart::Month { year: None, .. } => 20,
            DatePart::Redacted => -10,
            DatePart::Recurring | DatePart::OpenEnded | DatePart::StatusWord | DatePart::Unknown
                if dates == Dates::Raised =>
            {
                return None;
            }
            DatePart::Recurring | DatePart::OpenEnded => 20,
            DatePart::StatusWord if WEAK.contains(&text.to_lowercase().trim_end_matches('.')) => return None,
            DatePart::StatusWord => 15,
            // `Spring 2019` is one cell, and not the end of one and the year of another.
            DatePart::Unknown if text.contains(|c: char| c.is_ascii_digit()) => 40,
            DatePart::Unknown => 10,
        };
        // `Mar'19 Closed` is two cells, not one.
        if stands_in <= 20 && parts.len() > 1 {
            return None;
        }
        fit = fit.min(stands_in);
    }
    Some(fit)
}

/// Words in small letters with which a date may begin.
const QUALIFIERS: &[&str] = &[
    "w/c", "w/e", "week ", "mid", "end ", "end-", "early ", "late ", "by ", "before ", "post", "after ", "tbc", "tba",
    "tbd", "n/a",
];

/// Returns how a date is written, with figures and letters made alike: `Feb ‘19` and `Oct’18` have one shape.
pub fn date_shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let kind = match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_alphabetic() => 'a',
            '’' | '‘' | '`' | '\'' => '\'',
            c if c.is_whitespace() => continue,
            c => c,
        };
        if kind != 'a' || !shape.ends_with('a') {
            shape.push(kind);
        }
    }
    shape
}

/// How well `words` fit an owner column: marks and names known from other rows best, then what looks like a name.
pub fn owner_fit(words: &[&str], known: &BTreeSet<String>) -> i32 {
    let mut fit = 12 - 3 * i32::try_from(words.len()).unwrap_or(100);
    for word in words {
        let joining = matches!(*word, "&" | "and" | "/" | "of" | "the" | "for" | "+" | "with" | "-" | "–");
        let name = word.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '…');
        fit += match (joining, name) {
            (true, _) => 2,
            (_, true) => 4,
            _ => -8,
        };
    }
    // `Clerk March` is the end of one cell and the front of the next; so is `Treasurer TBC`.
    if words.len() > 1 && words.last().is_some_and(|word| is_dated_word(word)) {
        fit -= 25;
    }
    let sentence = words.last().is_some_and(|word| word.ends_with('.') && word.chars().count() > 3);
    if sentence || words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) {
        fit -= 25;
    }
    // Most runs of words are no owner by far, and are told so without a closer look.
    let marked = words
        .iter()
        .any(|word| word.contains(['…', '█', '■', '▇', '[', '(']) || word.contains("....") || word.contains("XXX"));
    if fit < -15 && known.is_empty() && !marked {
        return fit;
    }
    let text = words.join(" ");
    if marked && mark::is_redacted(&text) {
        return 40;
    }
    if known.contains(&text) {
        return 35;
    }
    if fit > -15 && status::leading(&text).is_some() { fit - 25 } else { fit }
}
