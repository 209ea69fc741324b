//! N: printed numbers. One number for two actions, two numbers for one, numbers skipped, numbers of an older series.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::finding::Severity;

use super::ground::{Ground, listed};
use super::numbering::{Numbering, key, numberings};
use super::remark::Remark;

/// How many ranges of skipped numbers are written out.
const WRITTEN_OUT: usize = 25;

/// Looks at the numbers of every edition.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    // Where a number of the log's own numbering was last seen.
    let mut last_seen: BTreeMap<u64, usize> = BTreeMap::new();
    for place in 0..ground.history.editions.len() {
        let numberings = numberings(ground, place);
        for numbering in &numberings {
            reused(ground, place, numbering, &mut remarks);
            if !numbering.legacy {
                remarks.extend(skipped(ground, place, numbering, &last_seen));
            }
        }
        let present: Vec<&Numbering> = numberings.iter().filter(|numbering| !numbering.legacy).collect();
        // Where a log counts each table for itself, a number alone says nothing in another log.
        if let &[only] = present.as_slice()
            && ground.is_log(place)
            && ground.is_dated(place)
        {
            last_seen.extend(only.rows.iter().filter_map(|&row| Some((ground.seen(row).number?, place))));
        }
        let legacy: Vec<usize> = ground.rows(place).iter().copied().filter(|&row| ground.seen(row).legacy).collect();
        if !legacy.is_empty() {
            remarks.push(older(ground, place, &legacy));
        }
        twice(ground, place, &mut remarks);
    }
    remarks
}

/// N001: one number, two actions.
fn reused(ground: &Ground<'_>, place: usize, numbering: &Numbering, remarks: &mut Vec<Remark>) {
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &row in &numbering.rows {
        bearers.entry(key(ground, row).unwrap_or_default()).or_default().push(row);
    }
    for rows in bearers.into_values().filter(|rows| rows.len() > 1) {
        let count = ground.count_actions(&rows);
        let Some(first) = rows.first().copied().filter(|_| count > 1) else { continue };
        let name = ground.row_name(first);
        let count = if count == 2 { "two".to_owned() } else { count.to_string() };
        let message = format!("{name} is printed for {count} different actions in {}.", ground.edition_name(place));
        let mut remark = Remark::new(ground, "N001", place, message).hint(format!(
            "Whatever refers to {name} from here on may mean either. Compare the rows in `throughline show NUMBER`."
        ));
        for row in rows {
            remark = remark.row(ground, row, &["label", "action"]);
        }
        remarks.push(remark);
    }
}

/// N002: numbers that are left out between the first and the last.
fn skipped(
    ground: &Ground<'_>,
    place: usize,
    numbering: &Numbering,
    last_seen: &BTreeMap<u64, usize>,
) -> Option<Remark> {
    if !numbering.rows.iter().all(|&row| key(ground, row).is_some_and(|key| is_counted(&key))) {
        return None;
    }
    let numbers: BTreeSet<u64> = numbering.rows.iter().filter_map(|&row| ground.seen(row).number).collect();
    let ordered: Vec<u64> = numbers.iter().copied().collect();
    let (mut fresh, mut gone, mut count) = (Vec::new(), Vec::new(), 0_u64);
    for pair in ordered.windows(2) {
        let &[before, after] = pair else { continue };
        let mut start = before.saturating_add(1);
        for (&number, &place) in last_seen.range(start..after) {
            if start < number {
                fresh.push((start, number - 1));
                count = count.saturating_add(number - start);
            }
            gone.push((number, place));
            start = number.saturating_add(1);
        }
        if start < after {
            fresh.push((start, after - 1));
            count = count.saturating_add(after - start);
        }
    }
    // References that hardly ever follow one another are no running numbers.
    if (fresh.is_empty() && gone.is_empty()) || count > 10 * ordered.len() as u64 {
        return None;
    }
    let (first, last) = (ordered.first()?, ordered.last()?);
    let edition = ground.edition_name(place);
    let mut message = if fresh.is_empty() {
        format!("Between {first} and {last}, {edition} leaves out numbers that an earlier log printed")
    } else {
        let verb = if count == 1 { "is" } else { "are" };
        format!("{} {verb} skipped in {edition}, which counts from {first} to {last}", ranges(&fresh))
    };
    let mut by_edition: BTreeMap<usize, Vec<(u64, u64)>> = BTreeMap::new();
    for (number, place) in gone {
        by_edition.entry(place).or_default().push((number, number));
    }
    for (place, numbers) in by_edition {
        let verb = if numbers.len() == 1 { "was" } else { "were" };
        message.push_str(&format!(
            "; {} {verb} last seen in {}",
            ranges(&joined(&numbers)),
            ground.edition_name(place)
        ));
    }
    message.push('.');
    Some(Remark::new(ground, "N002", place, message).hint(
        "Ask whether rows were taken out, or numbers never given; `throughline show NUMBER` tells whether another edition has it.",
    ))
}

/// N003: one action in two rows of a list.
fn twice(ground: &Ground<'_>, place: usize, remarks: &mut Vec<Remark>) {
    let mut rows_of: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for &row in ground.rows(place) {
        // A write-up says in its sections what its summary sums up; only the same list twice is odd.
        let list = if ground.is_log(place) { "" } else { ground.seen(row).table.0.as_str() };
        if let Some(action) = ground.own_action(row) {
            rows_of.entry((action, list)).or_default().push(row);
        }
    }
    for ((action, _), rows) in rows_of.into_iter().filter(|(_, rows)| rows.len() > 1) {
        let action = &ground.history.actions[action];
        let ids: BTreeSet<_> = rows.iter().map(|&row| &ground.seen(row).id).collect();
        let sure = action.steps.iter().filter(|step| ids.contains(&step.observation)).all(|step| step.sure);
        let conflicts: Vec<String> = action
            .conflicts
            .iter()
            .filter(|conflict| conflict.values.iter().any(|claim| ids.contains(&claim.observation)))
            .map(|conflict| conflict.field.clone())
            .collect();
        let names: Vec<String> = rows.iter().map(|&row| ground.row_name(row)).collect();
        let verb = if sure { "is" } else { "seems to be" };
        let names = if names.windows(2).all(|pair| pair.first() == pair.last()) {
            format!("as {}, {} times", names.first().map_or("", String::as_str), names.len())
        } else {
            format!("as {}", listed(&names))
        };
        let mut message =
            format!("One action {verb} printed more than once in {}: {names}.", ground.edition_name(place));
        let mut fields = vec!["label", "action"];
        if !conflicts.is_empty() {
            message.push_str(&format!(" The rows disagree on its {}.", listed(&conflicts)));
            fields.extend(
                ["status", "deadline", "owner", "raised"]
                    .into_iter()
                    .filter(|field| conflicts.iter().any(|c| c == field)),
            );
        }
        let mut remark = Remark::new(ground, "N003", place, message).hint(
            "Keep one row and refer to it from the other. Why they are taken for one action stands in history.json under `links`.",
        );
        for row in rows {
            remark = remark.row(ground, row, &fields);
        }
        remarks.push(if conflicts.is_empty() { remark } else { remark.severity(Severity::Error) });
    }
}

/// N004: labels of a numbering that has been given up.
fn older(ground: &Ground<'_>, place: usize, rows: &[usize]) -> Remark {
    let names: Vec<String> = rows.iter().map(|&row| ground.row_name(row)).collect();
    let (verb, meaning) = if names.len() == 1 { ("bears a number", "it means") } else { ("bear numbers", "they mean") };
    let message = format!(
        "{} {verb} of an older series in {}: {meaning} nothing in the log's own numbering.",
        listed(&names),
        ground.edition_name(place)
    );
    Remark::new(ground, "N004", place, message)
        .rows(ground, rows)
        .hint("Do not look these numbers up among the others; give the actions numbers of the present series.")
}

/// Tells whether `key` is a plain number, perhaps with a letter for what was put in behind it: `23`, `23a`.
fn is_counted(key: &str) -> bool {
    let digits = key.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(key);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// Makes runs of single numbers that follow one another.
fn joined(numbers: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &(from, to) in numbers {
        match runs.last_mut() {
            Some(run) if run.1.checked_add(1) == Some(from) => run.1 = to,
            _ => runs.push((from, to)),
        }
    }
    runs
}

fn ranges(runs: &[(u64, u64)]) -> String {
    let mut names: Vec<String> = Vec::new();
    for &(from, to) in runs.iter().take(WRITTEN_OUT) {
        match to - from {
            0 => names.push(from.to_string()),
            1 => names.extend([from.to_string(), to.to_string()]),
            _ => names.push(format!("{from}–{to}")),
        }
    }
    if runs.len() > WRITTEN_OUT {
        names.push("more".to_owned());
    }
    listed(&names)
}
