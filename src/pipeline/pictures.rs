//! Pieces of pages behind rows, as pictures for the report.
//!
//! In: a history, and what the output folder knows of where its PDFs stand. Out: pictures by row, and a remark for each PDF
//! of which none could be had. A file is looked at only where its bytes are those that were read, and drawn behind the same
//! walls behind which it was read.

use std::collections::BTreeMap;
use std::fs;

use rayon::prelude::*;
use tracing::info_span;

use super::passwords::Passwords;
use super::read::{PDF, Reader};
use super::report::Pictures;
use super::settings::PdfReading;
use super::{Ledger, PipelineError};
use crate::emit::Picture;
use crate::extract::pdf::overlay::{Part, Piece};
use crate::model::history::History;
use crate::model::ids::ObservationId;
use crate::model::observation::{Locator, Observation};
use crate::model::source::Source;
use crate::store::document::still_there;
use crate::store::{Store, digest};

/// Returns pictures of the rows of every PDF of `history`, and what stood in the way of others.
pub(super) fn pictures(
    history: &History,
    store: &Store,
    pdf: &PdfReading,
) -> Result<(Pictures, Vec<String>), PipelineError> {
    let ledger = Ledger::new(store.documents()?.stored);
    let passwords = Passwords::find(&pdf.passwords, &Default::default(), &ledger.documents)?;
    let reader = Reader::new(&store.kept()?.columns, pdf, passwords);
    let pdfs: Vec<&Source> =
        history.sources.iter().filter(|source| source.media_type == PDF && source.problem.is_none()).collect();
    let drawn: Vec<(Pictures, Option<String>)> =
        pdfs.par_iter().map(|source| of_source(history, source, &ledger, &reader)).collect();
    let mut found = Pictures::new();
    let mut remarks = Vec::new();
    for (pictures, remark) in drawn {
        found.extend(pictures);
        remarks.extend(remark);
    }
    Ok((found, remarks))
}

fn of_source(history: &History, source: &Source, ledger: &Ledger, reader: &Reader) -> (Pictures, Option<String>) {
    let parts = parts(history, source);
    if parts.is_empty() {
        return (Pictures::new(), None);
    }
    let without = |why: &str| Some(format!("{}: no pieces of its pages are shown: {why}", source.path));
    let Some(document) = ledger.documents.get(&source.id) else {
        return (Pictures::new(), without("the output folder does not say where it was found"));
    };
    let bytes = still_there(&source.id, &document.places).first().and_then(|place| fs::read(&place.location).ok());
    let Some(bytes) = bytes.filter(|bytes| digest::sha256(bytes) == source.id.0) else {
        return (Pictures::new(), without("no file with the bytes that were read is where it was found"));
    };
    let _entered = info_span!("draw", source = %source.id).entered();
    let mut found = Pictures::new();
    let mut take = |piece: Piece| {
        let part = usize::try_from(piece.part).ok().and_then(|index| parts.get(index));
        if let Some((row, part)) = part {
            let picture = Picture::new(part.page, piece.size.map(u32::from), &piece.png);
            found.entry(row.clone()).or_default().push(picture);
        }
    };
    let wanted = parts.iter().map(|(_, part)| *part).collect();
    let end = reader.cut(&source.id, &document.places, &bytes, wanted, &mut take);
    (found, end.err().and_then(|failure| without(&failure.to_string())))
}

/// Returns where the rows of a source stand: one part for each page that a row stands on.
fn parts(history: &History, source: &Source) -> Vec<(ObservationId, Part)> {
    let editions = history.editions.iter().filter(|edition| edition.source == source.id);
    let editions: Vec<_> = editions.map(|edition| &edition.id).collect();
    let rows = history.observations.iter().filter(|row| editions.contains(&&row.edition));
    // A cast to i32 takes what is too large as the largest there is.
    let part = |page, bbox: [f64; 4]| Part { page, sides: bbox.map(|side| (side * 10.0).round() as i32) };
    rows.flat_map(|row| boxes(row).into_iter().map(|(page, bbox)| (row.id.clone(), part(page, bbox)))).collect()
}

/// Returns the box that a row takes up on each page.
fn boxes(row: &Observation) -> BTreeMap<u32, [f64; 4]> {
    // A note stands elsewhere, and is no part of it.
    let fields: [Option<&[Locator]>; 5] = [
        row.action.as_ref().map(|field| field.locator.as_slice()),
        row.deadline.as_ref().map(|field| field.locator.as_slice()),
        row.status.as_ref().map(|field| field.locator.as_slice()),
        row.raised.as_ref().map(|field| field.locator.as_slice()),
        row.owner.as_ref().map(|field| field.locator.as_slice()),
    ];
    let extra = row.extra.values().flat_map(|field| field.locator.iter());
    let mut found: BTreeMap<u32, [f64; 4]> = BTreeMap::new();
    for locator in fields.into_iter().flatten().flatten().chain(extra) {
        let (Some(page), Some(bbox)) = (locator.page, locator.bbox) else { continue };
        let ([left, top, right, bottom], [x, y, wide, deep]) = (*found.entry(page).or_insert(bbox), bbox);
        found.insert(page, [left.min(x), top.min(y), right.max(wide), bottom.max(deep)]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::row;

    #[test]
    fn a_row_over_two_pages_has_a_box_on_each() {
        let place = |page, bbox| Locator { page: Some(page), lines: None, bbox: Some(bbox) };
        let mut one = row("2021-03-15/log#open:7", "Paint the gate");
        let nowhere = Locator { page: None, lines: Some([3, 4]), bbox: None };
        if let Some(action) = &mut one.action {
            let first = place(1, [50.0, 700.0, 200.0, 780.0]);
            action.locator = vec![first, place(2, [50.0, 40.0, 180.0, 60.0]), nowhere];
        }
        one = one.owner("Clerk", false);
        if let Some(owner) = &mut one.owner {
            owner.locator = vec![place(1, [300.0, 690.0, 350.0, 702.0])];
        }
        let expected = BTreeMap::from([(1, [50.0, 690.0, 350.0, 780.0]), (2, [50.0, 40.0, 180.0, 60.0])]);
        assert_eq!(boxes(&one), expected);
    }
}
