use crate::linkage::{Answered, Contradiction, Linked, contradictions, link, weigh_pair};
use crate::model::decision::Answer;
use crate::model::ids::ObservationId;
use crate::model::link::{JudgedBy, Judgement, LinkKind};
use crate::model::observation::Observation;
use crate::model::sample;

const GATE: &str = "Repaint the northern sluice gate and grease its hinges";
const GATES: &str = "Repaint the southern sluice gate and grease its hinges";
const WELL: &str = "Sink a trial well behind the pumping house";
const ODD: &str = "Publish the tide tables on the notice board";

fn id(name: &str) -> ObservationId {
    ObservationId(name.to_owned())
}

fn said(earlier: &str, later: &str, answer: Answer) -> Answered {
    Answered { earlier: id(earlier), later: id(later), answer }
}

fn rows(rows: &[(&str, &str)]) -> Vec<Observation> {
    let made = rows.iter().enumerate().map(|(place, (id, action))| (place, sample::row(id, action)));
    made.map(|(place, row)| Observation { ordinal: place as u32, ..row }).collect()
}

fn linked(given: &[(&str, &str)], answers: &[Answered]) -> Linked {
    let mut names: Vec<&str> = given.iter().filter_map(|(id, _)| id.split('#').next()).collect();
    names.dedup();
    let editions: Vec<_> = names.iter().map(|name| sample::edition(name, &[])).collect();
    link(&editions, &rows(given), &[], answers)
}

/// Every link as `from to kind judgement by`, editions cut to their last two digits.
fn told(linked: &Linked) -> Vec<String> {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let links = linked.links.iter().map(|link| {
        let by = if link.by == JudgedBy::Reviewer { "reviewer" } else { "rule" };
        let kind = word(serde_json::to_value(link.kind).unwrap_or_default());
        let judgement = word(serde_json::to_value(link.judgement).unwrap_or_default());
        format!("{} {} {kind} {judgement} {by}", &link.from.0[8..], &link.to.0[8..])
    });
    links.collect()
}

const TWO: [(&str, &str); 5] = [
    ("2020-01-01/log#a:1", GATE),
    ("2020-01-01/log#a:2", WELL),
    ("2020-01-02/log#a:1", GATE),
    ("2020-01-02/log#a:2", WELL),
    ("2020-01-02/log#a:3", ODD),
];

#[test]
fn different_is_kept_apart_and_the_next_best_may_be_chosen() {
    let mut rows = TWO.to_vec();
    rows.insert(1, ("2020-01-01/log#a:7", GATES));
    assert_eq!(
        told(&linked(&rows, &[])),
        ["01/log#a:1 02/log#a:1 same-number same rule", "01/log#a:2 02/log#a:2 same-number same rule"]
    );
    let found = linked(&rows, &[said("2020-01-01/log#a:1", "2020-01-02/log#a:1", Answer::Different)]);
    let links = told(&found);
    assert!(links.contains(&"01/log#a:1 02/log#a:1 same-number different reviewer".to_owned()), "{links:?}");
    assert!(links.contains(&"01/log#a:2 02/log#a:2 same-number same rule".to_owned()), "{links:?}");
    assert!(!links.iter().any(|link| link.starts_with("01/log#a:1") && link.ends_with("rule")), "{links:?}");
}

#[test]
fn same_joins_what_no_rule_would_and_holds_both_ends() {
    let answers = [said("2020-01-02/log#a:3", "2020-01-01/log#a:1", Answer::Same)];
    let links = told(&linked(&TWO, &answers));
    let wanted = ["01/log#a:1 02/log#a:3 renumbered same reviewer", "01/log#a:2 02/log#a:2 same-number same rule"];
    assert_eq!(links, wanted, "the ends are put in order, and row 1 of the second log is another action");
}

#[test]
fn two_lineages_called_one_go_on_as_one() {
    let mut rows = TWO.to_vec();
    rows.extend([("2020-01-03/log#a:1", GATE), ("2020-01-03/log#a:3", ODD)]);
    let answers = [
        said("2020-01-01/log#a:1", "2020-01-02/log#a:3", Answer::Same),
        said("2020-01-01/log#a:2", "2020-01-02/log#a:3", Answer::Same),
    ];
    let links = told(&linked(&rows, &answers));
    assert!(links.contains(&"01/log#a:1 02/log#a:3 renumbered same reviewer".to_owned()), "{links:?}");
    assert!(links.contains(&"01/log#a:2 02/log#a:3 renumbered same reviewer".to_owned()), "{links:?}");
    assert!(links.contains(&"02/log#a:3 03/log#a:3 same-number same rule".to_owned()), "{links:?}");
    let into_gate = links.iter().filter(|link| link.contains(" 03/log#a:1 "));
    assert_eq!(into_gate.collect::<Vec<_>>(), ["02/log#a:1 03/log#a:1 same-number same rule"]);
}

#[test]
fn rows_of_one_log_are_one_or_two_as_a_person_says() {
    let rows = [("2020-01-01/log#a:1", GATE), ("2020-01-01/log#a:2", GATE), ("2020-01-01/log#a:3", ODD)];
    assert_eq!(told(&linked(&rows, &[])), ["01/log#a:1 01/log#a:2 duplicate same rule"]);
    let apart = [said("2020-01-01/log#a:1", "2020-01-01/log#a:2", Answer::Different)];
    assert_eq!(told(&linked(&rows, &apart)), ["01/log#a:1 01/log#a:2 duplicate different reviewer"]);
    let joined = [said("2020-01-01/log#a:3", "2020-01-01/log#a:1", Answer::Same)];
    let links = ["01/log#a:1 01/log#a:2 duplicate same rule", "01/log#a:1 01/log#a:3 duplicate same reviewer"];
    assert_eq!(told(&linked(&rows, &joined)), links);
}

#[test]
fn parts_are_linked_from_whole_to_part_and_are_not_the_same() {
    let answers = [
        said("2020-01-01/log#a:1", "2020-01-02/log#a:1", Answer::Split),
        said("2020-01-01/log#a:2", "2020-01-02/log#a:3", Answer::Merged),
    ];
    let found = linked(&TWO, &answers);
    let links = told(&found);
    let wanted = [
        "01/log#a:1 02/log#a:1 split same reviewer",
        "01/log#a:2 02/log#a:2 same-number same rule",
        "01/log#a:2 02/log#a:3 merged same reviewer",
    ];
    assert_eq!(links, wanted);
}

#[test]
fn of_two_answers_about_one_pair_the_last_holds() {
    let one = |answer| said("2020-01-01/log#a:1", "2020-01-02/log#a:1", answer);
    let turned = said("2020-01-02/log#a:1", "2020-01-01/log#a:1", Answer::Same);
    let answers = [one(Answer::Different), turned, one(Answer::Same)];
    assert_eq!(contradictions(&answers), [Contradiction { gives_way: 0, holds: 2, one_pair: true }]);
    assert_eq!(told(&linked(&TWO, &answers))[0], "01/log#a:1 02/log#a:1 same-number same reviewer");
}

#[test]
fn in_a_triangle_different_outranks_joining() {
    let mut rows = TWO.to_vec();
    rows.push(("2020-01-03/log#a:1", GATE));
    let answers = [
        said("2020-01-01/log#a:1", "2020-01-02/log#a:1", Answer::Same),
        said("2020-01-02/log#a:1", "2020-01-03/log#a:1", Answer::Same),
        said("2020-01-01/log#a:1", "2020-01-03/log#a:1", Answer::Different),
    ];
    assert_eq!(contradictions(&answers), [Contradiction { gives_way: 0, holds: 2, one_pair: false }]);
    let links = told(&linked(&rows, &answers));
    let wanted = [
        "01/log#a:1 03/log#a:1 same-number different reviewer",
        "01/log#a:2 02/log#a:2 same-number same rule",
        "02/log#a:1 03/log#a:1 same-number same reviewer",
    ];
    assert_eq!(links, wanted);
}

#[test]
fn answers_about_rows_that_are_not_there_change_nothing() {
    let answers = [said("2020-01-01/log#a:1", "2019-01-01/log#a:1", Answer::Same)];
    assert_eq!(linked(&TWO, &answers).links, linked(&TWO, &[]).links);
}

#[test]
fn a_pair_can_be_weighed_by_itself() {
    let editions = [sample::edition("2020-01-01/log", &[]), sample::edition("2020-01-02/log", &[])];
    let rows = rows(&TWO);
    let weigh = |a: &str, b: &str| weigh_pair(&editions, &rows, &[], &id(a), &id(b));
    let pair = weigh("2020-01-02/log#a:1", "2020-01-01/log#a:1").expect("a pair");
    let link = &linked(&TWO, &[]).links[0];
    assert_eq!((&pair.earlier, pair.score, pair.judgement), (&link.from, link.score, Judgement::Same));
    assert_eq!((pair.evidence.as_slice(), pair.kind), (link.evidence.as_slice(), LinkKind::SameNumber));
    let pair = weigh("2020-01-01/log#a:1", "2020-01-02/log#a:3").expect("a pair");
    assert!(pair.score < pair.threshold, "{pair:?}");
    assert!(weigh("2020-01-01/log#a:1", "2020-01-01/log#a:1").is_none() && weigh("x", "2020-01-01/log#a:1").is_none());
}
