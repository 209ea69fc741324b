//! `throughline show`: the life of one action.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::anatomy;
use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::named;
use super::options::Global;
use crate::model::action::{Action, Event, Origin, Span, Step};
use crate::model::finding::Finding;
use crate::model::history::History;
use crate::model::ids::ObservationId;
use crate::model::observation::{Observation, Relation};
use crate::pipeline;
use crate::pipeline::query::{Related, place, related};

/// The arguments of `show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline show tl-0007
  throughline show 97
  throughline show 97 --json")]
pub struct Arguments {
    /// An action's id, or a number: then every action that ever bore it
    #[arg(value_name = "ACTION")]
    action: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    actions: Vec<&'a Action>,
    observations: Vec<&'a Observation>,
    related: Vec<Vec<Related>>,
    findings: Vec<&'a Finding>,
}

/// Prints the actions that are asked for.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (history, places) = named::actions(&arguments.action, global, console)?;
    let actions: Vec<&Action> = places.iter().filter_map(|&place| history.actions.get(place)).collect();
    let observations: BTreeMap<&ObservationId, &Observation> =
        history.observations.iter().map(|observation| (&observation.id, observation)).collect();
    let mut out = console.out();
    if arguments.json {
        let told: BTreeSet<&ObservationId> =
            actions.iter().flat_map(|action| action.observations.iter().chain(&action.told_in)).collect();
        let told = history.observations.iter().filter(|observation| told.contains(&observation.id)).collect();
        let related = actions.iter().map(|action| related(&history, action)).collect();
        let about = |finding: &&Finding| actions.iter().any(|action| finding.actions.contains(&action.id));
        let findings = history.findings.iter().filter(about).collect();
        pipeline::write_json(&Shown { actions, observations: told, related, findings }, &mut out)?;
    } else {
        for (index, action) in actions.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            View { action, history: &history, observations: &observations, style: console.style() }.print(&mut out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// One action for a person to read.
struct View<'a> {
    action: &'a Action,
    history: &'a History,
    observations: &'a BTreeMap<&'a ObservationId, &'a Observation>,
    style: Style,
}

impl View<'_> {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let action = self.action;
        writeln!(out, "{}", self.style.bold(&set(&format!("{}  {}", action.id, action.title), "", "         ")))?;
        let named = |name: &str, text: &str| set(text, &format!("  {name:<10} "), &" ".repeat(13));
        writeln!(out, "{}", named("state", action.state.word()))?;
        if let Some(deadline) = span(&action.deadline) {
            writeln!(out, "{}", named("deadline", &deadline))?;
        }
        let aliases: Vec<String> =
            action.aliases.iter().map(|alias| format!("{} ({})", alias.label, alias.edition)).collect();
        if !aliases.is_empty() {
            writeln!(out, "{}", named("printed as", &aliases.join(", ")))?;
        }
        if !action.told_in.is_empty() {
            let ids: Vec<&str> = action.told_in.iter().map(|id| id.0.as_str()).collect();
            writeln!(out, "{}", named("told in", &ids.join(", ")))?;
        }
        for conflict in &action.conflicts {
            let claims: Vec<String> =
                conflict.values.iter().map(|claim| format!("“{}” ({})", claim.value, claim.observation)).collect();
            writeln!(out, "{}", named("conflict", &format!("{}: {}", conflict.field, claims.join(" against "))))?;
        }
        self.course(out)?;
        for one in related(self.history, action) {
            writeln!(out, "{}", named(name_of(&one), &format!("{} ({}) {}", one.action, one.state.word(), one.title)))?;
        }
        let about = self.history.findings.iter().filter(|finding| finding.actions.contains(&action.id));
        let codes: std::collections::BTreeSet<&str> = about.map(|finding| finding.code.as_str()).collect();
        if !codes.is_empty() {
            let codes: Vec<&str> = codes.into_iter().collect();
            let hint = format!("{}  (throughline findings --action {})", codes.join(", "), action.id);
            writeln!(out, "{}", named("findings", &hint))?;
        }
        let mut told: Vec<bool> = vec![false; action.events.len()];
        for step in &action.steps {
            let Some(observation) = self.observations.get(&step.observation) else { continue };
            self.absences(&observation.edition.0, &mut told, out)?;
            writeln!(out)?;
            self.row(observation, step, out)?;
            for (event, told) in action.events.iter().zip(&mut told) {
                if event.observation.as_ref() == Some(&step.observation) && !*told {
                    *told = true;
                    self.event(event, out)?;
                }
            }
        }
        for (event, told) in action.events.iter().zip(&told) {
            if !told {
                writeln!(out)?;
                writeln!(out, "{}", self.style.bold(&event.edition.0))?;
                self.event(event, out)?;
            }
        }
        Ok(())
    }

    /// Prints the events without a row of their own that come before those of `edition`.
    fn absences(&self, edition: &str, told: &mut [bool], out: &mut dyn Write) -> io::Result<()> {
        let first =
            self.action.events.iter().position(|event| event.edition.0 == edition && event.observation.is_some());
        for (event, told) in self.action.events.iter().zip(told).take(first.unwrap_or(0)) {
            if event.observation.is_none() && !*told {
                *told = true;
                writeln!(out)?;
                writeln!(out, "{}", self.style.bold(&event.edition.0))?;
                self.event(event, out)?;
            }
        }
        Ok(())
    }

    /// Prints how it went through the logs, in figures.
    fn course(&self, out: &mut dyn Write) -> io::Result<()> {
        let course = &self.action.course;
        let mut told = Vec::new();
        if course.moves > 0 {
            let times = if course.moves == 1 { "once".to_owned() } else { format!("{} times", course.moves) };
            let months = match course.months_slipped {
                1 => ", 1 month later".to_owned(),
                0 => String::new(),
                months => format!(", {months} months later"),
            };
            told.push(format!("deadline moved {times}{months}"));
        }
        if let Some(silence) = &course.silence {
            told.push(format!("nothing new for {} days ({} to {})", silence.days, silence.from, silence.to));
        }
        if !course.overdue_in.is_empty() {
            let editions: Vec<&str> = course.overdue_in.iter().map(|edition| edition.0.as_str()).collect();
            told.push(format!("overdue in {}", editions.join(", ")));
        }
        if told.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", set(&told.join("; "), "  course     ", &" ".repeat(13)))
    }

    fn row(&self, row: &Observation, step: &Step, out: &mut dyn Write) -> io::Result<()> {
        let sure = step.sure;

        let label = row.label.as_deref().map_or_else(String::new, |label| format!("  {label}"));
        let unsure = if sure { String::new() } else { self.style.yellow("  not sure") };
        let place = row.action.as_ref().and_then(|action| place(&action.locator));
        let place = place.map_or_else(String::new, |place| self.style.dim(&format!("  {place}")));
        writeln!(out, "{}{label}{unsure}{place}", self.style.bold(&row.edition.0))?;
        let fields = [
            ("section", row.section.as_deref()),
            ("action", row.action.as_ref().map(|field| field.raw.as_str())),
            ("raised", row.raised.as_ref().map(|field| field.raw.as_str())),
            ("deadline", row.deadline.as_ref().map(|field| field.raw.as_str())),
            ("owner", row.owner.as_ref().map(|field| field.raw.as_str())),
            ("status", row.status.as_ref().map(|field| field.raw.as_str()).filter(|_| !carries(step))),
            ("note", row.note.as_ref().map(|field| field.raw.as_str())),
        ];
        let extra = row.extra.iter().map(|(name, field)| (name.as_str(), Some(field.raw.as_str())));
        for (name, text) in fields.into_iter().chain(extra) {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                writeln!(out, "{}", set(text, &format!("  {name:<10} "), &" ".repeat(13)))?;
            }
        }
        if carries(step) {
            writeln!(
                out,
                "  status     {}",
                self.style.dim("+ new  = carried over  ~ edited  ↕ moved  : marker  − gone")
            )?;
            anatomy::print(&step.segments, &step.dropped, &" ".repeat(13), self.style, out)?;
        }
        Ok(())
    }

    fn event(&self, event: &Event, out: &mut dyn Write) -> io::Result<()> {
        let mut text =
            serde_json::to_value(event.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
        // Wordings stand in the rows themselves; here only what is short enough to be seen at a glance.
        let short = |value: &&String| value.chars().count() <= 40;
        match (event.from.as_ref().filter(short), event.to.as_ref().filter(short)) {
            (Some(from), Some(to)) => text.push_str(&format!(": {from} → {to}")),
            (None, Some(to)) if event.from.is_none() => text.push_str(&format!(": {to}")),
            (Some(from), None) if event.to.is_none() => text.push_str(&format!(": was {from}")),
            _ => {}
        }
        if let Some(detail) = &event.detail {
            text.push_str(&format!(" ({detail})"));
        }
        if !event.sure {
            text.push_str(" – not sure");
        }
        writeln!(out, "{}", set(&text, "  → ", "    "))
    }
}

/// Tells whether anything in a step's status is not new.
fn carries(step: &Step) -> bool {
    !step.dropped.is_empty() || step.segments.iter().any(|one| !matches!(one.origin, Origin::New | Origin::Marker))
}

fn name_of(related: &Related) -> &'static str {
    match (related.relation, related.named_by) {
        (Relation::WaitsFor, false) => "waits for",
        (Relation::WaitsFor, true) => "awaited by",
        (Relation::LinkedWith, _) => "linked",
        (Relation::ToldIn, false) => "told in",
        (Relation::ToldIn, true) => "tells of",
        (Relation::Named, false) => "names",
        (Relation::Named, true) => "named by",
    }
}

fn set(text: &str, first: &str, next: &str) -> String {
    textwrap::fill(text, textwrap::Options::new(width()).initial_indent(first).subsequent_indent(next))
}

fn span(span: &Span) -> Option<String> {
    match (&span.from, &span.to) {
        (Some(from), Some(to)) if from == to => Some(from.clone()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}
