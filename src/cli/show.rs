//! `throughline show`: the life of one action.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::options::Global;
use crate::model::action::{Action, Event, Span};
use crate::model::history::History;
use crate::model::ids::ObservationId;
use crate::model::observation::{Locator, Observation};
use crate::pipeline;

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
}

/// Prints the actions that are asked for.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (history, ids) = pipeline::last_history(&global.folders())?;
    let id = ids.resolve(&arguments.action);
    if id != arguments.action {
        console.say(&format!("{} turned out to be one with {id}", arguments.action));
    }
    let actions = find(&history, id);
    if actions.is_empty() {
        let hint = "give an id as in history.json (tl-0001), or a number as printed in some edition";
        let what = format!("no action is called {}, or ever bore that number", arguments.action);
        return Err(CliError::Unknown { what, hint: hint.to_owned() });
    }
    let observations: BTreeMap<&ObservationId, &Observation> =
        history.observations.iter().map(|observation| (&observation.id, observation)).collect();
    let mut out = console.out();
    if arguments.json {
        let told: BTreeSet<&ObservationId> =
            actions.iter().flat_map(|action| action.observations.iter().chain(&action.told_in)).collect();
        let told = history.observations.iter().filter(|observation| told.contains(&observation.id)).collect();
        pipeline::write_json(&Shown { actions, observations: told }, &mut out)?;
    } else {
        for (index, action) in actions.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            View { action, observations: &observations, style: console.style() }.print(&mut out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Returns the action called `name`, or that the observation `name` belongs to; else all that bore the number `name`; else
/// those that a row of that number tells of.
fn find<'a>(history: &'a History, name: &str) -> Vec<&'a Action> {
    let exact = |action: &&Action| {
        action.id.0 == name
            || action.observations.iter().chain(&action.told_in).any(|observation| observation.0 == name)
    };
    let number = bare(name);
    let bore = |action: &&Action| action.aliases.iter().any(|alias| bare(&alias.label) == number);
    let rows: BTreeSet<&ObservationId> = history
        .observations
        .iter()
        .filter(|observation| observation.label.as_deref().is_some_and(|label| bare(label) == number))
        .map(|observation| &observation.id)
        .collect();
    let told = |action: &&Action| action.told_in.iter().any(|observation| rows.contains(observation));
    let mut found: Vec<&Action> = history.actions.iter().filter(exact).collect();
    if found.is_empty() && !number.is_empty() {
        found = history.actions.iter().filter(bore).collect();
    }
    if found.is_empty() && !number.is_empty() {
        found = history.actions.iter().filter(told).collect();
    }
    found
}

/// Returns a label without marks, brackets and full stop.
fn bare(label: &str) -> String {
    label.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

/// One action for a person to read.
struct View<'a> {
    action: &'a Action,
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
        let mut told: Vec<bool> = vec![false; action.events.len()];
        for step in &action.steps {
            let Some(observation) = self.observations.get(&step.observation) else { continue };
            self.absences(&observation.edition.0, &mut told, out)?;
            writeln!(out)?;
            self.step(observation, step.sure, out)?;
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

    fn step(&self, row: &Observation, sure: bool, out: &mut dyn Write) -> io::Result<()> {
        let label = row.label.as_deref().map_or_else(String::new, |label| format!("  {label}"));
        let unsure = if sure { String::new() } else { self.style.yellow("  not sure") };
        let place = row.action.as_ref().and_then(|action| self::place(&action.locator));
        let place = place.map_or_else(String::new, |place| self.style.dim(&format!("  {place}")));
        writeln!(out, "{}{label}{unsure}{place}", self.style.bold(&row.edition.0))?;
        let fields = [
            ("section", row.section.as_deref()),
            ("action", row.action.as_ref().map(|field| field.raw.as_str())),
            ("raised", row.raised.as_ref().map(|field| field.raw.as_str())),
            ("deadline", row.deadline.as_ref().map(|field| field.raw.as_str())),
            ("owner", row.owner.as_ref().map(|field| field.raw.as_str())),
            ("status", row.status.as_ref().map(|field| field.raw.as_str())),
            ("note", row.note.as_ref().map(|field| field.raw.as_str())),
        ];
        let extra = row.extra.iter().map(|(name, field)| (name.as_str(), Some(field.raw.as_str())));
        for (name, text) in fields.into_iter().chain(extra) {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                writeln!(out, "{}", set(text, &format!("  {name:<10} "), &" ".repeat(13)))?;
            }
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

/// Returns where `places` are, in words: the pages or the lines that they take up, from the first to the last.
fn place(places: &[Locator]) -> Option<String> {
    let lines = || places.iter().filter_map(|place| place.lines);
    let pages = || places.iter().filter_map(|place| place.page);
    let (word, first, last) = match pages().min().zip(pages().max()) {
        Some((first, last)) => ("page", first, last),
        None => ("line", lines().map(|[first, _]| first).min()?, lines().map(|[_, last]| last).max()?),
    };
    Some(if first == last { format!("{word} {first}") } else { format!("{word}s {first}–{last}") })
}
