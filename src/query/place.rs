//! Where a wording stands, in words.

use crate::model::history::History;
use crate::model::observation::{Locator, Observation};

/// Returns where `places` are: the pages or the lines that they take up, from the first to the last.
pub fn place(places: &[Locator]) -> Option<String> {
    let lines = || places.iter().filter_map(|place| place.lines);
    let pages = || places.iter().filter_map(|place| place.page);
    let (word, first, last) = match pages().min().zip(pages().max()) {
        Some((first, last)) => ("page", first, last),
        None => ("line", lines().map(|[first, _]| first).min()?, lines().map(|[_, last]| last).max()?),
    };
    Some(if first == last { format!("{word} {first}") } else { format!("{word}s {first}–{last}") })
}

/// Returns the file and the place in it where `field` of `seen` stands: `2019/log.txt, lines 3–4`.
pub fn where_in(history: &History, seen: &Observation, field: &str) -> Option<String> {
    let edition = history.editions.iter().find(|edition| edition.id == seen.edition)?;
    let source = history.sources.iter().find(|source| source.id == edition.source)?;
    let action = || seen.action.as_ref().map(|field| &field.locator);
    let places = match field {
        "status" | "reference" => seen.status.as_ref().map(|field| &field.locator),
        "deadline" => seen.deadline.as_ref().map(|field| &field.locator),
        "raised" => seen.raised.as_ref().map(|field| &field.locator),
        "owner" => seen.owner.as_ref().map(|field| &field.locator),
        "note" => seen.note.as_ref().map(|field| &field.locator),
        _ => None,
    };
    let place = places.or_else(action).and_then(|places| place(places));
    Some(place.map_or_else(|| source.path.clone(), |place| format!("{}, {place}", source.path)))
}
