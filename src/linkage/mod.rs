//! Observations to links: which rows of all editions are the same action.
//!
//! In come editions, their observations and what a person answered about them, out come links with their evidence, and
//! what codes for dates mean. Nothing is read, written or guessed by chance: the same observations, in any order, give the
//! same links.
//!
//! `series` makes the rows ready, with `wording`, `grams`, `vocabulary`, `origins` and `slips` for their texts, `habits` for
//! what comes and goes in them, and `numbering` for their numbers; `remembered` keeps what was compared.
//! `chain` goes through the editions: `within` one, where `lookalikes` of its `lists` may be printed twice, then `blocking`
//! finds candidates, `compare` and `twins` say what they show, `weights` estimates what that weighs, `score` adds it up,
//! `matching` and `assign` choose, `sections` learns what was renamed, `folds` and `parts` find lines that tell of several,
//! `remainder` who else says the rest of a row, and `judge` decides. `codes` learns from what is sure, and all is gone through
//! once more.
//! `answers` settles what a person said, `decided` keeps all of them to it; `pair` weighs two rows by themselves.

mod answers;
mod assign;
mod blocking;
mod chain;
mod codes;
mod compare;
mod decided;
mod folds;
mod grams;
mod habits;
mod judge;
mod lexicon;
mod lists;
mod lookalikes;
mod matching;
mod numbering;
mod order;
mod origins;
mod pair;
mod parts;
mod remainder;
mod remembered;
mod score;
mod sections;
mod series;
mod slips;
mod twins;
mod vocabulary;
mod weights;
mod within;
mod wording;

use crate::model::edition::Edition;
use crate::model::link::{Code, Link, Told};
use crate::model::observation::Observation;

pub use answers::{Answered, Contradiction, contradictions};
pub use pair::{PairWeighed, weigh_pair};

use compare::Meanings;
use decided::Decided;
use series::Series;

/// What linking finds.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// The links, sorted by their ends.
    pub links: Vec<Link>,
    /// What codes mean.
    pub codes: Vec<Code>,
}

/// Links `observations` (in edition order, then reading order) of `editions` (in order), which tell `told` of occasions, as `answers` (in the order in
/// which they were given) allow.
pub fn link(editions: &[Edition], observations: &[Observation], told: &[Told], answers: &[Answered]) -> Linked {
    let series = Series::new(editions, observations);
    let decided = Decided::new(&series, answers);
    let links = chain::follow(&series, &Meanings::default(), &decided);
    let codes = codes::learn(&series, &links, told);
    let meanings = Meanings::of(&codes);
    if meanings.is_empty() {
        return Linked { links, codes };
    }
    Linked { links: chain::follow(&series, &meanings, &decided), codes }
}
