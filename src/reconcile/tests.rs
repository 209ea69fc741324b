use std::collections::BTreeMap;

use super::*;
use crate::model::action::EventKind::{
    self, NotSeen, Raised, Reopened, Reworded, SeenAgain, StatusChanged, StatusReworded,
};
use crate::model::link::Judgement::{self, Different, Same, Unsure};
use crate::model::link::LinkKind::{Duplicate, SameNumber};
use crate::model::link::{Link, LinkKind};
use crate::model::observation::Category::{Complete, InProgress, NotStarted, Ongoing, ProposedComplete};
use crate::model::observation::{Category, DateKind, TextField};
use crate::model::sample::{date, edition, in_order, link, row};

const JAN: &str = "2019-01-10/log";
const FEB: &str = "2019-02-10/log";
const MAR: &str = "2019-03-10/log";

fn editions(ids: &[&str]) -> Vec<Edition> {
    ids.iter().map(|id| edition(id, &[])).collect()
}

fn run(editions: &[Edition], rows: Vec<Observation>, links: Vec<Link>) -> Vec<Action> {
    let rows = in_order(rows);
    let actions = reconcile(editions, &rows, &links, &[]);
    let mut steps: BTreeMap<&ObservationId, usize> = BTreeMap::new();
    for id in actions.iter().flat_map(|action| &action.observations) {
        *steps.entry(id).or_default() += 1;
    }
    for row in &rows {
        let told = actions.iter().any(|action| action.told_in.contains(&row.id));
        assert_eq!(steps.get(&row.id).copied().unwrap_or(0) + usize::from(told), 1, "{} has one place", row.id);
    }
    actions
}

fn at(edition: &str, label: &str) -> String {
    format!("{edition}#actions:{label}")
}

fn plain(edition: &str, label: &str, action: &str) -> Observation {
    row(&at(edition, label), action)
}

fn join(from: &str, to: &str, kind: LinkKind, judgement: Judgement) -> Link {
    link(from, to, kind, judgement)
}

fn kinds(action: &Action) -> Vec<(EventKind, &str)> {
    action.events.iter().map(|event| (event.kind, event.edition.0.as_str())).collect()
}

fn labels(action: &Action) -> Vec<&str> {
    action.aliases.iter().map(|alias| alias.label.as_str()).collect()
}

#[test]
fn one_event_for_one_change() {
    let status = |label: &str, edition: &str, category: Category, raw: &str| {
        plain(edition, label, "Paint the gate").status(category, raw)
    };
    for (before, after, expected) in [
        ((Ongoing, "Ongoing – quotes awaited."), (Ongoing, "Ongoing - quotes awaited"), vec![]),
        ((Ongoing, "Ongoing"), (Ongoing, "Ongoing, paint bought"), vec![StatusReworded]),
        ((Ongoing, "Ongoing"), (InProgress, "In progress"), vec![StatusChanged]),
        ((Ongoing, "Ongoing"), (Complete, "Complete. Green it is"), vec![EventKind::Closed]),
        ((Complete, "Complete"), (Ongoing, "Ongoing"), vec![Reopened]),
        ((Complete, "Complete"), (Category::Closed, "Closed"), vec![StatusChanged]),
        ((ProposedComplete, "Proposed complete"), (Ongoing, "Ongoing"), vec![StatusChanged]),
    ] {
        let rows = vec![status("1", JAN, before.0, before.1), status("1", FEB, after.0, after.1)];
        let actions = run(&editions(&[JAN, FEB]), rows, vec![join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, Same)]);
        let found: Vec<EventKind> = actions[0].events.iter().skip(1).map(|event| event.kind).collect();
        assert_eq!(found, expected, "{} → {}", before.1, after.1);
        assert_eq!(actions[0].state, after.0);
    }
}

#[test]
fn the_heading_of_a_table_speaks_where_no_status_does() {
    let editions = [edition(JAN, &[("open", Some(Ongoing))]), edition(FEB, &[("done", Some(Complete))])];
    let (one, two) = (format!("{JAN}#open:1"), format!("{FEB}#done:1"));
    let actions =
        run(&editions, vec![row(&one, "Paint"), row(&two, "Paint")], vec![join(&one, &two, SameNumber, Same)]);
    assert_eq!(kinds(&actions[0]), [(Raised, JAN), (EventKind::Closed, FEB)]);
    assert_eq!(actions[0].state, Complete);
}

#[test]
fn number_owner_and_wording_are_compared_where_both_have_them() {
    let rows = vec![
        plain(JAN, "4", "Paint the gate").owner("Ada and Bo", false),
        plain(FEB, "(9)", "Paint the north gate").owner("bo and Ada", false),
        plain(MAR, "9.", "Paint the north gate.").owner("………", true),
    ];
    let links = vec![
        join(&at(JAN, "4"), &at(FEB, "(9)"), LinkKind::Renumbered, Same),
        join(&at(FEB, "(9)"), &at(MAR, "9."), SameNumber, Same),
    ];
    let actions = run(&editions(&[JAN, FEB, MAR]), rows, links);
    assert_eq!(kinds(&actions[0]), [(Raised, JAN), (EventKind::Renumbered, FEB), (Reworded, FEB)]);
    assert_eq!(labels(&actions[0]), ["4", "(9)", "9."]);
    assert_eq!(actions[0].title, "Paint the north gate.");
}

#[test]
fn a_log_without_a_column_in_between_loses_no_change() {
    let apr = "2019-04-10/log";
    let due = |raw: &str, month: &str| date(raw, DateKind::Date, &format!("2019-{month}-01..2019-{month}-01"));
    let full = |edition: &str, category: Category, raw: &str| plain(edition, "1", "Paint").status(category, raw);
    let rows = vec![
        full(JAN, Ongoing, "Ongoing").owner("Ada", false).due(due("1 May", "05")),
        plain(FEB, "1", "Paint it"),
        full(MAR, Complete, "Complete").owner("Bo", false).due(due("1 June", "06")),
        full(apr, Ongoing, "Ongoing").owner("Bo", false).due(due("1 June", "06")),
    ];
    let joined = |judgement: Judgement| {
        vec![
            join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, judgement),
            join(&at(FEB, "1"), &at(MAR, "1"), SameNumber, Same),
            join(&at(MAR, "1"), &at(apr, "1"), SameNumber, Same),
        ]
    };
    let logs = editions(&[JAN, FEB, MAR, apr]);
    let actions = run(&logs, rows.clone(), joined(Same));
    let expected = [
        (Raised, JAN),
        (Reworded, FEB),
        (Reworded, MAR),
        (EventKind::DeadlineSlipped, MAR),
        (EventKind::OwnerChanged, MAR),
        (EventKind::Closed, MAR),
        (Reopened, apr),
    ];
    assert_eq!(kinds(&actions[0]), expected);
    assert!(actions[0].events.iter().all(|event| event.sure));
    let unsure = run(&logs, rows, joined(Unsure));
    let sure: Vec<bool> = unsure[0].events.iter().map(|event| event.sure).collect();
    assert_eq!(sure, [true, false, false, false, false, false, true], "what rests on the unsure link says so");
}

#[test]
fn absence_is_noted_once_and_so_is_the_return() {
    let logs = [JAN, FEB, MAR, "2019-04-10/log", "2019-05-10/log"];
    let open = |edition: &str| plain(edition, "1", "Paint").status(Ongoing, "Ongoing");
    let rows = vec![
        open(JAN),
        plain(JAN, "2", "Sweep").status(Complete, "Complete"),
        plain(FEB, "3", "Mow"),
        plain(MAR, "5", "Dig"),
        open("2019-04-10/log"),
        plain("2019-05-10/log", "4", "Rake"),
    ];
    let links = vec![join(&at(JAN, "1"), &at("2019-04-10/log", "1"), SameNumber, Unsure)];
    let actions = run(&editions(&logs), rows, links);
    let expected = [(Raised, JAN), (NotSeen, FEB), (SeenAgain, "2019-04-10/log"), (NotSeen, "2019-05-10/log")];
    assert_eq!(kinds(&actions[0]), expected);
    assert_eq!(actions[0].events.iter().map(|event| event.sure).collect::<Vec<_>>(), [true, true, false, false]);
    assert_eq!(kinds(&actions[1]), [(Raised, JAN)], "what is over may stay away");
    assert_eq!(kinds(&actions[2]), [(Raised, FEB), (NotSeen, MAR)]);
}

#[test]
fn a_log_without_rows_leaves_nothing_out() {
    let rows = vec![plain(JAN, "1", "Paint"), plain(MAR, "1", "Paint")];
    let links = vec![join(&at(JAN, "1"), &at(MAR, "1"), SameNumber, Same)];
    assert_eq!(kinds(&run(&editions(&[JAN, FEB, MAR]), rows, links)[0]), [(Raised, JAN)]);
}

#[test]
fn a_log_in_two_files_leaves_nothing_out() {
    let second = "2019-01-10/log~2";
    let rows =
        vec![plain(JAN, "1", "Paint"), plain(second, "2", "Sweep"), plain(FEB, "1", "Paint"), plain(FEB, "2", "Sweep")];
    let links = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, Same),
        join(&at(second, "2"), &at(FEB, "2"), SameNumber, Same),
    ];
    let actions = run(&editions(&[JAN, second, FEB]), rows, links);
    assert!(actions.iter().all(|action| action.events.len() == 1));
}

#[test]
fn a_write_up_raises_and_restates_and_its_numbers_are_its_own() {
    let (paper, summary, section) =
        ("2019-01-20/write-up", "2019-01-20/write-up#summary:1", "2019-01-20/write-up#sections:@1");
    let rows = vec![row(summary, "Paint it"), row(section, "Paint it"), plain(FEB, "40", "Paint")];
    let links = vec![
        join(summary, section, LinkKind::Restated, Unsure),
        join(summary, &at(FEB, "40"), LinkKind::Renumbered, Same),
        join(section, &at(FEB, "40"), LinkKind::Renumbered, Same),
    ];
    let actions = run(&editions(&[JAN, paper, FEB]), rows, links);
    assert_eq!(kinds(&actions[0]), [(Raised, paper), (EventKind::Restated, paper), (EventKind::Renumbered, FEB)]);
    assert!(actions[0].steps.iter().all(|step| step.sure), "a detour of sure links is sure");
}

#[test]
fn an_unsure_link_joins_and_says_so() {
    let rows = vec![plain(JAN, "1", "Paint"), plain(FEB, "1", "Paint it"), plain(MAR, "1", "Paint it red")];
    let links = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, Unsure),
        join(&at(FEB, "1"), &at(MAR, "1"), SameNumber, Same),
    ];
    let actions = run(&editions(&[JAN, FEB, MAR]), rows, links);
    assert_eq!(actions.len(), 1);
    assert_eq!(actions[0].steps.iter().map(|step| step.sure).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(actions[0].events.iter().map(|event| event.sure).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn what_a_reviewer_keeps_apart_is_joined_by_no_detour() {
    let rows = vec![plain(JAN, "1", "Paint"), plain(FEB, "1", "Paint"), plain(FEB, "2", "Paint")];
    let links = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, Same),
        join(&at(JAN, "1"), &at(FEB, "2"), LinkKind::Renumbered, Same),
        join(&at(FEB, "1"), &at(FEB, "2"), Duplicate, Different),
    ];
    assert_eq!(run(&editions(&[JAN, FEB]), rows, links).len(), 2);
}

#[test]
fn an_unsure_link_does_not_make_two_rows_of_a_log_one() {
    let rows = vec![plain(JAN, "1", "Paint"), plain(FEB, "1", "Paint"), plain(FEB, "2", "Paint it")];
    let links = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, Same),
        join(&at(JAN, "1"), &at(FEB, "2"), LinkKind::Renumbered, Unsure),
    ];
    assert_eq!(run(&editions(&[JAN, FEB]), rows, links).len(), 2);
}

#[test]
fn a_row_that_tells_of_several_belongs_to_none() {
    let paper = "2019-01-20/write-up";
    let whole = "2019-01-20/write-up#summary:4";
    let rows = vec![row(whole, "Paint and sweep"), plain(FEB, "7", "Paint"), plain(FEB, "8", "Sweep")];
    let links =
        vec![join(whole, &at(FEB, "7"), LinkKind::Split, Same), join(whole, &at(FEB, "8"), LinkKind::Split, Unsure)];
    let actions = run(&editions(&[paper, FEB]), rows, links);
    assert_eq!(actions.len(), 2);
    assert!(actions.iter().all(|action| action.told_in == [ObservationId(whole.to_owned())]));
    assert_eq!(kinds(&actions[0]), [(EventKind::Split, FEB)]);
    assert_eq!((actions[0].events[0].sure, actions[1].events[0].sure), (true, false));
}

#[test]
fn an_action_that_splits_ends_and_its_parts_begin() {
    let rows = vec![
        plain(JAN, "1", "Paint and sweep").status(Ongoing, "Ongoing"),
        plain(FEB, "1", "Paint and sweep").status(Ongoing, "Ongoing"),
        plain(MAR, "5", "Paint").status(Ongoing, "Ongoing"),
        plain(MAR, "6", "Sweep").status(Ongoing, "Ongoing"),
    ];
    let links = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), SameNumber, Same),
        join(&at(FEB, "1"), &at(MAR, "5"), LinkKind::Split, Same),
        join(&at(FEB, "1"), &at(MAR, "6"), LinkKind::Split, Same),
    ];
    let actions = run(&editions(&[JAN, FEB, MAR]), rows, links);
    assert_eq!(kinds(&actions[0]), [(Raised, JAN)]);
    assert_eq!(kinds(&actions[2]), [(EventKind::Split, MAR)]);
    assert_eq!((actions[2].events[0].from.as_deref(), actions[2].events[0].to.as_deref()), (Some("1"), Some("6")));
    assert!(actions.iter().all(|action| action.told_in.is_empty()));
}

#[test]
fn actions_that_merge_end_where_the_whole_lives_on() {
    let rows = vec![
        plain(JAN, "1", "Paint").status(Ongoing, "Ongoing"),
        plain(JAN, "2", "Sweep").status(Ongoing, "Ongoing"),
        plain(FEB, "1", "Paint and sweep").status(Ongoing, "Ongoing"),
        plain(MAR, "1", "Paint and sweep").status(Complete, "Complete"),
    ];
    let parts = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), LinkKind::Merged, Same),
        join(&at(JAN, "2"), &at(FEB, "1"), LinkKind::Merged, Same),
    ];
    let mut links = parts.clone();
    links.push(join(&at(FEB, "1"), &at(MAR, "1"), SameNumber, Same));
    let actions = run(&editions(&[JAN, FEB, MAR]), rows.clone(), links);
    assert_eq!(kinds(&actions[0]), [(Raised, JAN)]);
    assert_eq!(kinds(&actions[2]), [(EventKind::Merged, FEB), (EventKind::Closed, MAR)]);
    // A log's own row is an action, also where no other edition has it.
    let mut rows = rows;
    rows.pop();
    let actions = run(&editions(&[JAN, FEB]), rows, parts);
    assert_eq!(actions.len(), 3);
    assert_eq!(kinds(&actions[2]), [(EventKind::Merged, FEB)]);
}

#[test]
fn parts_that_lead_round_in_a_circle_lose_no_row() {
    let rows = vec![plain(JAN, "1", "Paint"), plain(FEB, "1", "Sweep")];
    let links = vec![
        join(&at(JAN, "1"), &at(FEB, "1"), LinkKind::Split, Same),
        join(&at(JAN, "1"), &at(FEB, "1"), LinkKind::Merged, Same),
    ];
    assert_eq!(run(&editions(&[JAN, FEB]), rows, links).len(), 2);
}

#[test]
fn twins_that_disagree_are_a_conflict() {
    let due = |raw: &str, month: &str| date(raw, DateKind::Date, &format!("2019-{month}-01..2019-{month}-01"));
    let rows = vec![
        plain(JAN, "1", "Paint").status(Complete, "Done").due(due("1 May", "05")),
        plain(JAN, "2", "Paint").status(Ongoing, "Ongoing").due(due("1 June", "06")),
        plain(FEB, "2", "Paint").status(Ongoing, "Ongoing").due(due("1 June", "06")),
    ];
    let links =
        vec![join(&at(JAN, "1"), &at(JAN, "2"), Duplicate, Same), join(&at(JAN, "2"), &at(FEB, "2"), SameNumber, Same)];
    let actions = run(&editions(&[JAN, FEB]), rows, links);
    let fields: Vec<&str> = actions[0].conflicts.iter().map(|conflict| conflict.field.as_str()).collect();
    assert_eq!(fields, ["status", "deadline"]);
    assert_eq!(actions[0].conflicts[0].values.len(), 2);
}

#[test]
fn undated_editions_say_nothing_about_now_unless_there_is_no_other() {
    let undated = "undated/log";
    let rows = vec![
        plain(JAN, "1", "Paint").status(Ongoing, "Ongoing"),
        plain(undated, "1", "Paint!").status(Complete, "Complete"),
    ];
    let links = vec![join(&at(JAN, "1"), &at(undated, "1"), SameNumber, Same)];
    let actions = run(&editions(&[JAN, undated]), rows, links);
    assert_eq!((actions[0].state, actions[0].title.as_str()), (Ongoing, "Paint"));
    assert_eq!(kinds(&actions[0]), [(Raised, JAN)]);
    let alone = run(&editions(&[undated]), vec![plain(undated, "1", "Paint").status(Complete, "Complete")], Vec::new());
    assert_eq!((alone[0].state, alone[0].events.len()), (Complete, 0));
}

mod any_links {
    use proptest::prelude::*;

    use super::*;

    const PLACES: [&str; 5] = [JAN, "2019-01-20/write-up", FEB, MAR, "undated/log"];

    fn some_link() -> impl Strategy<Value = Link> {
        let kind =
            prop::sample::select(vec![SameNumber, LinkKind::Restated, Duplicate, LinkKind::Split, LinkKind::Merged]);
        let judgement = prop::sample::select(vec![Same, Same, Unsure, Different]);
        (0..5_usize, 0..4_usize, 0..5_usize, 0..4_usize, kind, judgement, 300..900_u32).prop_map(
            |(from, one, to, other, kind, judgement, score)| Link {
                score,
                ..join(&at(PLACES[from], &one.to_string()), &at(PLACES[to], &other.to_string()), kind, judgement)
            },
        )
    }

    proptest! {
        #[test]
        fn lose_no_row_and_their_order_does_not_matter(links in prop::collection::vec(some_link(), 0..25)) {
            let rows = || PLACES.iter().flat_map(|place| (0..4).map(|label| plain(place, &label.to_string(), "Paint").status(Ongoing, "Ongoing"))).collect();
            let mut reversed = links.clone();
            reversed.reverse();
            let apart: Vec<(ObservationId, ObservationId)> =
                links.iter().filter(|link| link.judgement == Different && link.from != link.to).map(|link| (link.from.clone(), link.to.clone())).collect();
            let actions = run(&editions(&PLACES), rows(), links);
            for (from, to) in apart {
                prop_assert!(!actions.iter().any(|action| action.observations.contains(&from) && action.observations.contains(&to)));
            }
            prop_assert_eq!(actions, run(&editions(&PLACES), rows(), reversed));
        }
    }
}

#[test]
fn moves_silence_and_overdue_are_counted_at_the_logs_own_dates() {
    let due = |edition: &str, span: &str, status: &str| {
        let field = date(span, DateKind::Month, span);
        let category = if status.starts_with("Proposed") { ProposedComplete } else { Ongoing };
        plain(edition, "7", "Paint the gate").status(category, status).due(field)
    };
    let joined = |rows: &[Observation]| {
        rows.windows(2).map(|pair| join(&pair[0].id.0, &pair[1].id.0, SameNumber, Same)).collect::<Vec<_>>()
    };
    let rows = vec![
        due(JAN, "2019-01-01..2019-01-31", "Ongoing. Paint is ordered."),
        due(FEB, "2019-01-01..2019-01-31", "Ongoing. Paint is ordered."),
        due(MAR, "2019-02-01..2019-02-28", "Ongoing. Paint is ordered."),
    ];
    let links = joined(&rows);
    let course = run(&editions(&[JAN, FEB, MAR]), rows, links).remove(0).course;
    assert_eq!((course.moves, course.months_slipped), (1, 1));
    // On the tenth of January the month had not passed.
    assert_eq!(course.overdue_in.iter().map(|id| id.0.as_str()).collect::<Vec<_>>(), [FEB, MAR]);
    let silence = course.silence.expect("nothing new was said");
    assert_eq!((silence.from.0.as_str(), silence.to.0.as_str(), silence.days), (JAN, MAR, 59));

    // What is put forward as complete is not overdue, and what says something new is not silent.
    let rows = vec![
        due(JAN, "2019-01-01..2019-01-31", "Ongoing. Paint is ordered."),
        due(FEB, "2019-01-01..2019-01-31", "Proposed complete. Paint is on."),
    ];
    let links = joined(&rows);
    let course = run(&editions(&[JAN, FEB]), rows, links).remove(0).course;
    assert_eq!(course, crate::model::action::Course::default());
}

#[test]
fn what_a_column_of_the_documents_own_says_ends_a_silence() {
    let said = |edition: &str, progress: &str| {
        let mut row = plain(edition, "7", "Paint the gate").status(Ongoing, "Amber");
        row.extra.insert("Where we are".to_owned(), TextField { raw: progress.to_owned(), locator: Vec::new() });
        row
    };
    let course = |second: &str| {
        let rows = vec![said(JAN, "Paint is ordered."), said(FEB, second), said(MAR, second)];
        let links = rows.windows(2).map(|pair| join(&pair[0].id.0, &pair[1].id.0, SameNumber, Same)).collect();
        run(&editions(&[JAN, FEB, MAR]), rows, links).remove(0).course
    };
    let silent = |second: &str| course(second).silence.map(|silence| (silence.from.0, silence.to.0));
    assert_eq!(silent("Paint is  ordered."), Some((JAN.to_owned(), MAR.to_owned())));
    assert_eq!(silent("Paint has come."), Some((FEB.to_owned(), MAR.to_owned())));
    // A cell left empty says nothing.
    assert_eq!(silent(""), Some((JAN.to_owned(), MAR.to_owned())));
}

#[test]
fn what_was_done_or_not_begun_is_not_claimed_where_a_later_log_says_otherwise() {
    let said = |edition: &str, category: Category, raw: &str| plain(edition, "7", "Fit a lock").status(category, raw);
    for (then, later, expected) in [
        (Complete, "We found a leak; work must be redone", Category::None),
        (ProposedComplete, "A leak was found", Category::None),
        (Complete, "", Complete),
        (NotStarted, "First lock with the committee", Category::None),
        (NotStarted, "", NotStarted),
        (Ongoing, "Lock ordered", Ongoing),
    ] {
        let rows = vec![said(JAN, then, "x"), said(FEB, Category::None, later)];
        let links = vec![join(&rows[0].id.0, &rows[1].id.0, SameNumber, Same)];
        assert_eq!(run(&editions(&[JAN, FEB]), rows, links).remove(0).state, expected, "{then:?} {later}");
    }
}
