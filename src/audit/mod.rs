//! History to findings: what an auditor should look at.
//!
//! Comes in: a history whose actions have their names, and the remarks made while its sources were read. Goes out: one
//! finding for each thing to look at, sorted by code, then edition, then reading order, whatever actions are called.
//! Never happens: the history is changed, or a finding is made that no page of [`explain`] explains.

pub mod explain;

mod about_log;
mod boilerplate;
mod coverage;
mod deadlines;
mod due;
mod evidence;
mod ground;
mod links;
mod numbering;
mod numbers;
mod promises;
mod references;
mod relations;
mod remark;
mod silent;
mod states;
mod text;
mod wordings;

use rayon::prelude::*;

use crate::model::finding::{Finding, SourceProblem};
use crate::model::history::History;

use ground::Ground;
use remark::Remark;

/// Finds everything an auditor should look at. `history.findings` is not read.
pub fn audit(history: &History, problems: &[SourceProblem]) -> Vec<Finding> {
    let ground = Ground::new(history);
    let families: [fn(&Ground<'_>) -> Vec<Remark>; 15] = [
        numbers::remarks,
        states::remarks,
        promises::remarks,
        silent::remarks,
        boilerplate::remarks,
        deadlines::remarks,
        due::remarks,
        references::remarks,
        relations::remarks,
        coverage::remarks,
        wordings::remarks,
        evidence::remarks,
        about_log::remarks,
        links::remarks,
        text::remarks,
    ];
    let mut remarks: Vec<Remark> =
        families.par_iter().with_max_len(1).flat_map_iter(|family| family(&ground)).collect();
    remarks.extend(text::of_sources(&ground, problems));
    remark::sorted(remarks)
}

#[cfg(test)]
mod tests;
