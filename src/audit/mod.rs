//! History to findings.

pub mod explain;

use crate::model::finding::{Finding, SourceProblem};
use crate::model::history::History;

/// Finds everything an auditor should look at. `history.findings` is not read.
pub fn audit(_history: &History, _problems: &[SourceProblem]) -> Vec<Finding> {
    Vec::new()
}
