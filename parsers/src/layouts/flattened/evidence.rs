//! What tells a cell of one column from a cell of another: the look of dates, owners, openings and endings.

use std::collections::BTreeSet;

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
    let text = text.trim_start();
    status::leading(text).is_some() || begins_as_update(text)
}

/// Tells whether `text` begins as a further paragraph of a status does: `Update – …`, `Previous comments.`
pub fn begins_as_update(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(18).collect::<String>().to_lowercase();
    ["update", "previous", "latest", "progress", "comment", "as at ", "since "].iter().any(|word| start.starts_with(word))
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

/// How well `text` fits a date column; `None` where it does not.
pub fn date_fit(text: &str) -> Option<i32> {
    let starts = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '…' | '.' | '[' | '(' | '█' | '-' | '–'));
    if !starts || !date::is_date_like(text) {
        return None;
    }
    let certain = text.contains(|c: char| c.is_ascii_digit());
    Some(if certain { 40 } else { 20 })
}

/// How well `text` fits an owner column: marks and names known from other rows best, then what looks like a name.
pub fn owner_fit(text: &str, known: &BTreeSet<String>) -> i32 {
    if mark::is_redacted(text) {
        return 40;
    }
    if known.contains(text) {
        return 35;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut fit = 12 - 3 * i32::try_from(words.len()).unwrap_or(100);
    for word in &words {
        let joining = matches!(*word, "&" | "and" | "/" | "of" | "the" | "for" | "+" | "with" | "-" | "–");
        let name = word.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '…');
        fit += match (joining, name) {
            (true, _) => 2,
            (_, true) => 4,
            _ => -8,
        };
    }
    let sentence = text.ends_with('.') && !words.last().is_some_and(|word| word.chars().count() <= 3);
    if sentence || status::leading(text).is_some() || text.contains(|c: char| c.is_ascii_digit()) {
        fit -= 25;
    }
    fit
}
