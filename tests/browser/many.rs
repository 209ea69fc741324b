//! A made-up history of as many actions and editions as wanted, with everything in it that the report shows.

use std::collections::BTreeMap;

use throughline::model::action::{
    Action, Alias, Course, Dropped, Edit, EditKind, Event, EventKind, Origin, Segment, Span, Step,
};
use throughline::model::edition::{Edition, EditionKind, Precision, Published, TableInfo};
use throughline::model::finding::{Finding, Quote, Severity};
use throughline::model::history::{History, SCHEMA, Settings};
use throughline::model::ids::{ActionId, EditionId, ObservationId, SourceId, TableId};
use throughline::model::link::{Evidence, JudgedBy, Judgement, Link, LinkKind};
use throughline::model::observation::{
    ActionField, Category, DateField, DateKind, DateValue, Locator, Observation, OwnerField, StatusField,
};
use throughline::model::source::{Source, WordCounts};

const OWNERS: [&str; 5] = ["Harbour Master", "Clerk", "Pilots", "Deputy Harbour Master", "Friends of the Quay"];
const SECTIONS: [&str; 4] = ["Moorings", "Dredging", "Lights", "Charges"];
const DOING: [&str; 5] = ["Survey", "Repaint", "Replace", "Count", "Describe"];
const THINGS: [&str; 6] = ["rails of the slipway", "mooring rings", "tide boards", "fenders", "lamps", "bollards"];
const SAID: [&str; 6] = [
    "The surveyor has been asked twice and has not answered.",
    "Two quotes have come, a third is awaited before the board meets.",
    "Waits for dry weather.",
    "The clubs were told at the spring meeting and raised no objection.",
    "Half of the work is done on the east side.",
    "Costs are shared with the fish hall.",
];

/// Makes the history.
pub fn history(actions: usize, editions: usize) -> History {
    let names: Vec<String> =
        (0..editions).map(|index| format!("{}-{:02}-05/log", 2015 + index / 4, index % 4 * 3 + 1)).collect();
    let mut made = History {
        schema: SCHEMA.to_owned(),
        series: "many".to_owned(),
        settings: Settings { version: "0".to_owned(), ..Settings::default() },
        sources: names.iter().map(|name| source(name)).collect(),
        editions: names.iter().map(|name| edition(name)).collect(),
        observations: Vec::new(),
        codes: Vec::new(),
        links: Vec::new(),
        actions: Vec::new(),
        findings: Vec::new(),
        artefacts: Vec::new(),
    };
    for number in 1..=actions {
        add_action(&mut made, number, &names);
    }
    made
}

fn source(name: &str) -> Source {
    Source {
        id: SourceId(format!("{name:x>64}")),
        path: format!("{name}.txt"),
        media_type: "text/plain; charset=utf-8".to_owned(),
        bytes: 100_000,
        words: WordCounts { total: 20_000, cells: 19_000, headings: 900, unplaced: 100, ..WordCounts::default() },
        supersedes: None,
        same_as: None,
        problem: None,
    }
}

fn edition(name: &str) -> Edition {
    let day = name.split('/').next().unwrap_or_default().to_owned();
    Edition {
        id: EditionId(name.to_owned()),
        source: SourceId(format!("{name:x>64}")),
        kind: EditionKind::Log,
        title: Some("Action log".to_owned()),
        layout: String::new(),
        published_on: Some(Published { raw: day.clone(), from: day.clone(), to: day, precision: Precision::Day }),
        tables: vec![TableInfo {
            id: TableId("open".to_owned()),
            title: Some("Open".to_owned()),
            state: None,
            columns: Vec::new(),
        }],
    }
}

fn add_action(made: &mut History, number: usize, names: &[String]) {
    let id = ActionId(format!("tl-{number:04}"));
    let wording = format!(
        "{} the {} at pier {} before the season and tell the members what was found.",
        DOING[number % DOING.len()],
        THINGS[number % THINGS.len()],
        number % 37
    );
    let born = number % (names.len() / 2 + 1);
    let gap = (number % 11 == 3).then_some(born + 2);
    let closed = number.is_multiple_of(3);
    let (mut steps, mut events): (Vec<Step>, Vec<Event>) = (Vec::new(), Vec::new());
    for (index, name) in names.iter().enumerate().skip(born) {
        let event = |kind, row: Option<&ObservationId>, from: Option<String>, to: Option<String>| Event {
            kind,
            edition: EditionId(name.clone()),
            observation: row.cloned(),
            sure: true,
            from,
            to,
            detail: None,
            months: None,
        };
        if gap == Some(index) {
            events.push(event(EventKind::NotSeen, None, None, None));
            continue;
        }
        let row = observation(name, number, index, &wording, closed && index + 1 == names.len());
        if steps.is_empty() {
            events.push(event(EventKind::Raised, Some(&row.id), None, None));
        } else if (index + number).is_multiple_of(5) {
            let was = row.deadline.as_ref().map(|field| field.raw.clone());
            events.push(event(EventKind::DeadlineSlipped, Some(&row.id), Some("earlier".to_owned()), was));
        }
        let before = steps.last().map(|step: &Step| step.observation.clone());
        if let Some(before) = &before {
            made.links.push(link(before, &row.id, number % 97 == 5 && index == born + 1));
        }
        steps.push(step(&row, before));
        made.observations.push(row);
    }
    let observations: Vec<ObservationId> = steps.iter().map(|step| step.observation.clone()).collect();
    if number % 4 == 1 {
        made.findings.push(finding(&id, &observations));
    }
    made.actions.push(Action {
        title: wording,
        born_in: EditionId(names[born].clone()),
        aliases: vec![Alias { edition: EditionId(names[born].clone()), label: number.to_string() }],
        observations,
        steps,
        told_in: Vec::new(),
        state: if closed { Category::Complete } else { Category::Ongoing },
        deadline: Span { from: Some("2019-03-01".to_owned()), to: Some("2019-03-31".to_owned()) },
        conflicts: Vec::new(),
        course: Course::default(),
        events,
        id,
    });
}

fn observation(name: &str, number: usize, index: usize, wording: &str, done: bool) -> Observation {
    let place = || vec![Locator { page: None, lines: Some([number as u32, number as u32 + 2]), bbox: None }];
    let state = if done { ("Complete.", Category::Complete) } else { ("Ongoing.", Category::Ongoing) };
    let month = (number + index / 2) % 12 + 1;
    let due = format!("{}-{month:02}", 2016 + index / 4);
    let part =
        DateValue { kind: DateKind::Month, code: None, from: Some(format!("{due}-01")), to: Some(format!("{due}-28")) };
    Observation {
        id: ObservationId(format!("{name}#open:{number}")),
        edition: EditionId(name.to_owned()),
        ordinal: number as u32,
        table: TableId("open".to_owned()),
        section: Some(SECTIONS[number % SECTIONS.len()].to_owned()),
        category: None,
        label: Some(number.to_string()),
        number: Some(number as u64),
        legacy: false,
        action: Some(ActionField { raw: wording.to_owned(), locator: place(), parts: Vec::new() }),
        deadline: Some(DateField { raw: due, locator: place(), parts: vec![part] }),
        status: Some(StatusField {
            raw: format!("{} {} {}", state.0, SAID[index % SAID.len()], SAID[(index + number) % SAID.len()]),
            locator: place(),
            category: state.1,
            state: state.0.trim_end_matches('.').to_owned(),
        }),
        raised: None,
        owner: Some(OwnerField {
            raw: OWNERS[number % OWNERS.len()].to_owned(),
            locator: place(),
            names: vec![OWNERS[number % OWNERS.len()].to_owned()],
            redacted: false,
        }),
        note: None,
        extra: BTreeMap::new(),
        redactions: 0,
        references: Vec::new(),
        repairs: Vec::new(),
    }
}

fn step(row: &Observation, before: Option<ObservationId>) -> Step {
    let status = row.status.as_ref().map_or("", |status| status.raw.as_str());
    let (first, rest) = status.split_once(". ").unwrap_or((status, ""));
    let piece = |text: &str, origin, from: Option<ObservationId>| Segment {
        text: text.to_owned(),
        origin,
        from,
        was: None,
        edits: Vec::new(),
    };
    let Some(before) = before else {
        return Step { observation: row.id.clone(), sure: true, segments: Vec::new(), dropped: Vec::new() };
    };
    let edit = Edit { kind: EditKind::Softened, was: "will be".to_owned(), now: "may be".to_owned() };
    let segments = vec![
        piece(&format!("{first}."), Origin::New, None),
        Segment {
            was: Some(rest.replace("has", "had")),
            edits: vec![edit],
            ..piece(rest, Origin::Edited, Some(before.clone()))
        },
    ];
    let dropped = vec![Dropped { text: "A list will follow.".to_owned(), from: before }];
    Step { observation: row.id.clone(), sure: true, segments, dropped }
}

fn link(from: &ObservationId, to: &ObservationId, unsure: bool) -> Link {
    let evidence = |name: &str, weight| Evidence {
        name: name.to_owned(),
        earlier: "one".to_owned(),
        later: "other".to_owned(),
        weight,
    };
    Link {
        from: from.clone(),
        to: to.clone(),
        kind: LinkKind::SameNumber,
        score: if unsure { 560 } else { 940 },
        judgement: if unsure { Judgement::Unsure } else { Judgement::Same },
        by: JudgedBy::Rule,
        evidence: vec![evidence("wording", 700), evidence("number", 120), evidence("deadline", -40)],
        runners_up: Vec::new(),
    }
}

fn finding(id: &ActionId, rows: &[ObservationId]) -> Finding {
    let row = rows.first().cloned();
    Finding {
        code: "D001".to_owned(),
        severity: Severity::Warning,
        message: format!("The deadline of {id} slipped."),
        observations: row.iter().cloned().collect(),
        actions: vec![id.clone()],
        editions: Vec::new(),
        quotes: vec![Quote { observation: row, field: "deadline".to_owned(), text: "2016-02".to_owned() }],
        hint: Some("Ask why.".to_owned()),
    }
}
