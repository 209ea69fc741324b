//! What each piece of evidence weighs in one step from edition to edition, estimated from the rows themselves.
//!
//! In come features of candidate pairs, and of pairs put together by chance; out come weights in whole points, 25 to a bit
//! of log-odds. The method is that of Fellegi and Sunter, by expectation-maximisation: which pairs are true is guessed from
//! the weights, and the weights anew from the guess. Each row has one partner at most, so that a guess is shared out among
//! rivals; what true pairs add to agreement by chance is taken out of it; and shipped beliefs stand in for many rows, so
//! that a table of five is not led by its five. Logarithms are those of `libm`, the same on every machine.

use super::compare::Verdict;

/// Points to a bit.
pub const BIT: i32 = 25;
/// How many steps of likeness there are: one for each 50 thousandths, the last for equal wordings.
const STEPS: usize = 21;
/// How many grades of wording there are: steps of likeness with the same subject, and then with another.
const GRADES: usize = 2 * STEPS;
/// The fields beside the wording.
pub const FIELDS: usize = 5;
/// Rounds of estimation.
const ROUNDS: usize = 6;

/// What a pair shows.
#[derive(Debug, Clone, Copy)]
pub struct Features {
    /// How alike the wordings are, in thousandths; 1000 are equal ones.
    pub alike: u32,
    /// Whether the words on which they differ are their subject.
    pub apart: bool,
    /// What the fields say: number, raised, section, deadline, owner.
    pub fields: [Verdict; FIELDS],
}

/// What features weigh, in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// What it weighs that two rows were put side by side at all: less than nothing.
    pub chance: i32,
    alike: [i32; GRADES],
    fields: [(i32, i32); FIELDS],
}

/// How likely each grade is between rows of one action, in 10,000ths: a belief, not a measurement.
const TRUE_STEPS: [u32; STEPS] =
    [5, 5, 5, 8, 12, 20, 30, 40, 50, 70, 90, 110, 140, 180, 230, 300, 400, 550, 800, 1_500, 5_455];
/// And between two actions, in 1,000,000ths.
const CHANCE_STEPS: [u32; STEPS] = [
    220_000, 260_000, 240_000, 140_000, 75_000, 35_000, 16_000, 7_500, 3_200, 1_600, 800, 450, 260, 160, 100, 70, 50,
    35, 25, 15, 6,
];
/// How many of them have another subject, in thousandths; below [`COMPLETE`] nobody looks.
const TRUE_APART: f64 = 0.12;
const CHANCE_APART: f64 = 0.95;
/// How likely each field agrees between rows of one action, in thousandths.
const TRUE_AGREEMENT: [u32; FIELDS] = [800, 930, 850, 700, 900];
/// And between two actions; the number's is one in the number of rows.
const CHANCE_AGREEMENT: [u32; FIELDS] = [0, 200, 200, 150, 150];
/// For how many true pairs the beliefs stand.
const BELIEF: f64 = 25.0;
/// And for how many others, in a table that has none, and in one that has [`LARGE`] pairs or more: what is as rare as two
/// actions worded alike is not learned from a few rows.
const BELIEF_CHANCE: (f64, f64) = (10_000.0, 400.0);
const LARGE: f64 = 20_000.0;
/// From this step of likeness on all pairs are among the candidates; below it what is counted is not the whole.
const COMPLETE: usize = 10;
/// A field never weighs more than this, whatever a small sample says.
const MOST: f64 = 5.0;

impl Weights {
    /// Returns what is believed before anything is seen: of `rights` rows, the share `going_on` (in thousandths) are among
    /// `lefts`.
    pub fn believed(lefts: usize, rights: usize, going_on: u32) -> Self {
        Self::from(&Odds::believed(lefts, rights, going_on))
    }

    /// Estimates the weights from `pairs` of `lefts` and `rights`, and from pairs put together by `lot`.
    pub fn estimated(
        pairs: &[(usize, usize, Features)],
        lot: &[Features],
        (lefts, rights): (usize, usize),
        going_on: u32,
    ) -> Self {
        let (lefts, rights) = (lefts.max(1), rights.max(1));
        let mut odds = Odds::believed(lefts, rights, going_on);
        let belief = odds.clone();
        let mut guesses = vec![0.0; pairs.len()];
        for _ in 0..ROUNDS {
            let weights = Self::from(&odds);
            guess(&weights, pairs, &mut guesses);
            odds = belief.updated(pairs, &guesses, lot, lefts as f64 * rights as f64);
        }
        Self::from(&odds)
    }

    /// Returns what the wording weighs.
    pub fn wording(&self, features: &Features) -> i32 {
        self.alike[grade(features)]
    }

    /// Returns what the verdict on a field weighs.
    pub fn field(&self, field: usize, verdict: Verdict) -> i32 {
        let (agree, contradict) = self.fields.get(field).copied().unwrap_or((0, 0));
        match verdict {
            Verdict::Agree => agree,
            Verdict::Contradict => contradict,
            Verdict::Silent => 0,
        }
    }

    fn from(odds: &Odds) -> Self {
        let points = |ratio: f64| (libm::log2(ratio) * f64::from(BIT)).round() as i32;
        let mut alike = [0; GRADES];
        for (grade, weight) in alike.iter_mut().enumerate() {
            *weight = points(odds.alike[grade] / odds.alike_chance[grade]);
        }
        // The liker, the likelier: where a sample says otherwise, it is too small to say so.
        for grade in (1..GRADES).rev().filter(|grade| grade % STEPS > 0) {
            alike[grade - 1] = alike[grade - 1].min(alike[grade]);
        }
        let mut fields = [(0, 0); FIELDS];
        for (field, weight) in fields.iter_mut().enumerate() {
            let (agree, chance) = (odds.agree[field], odds.agree_chance[field]);
            let (yes, no) = (agree / chance, (1.0 - agree) / (1.0 - chance));
            let within = |ratio: f64| points(ratio).clamp((-MOST * 25.0) as i32, (MOST * 25.0) as i32);
            *weight = (within(yes).max(0), within(no).min(0));
        }
        Self { chance: points(odds.truth), alike, fields }
    }
}

/// Chances as they are believed or estimated.
#[derive(Debug, Clone)]
struct Odds {
    /// The odds that a pair is true.
    truth: f64,
    alike: [f64; GRADES],
    alike_chance: [f64; GRADES],
    agree: [f64; FIELDS],
    agree_chance: [f64; FIELDS],
}

impl Odds {
    fn believed(lefts: usize, rights: usize, going_on: u32) -> Self {
        let (lefts, rights) = (lefts.max(1) as f64, rights.max(1) as f64);
        let mut agree_chance = CHANCE_AGREEMENT.map(|share| f64::from(share) / 1000.0);
        agree_chance[0] = 1.0 / lefts.max(rights).max(4.0);
        Self {
            truth: f64::from(going_on) / 1000.0 * lefts.min(rights) / (lefts * rights),
            alike: graded(&TRUE_STEPS, 10_000.0, TRUE_APART),
            alike_chance: graded(&CHANCE_STEPS, 1_000_000.0, CHANCE_APART),
            agree: TRUE_AGREEMENT.map(|share| f64::from(share) / 1000.0),
            agree_chance,
        }
    }

    /// Returns the chances that follow from a guess which pairs are true, the beliefs in `self` counted in.
    fn updated(&self, pairs: &[(usize, usize, Features)], guesses: &[f64], lot: &[Features], all: f64) -> Self {
        let mut odds = self.clone();
        let truths: f64 = guesses.iter().sum();
        // The beliefs stand for no more than the few rows of a small table.
        odds.truth = (self.truth * all * 0.2 + truths) / (all * (1.0 + 0.2));
        let (mut alike, mut unlike) = ([0.0; GRADES], [0.0; GRADES]);
        let (mut agree, mut known) = ([0.0; FIELDS], [0.0; FIELDS]);
        for ((.., features), &guess) in pairs.iter().zip(guesses) {
            alike[grade(features)] += guess;
            unlike[grade(features)] += 1.0 - guess;
            for (field, verdict) in features.fields.iter().enumerate() {
                let (yes, said) = (*verdict == Verdict::Agree, *verdict != Verdict::Silent);
                agree[field] += if yes { guess } else { 0.0 };
                known[field] += if said { guess } else { 0.0 };
            }
        }
        let others = (all - truths).max(1.0);
        let small = (1.0 - all / LARGE).max(0.0);
        let belief_chance = BELIEF_CHANCE.1 + (BELIEF_CHANCE.0 - BELIEF_CHANCE.1) * small;
        for grade in 0..GRADES {
            odds.alike[grade] = (self.alike[grade] * BELIEF + alike[grade]) / (BELIEF + truths);
            if grade % STEPS >= COMPLETE {
                let believed = self.alike_chance[grade] * belief_chance;
                odds.alike_chance[grade] = (believed + unlike[grade]) / (belief_chance + others);
                odds.alike_chance[grade] = odds.alike_chance[grade].max(self.alike_chance[grade] / 20.0);
            }
        }
        for field in 0..FIELDS {
            odds.agree[field] = (self.agree[field] * BELIEF + agree[field]) / (BELIEF + known[field]);
            if field > 0 {
                let said = lot.iter().filter(|features| features.fields[field] != Verdict::Silent).count() as f64;
                let yes = lot.iter().filter(|features| features.fields[field] == Verdict::Agree).count() as f64;
                // Some pairs of the lot are true ones.
                let (true_share, few) = (truths / all.max(1.0), BELIEF * 2.0);
                let by_chance = (yes - said * true_share * odds.agree[field]).max(0.0);
                let chance = (self.agree_chance[field] * few + by_chance) / (few + said * (1.0 - true_share));
                odds.agree_chance[field] = chance.clamp(0.002, 0.98);
            }
            odds.agree[field] = odds.agree[field].clamp(0.01, 0.995);
        }
        odds
    }
}

/// Guesses of every pair how likely it is true, given that each row has one partner at most.
fn guess(weights: &Weights, pairs: &[(usize, usize, Features)], guesses: &mut [f64]) {
    let odds: Vec<f64> = pairs
        .iter()
        .map(|(.., features)| {
            let fields: i32 = (0..FIELDS).map(|field| weights.field(field, features.fields[field])).sum();
            // Fields depend on each other, so that together they count for less than their sum.
            let points = weights.chance + weights.wording(features) + fields.clamp(-5 * BIT, 5 * BIT);
            libm::exp2(f64::from(points.clamp(-40 * BIT, 40 * BIT)) / f64::from(BIT))
        })
        .collect();
    let lefts = pairs.iter().map(|(left, ..)| left + 1).max().unwrap_or(0);
    let rights = pairs.iter().map(|(_, right, _)| right + 1).max().unwrap_or(0);
    let (mut of_left, mut of_right) = (vec![0.0; lefts], vec![0.0; rights]);
    for ((left, right, _), odds) in pairs.iter().zip(&odds) {
        of_left[*left] += odds;
        of_right[*right] += odds;
    }
    for (((left, right, _), odds), guess) in pairs.iter().zip(&odds).zip(guesses) {
        *guess = odds / (1.0 + of_left[*left] + of_right[*right] - odds);
    }
}

fn grade(features: &Features) -> usize {
    let step = (features.alike as usize / 50).min(STEPS - 1);
    if features.apart { step + STEPS } else { step }
}

/// Spreads beliefs on steps of likeness over grades: `apart` is the share of pairs with another subject, where anybody
/// looks for it.
fn graded(steps: &[u32; STEPS], all: f64, apart: f64) -> [f64; GRADES] {
    let mut grades = [0.0; GRADES];
    for (step, share) in steps.iter().enumerate() {
        let apart = if step >= COMPLETE { apart } else { 0.5 };
        grades[step] = f64::from(*share) / all * (1.0 - apart);
        grades[step + STEPS] = f64::from(*share) / all * apart;
    }
    grades
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{Agree, Contradict, Silent};

    fn features(alike: u32, number: Verdict) -> Features {
        Features { alike, apart: false, fields: [number, Silent, Silent, Silent, Silent] }
    }

    #[test]
    fn a_log_that_numbers_anew_teaches_that_numbers_say_nothing() {
        let keeps: Vec<_> = (0..60).map(|row| (row, row, features(1000, Agree))).collect();
        let anew: Vec<_> = (0..60).map(|row| (row, row, features(1000, Contradict))).collect();
        let weights = |pairs: &[(usize, usize, Features)]| Weights::estimated(pairs, &[], (60, 60), 850);
        assert!(weights(&keeps).field(0, Agree) > 4 * BIT && weights(&keeps).field(0, Contradict) < -3 * BIT);
        assert!(weights(&anew).field(0, Contradict) > -BIT * 2);
        assert!(weights(&anew).field(0, Agree) < weights(&keeps).field(0, Agree));
    }

    #[test]
    fn a_table_of_five_keeps_to_what_is_believed() {
        let pairs: Vec<_> = (0..5).map(|row| (row, row, features(1000, Agree))).collect();
        let (few, believed) = (Weights::estimated(&pairs, &[], (5, 5), 850), Weights::believed(5, 5, 850));
        for field in [Agree, Contradict] {
            assert!((few.field(0, field) - believed.field(0, field)).abs() < BIT, "{few:?} {believed:?}");
        }
        assert!(
            few.chance < 0 && few.wording(&features(1000, Silent)) > 8 * BIT && few.wording(&features(200, Silent)) < 0
        );
    }

    #[test]
    fn agreement_by_chance_is_counted_without_the_true_pairs() {
        let pairs: Vec<_> = (0..10).map(|row| (row, row, features(1000, Agree))).collect();
        let with = |verdict| Features { fields: [Silent, verdict, Silent, Silent, Silent], ..features(0, Silent) };
        // In a small table one pair of the lot in ten is a true one, and agrees.
        let lot: Vec<Features> = (0..500).map(|at| with(if at % 10 == 0 { Agree } else { Contradict })).collect();
        let weights = Weights::estimated(&pairs, &lot, (10, 10), 850);
        assert!(weights.field(1, Agree) > 3 * BIT, "{weights:?}");
    }

    #[test]
    fn likeness_never_weighs_less_the_more_there_is() {
        let pairs: Vec<_> = (0..40).map(|row| (row, (row * 7) % 40, features(40 * row as u32 % 1001, Agree))).collect();
        let weights = Weights::estimated(&pairs, &[], (40, 40), 500);
        assert!(weights.alike.chunks(STEPS).all(|steps| steps.is_sorted()), "{weights:?}");
    }
}
