//! `throughline ingest`: the main job.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::console::Console;
use super::exit::{CliError, Exit};
use super::options::{Global, ReadingOptions, SeverityOption};
use crate::model::finding::Severity;
use crate::model::history::History;
use crate::model::link::Judgement;
use crate::model::source::Source;
use crate::pipeline::{self, Costs, Outcome, Progress, Request};

/// From how many files on a bar is drawn.
const BAR_FROM: usize = 9;

/// The arguments of `ingest`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline ingest logs/ --out output
  throughline ingest minutes.txt log.csv --series harbour --date minutes.txt=2021-03-15
  throughline ingest logs/ --layout ours.toml --strict --fail-on error
  throughline ingest logs/ --password locked.pdf=secret --pdf-time 120")]
pub struct Arguments {
    /// Files and folders to read; folders are searched to the bottom, hidden files passed over
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name of the series
    #[arg(long, value_name = "NAME")]
    series: Option<String>,
    #[command(flatten)]
    reading: ReadingOptions,
    /// How many threads to use
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Exit with 1 where text could not be placed, or was seen by the second reader of a PDF only
    #[arg(long)]
    strict: bool,
    /// Exit with 1 where there is a finding as grave as this
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<SeverityOption>,
}

/// Reads, follows, writes, and tells what it came to.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let request = Request {
        paths: arguments.paths.clone(),
        folders: global.folders(),
        reading: arguments.reading.reading()?,
        series: arguments.series.clone(),
        threads: arguments.threads.map(usize::from),
    };
    let bar = Bar { shown: console.shows_progress(), bar: OnceLock::new() };
    let outcome = pipeline::ingest(&request, &bar)?;
    tell(&outcome, console);
    let missed = outcome.history.findings.iter().any(|finding| finding.code == "T003");
    let unplaced = missed || outcome.history.sources.iter().any(|source| source.words.unplaced > 0);
    let found =
        |bound: SeverityOption| outcome.history.findings.iter().any(|finding| bound.is_reached_by(finding.severity));
    let asked = (arguments.strict && unplaced) || arguments.fail_on.is_some_and(found);
    Ok(exit_of(&outcome, asked))
}

/// Returns how a run ends that came to `outcome`.
pub fn exit_of(outcome: &Outcome, asked: bool) -> Exit {
    match (outcome.unreadable.is_empty(), asked) {
        (false, _) => Exit::SomeUnreadable,
        (true, true) => Exit::Asked,
        (true, false) => Exit::Done,
    }
}

/// Tells what a run came to.
pub fn tell(outcome: &Outcome, console: &Console) {
    let history = &outcome.history;
    for path in outcome.passed_over.iter().filter(|_| console.is_verbose()) {
        console.say(&format!("passed over: {}", path.display()));
    }
    for warning in &outcome.warnings {
        console.warn(warning);
    }
    for source in without_rows(history) {
        console.warn(&format!("{}: no action rows were found in it (`throughline explain T004`)", source.path));
    }
    for finding in history.findings.iter().filter(|finding| finding.code == "T011") {
        let hint = finding.hint.as_deref().unwrap_or("");
        console.warn(&format!("{} {hint}", finding.message));
    }
    for one in &outcome.unreadable {
        console.error(
            &format!("{} could not be read", one.location.display()),
            std::slice::from_ref(&one.problem),
            &one.hint,
        );
    }
    for line in summary(outcome) {
        console.say(&line);
    }
    tell_costs(&outcome.costs, console);
}

/// Tells what reading PDFs cost, where more than the necessary is wanted.
pub fn tell_costs(costs: &Costs, console: &Console) {
    if console.is_verbose() && costs.pdfs > 0 {
        let (reading, witness) = (costs.reading.as_secs_f64(), costs.witness.as_secs_f64());
        console.say(&format!(
            "{} read in {reading:.2} s of CPU time; the second reader took {witness:.2} s more",
            counted(costs.pdfs, "PDF"),
        ));
    }
}

/// Returns the sources that could be read and have no rows.
fn without_rows(history: &History) -> Vec<&Source> {
    let with_rows: BTreeSet<_> = history.observations.iter().map(|observation| &observation.edition).collect();
    let fine: BTreeSet<_> = history
        .editions
        .iter()
        .filter(|edition| with_rows.contains(&edition.id))
        .map(|edition| &edition.source)
        .collect();
    let older: BTreeSet<_> = history.sources.iter().filter_map(|source| source.supersedes.as_ref()).collect();
    let bare = |source: &&Source| {
        source.problem.is_none()
            && source.same_as.is_none()
            && !older.contains(&source.id)
            && !fine.contains(&source.id)
    };
    history.sources.iter().filter(bare).collect()
}

fn summary(outcome: &Outcome) -> Vec<String> {
    let history = &outcome.history;
    let mut files = format!("{} read, {} known", outcome.read, outcome.known);
    if !outcome.unreadable.is_empty() {
        files.push_str(&format!(", {} unreadable", outcome.unreadable.len()));
    }
    let unsure = history.links.iter().filter(|link| link.judgement == Judgement::Unsure).count();
    let (unplaced, total) = history
        .sources
        .iter()
        .fold((0, 0), |(unplaced, total), source| (unplaced + source.words.unplaced, total + source.words.total));
    let mut by_severity: BTreeMap<Severity, usize> = BTreeMap::new();
    for finding in &history.findings {
        *by_severity.entry(finding.severity).or_default() += 1;
    }
    let count = |severity| by_severity.get(&severity).copied().unwrap_or(0);
    let rows = [
        ("files", files),
        ("editions", history.editions.len().to_string()),
        ("rows", history.observations.len().to_string()),
        ("actions", history.actions.len().to_string()),
        ("links", format!("{}, {unsure} of them unsure", history.links.len())),
        ("words", format!("{total}, {unplaced} of them not placed")),
        (
            "findings",
            format!(
                "{}, {}, {}",
                counted(count(Severity::Error), "error"),
                counted(count(Severity::Warning), "warning"),
                counted(count(Severity::Note), "note"),
            ),
        ),
        ("written", outcome.written.display().to_string()),
    ];
    let head = format!("series {}", history.series);
    std::iter::once(head).chain(rows.into_iter().map(|(name, value)| format!("  {name:<9} {value}"))).collect()
}

/// Returns `1 note`, `2 notes`.
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// A bar over the files, drawn only on a terminal and only for many of them.
struct Bar {
    shown: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress for Bar {
    fn start(&self, files: usize) {
        if self.shown && files >= BAR_FROM {
            let bar = self.bar.get_or_init(|| ProgressBar::new(files as u64));
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files") {
                bar.set_style(style);
            }
        }
    }

    fn step(&self) {
        if let Some(bar) = self.bar.get() {
            bar.inc(1);
        }
    }

    fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
