//! What one of two rows says besides, and whether another row says it.
//!
//! In come two rows, out comes whether the rest of either stands in a third row of the other's edition: then the longer of
//! the two may tell of several actions, and is not surely either of them. A rest that nobody else says was added, or left
//! out.

use super::series::Series;
use super::twins;
use super::vocabulary::{WordClass, WordId};
use super::wording::WordingId;

/// A third row speaks where the whole holds it to this share, in thousandths, and where it says so much of the rest.
const HELD: u32 = 550;
const SAID: u64 = 300;

/// In a shorter list the silence of others says nothing.
const FEW: usize = 60;

/// Tells whether another row says what the row `earlier`, worded `was`, or the row `later` has to itself; nothing where none
/// does, and few were there to say it.
pub fn said_elsewhere(series: &Series, (earlier, was): (usize, WordingId), later: usize) -> Option<bool> {
    let now = series.members[later].wording;
    let (from, to) = (series.members[earlier].edition, series.members[later].edition);
    let likeness = series.compare(was, now);
    let said = says_rest(series, was, &likeness.only_earlier, to, now)
        || says_rest(series, now, &likeness.only_later, from, was);
    let few = [from, to].iter().any(|&place| series.sheets[place].members.len() < FEW);
    (said || !few).then_some(said)
}

/// Tells whether a row of the edition at `place` is a part of `whole`, and says what stands in `rest`; `told` is not asked.
fn says_rest(series: &Series, whole: WordingId, rest: &[WordId], place: usize, told: WordingId) -> bool {
    let corpus = &series.corpus;
    let subject = |word: &&WordId| corpus.vocabulary.class(**word) == WordClass::Subject && rest.contains(word);
    let rest: Vec<WordId> = corpus.wording(whole).words.iter().filter(subject).copied().collect();
    let all = corpus.weight_of(&rest);
    all > 0
        && twins::sharing(series, place, &rest).into_iter().any(|other| {
            let set = &corpus.wording(other).set;
            let said: Vec<WordId> = rest.iter().filter(|word| set.binary_search(word).is_ok()).copied().collect();
            let says = corpus.weight_of(&said) * 1000 >= all * SAID;
            says && other != whole && other != told && corpus.held(whole, other).0 >= HELD
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::Observation;
    use crate::model::sample;

    fn elsewhere(other: &str) -> Option<bool> {
        let row = |id: &str, ordinal: u32, said: &str| Observation { ordinal, ..sample::row(id, said) };
        let rows = [
            row("2020-01-01/log#a:1", 0, "Bosun to mend the lantern rail on the pier"),
            row("2020-01-01/log#a:2", 1, other),
            row("2020-01-02/log#a:3", 0, "Bosun to mend the lantern rail on the pier and to count the oyster baskets"),
        ];
        let editions = [sample::edition("2020-01-01/log", &[]), sample::edition("2020-01-02/log", &[])];
        let series = Series::new(&editions, &rows);
        said_elsewhere(&series, (0, series.members[0].wording), 2)
    }

    #[test]
    fn a_rest_is_another_action_where_another_row_says_it() {
        assert_eq!(elsewhere("Purser to count the oyster baskets"), Some(true));
        assert_eq!(elsewhere("Purser to paint the ferry sign"), None, "two rows are few");
    }
}
