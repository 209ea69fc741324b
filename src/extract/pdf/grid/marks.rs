//! Lines that belong to words: underlines and strokes through them.
//!
//! In: rules and words. Out: the rules without those that follow words from the first letter to the last.

use super::heights::Heights;
use super::rules::{Rule, Rules};

/// How far above and below its rule a word's baseline may be, in parts of its size: struck through, underlined.
const ABOVE: f32 = 0.25;
const BELOW: f32 = 0.5;
/// The largest type that is looked for at a rule.
const LARGEST: f32 = 40.0;

/// Takes the marks of words out of `rules`.
pub fn drop_marks(rules: &mut Rules, heights: &Heights<'_>) {
    rules.across.retain(|rule| !is_mark(rule, heights));
}

fn is_mark(rule: &Rule, heights: &Heights<'_>) -> bool {
    let mut extent: Option<(f32, f32)> = None;
    let (mut size, mut inked) = (0.0_f32, 0.0_f32);
    for (_, word) in heights.between(rule.at - LARGEST / 2.0, rule.at + LARGEST / 2.0) {
        let under = rule.at - word.baseline;
        let (from, to) = (word.area.x0.max(rule.from), word.area.x1.min(rule.to));
        if to <= from || under > ABOVE * word.size || under < -BELOW * word.size {
            continue;
        }
        let (left, right) = extent.unwrap_or((word.area.x0, word.area.x1));
        extent = Some((left.min(word.area.x0), right.max(word.area.x1)));
        size = size.max(word.size);
        inked += to - from;
    }
    let Some((left, right)) = extent else { return false };
    let slack = (0.2 * size).max(1.5);
    // Punctuation at the end is often left out, an ordinary space often taken in.
    let follows = (rule.from - left).abs() <= slack && (rule.to - right).abs() <= 1.5 * slack;
    follows && inked >= 0.7 * (rule.to - rule.from)
}
