//! What a run came to, in words.

use std::collections::{BTreeMap, BTreeSet};

use super::console::Console;
use super::exit::Exit;
use crate::model::finding::Severity;
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId};
use crate::model::link::Judgement;
use crate::model::source::Source;
use crate::pipeline::{Changes, Costs, Outcome};

/// Returns how a run ends that came to `outcome`.
pub fn exit_of(outcome: &Outcome) -> Exit {
    match (outcome.unreadable.is_empty(), outcome.found) {
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
    if !outcome.vanished.is_empty() {
        console.say(&format!(
            "not there any more, what was read is kept: {} (`throughline forget SOURCE` takes one out)",
            few(&outcome.vanished, ", ")
        ));
    }
    for line in summary(outcome) {
        console.say(&line);
    }
    for (path, output) in &outcome.stale {
        let again = format!("throughline export --format {}", output.word());
        console.warn(&format!("{} is of an earlier history; `{again}` makes it anew", path.display()));
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

/// Returns what one of many series came to, in a line, and a line for each thing to know.
pub fn brief(name: &str, outcome: &Outcome) -> Vec<String> {
    let unread =
        |one: &crate::pipeline::Unreadable| format!("  {} could not be read: {}", one.location.display(), one.problem);
    let warnings = outcome.warnings.iter().map(|warning| format!("  warning: {warning}"));
    let notes = warnings.chain(outcome.unreadable.iter().map(unread));
    if outcome.nothing_new && outcome.read == 0 {
        let line = format!("{name}: nothing new ({} known)", outcome.known);
        return std::iter::once(line).chain(notes).collect();
    }
    let History { editions, actions, .. } = &outcome.history;
    let changed = outcome.changes.as_ref().map(changes).unwrap_or_default();
    let changed: String = changed.iter().map(|(name, value)| format!("; {name} {value}")).collect();
    let line = format!(
        "{name}: {} read, {} known; {}, {}{changed}",
        outcome.read,
        outcome.known,
        counted(editions.len(), "edition"),
        counted(actions.len(), "action"),
    );
    std::iter::once(line).chain(notes).collect()
}

fn summary(outcome: &Outcome) -> Vec<String> {
    let history = &outcome.history;
    if outcome.nothing_new && outcome.read == 0 {
        return vec![format!("series {}: nothing new (0 read, {} known)", history.series, outcome.known)];
    }
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
        ("written", written(outcome)),
    ];
    let head = format!("series {}", history.series);
    let changed = outcome.changes.as_ref().map(changes).unwrap_or_default();
    let rows = rows.into_iter().chain(changed);
    std::iter::once(head).chain(rows.map(|(name, value)| format!("  {name:<9} {value}"))).collect()
}

fn written(outcome: &Outcome) -> String {
    if outcome.dry_run {
        return "nothing, for this is a dry run".to_owned();
    }
    let others = outcome.also.iter().map(|path| format!(", {}", path.file_name().unwrap_or_default().display()));
    std::iter::once(outcome.written.display().to_string()).chain(others).collect()
}

/// Returns what changed against the history before, a line for each kind of change.
fn changes(changes: &Changes) -> Vec<(&'static str, String)> {
    let editions = |ids: &[EditionId]| few(ids, ", ");
    let actions = |ids: &[ActionId]| format!("{}: {}", counted(ids.len(), "action"), few(ids, " "));
    let lines = [
        ("new", !changes.new_editions.is_empty(), format!("edition {}", editions(&changes.new_editions))),
        ("gone", !changes.gone_editions.is_empty(), format!("edition {}", editions(&changes.gone_editions))),
        ("new", !changes.new_actions.is_empty(), actions(&changes.new_actions)),
        ("gone", !changes.gone_actions.is_empty(), actions(&changes.gone_actions)),
        ("changed", !changes.changed.is_empty(), actions(&changes.changed)),
        ("closed", !changes.closed.is_empty(), actions(&changes.closed)),
        ("slipped", !changes.slipped.is_empty(), actions(&changes.slipped)),
        ("not seen", !changes.not_seen.is_empty(), actions(&changes.not_seen)),
        ("unsure", changes.unsure > 0, format!("{}; `throughline review`", counted(changes.unsure, "new link"))),
    ];
    let said: Vec<_> = lines.into_iter().filter(|line| line.1).map(|(name, _, line)| (name, line)).collect();
    if said.is_empty() { vec![("changes", "none".to_owned())] } else { said }
}

/// Returns the first few of `names`, and how many more there are.
fn few(names: &[impl ToString], between: &str) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<String> = names.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = names.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("{between}and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(between))
}

/// Returns `1 note`, `2 notes`.
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
