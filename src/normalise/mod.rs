//! Rows to observations: what dates, states, owners and references mean. Raw text is always kept.

use throughline_parsers::Parsed;

use crate::model::edition::{EditionKind, Published, TableInfo};
use crate::model::observation::Observation;

/// What the user has set.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether `05/12/2018` is the fifth of December.
    pub day_first: bool,
}

/// One document with its meaning, before it has a name among the editions: ids of edition and observations are empty.
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
}

/// Says what the rows of `parsed` mean. `path` is the name of the file, which may carry a date; `set_date` is one set by hand.
pub fn document(_parsed: &Parsed, _path: &str, _set_date: Option<&Published>, _options: &Options) -> Document {
    Document {
        kind: EditionKind::WriteUp,
        title: None,
        layout: String::new(),
        published_on: None,
        tables: Vec::new(),
        observations: Vec::new(),
    }
}

/// Gives the observations of `document` their ids.
pub fn name(_document: &mut Document, _edition: &crate::model::ids::EditionId) {}
