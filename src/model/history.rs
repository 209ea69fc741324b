//! The whole history: what history.json holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::Action;
use super::edition::Edition;
use super::finding::Finding;
use super::ids::ObservationId;
use super::link::{Code, Link};
use super::observation::Observation;
use super::source::Source;

/// The name of the format, with its version.
pub const SCHEMA: &str = "throughline.history/1";

/// One series through all its editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct History {
    /// The name of the format: `throughline.history/1`.
    pub schema: String,
    /// The name of the series.
    pub series: String,
    /// What the run was told.
    pub settings: Settings,
    /// The files read.
    pub sources: Vec<Source>,
    /// The publications they carry.
    pub editions: Vec<Edition>,
    /// Every row as printed.
    pub observations: Vec<Observation>,
    /// What codes for occasions mean.
    pub codes: Vec<Code>,
    /// Which rows are the same action.
    pub links: Vec<Link>,
    /// Every action with its life.
    pub actions: Vec<Action>,
    /// What an auditor should look at.
    pub findings: Vec<Finding>,
    /// Papers cited as evidence.
    pub artefacts: Vec<Artefact>,
}

/// What shapes a history besides its sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Settings {
    /// The program's version.
    pub version: String,
    /// Whether `05/12/2018` is the fifth of December.
    pub day_first: bool,
    /// Dates of publication set by hand, by path of the source.
    pub dates: std::collections::BTreeMap<String, String>,
    /// SHA-256 of the decisions obeyed, where there are any.
    pub decisions: Option<String>,
    /// SHA-256 of the layouts added by the user, where there are any.
    pub layouts: Option<String>,
}

/// A paper cited as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Artefact {
    /// Its name as cited: `Artefact 8`.
    pub name: String,
    /// Who cites it.
    pub observations: Vec<ObservationId>,
}
