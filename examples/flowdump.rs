fn main() {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap();
        match throughline::extract::pdf::read(&bytes, None) {
            Ok((pages, remarks)) => {
                println!(
                    "##### {file} grids={} legend={} turned={} {remarks:?}",
                    pages.grids.len(),
                    pages.legend.len(),
                    pages.turned.len()
                );
                let mut cell = std::collections::BTreeMap::new();
                for (g, grid) in pages.grids.iter().enumerate() {
                    for c in &grid.cells {
                        for l in c.lines.clone() {
                            cell.insert(l, (g, c.rows.start, c.columns.start));
                        }
                    }
                }
                for (at, (line, shape)) in pages.text.lines().zip(&pages.lines).enumerate() {
                    let f = if shape.furniture { "F" } else { " " };
                    let c = cell.get(&at).map_or(String::new(), |(g, r, c)| format!("{g}:{r}.{c}"));
                    println!(
                        "{:5} {:4} {f}{}{:>8}|{}",
                        shape.place.top,
                        shape.size,
                        if shape.bold { "B" } else { " " },
                        c,
                        line.replace('\u{c}', "<FF>")
                    );
                }
            }
            Err(error) => println!("##### {file} ERR {error}"),
        }
    }
}
