//! `throughline blame`: who brought which phrase of a status.

use std::io::Write;

use clap::Args;

use super::console::{Console, width};
use super::exit::{CliError, Exit};
use super::named;
use super::options::Global;
use crate::pipeline::query::{Blame, blame};
use crate::pipeline::write_json;

/// The arguments of `blame`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline blame tl-0007
  throughline blame 37
  throughline blame 37 --json")]
pub struct Arguments {
    /// An action's id, or a number: then every action that ever bore it
    #[arg(value_name = "ACTION")]
    action: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Prints the last status of the actions that are asked for, phrase by phrase.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let (history, places) = named::actions(&arguments.action, global, console)?;
    let actions = || places.iter().filter_map(|&place| history.actions.get(place));
    let blames: Vec<Blame> = actions().filter_map(|action| blame(&history, action)).collect();
    let mut out = console.out();
    if arguments.json {
        write_json(&blames, &mut out)?;
    } else {
        for (index, one) in blames.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            print(one, console, &mut out)?;
        }
        for action in actions().filter(|action| !blames.iter().any(|one| one.action == action.id)) {
            console.say(&format!("no edition gives a status of {}", action.id));
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(blame: &Blame, console: &Console, out: &mut dyn Write) -> std::io::Result<()> {
    let style = console.style();
    let title = format!("{}  {}", blame.action, blame.title);
    let options = textwrap::Options::new(width()).subsequent_indent("         ");
    writeln!(out, "{}", style.bold(&textwrap::fill(&title, options)))?;
    writeln!(out, "{}", style.dim(&format!("  status in {}", blame.observation)))?;
    let column = blame.phrases.iter().map(|phrase| phrase.edition.0.chars().count()).max().unwrap_or(0);
    let now = blame.phrases.iter().map(|phrase| &phrase.edition).max();
    for phrase in &blame.phrases {
        let name = format!("  {:<column$}  ", phrase.edition.0);
        let was = phrase.was.as_ref().map_or_else(String::new, |was| format!("  [was: {was}]"));
        let indent = " ".repeat(column + 4);
        let options = textwrap::Options::new(width()).initial_indent(&name).subsequent_indent(&indent);
        let text = textwrap::fill(&format!("{}{was}", phrase.text), options);
        let old = Some(&phrase.edition) != now;
        writeln!(out, "{}", if old { style.dim(&text) } else { text })?;
    }
    Ok(())
}
