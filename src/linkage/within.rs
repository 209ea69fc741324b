//! One edition on its own: which of its rows are one action, printed twice or said again in another list.
//!
//! In comes an edition of a series, out come its actions as groups of members, the links inside them, and lines that tell
//! of several actions. Looks at no other edition.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::edition::EditionKind;
use crate::model::link::{Judgement, Link, LinkKind};

use super::blocking::Index;
use super::compare::{self, Meanings, Verdict};
use super::decided::Decided;
use super::folds::{self, Fold};
use super::judge;
use super::lists::List;
use super::lookalikes::Lookalikes;
use super::matching::{Earlier, Matcher};
use super::order;
use super::score::{self, Pairing, Setting, TELLING};
use super::series::Series;
use super::weights::Weights;

/// The actions of one edition.
#[derive(Debug, Default)]
pub struct Grouped {
    /// The members of each action, as printed.
    pub groups: Vec<Vec<usize>>,
    /// Lines that tell of several of them; they are in no group.
    pub folds: Vec<Fold>,
    /// The links between them.
    pub links: Vec<Link>,
}

/// From this likeness on two rows of a list may be one printed twice.
const ALIKE: u32 = 850;
/// Of how many rows how many in 1,000 are taken to be printed twice, before anything is seen.
const DOUBLED: (usize, u32) = (20, 500);
/// How many items in 1,000 of one more list are taken to say again what an earlier list says.
const RESTATED: u32 = 800;

/// Groups the members of the edition at `place`.
pub fn group(series: &Series, meanings: &Meanings, decided: &Decided, place: usize) -> Grouped {
    let (sheet, lists) = (&series.sheets[place], series.lists.of(series, place));
    let mut grouped = Grouped::default();
    if sheet.kind == EditionKind::Log {
        let all: Vec<usize> = sheet.members.clone().collect();
        grouped.groups = doubled(series, meanings, decided, (&all, lists.first()), &mut grouped.links);
        return grouped;
    }
    for (number, table) in sheet.tables.iter().enumerate() {
        let items = doubled(series, meanings, decided, (table, lists.get(number)), &mut grouped.links);
        restate(series, meanings, decided, &mut grouped, items);
    }
    decided.gather(&mut grouped.groups);
    grouped
}

/// Groups rows of one list that print one action twice.
fn doubled(
    series: &Series,
    meanings: &Meanings,
    decided: &Decided,
    (members, list): (&[usize], Option<&List>),
    links: &mut Vec<Link>,
) -> Vec<Vec<usize>> {
    let mut lookalikes = Lookalikes::new(list, members.len());
    let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &member in members {
        let mut found = lookalikes.of(series, member);
        let group = |other: &usize| group_of.get(other).and_then(|&group| groups.get(group));
        found.retain(|other| group(other).is_none_or(|group| !decided.bars(group, &[member])));
        let link = found.into_iter().find_map(|other| Some((other, duplicate(series, meanings, other, member)?)));
        let group = match link {
            Some((other, link)) => {
                links.push(link);
                group_of.get(&other).copied().unwrap_or(groups.len())
            }
            None => groups.len(),
        };
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(member);
        group_of.insert(member, group);
        lookalikes.add(series, member);
    }
    decided.gather(&mut groups);
    groups
}

/// Links two rows of one list that are worded nearly alike, whatever their numbers. A single word that tells apart is enough
/// to make them two, and so is another owner together with another origin.
fn duplicate(series: &Series, meanings: &Meanings, earlier: usize, later: usize) -> Option<Link> {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    if series.nearness(a.wording, b.wording) < ALIKE {
        return None;
    }
    let likeness = series.compare(a.wording, b.wording);
    let near = likeness.alike >= ALIKE && likeness.only_earlier.is_empty() && likeness.only_later.is_empty();
    let same_label = a.observation.label.is_some() && a.observation.label == b.observation.label;
    if !likeness.identical && !near || likeness.substance < TELLING && !(same_label && likeness.substance >= 2) {
        return None;
    }
    let owners = compare::owners(a, b) == Verdict::Contradict;
    let raised = compare::raised(series, meanings, earlier, later) == Verdict::Contradict;
    if owners && raised {
        return None;
    }
    let mut pairing = Pairing::new(series, meanings, earlier, later, a.wording);
    pairing.look_closer(series);
    let weights = Weights::believed(DOUBLED.0, DOUBLED.0, DOUBLED.1);
    let weighed = score::weigh(series, &weights, &pairing, Setting::default());
    // Where slips are common, the one word that differs may be taken for one.
    let doubtful = owners || raised || series.corpus.vocabulary.is_noisy() && !likeness.identical;
    let judgement = if doubtful { Judgement::Unsure } else { Judgement::Same };
    Some(judge::link(series, &weighed, LinkKind::Duplicate, judgement, Vec::new()))
}

/// Joins the items of one more list to what the lists before it say.
fn restate(series: &Series, meanings: &Meanings, decided: &Decided, grouped: &mut Grouped, items: Vec<Vec<usize>>) {
    let mut index = Index::default();
    for (place, group) in grouped.groups.iter().enumerate() {
        for &member in group {
            index.add(&series.corpus, place, series.members[member].wording);
        }
    }
    let mut candidates = BTreeSet::new();
    for (right, item) in items.iter().enumerate() {
        for &member in item {
            let nearness = |left: usize| {
                grouped
                    .groups
                    .get(left)
                    .and_then(|group| group.first())
                    .map_or(0, |&m| order::nearness(series, m, member))
            };
            let found = index.candidates(&series.corpus, series.members[member].wording, nearness);
            candidates.extend(found.into_iter().map(|left| (left, right)));
        }
    }
    let ruled = decided.rule(&grouped.groups, &items, &mut candidates);
    let lefts: Vec<Earlier> =
        grouped.groups.iter().map(|group| Earlier { members: group.clone(), former: Vec::new() }).collect();
    let matcher = Matcher { series, meanings, going_on: RESTATED };
    let matching = matcher.run(&lefts, &items, &candidates);
    let matching = ruled.with_parts(matching, series, meanings, (&grouped.groups, &items));
    let found = folds::find(series, &matching, &lefts, &items, |_| true);
    for fold in &found {
        grouped.links.extend(fold.links(series));
    }
    let mut joined = BTreeSet::new();
    for chosen in &matching.chosen {
        let said = ruled.same.contains(&(chosen.left, chosen.right));
        if !said && folds::undoes(&found, chosen.left, chosen.right) {
            continue;
        }
        let judgement = judge::judge(&chosen.weighed, chosen.rival, &|| None);
        let runners_up = matching.runners_up(series, chosen.left, chosen.right);
        if !said || judgement == Judgement::Same {
            grouped.links.push(judge::link(series, &chosen.weighed, LinkKind::Restated, judgement, runners_up));
        }
        if let (Some(group), Some(item)) = (grouped.groups.get_mut(chosen.left), items.get(chosen.right)) {
            group.extend(item);
            joined.insert(chosen.right);
        }
    }
    let telling: BTreeSet<usize> = found.iter().map(|fold| fold.whole).collect();
    for (right, item) in items.into_iter().enumerate() {
        if !joined.contains(&right) {
            grouped.groups.push(item);
        }
    }
    for group in &mut grouped.groups {
        group.retain(|member| !telling.contains(member));
    }
    grouped.groups.retain(|group| !group.is_empty());
    grouped.folds.extend(found);
}
