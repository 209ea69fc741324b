//! Markers: words that say of the wording behind them that it is old, or new. `Previous comments.`, `Update –`,
//! `March 2019 update.`, `12/03/2021:`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::model::pattern::{Pattern, plain};

/// A date at which something was said, as a pattern.
const DATE: &str = r"(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s*['’‘]\s*\d{2}\b|\s+\d{4}\b)?)";

/// Patterns, each with letters without which it cannot fit.
static MARKERS: LazyLock<Vec<(&[&str], Pattern)>> = LazyLock::new(|| {
    let of_old = r"\b(?:Previous|Earlier|Prior|Past|Former|PREVIOUS|EARLIER|PRIOR)(?:ly)?(?:\s+(?i:comments?|updates?|notes?|status|text|position|entry|entries|response|commentary))?\s*[.:–—-]+(?:\s|$)";
    let plain = r"(?:^|[\s.;])(?P<marker>(?:(?:Latest|New|Further|Current|Last)\s+)?(?:UPDATE|Updated?|(?-i:Further update|Latest update))\s*[:–—-]+)(?:\s|$)";
    let dated = format!(
        r"(?:^|[\s.;])(?P<marker>(?:(?:Latest|New|Further|Current)\s+)?(?:UPDATE|Update[ds]?)\s+(?:(?:by|of|on|at|as\s+of|as\s+at|from|in|for)\s+)?{DATE}\s*[.:–—-]*)(?:\s|$)"
    );
    let date_first = format!(r"(?:^|[\s.;])(?P<marker>{DATE}\s+(?i:update)\b\s*[.:–—-]*)(?:\s|$)");
    let entry = format!(r"(?:^|[.;]\s+)(?P<marker>{DATE}\s*[:–—]+)(?:\s|$)");
    const OLD: &[&str] = &["revious", "arlier", "rior", "Past", "ormer", "PREVIOUS", "EARLIER", "PRIOR"];
    const UPDATE: &[&str] = &["pdate", "PDATE"];
    const ENTRY: &[&str] = &[":", "–", "—"];
    let patterns =
        [(OLD, of_old.to_owned()), (UPDATE, dated), (UPDATE, date_first), (UPDATE, plain.to_owned()), (ENTRY, entry)];
    patterns.into_iter().map(|(needed, pattern)| (needed, Pattern::new(pattern))).collect()
});

/// Finds the markers in `text`, in order, as ranges of bytes.
pub(super) fn markers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let plain = plain(text);
    let fitting = MARKERS.iter().filter(|(needed, _)| needed.iter().any(|letters| text.contains(letters)));
    for pattern in fitting.filter_map(|(_, pattern)| pattern.among(plain)) {
        for captures in pattern.captures_iter(text) {
            let Some(marker) = captures.name("marker").or(captures.get(0)) else { continue };
            let start = marker.end() - marker.as_str().trim_start().len();
            let range = start..start + marker.as_str().trim().len();
            if found.iter().all(|other| other.end <= range.start || range.end <= other.start) {
                found.push(range);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_wording() {
        for (text, expected) in [
            ("Open. Previous comments. Boat sold. Update – crew found", vec!["Previous comments.", "Update –"]),
            ("Paint bought Update - gate open", vec!["Update -"]),
            ("Update by 09 April Mast not yet stepped", vec!["Update by 09 April"]),
            ("Open. March 2019 update. Notices sent monthly", vec!["March 2019 update."]),
            ("12/03/2021: quote in. 14 May 2021 – quote accepted", vec!["12/03/2021:", "14 May 2021 –"]),
            ("Update: tide table printed", vec!["Update:"]),
            ("Update provided to the crew. Updates go out monthly", vec![]),
            ("Earlier this year the gate was shut", vec![]),
            ("To be ready for May’19 – see the board", vec![]),
        ] {
            let found: Vec<&str> = markers(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
