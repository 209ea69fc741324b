//! How alike two wordings are, word by word: what only one of them says, what stands in the place of what.
//!
//! In: two wordings of a corpus. Out: a [`Likeness`]. Spellings, slips and initials of one word are one word.

use similar::{Algorithm, capture_diff_slices};
use strsim::osa_distance;

use super::{Corpus, Wording, WordingId, share};
use crate::linkage::slips::{self, Stretch};
use crate::linkage::vocabulary::{self, WordClass, WordId};

/// How alike two wordings are; shares are in thousandths.
#[derive(Debug, Clone, Default)]
pub struct Likeness {
    /// The whole of it as one number.
    pub alike: u32,
    /// How alike their words are, those that slips explain counted as the same.
    pub resolved: u32,
    /// Whether nothing but spacing, case and punctuation differs.
    pub identical: bool,
    /// The share of the later wording that the earlier one holds.
    pub later_held: u32,
    /// How much they say in common: 2 for each subject word, 1 for each common one.
    pub substance: u32,
    /// The share of subject words that stand in the place of others: the smaller of both sides.
    pub swapped: u32,
    /// The share of subject words that only the earlier has, and only the later.
    pub added: (u32, u32),
    /// Whether a figure stands in the place of another, days and years aside.
    pub figures: bool,
    /// Words of which one stands where the other stood: earlier, later. Function words and who acts aside.
    pub swaps: Vec<(WordId, WordId)>,
    /// Whether nothing else than those differs.
    pub only_swaps: bool,
    /// Whether nothing else differs than stretches of words that stand in each other's place, and some do.
    pub only_exchanged: bool,
    /// Words other than function words that only the earlier has, sorted.
    pub only_earlier: Vec<WordId>,
    /// Words other than function words that only the later has, sorted.
    pub only_later: Vec<WordId>,
}

/// More words without a partner than this are not searched for spellings: such texts differ anyway.
const SEARCHED: usize = 48;
/// Longer texts are not laid side by side.
const LONG: usize = 400;
/// Shorter stretches of words are not taken for the same but for slips.
const RESPELT: usize = 5;
/// Longer stretches of words are not compared letter by letter.
const STRETCH: usize = 80;

impl Corpus {
    /// Compares two wordings word by word.
    pub fn compare(&self, earlier: WordingId, later: WordingId) -> Likeness {
        let (a, b) = (self.wording(earlier), self.wording(later));
        if a.words.is_empty() || b.words.is_empty() {
            return Likeness { swapped: 1000, added: (1000, 1000), ..Likeness::default() };
        }
        if earlier == later {
            let substance = a.set.iter().map(|&word| self.substance(word)).sum();
            let (alike, resolved, later_held) = (1000, 1000, 1000);
            return Likeness {
                alike,
                resolved,
                later_held,
                substance,
                identical: true,
                only_swaps: true,
                ..Likeness::default()
            };
        }
        let (mut paired, replaced) = (self.pair_words(a, b), self.replaced(a, b));
        for op in replaced.iter().filter(|op| op.respelt) {
            paired.only_left.retain(|word| !op.was.contains(word));
            paired.only_right.retain(|word| !op.now.contains(word));
        }
        let missing_b = self.weight_of(&paired.only_right);
        let later_held = share(b.total.saturating_sub(missing_b), b.total);
        let missing = missing_b + self.weight_of(&paired.only_left);
        let resolved = 1000 - share(missing.min(a.total + b.total), a.total + b.total);
        let alike = self.nearness(earlier, later);
        let (subject_a, subject_b) =
            (self.subject_share(a, &paired.only_left), self.subject_share(b, &paired.only_right));
        let substance =
            a.set.iter().filter(|word| paired.only_left.binary_search(word).is_err()).map(|&w| self.substance(w)).sum();
        let (only_earlier, only_later) = (self.telling(paired.only_left), self.telling(paired.only_right));
        let firm = |words: &[WordId]| -> Vec<WordId> {
            words.iter().copied().filter(|&word| !self.vocabulary.is_loose(word)).collect()
        };
        let swaps = swaps(&replaced, (a, &firm(&only_earlier)), (b, &firm(&only_later)));
        let of_swaps = |words: &[WordId], actor: &[WordId]| {
            words.iter().all(|word| actor.contains(word) || swaps.iter().any(|(x, y)| x == word || y == word))
        };
        let exchanged = |word: &WordId| replaced.iter().any(|op| op.was.contains(word) || op.now.contains(word));
        let of_stretches =
            |words: &[WordId], actor: &[WordId]| words.iter().all(|word| actor.contains(word) || exchanged(word));
        // `re-word` and `reword` are one word, whatever is glued to it.
        let glued = |was: WordId, now: WordId| {
            let (was, now) = (self.vocabulary.text(was), self.vocabulary.text(now));
            was.contains(now) || now.contains(was)
        };
        let only_exchanged = swaps.iter().any(|&(was, now)| !glued(was, now))
            && of_stretches(&only_earlier, &a.actor)
            && of_stretches(&only_later, &b.actor);
        let only_swaps = of_swaps(&only_earlier, &a.actor) && of_swaps(&only_later, &b.actor);
        Likeness {
            alike,
            resolved,
            identical: false,
            later_held,
            substance,
            swapped: subject_a.min(subject_b),
            added: (subject_a, subject_b),
            figures: self.figures_differ((a, b), &replaced),
            swaps,
            only_swaps,
            only_exchanged,
            only_earlier,
            only_later,
        }
    }

    /// Finds the words that only one of two wordings has, other spellings and initials counted as the same.
    fn pair_words(&self, left: &Wording, right: &Wording) -> Paired {
        let mut only_left: Vec<WordId> = difference(&left.set, &right.set);
        let mut only_right: Vec<WordId> = difference(&right.set, &left.set);
        self.drop_initials(&mut only_left, &mut only_right, right);
        self.drop_initials(&mut only_right, &mut only_left, left);
        if only_left.len() <= SEARCHED && only_right.len() <= SEARCHED {
            let mut kept = Vec::new();
            for &word in &only_left {
                if let Some(place) = only_right.iter().position(|&other| self.vocabulary.akin(word, other)) {
                    only_right.remove(place);
                    // "papers" has its partner in "paper" even where the other side has both.
                } else if !right.set.iter().take(400).any(|&other| self.vocabulary.akin(word, other)) {
                    kept.push(word);
                }
            }
            only_left = kept;
            only_right.retain(|&word| !left.set.iter().take(400).any(|&other| self.vocabulary.akin(word, other)));
            let slip =
                |word: WordId, others: &[WordId]| others.iter().any(|&other| self.vocabulary.may_be_slip(word, other));
            let (left, right) = (only_left.clone(), only_right.clone());
            only_left.retain(|&word| !slip(word, &right));
            only_right.retain(|&word| !slip(word, &left));
        }
        Paired { only_left, only_right }
    }

    /// Takes out of `short` what are the initials of words of `long`, and those words out of `rest`: `CSO`, `civil society organisation`.
    fn drop_initials(&self, short: &mut Vec<WordId>, rest: &mut Vec<WordId>, long: &Wording) {
        if short.is_empty() || short.len() > SEARCHED || rest.len() > SEARCHED {
            return;
        }
        let naming: Vec<WordId> =
            long.words.iter().copied().take(400).filter(|&w| self.vocabulary.class(w) != WordClass::Function).collect();
        let initials: Vec<char> = naming.iter().filter_map(|&word| self.vocabulary.text(word).chars().next()).collect();
        short.retain(|&word| {
            let text: Vec<char> = self.vocabulary.text(word).trim_end_matches('s').chars().collect();
            if !(2..=6).contains(&text.len()) || !text.iter().all(|c| c.is_alphabetic()) {
                return true;
            }
            let Some(start) = initials.windows(text.len()).position(|window| window == text) else { return true };
            let spelt: Vec<WordId> = naming.iter().skip(start).take(text.len()).copied().collect();
            if !spelt.iter().any(|word| rest.contains(word)) {
                return true;
            }
            rest.retain(|word| !spelt.contains(word));
            false
        });
    }

    /// Returns the share of a wording's subject words that stand in `missing`; who acts is not the subject.
    fn subject_share(&self, wording: &Wording, missing: &[WordId]) -> u32 {
        let subject = |word: &&WordId| {
            let class = self.vocabulary.class(**word);
            class == WordClass::Subject && !wording.actor.contains(word) && !self.vocabulary.is_loose(**word)
        };
        let weigh =
            |words: &[WordId]| -> u64 { words.iter().filter(subject).map(|&word| self.vocabulary.weight(word)).sum() };
        let all = weigh(&wording.set);
        if all == 0 {
            // Nothing but common words: then they are all there is to tell by.
            return share(self.weight_of(missing), wording.total.max(1));
        }
        share(weigh(missing), all)
    }

    fn substance(&self, word: WordId) -> u32 {
        match self.vocabulary.class(word) {
            WordClass::Function => 0,
            WordClass::Common => 1,
            WordClass::Subject => 2,
        }
    }

    fn telling(&self, words: Vec<WordId>) -> Vec<WordId> {
        words.into_iter().filter(|&word| self.vocabulary.class(word) != WordClass::Function).collect()
    }

    /// Finds stretches of words, function words aside, that stand in each other's place.
    fn replaced(&self, a: &Wording, b: &Wording) -> Vec<Stretch> {
        if a.words.len().max(b.words.len()) > LONG {
            return Vec::new();
        }
        let naming = |words: &[WordId]| -> Vec<WordId> {
            words.iter().copied().filter(|&w| self.vocabulary.class(w) != WordClass::Function).collect()
        };
        if self.vocabulary.is_noisy() {
            let mut found = slips::stretches(&self.vocabulary, &a.words, &b.words);
            for stretch in found.iter_mut().filter(|stretch| !stretch.respelt) {
                (stretch.was, stretch.now) = (naming(&stretch.was), naming(&stretch.now));
            }
            found.retain(|stretch| !stretch.was.is_empty() && !stretch.now.is_empty());
            return found;
        }
        let (left, right) = (naming(&a.words), naming(&b.words));
        let mut replaced = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &left, &right) {
            let (Some(was), Some(now)) = (left.get(op.old_range()), right.get(op.new_range())) else { continue };
            if was.is_empty() || now.is_empty() {
                continue;
            }
            let printed = |words: &[WordId]| words.iter().map(|&word| self.vocabulary.text(word)).collect::<String>();
            let (before, after) = (printed(was), printed(now));
            let (shorter, longer) = (before.len().min(after.len()), before.len().max(after.len()));
            let slips = vocabulary::slips(longer);
            let respelt = (RESPELT..=STRETCH).contains(&longer)
                && longer - shorter <= slips
                && !was.iter().chain(now).any(|&word| self.vocabulary.is_counted(word))
                && self.vocabulary.has_rare(was, now)
                && osa_distance(&before, &after) <= slips;
            replaced.push(Stretch { was: was.to_vec(), now: now.to_vec(), respelt });
        }
        replaced
    }

    /// Tells whether a figure of one stands where another has another figure. Days and years are none: what is due moves.
    fn figures_differ(&self, (a, b): (&Wording, &Wording), replaced: &[Stretch]) -> bool {
        let figures = |wording: &Wording, words: &[WordId]| -> Vec<WordId> {
            let figure = |word: &&WordId| self.vocabulary.is_counted(**word) && !wording.days.contains(word);
            words.iter().filter(figure).copied().collect()
        };
        replaced.iter().filter(|op| !op.respelt).any(|op| {
            let (was, now) = (figures(a, &op.was), figures(b, &op.now));
            was.iter().zip(&now).any(|(was, now)| was != now)
        })
    }
}

/// Pairs words that only one side has and that stand in each other's place; who acts is aside.
fn swaps(
    replaced: &[Stretch],
    (a, only_a): (&Wording, &[WordId]),
    (b, only_b): (&Wording, &[WordId]),
) -> Vec<(WordId, WordId)> {
    if only_a.is_empty() || only_b.is_empty() {
        return Vec::new();
    }
    let alone = |words: &[WordId], only: &[WordId], actor: &[WordId]| -> Vec<WordId> {
        let own = |word: &&WordId| only.binary_search(word).is_ok() && !actor.contains(word);
        words.iter().filter(own).copied().collect()
    };
    let pairs = replaced
        .iter()
        .filter(|op| !op.respelt)
        .map(|op| (alone(&op.was, only_a, &a.actor), alone(&op.now, only_b, &b.actor)));
    pairs.flat_map(|(was, now)| was.into_iter().zip(now)).collect()
}

struct Paired {
    only_left: Vec<WordId>,
    only_right: Vec<WordId>,
}

fn difference(these: &[WordId], those: &[WordId]) -> Vec<WordId> {
    these.iter().copied().filter(|word| those.binary_search(word).is_err()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(earlier: &str, later: &str) -> Likeness {
        let mut corpus = Corpus::default();
        let (a, b) = (corpus.add(earlier), corpus.add(later));
        corpus.weigh(&[vec![a, b]]);
        corpus.compare(a, b)
    }

    #[test]
    fn punctuation_and_case_make_no_other_wording() {
        assert!(compared("Chair’s notes — to follow.", "chair's notes to follow").identical);
    }

    #[test]
    fn a_swapped_subject_is_seen_and_a_changed_actor_is_not_one() {
        assert!(compared("Orchard paper to be brought back", "Harbour paper to be brought back").swapped >= 900);
        assert_eq!(compared("Anna to prune the orchard trees", "Boris to prune the orchard trees").swapped, 0);
    }

    #[test]
    fn an_order_names_nobody_who_acts() {
        assert!(
            compared("Return the lamp to the harbour office", "Return the anchor to the harbour office").swapped > 0
        );
        assert!(compared("Review lamps to meet the bylaw", "Review anchors to meet the bylaw").swapped > 0);
    }

    #[test]
    fn a_figure_in_the_place_of_another_is_seen_and_a_day_is_none() {
        assert!(compared("Inspect winch 13 on pier 13", "Inspect winch 8 on pier 13").figures);
        assert!(!compared("Inspect winch 13 by 2 May", "Inspect winch 13 by 16 June").figures);
        assert!(!compared("Inspect winch 13 in 2019", "Inspect winch 13 in 2020").figures);
    }

    #[test]
    fn initials_stand_for_their_words() {
        let likeness = compared("TC to count the herons", "Town Council to count the herons");
        assert!(likeness.only_earlier.is_empty() && likeness.only_later.is_empty(), "{likeness:?}");
    }

    #[test]
    fn nothing_is_like_an_empty_wording() {
        assert_eq!(compared("", "Count the herons").alike, 0);
    }
}
