//! Status wording to categories.

use throughline_parsers::status::{self, StatusWord};

use crate::model::observation::Category;

/// Returns the category that the leading words of a status name, and these words; [`Category::None`] where they name none.
pub fn leading(text: &str) -> (Category, &str) {
    status::leading(text).map_or((Category::None, ""), |(word, length)| (of(word), text.get(..length).unwrap_or("")))
}

/// Returns the category of a status word.
pub fn of(word: StatusWord) -> Category {
    match word {
        StatusWord::Complete => Category::Complete,
        StatusWord::ProposedComplete => Category::ProposedComplete,
        StatusWord::ProposedClosed => Category::ProposedClosed,
        StatusWord::PartiallyComplete => Category::PartiallyComplete,
        StatusWord::Ongoing => Category::Ongoing,
        StatusWord::InProgress => Category::InProgress,
        StatusWord::NotStarted => Category::NotStarted,
        StatusWord::Closed => Category::Closed,
        StatusWord::Superseded => Category::Superseded,
    }
}

/// Nouns for what stands in a log.
const NOUNS: &[&str] = &[
    "action",
    "actions",
    "item",
    "items",
    "point",
    "points",
    "task",
    "tasks",
    "recommendation",
    "recommendations",
    "issues",
];

/// Returns the category that a heading claims for the rows below it: `Completed Actions`, `Ongoing Actions 14/06/2022`,
/// `Actions – closed`, `Outstanding`. `Open Space Action Log` and `Complete list of actions` claim none.
pub fn claimed_by_heading(heading: &str) -> Option<Category> {
    let mut before = "";
    let mut at = 0;
    while let Some(rest) = heading.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((found, length)) = heading_word(rest) {
            let after = rest.get(length..).unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric());
            let first = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let of_all = after.is_empty() || is_noun(first) || throughline_parsers::date::leading(after).is_some();
            return (before != "be" && (of_all || is_noun(before))).then_some(found);
        }
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if word > 0 {
            before = rest.get(..word).unwrap_or("");
        }
        let tail = rest.get(word..).unwrap_or("");
        at = heading.len() - tail.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    }
    None
}

/// Reads a status word, or `Current`, which says of actions what `Ongoing` says.
fn heading_word(text: &str) -> Option<(Category, usize)> {
    if let Some((word, length)) = status::leading(text) {
        return Some((of(word), length));
    }
    let current = text.get(..7).filter(|word| word.eq_ignore_ascii_case("current"))?;
    let follows = text.get(7..).unwrap_or("").trim_start().to_lowercase();
    (follows == "actions" || follows.starts_with("actions ") && !follows.contains("log"))
        .then_some((Category::Ongoing, current.len()))
}

fn is_noun(word: &str) -> bool {
    NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_claim_a_state_for_actions_only() {
        for (heading, claimed) in [
            ("Completed Actions", Some(Category::Complete)),
            ("Proposed Complete Actions", Some(Category::ProposedComplete)),
            ("Ongoing Actions 14/06/2022", Some(Category::Ongoing)),
            ("Outstanding actions from earlier meetings", Some(Category::Ongoing)),
            ("List of open items", Some(Category::Ongoing)),
            ("Actions – closed", Some(Category::Closed)),
            ("Current actions", Some(Category::Ongoing)),
            ("Completed", Some(Category::Complete)),
            ("Actions not started", Some(Category::NotStarted)),
            ("Open Harbour Action Log", None),
            ("Complete list of actions", None),
            ("Actions to be completed", None),
            ("Delivered services", None),
            ("Current action log", None),
            ("Moorings", None),
            ("", None),
        ] {
            assert_eq!(claimed_by_heading(heading), claimed, "{heading}");
        }
    }
}
