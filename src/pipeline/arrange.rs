//! Documents to editions: which sources make one, in which order, and by which name.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use throughline_parsers::Parsed;

use super::ReadError;
use super::read::guarded;
use super::settings::published;
use crate::model::edition::{Edition, EditionKind, Precision, Published};
use crate::model::ids::{EditionId, SourceId};
use crate::model::link::Told;
use crate::model::observation::Observation;
use crate::normalise::{self, Options};
use crate::store::{Document, digest};

/// The editions of a history with their rows.
#[derive(Debug, Default)]
pub struct Arranged {
    /// The editions in order.
    pub editions: Vec<Edition>,
    /// Their rows, in edition order, then reading order.
    pub observations: Vec<Observation>,
    /// The dates that their running text names for occasions.
    pub told: Vec<Told>,
    /// Sources with the very same rows as another, and that other.
    pub same_as: BTreeMap<SourceId, SourceId>,
    /// Sources that failed only now, and why.
    pub failed: BTreeMap<SourceId, String>,
}

/// What documents mean, by the path and the date set by hand that each had when that was found out.
pub type Meant = BTreeMap<SourceId, (String, Option<String>, Meaning)>;

type Meaning = Result<normalise::Document, ReadError>;

/// Finds out what `documents` mean.
pub fn meanings<'a>(documents: impl Iterator<Item = &'a Document>, options: &Options) -> Meant {
    let readable: Vec<&Document> = documents.filter(|document| document.problem.is_none()).collect();
    let meant = |document: &Document| {
        let meaning = guarded(|| meaning(document, options));
        (document.id.clone(), (document.path().to_owned(), document.date.clone(), meaning))
    };
    readable.into_par_iter().with_max_len(1).map(meant).collect::<Vec<_>>().into_iter().collect()
}

/// Makes editions of `documents`, those in `left_out` excepted. A source without rows makes none. `meant` is what some of
/// them are known to mean.
pub fn arrange(
    documents: &BTreeMap<SourceId, Document>,
    left_out: &BTreeSet<SourceId>,
    options: &Options,
    mut meant: Meant,
) -> Arranged {
    let wanted: Vec<(&Document, Option<Meaning>)> = documents
        .values()
        .filter(|document| document.problem.is_none() && !left_out.contains(&document.id))
        .map(|document| {
            let known = meant.remove(&document.id);
            let known = known.filter(|(path, date, _)| path == document.path() && *date == document.date);
            (document, known.map(|(.., meaning)| meaning))
        })
        .collect();
    let meant: Vec<_> = wanted
        .into_par_iter()
        .with_max_len(1)
        .map(|(document, known)| (document, known.unwrap_or_else(|| guarded(|| meaning(document, options)))))
        .collect();
    let mut arranged = Arranged::default();
    let mut parts = Vec::new();
    for (source, meant) in meant {
        match meant {
            Ok(document) if source.parsed.rows.is_empty() || document.observations.is_empty() => {}
            Ok(document) => parts.push(Part { source, document }),
            Err(error) => {
                arranged.failed.insert(source.id.clone(), error.to_string());
            }
        }
    }
    let mut parts = arranged.leave_out_copies(parts);
    parts.sort_by(|a, b| a.order().cmp(&b.order()));
    arranged.name(parts);
    arranged
}

/// A source with its meaning.
struct Part<'a> {
    source: &'a Document,
    document: normalise::Document,
}

impl Part<'_> {
    /// Returns what editions are sorted by: date, a log first, digest; undated ones last.
    fn order(&self) -> (bool, &str, bool, &SourceId) {
        let from = self.date().map_or("", |date| date.from.as_str());
        (self.date().is_none(), from, self.document.kind == EditionKind::WriteUp, &self.source.id)
    }

    fn date(&self) -> Option<&Published> {
        self.document.published_on.as_ref()
    }
}

impl Arranged {
    /// Takes out every part with the very same rows as another of the same date, or one of them undated. Of copies, a
    /// dated one stays, and among these the one whose path comes first.
    fn leave_out_copies<'a>(&mut self, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
        if parts.len() < 2 {
            return parts;
        }
        let digests: Vec<String> =
            parts.par_iter().with_max_len(1).map(|part| rows_digest(&part.source.parsed)).collect();
        let mut groups: BTreeMap<String, Vec<Part<'a>>> = BTreeMap::new();
        for (part, digest) in parts.into_iter().zip(digests) {
            groups.entry(digest).or_default().push(part);
        }
        let mut kept: Vec<Part<'a>> = Vec::new();
        for (_, mut group) in groups {
            let key = |part: &Part<'a>| (part.date().is_none(), part.source.path().to_owned(), part.source.id.clone());
            group.sort_by_key(key);
            let start = kept.len();
            for part in group {
                let date = |part: &Part<'a>| part.date().map(|date| (date.from.clone(), date.to.clone()));
                let copy_of = kept.iter().skip(start).find(|other| date(&part).is_none() || date(other) == date(&part));
                match copy_of.map(|other| other.source.id.clone()) {
                    Some(other) => {
                        self.same_as.insert(part.source.id.clone(), other);
                    }
                    None => kept.push(part),
                }
            }
        }
        kept
    }

    /// Gives editions and observations their names.
    fn name(&mut self, parts: Vec<Part<'_>>) {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        let mut id = |document: &normalise::Document| {
            let plain = plain_name(document.published_on.as_ref(), document.kind);
            let time = times.entry(plain.clone()).or_default();
            *time += 1;
            EditionId(if *time == 1 { plain } else { format!("{plain}~{time}") })
        };
        let mut named: Vec<(EditionId, Part<'_>)> = parts.into_iter().map(|part| (id(&part.document), part)).collect();
        named.par_iter_mut().with_max_len(1).for_each(|(id, part)| normalise::name(&mut part.document, id));
        self.observations.reserve(named.iter().map(|(_, part)| part.document.observations.len()).sum());
        for (id, Part { source, mut document }) in named {
            self.told.extend(document.told.into_iter().map(|told| Told { edition: id.clone(), ..told }));
            self.editions.push(Edition {
                id,
                source: source.id.clone(),
                kind: document.kind,
                title: document.title,
                layout: document.layout,
                published_on: document.published_on,
                tables: document.tables,
            });
            self.observations.append(&mut document.observations);
        }
    }
}

fn meaning(document: &Document, options: &Options) -> normalise::Document {
    let set = document.date.as_deref().and_then(published);
    normalise::document(&document.parsed, document.path(), set.as_ref(), options)
}

/// Returns `2018-12-05/log`, as exact as the date is.
fn plain_name(date: Option<&Published>, kind: EditionKind) -> String {
    let from = |length: usize| date.and_then(|date| date.from.get(..length)).unwrap_or("undated").to_owned();
    let when = match date.map(|date| date.precision) {
        None => "undated".to_owned(),
        Some(Precision::Day) => from(10),
        Some(Precision::Month) => from(7),
        Some(Precision::Year) => from(4),
        Some(Precision::Quarter) => {
            let month: u32 = date.and_then(|date| date.from.get(5..7)?.parse().ok()).unwrap_or(1);
            format!("{}-Q{}", from(4), month.saturating_sub(1) / 3 + 1)
        }
    };
    format!("{when}/{}", kind.word())
}

/// Returns the digest of all wording and labels of the rows.
fn rows_digest(parsed: &Parsed) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for row in &parsed.rows {
        parts.push("row");
        for (name, cell) in [("label", &row.label), ("section", &row.section), ("note", &row.note)] {
            if let Some(cell) = cell {
                parts.extend([name, cell.text.as_str()]);
            }
        }
        for (field, cell) in &row.cells {
            parts.extend([field_word(*field), cell.text.as_str()]);
        }
        for (heading, cell) in &row.extra {
            parts.extend(["extra", heading.as_str(), cell.text.as_str()]);
        }
    }
    digest::short(&parts)
}

fn field_word(field: throughline_parsers::Field) -> &'static str {
    use throughline_parsers::Field;
    match field {
        Field::Number => "number",
        Field::Action => "action",
        Field::Deadline => "deadline",
        Field::Status => "status",
        Field::Raised => "raised",
        Field::Owner => "owner",
        Field::Extra => "extra",
    }
}
