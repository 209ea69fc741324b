//! What changed from one wording to another, word by word, as runs of text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// They stayed.
    Kept,
    /// They are not there any more.
    Removed,
    /// They are new.
    Added,
}

/// Returns `later` in runs, with what it lost and gained against `earlier`. Every run but the last ends with a space.
pub(super) fn redline(earlier: &str, later: &str) -> Vec<(Run, String)> {
    let before: Vec<&str> = earlier.split_whitespace().collect();
    let after: Vec<&str> = later.split_whitespace().collect();
    let mut runs: Vec<(Run, String)> = Vec::new();
    let mut push = |run: Run, words: &[&str]| {
        if words.is_empty() {
            return;
        }
        if let Some((_, text)) = runs.last_mut() {
            text.push(' ');
        }
        runs.push((run, words.join(" ")));
    };
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let gone = before.get(op.old_range()).unwrap_or_default();
        let new = after.get(op.new_range()).unwrap_or_default();
        if let DiffOp::Equal { .. } = op {
            push(Run::Kept, new);
        } else {
            push(Run::Removed, gone);
            push(Run::Added, new);
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_say_what_stayed_went_and_came() {
        let runs = redline("Paint the north gate", "Paint the south gate twice");
        let runs: Vec<(Run, &str)> = runs.iter().map(|(run, text)| (*run, text.as_str())).collect();
        assert_eq!(
            runs,
            [
                (Run::Kept, "Paint the "),
                (Run::Removed, "north "),
                (Run::Added, "south "),
                (Run::Kept, "gate "),
                (Run::Added, "twice"),
            ]
        );
        assert_eq!(redline("", ""), []);
    }
}
