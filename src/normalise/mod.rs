//! Rows to observations: what dates, states, owners and references mean. Raw text is always kept.
//!
//! In: what the parsers cut out of one text. Out: a [`Document`], which knows nothing of other documents; [`name`] gives
//! its edition and observations their ids, and references their targets, once its place among the others is known. No files, no clock, no guessing:
//! what is not understood is said to be so.

pub mod date;
mod dated;
mod document;
pub mod edition;
mod locator;
mod naming;
pub mod owner;
pub mod reference;
mod resolve;
pub mod status;
pub mod table;

pub use document::document;
pub use naming::name;

use crate::model::edition::{EditionKind, Published, TableInfo};
use crate::model::link::Told;
use crate::model::observation::Observation;

/// What the user has set.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether `05/12/2018` is the fifth of December.
    pub day_first: bool,
}

/// One document with its meaning, before it has a name among the editions: ids of edition and observations are empty, and
/// no reference is looked for.
#[derive(Debug, Clone)]
pub struct Document {
    /// Whether it is the log or a write-up.
    pub kind: EditionKind,
    /// Its title.
    pub title: Option<String>,
    /// The layouts its tables were read by.
    pub layout: String,
    /// When it was published.
    pub published_on: Option<Published>,
    /// Its tables.
    pub tables: Vec<TableInfo>,
    /// Its rows.
    pub observations: Vec<Observation>,
    /// The dates that its running text and its title name for occasions.
    pub told: Vec<Told>,
}

#[cfg(test)]
mod tests;
