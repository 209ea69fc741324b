//! report.html: the whole history as one page that needs nothing else.
//!
//! In: a history, what explains the codes of findings, and pictures of rows where they are wanted. Out: one file: a style,
//! a script, and data. The data stand in blocks of JSON: what the first view needs stands before the script, one block for
//! each action after it, so that the page is drawn before most of it has been read. Nothing of a document ever becomes
//! markup: in the blocks `<` is escaped, the script sets text only, and the page's own policy lets nothing run or load but
//! the script and style whose digests it names.

mod base64;
mod book;
mod cells;
mod fields;
mod frame;
mod life;
mod lists;
mod overview;
mod pictures;
mod redline;
#[cfg(test)]
pub(super) mod tests;
mod ties;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use rayon::prelude::*;

use super::EmitError;
use crate::model::action::Action;
use crate::model::history::History;
use crate::model::ids::ObservationId;
use book::Book;
use frame::{block, close, open, script};
use life::{Elsewhere, life};

pub use lists::Explanation;
pub use pictures::Picture;

/// So many lives are made in one go.
const TOGETHER: usize = 8;
/// So many goes are made side by side, while those before are written.
const ROUND: usize = 8;

/// What goes into a report.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The history.
    pub history: &'a History,
    /// What the codes of findings mean.
    pub explanations: &'a [Explanation<'a>],
    /// Pictures of rows.
    pub pictures: &'a BTreeMap<ObservationId, Vec<Picture>>,
    /// What there is to say about the pictures: sources of which none could be had, and why.
    pub remarks: &'a [String],
}

/// Writes report.html.
pub fn write_report(report: &Report<'_>, out: &mut (dyn Write + Send)) -> Result<(), EmitError> {
    let book = Book::new(report.history);
    let elsewhere = Elsewhere::new(&book);
    let mut out = BufWriter::new(out);
    open(&report.history.series, &mut out)?;
    block("overview", "", &overview::overview(&book), &mut out)?;
    script(&mut out)?;
    block("findings", "", &lists::findings(&book, report.explanations), &mut out)?;
    block("unsure", "", &lists::unsure(&book), &mut out)?;
    block("sources", "", &lists::sources(&book), &mut out)?;
    block("remarks", "", &report.remarks, &mut out)?;
    let (mut made, mut making) = (vec![Vec::new(); ROUND], vec![Vec::new(); ROUND]);
    for round in report.history.actions.chunks(TOGETHER * ROUND) {
        let lives = |(actions, piece): (&[Action], &mut Vec<u8>)| -> Result<(), EmitError> {
            for action in actions {
                block("life", &action.id.0, &life(&book, action, &elsewhere, report.pictures), piece)?;
            }
            Ok(())
        };
        let (written, lives) = rayon::join(
            || write_out(&mut made, &mut out),
            || round.par_chunks(TOGETHER).zip(&mut making).try_for_each(lives),
        );
        written?;
        lives?;
        std::mem::swap(&mut made, &mut making);
    }
    write_out(&mut made, &mut out)?;
    close(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes pieces, and empties them.
fn write_out(pieces: &mut [Vec<u8>], out: &mut impl Write) -> io::Result<()> {
    for piece in pieces {
        out.write_all(piece)?;
        piece.clear();
    }
    Ok(())
}
