//! Which words of a series come and go while their action stays.
//!
//! In comes a series, out come the words that often stand in only one of two rows that bear one number and are near: reasons,
//! times, ways of saying what is done. What an action is about hardly ever does, so that these words are not its subject, and
//! that two rows differ in them says little. The same is learned of each word as Fellegi and Sunter's method learns of each
//! field: how often it differs between rows of one action. Where a number is used again for a near-twin, nothing but the
//! subject is exchanged; pairs that look so are left out.

use foldhash::{HashMap, HashMapExt as _};

use super::score::is_cut;
use super::series::Series;
use super::vocabulary::WordId;

/// Pairs less alike than this are not of one action, whatever number they bear.
const ALIKE: u32 = 500;
/// A word must be seen in so many pairs, be gone in so many, and so often in 1,000, to be loose.
const SEEN: u32 = 8;
const GONE: u32 = 2;
const OFTEN: u32 = 90;
/// From more rows than this only a part is learned from.
const SAMPLE: usize = 30_000;

/// Returns the words that come and go, sorted.
pub fn loose_words(series: &Series) -> Vec<WordId> {
    let mut counts: HashMap<WordId, (u32, u32)> = HashMap::new();
    let mut last: HashMap<&str, usize> = HashMap::new();
    let every = series.members.len() / SAMPLE + 1;
    for (place, member) in series.members.iter().enumerate() {
        let Some(before) = member.key.as_deref().and_then(|key| last.insert(key, place)) else { continue };
        if place % every == 0 {
            count(series, before, place, &mut counts);
        }
    }
    let loose = |(seen, gone): (u32, u32)| seen >= SEEN && gone >= GONE && gone * 1000 >= seen * OFTEN;
    let mut words: Vec<WordId> =
        counts.into_iter().filter(|(_, counts)| loose(*counts)).map(|(word, _)| word).collect();
    words.sort_unstable();
    words
}

/// Counts for each word of two rows that it was seen, and whether it stands in only one of them.
fn count(series: &Series, earlier: usize, later: usize, counts: &mut HashMap<WordId, (u32, u32)>) {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    // Who acts changes, and may bear the name of a subject: `Market office`, `market stalls`.
    let acts = |word: WordId| {
        [a.wording, b.wording].iter().any(|&wording| series.corpus.wording(wording).actor.contains(&word))
    };
    let mut see = |word: WordId, gone: bool| {
        if acts(word) {
            return;
        }
        let (seen, times) = counts.entry(word).or_default();
        (*seen, *times) = (*seen + 1, *times + u32::from(gone));
    };
    let (was, now) = (&series.corpus.wording(a.wording).set, &series.corpus.wording(b.wording).set);
    if a.wording == b.wording {
        was.iter().for_each(|&word| see(word, false));
        return;
    }
    if series.corpus.nearness(a.wording, b.wording) < ALIKE || is_cut(a.observation) || is_cut(b.observation) {
        return;
    }
    let likeness = series.corpus.compare(a.wording, b.wording);
    // Mostly exchanged words are a subject, perhaps.
    let exchanged: Vec<WordId> = likeness.swaps.iter().flat_map(|&(was, now)| [was, now]).collect();
    let (swapped, apart) = (series.corpus.weight_of(&exchanged), {
        series.corpus.weight_of(&likeness.only_earlier) + series.corpus.weight_of(&likeness.only_later)
    });
    if likeness.only_exchanged || swapped * 2 >= apart && swapped > 0 {
        return;
    }
    was.iter().for_each(|word| see(*word, likeness.only_earlier.binary_search(word).is_ok()));
    for word in now.iter().filter(|word| was.binary_search(word).is_err()) {
        see(*word, likeness.only_later.binary_search(word).is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::Observation;
    use crate::model::sample;

    #[test]
    fn a_reason_that_comes_and_goes_is_loose_and_a_subject_is_not() {
        let things = ["lantern", "hatch", "winch", "ladder", "cradle", "bollard", "fender", "beacon"];
        let row = |edition: usize, place: usize| {
            let reason = if edition == 2 && place < 3 { "" } else { " before the regatta" };
            let said = format!("Bosun to mend the {} on the long quay{reason}", things[place]);
            let id = format!("2020-01-0{edition}/log#a:{}", place + 1);
            Observation { ordinal: place as u32, ..sample::row(&id, &said) }
        };
        let rows: Vec<Observation> =
            (1..=2).flat_map(|edition| (0..8).map(move |place| (edition, place))).map(|(e, p)| row(e, p)).collect();
        let editions = [sample::edition("2020-01-01/log", &[]), sample::edition("2020-01-02/log", &[])];
        let series = Series::new(&editions, &rows);
        let words: Vec<&str> =
            loose_words(&series).into_iter().map(|word| series.corpus.vocabulary.text(word)).collect();
        assert_eq!(words, ["regatta"]);
    }
}
