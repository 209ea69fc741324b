//! One line that tells of several actions: which others it is put together from.
//!
//! In come a whole and lines that may be its parts, out come those that are, each holding a share of the whole that no
//! other part holds, and together nearly all of it. Rather finds nothing than too much.

use foldhash::HashSet;

use super::grams::GramId;
use super::wording::{Corpus, WordingId};

/// A line that is part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The caller's name for it.
    pub id: usize,
    /// How much of the part the whole holds, in thousandths.
    pub held: u32,
    /// How much of the whole all parts hold together, in thousandths.
    pub covered: u32,
    /// Whether the whole may as well be one of its parts, with more words.
    pub doubtful: bool,
}

/// A part must be held by the whole to this share.
const HELD: u32 = 700;
/// One alone may hold up to this where the others go into the whole unchanged.
const LARGE: u64 = 920;
/// A line of fewer groups of letters is no part: some three words.
const LEAST: usize = 14;
/// What lines must hold of a whole to be its parts, in thousandths of the whole.
struct Limits {
    /// How many groups of letters each must hold that no other does.
    grams: usize,
    /// How much those must weigh.
    own: u64,
    /// How much all must hold together.
    covered: u64,
    /// How much one alone may hold: with more, it simply is the whole, reworded.
    alone: u64,
}

const STRICT: Limits = Limits { grams: 10, own: 80, covered: 750, alone: 790 };
const OF_A_FAMILY: Limits = Limits { grams: 4, own: 40, covered: 830, alone: 960 };
/// Lines of one family (`… the mooring bylaw`, `… the speed-limit bylaw`) share most of their words: each must be held by the
/// whole to this share, and the whole by them, so that the one word of each that differs is enough.
const FAMILY: u32 = 900;
/// Where one part alone holds more of the whole than this, it may be the whole, reworded: every other must be held to this
/// share to be surely a part, and to the second where it holds nearly all.
const MOSTLY: u64 = 600;
const NEARLY: u64 = 720;
const WHOLLY: (u32, u32) = (880, 940);
/// More lines than this are not looked at: no line folds so many.
const MOST: usize = 24;

/// Finds the parts of `whole` among `lines` (name and wording); empty where it is no fold of several.
pub fn parts_of(corpus: &Corpus, whole: WordingId, lines: &[(usize, WordingId)]) -> Vec<Part> {
    let total = corpus.wording(whole).gram_total.max(1);
    let mut shares: Vec<Share> = Vec::new();
    for &(id, wording) in lines.iter().take(MOST) {
        let repeated = shares.iter().any(|(other, ..)| *other == id);
        let (held, grams) = corpus.held(whole, wording);
        if !repeated && wording != whole && held >= HELD && grams.len() >= LEAST {
            shares.push((id, held, grams));
        }
    }
    shares.sort();
    let weight = |share: &Share| corpus.grams.total(&share.2);
    let heaviest = shares.iter().map(weight).max().unwrap_or(0);
    // Members of a family differ by their subject only, so they are of one size.
    let alike = |share: &&Share| share.1 >= FAMILY && weight(share) * 10 >= heaviest * 6;
    let family: Vec<Share> = shares.iter().filter(alike).cloned().collect();
    let strict = tell_apart(corpus, shares, total, &STRICT);
    let found = strict.or_else(|| tell_apart(corpus, family, total, &OF_A_FAMILY));
    let Some((shares, covered)) = found else { return Vec::new() };
    let most = shares.iter().map(|(.., grams)| thousandths(corpus, grams, total)).max().unwrap_or(0);
    let wholly = if most > NEARLY { WHOLLY.1 } else { WHOLLY.0 };
    let doubtful = most > MOSTLY && shares.iter().any(|(_, held, _)| *held < wholly);
    shares.into_iter().map(|(id, held, _)| Part { id, held, covered: covered as u32, doubtful }).collect()
}

/// A line, how much of it the whole holds, and what of the whole it holds.
type Share = (usize, u32, Vec<GramId>);

/// Keeps the shares that say something of their own, and says how much of the whole they cover; nothing where they do not
/// keep to `limits`.
fn tell_apart(corpus: &Corpus, mut shares: Vec<Share>, total: u64, limits: &Limits) -> Option<(Vec<Share>, u64)> {
    drop_those_without_share(corpus, &mut shares, total, limits);
    let covered = thousandths(corpus, &union(&shares), total);
    let most = shares.iter().map(|(.., grams)| thousandths(corpus, grams, total)).max().unwrap_or(0);
    let together = most <= limits.alone || most <= LARGE && few_words_more(corpus, &shares);
    (shares.len() >= 2 && covered >= limits.covered && together).then_some((shares, covered))
}

/// Tells whether all shares but the largest say almost nothing that another says, and are held whole: a line of a few words
/// that went into one of many.
fn few_words_more(corpus: &Corpus, shares: &[Share]) -> bool {
    let weight = |share: &Share| corpus.grams.total(&share.2);
    let largest = (0..shares.len()).max_by_key(|&place| (weight(&shares[place]), place));
    (0..shares.len()).filter(|&place| Some(place) != largest).all(|place| {
        let (_, held, grams) = &shares[place];
        *held >= FAMILY && corpus.grams.total(&own(shares, place)) * 10 >= corpus.grams.total(grams) * 7
    })
}

/// Returns what one share holds that no other does.
fn own(shares: &[Share], place: usize) -> Vec<GramId> {
    let others: HashSet<GramId> =
        shares.iter().enumerate().filter(|(other, _)| *other != place).flat_map(|(_, s)| s.2.iter().copied()).collect();
    shares[place].2.iter().copied().filter(|gram| !others.contains(gram)).collect()
}

fn drop_those_without_share(corpus: &Corpus, shares: &mut Vec<Share>, total: u64, limits: &Limits) {
    while shares.len() > 1 {
        let own = |place: usize| {
            let own = own(shares, place);
            let mostly_own = corpus.grams.total(&own) * 5 >= corpus.grams.total(&shares[place].2) * 2;
            if own.len() < limits.grams || (limits.grams >= STRICT.grams && !mostly_own) {
                0
            } else {
                thousandths(corpus, &own, total)
            }
        };
        let least = (0..shares.len()).map(|place| (own(place), shares[place].1, place)).min();
        match least {
            Some((share, _, place)) if share < limits.own => drop(shares.remove(place)),
            _ => return,
        }
    }
}

fn union(shares: &[Share]) -> Vec<GramId> {
    let mut grams: Vec<GramId> = shares.iter().flat_map(|(.., grams)| grams.iter().copied()).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn thousandths(corpus: &Corpus, grams: &[GramId], total: u64) -> u64 {
    corpus.grams.total(grams) * 1000 / total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(whole: &str, lines: &[&str]) -> Vec<usize> {
        let mut corpus = Corpus::default();
        let whole = corpus.add(whole);
        let lines: Vec<_> = lines.iter().enumerate().map(|(id, line)| (id, corpus.add(line))).collect();
        corpus.weigh(&[lines.iter().map(|(_, wording)| *wording).chain([whole]).collect()]);
        parts_of(&corpus, whole, &lines).into_iter().map(|part| part.id).collect()
    }

    const WHOLE: &str = "Harbour master to map the moorings and publish tide tables, and repaint buoys before spring";

    #[test]
    fn three_lines_that_share_out_a_whole_are_its_parts() {
        let lines = [
            "Harbour master to map the moorings.",
            "Publish tide tables.",
            "Anglers to meet",
            "Repaint buoys before spring",
        ];
        assert_eq!(found(WHOLE, &lines), [0, 1, 3]);
    }

    #[test]
    fn one_line_that_says_it_all_is_no_part() {
        let lines = [
            "Harbour master to map moorings and publish tide tables and repaint the buoys",
            "Repaint buoys before spring",
        ];
        assert!(found(WHOLE, &lines).is_empty());
    }

    #[test]
    fn two_of_a_family_are_parts_of_a_line_that_names_both() {
        let whole = "Clerk to collect views on the draft parking rule and on the draft cycling rule.";
        let lines =
            ["Clerk to collect views on the draft parking rule.", "Clerk to collect views on the draft cycling rule."];
        assert_eq!(found(whole, &lines), [0, 1]);
        let other =
            ["Clerk to collect views on the draft parking rule.", "Clerk to collect views on the draft busking rule."];
        assert!(found(whole, &other).is_empty());
    }

    #[test]
    fn a_line_that_grew_by_what_another_says_is_doubtful() {
        let whole =
            "Clerk to mend the reading lamps at Tide Street in time for the spring regatta, and thank the rowing crews";
        let lines = [
            "Clerk to mend the reading lamps at Tide Street in time for the spring regatta",
            "Thank the rowing crews,",
        ];
        let mut corpus = Corpus::default();
        let whole = corpus.add(whole);
        let lines: Vec<_> = lines.iter().enumerate().map(|(id, line)| (id, corpus.add(line))).collect();
        corpus.weigh(&[lines.iter().map(|(_, wording)| *wording).chain([whole]).collect()]);
        let parts = parts_of(&corpus, whole, &lines);
        assert!(parts.len() == 2 && parts.iter().all(|part| part.doubtful == (part.held < WHOLLY.1)), "{parts:?}");
    }

    #[test]
    fn half_of_a_whole_is_not_enough() {
        assert!(found(WHOLE, &["Harbour master to map the moorings.", "Anglers to meet"]).is_empty());
    }
}
