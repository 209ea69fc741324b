use proptest::prelude::*;

use crate::columns::Vocabulary;
use crate::parse;
use crate::row::{Field, Layout, Parsed};

fn read(text: &str) -> Parsed {
    parse(text, &Vocabulary::default())
}

fn rows(parsed: &Parsed) -> Vec<(&str, &str, &str, &str)> {
    let rows = parsed.rows.iter().map(|row| {
        let of = |field| row.cell(field).map_or("", |cell| cell.text.as_str());
        (
            row.label.as_ref().map_or("", |cell| cell.text.as_str()),
            of(Field::Action),
            of(Field::Owner),
            of(Field::Status),
        )
    });
    rows.collect()
}

#[test]
fn labels_in_the_middle_of_their_rows_are_found() {
    let text = "
No   Action                     Owner    Status
     Mend the roof of the                Open. Slater asked for
1                               Ann
     hall.                               a price.
     Sow the lawn, and water             Done. All of it was sown in
2    it on each of the days     Bob      one day, and watered by the
     that follow.                        rain.
     Reap what was sown, in              Not started. It has not yet
3                               Cy
     good time.                          grown.
";
    let parsed = read(text);
    assert_eq!(
        rows(&parsed),
        [
            ("1", "Mend the roof of the hall.", "Ann", "Open. Slater asked for a price."),
            (
                "2",
                "Sow the lawn, and water it on each of the days that follow.",
                "Bob",
                "Done. All of it was sown in one day, and watered by the rain."
            ),
            ("3", "Reap what was sown, in good time.", "Cy", "Not started. It has not yet grown."),
        ]
    );
}

/// Labels fill their column, and two of them more than that; owners are shorter than the space they have.
#[test]
fn columns_without_room_to_spare_begin_below_their_headings() {
    let text = "
Ref     Owner           Action                            Status
FELL/1  Ann             Mend the roof of the hall         Open
FELL/12 Bob             Sow the lawn, and water it on     Done
                        each of the days that follow
FELL/13a Cy             Reap what was sown                Not started
FELL/13b Dee            Store what was reaped             On hold
";
    let parsed = read(text);
    assert_eq!(
        rows(&parsed),
        [
            ("FELL/1", "Mend the roof of the hall", "Ann", "Open"),
            ("FELL/12", "Sow the lawn, and water it on each of the days that follow", "Bob", "Done"),
            ("FELL/13a", "Reap what was sown", "Cy", "Not started"),
            ("FELL/13b", "Store what was reaped", "Dee", "On hold"),
        ]
    );
    assert_eq!(parsed.words.unplaced, 0);
}

#[test]
fn rows_without_labels_begin_where_short_columns_are_filled_anew() {
    let text = "
Action                     Owner     Deadline    Status
Mend the roof of the       Ann       May 2019    Open
hall
Sow the lawn               Bob and   June 2019   Done. All of it
                           Cy                    in one day.

Reap                       Dee       July 2019   Open
";
    let parsed = read(text);
    assert_eq!(
        rows(&parsed),
        [
            ("", "Mend the roof of the hall", "Ann", "Open"),
            ("", "Sow the lawn", "Bob and Cy", "Done. All of it in one day."),
            ("", "Reap", "Dee", "Open"),
        ]
    );
}

#[test]
fn tables_of_other_columns_follow_one_another() {
    let text = "Board log

Open actions

No   Action               Owner    Status
1    Mend the roof        Ann      Open
2    Sow                  Bob      Open

Completed actions

No   Action          Status              Owner
3    Reap            Done in May         Cy
4    Bake            Done in June        Dee

The board thanked everybody who had taken part in the work of the year that has now come to its end.
";
    let parsed = read(text);
    assert_eq!(rows(&parsed)[2], ("3", "Reap", "Cy", "Done in May"));
    let titles: Vec<&str> = parsed.tables.iter().flat_map(|table| &table.title).map(|it| it.text.as_str()).collect();
    assert_eq!(titles, ["Open actions", "Completed actions"]);
    assert_eq!(parsed.rows.len(), 4);
}

#[test]
fn sentences_with_wide_spaces_are_no_table() {
    let text = "# Closed Actions  Deadline Status  When from? \n\n1 Clerk to write to all  \nmembers.  \n\nMay 19  Complete.  Paper 4 \n\nJune 18 \n";
    assert!(read(text).tables.iter().all(|table| table.layout != Layout::Aligned));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_every_word_is_counted(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "     ", "                ", "  ", " ", "\n", "\n\n", "\u{c}", "No", "Action", "Status", "When", "from?", "1", "2.", "**3", "ACT-", "07",
                "Mend the roof.", "and the gutter", "----", "Page 2 of 3", "- 4 -", "é…", "Open", "ROOFS", "Action 4: so", "Completed actions", "\t",
            ]),
            0..160,
        ),
    ) {
        for head in ["", "No   Action              Owner     Status\n", "     Action     By when\n"] {
            let text = format!("{head}{}", pieces.concat());
            let parsed = read(&text);
            let words = parsed.words;
            let sum = words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
            prop_assert_eq!(words.total, sum);
        }
    }
}
