//! M001: actions about the log itself, which a reader of the log can check.

use std::sync::LazyLock;

use regex::Regex;

use super::ground::Ground;
use super::remark::{Remark, wording};

static ABOUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:
            (?:the|this|our|an?|each|updated|revised|action|actions)\s+(?:action\s+)?(?:log|register|tracker)s?\b
            | (?:list|appendix|record)\s+of\s+(?:all\s+)?(?:completed|finished|closed|open|outstanding)\s+actions?\b
            | (?:completed|finished|closed)\s+actions\b
            | (?:status|deadline|owner|wording)\s+of\s+(?:action\s+)?(?:no\.?\s*)?\d+\b
        )",
    )
    .ok()
});

/// Looks at the wording of every action, as last printed.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let Some(pattern) = ABOUT.as_ref() else { return Vec::new() };
    let last =
        |action: &crate::model::action::Action| action.observations.iter().filter_map(|id| ground.find(id)).next_back();
    let rows = ground.history.actions.iter().filter_map(last);
    rows.filter(|&row| wording(ground.seen(row), "action").is_some_and(|text| is_about_log(pattern, text)))
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

/// Tells whether `text` speaks of the log; `the register of mooring holders` is another one.
fn is_about_log(pattern: &Regex, text: &str) -> bool {
    pattern.find_iter(text).any(|found| {
        let behind = text.get(found.end()..).unwrap_or("").trim_start();
        let of_others =
            behind.strip_prefix("of ").is_some_and(|rest| !rest.trim_start_matches("the ").starts_with("action"));
        !of_others
    })
}
