//! Links of small invented series against what a reader says: `fixtures/linkage/*.json`.
//!
//! A fixture lists rows and which pairs of them are one action (`same`; what follows from them counts too); every other
//! pair is not. `links` names links that must be there as they stand, `codes` what codes must be learned to mean.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use throughline::linkage::{Answered, Linked, contradictions, link};
use throughline::model::decision::Answer;
use throughline::model::edition::{Edition, EditionKind, Precision, Published};
use throughline::model::ids::{EditionId, ObservationId, SourceId, TableId};
use throughline::model::link::{JudgedBy, Judgement, LinkKind};
use throughline::model::observation::{
    ActionField, Category, DateField, DateKind, DateValue, Observation, StatusField,
};
use throughline::reconcile::reconcile;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    #[serde(rename = "about")]
    _about: String,
    editions: Vec<Told>,
    rows: Vec<Row>,
    same: Vec<[String; 2]>,
    #[serde(default)]
    links: Vec<Expected>,
    #[serde(default)]
    codes: BTreeMap<String, (String, Judgement)>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    kind: EditionKind,
    date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    edition: String,
    table: String,
    label: Option<String>,
    action: String,
    #[serde(default)]
    legacy: bool,
    section: Option<String>,
    raised: Option<String>,
    deadline: Option<String>,
    status: Option<String>,
}

#[derive(Deserialize)]
struct Expected {
    from: String,
    to: String,
    kind: LinkKind,
    judgement: Judgement,
}

#[test]
fn links_are_those_a_reader_sees() {
    let mut failures = Vec::new();
    for (name, fixture) in fixtures() {
        let (editions, observations) = series(&fixture);
        let linked = link(&editions, &observations, &[], &[]);
        let (expected, found) = (pairs(fixture.same.iter().cloned()), pairs(joined(&linked)));
        for [a, b] in expected.difference(&found) {
            failures.push(format!("{name}: {a} and {b} are one action, and were not linked"));
        }
        for [a, b] in found.difference(&expected) {
            failures.push(format!("{name}: {a} and {b} were linked, and are two actions"));
        }
        for want in &fixture.links {
            let found = linked.links.iter().find(|link| link.from.0 == want.from && link.to.0 == want.to);
            let seen = found.map(|link| (link.kind, link.judgement));
            if seen != Some((want.kind, want.judgement)) {
                let score = found.map(|link| link.score);
                failures.push(format!("{name}: {} to {}: {seen:?} ({score:?})", want.from, want.to));
            }
        }
        for (code, (from, judgement)) in &fixture.codes {
            let seen = linked.codes.iter().find(|known| &known.code == code);
            if seen.map(|known| (known.from.as_deref(), known.judgement)) != Some((Some(from), *judgement)) {
                failures.push(format!("{name}: {code} means {seen:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_order_of_observations_says_nothing() {
    for (name, fixture) in fixtures() {
        let (editions, mut observations) = series(&fixture);
        let linked = link(&editions, &observations, &[], &[]);
        observations.reverse();
        let turned = link(&editions, &observations, &[], &[]);
        assert_eq!((linked.links, linked.codes), (turned.links, turned.codes), "{name}");
    }
}

#[test]
fn evidence_adds_up_to_the_score_and_links_go_forward() {
    for (name, fixture) in fixtures() {
        let (editions, observations) = series(&fixture);
        let place: BTreeMap<_, _> = observations.iter().enumerate().map(|(place, o)| (&o.id, place)).collect();
        for link in link(&editions, &observations, &[], &[]).links {
            let sum: i32 = link.evidence.iter().map(|evidence| evidence.weight).sum();
            assert_eq!(sum.clamp(0, 1000), link.score as i32, "{name}: {link:?}");
            assert!(place[&link.from] < place[&link.to], "{name}: {link:?}");
        }
    }
}

/// Whatever people answer about whichever rows, what they said stands, and rules go round it.
#[test]
fn answers_at_random_hold() {
    let mut seed = 20_210_315_u64;
    let mut draw = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % bound
    };
    for (name, fixture) in fixtures() {
        let (editions, observations) = series(&fixture);
        for _ in 0..40 {
            let mut row = || observations[draw(observations.len())].id.clone();
            let pairs: Vec<_> = (0..6).map(|_| (row(), row())).filter(|(a, b)| a != b).collect();
            let kinds = [Answer::Same, Answer::Same, Answer::Different, Answer::Split, Answer::Merged];
            let answers: Vec<Answered> = pairs
                .into_iter()
                .map(|(earlier, later)| Answered { earlier, later, answer: kinds[draw(kinds.len())] })
                .collect();
            let linked = link(&editions, &observations, &[], &answers);
            let actions = reconcile(&editions, &observations, &linked.links, &linked.codes);
            let action = |id| actions.iter().position(|action| action.observations.contains(id));
            let gone: BTreeSet<usize> = contradictions(&answers).iter().map(|found| found.gives_way).collect();
            for (_, said) in answers.iter().enumerate().filter(|(place, _)| !gone.contains(place)) {
                let ends = |one: &throughline::model::link::Link| {
                    (&one.from, &one.to) == (&said.earlier, &said.later)
                        || (&one.to, &one.from) == (&said.earlier, &said.later)
                };
                let told: Vec<_> = linked.links.iter().filter(|link| ends(link)).collect();
                let [only] = told.as_slice() else { panic!("{name}: {said:?}: {told:?}") };
                let judgement = if said.answer == Answer::Different { Judgement::Different } else { Judgement::Same };
                assert_eq!((only.judgement, only.by), (judgement, JudgedBy::Reviewer), "{name}: {answers:?}");
                let together = action(&said.earlier).is_some() && action(&said.earlier) == action(&said.later);
                assert_eq!(together, said.answer == Answer::Same, "{name}: {said:?} of {answers:?}");
            }
            for one in &linked.links {
                let joins = !matches!(one.kind, LinkKind::Split | LinkKind::Merged);
                if joins && one.judgement == Judgement::Same {
                    assert_eq!(action(&one.from), action(&one.to), "{name}: {one:?} with {answers:?}");
                }
            }
            for observation in &observations {
                let holds = actions.iter().filter(|action| action.observations.contains(&observation.id)).count();
                let told = actions.iter().any(|action| action.told_in.contains(&observation.id));
                assert!(holds == 1 || holds == 0 && told, "{name}: {} with {answers:?}", observation.id);
            }
        }
    }
}

#[test]
fn nothing_in_gives_nothing_out() {
    let linked = link(&[], &[], &[], &[]);
    assert!(linked.links.is_empty() && linked.codes.is_empty());
}

fn fixtures() -> Vec<(String, Fixture)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/linkage");
    let entries = std::fs::read_dir(folder).expect("the fixtures' folder");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no fixtures");
    let read = |path: PathBuf| {
        let name = path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let fixture = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, fixture)
    };
    paths.into_iter().map(read).collect()
}

fn series(fixture: &Fixture) -> (Vec<Edition>, Vec<Observation>) {
    let editions = fixture.editions.iter().map(edition).collect();
    let observations = fixture.rows.iter().enumerate().map(|(place, row)| observation(place, row)).collect();
    (editions, observations)
}

fn edition(told: &Told) -> Edition {
    let date = told.date.clone();
    Edition {
        id: EditionId(told.id.clone()),
        source: SourceId(told.id.clone()),
        kind: told.kind,
        title: None,
        layout: "invented".to_owned(),
        published_on: Some(Published { raw: date.clone(), from: date.clone(), to: date, precision: Precision::Day }),
        tables: Vec::new(),
    }
}

fn observation(place: usize, row: &Row) -> Observation {
    let number = row.label.as_deref().and_then(|label| label.trim_matches(['*', '.']).parse().ok());
    let status = |raw: &String| StatusField {
        raw: raw.clone(),
        locator: Vec::new(),
        category: Category::None,
        state: String::new(),
    };
    Observation {
        id: ObservationId(row.id.clone()),
        edition: EditionId(row.edition.clone()),
        ordinal: place as u32,
        table: TableId(row.table.clone()),
        section: row.section.clone(),
        category: None,
        label: row.label.clone(),
        number,
        legacy: row.legacy,
        action: Some(ActionField { raw: row.action.clone(), locator: Vec::new(), parts: Vec::new() }),
        deadline: row.deadline.as_deref().map(date_field),
        status: row.status.as_ref().map(status),
        raised: row.raised.as_deref().map(date_field),
        owner: None,
        note: None,
        extra: BTreeMap::new(),
        redactions: 0,
        references: Vec::new(),
        repairs: Vec::new(),
    }
}

/// Reads `M4` as a code, and `Apr'21` and `Jan 2021` as months: all that fixtures use.
fn date_field(raw: &str) -> DateField {
    let months = [("Jan", "01", 31), ("Apr", "04", 30), ("Jul", "07", 31), ("Oct", "10", 31)];
    let part = match months.iter().find(|(name, ..)| raw.starts_with(name)) {
        Some((_, month, last)) => DateValue {
            kind: DateKind::Month,
            code: None,
            from: Some(format!("2021-{month}-01")),
            to: Some(format!("2021-{month}-{last}")),
        },
        None => DateValue { kind: DateKind::Code, code: Some(raw.to_owned()), from: None, to: None },
    };
    DateField { raw: raw.to_owned(), locator: Vec::new(), parts: vec![part] }
}

/// Returns the pairs of rows that links join to one action.
fn joined(linked: &Linked) -> Vec<[String; 2]> {
    let joins = linked.links.iter().filter(|link| !matches!(link.kind, LinkKind::Split | LinkKind::Merged));
    joins.map(|link| [link.from.0.clone(), link.to.0.clone()]).collect()
}

/// Returns all pairs that follow from some.
fn pairs(some: impl IntoIterator<Item = [String; 2]>) -> BTreeSet<[String; 2]> {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for pair in some {
        let (mut joined, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| pair.iter().any(|end| group.contains(end)));
        joined.push(pair.into_iter().collect());
        groups = rest;
        groups.push(joined.into_iter().flatten().collect());
    }
    let mut all = BTreeSet::new();
    for group in &groups {
        for (place, a) in group.iter().enumerate() {
            all.extend(group.iter().skip(place + 1).map(|b| [a.clone(), b.clone()]));
        }
    }
    all
}
