//! Section headings: which lines they are, how they rank, and which of them govern a place in the text.
//!
//! In: the free lines and the headings a contents list names. Out: an [`Outline`]. Nothing is placed in the ledger here.
//! On pages a heading's type tells more than its wording: headings rank by size, then by weight, then by numbering.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::style::Styles;
use super::wording::{self, Says};
use super::{mark, title};
use crate::cell::Cell;
use crate::layouts::minutes;
use crate::reading::Reading;

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

/// A heading as it was found.
struct Found {
    rank: u32,
    strong: bool,
    lines: Range<usize>,
}

/// Finds the heading that begins at line `index`, by its type or by its wording.
fn find(reading: &Reading<'_>, index: usize, named: &BTreeSet<String>, styles: &Styles) -> Option<Found> {
    /// Ranks by wording within one type.
    const FORMS: u32 = 8;
    let told = form(reading, index, named);
    if !reading.shapes.are_known() {
        return told.map(|(rank, lines)| Found { rank, strong: rank < 3, lines });
    }
    let typed = styles.heading(reading, index).filter(|_| may_be_heading(reading, index));
    let depth = match mark::leading(reading.lines.text(index)) {
        Some(mark) => typed_depth(reading, index, mark),
        None => Some(1),
    };
    if let (Some((rank, lines)), Some(depth)) = (typed, depth) {
        let lines = lines.start..told.map_or(lines.end, |(_, told)| lines.end.max(told.end));
        return Some(Found { rank: rank * FORMS + depth, strong: true, lines });
    }
    told.map(|(form, lines)| Found { rank: styles.plain() * FORMS + form, strong: form < 3, lines })
}

/// Returns how deep the numbering goes of a line that its type tells a heading; nothing for items of a list.
fn typed_depth(reading: &Reading<'_>, index: usize, mark: mark::Mark) -> Option<u32> {
    let wording = reading.lines.text(index).get(mark.text..).unwrap_or("").trim();
    let lone = !has_like_beside(reading, index, mark);
    let larger = reading.shapes.is_larger(index);
    match mark.style {
        _ if wording.is_empty() => None,
        mark::Style::Number(parts) if larger || lone => Some(u32::try_from(parts).unwrap_or(3).min(3)),
        mark::Style::Letter if larger && lone => Some(3),
        _ => None,
    }
}

/// Tells whether line `index` is free, has letters, is no longer than headings are, and opens no action.
fn may_be_heading(reading: &Reading<'_>, index: usize) -> bool {
    let text = reading.lines.text(index).trim();
    !text.is_empty()
        && text.len() <= 300
        && reading.ledger.is_free(index)
        && !reading.in_figures(index)
        && text.split_whitespace().nth(30).is_none()
        && !minutes::opens(reading, index)
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Returns how strong a heading begins at line `index` by its wording (0 is strongest), and the lines it takes.
fn form(reading: &Reading<'_>, index: usize, named: &BTreeSet<String>) -> Option<(u32, Range<usize>)> {
    let lines = &reading.lines;
    let text = lines.text(index).trim();
    if !may_be_heading(reading, index) {
        return None;
    }
    let one = index..index + 1;
    if let Some(level) = markdown_level(text) {
        return Some((level, one));
    }
    let numbered = mark::leading(lines.text(index));
    if named.contains(&wording::key(text)) && numbered.is_none_or(|mark| mark.label.is_some()) && !text.ends_with('.') {
        return Some((0, one));
    }
    if let Some(lines) = named_over_two_lines(reading, index, named) {
        return Some((0, lines));
    }
    let below = lines.text(index + 1).trim();
    let stands_off = is_break(reading, index.checked_sub(1));
    if stands_off
        && numbered.is_none()
        && below.len() >= 3
        && (below.chars().all(|c| c == '=') || below.chars().all(|c| c == '-' || c == '~'))
    {
        return Some((if below.starts_with('=') { 1 } else { 2 }, index..index + 2));
    }
    if text.ends_with([';', ',', '?', '!'])
        || text.trim_start_matches(|c: char| !c.is_alphabetic()).contains('\t')
        || numbered.is_some() && is_labelled(reading, index + 1) && !minutes::opens_numbered(reading, index + 1)
    {
        return None;
    }
    match numbered {
        Some(mark) if mark.label.is_some() && !matches!(mark.style, mark::Style::Bullet(_)) => {
            return numbered_heading(reading, index, mark).map(|form| (form, one));
        }
        Some(_) => return None,
        None => {}
    }
    if is_upper(text) && !text.ends_with('.') {
        let mut end = index + 1;
        // A long heading may run over lines; another heading stands apart.
        while end < index + 3
            && reading.ledger.is_free(end)
            && is_upper(lines.text(end).trim())
            && mark::leading(lines.text(end)).is_none()
            && text.len() > 40
        {
            end += 1;
        }
        return Some((1, index..end));
    }
    let bold = text
        .strip_prefix("**")
        .and_then(|rest| rest.trim_end_matches(':').strip_suffix("**"))
        .or_else(|| text.strip_prefix("__").and_then(|rest| rest.strip_suffix("__")));
    if bold.is_some_and(|inner| !inner.contains("**") && inner.split_whitespace().nth(14).is_none()) {
        return Some((3, one));
    }
    weak(reading, index, text, stands_off).then_some((4, one))
}

fn markdown_level(text: &str) -> Option<u32> {
    let level = text.chars().take_while(|&c| c == '#').count();
    let spaced = text.get(level..).is_some_and(|rest| rest.starts_with(' ') && rest.contains(char::is_alphabetic));
    // Levels from 1 to 6 all rank before bold and bare lines.
    ((1..=6).contains(&level) && spaced).then(|| u32::try_from(level).map_or(2, |level| level.saturating_sub(1).min(3)))
}

fn named_over_two_lines(reading: &Reading<'_>, index: usize, named: &BTreeSet<String>) -> Option<Range<usize>> {
    let (first, second) = (reading.lines.text(index), reading.lines.text(index + 1));
    if named.is_empty() || second.trim().is_empty() || second.len() > 300 || !reading.ledger.is_free(index + 1) {
        return None;
    }
    named.contains(&wording::key(&format!("{first} {second}"))).then_some(index..index + 2)
}

/// Tells numbered headings from numbered items: an item has its like next to it, or a sentence for a wording.
fn numbered_heading(reading: &Reading<'_>, index: usize, mark: mark::Mark) -> Option<u32> {
    let lines = &reading.lines;
    let wording = lines.text(index).get(mark.text..).unwrap_or("").trim();
    let depth = match mark.style {
        mark::Style::Number(parts) => u32::try_from(parts).unwrap_or(3).min(3),
        _ => return None,
    };
    if wording.is_empty() || wording.ends_with('.') || wording.split_whitespace().nth(13).is_some() || mark.indent > 4 {
        return None;
    }
    if is_upper(wording) {
        return Some(depth);
    }
    let plain = wording.starts_with(char::is_uppercase) && super::form::of(wording) == super::form::Form::Other;
    (plain
        && is_break(reading, index.checked_sub(1))
        && !has_like_beside(reading, index, mark)
        && (lines.is_blank(index + 1) || after_is_longer(reading, index)))
    .then_some(depth)
}

/// Tells whether the line before or after line `index` is an item that counts up to or from the one with `mark`.
fn has_like_beside(reading: &Reading<'_>, index: usize, mark: mark::Mark) -> bool {
    let lines = &reading.lines;
    // Items count up from one to the next; a list that begins below a heading begins anew.
    // `AP3:` below `4.` counts something else.
    let coded = |line: usize, mark: mark::Mark| {
        let label = mark.label.and_then(|(start, end)| lines.text(line).get(start..end));
        label.is_some_and(|label| label.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let alike = |other: Option<usize>, step: i64| {
        let found = other.and_then(|other| Some((other, mark::leading(lines.text(other))?)));
        found.is_some_and(|(other, found)| {
            let counts_up = match (found.number, mark.number) {
                (Some(other), Some(this)) => {
                    i64::try_from(other).ok() == i64::try_from(this).ok().map(|this| this + step)
                }
                _ => true,
            };
            found.style == mark.style
                && coded(other, found) == coded(index, mark)
                && found.indent.abs_diff(mark.indent) < 3
                && counts_up
        })
    };
    let before = (0..index).rev().take(4).find(|&other| !lines.is_blank(other));
    let after = (index + 1..lines.len()).take(4).find(|&other| !lines.is_blank(other));
    alike(before, -1) || alike(after, 1)
}

/// Tells whether `text` is a short line that stands by itself or right above what it heads.
fn weak(reading: &Reading<'_>, index: usize, text: &str, stands_off: bool) -> bool {
    let lines = &reading.lines;
    let bare = text.trim_end_matches(':');
    let lists_below = mark::leading(lines.text(index + 1)).is_some();
    if wording::is_inner(bare)
        && bare.starts_with(char::is_uppercase)
        && (stands_off || lists_below || is_break(reading, Some(index + 1)))
    {
        return true;
    }
    let last = (index + 1..lines.len()).take(6).all(|other| lines.is_blank(other));
    let shape = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '“' | '"'))
        && text.split_whitespace().nth(10).is_none()
        && bare.len() <= 90;
    let sentence = text.ends_with('.') || text.contains(". ") || super::form::of(text) == super::form::Form::Strong;
    let lead_in = text.ends_with(':')
        && (text.split_whitespace().nth(4).is_some() || !is_break(reading, Some(index + 1)) && !lists_below);
    let labelled = text.contains(": ");
    let below = is_break(reading, Some(index + 1)) || lists_below || after_is_longer(reading, index);
    shape && stands_off && below && !last && !sentence && !lead_in && !labelled
}

/// Tells whether line `index` was ended on purpose: the line below is a sentence, or much longer.
fn after_is_longer(reading: &Reading<'_>, index: usize) -> bool {
    let (this, below) = (reading.lines.text(index), reading.lines.text(index + 1));
    let indent = |line: &str| mark::column(line.get(..line.len() - line.trim_start().len()).unwrap_or(""));
    if !reading.ledger.is_free(index + 1) || indent(below) > indent(this) {
        return false;
    }
    let (this, below) = (this.trim(), below.trim());
    let numbered_below = mark::leading(below).is_some_and(|mark| matches!(mark.style, mark::Style::Number(2..)));
    let sentence =
        this.split_whitespace().nth(5).is_none() && below.ends_with(['.', '!', '?']) && below.len() > this.len();
    let capital = below.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    this.len() < 50 && capital && (below.len() > 60 || sentence || numbered_below)
}

/// Tells whether nothing to be read on with stands in line `index`: it is blank, outside, or was taken.
fn is_break(reading: &Reading<'_>, index: Option<usize>) -> bool {
    index.is_none_or(|index| {
        index >= reading.lines.len() || reading.lines.is_blank(index) || !reading.ledger.is_free(index)
    })
}

fn is_labelled(reading: &Reading<'_>, index: usize) -> bool {
    minutes::labelled(reading, index).is_some()
}

fn is_underline(reading: &Reading<'_>, line: usize, first: usize) -> bool {
    line > first && super::furniture::is_rule(reading.lines.text(line).trim())
}

fn is_upper(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (all, upper) = letters.fold((0, 0), |(all, upper), c| (all + 1, upper + usize::from(!c.is_lowercase())));
    let word = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 3);
    all >= 3 && word && upper == all
}
