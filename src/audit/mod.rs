//! History to findings.

use crate::model::finding::Finding;
use crate::model::history::History;

/// Finds everything an auditor should look at. `history.findings` is not read.
pub fn audit(_history: &History) -> Vec<Finding> {
    Vec::new()
}
