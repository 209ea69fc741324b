//! Makes action logs of any size, in every layout, for the benchmarks: seeded, in words of our own.

#![allow(dead_code, reason = "each benchmark uses a part of this")]

/// A row as it is told to the printers below.
pub struct Row {
    /// Its number.
    pub number: usize,
    /// What is to be done.
    pub action: String,
    /// When.
    pub deadline: String,
    /// How it stands.
    pub status: String,
    /// Since when.
    pub raised: String,
}

const ACTORS: &[&str] =
    &["Harbour office", "Clerk", "Moorings group", "Dredging board", "Pilots", "Fish dock", "Yacht club", "Engineer"];
const VERBS: &[&str] = &[
    "review",
    "publish",
    "renew",
    "inspect",
    "draft",
    "consult on",
    "cost",
    "map",
    "repair",
    "replace",
    "survey",
    "report on",
];
const THINGS: &[&str] = &[
    "quay lighting",
    "slipway gates",
    "tide gauges",
    "fender timbers",
    "mooring fees",
    "fuel berth",
    "winter storage",
    "ladder rungs",
    "channel buoys",
    "noise limits",
    "crane hire",
    "ice plant",
    "net store",
    "visitor pontoon",
    "waste oil tank",
    "speed signs",
    "radio watch",
    "dinghy racks",
    "breakwater cracks",
    "parking permits",
];
const PLACES: &[&str] = &[
    "north basin",
    "outer wall",
    "east quay",
    "old lock",
    "inner channel",
    "town steps",
    "ferry ramp",
    "boat yard",
    "marina arm",
];
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const STATES: &[&str] = &["Ongoing", "In progress", "Not started", "Complete", "Proposed complete"];

/// Numbers that look drawn by lot and are the same on every machine (a 64-bit linear congruential generator).
pub struct Lot(u64);

impl Lot {
    /// Starts from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2862933555777941757).wrapping_add(3037000493))
    }

    /// Draws a number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// The rows of edition `edition` of a series of `count` actions: each keeps its wording and number, its status moves on.
pub fn rows(count: usize, edition: usize) -> Vec<Row> {
    (1..=count)
        .map(|number| {
            let mut lot = Lot::new(number as u64);
            let (actor, verb, thing, place) = (lot.pick(ACTORS), lot.pick(VERBS), lot.pick(THINGS), lot.pick(PLACES));
            let (other, where_else, serial) = (lot.pick(THINGS), lot.pick(PLACES), lot.below(9000) + 1000);
            let action = format!(
                "{actor} to {verb} the {thing} at the {place} and to tell members how the {other} by the {where_else} (drawing {serial}) would change."
            );
            let (raised, due) = (lot.below(12), lot.below(12));
            let mut moved = Lot::new((number * 131 + edition) as u64);
            let due = (due + moved.below(3)) % 12;
            let status = format!(
                "{}. The {} paper was read in {}; members asked for figures on the {}.",
                moved.pick(STATES),
                moved.pick(THINGS),
                moved.pick(MONTHS),
                moved.pick(PLACES)
            );
            Row { number, action, deadline: format!("{}'{}", MONTHS[due], 20 + edition % 10), status, raised: format!("{}'19", MONTHS[raised]) }
        })
        .collect()
}

/// Prints `rows` as tab-separated text.
pub fn separated(rows: &[Row], title: &str) -> String {
    let mut text = format!("{title}\n\n#\tAction\tDeadline\tStatus\tWhen from?\n");
    for row in rows {
        text += &format!("{}\t{}\t{}\t{}\t{}\n", row.number, row.action, row.deadline, row.status, row.raised);
    }
    text
}

/// Prints `rows` as text pulled out of a PDF.
pub fn flattened(rows: &[Row], title: &str) -> String {
    let mut text = format!("{title}\n\n# Actions Deadline Status When from? \n\n");
    for row in rows {
        text += &format!("{} {}\n\n", row.number, wrap(&row.action, 38).join(" \n"));
        text += &format!("{} {}\n\n{} \n\n", row.deadline, wrap(&row.status, 58).join(" \n"), row.raised);
    }
    text
}

/// Prints `rows` in columns by position, 40 rows a page.
pub fn aligned(rows: &[Row], title: &str) -> String {
    let header = format!("{:<6}{:<42}{:<12}{:<50}{}\n\n", "#", "Action", "Deadline", "Status", "When from?");
    let mut text = format!("{title}\n\n");
    for (index, row) in rows.iter().enumerate() {
        if index % 40 == 0 {
            text += if index > 0 { "\u{c}" } else { "" };
            text += &header;
        }
        let (action, status) = (wrap(&row.action, 38), wrap(&row.status, 46));
        for line in 0..action.len().max(status.len()) {
            let cell = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
            let first = |text: &str| if line == 0 { text.to_owned() } else { String::new() };
            let (number, due, raised) = (first(&row.number.to_string()), first(&row.deadline), first(&row.raised));
            text += format!("{number:<6}{:<42}{due:<12}{:<50}{raised}", cell(&action), cell(&status)).trim_end();
            text += "\n";
        }
        text += "\n";
    }
    text
}

/// Prints `rows` as the section lists of a write-up, ten to a section.
pub fn write_up(rows: &[Row], title: &str) -> String {
    let mut text = format!("{title}\n\n");
    for (index, row) in rows.iter().enumerate() {
        if index % 10 == 0 {
            text += &format!(
                "\nTOPIC NUMBER {}\n\nMembers spoke about this at length and were thanked.\n\nActions\n\n",
                index / 10 + 1
            );
        }
        text += &format!("- {}\n", row.action);
    }
    text
}

/// Prints `rows` as minutes: numbered items with labelled lines, numbered afresh at each meeting of fifty.
pub fn minutes(rows: &[Row], title: &str) -> String {
    let mut text = format!("{title}\n\n");
    for row in rows {
        let number = row.number % 50 + 1;
        text += &format!("{number}. {}\n   Due: {}\n   Status: {}\n\n", row.action, row.deadline, row.status);
    }
    text
}

/// A way to print rows below a title.
pub type Printer = fn(&[Row], &str) -> String;

/// Every layout with its name.
pub const LAYOUTS: &[(&str, Printer)] = &[
    ("separated", separated),
    ("flattened", flattened),
    ("aligned", aligned),
    ("write-up", write_up),
    ("minutes", minutes),
];

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].len() + 1 + word.len() > width {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}
