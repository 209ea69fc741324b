//! throughline follows every numbered action through every edition of an action log.

pub mod audit;
pub mod extract;
pub mod linkage;
pub mod model;
pub mod normalise;
pub mod pipeline;
pub mod reconcile;
