//! M001: actions about the log itself, which a reader of the log can check.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::ground::Ground;
use super::remark::{Remark, wording};

/// Words that name the log beyond doubt.
static ABOUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:
            actions?\s+(?:log|register|tracker)s?\b
            | (?:log|register|tracker)\s+of\s+actions\b
            | (?:list|appendix|record)\s+of\s+(?:all\s+)?(?:completed|finished|closed|open|outstanding)\s+actions?\b
            | (?:completed|finished|closed)\s+actions\b
            | (?:status|deadline|owner|wording)\s+of\s+action\s+(?:no\.?\s*)?\d+\b
        )",
    )
    .ok()
});

/// Words that may name it: `the register`, where the log is called so.
static NAMED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:the|this|our|each|updated|revised)\s+(?<name>log|register|tracker)\b").ok());

/// What is done with a log.
static DONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:circulat|sen[dt]|shar|publish|issu|updat|correct|colou?r|shad|sort|number|format|review|reflect|record|includ|add|amend|revis|list|bring|show|mark|keep)",
    )
    .ok()
});

/// Numbers that may be those of actions: `the status of 35`.
static NUMBERED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:status|deadline|owner|wording)\s+of\s+(?:no\.?\s*)?\d+\b").ok());

/// Looks at the wording of every action, as last printed.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let called = names(ground);
    let last =
        |action: &crate::model::action::Action| action.observations.iter().filter_map(|id| ground.find(id)).next_back();
    let rows = ground.history.actions.iter().filter_map(last);
    rows.filter(|&row| wording(ground.seen(row), "action").is_some_and(|text| is_about_log(&called, text)))
        .map(|row| {
            let place = ground.place(row);
            let message = format!(
                "{} in {} asks for something of the log itself.",
                ground.row_name(row),
                ground.edition_name(place)
            );
            Remark::new(ground, "M001", place, message)
                .row(ground, row, &["action", "status"])
                .hint("Whether it was done can be seen in the logs: compare them with what it asks for.")
        })
        .collect()
}

/// Returns what the logs call themselves in their titles.
fn names(ground: &Ground<'_>) -> BTreeSet<&'static str> {
    let logs = (0..ground.history.editions.len()).filter(|&place| ground.is_log(place));
    let titles: Vec<String> =
        logs.filter_map(|place| Some(ground.edition(place)?.title.as_ref()?.to_lowercase())).collect();
    let called =
        |name: &&str| titles.iter().any(|title| title.split(|c: char| !c.is_alphabetic()).any(|word| word == *name));
    ["log", "register", "tracker"].into_iter().filter(called).collect()
}

/// Tells whether `text` speaks of the log, which is `called` so.
fn is_about_log(called: &BTreeSet<&str>, text: &str) -> bool {
    let finds = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    if finds(&ABOUT) {
        return true;
    }
    let behind = |end: usize| text.get(end..).unwrap_or("").trim_start();
    let next = |end: usize| behind(end).split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let named = NAMED.iter().any(|pattern| {
        pattern.captures_iter(text).any(|captures| {
            let (name, end) = captures.name("name").map_or(("", 0), |name| (name.as_str(), name.end()));
            // `the register of mooring holders` and `the log book` are other ones.
            let other =
                ["of", "for", "book", "books", "office", "cabin", "keeper", "fire"].contains(&next(end).as_str());
            called.contains(name.to_lowercase().as_str()) && !other
        })
    });
    let numbered = NUMBERED.iter().any(|pattern| {
        // `the status of 12 berths` and `the deadline of 31 March` are those of no action.
        pattern.find_iter(text).any(|found| ["", "and", "in", "to", "as", "from"].contains(&next(found.end()).as_str()))
    });
    (named && finds(&DONE)) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_told_from_other_logs() {
        let called = BTreeSet::from(["register"]);
        for (text, expected) in [
            ("Clerk to send out the register ten days ahead", true),
            ("Share the action log a week ahead", true),
            ("Correct the status of 35", true),
            ("Send out the log ten days ahead", false),
            ("Circulate the register of mooring holders", false),
            ("Show the register office to members", false),
            ("Report the status of 12 berths", false),
        ] {
            assert_eq!(is_about_log(&called, text), expected, "{text}");
        }
    }
}
