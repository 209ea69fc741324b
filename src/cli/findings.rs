//! `throughline findings`: what an auditor should look at.

use std::io::{self, Write};

use clap::Args;

use super::console::{Console, Style, width};
use super::exit::{CliError, Exit};
use super::ingest::counted;
use super::named;
use super::options::{Global, SeverityOption};
use crate::model::finding::{Finding, Severity};
use crate::pipeline::{self, query};

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
    /// Only findings about this action: an id or a number
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// Only findings about this edition: an id (2018-12-05/log) or the date of a log
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
    let named = arguments.action.as_deref().map(|name| query::find(&history, ids.resolve(name)));
    if let (Some(name), Some([])) = (&arguments.action, named.as_deref()) {
        let hint = "give an id as in history.json (tl-0001), or a number as printed in some edition".to_owned();
        return Err(CliError::Unknown { what: format!("no action is called {name}, or ever bore that number"), hint });
    }
    let edition = arguments.edition.as_deref().map(|name| named::edition(&history, name)).transpose()?;
    let wanted = |finding: &&Finding| {
        (arguments.codes.is_empty() || arguments.codes.iter().any(|code| code.eq_ignore_ascii_case(&finding.code)))
            && arguments.severity.is_none_or(|bound| bound.is_reached_by(finding.severity))
            && named.as_ref().is_none_or(|actions| actions.iter().any(|action| finding.actions.contains(&action.id)))
            && edition.is_none_or(|edition| finding.editions.contains(&edition.id))
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
