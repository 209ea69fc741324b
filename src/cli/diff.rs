//! `throughline diff`: what changed between two logs.

use std::io::{self, Write};

use clap::Args;

use super::anatomy;
use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::named;
use super::options::Global;
use super::redline::{Marks, redline};
use crate::pipeline::query::{Change, ChangeKind, Diff, diff};
use crate::pipeline::{self, write_json};

/// The arguments of `diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline diff
  throughline diff 2018-12-05 2019-04-18
  throughline diff --wording
  throughline diff --json")]
pub struct Arguments {
    /// Two logs, by id (2018-12-05/log) or date; the last two where none are named
    #[arg(value_name = "EDITION", num_args = 0..=2)]
    editions: Vec<String>,
    /// Print what statuses say that is new, too
    #[arg(long)]
    wording: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Prints what changed.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (history, _) = pipeline::last_history(&global.folders())?;
    let [from, to] = match arguments.editions.as_slice() {
        [] => named::last_two_logs(&history)?,
        [from, to] => [named::edition(&history, from)?, named::edition(&history, to)?],
        _ => {
            let what = "one edition alone cannot be compared".to_owned();
            return Err(CliError::Unknown { what, hint: "name two, or none for the last two logs".to_owned() });
        }
    };
    let found = diff(&history, from, to);
    let mut out = console.out();
    if arguments.json {
        write_json(&found, &mut out)?;
    } else {
        print(&found, arguments.wording, console.style(), &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(found: &Diff, wording: bool, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&format!("{} → {}", found.from, found.to)))?;
    if found.changes.is_empty() {
        writeln!(out, "nothing changed")?;
    }
    for group in found.changes.chunk_by(|left, right| left.kind == right.kind) {
        let Some(kind) = group.first().map(|change| change.kind) else { continue };
        writeln!(out)?;
        writeln!(out, "{}", style.bold(&format!("{} ({})", kind.heading(), group.len())))?;
        if kind == ChangeKind::Said && !wording {
            let names: Vec<String> = group.iter().map(name).collect();
            let options = textwrap::Options::new(width()).initial_indent("  ").subsequent_indent("  ");
            writeln!(out, "{}", textwrap::fill(&names.join(", "), options))?;
            writeln!(out, "{}", style.dim("  --wording prints what they say"))?;
            continue;
        }
        for change in group {
            line(change, style, out)?;
        }
    }
    Ok(())
}

fn name(change: &Change) -> String {
    change.label.as_ref().map_or_else(|| change.action.0.clone(), |label| label.trim_end_matches(['.', ':']).to_owned())
}

fn line(change: &Change, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let marks = if style.is_colored() { Marks::Colors(style) } else { Marks::Brackets };
    let what = match (change.kind, &change.from, &change.to) {
        (ChangeKind::New | ChangeKind::NotSeen | ChangeKind::SeenAgain, ..) => change.title.clone(),
        (ChangeKind::Reworded, Some(from), Some(to)) => redline(from, to, marks),
        (ChangeKind::Said, ..) => change.title.clone(),
        (_, Some(from), Some(to)) => format!("{from} → {to}"),
        (_, None, Some(to)) => format!("→ {to}"),
        (_, Some(from), None) => format!("{from} →"),
        _ => change.title.clone(),
    };
    let detail = change.detail.as_ref().map_or_else(String::new, |detail| format!("  ({detail})"));
    let doubt = if change.sure { "" } else { "  – not sure" };
    let first = format!("  {:<6} ", name(change));
    let options = textwrap::Options::new(width()).initial_indent(&first).subsequent_indent("         ");
    writeln!(out, "{}", textwrap::fill(&format!("{what}{detail}{doubt}"), options))?;
    if change.kind == ChangeKind::Said {
        anatomy::print(&change.said, &change.dropped, "         ", style, out)?;
    }
    Ok(())
}
