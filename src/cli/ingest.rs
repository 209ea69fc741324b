//! `throughline ingest`: the main job.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::console::Console;
use super::exit::{CliError, Exit};
use super::export::Form;
use super::options::{Global, ReadingOptions, SeverityOption};
use super::summary::brief;
pub use super::summary::{counted, exit_of, tell, tell_costs};
use crate::pipeline::{self, Asked, Holder, Output, Progress, Request, TableFormat};

/// From how many files on a bar is drawn.
const BAR_FROM: usize = 9;

/// The arguments of `ingest`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline ingest logs/ --out output
  throughline ingest minutes.txt log.csv --series harbour --date minutes.txt=2021-03-15
  throughline ingest logs/ --layout ours.toml --strict --fail-on error
  throughline ingest logs/ --password locked.pdf=secret --pdf-time 120
  throughline ingest logs/ --only json,xlsx
  throughline ingest new-log.txt --dry-run
  throughline ingest committees/ --by-folder --out output")]
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
    /// What to make: history.json is written in any case, and history.sqlite where nothing is said
    #[arg(long, value_name = "FORM", value_delimiter = ',')]
    only: Vec<Form>,
    /// Tell what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take every folder below PATH for a series of its own: DIR/<folder> for each, DIR/index.html over all
    #[arg(long, conflicts_with_all = ["series", "dates", "ids", "decisions"])]
    by_folder: bool,
}

/// Reads, follows, writes, and tells what it came to.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let request = arguments.request(global)?;
    let bar = Bar::new(console);
    if arguments.by_folder {
        return many(&request, &bar, console);
    }
    let outcome = pipeline::ingest(&request, &bar)?;
    tell(&outcome, console);
    let exit = exit_of(&outcome);
    // The process ends here, and its memory with it; to take a large history apart piece by piece would take a while.
    std::mem::forget(outcome);
    Ok(exit)
}

/// Reads every folder below the one given as a series.
fn many(request: &Request, bar: &Bar<'_>, console: &Console) -> Result<Exit, CliError> {
    let [root] = request.paths.as_slice() else {
        return Err(CliError::Unknown {
            what: "--by-folder takes one folder".to_owned(),
            hint: "name the folder that has a folder for each series".to_owned(),
        });
    };
    let many = pipeline::ingest_folders(root, request, bar, |name, outcome| match outcome {
        Ok(outcome) => (brief(name, outcome), exit_of(outcome)),
        Err(error) => (vec![format!("{name}: could not be made: {error}")], Exit::CouldNotRun),
    })?;
    if request.dry_run {
        console.say("nothing is written; this is what a run would do");
    }
    for path in &many.passed_over {
        console.warn(&format!("{} is in no folder, and in no series", path.display()));
    }
    for (lines, exit) in &many.series {
        match exit {
            Exit::CouldNotRun => console.error(&lines.join("\n"), &[], "run `throughline ingest` on this folder alone"),
            _ => lines.iter().for_each(|line| console.say(line)),
        }
    }
    if let Some(index) = &many.index {
        console.say(&format!("written: {}", index.display()));
    }
    let count = |wanted: Exit| many.series.iter().filter(|(_, exit)| *exit == wanted).count();
    Ok(match (count(Exit::CouldNotRun), count(Exit::SomeUnreadable), count(Exit::Asked)) {
        (failed, _, _) if failed == many.series.len() => Exit::CouldNotRun,
        (0, 0, 0) => Exit::Done,
        (0, 0, _) => Exit::Asked,
        _ => Exit::SomeUnreadable,
    })
}

impl Arguments {
    fn request(&self, global: &Global) -> Result<Request, CliError> {
        Ok(Request {
            paths: self.paths.clone(),
            folders: global.folders(),
            reading: self.reading.reading()?,
            series: self.series.clone(),
            threads: self.threads.map(usize::from),
            outputs: outputs(&self.only),
            dry_run: self.dry_run,
            asked: Asked { strict: self.strict, fail_on: self.fail_on.map(SeverityOption::severity) },
        })
    }
}

/// Returns what is made beside history.json where `only` says so, or nothing is said.
pub fn outputs(only: &[Form]) -> BTreeSet<Output> {
    if only.is_empty() {
        return BTreeSet::from([Output::Tables(TableFormat::Sqlite), Output::Report]);
    }
    only.iter().filter_map(|form| form.output()).collect()
}

/// A bar over the files, drawn only on a terminal and only for many of them.
pub struct Bar<'a> {
    shown: bool,
    bar: OnceLock<ProgressBar>,
    console: &'a Console,
}

impl<'a> Bar<'a> {
    /// Returns the bar of a run that is told on `console`.
    pub fn new(console: &'a Console) -> Self {
        Self { shown: console.shows_progress(), bar: OnceLock::new(), console }
    }
}

impl Progress for Bar<'_> {
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

    fn waiting(&self, holder: Option<&Holder>) {
        self.console.say(&match holder {
            Some(holder) => format!("waiting for another run on the same output folder ({holder})"),
            None => "waiting for another run on the same output folder".to_owned(),
        });
    }
}
