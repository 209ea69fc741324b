//! `throughline agenda`: the questions for the next meeting, as Markdown.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::options::Global;
use crate::model::ids::EditionId;
use crate::pipeline::query::{Topic, agenda};
use crate::pipeline::{self, write_json};

/// The arguments of `agenda`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline agenda > questions.md
  throughline agenda --notes
  throughline agenda --json")]
pub struct Arguments {
    /// Ask about mere notes, too
    #[arg(long)]
    notes: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Printed {
    edition: EditionId,
    topics: Vec<Topic>,
}

/// Prints the questions.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (history, _) = pipeline::last_history(&global.folders())?;
    let Some((edition, topics)) = agenda(&history, arguments.notes) else {
        let hint = "say when one was published with `throughline ingest … --date FILE=2019-04-18`".to_owned();
        return Err(CliError::Unknown { what: "there is no dated log to ask about".to_owned(), hint });
    };
    let mut out = console.out();
    if arguments.json {
        write_json(&Printed { edition, topics }, &mut out)?;
    } else {
        markdown(&history.series, &edition, &topics, &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn markdown(series: &str, edition: &EditionId, topics: &[Topic], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Questions on {} of {edition}", escaped(series))?;
    if topics.is_empty() {
        writeln!(out, "\nNothing to ask.")?;
    }
    for topic in topics {
        let ids: Vec<&str> = topic.actions.iter().map(|id| id.0.as_str()).collect();
        let ids = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) };
        writeln!(out, "\n## {}{ids}", escaped(&topic.title))?;
        for item in &topic.items {
            let quotes: Vec<String> = item
                .quotes
                .iter()
                .map(|quote| format!("“{}” ({})", escaped(&quote.text), escaped(&quote.place)))
                .collect();
            let quotes = if quotes.is_empty() { String::new() } else { format!(" {}.", quotes.join("; ")) };
            writeln!(out, "\n{}{quotes} **{}** [{}]", escaped(&item.seen), item.question, item.code)?;
        }
    }
    Ok(())
}

/// Returns `text` so that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
