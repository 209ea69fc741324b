//! How far two rows are the same action, as one number of 0 to 1000 and the evidence that it is the sum of.
//!
//! In come a wording's likeness and what the other fields say, out come points. The wording is one piece of evidence; all
//! the context together is one more, and capped: number, section and origin change hands together where a number is used
//! again, so that they are no independent witnesses.

use std::collections::BTreeSet;

use crate::model::link::Evidence;
use crate::model::observation::{DateField, Observation};

use super::compare::{self, Meanings, Verdict};
use super::series::Series;
use super::vocabulary::{WordClass, WordId};
use super::wording::{Likeness, WordingId};

/// How this log deals with its numbers from one edition to the next, seen in rows whose wording settles the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// A number stays with its action.
    Keeps,
    /// It is not known, or mixed.
    Unknown,
    /// Every edition numbers anew.
    Renumbers,
}

/// What is known of a pair beside the pair itself.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// How the log deals with its numbers.
    pub habit: Habit,
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
    /// The score.
    pub score: u32,
    /// Whether wording alone says that they are two of a family of near-twins.
    pub twins: bool,
    /// Whether their wording is too short or too common to tell by.
    pub short: bool,
    /// Whether they bear one number of the log's numbering.
    pub number: Verdict,
    /// What the context weighs together.
    pub context: i32,
    points: Vec<(&'static str, i32)>,
}

/// Wordings that have less than this in common are too short or too common to tell by.
pub const TELLING: u32 = 5;
/// What equal wordings weigh.
const WORDING: u32 = 800;
/// What the wording weighs at most where any action may be worded so.
const SHORT: i32 = 520;
/// From this share of exchanged subject words on, with nothing else touched, two rows are two actions.
const EXCHANGED: u32 = 220;
/// What context can add, and take away.
const CONTEXT: (i32, i32) = (-250, 200);

/// Weighs two members. `wording` stands for the earlier one's; `lag` is what it costs that it is not its last.
pub fn weigh(
    series: &Series,
    meanings: &Meanings,
    (earlier, later): (usize, usize),
    (wording, lag): (WordingId, i32),
    setting: Setting,
) -> Weighed {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    let likeness = series.corpus.compare(wording, b.wording);
    let twins = are_twins(series, (earlier, wording), later, &likeness);
    let short = likeness.substance < TELLING;
    let mut points = (WORDING * likeness.alike / 1000) as i32 - (likeness.swapped * 2 / 5) as i32 - lag;
    if twins {
        points -= 500;
    }
    if short {
        points = points.min(SHORT);
    }
    let number = compare::numbers(a, b);
    let raised = compare::raised(series, meanings, earlier, later);
    let both_logs = series.in_log(earlier) && series.in_log(later);
    let mut context = vec![
        ("number", number_points(number, setting)),
        ("raised", choose(raised, if both_logs { (70, -100) } else { (50, -40) })),
        ("order", (setting.neighbours.min(4) * 15) as i32),
        ("section", choose(compare::sections(a.observation, b.observation), (25, 0))),
        ("deadline", choose(compare::deadlines(meanings, a.observation, b.observation), (20, 0))),
        ("owner", choose(compare::owners(a.observation, b.observation), (20, -10))),
    ];
    cap(&mut context);
    let points = points.max(0);
    let sum: i32 = context.iter().map(|(_, weight)| weight).sum();
    let score = (points + sum).clamp(0, 1000) as u32;
    context.retain(|(_, weight)| *weight != 0);
    context.insert(0, ("wording", points));
    Weighed { earlier, later, wording, score, twins, short, number, context: sum, points: context }
}

/// Puts the evidence of a pair into words.
pub fn evidence(series: &Series, weighed: &Weighed) -> Vec<Evidence> {
    let said = |member: usize, name: &str| -> String {
        let observation = series.members[member].observation;
        match name {
            "number" => observation.label.clone().unwrap_or_default(),
            "raised" => raised_text(series, member),
            "order" => format!("place {}", series.members[member].rank + 1),
            "section" => observation.section.clone().unwrap_or_default(),
            "deadline" => observation.deadline.as_ref().map_or(String::new(), |date| date.raw.clone()),
            "owner" => observation.owner.as_ref().map_or(String::new(), |owner| owner.raw.clone()),
            _ => action_text(observation),
        }
    };
    weighed
        .points
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
    let slots_of =
        |sheet: usize, wording: WordingId| series.sheets[sheet].slots.get(&wording).map_or(&[][..], Vec::as_slice);
    let before = slots_of(series.members[earlier].edition, wording);
    let after = slots_of(series.members[later].edition, series.members[later].wording);
    let varies = |word: &WordId, slots: &[WordId]| slots.binary_search(word).is_ok();
    if likeness.swaps.iter().any(|(was, now)| varies(was, before) || varies(now, after)) {
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

fn number_points(verdict: Verdict, setting: Setting) -> i32 {
    let (equal, other) = match setting.habit {
        Habit::Keeps => (130, -120),
        Habit::Unknown => (110, -40),
        Habit::Renumbers => (30, 0),
    };
    choose(verdict, if setting.gap { (equal * 6 / 10, other) } else { (equal, other) })
}

fn choose(verdict: Verdict, (agree, contradict): (i32, i32)) -> i32 {
    match verdict {
        Verdict::Agree => agree,
        Verdict::Contradict => contradict,
        Verdict::Silent => 0,
    }
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
