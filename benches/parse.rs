//! How fast text is parsed: MB/s for each layout, at two sizes ten times apart, so that what is not linear shows.

mod series;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use throughline_parsers::{Vocabulary, parse};

fn layouts(criterion: &mut Criterion) {
    let vocabulary = Vocabulary::default();
    let mut group = criterion.benchmark_group("parse");
    group.sample_size(10);
    for (name, print) in series::LAYOUTS {
        for count in [500, 5000] {
            let text = print(&series::rows(count, 3), "HARBOUR ACTION LOG – 05/12/2023");
            let rows = parse(&text, &vocabulary).rows.len();
            assert_eq!(rows, count, "{name} lost rows");
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(*name, count), &text, |bench, text| bench.iter(|| parse(text, &vocabulary)));
        }
    }
    group.finish();
}

criterion_group!(benches, layouts);
criterion_main!(benches);
