use proptest::prelude::*;

use crate::columns::Vocabulary;
use crate::row::{Field, Parsed};
use crate::{ProblemKind, parse};

fn read(text: &str) -> Parsed {
    parse(text, &Vocabulary::default())
}

/// Returns label, action and status of each row.
fn rows(parsed: &Parsed) -> Vec<(&str, &str, &str)> {
    let rows = parsed.rows.iter();
    rows.map(|row| {
        let of = |field| row.cell(field).map_or("", |cell| cell.text.as_str());
        (row.label.as_ref().map_or("", |cell| cell.text.as_str()), of(Field::Action), of(Field::Status))
    })
    .collect()
}

#[test]
fn prose_with_commas_is_no_header() {
    for text in [
        "Action, status and owner were discussed\nThe chair, the clerk and the owner left\n",
        "Actions, owners\nIt was said, at length, that the roof leaks.\n",
        "Status, as of May.\n\nAll well.\n",
    ] {
        assert!(read(text).tables.is_empty(), "{text}");
    }
}

#[test]
fn a_quote_without_end_swallows_nothing() {
    let parsed = read(
        "No,Action,Owner,Status\n1,\"Paint the shed, blue,Ann,Open\n2,Mend the roof,Bob,Done\n3,\"Sweep, then mop\",Cy,Open\n",
    );
    assert_eq!(
        rows(&parsed),
        [("1", "Paint the shed, blue", "Open"), ("2", "Mend the roof", "Done"), ("3", "Sweep, then mop", "Open")]
    );
    assert_eq!(parsed.problems.iter().filter(|it| it.kind == ProblemKind::UnbalancedQuote).count(), 1);
}

#[test]
fn surplus_cells_are_kept_and_missing_ones_are_empty() {
    let parsed = read("Ref\tAction\tStatus\n1\tPaint\tOpen\tby hand\tand foot\n2\tMend\n3\tSow\tDone\n");
    assert_eq!(rows(&parsed), [("1", "Paint", "Open"), ("2", "Mend", ""), ("3", "Sow", "Done")]);
    let extra: Vec<&str> = parsed.rows[0].extra.iter().map(|(_, cell)| cell.text.as_str()).collect();
    assert_eq!(extra, ["by hand", "and foot"]);
}

#[test]
fn columns_of_one_heading_both_survive() {
    let parsed = read("Ref;Action;Note;Note\n1;Paint;a;b\n2;Mend;c;d\n");
    let extra: Vec<(&str, &str)> =
        parsed.rows[0].extra.iter().map(|(heading, cell)| (heading.as_str(), cell.text.as_str())).collect();
    assert_eq!(extra, [("Note", "a"), ("Note~2", "b")]);
}

#[test]
fn headings_between_rows_group_or_begin_a_table() {
    let parsed = read(
        "Log of the board\n\nRef\tAction\tStatus\nRoofs\n1\tMend it\tOpen\n\nWalls and doors\n2\tPaint it\tOpen\n\nCompleted actions\n\n3\tSow it\tDone\n",
    );
    let sections: Vec<Option<&str>> =
        parsed.rows.iter().map(|row| row.section.as_ref().map(|it| it.text.as_str())).collect();
    assert_eq!(sections, [Some("Roofs"), Some("Walls and doors"), None]);
    assert_eq!(
        parsed.tables[parsed.rows[2].table].title.as_ref().map(|it| it.text.as_str()),
        Some("Completed actions")
    );
}

#[test]
fn a_cell_wrapped_without_quotes_is_one_cell() {
    let parsed = read(
        "Ref\tAction\tOwner\tStatus\n1\tMend the roof\nand the gutter\tAnn\tOpen\n2\tSow\tBob\tDone,\nall of it\n3\tReap\tCy\tOpen\n",
    );
    assert_eq!(
        rows(&parsed),
        [("1", "Mend the roof and the gutter", "Open"), ("2", "Sow", "Done, all of it"), ("3", "Reap", "Open")]
    );
    assert_eq!(parsed.rows[0].repairs, ["continued on next line"]);
}

#[test]
fn grids_of_rules_and_pipes_are_read() {
    let text = "+----+-----------+--------+\n| No | Action    | When   |\n|    |           | from?  |\n+====+===========+========+\n| 1  | Mend the  | May    |\n|    | roof      |        |\n+----+-----------+--------+\n| 2  | Sow       | June   |\n+----+-----------+--------+\n";
    let parsed = read(text);
    assert_eq!(rows(&parsed), [("1", "Mend the roof", ""), ("2", "Sow", "")]);
    assert_eq!(parsed.tables[0].columns[2].raw, "When from?");
    assert_eq!(parsed.words.unplaced, 0);
}

#[test]
fn labels_in_front_of_actions_are_parted_only_where_all_have_them() {
    let parsed = read("Action\tOwner\n7. Paint the hall\tAnn\n8. Mend the roof\tBob\n");
    assert_eq!(rows(&parsed), [("7.", "Paint the hall", ""), ("8.", "Mend the roof", "")]);
    let parsed = read("Action\tOwner\n7 chairs to be bought\tAnn\nMend the roof\tBob\n");
    assert_eq!(rows(&parsed), [("", "7 chairs to be bought", ""), ("", "Mend the roof", "")]);
}

#[test]
fn marks_that_the_text_explains_are_of_an_older_numbering() {
    let parsed = read("Ref\tAction\tStatus\n**2\tPaint\tOpen\n2\tMend\tOpen\n\n** = actions of the old list\n");
    assert_eq!(parsed.rows.iter().map(|row| row.legacy).collect::<Vec<_>>(), [true, false]);
    assert_eq!(parsed.words.legend, 7);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_every_word_is_counted(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "\t", "|", ",", ";", "\n", "\n\n", "\"", "\"\"", " ", "  ", "No", "Action", "Status", "Owner", "1", "2.", "**3", "a. x",
                "Mend the roof.", "---", "|---|---|", "+---+---+", "\u{c}", "é…", "\\|", "** = old items", "Action 4: so", "As at 3 May 2020", "│",
            ]),
            0..120,
        ),
        separator in prop::sample::select(vec!["\t", "|", ",", ";"]),
    ) {
        let header = ["No", "Action", "Status"].join(separator);
        for text in [pieces.concat(), format!("{header}\n{}", pieces.concat())] {
            let parsed = read(&text);
            let words = parsed.words;
            let sum = words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
            prop_assert_eq!(words.total, sum);
            prop_assert_eq!(words.total, text.split_whitespace().count() as u64);
        }
    }
}
