use std::collections::BTreeSet;

use super::*;
use crate::model::action::{Action, Event, EventKind, Span, Step};
use crate::model::finding::{Finding, Quote, Severity};
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::{Evidence, Judgement, LinkKind, RunnerUp};
use crate::model::observation::{Category, DateKind, Locator, TextField};
use crate::model::sample::{date, edition, history, in_order, link, row};

/// A history in which most tables have a row.
pub(in crate::emit) fn sample() -> History {
    let (first, second) = ("2019-01-10/log#open:7", "2019-05-09/log#open:8");
    let mut rows = in_order(vec![
        row(first, "=Paint the shed").due(date("Mar'19", DateKind::Month, "2019-03-01..2019-03-31")),
        row(second, "=Paint the old shed").status(Category::Ongoing, "+ Paint ordered").owner("Jo and Ali", false),
    ]);
    let place = Locator { page: Some(2), lines: None, bbox: Some([1.5, 2.0, 3.0, 4.0]) };
    rows[1].extra.insert("Priority".to_owned(), TextField { raw: String::new(), locator: vec![place] });
    let mut one = link(first, second, LinkKind::Renumbered, Judgement::Unsure);
    let evidence =
        |weight| Evidence { name: "wording".to_owned(), earlier: "a".to_owned(), later: "b".to_owned(), weight };
    one.evidence = vec![evidence(400), evidence(-20)];
    one.runners_up = vec![RunnerUp { observation: ObservationId(first.to_owned()), score: 3 }];
    let step = |id: &str| Step {
        observation: ObservationId(id.to_owned()),
        sure: true,
        segments: Vec::new(),
        dropped: Vec::new(),
    };
    let action = Action {
        id: ActionId("tl-0001".to_owned()),
        title: "=Paint the old shed".to_owned(),
        born_in: EditionId("2019-01-10/log".to_owned()),
        aliases: Vec::new(),
        steps: vec![step(first), step(second)],
        observations: vec![ObservationId(first.to_owned()), ObservationId(second.to_owned())],
        told_in: Vec::new(),
        state: Category::Ongoing,
        deadline: Span { from: Some("2019-03-01".to_owned()), to: None },
        conflicts: Vec::new(),
        course: Default::default(),
        events: vec![Event {
            kind: EventKind::Reworded,
            edition: EditionId("2019-05-09/log".to_owned()),
            observation: None,
            sure: false,
            from: None,
            to: None,
            detail: None,
            months: None,
        }],
    };
    let editions = vec![
        edition("2019-01-10/log", &[("open", None)]),
        edition("2019-05-09/log", &[("open", Some(Category::Ongoing))]),
    ];
    let mut history = history(editions, rows, vec![one], vec![action]);
    history.series = "harbour".to_owned();
    history.findings.push(Finding {
        code: "L001".to_owned(),
        severity: Severity::Note,
        message: "not sure".to_owned(),
        observations: vec![ObservationId(second.to_owned())],
        actions: vec![ActionId("tl-0001".to_owned())],
        editions: Vec::new(),
        quotes: vec![Quote { observation: None, field: "line 1".to_owned(), text: "@x".to_owned() }],
        hint: None,
    });
    history
}

#[test]
fn every_row_fits_its_table() {
    let history = sample();
    let mut filled = 0;
    for table in TABLES {
        for row in table.rows(&history) {
            filled += 1;
            assert_eq!(row.len(), table.columns.len(), "{}", table.name);
            for (column, value) in table.columns.iter().zip(&row) {
                let fits = match value {
                    Value::Null => column.nullable,
                    Value::Text(_) => column.kind == Kind::Text,
                    Value::Integer(_) => column.kind == Kind::Integer,
                    Value::Real(_) => column.kind == Kind::Real,
                    Value::Truth(_) => column.kind == Kind::Truth,
                    Value::Day(_) => column.kind == Kind::Day,
                };
                assert!(fits, "{}.{}: {value:?}", table.name, column.name);
            }
        }
    }
    assert!(filled > 20, "{filled}");
}

#[test]
fn tables_name_only_what_is_there() {
    let mut before = BTreeSet::new();
    for table in TABLES {
        assert!(before.insert(table.name), "{} stands twice", table.name);
        assert!(table.name.len() <= 28, "{}: sheets have short names", table.name);
        let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), table.columns.len(), "{}", table.name);
        assert!(table.key.iter().all(|key| names.contains(key)), "{}", table.name);
        for reference in table.refers {
            assert!(before.contains(reference.table), "{} leads to {}", table.name, reference.table);
            assert!(reference.columns.iter().all(|column| names.contains(column)), "{}", table.name);
            let target = TABLES.iter().find(|other| other.name == reference.table).expect("a table");
            assert_eq!(target.key.len(), reference.columns.len(), "{} to {}", table.name, target.name);
        }
    }
}

#[test]
fn keys_tell_rows_apart() {
    let history = sample();
    for table in TABLES {
        let places: Vec<usize> = table.key.iter().map(|key| table.place(key).expect("a column")).collect();
        let mut seen = BTreeSet::new();
        for row in table.rows(&history) {
            let key = places.iter().map(|&place| format!("{:?}", row[place])).collect::<Vec<_>>();
            assert!(seen.insert(key.clone()), "{}: {key:?}", table.name);
        }
    }
}

#[test]
fn every_table_is_documented() {
    let readme = include_str!("../../../output/README.md");
    for table in TABLES {
        let line = format!("| `{}` | {} | {} |", table.name, table.about, table.key.join(", "));
        assert!(readme.contains(&line), "output/README.md lacks: {line}");
    }
}
