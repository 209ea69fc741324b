//! How far two rows are the same action, as one number of 0 to 1000 and the evidence that it is the sum of.
//!
//! In come a wording's likeness, what the other fields say, and what each weighs, out come points: 500 are even odds, and 25
//! more double them. The wording is one piece of evidence; all the context together is one more, and capped: number, section
//! and origin change hands together where a number is used again, so that they are no independent witnesses.

use std::collections::BTreeSet;

use crate::model::link::Evidence;
use crate::model::observation::{ActionField, DateField, Observation};

use super::compare::{self, Meanings, Verdict};
use super::judge::EVEN;
use super::series::Series;
use super::twins;
use super::vocabulary::{WordClass, WordId};
use super::weights::{BIT, FIELDS, Features, Weights};
use super::wording::{Likeness, WordingId};

/// A pair of rows, and the wording of the earlier one's action that is compared.
#[derive(Debug, Clone, Copy)]
pub struct Pairing {
    /// The earlier member.
    pub earlier: usize,
    /// The later member.
    pub later: usize,
    /// The earlier one's wording, or one that its action had before.
    pub wording: WordingId,
    /// Whether its action surely was so worded.
    pub firm: bool,
    /// What the pair shows.
    pub features: Features,
    /// What a closer look at their words says, where they are near enough for one.
    pub words: Option<Words>,
}

/// What two wordings say word by word; shares are in thousandths.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words {
    /// Whether they say alone that their rows are two of a family of near-twins.
    pub twins: bool,
    /// Whether they are too short or too common to tell by.
    pub short: bool,
    /// Whether they are the same but for spacing, case and punctuation.
    pub identical: bool,
    /// The share of subject words that stand in the place of others.
    pub swapped: u32,
    /// The share of subject words that only one of them has, though the other is not cut short.
    pub added: u32,
    /// Whether one of them is cut short.
    pub cut: bool,
    /// Whether a figure stands in the place of another.
    pub figures: bool,
    /// Whether one thing was put in the place of another, and nothing else was touched.
    pub exchanged: bool,
}

/// What is known of a pair beside the pair itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting {
    /// Whether other editions of the log, without the action, lie between.
    pub gap: bool,
    /// How many neighbours go the same way, 0 to 4.
    pub neighbours: u32,
}

/// A pair with its points.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The earlier member.
    pub earlier: usize,
    /// The later member.
    pub later: usize,
    /// The wording of the earlier one's action that was compared: its own, or one that the action had before.
    pub wording: WordingId,
    /// The points together, which may be more than 1000 and less than 0.
    pub points: i32,
    /// What a closer look at their words says.
    pub words: Option<Words>,
    /// Whether the earlier one's action surely was worded as was compared.
    pub firm: bool,
    /// Whether they bear one number of the log's numbering.
    pub number: Verdict,
    /// What the context weighs together.
    pub context: i32,
    pieces: Vec<(&'static str, i32)>,
}

/// Wordings that have less than this in common are too short or too common to tell by.
pub const TELLING: u32 = 5;
/// Wordings less alike are not looked at word by word.
const WORTH_A_LOOK: u32 = 500;
/// Wordings less alike are of no family.
const FAMILIAR: u32 = 550;
/// From this share of exchanged subject words on, in thousandths, two rows have different subjects.
pub const APART: u32 = 150;
/// What it takes away, on top of that, that two rows are told apart by the words in which near-twins differ.
const TWINS: i32 = 14 * BIT;
/// What it takes away that a former wording is compared.
const FORMER: i32 = BIT;
/// What the wording weighs at most where any action may be worded so.
const SHORT: i32 = EVEN + 4 * BIT;
/// From this share of exchanged subject words on, with nothing else touched, two rows are two actions.
const EXCHANGED: u32 = 220;
/// From this share on what was exchanged may be the subject, where nothing else was touched.
const TOUCHED: u32 = 50;
/// What context can take away, and add.
const CONTEXT: (i32, i32) = (-5 * BIT, 6 * BIT);
/// What it takes away that the log left the action out before.
const AWAY: i32 = -3 * BIT;
/// What each neighbour that goes the same way adds.
const NEIGHBOUR: i32 = 15;
/// The place of the section among the fields.
pub const SECTION: usize = 2;
/// The names of the fields, in the order of [`Features`].
const NAMES: [&str; FIELDS] = ["number", "raised", "section", "deadline", "owner"];

impl Pairing {
    /// Puts two members side by side, the earlier one worded as `wording`.
    pub fn new(series: &Series, meanings: &Meanings, earlier: usize, later: usize, wording: WordingId) -> Self {
        let alike = series.nearness(wording, series.members[later].wording);
        let features = Features { alike, ..Self::fields(series, meanings, earlier, later) };
        Self { earlier, later, wording, firm: true, features, words: None }
    }

    /// Looks at the pair word by word, where its wordings are near enough to be worth it.
    pub fn look_closer(&mut self, series: &Series) {
        if self.features.alike < WORTH_A_LOOK {
            return;
        }
        let likeness = series.compare(self.wording, series.members[self.later].wording);
        if series.corpus.vocabulary.is_noisy() && !likeness.identical {
            self.features.alike = self.features.alike.max((self.features.alike + likeness.resolved) / 2).min(999);
        }
        let twins =
            self.features.alike >= FAMILIAR && are_twins(series, (self.earlier, self.wording), self.later, &likeness);
        self.features.apart = twins || likeness.swapped > APART;
        // What is cut short says nothing by what it leaves out; but it may be any that begins so, under another number.
        let cut = |member: usize| is_cut(series.members[member].observation);
        let (was_cut, now_cut) = (!self.is_former(series) && cut(self.earlier), cut(self.later));
        let added = match (was_cut, now_cut) {
            _ if self.features.fields[0] != Verdict::Agree => likeness.added.0.max(likeness.added.1),
            (false, false) => likeness.added.0.max(likeness.added.1),
            (true, false) => likeness.added.0,
            (false, true) => likeness.added.1,
            (true, true) => likeness.added.0.min(likeness.added.1),
        };
        self.words = Some(Words {
            twins,
            short: likeness.substance < TELLING,
            identical: likeness.identical,
            swapped: likeness.swapped,
            added,
            cut: was_cut || now_cut,
            figures: likeness.figures,
            exchanged: likeness.only_exchanged && likeness.swapped >= TOUCHED,
        });
    }

    /// Compares two members by all but their wording.
    pub fn fields(series: &Series, meanings: &Meanings, earlier: usize, later: usize) -> Features {
        let (a, b) = (&series.members[earlier], &series.members[later]);
        let fields = [
            compare::numbers(a, b),
            compare::raised(series, meanings, earlier, later),
            compare::sections(a.observation, b.observation),
            compare::deadlines(meanings, a.observation, b.observation),
            compare::owners(a, b),
        ];
        Features { alike: 0, apart: false, fields }
    }

    fn is_former(&self, series: &Series) -> bool {
        self.wording != series.members[self.earlier].wording
    }
}

/// Weighs a pair.
pub fn weigh(series: &Series, weights: &Weights, pairing: &Pairing, setting: Setting) -> Weighed {
    let Pairing { earlier, later, wording, firm, features, words } = *pairing;
    let number = features.fields[0];
    let mut context: Vec<(&'static str, i32)> =
        (0..FIELDS).map(|field| (NAMES[field], weights.field(field, features.fields[field]))).collect();
    if setting.gap {
        // A number may have been given to another while the action was away, and few come back.
        context[0].1 = context[0].1 * 6 / 10;
        context.push(("absence", AWAY));
    }
    context.push(("order", setting.neighbours.min(4) as i32 * NEIGHBOUR));
    cap(&mut context);
    let sum: i32 = context.iter().map(|(_, weight)| weight).sum();
    let mut points = EVEN + weights.chance + weights.wording(&features);
    let former = pairing.is_former(series);
    if former {
        points -= FORMER;
    }
    if words.is_some_and(|words| words.twins) {
        points -= TWINS;
    }
    if words.is_some_and(|words| words.short) {
        points = points.min(SHORT);
    }
    context.retain(|(_, weight)| *weight != 0);
    context.insert(0, ("wording", points));
    Weighed { earlier, later, wording, points: points + sum, words, firm, number, context: sum, pieces: context }
}

impl Weighed {
    /// Returns the score, 0 to 1000.
    pub fn score(&self) -> u32 {
        self.points.clamp(0, 1000) as u32
    }
}

/// Puts the evidence of a pair into words.
pub fn evidence(series: &Series, weighed: &Weighed) -> Vec<Evidence> {
    let said = |member: usize, name: &str| -> String {
        let observation = series.members[member].observation;
        match name {
            "number" => observation.label.clone().unwrap_or_default(),
            "raised" => raised_text(series, member),
            "absence" => series.members[member].observation.edition.0.clone(),
            "order" => format!("place {}", series.members[member].rank + 1),
            "section" => observation.section.clone().unwrap_or_default(),
            "deadline" => observation.deadline.as_ref().map_or(String::new(), |date| date.raw.clone()),
            "owner" => observation.owner.as_ref().map_or(String::new(), |owner| owner.raw.clone()),
            _ => action_text(observation),
        }
    };
    weighed
        .pieces
        .iter()
        .map(|&(name, weight)| {
            let was = name == "wording" && weighed.wording != series.members[weighed.earlier].wording;
            let earlier = if was { spelt_out(series, weighed.wording) } else { said(weighed.earlier, name) };
            let later = said(weighed.later, name);
            Evidence { name: name.to_owned(), earlier: short_text(&earlier), later: short_text(&later), weight }
        })
        .collect()
}

/// Shortens a text to what a line can show.
pub fn short_text(text: &str) -> String {
    const SHOWN: usize = 100;
    if text.chars().nth(SHOWN).is_none() {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(SHOWN - 1).collect();
    short.push('…');
    short
}

/// Tells whether an observation's wording is cut short.
pub fn is_cut(observation: &Observation) -> bool {
    let end = |action: &ActionField| action.raw.trim_end().ends_with('…') || action.raw.trim_end().ends_with("...");
    observation.action.as_ref().is_some_and(end)
}

/// Returns an observation's wording.
pub fn action_text(observation: &Observation) -> String {
    observation.action.as_ref().map_or(String::new(), |action| action.raw.clone())
}

/// Returns a wording that no member at hand shows any more, as far as its words tell.
fn spelt_out(series: &Series, wording: WordingId) -> String {
    let words = &series.corpus.wording(wording).words;
    words.iter().take(40).map(|&word| series.corpus.vocabulary.text(word)).collect::<Vec<_>>().join(" ")
}

fn raised_text(series: &Series, member: usize) -> String {
    let raw = |date: &DateField| date.raw.clone();
    let published = || series.sheet_of(member).published.as_ref().map_or(String::new(), |(from, _)| from.clone());
    series.members[member].observation.raised.as_ref().map_or_else(published, raw)
}

/// Tells whether two rows differ in the word by which one of them is told from its near-twins, or in nothing but their subject.
fn are_twins(series: &Series, (earlier, wording): (usize, WordingId), later: usize, likeness: &Likeness) -> bool {
    if likeness.swaps.is_empty() {
        return false;
    }
    let before = twins::slots(series, series.members[earlier].edition, wording);
    let after = twins::slots(series, series.members[later].edition, series.members[later].wording);
    if likeness.swaps.iter().any(|(was, now)| before.contains(was) || after.contains(now)) {
        return true;
    }
    // Nothing but the subject exchanged for another: a number used again for a near-twin looks just so.
    let names = |word: WordId| {
        let vocabulary = &series.corpus.vocabulary;
        vocabulary.class(word) == WordClass::Subject && !vocabulary.text(word).contains(|c: char| c.is_ascii_digit())
    };
    likeness.only_swaps
        && likeness.swapped >= EXCHANGED
        && likeness.swaps.iter().any(|&(was, now)| names(was) && names(now))
}

/// Takes what is above the cap off the lightest pieces.
fn cap(context: &mut [(&'static str, i32)]) {
    let sum: i32 = context.iter().map(|(_, weight)| weight).sum();
    let (mut over, mut under) = ((sum - CONTEXT.1).max(0), (CONTEXT.0 - sum).max(0));
    let places: BTreeSet<(i32, usize)> = context.iter().enumerate().map(|(place, (_, w))| (w.abs(), place)).collect();
    for (_, place) in places {
        if let Some((_, weight)) = context.get_mut(place) {
            let (less, more) = (over.min((*weight).max(0)), under.min((-*weight).max(0)));
            *weight += more - less;
            (over, under) = (over - less, under - more);
        }
    }
}
