//! Numberings: which rows of an edition are counted in one row of numbers. A number means something within one only.

use std::collections::BTreeSet;

use crate::model::label::bare;

use super::ground::Ground;

/// The rows of one numbering, in reading order; all have a label.
pub(super) struct Numbering {
    /// The rows.
    pub(super) rows: Vec<usize>,
    /// Whether it is an older numbering that has been given up.
    pub(super) legacy: bool,
}

/// Returns the numberings of the edition at `place`.
///
/// A log has one, and perhaps an older one; a write-up has one for each list. Where a table or section starts again at 1
/// and mostly repeats numbers that were there already, it counts for itself.
pub(super) fn numberings(ground: &Ground<'_>, place: usize) -> Vec<Numbering> {
    let mut done: Vec<Numbering> = Vec::new();
    for legacy in [false, true] {
        let rows = ground.rows(place).iter().copied();
        let rows: Vec<usize> =
            rows.filter(|&row| key(ground, row).is_some() && ground.seen(row).legacy == legacy).collect();
        let block = |row: usize| (&ground.seen(row).table, &ground.seen(row).section);
        let mut current: Option<(Numbering, BTreeSet<String>)> = None;
        for rows in rows.chunk_by(|&left, &right| block(left) == block(right)) {
            let keys: BTreeSet<String> = rows.iter().filter_map(|&row| key(ground, row)).collect();
            let list_ends = |numbering: &Numbering| {
                !ground.is_log(place)
                    && numbering
                        .rows
                        .last()
                        .zip(rows.first())
                        .is_some_and(|(&last, &row)| block(last).0 != block(row).0)
            };
            let starts_again = |known: &BTreeSet<String>| {
                rows.first().is_some_and(|&row| key(ground, row).as_deref() == Some("1"))
                    && known.contains("1")
                    && keys.intersection(known).count() * 2 >= keys.len()
            };
            match &mut current {
                Some((numbering, known)) if !list_ends(numbering) && !starts_again(known) => {
                    numbering.rows.extend_from_slice(rows);
                    known.extend(keys);
                }
                _ => {
                    let new = (Numbering { rows: rows.to_vec(), legacy }, keys);
                    done.extend(current.replace(new).map(|(numbering, _)| numbering));
                }
            }
        }
        done.extend(current.map(|(numbering, _)| numbering));
    }
    done
}

/// Returns what the label of row `index` names, without its dress; nothing where it has none, or one without a digit,
/// which is a list's own lettering.
pub(super) fn key(ground: &Ground<'_>, index: usize) -> Option<String> {
    let label = bare(ground.seen(index).label.as_deref()?);
    if !label.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = label.chars().all(|c| c.is_ascii_digit());
    let label = if plain { label.trim_start_matches('0') } else { label };
    Some(if label.is_empty() { "0".to_owned() } else { label.to_lowercase() })
}
