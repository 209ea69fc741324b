//! Pages made of arbitrary bytes, and what must hold of whatever is read from them.

use std::collections::BTreeMap;

use throughline::extract::pdf::flow;
use throughline::extract::pdf::page::{Area, Direction, Fill, Font, Glyph, Page, Ruling, Scene};
use throughline::extract::pdf::words;
use throughline_parsers::{Vocabulary, parse_pages};

/// What glyphs print: labels, headings and wording, so that tables come about.
const PRINTED: [&str; 12] = ["1", "2", "No", "Action", "Status", "Deadline", "Open", "fi", "a", "-", "\u{ad}", "•"];

/// Makes a document of `bytes`, a few of them for each thing drawn.
pub fn scene(bytes: &[u8]) -> Scene {
    let mut scene = Scene { fonts: vec![Font::default(), Font { bold: true, ..Font::default() }], ..Scene::default() };
    let mut page = blank(0);
    for drawn in bytes.chunks_exact(6) {
        let &[kind, a, b, c, d, e] = drawn else { continue };
        // A coarse raster makes edges meet; the last byte moves some of them off it.
        let place = |n: u8| f32::from(n) * 4.0 + if e % 5 == 0 { f32::from(e) / 100.0 } else { 0.0 };
        match kind % 8 {
            0 => page.rulings.push(Ruling {
                horizontal: true,
                at: place(a),
                from: place(b),
                to: place(c),
                thickness: f32::from(d % 4),
            }),
            1 => page.rulings.push(Ruling {
                horizontal: false,
                at: place(a),
                from: place(b),
                to: place(c),
                thickness: f32::from(d % 4),
            }),
            2 => page
                .fills
                .push(Fill { area: sorted(place(a), place(b), place(c), place(d)), colour: [e, e / 2, 255 - e] }),
            7 if e < 8 => {
                let number = page.number + 1;
                scene.pages.push(std::mem::replace(&mut page, blank(number)));
            }
            _ => {
                let letters = PRINTED[usize::from(c) % PRINTED.len()];
                let size = 6.0 + f32::from(d % 12);
                let (x, y) = (place(a), place(b));
                let start = u32::try_from(page.text.len()).unwrap_or(0);
                page.text.push_str(letters);
                let width = size * 0.5 * letters.chars().count() as f32;
                page.glyphs.push(Glyph {
                    start,
                    length: u8::try_from(letters.len()).unwrap_or(0),
                    font: u16::from(e % 2),
                    area: Area { x0: x, y0: y - size * 0.8, x1: x + width, y1: y + size * 0.2 },
                    baseline: y,
                    size,
                    direction: match e % 32 {
                        1 => Direction::Down,
                        2 => Direction::Up,
                        3 => Direction::Left,
                        4 => Direction::Slanted,
                        _ => Direction::Right,
                    },
                });
            }
        }
    }
    scene.pages.push(page);
    scene
}

/// Reads `scene` to its rows, and holds it against what was drawn.
pub fn check(scene: &Scene) {
    let (pages, _) = flow::pages(scene);
    let mut drawn: BTreeMap<char, usize> = BTreeMap::new();
    for page in &scene.pages {
        let words = words::words(page, &scene.fonts);
        for letter in words.list.iter().flat_map(|word| words.letters(word).chars()).filter(|letter| counts(*letter)) {
            *drawn.entry(letter).or_default() += 1;
        }
    }
    let mut written: BTreeMap<char, usize> = BTreeMap::new();
    for letter in pages.text.chars().filter(|letter| counts(*letter)) {
        *written.entry(letter).or_default() += 1;
    }
    assert_eq!(drawn, written, "letters drawn, letters written");
    assert_eq!(pages.lines.len(), pages.text.lines().count(), "every line has its shape");
    let parsed = parse_pages(&pages, &Vocabulary::default());
    let words = parsed.words;
    let placed =
        words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
    assert_eq!(words.total, placed, "every word stands in one class");
}

/// Tells whether a letter must come through: soft hyphens and spaces may go.
fn counts(letter: char) -> bool {
    !letter.is_whitespace() && letter != '\u{ad}'
}

fn blank(number: u32) -> Page {
    Page { number, width: 1024.0, height: 1024.0, ..Page::default() }
}

fn sorted(a: f32, b: f32, c: f32, d: f32) -> Area {
    Area { x0: a.min(c), y0: b.min(d), x1: a.max(c), y1: b.max(d) }
}
