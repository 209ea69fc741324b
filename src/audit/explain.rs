//! One page for each finding code: what it means, an example, what to do.

use serde::Serialize;

use crate::model::finding::Severity;

/// The explanation of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The code: `N001`.
    pub code: &'static str,
    /// How grave such findings usually are.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means.
    pub means: &'static str,
    /// An example, invented.
    pub example: &'static str,
    /// What to do about it.
    pub todo: &'static str,
}

/// Returns the page for `code`, in capitals or not.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code.eq_ignore_ascii_case(code.trim()))
}

/// Returns all pages by code.
pub fn pages() -> &'static [Page] {
    PAGES
}

const PAGES: &[Page] = &[
    Page {
        code: "A001",
        severity: Severity::Warning,
        title: "The action's own wording changed",
        means: "A log words what is to be done otherwise than the log before it, beyond typography. What was asked for may have changed with the words.",
        example: "“Paint the north gate by hand” is “Paint the north gate” in the next log.",
        todo: "Compare the two wordings with `throughline show NUMBER`, and ask who agreed to the change.",
    },
    Page {
        code: "D001",
        severity: Severity::Warning,
        title: "Deadline slipped",
        means: "The deadline is later than in the log before. A code that is merely called by its date is no slip; where it was renamed and moved at once, both are told.",
        example: "Due March 2021 in one log, June 2021 in the next.",
        todo: "Ask who moved it. `throughline show NUMBER` lists all its moves.",
    },
    Page {
        code: "D002",
        severity: Severity::Warning,
        title: "Deadline passed, and still open",
        means: "All days that the deadline can mean lay before the log's own date, and the log does not say that the action is over. What is put forward as complete is not counted.",
        example: "Due March 2021, and “Ongoing” in the log of 18 April 2021.",
        todo: "Ask when it will be done.",
    },
    Page {
        code: "D003",
        severity: Severity::Warning,
        title: "Deadline made open-ended",
        means: "A date stood in the deadline column, and the next log has no end there.",
        example: "Due March 2021, then “Ongoing”.",
        todo: "Ask for a date.",
    },
    Page {
        code: "D004",
        severity: Severity::Warning,
        title: "Deadline not understood",
        means: "The deadline column holds something that is no date, no code and no status word, or a code of which no log says for certain what date it is. Nothing is concluded from it.",
        example: "Deadline “when the tide allows”.",
        todo: "Read the cell; where it is a date, set it right at the source.",
    },
    Page {
        code: "E001",
        severity: Severity::Note,
        title: "A gap in the numbers of papers",
        means: "Papers cited as evidence are numbered, and between the first and the last some numbers are cited nowhere.",
        example: "Paper 1, 2 and 4 are cited, and nobody speaks of Paper 3.",
        todo: "Ask for the missing paper.",
    },
    Page {
        code: "E002",
        severity: Severity::Note,
        title: "Closed without evidence cited",
        means: "The series cites papers when it closes actions. These were closed with no paper, no enclosure or address, no note and no other action named. What was given up needs none. One finding for each log.",
        example: "“Complete. Paper 4” stands beside “Complete”.",
        todo: "Ask what it was closed on.",
    },
    Page {
        code: "L001",
        severity: Severity::Warning,
        title: "A link that is not sure",
        means: "Two rows are taken for one action, or one for a part of another, because nothing better was found; the evidence is too thin to call it sure. Everything that rests on it says so.",
        example: "Row 14, “Repaint the slipway”, follows row 9, “Repaint slipway and railings”, of the log before.",
        todo: "Settle it with `throughline review`; `throughline explain OBSERVATION OBSERVATION` says what the link rests on.",
    },
    Page {
        code: "M001",
        severity: Severity::Note,
        title: "An action about the log itself",
        means: "The action asks for something that the logs themselves show: sent out in time, coloured, corrected.",
        example: "“FO to send out the register ten days before each meeting.”",
        todo: "Check it against the logs.",
    },
    Page {
        code: "N001",
        severity: Severity::Error,
        title: "One number for two actions",
        means: "Within one numbering of an edition the same number is printed for different actions. Whoever refers to the number may mean either.",
        example: "Row 12 of the open table is about the mooring fees, row 12 of the closed one about the harbour lights.",
        todo: "Compare the rows in `throughline show NUMBER`, and give one of them a number of its own.",
    },
    Page {
        code: "N002",
        severity: Severity::Note,
        title: "Numbers skipped",
        means: "Between the first and the last number of a numbering some are printed nowhere. A row may have been taken out, or the number never given. Numbers that an earlier log had are named with that log.",
        example: "The log counts from 1 to 40, and neither 17 nor 18 stands in it.",
        todo: "Ask what became of them.",
    },
    Page {
        code: "N003",
        severity: Severity::Warning,
        title: "One action printed twice",
        means: "Two rows of one list are the same action, under one number or two. It is an error where the rows disagree, for both cannot be right.",
        example: "“Order new buoys” is row 21 with status Complete, and row 22 with status Ongoing.",
        todo: "Ask which row holds, and take the other one out.",
    },
    Page {
        code: "N004",
        severity: Severity::Note,
        title: "Number of an older series",
        means: "The label is marked as belonging to a numbering that has been given up. It has nothing to do with the same number of the present one.",
        example: "“**5” stands beside “5”, and a footnote explains the stars.",
        todo: "Do not look such a number up among the others; better, give the action a present number.",
    },
    Page {
        code: "R001",
        severity: Severity::Warning,
        title: "Refers to itself",
        means: "A row sends its reader to its own number. Another was meant. A row that names itself among others is not meant here.",
        example: "Row 8 says: “To be dealt with under action 8.”",
        todo: "Look into other editions of the row: one of them may name the right number.",
    },
    Page {
        code: "R002",
        severity: Severity::Warning,
        title: "Refers to a number that two actions bear",
        means: "The number named is printed for different actions in this edition (N001), so that it is open which is meant.",
        example: "Row 30 says “see 12”, and there are two rows 12.",
        todo: "Let the words around the number decide, and have the numbers mended.",
    },
    Page {
        code: "R003",
        severity: Severity::Warning,
        title: "Refers to nothing",
        means: "No action bears the number named, neither in this log nor in an earlier one.",
        example: "Row 4 says “waits for action 77” in a log that ends at 52.",
        todo: "Look for a slip of the pen, or for a row that was taken out.",
    },
    Page {
        code: "R004",
        severity: Severity::Note,
        title: "One-sided link",
        means: "A row says that it is linked with another, goes or sits with it, and the other does not name it in that edition.",
        example: "Row 8 says “links to action 14”, and row 14 speaks of no other row.",
        todo: "See whether the other row should name it; who reads only that one does not learn of the link.",
    },
    Page {
        code: "R005",
        severity: Severity::Warning,
        title: "A closed action points at an open one",
        means: "The row is closed and sends its reader to another action for what became of it, or waits for it, and that one is open in the same edition. What is superseded by the other is not meant: it does not claim to be done.",
        example: "Row 12: “Complete, see action 7”, and 7 is ongoing.",
        todo: "Do not count it as done before the other one is.",
    },
    Page {
        code: "S001",
        severity: Severity::Error,
        title: "State contradicts its table",
        means: "The heading of the table claims a state for all its rows, and the row's own status claims one that cannot hold at the same time. Where no state is named, or both are ways of being open, nothing is reported. A row of a closing table counts as well whose status closes it and goes on to say, for the first time, that a part of it is open.",
        example: "Under “Completed” a row says: “Ongoing, quotes awaited.”",
        todo: "Ask which holds; do not count the action as done until then.",
    },
    Page {
        code: "S002",
        severity: Severity::Error,
        title: "Status contradicts the deadline column",
        means: "A status word stands in the deadline column, and the status column says the opposite.",
        example: "Deadline “Complete”, status “In progress”.",
        todo: "Ask which holds, and put the date back.",
    },
    Page {
        code: "S003",
        severity: Severity::Warning,
        title: "A status word stands as deadline",
        means: "The deadline column holds a word such as Complete in place of a date. When the action was due cannot be told from this edition.",
        example: "Deadline “Done”.",
        todo: "Take the date from an earlier edition.",
    },
    Page {
        code: "S004",
        severity: Severity::Warning,
        title: "State went back",
        means: "A log claims less than the log before: what was complete is proposed complete or open again, what was begun is not started.",
        example: "“Complete” in March, “Proposed complete” in June.",
        todo: "Ask what was found missing, and which of the two was right.",
    },
    Page {
        code: "S005",
        severity: Severity::Warning,
        title: "Closed on a promise",
        means: "The status closes the action, or puts it forward as closed, and what it says at that moment lies in the future: will be, to be discussed, planned, subject to agenda. Wording carried over from when the action was open does not count, nor do plans carried out or given up, questions, and what becomes of the row itself.",
        example: "“Complete. A note will be sent to members.”",
        todo: "Ask whether it has been done since.",
    },
    Page {
        code: "S006",
        severity: Severity::Warning,
        title: "Carried-over wording edited in silence",
        means: "A sentence of the log before stands in the cell again, but not as it was: a date moved, a number or reference changed, a promise softened, words added or taken away. Nothing says so. A code called by its own date, a date written in another way, and punctuation are not counted, nor are a count that goes up in its sentence and a promise that is said to be kept. The worst come first; spelling and mere rewording are notes.",
        example: "“Ready after January 2021” is repeated as “Ready after March 2021”.",
        todo: "Ask who changed it. `throughline blame NUMBER` shows what each edition brought.",
    },
    Page {
        code: "S007",
        severity: Severity::Note,
        title: "The same text in many cells",
        means: "One text of six words or more stands in the status of three or more actions of a log, and is new there. It tells of none of them in particular. “No change since the last meeting”, a pointer to one place and a meeting's formal close are not counted.",
        example: "“Awaiting the outcome of the spring meeting of the Board” stands in five rows.",
        todo: "Ask of each how it stands.",
    },
    Page {
        code: "S008",
        severity: Severity::Warning,
        title: "A promise whose date has passed",
        means: "The status of an open action says that something will be done by a date, and that date lies before the log's own.",
        example: "“The plan will be ready by January 2021”, in the log of April 2021.",
        todo: "Ask whether it came about.",
    },
    Page {
        code: "T001",
        severity: Severity::Error,
        title: "Text that was not placed",
        means: "Words stand where rows stand and could be given to none of them. They are counted, so that nothing is lost in silence, but they are in no row.",
        example: "A line “as agreed with the harbour master” between two rows with no column above it.",
        todo: "Read the place; if the words belong to a row, that row is incomplete.",
    },
    Page {
        code: "T002",
        severity: Severity::Note,
        title: "A row put together from pieces",
        means: "The row did not stand in one piece: a page ended in it, another row came between, or a separator was missing. It was mended by rule.",
        example: "Row 19 begins at the foot of one page and goes on at the head of the next.",
        todo: "Compare it with the page once.",
    },
    Page {
        code: "T003",
        severity: Severity::Error,
        title: "The second reader saw words that the first did not",
        means: "Every PDF is read twice, by two readers that know nothing of each other. Words that only the second one saw, and that are really on the page, are in no row and in no count of words.",
        example: "On page 4 the second reader saw “by the end of the season”, and no cell has it.",
        todo: "Look at the page; `throughline extract FILE --overlay DIR` draws what was found on it.",
    },
    Page {
        code: "T004",
        severity: Severity::Warning,
        title: "No action rows",
        means: "The source was read, and no action was found in it. It may be another kind of paper, or arranged in a way that is not known yet.",
        example: "An agenda lies in the folder with the logs.",
        todo: "Leave the file out, or teach the program its layout.",
    },
    Page {
        code: "T005",
        severity: Severity::Warning,
        title: "A note without its row",
        means: "A note names an action that no row of the edition bears.",
        example: "“Action 61: the survey is enclosed”, below a table that ends at 58.",
        todo: "See which action was meant, and whether its row was read.",
    },
    Page {
        code: "T006",
        severity: Severity::Warning,
        title: "A quotation mark without its partner",
        means: "In a file of separated values a quoted cell never ends. What follows may have been read as part of it.",
        example: "`7,\"Fix the crane,Ongoing` with nothing to end the second cell.",
        todo: "Mend the file and ingest it again.",
    },
    Page {
        code: "T007",
        severity: Severity::Warning,
        title: "A table whose header could not be understood",
        means: "There are rows in columns, and no row above them says what the columns are: they were not guessed. Or its headings name deadline, owner or status, but none names the actions: the column with the longest wordings was taken for them.",
        example: "A spreadsheet whose first row is an action already.",
        todo: "Add a header row, or teach the program the headings.",
    },
    Page {
        code: "T008",
        severity: Severity::Warning,
        title: "A cell of unlikely length",
        means: "A cell is so long that several rows, or a whole page, have probably run into it.",
        example: "A status of forty thousand letters.",
        todo: "Look at the place in the source.",
    },
    Page {
        code: "T009",
        severity: Severity::Warning,
        title: "Bytes that are no text",
        means: "Some bytes of the file could not be read in the encoding that fits the rest. Marks stand in their place.",
        example: "A name with an accent shows a black square.",
        todo: "Save the file as UTF-8 and ingest it again.",
    },
    Page {
        code: "T010",
        severity: Severity::Error,
        title: "A source that could not be read",
        means: "Nothing of the file is in the history. Actions may seem absent for no other reason.",
        example: "A file ends in the middle of its first page.",
        todo: "Get another copy of it.",
    },
    Page {
        code: "T011",
        severity: Severity::Warning,
        title: "An edition without a date",
        means: "Nothing in the edition, and nothing in the name of its file, says when it was published. Its rows are linked, but it has no date, so it takes no part in events, nor in what is so now.",
        example: "A second log with no date in its title stands beside one of March; which came first cannot be told.",
        todo: "Find out its date, and say it with `throughline ingest … --date FILE=2019-04-18`.",
    },
    Page {
        code: "T012",
        severity: Severity::Warning,
        title: "A PDF that could not be read as it should",
        means: "A page was not read to its end, or the first reader could not open the file and the second one read it, which sees words, but neither rulings nor colours.",
        example: "Page 12 ends in the middle of a stream; what stood behind that is not known.",
        todo: "Compare the rows with the pages, or get another copy of the file.",
    },
    Page {
        code: "T013",
        severity: Severity::Note,
        title: "A PDF without a witness",
        means: "The second reader could not read the file, so that nothing is known of words that the first one may have missed.",
        example: "The second reader took longer than it was given.",
        todo: "Nothing, unless rows seem to be missing.",
    },
    Page {
        code: "V001",
        severity: Severity::Error,
        title: "Open, and not seen in a later log",
        means: "The last log that shows the action does not call it complete or closed, and the log after it does not show it. It was dropped without a word, or stands there in words too different to be recognised.",
        example: "“Survey the north pier”, ongoing in March, is missing in June.",
        todo: "Look for it in the later log; if it is gone, ask who decided that.",
    },
    Page {
        code: "V002",
        severity: Severity::Note,
        title: "Seen again",
        means: "A log left the action out while it was open, and a later one shows it again.",
        example: "“Survey the north pier” is missing in June and back in September.",
        todo: "See what changed in between.",
    },
    Page {
        code: "V003",
        severity: Severity::Warning,
        title: "Raised in a write-up and not in the log after it",
        means: "A write-up lists the action as new, and the next log does not show it.",
        example: "The minutes of May ask for a second life-ring; no row of the June log speaks of it.",
        todo: "Look for it in other words; if it is not there, it was agreed and never followed up.",
    },
    Page {
        code: "W001",
        severity: Severity::Warning,
        title: "Left out of the summary",
        means: "A write-up lists its actions twice, by section and in a summary, and this one stands in its section only.",
        example: "The section on fees asks for a new tariff; the list at the front does not have it.",
        todo: "See whether the log after it has it.",
    },
    Page {
        code: "W002",
        severity: Severity::Note,
        title: "Said differently in summary and section",
        means: "A write-up lists the action in its summary and in its section, and a telling word of one is missing in the other. Endings, small words and names written out are not counted.",
        example: "Summary: “confirm the rules”; section: “clarify and confirm the rules”.",
        todo: "See which of the two was agreed.",
    },
    Page {
        code: "X001",
        severity: Severity::Note,
        title: "Redacted",
        means: "Parts of the rows are blacked out. They are kept as marks and compared with nothing.",
        example: "Every owner of a table is a row of dots.",
        todo: "Nothing, unless a fuller copy can be had.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_complete_and_in_order() {
        assert!(PAGES.is_sorted_by(|left, right| left.code < right.code));
        for page in PAGES {
            assert!(
                [page.title, page.means, page.example, page.todo].iter().all(|text| !text.is_empty()),
                "{}",
                page.code
            );
        }
        assert_eq!(super::page("n001").map(|page| page.title), Some("One number for two actions"));
        assert_eq!(super::page("Z999"), None);
    }
}
