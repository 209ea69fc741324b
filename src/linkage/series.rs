//! Editions and observations made ready for comparison.
//!
//! In come the model's types in any order within an edition, out come members sorted by edition and reading order, each with
//! its wording, its number key and its place in a line of rows. Judges nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use crate::model::edition::{Edition, EditionKind};
use crate::model::observation::Observation;

use super::habits;
use super::lists::Lists;
use super::numbering;
use super::remembered::Remembered;
use super::twins::Families;
use super::vocabulary::words_of;
use super::wording::{Corpus, Likeness, WordingId, folded};

/// A whole series, ready for comparison.
#[derive(Debug)]
pub struct Series<'a> {
    /// Its editions in order.
    pub sheets: Vec<Sheet>,
    /// Its observations by edition and reading order.
    pub members: Vec<Member<'a>>,
    /// Their wordings.
    pub corpus: Corpus,
    /// The lists of every edition, as far as they were asked for.
    pub lists: Lists,
    /// Near-twins, as far as they were asked for.
    pub families: Families,
    near: Remembered<u32>,
    alike: Remembered<Arc<Likeness>>,
}

/// An edition, ready for comparison.
#[derive(Debug)]
pub struct Sheet {
    /// Whether it is a log or a write-up.
    pub kind: EditionKind,
    /// When it was published: first and last day, ISO.
    pub published: Option<(String, String)>,
    /// Which members are its own.
    pub members: Range<usize>,
    /// Its tables in the order in which they are printed, each with its members.
    pub tables: Vec<Vec<usize>>,
    /// Its lines: members in the order in which they would be told off, by number or by place.
    pub lines: Vec<Vec<usize>>,
}

/// An observation, ready for comparison.
#[derive(Debug)]
pub struct Member<'a> {
    /// The observation itself.
    pub observation: &'a Observation,
    /// The place of its edition.
    pub edition: usize,
    /// Its wording.
    pub wording: WordingId,
    /// Its number in the log's own numbering; none where it is ambiguous, of an older series or a list's.
    pub key: Option<String>,
    /// The words of the names of those who are to act; none where they say nothing.
    pub owners: Vec<Vec<String>>,
    /// Which of its edition's lines it stands in.
    pub line: usize,
    /// Its place in that line.
    pub rank: usize,
}

impl<'a> Series<'a> {
    /// Makes editions and observations ready. Observations of other editions are left out.
    pub fn new(editions: &[Edition], observations: &'a [Observation]) -> Self {
        let places: HashMap<_, _> = editions.iter().enumerate().map(|(place, edition)| (&edition.id, place)).collect();
        let mut sorted: Vec<(usize, &Observation)> =
            observations.iter().filter_map(|o| places.get(&o.edition).map(|&place| (place, o))).collect();
        sorted.sort_by(|(p, a), (q, b)| (p, a.ordinal, &a.id).cmp(&(q, b.ordinal, &b.id)));
        let mut corpus = Corpus::default();
        let text = |(_, observation): &(usize, &Observation)| {
            let text = observation.action.as_ref().map_or_else(String::new, |action| folded(&action.raw));
            (text, owners(observation))
        };
        let texts: Vec<(String, Vec<Vec<String>>)> = sorted.par_iter().map(text).collect();
        let mut members: Vec<Member> = sorted
            .iter()
            .zip(texts)
            .map(|(&(edition, observation), (text, owners))| {
                let wording = corpus.add_words(text);
                Member { observation, edition, wording, key: None, owners, line: 0, rank: 0 }
            })
            .collect();
        let mut worded = vec![Vec::new(); editions.len()];
        for member in &members {
            worded[member.edition].push(member.wording);
        }
        corpus.weigh(&worded);
        let mut sheets = Vec::new();
        let mut start = 0;
        for (place, edition) in editions.iter().enumerate() {
            let end = members.partition_point(|member| member.edition <= place);
            sheets.push(sheet(edition, start..end, &mut members));
            start = end;
        }
        let (families, near, alike) = Default::default();
        let lists = Lists::new(sheets.len());
        let mut series = Self { sheets, members, corpus, lists, families, near, alike };
        let loose = habits::loose_words(&series);
        series.corpus.vocabulary.loosen(&loose);
        series
    }

    /// Returns the sheet that a member stands in.
    pub fn sheet_of(&self, member: usize) -> &Sheet {
        &self.sheets[self.members[member].edition]
    }

    /// Returns how near two wordings are by their letters alone, in thousandths, whichever is the earlier.
    pub fn nearness(&self, one: WordingId, other: WordingId) -> u32 {
        let (first, second) = (one.min(other), one.max(other));
        // Most rows stand in one edition after the other, word for word.
        if first == second {
            return self.corpus.nearness(first, second);
        }
        self.near.of(first, second, || self.corpus.nearness(first, second))
    }

    /// Compares two wordings word by word. Not before it is known which words come and go.
    pub fn compare(&self, earlier: WordingId, later: WordingId) -> Arc<Likeness> {
        self.alike.of(earlier, later, || Arc::new(self.corpus.compare(earlier, later)))
    }

    /// Tells whether a member stands in a log.
    pub fn in_log(&self, member: usize) -> bool {
        self.sheet_of(member).kind == EditionKind::Log
    }
}

/// Returns the words of the names of those who are to act; blacked-out ones say nothing.
fn owners(observation: &Observation) -> Vec<Vec<String>> {
    let said = observation.owner.iter().filter(|owner| !owner.redacted);
    said.flat_map(|owner| &owner.names).map(|name| words_of(name)).collect()
}

fn sheet(edition: &Edition, range: Range<usize>, members: &mut [Member]) -> Sheet {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for place in range.clone() {
        let table = *known.entry(&members[place].observation.table.0).or_insert(tables.len());
        if table == tables.len() {
            tables.push(Vec::new());
        }
        tables[table].push(place);
    }
    let mut lines = tables.clone();
    if edition.kind == EditionKind::Log {
        numbering::give_keys(&mut members[range.clone()]);
        lines = vec![told_off(range.clone(), members)];
    }
    for (line, places) in lines.iter().enumerate() {
        for (rank, &place) in places.iter().enumerate() {
            (members[place].line, members[place].rank) = (line, rank);
        }
    }
    let published = edition.published_on.as_ref().map(|day| (day.from.clone(), day.to.clone()));
    Sheet { kind: edition.kind, published, members: range, tables, lines }
}

/// Puts a log's rows in the order of their numbers, where most bear one: its tables sort them by state.
fn told_off(range: Range<usize>, members: &[Member]) -> Vec<usize> {
    let mut line: Vec<usize> = range.collect();
    let numbers: BTreeSet<u64> = line.iter().filter_map(|&place| counted(&members[place])).collect();
    if numbers.len() * 10 >= line.len() * 7 {
        line.sort_by_key(|&place| (counted(&members[place]).unwrap_or(u64::MAX), place));
    }
    line
}

fn counted(member: &Member) -> Option<u64> {
    if member.observation.legacy { None } else { member.observation.number }
}
