//! Small histories for tests: editions and rows made from their names.

use std::collections::BTreeMap;

use super::action::Action;
use super::edition::{Edition, EditionKind, Precision, Published, TableInfo};
use super::history::{History, SCHEMA, Settings};
use super::ids::{EditionId, ObservationId, SourceId, TableId};
use super::link::{JudgedBy, Judgement, Link, LinkKind};
use super::observation::{ActionField, Category, DateField, DateKind, DateValue, Observation, OwnerField, StatusField};
use super::source::{Source, WordCounts};

/// Makes the edition `2019-01-10/log` or `undated/write-up`, with tables of the given ids and states.
pub fn edition(id: &str, tables: &[(&str, Option<Category>)]) -> Edition {
    let (date, kind) = id.split_once('/').unwrap_or((id, "log"));
    Edition {
        id: EditionId(id.to_owned()),
        source: SourceId(format!("source of {id}")),
        kind: if kind.starts_with("log") { EditionKind::Log } else { EditionKind::WriteUp },
        title: None,
        layout: String::new(),
        published_on: (date != "undated").then(|| Published {
            raw: date.to_owned(),
            from: date.to_owned(),
            to: date.to_owned(),
            precision: Precision::Day,
        }),
        tables: tables
            .iter()
            .map(|&(id, state)| TableInfo {
                id: TableId(id.to_owned()),
                title: Some(id.to_owned()),
                state,
                columns: Vec::new(),
            })
            .collect(),
    }
}

/// Makes the row `2019-01-10/log#open:7` with a wording; a label that begins with `@` is none.
pub fn row(id: &str, action: &str) -> Observation {
    let (edition, rest) = id.split_once('#').unwrap_or((id, "actions:1"));
    let (table, label) = rest.split_once(':').unwrap_or((rest, "@0"));
    let label = label.split('~').next().unwrap_or(label);
    Observation {
        id: ObservationId(id.to_owned()),
        edition: EditionId(edition.to_owned()),
        ordinal: 0,
        table: TableId(table.to_owned()),
        section: None,
        category: None,
        label: (!label.starts_with('@')).then(|| label.to_owned()),
        number: label.trim_start_matches('*').parse().ok(),
        legacy: label.starts_with('*'),
        action: Some(ActionField { raw: action.to_owned(), locator: Vec::new(), parts: Vec::new() }),
        deadline: None,
        status: None,
        raised: None,
        owner: None,
        note: None,
        extra: BTreeMap::new(),
        redactions: 0,
        references: Vec::new(),
        repairs: Vec::new(),
    }
}

/// Ways to fill in a row.
impl Observation {
    /// Gives it a status.
    pub fn status(mut self, category: Category, raw: &str) -> Self {
        self.status =
            Some(StatusField { raw: raw.to_owned(), locator: Vec::new(), category, state: state_of(category, raw) });
        self
    }

    /// Gives it a deadline.
    pub fn due(mut self, field: DateField) -> Self {
        self.deadline = Some(field);
        self
    }

    /// Gives it an owner.
    pub fn owner(mut self, raw: &str, redacted: bool) -> Self {
        let names = raw.split(" and ").map(str::to_owned).collect();
        self.owner = Some(OwnerField { raw: raw.to_owned(), locator: Vec::new(), names, redacted });
        self
    }
}

/// Returns the front of `raw` that spells `category`, as a reader of the test would expect it.
fn state_of(category: Category, raw: &str) -> String {
    let word = category.word().replace('-', " ");
    raw.get(..word.len()).filter(|front| front.eq_ignore_ascii_case(&word)).unwrap_or_default().to_owned()
}

/// Makes a date cell of one part: `2019-02-01..2019-02-28` as `span`, a code's name, or nothing.
pub fn date(raw: &str, kind: DateKind, span: &str) -> DateField {
    let (from, to) = span.split_once("..").unwrap_or_default();
    let day = |day: &str| (!day.is_empty()).then(|| day.to_owned());
    let code = (kind == DateKind::Code).then(|| span.to_owned());
    let part = DateValue { kind, code, from: day(from), to: day(to) };
    DateField { raw: raw.to_owned(), locator: Vec::new(), parts: vec![part] }
}

/// Links two rows.
pub fn link(from: &str, to: &str, kind: LinkKind, judgement: Judgement) -> Link {
    Link {
        from: ObservationId(from.to_owned()),
        to: ObservationId(to.to_owned()),
        kind,
        score: 800,
        judgement,
        by: JudgedBy::Rule,
        evidence: Vec::new(),
        runners_up: Vec::new(),
    }
}

/// Numbers rows in reading order, edition by edition.
pub fn in_order(mut rows: Vec<Observation>) -> Vec<Observation> {
    let mut next: BTreeMap<EditionId, u32> = BTreeMap::new();
    for row in &mut rows {
        let ordinal = next.entry(row.edition.clone()).or_default();
        row.ordinal = *ordinal;
        *ordinal += 1;
    }
    rows
}

/// Puts a history together, each edition with a source of its own.
pub fn history(
    editions: Vec<Edition>,
    observations: Vec<Observation>,
    links: Vec<Link>,
    actions: Vec<Action>,
) -> History {
    let source = |edition: &Edition| Source {
        id: edition.source.clone(),
        path: format!("{}.txt", edition.id),
        media_type: String::new(),
        bytes: 0,
        words: WordCounts::default(),
        supersedes: None,
        same_as: None,
        problem: None,
    };
    History {
        schema: SCHEMA.to_owned(),
        series: String::new(),
        settings: Settings::default(),
        sources: editions.iter().map(source).collect(),
        editions,
        observations,
        codes: Vec::new(),
        links,
        actions,
        findings: Vec::new(),
        artefacts: Vec::new(),
    }
}
