//! Tables that share an edge but not their columns, told apart.
//!
//! In: a lattice. Out: the lattices it is made of, from top to bottom. A heading that spans columns, or one row that is
//! divided in its own way, does not end a table.

use std::collections::BTreeSet;

use super::lattice::Lattice;

/// Rows, one below the other, of which the columns agree.
struct Run {
    rows: std::ops::Range<usize>,
    edges: BTreeSet<usize>,
}

/// Splits `lattice` where its columns change.
pub fn split(lattice: Lattice) -> Vec<Lattice> {
    let runs = settle(runs(&lattice));
    if runs.len() < 2 {
        return vec![trim(lattice)];
    }
    let columns: Vec<usize> = (0..=lattice.columns()).collect();
    let cut = |run: &Run| {
        let rows: Vec<usize> = (run.rows.start..=run.rows.end).collect();
        let mut part = lattice.with_edges(&columns, &rows);
        part.drop_idle_edges();
        trim(part)
    };
    runs.iter().map(cut).collect()
}

/// Gathers rows as long as the columns of one are among those of the others.
fn runs(lattice: &Lattice) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for row in 0..lattice.rows() {
        let edges: BTreeSet<usize> = (1..lattice.columns()).filter(|&edge| lattice.upright(row, edge)).collect();
        let closed = || (0..lattice.columns()).filter(|&column| lattice.level(row, column)).count();
        match runs.last_mut() {
            Some(run) if edges.is_subset(&run.edges) || run.edges.is_subset(&edges) => {
                run.rows.end = row + 1;
                run.edges.extend(edges);
            }
            Some(run) if closed() * 10 < lattice.columns() * 6 => {
                run.rows.end = row + 1;
                run.edges.extend(edges);
            }
            _ => runs.push(Run { rows: row..row + 1, edges }),
        }
    }
    runs
}

/// Puts runs together again that are one table after all.
fn settle(runs: Vec<Run>) -> Vec<Run> {
    let mut kept: Vec<Run> = Vec::new();
    for run in runs {
        // One odd row between rows that agree.
        if let [.., before, odd] = kept.as_mut_slice()
            && odd.rows.len() == 1
            && (run.edges.is_subset(&before.edges) || before.edges.is_subset(&run.edges))
        {
            before.rows.end = run.rows.end;
            before.edges.extend(run.edges);
            kept.pop();
            continue;
        }
        match kept.last_mut() {
            Some(before) if !differ(before, &run) => {
                before.rows.end = run.rows.end;
                before.edges.extend(run.edges);
            }
            _ => kept.push(run),
        }
    }
    kept
}

/// Whether the columns of two runs are those of two tables.
fn differ(one: &Run, other: &Run) -> bool {
    let shared = one.edges.intersection(&other.edges).count();
    let fewer = one.edges.len().min(other.edges.len());
    let single = one.rows.len() == 1 || other.rows.len() == 1;
    if single { shared == 0 } else { shared * 2 <= fewer }
}

/// Takes away columns at the sides that only another table has.
fn trim(lattice: Lattice) -> Lattice {
    let idle = |column: usize, outer: usize| {
        (0..lattice.rows()).all(|row| !lattice.upright(row, outer))
            && (0..=lattice.rows()).all(|row| !lattice.level(row, column))
    };
    let (mut first, mut last) = (0, lattice.columns());
    while first + 1 < last && idle(first, first) {
        first += 1;
    }
    while first + 1 < last && idle(last - 1, last) {
        last -= 1;
    }
    if first == 0 && last == lattice.columns() {
        return lattice;
    }
    let columns: Vec<usize> = (first..=last).collect();
    let rows: Vec<usize> = (0..=lattice.rows()).collect();
    lattice.with_edges(&columns, &rows)
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;

    #[test]
    fn tables_that_share_an_edge_are_two_where_their_columns_differ() {
        let mut sample = Sample::new();
        sample.grid(&[50.0, 150.0, 400.0, 500.0], &[100.0, 120.0, 140.0]);
        sample.grid(&[50.0, 250.0, 320.0, 500.0], &[140.0, 160.0, 180.0]);
        for (row, y) in [115.0, 135.0].into_iter().enumerate() {
            sample.text(60.0, y, "a").text(160.0, y, "b").text(410.0, y, &row.to_string());
            sample.text(60.0, y + 40.0, "c").text(260.0, y + 40.0, "d").text(330.0, y + 40.0, &row.to_string());
        }
        assert_eq!(sample.drawn(), [["a|b|0", "a|b|1"], ["c|d|0", "c|d|1"]]);
    }

    #[test]
    fn a_spanning_heading_and_an_odd_row_stay_in_their_table() {
        let mut sample = Sample::new();
        sample.grid(&[50.0, 150.0, 400.0, 500.0], &[100.0, 120.0]);
        sample.grid(&[50.0, 500.0], &[120.0, 140.0]);
        sample.grid(&[50.0, 280.0, 500.0], &[140.0, 160.0]);
        sample.grid(&[50.0, 150.0, 400.0, 500.0], &[160.0, 180.0]);
        for y in [115.0, 175.0] {
            sample.text(60.0, y, "a").text(160.0, y, "b").text(410.0, y, "c");
        }
        sample.text(60.0, 135.0, "Section one of all").text(60.0, 155.0, "d").text(290.0, 155.0, "e");
        assert_eq!(sample.drawn(), [["a|b>2|c", "Section one of all>4", "d>2|e>2", "a|b>2|c"]]);
    }
}
