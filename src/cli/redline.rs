//! What changed from one wording to another, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::console::Style;

/// How words that came and went are marked.
#[derive(Debug, Clone, Copy)]
pub enum Marks {
    /// By colour.
    Colors(Style),
    /// As `[-gone-]` and `{+new+}`.
    Brackets,
}

/// Returns `later` with what it lost and gained against `earlier`.
pub fn redline(earlier: &str, later: &str, marks: Marks) -> String {
    let before: Vec<&str> = earlier.split_whitespace().collect();
    let after: Vec<&str> = later.split_whitespace().collect();
    let mut pieces: Vec<String> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let gone = before.get(op.old_range()).unwrap_or_default();
        let new = after.get(op.new_range()).unwrap_or_default();
        if let DiffOp::Equal { .. } = op {
            pieces.push(new.join(" "));
            continue;
        }
        if !gone.is_empty() {
            pieces.push(marks.gone(gone));
        }
        if !new.is_empty() {
            pieces.push(marks.new_words(new));
        }
    }
    pieces.join(" ")
}

impl Marks {
    fn gone(self, words: &[&str]) -> String {
        match self {
            Self::Colors(style) => each(words, |word| style.struck(word)),
            Self::Brackets => format!("[-{}-]", words.join(" ")),
        }
    }

    fn new_words(self, words: &[&str]) -> String {
        match self {
            Self::Colors(style) => each(words, |word| style.green(word)),
            Self::Brackets => format!("{{+{}+}}", words.join(" ")),
        }
    }
}

/// Paints every word by itself, so that a line may break between any two.
fn each(words: &[&str], paint: impl Fn(&str) -> String) -> String {
    words.iter().map(|word| paint(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_came_and_went_are_marked() {
        for (earlier, later, expected) in [
            ("Paint the north gate", "Paint the south gate", "Paint the [-north-] {+south+} gate"),
            ("Paint the gate", "Paint the gate", "Paint the gate"),
            ("Paint the old gate", "Paint it", "Paint [-the old gate-] {+it+}"),
            ("", "Paint it", "{+Paint it+}"),
            ("Paint it", "", "[-Paint it-]"),
            ("", "", ""),
        ] {
            assert_eq!(redline(earlier, later, Marks::Brackets), expected);
        }
    }
}
