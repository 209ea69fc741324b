//! Section headings: how they rank, and which of them govern a place in the text. Which lines they are, `found` tells.
//!
//! In: the free lines and the headings a contents list names. Out: an [`Outline`]. Nothing is placed in the ledger here.
//! On pages a heading's type tells more than its wording: headings rank by size, then by weight, then by numbering.

mod found;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::style::Styles;
use super::wording::{self, Says};
use super::{mark, title};
use crate::cell::Cell;
use crate::reading::Reading;
use found::{Found, find, is_underline};

/// A heading: where it stands, what it says, and how strong it is.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The lines it takes up, underline included.
    pub lines: Range<usize>,
    /// Its wording as printed, without Markdown marks.
    pub cell: Cell,
    /// What it announces.
    pub says: Says,
    /// Whether it names the list that sums up the whole document's actions.
    pub apart: bool,
    /// Whether it stands inside sections and begins none.
    inner: bool,
    /// Its rank: the lower, the further out.
    rank: u32,
    /// Whether it is set apart by more than standing alone.
    strong: bool,
    /// Whether it is the document's title.
    is_title: bool,
    /// Whether it stands above all other headings as a title does, and groups nothing.
    is_cover: bool,
}

/// The headings of a text in reading order.
#[derive(Debug, Default)]
pub struct Outline {
    headings: Vec<Heading>,
    by_line: BTreeMap<usize, usize>,
}

/// The headings that are open at one place of the text, from the outermost to the innermost.
#[derive(Debug, Default, Clone)]
pub struct Place<'o> {
    open: Vec<&'o Heading>,
}

impl Outline {
    /// Finds the headings among the free lines. `named` are those of the contents list, `title` the line of the title.
    pub fn find(reading: &Reading<'_>, named: &BTreeSet<String>, title: Option<usize>) -> Self {
        let mut headings = Vec::new();
        let styles = Styles::find(reading);
        if let (Some(line), Some(cell)) = (title, reading.title.clone()) {
            let says = if title_lists_actions(&cell.text) { Says::Actions } else { Says::Topic };
            headings.push(Heading {
                lines: line..line + 1,
                cell,
                says,
                apart: false,
                inner: false,
                rank: 0,
                strong: true,
                is_title: true,
                is_cover: false,
            });
        }
        let mut index = 0;
        while index < reading.lines.len() {
            let Some(Found { rank, strong, lines }) = find(reading, index, named, &styles) else {
                index += 1;
                continue;
            };
            index = lines.end;
            let spans = lines.clone().filter(|&line| !is_underline(reading, line, lines.start));
            let spans = spans.map(|line| title::plain(reading.lines.trimmed(line), reading.lines.text(line)));
            let cell = Cell::from_spans(spans.collect(), &reading.lines);
            let says = wording::says(&cell.text);
            headings.push(Heading {
                lines,
                cell,
                says,
                apart: false,
                inner: false,
                rank: rank * 2 + 2,
                strong,
                is_title: false,
                is_cover: false,
            });
        }
        if reading.shapes.are_known() {
            set_covers_apart(&mut headings);
        }
        rank(&mut headings);
        let by_line = headings
            .iter()
            .enumerate()
            .flat_map(|(at, heading)| heading.lines.clone().map(move |line| (line, at)))
            .collect();
        Self { headings, by_line }
    }

    /// Returns the heading that takes up line `index`.
    pub fn at(&self, index: usize) -> Option<&Heading> {
        self.by_line.get(&index).and_then(|&at| self.headings.get(at)).filter(|heading| !heading.is_title)
    }

    /// Returns the title as a heading, where there is one.
    pub fn title(&self) -> Option<&Heading> {
        self.headings.first().filter(|heading| heading.is_title)
    }

    /// Iterates over the headings in reading order, without the title.
    pub fn iter(&self) -> impl Iterator<Item = &Heading> {
        self.headings.iter().filter(|heading| !heading.is_title)
    }
}

impl Heading {
    /// Tells whether it is set apart by more than standing alone: it is numbered, marked up, or in capitals.
    pub fn is_strong(&self) -> bool {
        self.strong
    }
}

impl<'o> Place<'o> {
    /// Returns the place at the head of a text.
    pub fn start(outline: &'o Outline) -> Self {
        Self { open: outline.title().into_iter().collect() }
    }

    /// Goes below `heading`.
    pub fn enter(&mut self, heading: &'o Heading) {
        while self.open.last().is_some_and(|last| last.rank >= heading.rank) {
            self.open.pop();
        }
        self.open.push(heading);
    }

    /// Tells whether no heading but the title has come yet.
    pub fn is_at_head(&self) -> bool {
        self.open.iter().all(|heading| heading.is_title || heading.is_cover)
    }

    /// Returns the section that the place belongs to: the outermost heading that is a topic of its own.
    pub fn section(&self) -> Option<&'o Cell> {
        let groups = |heading: &&&Heading| !heading.is_title && !heading.is_cover && !heading.inner && !heading.apart;
        let mut below = self.open.iter().filter(groups);
        below.next().map(|heading| &heading.cell)
    }

    /// Returns the heading of the list of all actions that the place stands below.
    pub fn summary(&self) -> Option<&'o Heading> {
        self.open.iter().copied().find(|heading| heading.apart)
    }

    /// Returns what the headings say of a list here: the innermost that says more than its topic.
    pub fn says(&self) -> Says {
        let mut says = self.open.iter().rev().map(|heading| heading.says);
        says.find(|says| *says != Says::Topic).unwrap_or(Says::Topic)
    }
}

/// Tells whether a whole document is announced as a list of actions: `Actions from the meeting of 3 May`.
fn title_lists_actions(text: &str) -> bool {
    let key = wording::key(text);
    let begins = [
        "actions",
        "action points",
        "action items",
        "agreed actions",
        "summary of actions",
        "list of actions",
        "action list",
    ];
    begins.iter().any(|begin| key.starts_with(begin)) && wording::says(text) == Says::Actions
}

/// Decides which headings stand inside sections, and which name the list of all actions.
fn rank(headings: &mut [Heading]) {
    let keys: Vec<String> = headings.iter().map(|heading| wording::key(&heading.cell.text)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for key in &keys {
        *counts.entry(key).or_default() += 1;
    }
    let topics = |heading: &&Heading| {
        !heading.is_title && !heading.is_cover && heading.says == Says::Topic && !wording::is_inner(&heading.cell.text)
    };
    let main = headings.iter().filter(topics).map(|heading| heading.rank).min();
    let is_main = |(_, heading): &(usize, &Heading)| topics(heading) && Some(heading.rank) == main;
    let mains: Vec<usize> = headings.iter().enumerate().filter(is_main).map(|(at, _)| at).collect();
    for (at, (heading, key)) in headings.iter_mut().zip(&keys).enumerate() {
        if heading.is_title || heading.is_cover {
            continue;
        }
        let once = counts.get(key.as_str()) == Some(&1);
        let as_strong = main.is_none_or(|main| heading.rank <= main);
        let at_end = as_strong && mains.len() >= 2 && mains.last().is_some_and(|&last| at > last);
        let before_all = mains.first().is_some_and(|&first| at < first);
        let bare = (before_all || (at_end && wording::is_inner(&heading.cell.text))) && key.contains("action");
        heading.apart = heading.says == Says::Actions && once && (wording::is_summary(&heading.cell.text) || bare);
        if heading.apart {
            heading.rank = main.map_or(heading.rank, |main| heading.rank.min(main));
            continue;
        }
        let numbered = as_strong && mark::leading(&heading.cell.text).is_some_and(|mark| mark.label.is_some());
        heading.inner = wording::is_inner(&heading.cell.text)
            && !numbered
            && (heading.says != Says::NextSteps || !once || !as_strong);
        heading.inner |= heading.says == Says::Discussion && !as_strong;
        if heading.inner || (heading.says == Says::NextSteps && !as_strong) {
            heading.rank += 1;
        }
    }
}

/// On a first page large type may stand above the first section that is neither title nor section: `Draft`, a body's
/// name. Alone of its kind and before all others, with several of the next kind below, it groups nothing.
fn set_covers_apart(headings: &mut [Heading]) {
    for _ in 0..3 {
        let open = || headings.iter().enumerate().filter(|(_, heading)| !heading.is_title && !heading.is_cover);
        let Some(top) = open().map(|(_, heading)| heading.rank).min() else { return };
        let Some(next) = open().map(|(_, heading)| heading.rank).filter(|&rank| rank > top).min() else { return };
        let count = |rank| open().filter(|(_, heading)| heading.rank == rank).count();
        let first = open().next().map(|(at, _)| at).filter(|&at| headings[at].rank == top);
        let Some(first) = first.filter(|_| count(top) == 1 && count(next) >= 2) else { return };
        headings[first].is_cover = headings[first].says == Says::Topic;
        if !headings[first].is_cover {
            return;
        }
    }
}
