//! A small made-up history with everything in it that the page shows, for the tests of its parts.

use std::collections::BTreeMap;

use super::{Explanation, Report, write_report};
use crate::model::action::{
    Action, Alias, Course, Dropped, Edit, EditKind, Event, EventKind, Origin, Segment, Span, Step,
};
use crate::model::finding::{Finding, Quote, Severity};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::{Code, Judgement, LinkKind};
use crate::model::observation::{Category, DateKind, Locator, Reference, Relation};
use crate::model::sample::{date, edition, history, in_order, link, row};

/// Makes an event.
pub fn event(kind: EventKind, edition: &str, row: Option<&str>) -> Event {
    Event {
        kind,
        edition: EditionId(edition.to_owned()),
        observation: row.map(|row| ObservationId(row.to_owned())),
        sure: true,
        from: None,
        to: None,
        detail: None,
        months: None,
    }
}

/// Makes two actions in four logs: one that slips, is left out and comes back, and one that refers to it.
pub fn harbour() -> History {
    let rows = ["2021-03-15/log#open:7", "2021-07-19/log#open:7", "2022-03-01/log#open:7"];
    let [first, second, third] = rows.map(|id| row(id, "Publish the dredging timetable."));
    let mut second = second.status(Category::Ongoing, "Ongoing. Boat booked. The chart is due in June.").due(date(
        "Nov’21",
        DateKind::Month,
        "2021-11-01..2021-11-30",
    ));
    if let Some(status) = &mut second.status {
        status.locator = vec![Locator { page: None, lines: Some([12, 14]), bbox: None }];
    }
    let mut other = row("2021-03-15/log#open:8", "Tell the clubs, see 7.").status(Category::NotStarted, "Not started");
    let target = ObservationId(rows[0].to_owned());
    other.references = vec![Reference {
        raw: "see 7".to_owned(),
        number: 7,
        targets: vec![target],
        problem: None,
        relation: Relation::ToldIn,
    }];
    let observations = in_order(vec![
        first.status(Category::None, "Boat booked. The chart is due in May. Ask the Crown agent.").due(date(
            "M4",
            DateKind::Code,
            "M4",
        )),
        other,
        second,
        row("2021-07-19/log#open:8", "Tell the clubs.").status(Category::Complete, "Complete"),
        third.status(Category::Ongoing, "Ongoing."),
    ]);
    let editions = ["2021-03-15/log", "2021-07-19/log", "2021-11-22/log", "2022-03-01/log"];
    let mut made = history(
        editions.map(|id| edition(id, &[("open", None)])).to_vec(),
        observations,
        vec![
            link(rows[0], rows[1], LinkKind::SameNumber, Judgement::Same),
            link(rows[1], rows[2], LinkKind::SameNumber, Judgement::Unsure),
        ],
        vec![dredging(rows), clubs()],
    );
    made.codes = vec![Code {
        code: "M4".to_owned(),
        from: Some("2021-07-01".to_owned()),
        to: Some("2021-07-31".to_owned()),
        judgement: Judgement::Same,
        evidence: Vec::new(),
    }];
    made.findings = vec![Finding {
        code: "S006".to_owned(),
        severity: Severity::Warning,
        message: "A date in carried-over wording was moved.".to_owned(),
        observations: vec![ObservationId(rows[1].to_owned())],
        actions: vec![ActionId("tl-0001".to_owned())],
        editions: vec![EditionId("2021-07-19/log".to_owned())],
        quotes: vec![Quote {
            observation: Some(ObservationId(rows[1].to_owned())),
            field: "status".to_owned(),
            text: "The chart is due in June.".to_owned(),
        }],
        hint: None,
    }];
    made
}

fn dredging(rows: [&str; 3]) -> Action {
    let id = |row: &str| ObservationId(row.to_owned());
    let piece = |text: &str, origin, from: Option<&str>| Segment {
        text: text.to_owned(),
        origin,
        from: from.map(id),
        was: None,
        edits: Vec::new(),
    };
    let edit = Edit { kind: EditKind::DateMoved, was: "May.".to_owned(), now: "June.".to_owned() };
    let segments = vec![
        piece("Ongoing.", Origin::New, None),
        piece("Boat booked.", Origin::Carried, Some(rows[0])),
        Segment {
            was: Some("The chart is due in May.".to_owned()),
            edits: vec![edit],
            ..piece("The chart is due in June.", Origin::Edited, Some(rows[0]))
        },
    ];
    let dropped = vec![Dropped { text: "Ask the Crown agent.".to_owned(), from: id(rows[0]) }];
    let step = |row: &str, sure| Step { observation: id(row), sure, segments: Vec::new(), dropped: Vec::new() };
    let events = vec![
        event(EventKind::Raised, "2021-03-15/log", Some(rows[0])),
        event(EventKind::DeadlineSlipped, "2021-07-19/log", Some(rows[1])),
        event(EventKind::NotSeen, "2021-11-22/log", None),
        event(EventKind::SeenAgain, "2022-03-01/log", Some(rows[2])),
    ];
    let steps = vec![step(rows[0], true), Step { segments, dropped, ..step(rows[1], true) }, step(rows[2], false)];
    action("tl-0001", "Publish the dredging timetable.", Category::Ongoing, steps, events)
}

fn clubs() -> Action {
    let rows = ["2021-03-15/log#open:8", "2021-07-19/log#open:8"];
    let step = |row: &str| Step {
        observation: ObservationId(row.to_owned()),
        sure: true,
        segments: Vec::new(),
        dropped: Vec::new(),
    };
    let events = vec![
        event(EventKind::Raised, "2021-03-15/log", Some(rows[0])),
        event(EventKind::Closed, "2021-07-19/log", Some(rows[1])),
    ];
    action("tl-0002", "Tell the clubs.", Category::Complete, rows.map(step).to_vec(), events)
}

fn action(id: &str, title: &str, state: Category, steps: Vec<Step>, events: Vec<Event>) -> Action {
    let edition = |step: &Step| step.observation.0.split('#').next().unwrap_or_default().to_owned();
    let label = |step: &Step| step.observation.0.rsplit(':').next().unwrap_or_default().to_owned();
    let alias = |step: &Step| Alias { edition: EditionId(edition(step)), label: label(step) };
    Action {
        id: ActionId(id.to_owned()),
        title: title.to_owned(),
        born_in: EditionId(steps.first().map(edition).unwrap_or_default()),
        aliases: steps.iter().map(alias).collect(),
        observations: steps.iter().map(|step| step.observation.clone()).collect(),
        steps,
        told_in: Vec::new(),
        state,
        deadline: Span::default(),
        conflicts: Vec::new(),
        course: Course::default(),
        events,
    }
}

fn written(history: &History) -> String {
    let explanation = Explanation {
        code: "S006",
        severity: Severity::Warning,
        title: "Carried-over wording edited",
        means: "It changed.",
        example: "May became June.",
        todo: "Ask why.",
    };
    let report = Report { history, explanations: &[explanation], pictures: &BTreeMap::new(), remarks: &[] };
    let mut out = Vec::new();
    write_report(&report, &mut out).expect("it is written");
    String::from_utf8(out).expect("text")
}

#[test]
fn the_page_holds_a_block_for_each_action_and_the_rest_once() {
    let page = written(&harbour());
    for (class, count) in [("overview", 1), ("findings", 1), ("unsure", 1), ("sources", 1), ("life", 2)] {
        assert_eq!(page.matches(&format!("class=\"{class}\" data-name")).count(), count, "{class}");
    }
    assert!(page.contains("Carried-over wording edited"));
    assert!(page.trim_end().ends_with("</html>"));
    assert_eq!(page, written(&harbour()), "the same history gives the same bytes");
}

#[test]
fn what_documents_say_never_becomes_markup() {
    let mut history = harbour();
    let plain = written(&history);
    history.series = "</title><script>alert(1)</script>".to_owned();
    history.actions[0].title = "</script><img src=x onerror=alert(1)>".to_owned();
    history.actions[0].id.0 = "\"><b>".to_owned();
    let page = written(&history);
    assert_eq!(page.matches('<').count(), plain.matches('<').count());
}

#[test]
fn a_row_that_is_not_there_still_belongs_to_its_action() {
    let mut history = harbour();
    let gone = history.actions[0].steps[1].observation.clone();
    history.observations.retain(|row| row.id != gone);
    let book = super::book::Book::new(&history);
    let mention = super::ties::mention(&book, &gone);
    assert_eq!((mention.row, mention.action, mention.edition), (gone.0.as_str(), Some("tl-0001"), None));
}

#[test]
fn a_history_with_holes_is_shown_as_far_as_it_goes() {
    let mut history = harbour();
    history.observations.clear();
    history.editions.truncate(1);
    assert!(written(&history).contains("tl-0001"));
    history.actions.clear();
    history.editions.clear();
    assert!(written(&history).contains("</html>"));
}
