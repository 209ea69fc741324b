//! Rows of one list that may print one action twice.
//!
//! In come the rows of a list one by one, out come those before that are worded nearly alike. A list of a few thousand is
//! searched by its words; in a longer one rows are found that agree in every word of one half, wherever a slip may be in the
//! other. Judges nothing.

use foldhash::{HashMap, HashMapExt as _};

use super::blocking;
use super::lists::List;
use super::order;
use super::series::Series;
use super::vocabulary::WordClass;
use super::wording::WordingId;

/// Lists longer than this are searched by halves.
const LONG: usize = 3_000;
/// How many rows that agree in one half are looked at.
const MOST: usize = 12;

/// The rows of a list so far.
#[derive(Debug)]
pub enum Lookalikes<'l> {
    /// By their wordings, in a list that knows which of them share most.
    Words(&'l List, HashMap<WordingId, Vec<usize>>),
    /// By the words of either half.
    Halves(HashMap<(usize, Vec<u32>), Vec<usize>>),
}

impl<'l> Lookalikes<'l> {
    /// Begins with `list`, which has so many rows; by halves, where it is long.
    pub fn new(list: Option<&'l List>, rows: usize) -> Self {
        match list.filter(|_| rows <= LONG) {
            Some(list) => Self::Words(list, HashMap::new()),
            None => Self::Halves(HashMap::new()),
        }
    }

    /// Returns the members so far that are worded much like `member`, in order.
    pub fn of(&self, series: &Series, member: usize) -> Vec<usize> {
        let mut found = match self {
            Self::Words(list, known) => {
                let sharers = list.sharers(&series.corpus, series.members[member].wording);
                let with_members = sharers.iter().filter_map(|(held, wording)| Some((held, known.get(wording)?)));
                let so_far =
                    with_members.flat_map(|(held, members)| members.iter().map(|&member| (u64::from(*held), member)));
                blocking::best(so_far.collect(), |other| order::nearness(series, other, member))
            }
            Self::Halves(known) => {
                let halves = halves(series, member);
                halves.iter().filter_map(|half| known.get(half)).flatten().copied().collect()
            }
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Adds a member.
    pub fn add(&mut self, series: &Series, member: usize) {
        match self {
            Self::Words(_, known) => known.entry(series.members[member].wording).or_default().push(member),
            Self::Halves(known) => {
                for half in halves(series, member) {
                    let alike = known.entry(half).or_default();
                    if alike.len() < MOST {
                        alike.push(member);
                    }
                }
            }
        }
    }
}

/// Returns the stems of the words that tell something in the first and in the second half of a wording.
fn halves(series: &Series, member: usize) -> [(usize, Vec<u32>); 2] {
    let vocabulary = &series.corpus.vocabulary;
    let words = &series.corpus.wording(series.members[member].wording).words;
    let telling = words.iter().filter(|&&word| vocabulary.class(word) != WordClass::Function);
    let stems: Vec<u32> = telling.map(|&word| vocabulary.stem(word)).collect();
    let (first, second) = stems.split_at(stems.len() / 2);
    [(0, first.to_vec()), (1, second.to_vec())]
}
