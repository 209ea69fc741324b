//! Which stretches of two wordings are the same but for slips, where slips are common.
//!
//! In come the words of two wordings in order, out come the stretches on which they differ, those that slips explain told
//! from those that they do not. The method is that of a noisy channel: a stretch is read as another where few letters were
//! lost, doubled or exchanged on the way, spaces among them, and where one of the two is strange to the series. What both
//! stand in many rows are two words, however near; figures and codes are never read as others.

use similar::{Algorithm, capture_diff_slices};
use strsim::osa_distance;

use super::vocabulary::{Vocabulary, WordId};

/// Words that stand in the place of others.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The words of the earlier wording.
    pub was: Vec<WordId>,
    /// Those of the later one.
    pub now: Vec<WordId>,
    /// Whether they are the same, but for slips.
    pub respelt: bool,
}

/// Stretches of more words on both sides together are two texts.
const MOST: usize = 40;
/// What it costs to lose a letter on the way, and one that nothing answers to.
const LOST: usize = 4;
const UNANSWERED: usize = 2;
/// How many words may be glued together or torn apart.
const GLUED: usize = 2;

/// Finds the stretches on which two texts differ, and which of them slips explain.
pub fn stretches(vocabulary: &Vocabulary, earlier: &[WordId], later: &[WordId]) -> Vec<Stretch> {
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, earlier, later) {
        let (Some(was), Some(now)) = (earlier.get(op.old_range()), later.get(op.new_range())) else { continue };
        if was.is_empty() || now.is_empty() || was == now {
            continue;
        }
        if was.len() + now.len() > MOST {
            found.push(Stretch { was: was.to_vec(), now: now.to_vec(), respelt: false });
        } else {
            found.extend(told_apart(vocabulary, was, now));
        }
    }
    found
}

/// Reads two stretches along each other in the cheapest way.
fn told_apart(vocabulary: &Vocabulary, was: &[WordId], now: &[WordId]) -> Vec<Stretch> {
    let width = now.len() + 1;
    // By place: the least cost from here to the end, and the words to take next, on either side.
    let mut best = vec![(0usize, (0usize, 0usize)); (was.len() + 1) * width];
    let lone = |word: &WordId| vocabulary.letters(*word) * UNANSWERED + 1;
    for i in (0..=was.len()).rev() {
        for j in (0..=now.len()).rev().filter(|j| (i, *j) != (was.len(), now.len())) {
            let mut options = Vec::with_capacity(6);
            options.extend(was.get(i).map(|word| (lone(word) + best[(i + 1) * width + j].0, (1, 0))));
            options.extend(now.get(j).map(|word| (lone(word) + best[i * width + j + 1].0, (0, 1))));
            for (m, n) in [(1, 1), (1, GLUED), (GLUED, 1), (GLUED, GLUED)] {
                if let (Some(these), Some(those)) = (was.get(i..i + m), now.get(j..j + n))
                    && let Some(lost) = lost(vocabulary, these, those)
                {
                    options.push((lost * LOST + m + n + best[(i + m) * width + j + n].0, (m, n)));
                }
            }
            best[i * width + j] = options.into_iter().min().unwrap_or_default();
        }
    }
    let (mut i, mut j, mut found, mut open) = (0, 0, Vec::new(), Stretch::default());
    while (i, j) != (was.len(), now.len()) {
        let (m, n) = best[i * width + j].1;
        let (these, those) = (&was[i..i + m], &now[j..j + n]);
        if m > 0 && n > 0 {
            found.push(std::mem::take(&mut open));
            found.push(Stretch { was: these.to_vec(), now: those.to_vec(), respelt: true });
        } else {
            open.was.extend(these);
            open.now.extend(those);
        }
        (i, j) = (i + m, j + n);
    }
    found.push(open);
    found.retain(|stretch| !stretch.was.is_empty() && !stretch.now.is_empty());
    found
}

/// Returns how many letters were lost on the way from one stretch to another, where slips explain it.
fn lost(vocabulary: &Vocabulary, these: &[WordId], those: &[WordId]) -> Option<usize> {
    if these == those {
        return Some(0);
    }
    // Two slips of one word are one word, however far from each other.
    if let ([one], [other]) = (these, those)
        && vocabulary.origin(*one) == vocabulary.origin(*other)
    {
        return Some(1);
    }
    let letters = |words: &[WordId]| words.iter().map(|&word| vocabulary.letters(word)).sum::<usize>();
    let (less, more) = (letters(these).min(letters(those)), letters(these).max(letters(those)));
    let allowed = (more / 4).max(1);
    if more - less > allowed || these.iter().chain(those).any(|&word| vocabulary.is_counted(word)) {
        return None;
    }
    if !vocabulary.has_strange(these, those) {
        return None;
    }
    let printed = |words: &[WordId]| words.iter().map(|&word| vocabulary.text(word)).collect::<String>();
    let lost = osa_distance(&printed(these), &printed(those));
    (lost <= allowed).then_some(lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the last two of `rows` along each other; all of them are the series.
    fn read(rows: &[&str]) -> Vec<(String, String, bool)> {
        let mut vocabulary = Vocabulary::default();
        let mut lines: Vec<Vec<WordId>> = Vec::new();
        for row in rows {
            let words: Vec<WordId> = row.split(' ').map(|word| vocabulary.intern(word)).collect();
            words.iter().for_each(|&word| vocabulary.count_row(word));
            lines.push(words);
        }
        let printed = |words: &[WordId]| words.iter().map(|&word| vocabulary.text(word)).collect::<Vec<_>>().join(" ");
        let last: Vec<&Vec<WordId>> = lines.iter().rev().take(2).collect();
        let found = stretches(&vocabulary, last[1], last[0]);
        found.iter().map(|found| (printed(&found.was), printed(&found.now), found.respelt)).collect()
    }

    #[test]
    fn what_is_torn_glued_or_misspelt_is_read_as_what_it_was() {
        let known = "mend the towpath lamps at mill pond";
        let found =
            read(&[known, known, known, "mend thee towpathlamps atmill pond", "mnd the towpath lamps at mill po nd"]);
        let all: Vec<&str> = found.iter().map(|(_, now, _)| now.as_str()).collect();
        assert!(found.iter().all(|(.., respelt)| *respelt), "{found:?}");
        assert_eq!(all, ["mnd", "the", "towpath lamps", "at mill", "po nd"]);
    }

    #[test]
    fn two_words_of_many_rows_are_two_however_near() {
        let (north, south) = ("paint the northern pier", "paint the southern pier");
        assert!(read(&[north, south, north, south]).iter().all(|(.., respelt)| !respelt));
    }

    #[test]
    fn a_figure_is_no_slip_of_another() {
        assert!(read(&["weigh anchor 1042", "weigh anchor 1042", "weigh anchor 1043"]).iter().all(|(.., r)| !r));
    }
}
