use super::*;
use crate::model::finding::{Severity, SourceProblemKind};
use crate::model::ids::{ActionId, SourceId};
use crate::model::link::{Judgement, Link, LinkKind};
use crate::model::observation::Category::{Complete, NotStarted, Ongoing, ProposedComplete};
use crate::model::observation::{DateKind, Observation, Reference, ReferenceProblem, Relation};
use crate::model::sample::{date, edition, history, in_order, link, row};
use crate::reconcile::reconcile;

const JAN: &str = "2019-01-10/log";
const FEB: &str = "2019-02-10/log";
const MAR: &str = "2019-03-10/log";
const PAPER: &str = "2019-01-20/write-up";

fn made(editions: &[&str], rows: Vec<Observation>, links: Vec<Link>) -> History {
    let tables = [
        ("open", Some(Ongoing)),
        ("proposed", Some(ProposedComplete)),
        ("done", Some(Complete)),
        ("north", None),
        ("south", None),
    ];
    let editions: Vec<_> = editions.iter().map(|id| edition(id, &tables)).collect();
    let rows = in_order(rows);
    let mut actions = reconcile(&editions, &rows, &links, &[]);
    for (index, action) in actions.iter_mut().enumerate() {
        action.id = ActionId(format!("a{}", index + 1));
    }
    history(editions, rows, links, actions)
}

/// Returns what was found, as code and message; every code must have its page.
fn found(history: &History) -> Vec<(String, String)> {
    let findings = audit(history, &[]);
    for finding in &findings {
        assert!(explain::page(&finding.code).is_some(), "{} is explained", finding.code);
        assert!(finding.hint.is_some() && finding.message.ends_with('.'), "{}", finding.message);
    }
    findings.into_iter().map(|finding| (finding.code, finding.message)).collect()
}

fn messages(history: &History, code: &str) -> Vec<String> {
    found(history).into_iter().filter(|(found, _)| found == code).map(|(_, message)| message).collect()
}

fn rows(edition: &str, table: &str, labels: &[&str]) -> Vec<Observation> {
    labels
        .iter()
        .map(|label| row(&format!("{edition}#{table}:{label}"), &format!("Paint boat {table} {label}")))
        .collect()
}

#[test]
fn a_number_for_two_actions_is_not_an_action_under_two_numbers() {
    let mut all = rows(JAN, "open", &["1", "2", "3", "4"]);
    all.extend(rows(JAN, "done", &["4", "5", "7"]));
    let twins = vec![link("2019-01-10/log#done:5", "2019-01-10/log#done:7", LinkKind::Duplicate, Judgement::Same)];
    let history = made(&[JAN], all, twins);
    assert_eq!(messages(&history, "N001"), ["4 is printed for two different actions in the log of 2019-01-10."]);
    assert_eq!(messages(&history, "N002"), ["6 is skipped in the log of 2019-01-10, which counts from 1 to 7."]);
    assert_eq!(
        messages(&history, "N003"),
        ["One action is printed more than once in the log of 2019-01-10: as 5 and 7."]
    );
}

#[test]
fn a_table_that_counts_for_itself_reuses_no_number() {
    let mut all = rows(JAN, "north", &["1", "2", "3"]);
    all.extend(rows(JAN, "south", &["1", "2", "3", "4"]));
    assert_eq!(found(&made(&[JAN], all, Vec::new())), []);
    // A list of a write-up does so by nature; the same number twice in one list is another matter.
    let mut all = rows(PAPER, "summary", &["1", "2", "4"]);
    all.extend(rows(PAPER, "more", &["2", "3", "3~2"]));
    let history = made(&[PAPER], all, Vec::new());
    let codes: Vec<String> = found(&history).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["N001", "N002"]);
}

#[test]
fn skipped_numbers_are_those_of_a_running_numbering() {
    let skipped = |labels: &[&str]| messages(&made(&[JAN], rows(JAN, "open", labels), Vec::new()), "N002");
    assert_eq!(
        skipped(&["3", "4", "7", "9", "10", "**6", "12a", "16"]),
        ["5, 6, 8 and 11–15 are skipped in the log of 2019-01-10, which counts from 3 to 16."]
    );
    for labels in [&["1", "2", "3"][..], &["1.1", "1.3"], &["A1", "A4"], &["1803", "2117", "190412"], &["@0", "@1"]] {
        assert_eq!(skipped(labels), [] as [&str; 0], "{labels:?}");
    }
    let mut both = rows(JAN, "open", &["1", "2", "3"]);
    both.extend(rows(FEB, "open", &["1", "3"]));
    let same = |label: &str| {
        link(&format!("{JAN}#open:{label}"), &format!("{FEB}#open:{label}"), LinkKind::SameNumber, Judgement::Same)
    };
    let history = made(&[JAN, FEB], both, vec![same("1"), same("3")]);
    assert_eq!(
        messages(&history, "N002"),
        [
            "Between 1 and 3, the log of 2019-02-10 leaves out numbers that an earlier log printed; 2 was last seen in the log of 2019-01-10."
        ]
    );
}

#[test]
fn numbers_of_an_older_series_are_named_together() {
    let history = made(&[JAN], rows(JAN, "open", &["2", "**2", "**5"]), Vec::new());
    let expected = "**2 and **5 bear numbers of an older series in the log of 2019-01-10: they mean nothing in the log's own numbering.";
    assert_eq!(found(&history), [("N004".to_owned(), expected.to_owned())]);
}

#[test]
fn states_and_deadlines_must_fit() {
    let done = |raw: &str| date(raw, DateKind::StatusWord, "");
    let all = vec![
        row("2019-01-10/log#done:1", "Paint").status(Ongoing, "Ongoing"),
        row("2019-01-10/log#open:2", "Sweep").status(Ongoing, "Ongoing").due(done("Complete")),
        row("2019-01-10/log#done:3", "Mow").status(Complete, "Complete").due(done("Complete")),
        row("2019-01-10/log#open:4", "Dig").status(NotStarted, "Not started"),
    ];
    let history = made(&[JAN], all, Vec::new());
    let codes: Vec<(String, String)> =
        found(&history).into_iter().map(|(code, message)| (code, message.chars().take(1).collect())).collect();
    let expected = [("S001", "1"), ("S002", "2"), ("S003", "2"), ("S003", "3")];
    assert_eq!(codes, expected.map(|(code, row)| (code.to_owned(), row.to_owned())));
}

#[test]
fn references_are_looked_at_in_their_wording() {
    let refers = |row: Observation, raw: &str, number, targets: &[&str], problem| {
        let targets = targets.iter().map(|id| crate::model::ids::ObservationId((*id).to_owned())).collect();
        let mut row = row.status(Ongoing, &format!("Waits for {raw}"));
        row.references.push(Reference {
            raw: raw.to_owned(),
            number,
            targets,
            problem: Some(problem),
            relation: Relation::Named,
        });
        row
    };
    let open = |label: &str| row(&format!("{JAN}#open:{label}"), "Paint");
    let two = ["2019-01-10/log#open:1", "2019-01-10/log#open:2"];
    let mut listed = refers(open("6"), "action 6", 6, &[], ReferenceProblem::ItSelf);
    if let Some(status) = &mut listed.status {
        status.raw = "To be done with action 6, 7 and 8".to_owned();
    }
    let all = vec![
        open("1"),
        open("2"),
        refers(open("3"), "action 3", 3, &[], ReferenceProblem::ItSelf),
        refers(open("4"), "action 1", 1, &two, ReferenceProblem::Ambiguous),
        refers(open("5"), "action 99", 99, &[], ReferenceProblem::Dangling),
        listed,
    ];
    let history = made(&[JAN], all.clone(), Vec::new());
    let codes: Vec<String> = found(&history).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["R001", "R002", "R003"]);
    // Where both rows are one action, it is not open which is meant.
    let twins = vec![link(two[0], two[1], LinkKind::Duplicate, Judgement::Same)];
    assert_eq!(messages(&made(&[JAN], all, twins), "R002"), [] as [&str; 0]);
}

#[test]
fn what_is_dropped_comes_back_or_never_arrives_is_told_apart() {
    let mut all = rows(JAN, "open", &["1", "2"]);
    all.extend(rows(PAPER, "summary", &["1", "2"]));
    all.extend(rows(FEB, "north", &["5"]));
    all.extend(rows(MAR, "open", &["2"]));
    let links = vec![
        link("2019-01-10/log#open:2", "2019-03-10/log#open:2", LinkKind::SameNumber, Judgement::Same),
        link("2019-01-20/write-up#summary:2", "2019-02-10/log#north:5", LinkKind::Renumbered, Judgement::Same),
    ];
    let history = made(&[JAN, PAPER, FEB, MAR], all, links);
    let codes: Vec<(String, Vec<String>)> = audit(&history, &[])
        .into_iter()
        .map(|finding| (finding.code, finding.observations.into_iter().map(|id| id.0).collect()))
        .collect();
    let expected = [
        ("V001", "2019-01-10/log#open:1"),
        ("V001", "2019-01-10/log#open:2"),
        ("V001", "2019-02-10/log#north:5"),
        ("V002", "2019-03-10/log#open:2"),
        ("V003", "2019-01-20/write-up#summary:1"),
    ];
    assert_eq!(codes, expected.map(|(code, row)| (code.to_owned(), vec![row.to_owned()])));
}

#[test]
fn a_section_point_is_left_out_unless_the_summary_tells_of_it_in_any_way() {
    let mut all = rows(PAPER, "summary", &["1", "2"]);
    all.extend(rows(PAPER, "sections", &["@1", "@2", "@3", "@4"]));
    let section = |label: &str| format!("{PAPER}#sections:@{label}");
    let links = vec![
        link("2019-01-20/write-up#summary:1", &section("1"), LinkKind::Restated, Judgement::Unsure),
        link("2019-01-20/write-up#summary:2", &section("2"), LinkKind::Split, Judgement::Same),
        link("2019-01-20/write-up#summary:2", &section("3"), LinkKind::Split, Judgement::Same),
    ];
    let history = made(&[PAPER], all.clone(), links);
    assert_eq!(
        messages(&history, "W001"),
        ["“Paint boat sections @4” stands in the write-up of 2019-01-20, but not in its summary."]
    );
    assert_eq!(messages(&history, "L001").len(), 1);
    let bullets = all.split_off(2);
    assert_eq!(messages(&made(&[PAPER], bullets, Vec::new()), "W001"), [] as [&str; 0]);
}

#[test]
fn an_unsure_link_that_sure_ones_bear_out_is_not_listed() {
    let mut all = rows(JAN, "open", &["1"]);
    all.extend(rows(FEB, "open", &["1"]));
    all.extend(rows(MAR, "open", &["1"]));
    let at = |edition: &str| format!("{edition}#open:1");
    let mut links = vec![
        link(&at(JAN), &at(FEB), LinkKind::SameNumber, Judgement::Same),
        link(&at(FEB), &at(MAR), LinkKind::SameNumber, Judgement::Same),
        link(&at(JAN), &at(MAR), LinkKind::SameNumber, Judgement::Unsure),
    ];
    assert_eq!(messages(&made(&[JAN, FEB, MAR], all.clone(), links.clone()), "L001"), [] as [&str; 0]);
    links.remove(1);
    assert_eq!(
        messages(&made(&[JAN, FEB, MAR], all, links), "L001"),
        [
            "It is not sure that 1 in the log of 2019-01-10 and 1 in the log of 2019-03-10 are one action (score 800 of 1000)."
        ]
    );
}

#[test]
fn what_reading_left_over_names_the_file() {
    let mut all = rows(JAN, "open", &["1", "2"]);
    if let [first, second] = all.as_mut_slice() {
        first.repairs = vec!["continued over page".to_owned(), "interrupted by 2".to_owned()];
        second.redactions = 3;
    }
    let mut history = made(&[JAN, FEB], all, Vec::new());
    if let [full, empty] = history.sources.as_mut_slice() {
        full.words.unplaced = 2;
        empty.words.total = 40;
        let mut broken = empty.clone();
        broken.id = SourceId("broken".to_owned());
        broken.path = "broken.txt".to_owned();
        broken.problem = Some("it is empty".to_owned());
        history.sources.push(broken);
    }
    let problem = |kind, message: &str| SourceProblem {
        source: SourceId(format!("source of {JAN}")),
        path: "2019-01-10/log.txt".to_owned(),
        kind,
        message: message.to_owned(),
        lines: Some([7, 9]),
        page: None,
        bbox: None,
        text: "by order of the mayor".to_owned(),
    };
    let problems = [
        problem(SourceProblemKind::Unplaced, "between two rows"),
        problem(SourceProblemKind::NoteWithoutRow, "no row 61"),
        problem(SourceProblemKind::UnbalancedQuote, "a quote"),
        problem(SourceProblemKind::NoHeader, "no header"),
        problem(SourceProblemKind::HugeCell, "huge"),
        problem(SourceProblemKind::Undecodable, "bytes"),
        problem(SourceProblemKind::Missed, "7 words"),
        problem(SourceProblemKind::Reader, "a page broke off"),
        problem(SourceProblemKind::NoWitness, "it took too long"),
    ];
    let findings = audit(&history, &problems);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    let expected =
        ["T001", "T002", "T003", "T004", "T005", "T006", "T007", "T008", "T009", "T010", "T012", "T013", "X001"];
    assert_eq!(codes, expected);
    assert_eq!(findings[0].message, "2019-01-10/log.txt, lines 7 to 9: between two rows.");
    assert_eq!(findings[0].quotes[0].text, "by order of the mayor");
    assert_eq!(
        findings[1].message,
        "1 in the log of 2019-01-10 was put together: continued over page and interrupted by 2."
    );
    assert_eq!(findings[3].message, "2019-02-10/log.txt has 40 words, and no action was found in it.");
    assert_eq!(findings[12].message, "3 places are in one row of the log of 2019-01-10 blacked out.");
    assert!(findings.iter().all(|finding| explain::page(&finding.code).is_some()));
}

#[test]
fn names_of_actions_do_not_move_findings() {
    let mut all = rows(JAN, "open", &["1", "2", "3", "3~2"]);
    all.extend(rows(FEB, "open", &["4"]));
    let mut history = made(&[JAN, FEB], all, Vec::new());
    let order = |history: &History| audit(history, &[]).into_iter().map(|finding| finding.message).collect::<Vec<_>>();
    let before = order(&history);
    let count = history.actions.len();
    for (index, action) in history.actions.iter_mut().enumerate() {
        action.id = ActionId(format!("a{}", count - index));
    }
    history.actions.reverse();
    assert_eq!(order(&history), before);
    assert!(audit(&history, &[]).iter().all(|finding| finding.severity <= Severity::Note));
}
