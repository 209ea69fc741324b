//! Observations to links: which rows of all editions are the same action.

use crate::model::edition::Edition;
use crate::model::link::{Code, Link};
use crate::model::observation::Observation;

/// What linking finds.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// The links, sorted by their ends.
    pub links: Vec<Link>,
    /// What codes mean.
    pub codes: Vec<Code>,
}

/// Links `observations` (in edition order, then reading order) of `editions` (in order).
pub fn link(_editions: &[Edition], _observations: &[Observation]) -> Linked {
    Linked::default()
}
