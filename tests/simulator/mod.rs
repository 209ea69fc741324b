//! Makes series of action logs whose truth is known: renumbered, reworded, cut short, split, merged, dropped, come back.
//!
//! In: how large and how noisy, and a seed. Out: editions, observations, and which of them are one action. For tests and
//! benchmarks alone; the same seed gives the same series on every machine.

#![allow(dead_code, unused_imports, reason = "each test and benchmark uses a part of this")]

mod measure;
mod rows;
mod wording;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use throughline::model::edition::Edition;
use throughline::model::observation::Observation;

pub use measure::{Measured, measure};
use wording::{Wording, spoil};

/// What happens to actions from one edition to the next, in thousandths; letters in 100,000ths.
#[derive(Debug, Clone, Copy)]
pub struct Noise {
    /// Rows whose wording is edited.
    pub edited: usize,
    /// Rows that get another number.
    pub renumbered: usize,
    /// Actions that are dropped.
    pub dropped: usize,
    /// Actions that are split, and as many that are merged.
    pub split: usize,
    /// Letters that are spoilt.
    pub spoilt: usize,
    /// The most changes that an edit makes.
    pub much: usize,
}

/// Three levels of noise.
pub const LEVELS: [(&str, Noise); 3] = [
    ("low", Noise { edited: 100, renumbered: 50, dropped: 20, split: 10, spoilt: 200, much: 2 }),
    ("middle", Noise { edited: 250, renumbered: 150, dropped: 50, split: 20, spoilt: 1000, much: 3 }),
    ("high", Noise { edited: 450, renumbered: 400, dropped: 80, split: 30, spoilt: 2000, much: 4 }),
];

/// A series to be made.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many actions stand in an edition.
    pub actions: usize,
    /// How many editions there are.
    pub editions: usize,
    /// What happens between them.
    pub noise: Noise,
    /// Whether near-twins take over number, section, origin and deadline of what is dropped.
    pub twins: bool,
    /// How many in 1,000 actions are one of a family of near-duplicates.
    pub families: usize,
    /// The seed.
    pub seed: u64,
}

/// A series, and the truth about it.
#[derive(Debug, Default)]
pub struct Simulated {
    /// Its editions.
    pub editions: Vec<Edition>,
    /// Its observations.
    pub observations: Vec<Observation>,
    /// The action of each observation.
    pub action: BTreeMap<String, usize>,
    /// Pairs of a whole and its part, earlier first.
    pub parts: BTreeSet<(String, String)>,
}

/// An action as it stands.
#[derive(Debug, Clone)]
struct State {
    action: usize,
    number: usize,
    section: usize,
    raised: usize,
    deadline: usize,
    wording: Wording,
    /// The observation that it shows last.
    last: Option<String>,
    /// The last observations of what it came out of.
    from: Vec<String>,
}

/// Makes the series that `plan` asks for.
pub fn simulate(plan: Plan) -> Simulated {
    let mut maker =
        Maker { plan, dice: Dice::new(plan.seed), made: Simulated::default(), next: (0, 0), gone: Vec::new() };
    let mut states: Vec<State> = Vec::new();
    for edition in 0..plan.editions {
        states = if edition == 0 { Vec::new() } else { maker.go_on(states, edition) };
        while states.len() < plan.actions {
            let state = maker.begin(&states, edition);
            states.push(state);
        }
        maker.print(&mut states, edition);
    }
    maker.made
}

struct Maker {
    plan: Plan,
    dice: Dice,
    made: Simulated,
    /// The next action, and the next number.
    next: (usize, usize),
    /// What was dropped, and may come back.
    gone: Vec<State>,
}

impl Maker {
    fn begin(&mut self, states: &[State], edition: usize) -> State {
        let dice = &mut self.dice;
        let wording = if dice.chance(self.plan.families) {
            let taken: Vec<(usize, usize)> = states.iter().filter_map(|state| state.wording.family()).collect();
            Wording::framed(dice, &taken)
        } else {
            Wording::new(dice)
        };
        let (section, raised, deadline) = (dice.below(6), edition, edition + 1 + dice.below(6));
        self.state(wording, section, raised, deadline)
    }

    fn state(&mut self, wording: Wording, section: usize, raised: usize, deadline: usize) -> State {
        let (action, number) = (self.next.0, self.next.1 + 1);
        self.next = (action + 1, number);
        State { action, number, section, raised, deadline, wording, last: None, from: Vec::new() }
    }

    fn go_on(&mut self, states: Vec<State>, edition: usize) -> Vec<State> {
        let noise = self.plan.noise;
        let mut kept: Vec<State> = Vec::new();
        let mut waiting: Option<State> = None;
        for mut state in states {
            if self.dice.chance(noise.dropped) {
                if self.plan.twins && self.dice.chance(500) {
                    let wording = state.wording.twin(&mut self.dice);
                    let mut twin = self.state(wording, state.section, state.raised, state.deadline);
                    (twin.number, self.next.1) = (state.number, self.next.1 - 1);
                    kept.push(twin);
                }
                self.gone.push(state);
                continue;
            }
            if self.dice.chance(noise.split)
                && let Some(parts) = state.wording.parts()
            {
                for wording in parts {
                    let mut part = self.state(wording, state.section, state.raised, state.deadline);
                    part.from.extend(state.last.clone());
                    kept.push(part);
                }
                continue;
            }
            if self.dice.chance(noise.split * 2) {
                match waiting.take() {
                    None => waiting = Some(state),
                    Some(first) => match first.wording.with(&state.wording) {
                        Some(wording) => {
                            let mut whole = self.state(wording, first.section, first.raised, first.deadline);
                            whole.from.extend(first.last.into_iter().chain(state.last));
                            kept.push(whole);
                        }
                        None => kept.extend([first, state]),
                    },
                }
                continue;
            }
            if self.dice.chance(noise.edited) {
                state.wording.reword(&mut self.dice, noise.much);
            }
            if self.dice.chance(noise.renumbered) {
                self.next.1 += 1;
                state.number = self.next.1;
            }
            if self.dice.chance(200) {
                state.deadline = edition + 1 + self.dice.below(6);
            }
            if self.dice.chance(30) {
                state.section = self.dice.below(6);
            }
            kept.push(state);
        }
        kept.extend(waiting);
        self.come_back(&mut kept);
        kept
    }

    /// Some of what was dropped comes back, under its number where nobody has taken it.
    fn come_back(&mut self, kept: &mut Vec<State>) {
        for mut state in std::mem::take(&mut self.gone) {
            if !self.dice.chance(150) {
                self.gone.push(state);
                continue;
            }
            if kept.iter().any(|other| other.number == state.number) {
                self.next.1 += 1;
                state.number = self.next.1;
            }
            kept.push(state);
        }
    }

    fn print(&mut self, states: &mut [State], edition: usize) {
        states.sort_by_key(|state| state.number);
        let made = &mut self.made;
        made.editions.push(rows::edition(edition));
        for (place, state) in states.iter_mut().enumerate() {
            let text = spoil(&state.wording.text(), &mut self.dice, self.plan.noise.spoilt);
            let row = rows::Row {
                edition,
                place,
                number: state.number,
                section: state.section,
                raised: state.raised,
                deadline: state.deadline,
                status: self.dice.below(words::STATES.len()),
            };
            let observation = rows::observation(&row, &text);
            let id = observation.id.0.clone();
            for whole in std::mem::take(&mut state.from) {
                made.parts.insert((whole, id.clone()));
            }
            made.action.insert(id.clone(), state.action);
            state.last = Some(id);
            made.observations.push(observation);
        }
    }
}

/// Numbers that look drawn by lot and are the same on every machine (splitmix64).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Draws a number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 16).unwrap_or(0) % limit.max(1)
    }

    /// Tells whether something happens that does so in `thousandths` of 1,000 cases.
    pub fn chance(&mut self, thousandths: usize) -> bool {
        self.below(1000) < thousandths
    }
}
