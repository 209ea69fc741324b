//! `throughline stats`: how things stood, edition by edition.

use std::io::{self, IsTerminal as _, Write};

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::options::Global;
use crate::pipeline::query::{EditionStats, Overdue, stats};
use crate::pipeline::{self, write_json};

/// The arguments of `stats`.
#[derive(Debug, Args)]
#[command(after_help = "\
Figures are counted at each edition's own date; age is the median age of its open actions in days.

Examples:
  throughline stats
  throughline stats --as-of 2019-06-30
  throughline stats --json")]
pub struct Arguments {
    /// List what is overdue on this day, too: 2019-06-30
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Printed {
    editions: Vec<EditionStats>,
    as_of: Option<String>,
    overdue: Vec<Overdue>,
}

/// Prints the figures.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (history, _) = pipeline::last_history(&global.folders())?;
    let (editions, overdue) = stats(&history, arguments.as_of);
    let mut out = console.out();
    if arguments.json {
        let as_of = arguments.as_of.map(|day| day.to_string());
        write_json(&Printed { editions, as_of, overdue }, &mut out)?;
    } else {
        table(&editions, console.style(), &mut out)?;
        if let Some(day) = arguments.as_of {
            late(day, &overdue, console.style(), &mut out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn day(given: &str) -> Result<Date, String> {
    given.parse().map_err(|_| "a day is written 2019-06-30".to_owned())
}

/// The figures, by the headings they stand under.
const HEADINGS: [&str; 11] =
    ["rows", "open", "proposed", "closed", "new", "not seen", "overdue", "slipped", "unsure", "  age", "redacted"];

fn figures(one: &EditionStats) -> Vec<String> {
    let counts =
        [one.rows, one.open, one.proposed, one.closed, one.new, one.not_seen, one.overdue, one.slipped, one.unsure];
    let age = one.median_age.map_or_else(|| "–".to_owned(), |days| format!("{days} d"));
    counts.iter().map(usize::to_string).chain([age, one.redactions.to_string()]).collect()
}

/// Prints a line for each edition; where the terminal is too narrow for that, a paragraph.
fn table(editions: &[EditionStats], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let names = editions.iter().map(|one| one.edition.0.chars().count()).max().unwrap_or(0).max(7);
    let head = format!("{:<names$} {}", "edition", HEADINGS.join(" "));
    if io::stdout().is_terminal() && head.chars().count() > width() {
        for one in editions {
            let told =
                HEADINGS.iter().zip(figures(one)).map(|(heading, figure)| format!("{} {figure}", heading.trim()));
            let options = textwrap::Options::new(width()).initial_indent("  ").subsequent_indent("  ");
            writeln!(out, "{}", style.bold(&one.edition.0))?;
            writeln!(out, "{}", textwrap::fill(&told.collect::<Vec<_>>().join(", "), options))?;
        }
        return Ok(());
    }
    writeln!(out, "{}", style.bold(&head))?;
    for one in editions {
        let mut line = format!("{:<names$}", one.edition.0);
        for (heading, figure) in HEADINGS.iter().zip(figures(one)) {
            let column = heading.len();
            line.push_str(&format!(" {figure:>column$}"));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn late(day: Date, overdue: &[Overdue], style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    writeln!(out, "{}", style.bold(&format!("overdue on {day} ({})", overdue.len())))?;
    for one in overdue {
        let first = format!("  {}  due {}, {} days  ", one.action, one.due, one.days);
        let options = textwrap::Options::new(width()).initial_indent(&first).subsequent_indent("    ");
        writeln!(out, "{}", textwrap::fill(&one.title, options))?;
    }
    Ok(())
}
