use proptest::prelude::*;

use super::*;
use crate::model::action::Action;
use crate::model::ids::ActionId;
use crate::model::link::{Code, Judgement, LinkKind};
use crate::model::observation::{Category, DateKind, Reference, Relation};
use crate::model::sample::{date, edition, in_order, link, row};
use crate::reconcile::reconcile;

const EDITIONS: [&str; 3] = ["2019-01-10/log", "2019-04-10/log", "2019-07-10/log"];

/// One action with these statuses in one log after the other.
fn life(rows: Vec<Observation>) -> Action {
    let editions: Vec<_> = EDITIONS.iter().map(|id| edition(id, &[("open", None)])).collect();
    let links = rows.windows(2).map(|pair| link(&pair[0].id.0, &pair[1].id.0, LinkKind::SameNumber, Judgement::Same));
    let links: Vec<_> = links.collect();
    let code = |code: &str, from: &str, to: &str, judgement| Code {
        code: code.to_owned(),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        judgement,
        evidence: Vec::new(),
    };
    let codes = vec![code("M4", "2019-02-01", "2019-02-28", Judgement::Same)];
    let mut actions = reconcile(&editions, &in_order(rows), &links, &codes);
    assert_eq!(actions.len(), 1, "one action");
    let mut action = actions.remove(0);
    action.id = ActionId("a1".to_owned());
    action
}

fn said(statuses: &[&str]) -> Vec<Observation> {
    let category = |raw: &str| match raw.to_lowercase() {
        raw if raw.starts_with("ongoing") => Category::Ongoing,
        raw if raw.starts_with("complete") => Category::Complete,
        raw if raw.starts_with("achieved") => Category::Complete,
        _ => Category::None,
    };
    let made = |(edition, raw): (&&str, &&str)| {
        let mut seen = row(&format!("{edition}#open:7"), "Paint the boat").status(category(raw), raw);
        if let Some(status) = seen.status.as_mut().filter(|status| status.raw.starts_with("Achieved")) {
            status.state = "Achieved".to_owned();
        }
        seen
    };
    EDITIONS.iter().zip(statuses).map(made).collect()
}

/// The last step, one line a piece: origin, text, the month it comes from; edits and what was dropped below.
fn told(rows: Vec<Observation>) -> Vec<String> {
    let action = life(rows);
    let step = action.steps.last().expect("a step");
    let month = |id: &crate::model::ids::ObservationId| id.0[5..7].to_owned();
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = Vec::new();
    for segment in &step.segments {
        let from = segment.from.as_ref().map_or_else(String::new, |id| format!(" <{}", month(id)));
        lines.push(format!("{}: {}{from}", word(serde_json::json!(segment.origin)), segment.text));
        for edit in &segment.edits {
            lines.push(format!("  {}: {} > {}", word(serde_json::json!(edit.kind)), edit.was, edit.now));
        }
    }
    lines.extend(step.dropped.iter().map(|dropped| format!("dropped: {} <{}", dropped.text, month(&dropped.from))));
    lines
}

#[test]
fn new_wording_stands_before_what_was_carried_over() {
    assert_eq!(
        told(said(&[
            "Hull to be sanded by Jan 2019. Paint is ordered",
            "Ongoing. Yard is closed. Previous comments. Hull to be sanded by Jan 2019. Paint is ordered Update – crew found",
        ])),
        [
            "new: Ongoing.",
            "new: Yard is closed.",
            "marker: Previous comments.",
            "carried: Hull to be sanded by Jan 2019. Paint is ordered <01",
            "marker: Update –",
            "new: crew found",
        ]
    );
}

#[test]
fn a_date_moved_in_silence_is_no_code_called_by_its_date() {
    assert_eq!(
        told(said(&[
            "Ongoing. Hull to be sanded by Jan 2019. Paper for M4 to be written. Talk at M4 with crews.",
            "Ongoing. Hull to be sanded by Mar 2019. Paper for Feb’19 to be written. Talk at May’19 with crews.",
        ])),
        [
            "carried: Ongoing. <01",
            "edited: Hull to be sanded by Mar 2019. <01",
            "  date-moved: Jan 2019 > Mar 2019",
            "edited: Paper for Feb’19 to be written. <01",
            "  relabelled: M4 > Feb’19",
            "edited: Talk at May’19 with crews. <01",
            "  date-moved: M4 > May’19",
        ]
    );
}

#[test]
fn every_kind_of_edit_is_told_from_the_others() {
    for (was, now, kind, words) in [
        (
            "Board will tell crews of the works by June.",
            "Board may tell crews of the works by June.",
            "softened",
            "will > may",
        ),
        ("Plan to be tabled for all crews at M4.", "Plan to be tabled for all crews.", "softened", "at M4 > "),
        ("Space found for 3 boats near the slip.", "Space found for 8 boats near the slip.", "number-changed", "3 > 8"),
        (
            "This goes along with action 31.",
            "This goes along with action 30.",
            "reference-changed",
            "action 31 > action 30",
        ),
        ("Told by Ada Lee of the club.", "Told by ……… of the club.", "redacted", "Ada Lee > ………"),
        ("Board to give an account of repairs.", "Board to give a full account of repairs.", "reworded", "an > a full"),
        ("Board to give account of repairs.", "Board to give full account of repairs.", "words-added", " > full"),
        ("Board to give full account of repairs.", "Board to give account of repairs.", "words-removed", "full > "),
        (
            "Once the works are complete we shall see.",
            "Once the works are compete we shall see.",
            "spelling",
            "complete > compete",
        ),
        (
            "Once re planning is over we shall see.",
            "Once re-planning is over we shall see.",
            "punctuation",
            "re planning > re-planning",
        ),
        (
            "North quay lights are out, crews told.",
            "South quay lights are out, crews told.",
            "reworded",
            "North > South",
        ),
        ("Two gates near the slip are shut.", "Two gate near the slip are shut.", "reworded", "gates > gate"),
        ("Ready in March for the crews.", "Ready in May for the crews.", "date-moved", "March > May"),
        ("Ready by 3 May 2019 for crews.", "Ready by 5 May 2019 for crews.", "date-moved", "3 May 2019 > 5 May 2019"),
        ("The margin is -3% on the whole year.", "The margin is +3% on the whole year.", "number-changed", "-3% > +3%"),
        ("The fee is £1.50 for each day.", "The fee is £150 for each day.", "number-changed", "£1.50 > £150"),
        ("Due on 1/12/2022 at the gate.", "Due on 11/2/2022 at the gate.", "date-moved", "1/12/2022 > 11/2/2022"),
        (
            "The council will reply to the club.",
            "The council will reply in May to the club.",
            "words-added",
            " > in May",
        ),
        (
            "We plan to publish the list by 31 May 2022.",
            "We plan to publish the list.",
            "softened",
            "by 31 May 2022 > ",
        ),
        (
            "The lock will be fitted by the yard.",
            "The lock will be fitted by the yard if money is found.",
            "softened",
            " > if money is found",
        ),
        (
            "Ready by Feb 2019 for the crews.",
            "Ready by February 2019 for the crews.",
            "spelling",
            "Feb 2019 > February 2019",
        ),
    ] {
        let mut rows = said(&[was, now]);
        for (row, number) in rows.iter_mut().zip([31, 30]) {
            let raw = format!("action {number}");
            row.references.push(Reference {
                raw,
                number,
                targets: Vec::new(),
                problem: None,
                relation: Relation::Named,
            });
        }
        assert_eq!(told(rows)[1..], [format!("  {kind}: {words}")], "{was} / {now}");
    }
}

#[test]
fn typography_alone_is_carried_over() {
    assert_eq!(
        told(said(&["Paint the “north” gate – twice", "Paint the \"north\" gate - twice."])),
        ["carried: Paint the \"north\" gate - twice. <01"]
    );
}

#[test]
fn a_sentence_moved_is_not_new_and_the_fewest_are_called_moved() {
    assert_eq!(
        told(said(&[
            "Mast is stepped. Sails are at the loft. Rudder is cracked.",
            "Rudder is cracked. Mast is stepped. Sails are at the loft.",
        ])),
        ["moved: Rudder is cracked. <01", "carried: Mast is stepped. Sails are at the loft. <01"]
    );
}

#[test]
fn what_comes_back_after_a_log_without_it_is_not_new() {
    assert_eq!(
        told(said(&[
            "Mast is stepped again. Rudder is cracked.",
            "Rudder is cracked.",
            "Mast is stepped again. Rudder is lost now."
        ])),
        ["carried: Mast is stepped again. <01", "edited: Rudder is lost now. <04", "  reworded: cracked > lost now"]
            .map(str::to_owned)
            .into_iter()
            .take(1)
            .chain(["new: Rudder is lost now.".to_owned(), "dropped: Rudder is cracked. <04".to_owned()])
            .collect::<Vec<_>>()
    );
}

#[test]
fn each_piece_names_the_log_that_first_said_it_in_these_words() {
    assert_eq!(
        told(said(&[
            "Hull to be sanded by Jan 2019. Paint is ordered.",
            "Hull to be sanded by Mar 2019. Paint is ordered.",
            "Hull to be sanded by Mar 2019. Paint is ordered.",
        ])),
        ["carried: Hull to be sanded by Mar 2019. <04", "carried: Paint is ordered. <01"]
    );
}

#[test]
fn a_footnote_is_followed() {
    let mut rows = said(&["Complete: see the notes", "Complete. Yachts may lie there for one night."]);
    rows[0].note = Some(crate::model::observation::TextField {
        raw: "Action 7: Yachts may lie there for one night. It costs ten pounds.".to_owned(),
        locator: Vec::new(),
    });
    assert_eq!(
        told(rows),
        ["carried: Complete. <01", "moved: Yachts may lie there for one night. <01", "dropped: see the notes <01"]
    );
}

#[test]
fn a_state_word_inside_a_sentence_is_part_of_it() {
    assert_eq!(
        told(said(&["Achieved through the club.", "Complete. Talk held. Achieved through the club."])),
        ["new: Complete.", "new: Talk held.", "carried: Achieved through the club. <01"]
    );
    assert_eq!(
        told(said(&["Ongoing: listing crews that sail", "Complete for yachts. Ongoing: listing crews that sail"])),
        ["new: Complete for yachts.", "carried: Ongoing: <01", "carried: listing crews that sail <01"]
    );
}

#[test]
fn columns_that_are_not_there_say_nothing() {
    let mut rows = said(&["Mast is stepped again.", "", "Mast is stepped again."]);
    rows[1].status = None;
    rows[1].deadline = Some(date("May", DateKind::Month, ""));
    assert_eq!(told(rows), ["carried: Mast is stepped again. <01"]);
}

proptest! {
    #[test]
    fn every_word_is_accounted_for(
        before in proptest::collection::vec("(gate|boat|mast|by|the|Ongoing|Jan 2019|M4|3|[.]|–|Update –)", 0..30),
        now in proptest::collection::vec("(gate|boat|mast|by|the|Ongoing|Mar 2019|M4|8|[.]|–|Update –)", 0..30),
    ) {
        let (before, now) = (before.join(" "), now.join(" "));
        let action = life(said(&[&before, &now]));
        let texts: Vec<&str> = action.steps[1].segments.iter().map(|segment| segment.text.as_str()).collect();
        prop_assert_eq!(texts.join(" "), now);
        let mut held: Vec<String> = Vec::new();
        for segment in &action.steps[1].segments {
            if segment.from.is_some() {
                let text = segment.was.as_ref().unwrap_or(&segment.text);
                held.extend(text.split_whitespace().map(words::bare));
            }
        }
        for dropped in &action.steps[1].dropped {
            held.extend(dropped.text.split_whitespace().map(words::bare));
        }
        let mut all: Vec<String> = before.split_whitespace().map(words::bare).collect();
        held.retain(|word| !word.is_empty());
        all.retain(|word| !word.is_empty());
        held.sort();
        all.sort();
        prop_assert_eq!(held, all);
    }

    /// What a log prints word for word as the one before did is new, edited, moved or dropped in no part, however the two were
    /// cut into pieces.
    #[test]
    fn what_is_printed_again_word_for_word_is_carried_over(
        before in proptest::collection::vec("(gate|boat|mast|by|the|Ongoing|Jan 2019|M4|3|[.]|–|Update –)", 0..30),
        now in proptest::collection::vec("(gate|boat|mast|by|the|Ongoing|Mar 2019|M4|8|[.]|–|Update –)", 0..30),
    ) {
        let (before, now) = (before.join(" "), now.join(" "));
        let action = life(said(&[&before, &now, &now]));
        let step = &action.steps[2];
        prop_assert_eq!(&step.dropped, &[]);
        let texts: Vec<&str> = step.segments.iter().map(|segment| segment.text.as_str()).collect();
        prop_assert_eq!(texts.join(" "), now);
        for segment in step.segments.iter().filter(|segment| segment.text.contains(char::is_alphanumeric)) {
            prop_assert!(matches!(segment.origin, Origin::Carried | Origin::Marker), "{:?}", segment);
            prop_assert!(segment.from.as_ref().is_some_and(|from| *from != step.observation), "{:?}", segment);
        }
    }
}
