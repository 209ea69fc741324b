//! Tables: their names within the edition, and the state their heading claims.

use std::collections::BTreeSet;

use throughline_parsers::{Field, Layout, Parsed, Role, Table};

use super::dated::dates_in;
use super::status::claimed_by_heading;
use crate::model::edition::{ColumnInfo, TableInfo};
use crate::model::ids::TableId;

/// The table of the list that sums up a write-up.
pub const SUMMARY: &str = "summary";
/// The table of the lists below a write-up's section headings.
pub const SECTIONS: &str = "sections";

/// Words that say of a table what every table here is.
const COMMON: &[&str] =
    &["action", "actions", "item", "items", "log", "logs", "list", "lists", "of", "the", "and", "a", "table", "tables"];
/// Longer titles make no better names.
const LONGEST: usize = 6;

/// Returns what is known of each table of `parsed`, in its order.
pub fn tables(parsed: &Parsed) -> Vec<TableInfo> {
    let document = parsed.title.as_ref().map(|title| title.text.as_str());
    let mut taken = BTreeSet::new();
    parsed
        .tables
        .iter()
        .map(|table| {
            let title = table.title.as_ref().map(|title| title.text.clone()).filter(|title| !title.is_empty());
            // A table that bears the document's title has none of its own.
            let own = title.as_deref().filter(|title| document != Some(*title));
            let id = free_name(stem(table, own), &mut taken);
            let state = match table.role {
                Role::Table => own.and_then(|title| claimed_by_heading(&without_dates(title))),
                Role::Summary | Role::Sections => None,
            };
            let columns = table
                .columns
                .iter()
                .map(|column| ColumnInfo { raw: column.raw.clone(), field: field_word(column.field).to_owned() });
            TableInfo { id: TableId(id), title, state, columns: columns.collect() }
        })
        .collect()
}

/// Returns the word for `field` in history.json.
pub fn field_word(field: Field) -> &'static str {
    match field {
        Field::Number => "number",
        Field::Action => "action",
        Field::Deadline => "deadline",
        Field::Status => "status",
        Field::Raised => "raised",
        Field::Owner => "owner",
        Field::Extra => "extra",
    }
}

fn stem(table: &Table, title: Option<&str>) -> String {
    match table.role {
        Role::Summary => SUMMARY.to_owned(),
        Role::Sections => SECTIONS.to_owned(),
        Role::Table if table.layout == Layout::Minutes => "actions".to_owned(),
        Role::Table => {
            let words = name_words(&without_dates(title.unwrap_or("")));
            if words.is_empty() { "actions".to_owned() } else { words.join("-") }
        }
    }
}

fn name_words(title: &str) -> Vec<String> {
    let plain: String = title.chars().filter(|c| !matches!(c, '\'' | '’' | '‘')).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.filter(|word| !COMMON.contains(&word.as_str())).take(LONGEST).collect()
}

fn without_dates(title: &str) -> String {
    let mut left = String::new();
    let mut start = 0;
    for dated in dates_in(title) {
        left.push_str(title.get(start..dated.range.start).unwrap_or(""));
        left.push(' ');
        start = dated.range.end;
    }
    left.push_str(title.get(start..).unwrap_or(""));
    left
}

fn free_name(stem: String, taken: &mut BTreeSet<String>) -> String {
    let name = (1..)
        .map(|n| if n == 1 { stem.clone() } else { format!("{stem}~{n}") })
        .find(|name| !taken.contains(name))
        .unwrap_or(stem);
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughline_parsers::Cell;

    fn named(titles: &[Option<&str>]) -> Vec<String> {
        let table = |title: &Option<&str>| Table {
            layout: Layout::Flattened,
            role: Role::Table,
            title: title.map(|text| Cell { text: text.to_owned(), spans: Vec::new() }),
            columns: Vec::new(),
        };
        let parsed = Parsed { tables: titles.iter().map(table).collect(), ..Parsed::default() };
        tables(&parsed).into_iter().map(|table| table.id.0).collect()
    }

    #[test]
    fn names_are_what_is_left_of_the_title() {
        let titles = [
            Some("Open Actions 04/03/2020"),
            Some("Proposed Complete Actions"),
            None,
            Some("Action Log"),
            Some("The Quay and the Mole"),
            Some("Open actions – June 2020"),
        ];
        assert_eq!(named(&titles), ["open", "proposed-complete", "actions", "actions~2", "quay-mole", "open~2"]);
    }
}
