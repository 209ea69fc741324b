//! Headings told by their type: lines larger than running text, or bold where it is not.
//!
//! In: the free lines of pages. Out: for a line, whether a heading begins there, which lines it takes and how its type
//! ranks among those of all headings. A text without pages has none. Never taken for headings: bold items of a list, a
//! paragraph that begins in bold, a paragraph that is bold throughout.

use std::ops::Range;

use super::{labelled, mark, wording};
use crate::reading::Reading;

/// The longest heading, in lines and in words. Bold type of more lines is a paragraph.
const TALLEST: usize = 5;
const TALLEST_BOLD: usize = 3;
const WORDIEST: usize = 30;
/// Sizes that differ by less than this, in tenths of a point, are one.
const ALIKE: u16 = 5;

/// The types in which the headings of a document are set.
#[derive(Debug, Default)]
pub struct Styles {
    /// Size and weight, from the strongest on.
    ranked: Vec<(u16, bool)>,
}

impl Styles {
    /// Looks through the free lines.
    pub fn find(reading: &Reading<'_>) -> Self {
        let mut found: Vec<(u16, bool)> = Vec::new();
        let mut index = 0;
        while reading.shapes.are_known() && index < reading.lines.len() {
            match lines(reading, index) {
                Some(lines) => {
                    found.extend(style(reading, index));
                    index = lines.end;
                }
                None => index += 1,
            }
        }
        found.sort_by_key(|&(size, bold)| std::cmp::Reverse((size, bold)));
        let mut ranked: Vec<(u16, bool)> = Vec::new();
        for (size, bold) in found {
            // The largest of sizes that are nearly the same stands for all of them.
            let known = ranked.iter().map(|(size, _)| *size).find(|known| known - size < ALIKE).unwrap_or(size);
            if !ranked.contains(&(known, bold)) {
                ranked.push((known, bold));
            }
        }
        ranked.sort_by_key(|&(size, bold)| std::cmp::Reverse((size, bold)));
        Self { ranked }
    }

    /// Returns the rank of the heading that begins at line `index`, 0 for the strongest type, and the lines it takes.
    pub fn heading(&self, reading: &Reading<'_>, index: usize) -> Option<(u32, Range<usize>)> {
        let lines = lines(reading, index)?;
        let (size, bold) = style(reading, index)?;
        let rank = self.ranked.iter().position(|&(known, heavy)| known.abs_diff(size) < ALIKE && heavy == bold)?;
        Some((u32::try_from(rank).ok()?, lines))
    }

    /// Returns the rank of headings that nothing but their wording tells: below all that are told by their type.
    pub fn plain(&self) -> u32 {
        u32::try_from(self.ranked.len()).unwrap_or(u32::MAX / 32)
    }
}

/// Tells whether lines `one` and `other` are set in the same type.
pub fn is_alike(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    match (style(reading, one), style(reading, other)) {
        (Some((size, bold)), Some((other_size, other_bold))) => size.abs_diff(other_size) < ALIKE && bold == other_bold,
        _ => false,
    }
}

/// Tells whether the first word of line `below` would have had room at the end of line `above`; not where nothing is known.
pub fn has_room(reading: &Reading<'_>, above: usize, below: usize) -> bool {
    room(reading, above, below).is_some_and(|room| room >= 0)
}

/// Tells whether line `above` was ended on purpose: the next word had room, and where no sentence ends, much room.
pub fn is_ended(reading: &Reading<'_>, above: usize, below: usize) -> bool {
    let ends = reading.lines.text(above).trim_end().ends_with(['.', ')', ']', '?', '!', ';', ':']);
    let em = reading.shapes.of(above).map_or(0, |shape| i32::from(shape.size));
    let begins = reading.lines.text(below).trim_start().starts_with(char::is_uppercase);
    begins && room(reading, above, below).is_some_and(|room| room >= if ends { 0 } else { 8 * em })
}

/// Returns how much room was left at the end of line `above` had it ended in the first word of line `below`.
fn room(reading: &Reading<'_>, above: usize, below: usize) -> Option<i32> {
    let (upper, lower) = (reading.shapes.place(above)?, reading.shapes.place(below)?);
    let (last, first) = (upper.words.last()?, lower.words.first()?);
    let size = reading.shapes.of(above).map_or(0, |shape| i32::from(shape.size));
    Some(right_of_text(reading, above).saturating_sub(last.2 + size / 3 + (first.2 - first.1)))
}

fn style(reading: &Reading<'_>, index: usize) -> Option<(u16, bool)> {
    let shape = reading.shapes.of(index).filter(|shape| shape.size > 0)?;
    Some((shape.size, reading.shapes.is_bold(index)))
}

/// Returns how far to the right the text reaches that line `index` stands in: as far as any line around it that begins near
/// where it begins. Larger type is left out, which may be that of a title across columns.
fn right_of_text(reading: &Reading<'_>, index: usize) -> i32 {
    let size = |line: usize| reading.shapes.of(line).map_or(0, |shape| shape.size);
    let ends = |line: usize| {
        let words = &reading.shapes.place(line)?.words;
        Some((words.first()?.1, words.last()?.2))
    };
    let Some((left, _)) = ends(index) else { return 0 };
    let page = reading.lines.page(index);
    let near = index.saturating_sub(30)..(index + 31).min(reading.lines.len());
    let same = near.filter(|&line| reading.lines.page(line) == page && !reading.in_grid(line));
    let running = same.filter(|&line| size(line) < size(index).saturating_add(ALIKE));
    let beside = running.filter_map(ends).filter(|(start, _)| start.abs_diff(left) <= u32::from(size(index)) * 8);
    beside.map(|(_, end)| end).max().unwrap_or(0)
}

/// Returns the lines of the heading that begins at line `index`, where its type tells one.
fn lines(reading: &Reading<'_>, index: usize) -> Option<Range<usize>> {
    let larger = reading.shapes.is_larger(index);
    if !(larger || reading.shapes.is_bold(index)) || !is_open(reading, index) {
        return None;
    }
    // The line above may go on here: a bold item, a bold paragraph.
    let above = index.checked_sub(1).filter(|&above| is_open(reading, above) && is_alike(reading, above, index));
    if above.is_some_and(|above| !has_room(reading, above, index) || !larger && is_item(reading, above)) {
        return None;
    }
    let mut end = index + 1;
    while is_open(reading, end)
        && is_alike(reading, end - 1, end)
        && mark::leading(reading.lines.text(end)).is_none()
        && (!has_room(reading, end - 1, end) || reading.lines.text(end).trim().starts_with(char::is_lowercase))
    {
        end += 1;
    }
    let words = (index..end).map(|line| reading.lines.words(line).count()).sum::<usize>();
    let first = reading.lines.text(index).trim();
    let last = reading.lines.text(end - 1).trim();
    let letters = (index..end).flat_map(|line| reading.lines.text(line).chars()).filter(|c| c.is_alphabetic()).count();
    let tallest = if larger { TALLEST } else { TALLEST_BOLD };
    if end - index > tallest || words > WORDIEST || letters < 2 || last.ends_with(['.', ';', ',']) {
        return None;
    }
    if larger {
        return Some(index..end);
    }
    // `Chair: Ann` is a line with a label, `Item 3: Roads` a heading.
    let labels = first.split_once(": ").is_some_and(|(label, _)| !label.contains(|c: char| c.is_ascii_digit()));
    if labels || last.ends_with(['?', '!']) || labelled::read(reading, index).is_some() || wording::tells_date(first) {
        return None;
    }
    let below = (end..reading.lines.len()).take(6).find(|&line| !reading.lines.is_blank(line))?;
    // A paragraph that begins in bold goes on in the next line.
    let run_in = below == end
        && !has_room(reading, end - 1, end)
        && reading.lines.text(end).trim().starts_with(char::is_lowercase);
    (!run_in).then_some(index..end)
}

fn is_open(reading: &Reading<'_>, index: usize) -> bool {
    index < reading.lines.len()
        && !reading.lines.is_blank(index)
        && reading.ledger.is_free(index)
        && !reading.in_grid(index)
}

fn is_item(reading: &Reading<'_>, index: usize) -> bool {
    mark::leading(reading.lines.text(index)).is_some_and(|mark| matches!(mark.style, mark::Style::Bullet(_)))
}

#[cfg(test)]
mod tests {
    use crate::columns::Vocabulary;
    use crate::parse_pages;
    use crate::print::Print;
    use crate::row::{Field, Parsed};

    fn read(print: Print) -> Parsed {
        parse_pages(&print.done(), &Vocabulary::default())
    }

    /// Returns `section|action` of each row.
    fn rows(parsed: &Parsed) -> Vec<String> {
        let text = |cell: Option<&crate::Cell>| cell.map_or("", |cell| cell.text.as_str()).to_owned();
        let row = |row: &crate::Row| format!("{}|{}", text(row.section.as_ref()), text(row.cell(Field::Action)));
        parsed.rows.iter().map(row).collect()
    }

    #[test]
    fn headings_rank_by_their_type_and_may_take_two_lines() {
        let parsed = read(
            Print::default()
                .line("3 May 2021")
                .gap()
                .large(200, "Quay forum: notes of the")
                .large(200, "third meeting")
                .gap()
                .large(150, "Draft")
                .gap()
                .large(130, "Slipway and moorings of the old harbour")
                .large(130, "of the town")
                .line("Members talked of the slipway, which was as full as it has been for many years.")
                .bold("Actions")
                .line("- Clerk to write to the yard")
                .line("- Harbour Master to count boats")
                .gap()
                .large(130, "Fuel")
                .line("Nobody had seen the fuel berth since the storm took the better half of it away.")
                .bold("Actions")
                .line("- Ann to look at the berth"),
        );
        assert_eq!(
            rows(&parsed),
            [
                "Slipway and moorings of the old harbour of the town|Clerk to write to the yard",
                "Slipway and moorings of the old harbour of the town|Harbour Master to count boats",
                "Fuel|Ann to look at the berth",
            ]
        );
        assert_eq!(parsed.title.map(|title| title.text).as_deref(), Some("Quay forum: notes of the third meeting"));
        assert_eq!(parsed.dates.first().map(|(_, cell)| cell.text.as_str()), Some("3 May 2021"));
    }

    #[test]
    fn bold_items_and_bold_openings_of_paragraphs_are_no_headings() {
        let parsed = read(
            Print::default()
                .large(180, "Quay forum notes")
                .gap()
                .bold("Slipway")
                .bold("- Clerk to write to the yard about the cradle, the winch, the rollers, the old and")
                .bold("  broken gate")
                .line("- Ann to look at the berth")
                .gap()
                .bold("A paragraph may begin with a good many words of bold type, to the end of the line,")
                .line("and go on without."),
        );
        assert_eq!(
            rows(&parsed),
            [
                "Slipway|Clerk to write to the yard about the cradle, the winch, the rollers, the old and broken gate",
                "Slipway|Ann to look at the berth",
            ]
        );
        assert_eq!(parsed.words.headings, 4);
    }
}
