//! Simulated states as the model's editions and observations.

use std::collections::BTreeMap;

use throughline::model::edition::{Edition, EditionKind, Precision, Published};
use throughline::model::ids::{EditionId, ObservationId, SourceId, TableId};
use throughline::model::observation::{
    ActionField, Category, DateField, DateKind, DateValue, Observation, StatusField,
};

use super::words::{SECTIONS, STATES};

/// What a row shows beside its wording.
pub struct Row {
    /// The edition.
    pub edition: usize,
    /// Its place in it.
    pub place: usize,
    /// Its number.
    pub number: usize,
    /// Its section.
    pub section: usize,
    /// The edition in which it was raised.
    pub raised: usize,
    /// The edition by which it is due.
    pub deadline: usize,
    /// Which status it has.
    pub status: usize,
}

/// Makes the edition with this number: a log, four months after the one before.
pub fn edition(number: usize) -> Edition {
    let day = day(number);
    Edition {
        id: EditionId(name(number)),
        source: SourceId(format!("source {number}")),
        kind: EditionKind::Log,
        title: None,
        layout: "simulated".to_owned(),
        published_on: Some(Published { raw: day.clone(), from: day.clone(), to: day, precision: Precision::Day }),
        tables: Vec::new(),
    }
}

/// Makes a row of a log.
pub fn observation(row: &Row, text: &str) -> Observation {
    let edition = name(row.edition);
    let month = |number: usize| DateField {
        raw: day(number),
        locator: Vec::new(),
        parts: vec![DateValue { kind: DateKind::Date, code: None, from: Some(day(number)), to: Some(day(number)) }],
    };
    Observation {
        id: ObservationId(format!("{edition}#actions:{}~{}", row.number, row.place)),
        edition: EditionId(edition),
        ordinal: u32::try_from(row.place).unwrap_or(u32::MAX),
        table: TableId("actions".to_owned()),
        section: Some(SECTIONS[row.section].to_owned()),
        category: None,
        label: Some(row.number.to_string()),
        number: u64::try_from(row.number).ok(),
        legacy: false,
        action: Some(ActionField { raw: text.to_owned(), locator: Vec::new(), parts: Vec::new() }),
        deadline: Some(month(row.deadline)),
        status: Some(StatusField {
            raw: STATES[row.status].to_owned(),
            locator: Vec::new(),
            category: Category::None,
            state: String::new(),
        }),
        raised: Some(month(row.raised)),
        owner: None,
        note: None,
        extra: BTreeMap::new(),
        redactions: 0,
        references: Vec::new(),
        repairs: Vec::new(),
    }
}

fn day(number: usize) -> String {
    format!("{}-{:02}-10", 2020 + number / 3, number % 3 * 4 + 1)
}

fn name(number: usize) -> String {
    format!("{}/log", day(number))
}
