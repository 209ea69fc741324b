//! `throughline findings`: what an auditor should look at.

use std::io::{self, Write};

use clap::Args;

use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::ingest::counted;
use super::options::{Global, SeverityOption};
use crate::model::finding::{Finding, Severity};
use crate::pipeline;

/// The arguments of `findings`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline findings --severity warning
  throughline findings --code N001 --code N002 --json
  throughline findings --fail-on error --quiet")]
pub struct Arguments {
    /// Only findings of this code; may be given several times
    #[arg(long = "code", value_name = "CODE")]
    codes: Vec<String>,
    /// Only findings as grave as this, or graver
    #[arg(long, value_name = "SEVERITY")]
    severity: Option<SeverityOption>,
    /// Only findings about this action
    #[arg(long, value_name = "ID")]
    action: Option<String>,
    /// Only findings about this edition
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
    /// Exit with 1 where one of them is as grave as this
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<SeverityOption>,
    /// Print them as JSON
    #[arg(long)]
    json: bool,
}

/// Prints the findings that are asked for.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    for code in &arguments.codes {
        super::explain::check(code)?;
    }
    let (history, ids) = pipeline::last_history(&global.folders())?;
    let action = arguments.action.as_deref().map(|id| ids.resolve(id));
    if let Some(id) = action
        && !history.actions.iter().any(|action| action.id.0 == id)
    {
        return Err(unknown("action", id, "see `throughline show` and history.json for the ids there are"));
    }
    if let Some(id) = &arguments.edition
        && !history.editions.iter().any(|edition| edition.id.0 == *id)
    {
        let known: Vec<&str> = history.editions.iter().map(|edition| edition.id.0.as_str()).collect();
        return Err(unknown("edition", id, &format!("there are {}", known.join(", "))));
    }
    let wanted = |finding: &&Finding| {
        (arguments.codes.is_empty() || arguments.codes.iter().any(|code| code.eq_ignore_ascii_case(&finding.code)))
            && arguments.severity.is_none_or(|bound| bound.is_reached_by(finding.severity))
            && action.is_none_or(|id| finding.actions.iter().any(|one| one.0 == id))
            && arguments.edition.as_ref().is_none_or(|id| finding.editions.iter().any(|one| one.0 == *id))
    };
    let findings: Vec<&Finding> = history.findings.iter().filter(wanted).collect();
    let mut out = console.out();
    if arguments.json {
        pipeline::write_json(&findings, &mut out)?;
    } else {
        print(&findings, &mut out, console.style())?;
        console.say(&counted(findings.len(), "finding"));
    }
    out.flush()?;
    let grave = |bound: SeverityOption| findings.iter().any(|finding| bound.is_reached_by(finding.severity));
    Ok(if arguments.fail_on.is_some_and(grave) { Exit::Asked } else { Exit::Done })
}

fn unknown(kind: &str, id: &str, hint: &str) -> CliError {
    CliError::Unknown { what: format!("there is no {kind} {id}"), hint: hint.to_owned() }
}

fn print(findings: &[&Finding], out: &mut dyn Write, style: Style) -> io::Result<()> {
    let indent = " ".repeat(15);
    let set = |text: &str| {
        textwrap::fill(text, textwrap::Options::new(width()).initial_indent(&indent).subsequent_indent(&indent))
    };
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => style.red("error  "),
            Severity::Warning => style.yellow("warning"),
            Severity::Note => style.dim("note   "),
        };
        let message = set(&finding.message);
        writeln!(out, "{severity}  {}  {}", style.bold(&format!("{:<4}", finding.code)), message.trim_start())?;
        for quote in &finding.quotes {
            let place = quote.observation.as_ref().map_or_else(String::new, |id| format!("{id} "));
            writeln!(out, "{}", style.dim(&set(&format!("{place}{}: “{}”", quote.field, quote.text))))?;
        }
        if finding.quotes.is_empty() && !finding.observations.is_empty() {
            let ids: Vec<&str> = finding.observations.iter().map(|id| id.0.as_str()).collect();
            writeln!(out, "{}", style.dim(&set(&ids.join(", "))))?;
        }
        if let Some(hint) = &finding.hint {
            writeln!(out, "{}", set(&format!("hint: {hint}")))?;
        }
    }
    Ok(())
}
