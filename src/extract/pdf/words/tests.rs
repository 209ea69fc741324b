use super::super::page::{Direction, Font, Ruling};
use super::super::sample::Sheet;
use super::words;

fn read(sheet: &Sheet) -> Vec<String> {
    let fonts = [false, true].map(|bold| Font { bold, ..Font::default() });
    let words = words(&sheet.page, &fonts);
    words.list.iter().map(|word| words.letters(word).to_owned()).collect()
}

#[test]
fn gaps_and_printed_spaces_part_words() {
    let mut sheet = Sheet::default();
    assert_eq!(read(sheet.print(50.0, 100.0, "Mend the roof")), ["Mend", "the", "roof"]);
    let mut sheet = Sheet { spaces: true, ..Sheet::default() };
    // Spaces squeezed to a tenth of the size are still spaces, where they are printed.
    sheet.print(50.0, 100.0, "Mend ").print(71.0, 100.0, "the ").print(50.0, 120.0, "roof");
    assert_eq!(read(&sheet), ["Mend", "the", "roof"]);
    let mut sheet = Sheet::default();
    sheet.print(50.0, 100.0, "Mend").print(71.0, 100.0, "ing").print(200.0, 100.0, "Done");
    assert_eq!(read(&sheet), ["Mending", "Done"]);
}

#[test]
fn the_mark_of_an_item_is_a_word_though_its_wording_stands_close() {
    // Letters are five points wide.
    for (mark, x) in [("10.", 66.0), ("10.", 62.5), ("b)", 61.0)] {
        let mut sheet = Sheet::default();
        assert_eq!(read(sheet.print(50.0, 100.0, mark).print(x, 100.0, "Mend")), [mark, "Mend"]);
    }
    for (one, x, other) in [("10.", 65.0, "5"), ("e.", 61.0, "5"), ("No.", 66.0, "Mend"), ("3.", 60.0, "Mend")] {
        let mut sheet = Sheet::default();
        assert_eq!(read(sheet.print(50.0, 100.0, one).print(x, 100.0, other)), [format!("{one}{other}")]);
    }
}

#[test]
fn letters_drawn_in_any_order_make_the_word_they_stand_in() {
    let mut sheet = Sheet::default();
    for (at, letter) in [(2, "c"), (0, "a"), (4, "e"), (1, "b"), (3, "d")] {
        sheet.print(50.0 + 5.0 * at as f32, 100.0, letter).print(50.0 + 5.0 * at as f32, 300.0, letter);
    }
    assert_eq!(read(&sheet), ["abcde", "abcde"]);
}

#[test]
fn spaced_letters_are_letters_of_words() {
    let mut sheet = Sheet { spacing: 4.0, ..Sheet::default() };
    assert_eq!(read(sheet.print(50.0, 100.0, "OPEN ACTIONS")), ["OPEN", "ACTIONS"]);
    let mut table = Sheet::default();
    for (at, letter) in ["R", "A", "G", "R", "A"].into_iter().enumerate() {
        table.print(50.0 + 40.0 * at as f32, 100.0, letter);
    }
    assert_eq!(read(&table).len(), 5);
}

#[test]
fn a_ruling_parts_what_touches() {
    let mut sheet = Sheet::default();
    sheet.print(50.0, 100.0, "Complete").print(91.0, 100.0, "Ann");
    assert_eq!(read(&sheet), ["CompleteAnn"]);
    sheet.page.rulings.push(Ruling { horizontal: false, at: 90.5, from: 80.0, to: 110.0, thickness: 0.5 });
    assert_eq!(read(&sheet), ["Complete", "Ann"]);
}

#[test]
fn raised_figures_stay_in_their_word_and_turned_text_is_read() {
    let mut sheet = Sheet::default();
    sheet.print(50.0, 100.0, "May");
    sheet.size = 6.0;
    sheet.print(65.0, 96.5, "12");
    sheet.size = 10.0;
    for (direction, x) in [(Direction::Up, 20.0), (Direction::Down, 580.0), (Direction::Left, 400.0)] {
        sheet.direction = direction;
        sheet.print(x, 400.0, "on end");
    }
    assert_eq!(read(&sheet), ["May12", "on", "end", "on", "end", "on", "end"]);
}

#[test]
fn accents_are_put_on_their_letters() {
    let mut sheet = Sheet::default();
    sheet.print(50.0, 100.0, "cafe´ ne\u{301}e");
    // Drawn before its letter, as typesetters of formulas do.
    sheet.print(50.0, 120.0, "r").print(60.0, 120.0, "¨").print(55.0, 120.0, "ude");
    assert_eq!(read(&sheet), ["café", "née", "rüde"]);
    let mut quoted = Sheet::default();
    assert_eq!(read(quoted.print(50.0, 100.0, "`x^2~")), ["`x^2~"]);
}

#[test]
fn soft_hyphens_stay_at_the_ends_of_words_alone() {
    let mut sheet = Sheet::default();
    assert_eq!(read(sheet.print(50.0, 100.0, "plan\u{ad}")), ["plan\u{ad}"]);
    // The place of the hyphen, and the hyphen itself.
    let mut sheet = Sheet::default();
    sheet
        .print(50.0, 100.0, "plan\u{ad}")
        .print(70.0, 100.0, "- so")
        .print(50.0, 120.0, "re\u{ad}")
        .print(60.0, 120.0, "plan");
    assert_eq!(read(&sheet), ["plan\u{ad}", "so", "replan"]);
    // A font that calls its only hyphen a soft one.
    let mut sheet = Sheet::default();
    assert_eq!(read(sheet.print(50.0, 100.0, "re\u{ad}plan \u{ad} so\u{ad}")), ["re-plan", "-", "so-"]);
}
