//! Minutes: `Action 3.2: …` paragraphs, and items with labelled lines below them.
//!
//! In: a line that no table took. Out: the action's pieces, with places only. Never taken for an action: headings such as
//! `Actions`, and lines in which the word only occurs.

use std::sync::LazyLock;

use regex::Regex;

use super::prose::form::{self, Form};
use super::prose::heading::Outline;
use super::prose::labelled::{self, Labelled};
use super::prose::list::Item;
use super::prose::{self, mark, style, wording};
use crate::label;
use crate::reading::Reading;
use crate::row::Field;
use crate::span::Span;

/// An action paragraph or block.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// What it says, with its label and the labelled lines below it.
    pub item: Item,
    /// Who is named in front of the wording or in brackets behind it.
    pub owner: Option<Span>,
    /// Whether it names nobody but an owner: the wording is in the paragraph above.
    pub only_owner: bool,
    /// The first line behind it.
    pub end: usize,
}

/// Tells whether line `index` begins an action paragraph: `Action 3.2: …`.
pub fn opens(reading: &Reading<'_>, index: usize) -> bool {
    let line = reading.lines.text(index);
    opening(line).is_some_and(|found| {
        let empty = line.get(found.text..).unwrap_or("").trim().is_empty();
        let below = reading.lines.text(index + 1);
        // `Action:` with nothing behind it heads a list or paragraphs, unless the wording is right below.
        !empty || found.label.is_some() || (!below.trim().is_empty() && mark::leading(below).is_none())
    })
}

/// Tells whether line `index` begins an action paragraph that bears a number of its own: `AP2: …`.
pub fn opens_numbered(reading: &Reading<'_>, index: usize) -> bool {
    opens(reading, index) && opening(reading.lines.text(index)).is_some_and(|found| found.label.is_some())
}

/// Reads the labels of line `index`, where the first of them is known.
pub fn labelled(reading: &Reading<'_>, index: usize) -> Option<Vec<Labelled>> {
    labelled::read(reading, index)
}

/// Reads the action paragraph that begins at line `index`.
pub fn paragraph(reading: &Reading<'_>, outline: &Outline, index: usize) -> Option<Paragraph> {
    let line = reading.lines.text(index);
    let found = opens(reading, index).then(|| opening(line)).flatten()?;
    let label = found.label.map(|(from, to)| Span::new(index, from, to));
    let text = Span::new(index, found.text, found.text.max(line.trim_end().len()));
    let mut item = Item { lines: vec![index], label, own: vec![text], ..Item::default() };
    let end = wrap(reading, outline, index + 1, &mut item);
    let mut owner = found.owner.map(|(from, to)| Span::new(index, from, to));
    close_bracket(reading, &mut item, found.bracketed);
    let said = item.own_text(reading);
    if is_trivial(&said) || (said.is_empty() && item.fields.is_empty()) {
        return None;
    }
    let only_owner = owner.is_none()
        && wording::is_name_like(&said)
        && said.split_whitespace().count() <= 4
        && !said.ends_with('.')
        && item.own.len() == 1;
    if only_owner {
        owner = Some(text);
    } else if owner.is_none() && item.parts.is_empty() {
        owner = owner_behind(reading, &mut item);
    }
    Some(Paragraph { item, owner, only_owner, end })
}

/// Reads a block of labelled lines that begins at line `index`: `Ref: 12`, `Action 12` or a bare label above them.
pub fn block(reading: &Reading<'_>, outline: &Outline, index: usize) -> Option<Paragraph> {
    let lines = &reading.lines;
    let line = lines.text(index);
    let mut item = Item::default();
    let mut from = index;
    if let Some(labels) = labelled::read(reading, index) {
        let begins = labels.first().is_some_and(|first| matches!(first.field, Field::Action | Field::Number));
        if !begins {
            return None;
        }
    } else {
        let found = HEAD.captures(line.get(..line.len().min(120)).filter(|head| head.len() == line.len())?)?;
        let place = found.name("label")?;
        let below = (index + 1..lines.len()).take(3).find(|&below| !lines.is_blank(below))?;
        labelled::read(reading, below)?;
        item.label = Some(Span::new(index, place.start(), place.end()));
        if let Some(text) = found.name("text").filter(|text| !text.as_str().is_empty()) {
            item.own.push(Span::new(index, text.start(), text.end()));
        }
        item.lines.push(index);
        from = below;
    }
    let (fields, end) = labelled::group(reading, outline, from, &[]);
    let has = |field| fields.iter().any(|label| label.field == field);
    let telling = fields.iter().any(Labelled::is_telling);
    if !telling || (!has(Field::Action) && item.own.is_empty()) {
        return None;
    }
    item.lines.extend((from..end).filter(|&line| !lines.is_blank(line) && reading.ledger.is_free(line)));
    item.fields = fields;
    Some(Paragraph { item, owner: None, only_owner: false, end })
}

/// Tells whether `text` says that there is no action.
pub fn is_trivial(text: &str) -> bool {
    let key = wording::key(text);
    key.split(' ').count() <= 4 && TRIVIAL.is_match(&key)
}

struct Opening {
    label: Option<(usize, usize)>,
    owner: Option<(usize, usize)>,
    text: usize,
    /// Whether the paragraph opened with a square bracket that closes behind it.
    bracketed: bool,
}

/// Reads `Action 3.2 (JS): ` at the front of `line`.
fn opening(line: &str) -> Option<Opening> {
    let found = OPENING.captures(line)?;
    let word = found.name("word")?;
    let mut at = found.get(0)?.end();
    // `4. Action: …` bears the item's number; `4.2 Action: …` is a paragraph of the minutes.
    let mut label = found.name("number").map(|number| (number.start(), number.end()));
    let (mut owner, mut glued) = (None, false);
    let rest = |at: usize| line.get(at..).unwrap_or("");
    if let Some(number) = LABEL.captures(rest(at)).and_then(|found| found.name("label")) {
        let printed = number.as_str().trim_end_matches(['.', '-', '/']);
        glued = number.start() == 0;
        if label::whole(printed).is_some() || printed.chars().all(|c| c.is_ascii_digit()) {
            let start = if glued || word.as_str().starts_with("AP") { word.start() } else { at + number.start() };
            label = Some((start, at + number.start() + printed.len()));
            at += number.start() + printed.len();
        } else if glued {
            return None;
        }
    }
    let short = matches!(word.as_str(), "AP" | "ACT");
    if let Some(name) =
        OWNER.captures(rest(at)).and_then(|found| found.name("a").or(found.name("b")).or(found.name("c")))
    {
        let trimmed = name.as_str().trim();
        if wording::is_name_like(trimmed) && form::of(trimmed) == Form::Other {
            owner = Some((at + name.start(), at + name.start() + trimmed.len()));
            at += name.end();
            at += rest(at).len() - rest(at).trim_start_matches([')', ']']).len();
        }
    }
    let bracketed = line.get(..word.start()).unwrap_or("").contains('[');
    let closed = CLOSER.find(rest(at)).map(|closer| closer.end());
    let text = match closed {
        Some(width) => at + width,
        // `[ACTION JS] text`
        None if bracketed && owner.is_some() => at,
        // `Action 3.2 Clerk to write`, `AP2 Clerk to write`, and the label alone above its wording
        None if label.is_some() && (!short || glued) && form::of(rest(at)) == Form::Strong => at,
        None => return None,
    };
    if short && label.is_none() && owner.is_none() && !rest(at).trim_start().starts_with(':') {
        return None;
    }
    // `Action – see below` is a heading's wording as much as an action's: a dash alone must be followed by an action.
    let dashed = label.is_none() && owner.is_none() && rest(at).trim_start().starts_with(['-', '–', '—']);
    if dashed && form::of(rest(text)) == Form::Other {
        return None;
    }
    let text = text + rest(text).len() - rest(text).trim_start().len();
    Some(Opening { label, owner, text, bracketed })
}

/// Reads what belongs to the paragraph below its first line: wrapped lines, a list right below, labelled lines.
fn wrap(reading: &Reading<'_>, outline: &Outline, from: usize, item: &mut Item) -> usize {
    let lines = &reading.lines;
    let (mut end, mut index) = (from, from);
    while index < lines.len() {
        if lines.is_blank(index) || !prose::is_told(reading, index) {
            match over_page(reading, index, item) {
                Some(next) => index = next,
                None => break,
            }
        }
        if !reading.ledger.is_free(index)
            || outline.at(index).is_some()
            || opens(reading, index)
            || labelled(reading, index).is_some()
        {
            break;
        }
        if item.parts.is_empty() && begins_anew(reading, end - 1, index) {
            break;
        }
        match mark::leading(lines.text(index)) {
            Some(mark) if matches!(mark.style, mark::Style::Number(_)) && mark.indent == 0 => break,
            Some(_) => item.parts.push(vec![lines.trimmed(index)]),
            None => match item.parts.last_mut() {
                Some(part) => part.push(lines.trimmed(index)),
                None => item.own.push(lines.trimmed(index)),
            },
        }
        item.lines.push(index);
        index += 1;
        end = index;
    }
    let next = (end..lines.len()).take(2).find(|&index| !lines.is_blank(index)).unwrap_or(end);
    let known = labelled(reading, next).is_some_and(|labels| labels.iter().any(Labelled::is_telling));
    if known && reading.ledger.is_free(next) {
        let (fields, behind) = labelled::group(reading, outline, next, &[]);
        if !fields.is_empty() {
            item.lines.extend((next..behind).filter(|&line| !lines.is_blank(line) && reading.ledger.is_free(line)));
            item.fields = fields;
            return behind;
        }
    }
    end
}

/// Tells whether line `index` begins a paragraph of its own: line `above` ends a sentence, and the next word had room there.
fn begins_anew(reading: &Reading<'_>, above: usize, index: usize) -> bool {
    let (before, text) = (reading.lines.text(above).trim_end(), reading.lines.text(index).trim_start());
    let ended = before.ends_with(['.', ')', ']', '?', '!']) && text.starts_with(char::is_uppercase);
    if reading.shapes.are_known() {
        return style::is_ended(reading, above, index);
    }
    let word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
    ended && before.chars().count() + 1 + word <= text.trim_end().chars().count().max(60)
}

/// Returns the line in which an unfinished paragraph goes on after the page end at `gap`, in small letters.
fn over_page(reading: &Reading<'_>, gap: usize, item: &Item) -> Option<usize> {
    let lines = &reading.lines;
    let last = item.own.iter().chain(item.parts.iter().flatten()).max()?;
    let next = (gap..lines.len()).take(8).find(|&next| !lines.is_blank(next) && prose::is_told(reading, next))?;
    let turned =
        lines.page(next) != lines.page(last.line as usize) || (gap..next).any(|between| !lines.is_blank(between));
    let unfinished = !lines.slice(*last).ends_with(['.', '!', '?', ')', ']', ':']);
    (turned && unfinished && lines.text(next).trim_start().starts_with(char::is_lowercase)).then_some(next)
}

/// Takes the closing bracket or bold mark of the opening off the end of the wording.
fn close_bracket(reading: &Reading<'_>, item: &mut Item, bracketed: bool) {
    let Some(last) = item.own.last_mut() else { return };
    let text = reading.lines.slice(*last);
    let mut cut = text.trim_end();
    if bracketed && cut.ends_with(']') && !cut.contains('[') {
        cut = cut.trim_end_matches(']').trim_end();
    }
    if cut.ends_with("**") && cut.matches("**").count() % 2 == 1 {
        cut = cut.trim_end_matches('*').trim_end();
    }
    last.end = last.start + u32::try_from(cut.len()).unwrap_or(0);
}

/// Cuts a name in brackets off the end of the wording: `… on the bridleway. (M. Aske)`. A bracket that spells out what
/// stands before it, such as `Home Affairs (HA)`, is left.
fn owner_behind(reading: &Reading<'_>, item: &mut Item) -> Option<Span> {
    let last = item.own.last_mut()?;
    let text = reading.lines.slice(*last);
    let trimmed = text.trim_end_matches(['.', ' ']);
    let inner_end = trimmed.strip_suffix(')').or_else(|| trimmed.strip_suffix(']'))?.len();
    let open = text.get(..inner_end)?.rfind(['(', '['])?;
    let name = text.get(open + 1..inner_end)?;
    let before = text.get(..open)?.trim_end();
    let words = before.split_whitespace().rev();
    let spelt: String = words
        .take(name.chars().count().min(8))
        .filter_map(|word| word.chars().next())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    if before.is_empty()
        || !wording::is_name_like(name)
        || name.split_whitespace().count() > 5
        || spelt.eq_ignore_ascii_case(name)
    {
        return None;
    }
    let start = last.start + u32::try_from(open).ok()? + 1;
    let owner = Span { line: last.line, start, end: start + u32::try_from(name.len()).ok()? };
    last.end = last.start + u32::try_from(before.len()).ok()?;
    Some(owner)
}

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"^\s*(?:[-•*·–>]\s+|(?P<number>[0-9]{1,3}[.)]|\([0-9]{1,3}\))\s+|[0-9]{1,3}(?:\.[0-9]{1,3})+[.)]?\s+)?[\[*_]{0,4}\s*(?:(?:AGREED|Agreed|NEW|New)\s+)?(?P<word>ACTIONS?|Actions?|AP|ACT)(?:\s+(?:[Pp]oints?|[Ii]tems?|[Nn]o\.?|[Nn]umber|[Rr]ef\.?|POINTS?|ITEMS?|NO\.?|REF\.?))?",
    )
});
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| wording::pattern(r"^\s*[#-]?\s*\(?(?P<label>(?:[A-Z]{1,5}[-/.]?)?[0-9][0-9A-Za-z_./-]*)\)?"));
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"^\)?\s*(?:[(\[](?P<a>[^)\]\n]{1,60})[)\]]|[-–—]\s*(?P<b>[^:\n]{1,60}?)\s*:|\s(?:for|by|on|FOR|BY|ON)?\s*(?P<c>[^:\]\n]{1,50}?)\s*[:\]])",
    )
});
static CLOSER: LazyLock<Regex> = LazyLock::new(|| wording::pattern(r"^[)\]]?[*_]*\s*(?::[*_]*\s*|[-–—]\s+|\.\s+|$)"));
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"^[\s*_#]*(?:(?:ACTION|Action|TASK|Task|ITEM|Item|RECOMMENDATION|Recommendation)(?:\s+(?:[Pp]oint|[Ii]tem|[Nn]o\.?|[Nn]umber|[Rr]ef\.?))?\s*#?\s*(?P<label>(?:[A-Z]{1,5}[-/.]?)?[0-9][0-9A-Za-z_./-]*?)|(?P<code>[A-Z]{1,5}[-/.]?[0-9][0-9A-Za-z_./-]*))[.)]?[*_]*\s*(?:[:–—-]\s*(?P<text>.*?))?\s*$",
    )
});
static TRIVIAL: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"^(none|nil|n a|na|no actions?( required| arising| agreed)?|not applicable|noted|see below|see above|as above|all complete|complete|completed|done|closed|ongoing|in progress|carried forward|outstanding|discharged|agreed)$|^(complete|completed|done|closed|ongoing|carried forward|in progress) ",
    )
});

#[cfg(test)]
mod tests {
    use crate::columns::Vocabulary;
    use crate::parse;
    use crate::row::Field;

    /// Returns label, owner and wording of each action in `text`, with a line before it that is none.
    fn actions(text: &str) -> Vec<(String, String, String)> {
        let parsed = parse(&format!("Notes of the yard\n\nAll came.\n\n{text}"), &Vocabulary::default());
        let text = |cell: Option<&crate::Cell>| cell.map_or_else(String::new, |cell| cell.text.clone());
        let row =
            |row: &crate::Row| (text(row.label.as_ref()), text(row.cell(Field::Owner)), text(row.cell(Field::Action)));
        parsed.rows.iter().map(row).collect()
    }

    #[test]
    fn paragraphs_are_told_from_what_merely_begins_alike() {
        for (text, label, owner, action) in [
            ("Action: Chair to thank the scouts.\n", "", "", "Chair to thank the scouts."),
            (
                "ACTION 3.2: Clerk to write\nto the quarry. (M. Aske)\n\nIt rained.\n",
                "3.2",
                "M. Aske",
                "Clerk to write to the quarry.",
            ),
            ("Action (JS): Ask the bank (BK)\n", "", "JS", "Ask the bank (BK)"),
            ("Action – Harbour Master: Order buoys\n", "", "Harbour Master", "Order buoys"),
            ("AP3: All to send comments\n", "AP3", "", "All to send comments"),
            ("Action point 4 – Treasurer to bring a budget\n", "4", "", "Treasurer to bring a budget"),
            ("[ACTION JS] Check the boiler\n", "", "JS", "Check the boiler"),
            ("**Action:** Clerk to book the hall\n", "", "", "Clerk to book the hall"),
            ("Action: Write to the Harbour Board (HB)\n", "", "", "Write to the Harbour Board (HB)"),
            ("The roof leaks and must be mended.\nACTION: Clerk\n", "", "Clerk", "The roof leaks and must be mended."),
        ] {
            assert_eq!(actions(text), [(label.to_owned(), owner.to_owned(), action.to_owned())], "{text}");
        }
        for text in [
            "Action was taken.\n",
            "Actions from last time were done.\n",
            "Action: None\n",
            "Action log\n\nIt was read.\n",
            "Action 3: Complete\n",
        ] {
            assert_eq!(actions(text), [], "{text}");
        }
    }

    #[test]
    fn labelled_lines_are_the_cells_of_their_item() {
        let text = "Notes\n\n12. Mend the rail\n   Owner: JS\n   Due: 4 May\n   Priority: low\n\n13. Paint the gate\n   Owner: KW\n";
        let parsed = parse(text, &Vocabulary::default());
        let cells =
            |field| parsed.rows.iter().map(|row| row.cell(field).map(|cell| cell.text.as_str())).collect::<Vec<_>>();
        assert_eq!(cells(Field::Action), [Some("Mend the rail"), Some("Paint the gate")]);
        assert_eq!(cells(Field::Owner), [Some("JS"), Some("KW")]);
        // What an item does not tell is no empty cell.
        assert_eq!(cells(Field::Deadline), [Some("4 May"), None]);
        assert_eq!(parsed.rows[0].extra[0].1.text, "low");
        assert_eq!(
            parsed.tables[0].columns.iter().map(|column| column.raw.as_str()).collect::<Vec<_>>(),
            ["Owner", "Due", "Priority"]
        );
    }

    #[test]
    fn blocks_may_begin_with_their_number() {
        for text in ["Ref: 12\nAction: Mend the rail\nOwner: JS\n", "Action 12\nDescription: Mend the rail\nLead: JS\n"]
        {
            assert_eq!(actions(text), [("12".to_owned(), "JS".to_owned(), "Mend the rail".to_owned())], "{text}");
        }
    }
}
