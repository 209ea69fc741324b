//! Legends that explain a mark on labels as an older numbering: `** = old actions, not renumbered`.
//!
//! In: the text. Out: the marks, with the lines that explain them. Nothing is placed here: who finds such a mark on a
//! label places the legend.

use std::sync::LazyLock;

use regex::Regex;

use crate::layouts::heading::span_of;
use crate::pattern::pattern;
use crate::reading::Reading;
use crate::span::Span;

/// A mark at the front of the line, and what is said of it.
static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[^0-9A-Za-z_]{0,2}?([*†‡]{1,3})(?:[^0-9A-Za-z_]{0,2}\s*(=|:|–|—|-|denotes?|means?|indicates?|refers?|marks?|shows?)\s*|\s*)(\S.*)$",
    )
});
/// A mark that a sentence speaks of: `Items marked ** …`.
static SPOKEN_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:marked|with|prefixed|starred|asterisk|asterisks|dagger|by|bearing|carrying)\b[^*†‡]{0,24}([*†‡]{1,3})",
    )
});
static OLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:old|older|previous|previously|earlier|former|formerly|prior|legacy|original|originally)\b|\b(?:another|(?:its|their) own|a separate) (?:series|number(?:s|ing)?)\b|\bnumber(?:s|ing)? of (?:its|their) own\b",
    )
});
static NUMBERING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:number(?:s|ed|ing)?|actions?|items?|points?|logs?|registers?|lists?|series|cod(?:e|ed|es|ing)|refs?|references?|trackers?|minutes)\b",
    )
});
static NEWER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:new|changed?|changes|since|updated?|amended|added|revised|different)\b"));
static BEGINS_OLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:the|an?|actions?|items?|numbers?|points?|numbered|from|in|of|as|carried|brought|forward|over)\s+){0,4}(?:old|older|previous|previously|earlier|former|formerly|prior|legacy|original|originally)\b",
    )
});

/// Returns the marks that the text explains as an older numbering, each with a line of its explanation; an explanation
/// over several lines gives its mark several times.
pub fn explained_marks(reading: &Reading<'_>) -> Vec<(String, Span)> {
    reading.legends.get_or_init(|| find(reading)).clone()
}

/// Tells whether such an explanation stands on line `index`.
pub fn is_legend(reading: &Reading<'_>, index: usize) -> bool {
    reading.legends.get_or_init(|| find(reading)).binary_search_by_key(&index, |(_, span)| span.line as usize).is_ok()
}

/// Tells whether `label` bears one of `marks` in front.
pub fn bears(label: &str, marks: &[(String, Span)]) -> bool {
    let mark: String = label.chars().take_while(|c| matches!(c, '*' | '†' | '‡')).collect();
    !mark.is_empty() && marks.iter().any(|(of, _)| *of == mark)
}

fn find(reading: &Reading<'_>) -> Vec<(String, Span)> {
    let lines = &reading.lines;
    let mut marks = Vec::new();
    for (index, line) in lines.iter() {
        // Legends are short; a long line is a paragraph or a row.
        if line.text.len() > 600 || !line.text.contains(['*', '†', '‡']) {
            continue;
        }
        let text = line.text.trim();
        let Some(mark) = explained(text) else { continue };
        marks.push((mark.clone(), span_of(lines, index, text)));
        let mut end = text;
        for next in index + 1..index + 3 {
            let more = lines.text(next).trim();
            if end.ends_with(['.', ')']) || !more.starts_with(char::is_lowercase) || more.len() > 200 {
                break;
            }
            marks.push((mark.clone(), span_of(lines, next, more)));
            end = more;
        }
    }
    marks
}

fn explained(text: &str) -> Option<String> {
    if let Some(found) = LEADING.captures(text) {
        let said = found.get(3).map_or("", |rest| rest.as_str());
        let equated = found.get(2).is_some();
        // Without a sign between, the line may be a list item that happens to speak of an older log.
        let fits =
            if equated { is_older_numbering(said) } else { BEGINS_OLDER.is_match(said) && is_older_numbering(said) };
        return fits.then(|| found.get(1).map_or("", |mark| mark.as_str()).to_owned());
    }
    let mark = SPOKEN_OF.captures(text)?.get(1)?;
    let around = text
        .get(mark.end()..)
        .filter(|rest| is_older_numbering(rest))
        .or_else(|| is_older_numbering(text).then_some(text));
    around.map(|_| mark.as_str().to_owned())
}

fn is_older_numbering(said: &str) -> bool {
    let Some(older) = OLDER.find(said) else { return false };
    NUMBERING.is_match(said) && NEWER.find(said).is_none_or(|newer| newer.start() > older.start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Vocabulary;

    fn marks(text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::default();
        explained_marks(&Reading::new(text, None, &vocabulary)).into_iter().map(|(mark, _)| mark).collect()
    }

    #[test]
    fn marks_of_an_older_numbering_are_found() {
        for (text, mark) in [
            ("** = items of the former list, which have no number here.", "**"),
            ("* previous numbering", "*"),
            ("† denotes an action from the old register", "†"),
            ("Numbers marked * are those of last year's earlier log", "*"),
            ("(* – legacy reference)", "*"),
            ("** = taken from the book of the yard, which has a numbering of its own", "**"),
        ] {
            assert_eq!(marks(text), [mark], "{text}");
        }
    }

    #[test]
    fn other_footnotes_and_list_items_are_not() {
        for text in [
            "* = changed since the previous log",
            "* Clerk to file the old minutes",
            "** urgent",
            "* = new items",
            "See *.",
        ] {
            assert!(marks(text).is_empty(), "{text}");
        }
    }
}
