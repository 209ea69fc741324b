//! Anatomy of a status cell: what in it is new, what was carried over from the logs before, word for word or not quite,
//! and what was dropped.
//!
//! In: a lineage. Out: for each of its steps the pieces of its status wording, and the pieces of the log before that are
//! gone. Compared are dated logs; in every other row all is new. Pieces are the state word, markers and sentences; each is
//! paired with the likest piece of the log before, or failing that of older logs, and the words of a pair are aligned
//! (Myers' difference over words). A footnote that the log before printed for the action counts as its wording too. Joined
//! by spaces, the pieces are the wording; every word of the log before is in a piece, in what a piece was, or dropped.

mod edits;
mod kinds;
mod markers;
mod occasions;
mod pairing;
mod pieces;
mod words;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt as _};

use crate::model::action::{Dropped, Origin, Segment};
use crate::model::observation::Observation;

use super::lineage::Lineage;
use super::series::Series;
use super::wording;
use edits::Side;
use occasions::{Mentioned, Occasion, mentioned, occasions};
use pairing::{in_their_order, pairs};
use pieces::{Cell, Kind, Piece, cut_alike};
use words::{Keys, Word, joined};

/// The pieces of one status wording, and what is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Anatomy {
    /// The pieces, in order.
    pub(super) segments: Vec<Segment>,
    /// What is gone, in the order in which it stood.
    pub(super) dropped: Vec<Dropped>,
}

/// Returns the anatomy of each step of `lineage`.
pub(super) fn anatomies(series: &Series<'_>, lineage: &Lineage) -> Vec<Anatomy> {
    let mut memory = Memory { series, keys: Keys::default(), read: HashMap::new(), rows: Vec::new(), gone: Vec::new() };
    for turn in &lineage.turns {
        for &row in &turn.before {
            memory.learn(row, None);
        }
    }
    lineage.steps.iter().map(|step| memory.dissect(step.observation)).collect()
}

/// Everything said of an action so far.
struct Memory<'s, 'a> {
    series: &'s Series<'a>,
    keys: Keys<'a>,
    /// Wordings as they were read, by wording and state word: most stand in one log after the other.
    read: HashMap<(&'a str, &'a str), Read<'a>>,
    rows: Vec<Row<'a>>,
    /// Pieces that a later log has dropped.
    gone: Vec<(Source, Piece)>,
}

/// A row that was read.
struct Row<'a> {
    index: usize,
    issue: usize,
    cell: Cell<'a>,
    occasions: Occasions,
    /// The actions that its words name; found only where wording is compared word by word.
    mentioned: OnceCell<Vec<Mentioned>>,
    /// For each word the row that said it first.
    said_by: Vec<usize>,
    is_note: bool,
}

/// A wording as it was read, before it was compared with another.
#[derive(Clone)]
struct Read<'a> {
    cell: Cell<'a>,
    occasions: Occasions,
}

/// What the words of a wording name; found only where it is compared word by word.
type Occasions = Rc<OnceCell<Vec<Occasion>>>;

/// A piece of an earlier row.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Source {
    row: usize,
    piece: usize,
}

/// A row whose pieces are being told from one another.
struct Draft<'a> {
    row: Row<'a>,
    pieces: Vec<Piece>,
    /// For each piece what it is, as soon as that is known.
    told: Vec<Option<Told>>,
    /// The earlier pieces that stand in it.
    taken: Vec<Source>,
}

impl<'a> Draft<'a> {
    fn new(row: Row<'a>) -> Self {
        let pieces = row.cell.pieces();
        let told = pieces.iter().map(|_| None).collect();
        Self { row, pieces, told, taken: Vec::new() }
    }
}

/// What a piece turned out to be.
struct Told {
    origin: Origin,
    from: Option<usize>,
    was: Option<String>,
    edits: Vec<crate::model::action::Edit>,
    text: String,
    joins: bool,
}

impl<'a> Memory<'_, 'a> {
    /// Returns the anatomy of row `index`, and remembers the row.
    fn dissect(&mut self, index: usize) -> Anatomy {
        let Some(status) = &self.series.observations[index].status else { return Anatomy::default() };
        let Some(issue) = self.series.issue(self.series.place(index)) else {
            let cell = self.read(&status.raw, &status.state).cell;
            let told = cell.pieces().iter().map(|piece| new(&cell, piece)).collect();
            return Anatomy { segments: self.segments(told), dropped: Vec::new() };
        };
        let mut row = self.row(index, issue, false);
        let last = self.rows.iter().map(|row| row.issue).filter(|&before| before < issue).max();
        let before: Vec<usize> = (0..self.rows.len()).filter(|&row| Some(self.rows[row].issue) == last).collect();
        if let &[earlier] = before.as_slice()
            && !self.rows[earlier].is_note
            && self.rows[earlier].cell.is_worded_like(&row.cell)
        {
            return self.carry_over(earlier, row);
        }
        for &earlier in &before {
            if self.rows[earlier].cell.raw != row.cell.raw {
                cut_alike(&mut self.rows[earlier].cell, &mut row.cell);
            }
        }
        let mut draft = Draft::new(row);
        let sources = self.sources(&before);
        self.pair(&sources, &mut draft);
        let dropped = self.dropped(&before, &draft.taken, index);
        // What an older log had, and a later one dropped, may be back.
        if draft.told.iter().any(Option::is_none) && !self.gone.is_empty() {
            self.pair(&self.gone, &mut draft);
        }
        let Draft { row, pieces, told, taken } = draft;
        self.gone.extend(sources.into_iter().filter(|(source, _)| !taken.contains(source)));
        let told = told.into_iter().zip(&pieces).map(|(told, piece)| told.unwrap_or_else(|| new(&row.cell, piece)));
        let told: Vec<Told> = told.collect();
        self.rows.push(row);
        self.learn_note(index, issue);
        Anatomy { segments: self.segments(told), dropped }
    }

    /// Returns the anatomy of `row`, which is word for word the row `earlier`, and so piece for piece; remembers it.
    fn carry_over(&mut self, earlier: usize, mut row: Row<'a>) -> Anatomy {
        row.cell = self.rows[earlier].cell.clone();
        row.said_by.clone_from(&self.rows[earlier].said_by);
        let told = |piece: &Piece| {
            let origin = if piece.kind == Kind::Marker { Origin::Marker } else { Origin::Carried };
            let from = self.latest(&row.said_by, piece.words.clone(), row.index);
            let text = joined(&row.cell.words, piece.words.clone());
            Told { origin, from, was: None, edits: Vec::new(), text, joins: piece.kind == Kind::Said }
        };
        let told = row.cell.pieces().iter().map(told).collect();
        let (index, issue) = (row.index, row.issue);
        self.rows.push(row);
        self.learn_note(index, issue);
        Anatomy { segments: self.segments(told), dropped: Vec::new() }
    }

    /// Remembers row `index` as it stands.
    fn learn(&mut self, index: usize, issue: Option<usize>) {
        if let Some(issue) = issue.or_else(|| self.series.issue(self.series.place(index)))
            && self.series.observations[index].status.is_some()
        {
            let row = self.row(index, issue, false);
            self.rows.push(row);
            self.learn_note(index, issue);
        }
    }

    fn learn_note(&mut self, index: usize, issue: usize) {
        if self.series.observations[index].note.is_some() {
            let note = self.row(index, issue, true);
            self.rows.push(note);
        }
    }

    fn row(&mut self, index: usize, issue: usize, is_note: bool) -> Row<'a> {
        let seen: &'a Observation = &self.series.observations[index];
        let (raw, state) = match (&seen.status, &seen.note) {
            (_, Some(note)) if is_note => (note.raw.as_str(), ""),
            (Some(status), _) => (status.raw.as_str(), status.state.as_str()),
            _ => ("", ""),
        };
        let Read { cell, occasions } = self.read(raw, state);
        let said_by = vec![index; cell.words.len()];
        Row { index, issue, cell, occasions, mentioned: OnceCell::new(), said_by, is_note }
    }

    fn read(&mut self, raw: &'a str, state: &'a str) -> Read<'a> {
        let keys = &mut self.keys;
        let new = || Read { cell: Cell::new(raw, state, keys), occasions: Occasions::default() };
        self.read.entry((raw, state)).or_insert_with(new).clone()
    }

    /// Returns the pieces of the rows `earlier`.
    fn sources(&self, earlier: &[usize]) -> Vec<(Source, Piece)> {
        let of_row = |&row: &usize| {
            let pieces = self.rows[row].cell.pieces().into_iter().enumerate();
            pieces.map(move |(piece, words)| (Source { row, piece }, words)).collect::<Vec<_>>()
        };
        earlier.iter().flat_map(of_row).collect()
    }

    /// Returns one side of a comparison word by word.
    fn side<'r>(&self, row: &'r Row<'a>) -> Side<'r> {
        let seen = &self.series.observations[row.index];
        let (raw, words) = (row.cell.raw, &row.cell.words);
        let occasions = row.occasions.get_or_init(|| occasions(raw, words, &self.series.codes));
        let mentioned = row.mentioned.get_or_init(|| mentioned(raw, words, &seen.references));
        Side { words, occasions, mentioned }
    }

    /// Pairs those pieces of `draft` of which it is not known yet what they are with the earlier pieces `sources`.
    fn pair(&self, sources: &[(Source, Piece)], draft: &mut Draft<'a>) {
        let before: Vec<Vec<u32>> = sources.iter().map(|(source, piece)| self.comparable(source.row, piece)).collect();
        let open = draft.pieces.iter().zip(&draft.told);
        let now: Vec<Vec<u32>> = open
            .map(|(piece, told)| match (told, piece.kind) {
                (None, Kind::Said) => draft.row.cell.keys(piece.words.clone()),
                _ => Vec::new(),
            })
            .collect();
        let found = pairs(&before, &now);
        let places: Vec<usize> = found.iter().map(|pair| pair.before).collect();
        let kept = in_their_order(&places);
        for (pair, in_order) in found.iter().zip(kept) {
            let Some((source, piece)) = sources.get(pair.before) else { continue };
            draft.taken.push(*source);
            let moved = !in_order || self.rows[source.row].is_note;
            draft.told[pair.now] = Some(self.told(*source, piece, &mut draft.row, &draft.pieces[pair.now], moved));
        }
        self.pair_labels(sources, draft);
    }

    fn comparable(&self, row: usize, piece: &Piece) -> Vec<u32> {
        match piece.kind {
            Kind::Said => self.rows[row].cell.keys(piece.words.clone()),
            _ => Vec::new(),
        }
    }

    /// Pairs the state word and markers with what is the same word for word; a state word may stand on inside the rest.
    fn pair_labels(&self, sources: &[(Source, Piece)], draft: &mut Draft<'a>) {
        let mut labels: Vec<_> = sources.iter().filter(|(_, piece)| piece.kind != Kind::Said).collect();
        for (at, piece) in draft.pieces.iter().enumerate() {
            if draft.told[at].is_some() || labels.is_empty() {
                continue;
            }
            let keys = draft.row.cell.keys(piece.words.clone());
            let known = labels.iter().position(|(source, other)| {
                let stands_on = (other.kind, piece.kind) == (Kind::State, Kind::Said);
                (other.kind == piece.kind || stands_on) && self.rows[source.row].cell.keys(other.words.clone()) == keys
            });
            let Some(known) = known else { continue };
            let (source, other) = labels.remove(known);
            draft.taken.push(*source);
            let carried = self.told(*source, other, &mut draft.row, piece, false);
            let origin = if piece.kind == Kind::Marker { Origin::Marker } else { Origin::Carried };
            // What marks stand behind such words says nothing; and each stays a piece of its own.
            draft.told[at] = Some(Told { origin, was: None, edits: Vec::new(), joins: false, ..carried });
        }
    }

    /// Says what `piece` of `row` is, which was `before`.
    fn told(&self, source: Source, before: &Piece, row: &mut Row<'a>, piece: &Piece, moved: bool) -> Told {
        let earlier = &self.rows[source.row];
        let found = self.compare(earlier, before, row, piece);
        let text = joined(&row.cell.words, piece.words.clone());
        for (was, now) in found.kept {
            row.said_by[now] = earlier.said_by[was];
        }
        let edited = !found.edits.is_empty();
        let origin = match (edited, moved) {
            (true, _) => Origin::Edited,
            (_, true) => Origin::Moved,
            _ => Origin::Carried,
        };
        let from = match edited {
            true => earlier.index,
            // Said in these words since the last of its words was.
            false => self.latest(&row.said_by, piece.words.clone(), row.index).unwrap_or(earlier.index),
        };
        let was = edited.then(|| joined(&earlier.cell.words, before.words.clone()));
        Told { origin, from: Some(from), was, edits: found.edits, text, joins: !edited }
    }

    /// Compares a piece with what it was, word by word.
    fn compare(&self, earlier: &Row<'a>, before: &Piece, row: &Row<'a>, piece: &Piece) -> edits::Found {
        let same = |(old, new): (&Word<'_>, &Word<'_>)| old.text == new.text;
        let (old, new) = (earlier.cell.said(before), row.cell.said(piece));
        if old.len() == new.len() && old.iter().zip(new).all(same) {
            let kept = before.words.clone().zip(piece.words.clone()).collect();
            return edits::Found { edits: Vec::new(), kept };
        }
        edits::edits(&self.side(earlier), before.words.clone(), &self.side(row), piece.words.clone())
    }

    fn latest(&self, said_by: &[usize], words: Range<usize>, now: usize) -> Option<usize> {
        let rows = said_by.get(words)?.iter().copied().filter(|&row| row != now);
        rows.max_by_key(|&row| self.series.key(row))
    }

    /// Returns the pieces of the rows `before` that are in none of the pieces `taken`, and not in the note of row `index`.
    fn dropped(&self, before: &[usize], taken: &[Source], index: usize) -> Vec<Dropped> {
        let note = self.series.observations[index].note.as_ref().map(|note| wording::plain(&note.raw));
        let noted = |text: &str| note.as_ref().is_some_and(|note| note.contains(wording::plain(text).as_str()));
        let mut gone: Vec<(usize, usize, Dropped)> = Vec::new();
        for &row in before.iter().filter(|&&row| !self.rows[row].is_note) {
            let earlier = &self.rows[row];
            // Where the action stood in two rows, the one that goes on is looked at.
            let any = |row: usize| taken.iter().any(|source| source.row == row);
            if !any(row) && before.iter().any(|&other| other != row && !self.rows[other].is_note && any(other)) {
                continue;
            }
            for (at, piece) in earlier.cell.pieces().into_iter().enumerate() {
                if taken.contains(&Source { row, piece: at }) {
                    continue;
                }
                let text = joined(&earlier.cell.words, piece.words);
                if noted(&text) {
                    continue;
                }
                match gone.last_mut() {
                    Some((last, end, dropped)) if *last == row && *end == at => {
                        dropped.text.push(' ');
                        dropped.text.push_str(&text);
                        *end = at + 1;
                    }
                    _ => {
                        let from = self.series.observations[earlier.index].id.clone();
                        gone.push((row, at + 1, Dropped { text, from }));
                    }
                }
            }
        }
        gone.into_iter().map(|(_, _, dropped)| dropped).collect()
    }

    /// Joins neighbours of one kind.
    fn segments(&self, told: Vec<Told>) -> Vec<Segment> {
        let id = |row: usize| self.series.observations[row].id.clone();
        let mut segments: Vec<(bool, Segment)> = Vec::new();
        for piece in told {
            let from = piece.from.map(id);
            match segments.last_mut() {
                Some((joins, last)) if *joins && piece.joins && last.origin == piece.origin && last.from == from => {
                    last.text.push(' ');
                    last.text.push_str(&piece.text);
                }
                _ => {
                    let Told { origin, was, edits, text, joins, .. } = piece;
                    segments.push((joins, Segment { text, origin, from, was, edits }));
                }
            }
        }
        segments.into_iter().map(|(_, segment)| segment).collect()
    }
}

/// Says of `piece` that it was never said before.
fn new(cell: &Cell<'_>, piece: &Piece) -> Told {
    let origin = if piece.kind == Kind::Marker { Origin::Marker } else { Origin::New };
    let text = joined(&cell.words, piece.words.clone());
    // The state word stays a piece of its own.
    Told { origin, from: None, was: None, edits: Vec::new(), text, joins: piece.kind == Kind::Said }
}

#[cfg(test)]
mod tests;
