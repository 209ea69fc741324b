//! Documents to the history: the stages in their order, and ids for the actions.
//!
//! In: what is known of every source, the settings, the ids given out. Out: the history, and the ids with the new ones.
//! The same input gives the same history; nothing is read or written.

use std::collections::{BTreeMap, BTreeSet};

use throughline_parsers::ProblemKind;
use tracing::info_span;

use super::arrange::{Arranged, arrange};
use super::decisions;
use super::keys::{Keys, observation_keys};
use super::ledger::{Ledger, superseded};
use super::read::PDF;
use super::take::Lost;
use crate::audit;
use crate::emit::Part;
use crate::linkage;
use crate::model::action::Action;
use crate::model::finding::{SourceProblem, SourceProblemKind};
use crate::model::history::{Artefact, History, SCHEMA, Settings};
use crate::model::ids::SourceId;
use crate::model::source::{Source, WordCounts};
use crate::normalise::Options;
use crate::reconcile;
use crate::store::{Decisions, Document, IdBook, Life};

/// What a history is made by, besides its documents.
#[derive(Debug, Clone)]
pub struct Told {
    /// The name of the series.
    pub series: String,
    /// Whether `05/12/2018` is the twelfth of May.
    pub month_first: bool,
    /// What people decided.
    pub decisions: Decisions,
    /// The digest of the layouts.
    pub layouts: Option<String>,
}

/// Makes the history of `ledger`, once, as that lets go of rows then; and notes in `ids` what the actions are called. Returns it with what is to be said of
/// the decisions. `heard` gets to see it as soon as a part of it is done, but for the last.
pub fn build(
    ledger: &mut Ledger,
    told: &Told,
    ids: &mut IdBook,
    heard: &mut (dyn FnMut(Part, &History) + Send),
) -> (History, Vec<String>) {
    let left_out = superseded(&ledger.documents);
    let (options, meant) = (options(told.month_first), std::mem::take(&mut ledger.meant));
    let arranged = info_span!("arrange").in_scope(|| arrange(&ledger.documents, &left_out, &options, meant));
    let sources = sources(ledger, &arranged, &left_out);
    ledger.let_go();
    let Arranged { editions, observations, told: told_of, .. } = arranged;
    let settings = Settings {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        day_first: options.day_first,
        dates: hand_dates(&ledger.documents),
        decisions: told.decisions.digest.clone(),
        layouts: told.layouts.clone(),
    };
    let mut history = History {
        schema: SCHEMA.to_owned(),
        series: told.series.clone(),
        settings,
        sources,
        editions,
        observations,
        codes: Vec::new(),
        links: Vec::new(),
        actions: Vec::new(),
        findings: Vec::new(),
        artefacts: Vec::new(),
    };
    let (editions, observations) = (&history.editions, &history.observations);
    let keys = observation_keys(editions, observations);
    let answers = decisions::resolve(&told.decisions, &keys);
    let link = || info_span!("link").in_scope(|| linkage::link(editions, observations, &told_of, &answers.answered));
    let ((), linked) = rayon::join(|| heard(Part::Rows, &history), link);
    (history.codes, history.links) = (linked.codes, linked.links);
    let reconcile = || info_span!("reconcile").in_scope(|| reconcile(&history));
    let ((), (mut actions, artefacts)) = rayon::join(|| heard(Part::Links, &history), reconcile);
    name_actions(&mut actions, &keys, ids);
    (history.actions, history.artefacts) = (actions, artefacts);
    info_span!("hear out").in_scope(|| ledger.hear_out());
    let problems = source_problems(ledger, &history);
    let audit = || info_span!("audit").in_scope(|| audit::audit(&history, &problems));
    let ((), findings) = rayon::join(|| heard(Part::Actions, &history), audit);
    history.findings = findings;
    (history, answers.warnings)
}

/// Returns the actions, which have no ids yet, and the papers that rows cite.
fn reconcile(history: &History) -> (Vec<Action>, Vec<Artefact>) {
    let History { editions, observations, links, codes, .. } = history;
    rayon::join(|| reconcile::reconcile(editions, observations, links, codes), || reconcile::artefacts(observations))
}

/// Returns how dates are read in a series in which `05/12/2018` is the twelfth of May, or not.
pub fn options(month_first: bool) -> Options {
    Options { day_first: !month_first }
}

/// Returns how many words of a document went where.
pub fn word_counts(document: &Document) -> WordCounts {
    let words = document.parsed.words;
    WordCounts {
        total: words.total,
        cells: words.cells,
        headings: words.headings,
        legend: words.legend,
        notes: words.notes,
        furniture: words.furniture,
        prose: words.prose,
        unplaced: words.unplaced,
    }
}

/// Returns what history.json says of a document's source.
pub fn source(document: &Document) -> Source {
    Source {
        id: document.id.clone(),
        path: document.path().to_owned(),
        media_type: document.media_type.clone(),
        bytes: document.bytes,
        words: word_counts(document),
        supersedes: document.supersedes.clone(),
        same_as: None,
        problem: document.problem.clone(),
    }
}

/// Returns the parser's remarks on `document`, those on its bytes, and what its second reader said.
pub fn remarks(document: &Document) -> Vec<SourceProblem> {
    let whole = |kind: SourceProblemKind, message: String| SourceProblem {
        source: document.id.clone(),
        path: document.path().to_owned(),
        kind,
        message,
        lines: None,
        page: None,
        bbox: None,
        text: String::new(),
    };
    let located = document.problems.iter().map(|remark| SourceProblem {
        lines: remark.lines,
        page: remark.page,
        bbox: remark.bbox.map(|tenths| tenths.map(|tenths| f64::from(tenths) / 10.0)),
        text: remark.text.clone(),
        ..whole(kind(remark.kind), remark.message.clone())
    });
    let of_bytes = if document.media_type == PDF { SourceProblemKind::Reader } else { SourceProblemKind::Undecodable };
    let bytes = document.remarks.iter().map(|remark| whole(of_bytes, remark.clone()));
    let testimony = document.testimony.iter();
    let missed = testimony.clone().flat_map(|testimony| &testimony.missed).map(|missed| SourceProblem {
        page: Some(missed.page),
        text: missed.text.clone(),
        ..whole(SourceProblemKind::Missed, missed_words(missed.words))
    });
    let silent = testimony.filter_map(|testimony| testimony.silence.clone());
    let silent = silent.map(|why| whole(SourceProblemKind::NoWitness, why));
    located.chain(bytes).chain(missed).chain(silent).collect()
}

fn missed_words(count: u32) -> String {
    match count {
        1 => "the second reader saw a word here that the first one did not".to_owned(),
        count => format!("the second reader saw {count} words here that the first one did not"),
    }
}

fn kind(kind: ProblemKind) -> SourceProblemKind {
    match kind {
        ProblemKind::Unplaced => SourceProblemKind::Unplaced,
        ProblemKind::NoteWithoutRow => SourceProblemKind::NoteWithoutRow,
        ProblemKind::UnbalancedQuote => SourceProblemKind::UnbalancedQuote,
        ProblemKind::NoHeader => SourceProblemKind::NoHeader,
        ProblemKind::HugeCell => SourceProblemKind::HugeCell,
    }
}

fn sources(ledger: &Ledger, arranged: &Arranged, left_out: &BTreeSet<SourceId>) -> Vec<Source> {
    let known = ledger.documents.values().map(|document| {
        let mut source = source(document);
        // What could not be read takes nobody's place, unless something else has taken its own.
        let stands = source.problem.is_none() || left_out.contains(&source.id);
        source.supersedes = source.supersedes.filter(|older| stands && ledger.documents.contains_key(older));
        source.same_as = arranged.same_as.get(&document.id).cloned();
        source.problem = source.problem.or_else(|| arranged.failed.get(&document.id).cloned());
        source
    });
    let lost = ledger.lost.iter().map(lost_source);
    let by_id: BTreeMap<SourceId, Source> = lost.chain(known).map(|source| (source.id.clone(), source)).collect();
    let mut sources: Vec<Source> = by_id.into_values().collect();
    sources.sort_by(|a, b| (&a.path, &a.id).cmp(&(&b.path, &b.id)));
    sources
}

fn lost_source(lost: &Lost) -> Source {
    Source {
        id: lost.id.clone(),
        path: lost.place.path.clone(),
        media_type: "application/octet-stream".to_owned(),
        bytes: 0,
        words: WordCounts::default(),
        supersedes: None,
        same_as: None,
        problem: Some(lost.problem.clone()),
    }
}

fn hand_dates(documents: &BTreeMap<SourceId, Document>) -> BTreeMap<String, String> {
    let dated = documents.values().filter_map(|document| Some((document.path().to_owned(), document.date.clone()?)));
    dated.collect()
}

/// Returns the remarks on every source that makes an edition, or would but for want of rows.
fn source_problems(ledger: &Ledger, history: &History) -> Vec<SourceProblem> {
    let left_out = superseded(&ledger.documents);
    let in_order = history.sources.iter().filter(|source| source.problem.is_none() && source.same_as.is_none());
    let documents = in_order.filter_map(|source| ledger.documents.get(&source.id));
    documents.filter(|document| !left_out.contains(&document.id)).flat_map(remarks).collect()
}

/// Gives actions their ids.
fn name_actions(actions: &mut [Action], keys: &Keys, ids: &mut IdBook) {
    let lives: Vec<Life<'_>> = actions
        .iter()
        .map(|action| Life {
            keys: action.observations.iter().filter_map(|id| keys.get(id)).flatten().map(String::as_str).collect(),
            aliases: action.aliases.iter().map(|alias| format!("{} {}", alias.edition, alias.label)).collect(),
        })
        .collect();
    for (action, id) in actions.iter_mut().zip(ids.assign(&lives)) {
        action.id = id;
    }
}
