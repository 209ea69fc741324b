//! Why two rows are, or are not, one action, in plain English.

use std::io::{self, Write};

use crate::cli::console::{Console, width};
use crate::cli::exit::{CliError, Exit};
use crate::cli::options::Global;
use crate::cli::pairs::Look;
use crate::model::link::{JudgedBy, Judgement, Link, LinkKind};
use crate::pipeline::{self, Reason, Why};

/// Prints why the rows called `a` and `b` are, or are not, one action.
pub fn run([a, b]: [&str; 2], json: bool, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let why = pipeline::explain_pair(&global.folders(), a, b)?;
    let mut out = console.out();
    if json {
        pipeline::write_json(&why, &mut out)?;
    } else {
        print(&why, Look::new(console, false), &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(why: &Why, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let head = format!("{} and {}", why.earlier.id, why.later.id);
    writeln!(out, "{}", look.style().bold(&head))?;
    let mut said = vec![why.link.as_ref().map_or_else(|| without_link(why), with_link)];
    said.extend(why.reasons.iter().map(reason));
    if let (Some(link), Some(action)) = (&why.link, &why.action)
        && link.judgement != Judgement::Different
    {
        said.push(format!("Both are steps of {action}."));
    }
    for text in said {
        writeln!(
            out,
            "{}",
            textwrap::fill(&text, textwrap::Options::new(width()).initial_indent("  ").subsequent_indent("  "))
        )?;
    }
    writeln!(out)?;
    look.rows(&why.earlier, &why.later, out)?;
    writeln!(out)?;
    look.evidence(why.score, &why.evidence, out)?;
    look.runners_up(&why.runners_up, out)
}

fn with_link(link: &Link) -> String {
    let what = match link.kind {
        LinkKind::SameNumber => "one action under the same number",
        LinkKind::Renumbered => "one action under another number",
        LinkKind::Restated => "one action said again",
        LinkKind::Duplicate => "one action printed twice",
        LinkKind::Split => "a whole and, later, a part of it",
        LinkKind::Merged => "a part and, later, its whole",
    };
    match (link.judgement, link.by) {
        (Judgement::Different, _) => "They are two actions: a reviewer said so.".to_owned(),
        (_, JudgedBy::Reviewer) => format!("They are {what}: a reviewer said so."),
        (Judgement::Same, JudgedBy::Rule) => format!("They are linked as {what}, and that is sure."),
        (Judgement::Unsure, JudgedBy::Rule) => {
            format!("They are linked as {what}, and that is not sure; `throughline review` puts it to a person.")
        }
    }
}

fn without_link(why: &Why) -> String {
    match &why.action {
        Some(action) => format!("They are steps of one action, {action}, without a link of their own."),
        None => "They are not linked. If they are one action, `throughline review` with these two names puts it down."
            .to_owned(),
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::ByWayOf { rows } => {
            let rows: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
            format!("They are joined by way of {}.", rows.join(", "))
        }
        Reason::OneLog { log } => {
            format!(
                "Both stand in one log, {log}. Two rows of a log are one action only where they say the same nearly word for word."
            )
        }
        Reason::BelowThreshold { threshold } => {
            format!("They score too little: below {threshold}, such rows are not linked.")
        }
        Reason::Better { row, other, score } => format!("{row} went with {other}, which scores {score}."),
        Reason::KeptApart { one, other } => {
            format!("A reviewer said that {one} and {other} are two actions, which keeps these apart as well.")
        }
        Reason::AsAWhole => "They would score enough; as a whole, other choices were better.".to_owned(),
    }
}
