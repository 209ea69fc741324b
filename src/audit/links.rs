//! L001: links that are not sure.

use pathfinding::undirected::connected_components::separate_components;

use crate::model::link::{Judgement, LinkKind};

use super::ground::Ground;
use super::remark::Remark;

/// Looks at every unsure link, unless sure ones say the same.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let ends = |link: &crate::model::link::Link| Some([ground.find(&link.from)?, ground.find(&link.to)?]);
    let links = || ground.history.links.iter();
    let joins = |kind: LinkKind| !matches!(kind, LinkKind::Split | LinkKind::Merged);
    let sure: Vec<Vec<usize>> = links()
        .filter(|link| link.judgement == Judgement::Same && joins(link.kind))
        .filter_map(|link| Some(ends(link)?.to_vec()))
        .collect();
    let (group_of, _) = separate_components(&sure);
    let mut remarks = Vec::new();
    for link in links().filter(|link| link.judgement == Judgement::Unsure) {
        let Some([from, to]) = ends(link) else { continue };
        let group = |row: usize| group_of.get(&row);
        if joins(link.kind) && group(from).is_some() && group(from) == group(to) {
            continue;
        }
        let named = |row: usize| format!("{} in {}", ground.row_name(row), ground.edition_name(ground.place(row)));
        let claim = match link.kind {
            LinkKind::Split => format!("{} is a part of {}", named(to), named(from)),
            LinkKind::Merged => format!("{} is a part of {}", named(from), named(to)),
            LinkKind::Duplicate | LinkKind::Restated if ground.place(from) == ground.place(to) => {
                let (one, other) = (ground.row_name(from), ground.row_name(to));
                format!("{one} and {other} in {} are one action", ground.edition_name(ground.place(to)))
            }
            _ => format!("{} and {} are one action", named(from), named(to)),
        };
        let apart = joins(link.kind) && ground.own_action(from) != ground.own_action(to);
        let apart = if apart { " They are kept as two, for a better link speaks against it." } else { "" };
        let message = format!("It is not sure that {claim} (score {} of 1000).{apart}", link.score);
        remarks.push(
            Remark::new(ground, "L001", ground.place(to), message)
                .row(ground, to, &["label", "action"])
                .row(ground, from, &["label", "action"])
                .hint("Settle it with `throughline review`; `throughline explain OBSERVATION OBSERVATION` says what the link rests on."),
        );
    }
    remarks
}
