//! What the first reader saw of a page, and which words of the second are not in it.
//!
//! In: a page of the first reader, then the words of the second. Out: those that the first did not see. Of the page no more
//! is kept than that takes: all pages wait for the second reader at once.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::super::page::{Area, Page};
use super::super::reader::places::Places;

/// How many words of a page are asked after, and how many letters are searched for them in all.
const MOST_WORDS: usize = 2_000;
const MOST_SEARCHED: usize = 200_000_000;

/// A word, and where its letters stand.
pub type Word = (String, Vec<Area>);

/// What the first reader saw of a page.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Its letters, seen and hidden, without what two readers need not agree on.
    letters: String,
    /// Where it saw letters that it knows.
    places: Vec<Area>,
    size: (f32, f32),
}

impl Seen {
    /// Keeps of `page` what the second reader is held against.
    pub fn of(page: &Page) -> Self {
        let text: String = page.glyphs.iter().map(|glyph| page.letters(glyph)).collect();
        let known = page.glyphs.iter().filter(|glyph| !matches!(page.letters(glyph), "\u{fffd}" | " "));
        Self {
            letters: squeezed(&text) + " " + &squeezed(&page.hidden),
            places: known.map(|glyph| glyph.area).collect(),
            size: (page.width, page.height),
        }
    }

    /// Puts what was seen of several pages together, where it is not known which words belong to which: places are lost.
    pub fn whole(pages: &[Self]) -> Self {
        Self { letters: pages.iter().map(|page| page.letters.as_str()).collect(), ..Self::default() }
    }

    /// Returns those of `words` that are not among the letters, and stand where nothing was seen.
    pub fn lacks(&self, words: Vec<Word>) -> Vec<String> {
        let mut counts: BTreeMap<String, Vec<Word>> = BTreeMap::new();
        for (word, areas) in words {
            let squeezed = squeezed(&word);
            let letters = squeezed.chars().filter(|letter| letter.is_alphanumeric()).count();
            if letters >= 2 && !squeezed.contains(char::REPLACEMENT_CHARACTER) {
                counts.entry(squeezed).or_default().push((word, areas));
            }
        }
        let asked = MOST_WORDS.min(MOST_SEARCHED / self.letters.len().max(1));
        let mut print = None;
        let mut unknown = Vec::new();
        for (squeezed, places) in counts.into_iter().take(asked) {
            let seen = self.letters.matches(squeezed.as_str()).count();
            let lost = places.len().saturating_sub(seen);
            if lost == 0 {
                continue;
            }
            let print = print.get_or_insert_with(|| Print::of(self));
            let bare = places.into_iter().filter(|(_, areas)| !print.covers(areas));
            unknown.extend(bare.take(lost).map(|(word, _)| word));
        }
        unknown
    }
}

/// Where letters were seen, by place.
struct Print<'s> {
    places: Places,
    letters: &'s [Area],
}

impl<'s> Print<'s> {
    fn of(seen: &'s Seen) -> Self {
        let mut places = Places::default();
        places.clear(seen.size.0, seen.size.1);
        for area in &seen.places {
            let (x, y) = middle(area);
            places.add(x, y);
        }
        Self { places, letters: &seen.places }
    }

    /// Tells whether letters were seen at most of these places: whatever they are, nothing is lost.
    fn covers(&self, areas: &[Area]) -> bool {
        let seen = |area: &&Area| {
            let (x, y) = middle(area);
            let reach = area.width().min(area.height()).clamp(2.0, 9.0);
            let near = |number: usize| self.letters.get(number).is_some_and(|other| touch(other, area));
            self.places.find(x, y, reach, near).is_some()
        };
        areas.iter().filter(seen).count() * 2 >= areas.len()
    }
}

fn middle(area: &Area) -> (f32, f32) {
    ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0)
}

fn touch(one: &Area, other: &Area) -> bool {
    one.x0 <= other.x1 && other.x0 <= one.x1 && one.y0 <= other.y1 && other.y0 <= one.y1
}

/// Leaves nothing of a text but what two readers must agree on.
fn squeezed(text: &str) -> String {
    let kept = |letter: &char| !letter.is_whitespace() && !matches!(letter, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}');
    if text.is_ascii() {
        return text.chars().filter(kept).collect();
    }
    text.nfkc().filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::Sheet;
    use super::*;

    fn word(text: &str, x: f32, y: f32) -> Word {
        let area =
            |at: usize| Area { x0: x + at as f32 * 5.0, y0: y - 8.0, x1: x + at as f32 * 5.0 + 5.0, y1: y + 2.0 };
        (text.to_owned(), (0..text.len()).map(area).collect())
    }

    #[test]
    fn a_word_is_lacking_where_neither_its_letters_nor_its_place_were_seen() {
        let mut sheet = Sheet::default();
        sheet.print(50.0, 100.0, "Mend the gate");
        let seen = Seen::of(&sheet.page);
        assert_eq!(seen.lacks(vec![word("gate", 300.0, 500.0), word("Mend", 50.0, 100.0)]), Vec::<String>::new());
        assert_eq!(seen.lacks(vec![word("fence", 300.0, 500.0)]), ["fence"]);
        // Read as something else, but read: nothing is lost.
        assert_eq!(seen.lacks(vec![word("Nend", 50.0, 100.0)]), Vec::<String>::new());
        // Said twice, seen once.
        assert_eq!(seen.lacks(vec![word("gate", 300.0, 500.0), word("gate", 300.0, 600.0)]), ["gate"]);
    }

    #[test]
    fn of_pages_put_together_only_the_letters_count() {
        let mut sheet = Sheet::default();
        sheet.print(50.0, 100.0, "Mend the gate");
        let whole = Seen::whole(&[Seen::of(&sheet.page), Seen::default()]);
        assert_eq!(whole.lacks(vec![word("Nend", 50.0, 100.0), word("gate", 9.0, 9.0)]), ["Nend"]);
    }
}
