"""Follows simulated actions with other people's tools, and says how well and how fast beside throughline.

usage: python benches/peers.py [--rows FOLDER]

Makes the rows with `cargo bench --bench linkage -- peers FOLDER` (a folder of its own unless one is given), which links them
too. The tools are RapidFuzz (token-set ratio, best pairs first), scikit-learn (cosine of TF-IDF over letters and words, best
pairs first) and Splink on DuckDB (number, section, dates and wording, estimated by expectation-maximisation). Each gets
what throughline gets: the last row of every action so far on one side, the new edition on the other. Their thresholds are
the best of a few for them, chosen with the truth in view; throughline's are not. Times are of linking alone.

    python -m venv peers && peers/bin/pip install rapidfuzz scikit-learn "splink>=5" pandas
    peers/bin/python benches/peers.py
"""
import argparse
import importlib.util
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
NUMPY = "numpy"


def greedy(scored, lefts, rights):
    """Chooses pairs of (score, left, right), best first, each row once."""
    chosen, seen_left, seen_right = [], set(), set()
    for score, left, right in scored:
        if left not in seen_left and right not in seen_right:
            seen_left.add(left)
            seen_right.add(right)
            chosen.append((score, left, right))
    return chosen


def by_matrix(matrix, threshold):
    """Returns the pairs of a matrix that reach a threshold, best first."""
    import numpy

    lefts, rights = numpy.nonzero(matrix >= threshold)
    scores = matrix[lefts, rights]
    order = numpy.lexsort((rights, lefts, -scores))
    return [(float(scores[at]), int(lefts[at]), int(rights[at])) for at in order]


def rapidfuzz_pairs(lefts, rights, threshold):
    from rapidfuzz import fuzz, process, utils

    texts = lambda rows: [utils.default_process(row["action"]) for row in rows]
    matrix = process.cdist(texts(lefts), texts(rights), scorer=fuzz.token_set_ratio)
    return greedy(by_matrix(matrix, threshold), lefts, rights)


def tfidf_pairs(lefts, rights, threshold):
    import numpy
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    texts = [row["action"] for row in lefts + rights]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3)).fit_transform(texts)
    words = TfidfVectorizer().fit_transform(texts)
    vectors = normalize(hstack([letters, words]).tocsr())
    matrix = numpy.asarray((vectors[: len(lefts)] @ vectors[len(lefts) :].T).todense())
    return greedy(by_matrix(matrix, threshold), lefts, rights)


def splink_pairs(lefts, rights, threshold):
    import logging

    import pandas
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)

    def frame(rows):
        table = pandas.DataFrame(
            [
                {
                    "unique_id": place,
                    "number": row["number"],
                    "section": row["section"],
                    "raised": row["raised"],
                    "deadline": row["deadline"],
                    "action": row["action"],
                    "start": row["action"][:12],
                    "words": sorted(set(row["action"].lower().split())),
                }
                for place, row in enumerate(rows)
            ]
        )
        return table

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.ExactMatch("number"),
            comparisons.ExactMatch("section"),
            comparisons.ExactMatch("raised"),
            comparisons.ExactMatch("deadline"),
            comparisons.JaccardAtThresholds("action", [0.95, 0.85, 0.75]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("start"),
            "len(list_intersect(l.words, r.words)) >= 6",
        ],
        max_iterations=10,
    )
    database = DuckDBAPI()
    tables = [database.register(frame(rows), dataset_display_name=name) for rows, name in ((lefts, "a"), (rights, "b"))]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("number")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("number"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("start"))
    found = linker.inference.predict(threshold_match_probability=threshold).as_pandas_dataframe()
    scored = []
    for row in found.itertuples():
        ends = {row.source_dataset_l: row.unique_id_l, row.source_dataset_r: row.unique_id_r}
        scored.append((row.match_probability, ends["a"], ends["b"]))
    return greedy(sorted(scored, key=lambda it: (-it[0], it[1], it[2])), lefts, rights)


PEERS = [
    ("RapidFuzz token-set, greedy", ["rapidfuzz", NUMPY], rapidfuzz_pairs, [60, 70, 80]),
    ("TF-IDF cosine, greedy", ["sklearn", "scipy", NUMPY], tfidf_pairs, [0.3, 0.4, 0.5]),
    ("Splink (DuckDB)", ["splink", "pandas"], splink_pairs, [0.5]),
]


def follow(series, pairs, threshold):
    """Links every edition to the last row of every action so far; returns (earlier, later) ids and the time it took."""
    latest, links, took = [], [], 0.0
    for rows in series["editions"]:
        chosen = []
        if latest:
            started = time.perf_counter()
            chosen = pairs(latest, rows, threshold)
            took += time.perf_counter() - started
        taken = {right: left for _, left, right in chosen}
        links += [(latest[left]["id"], rows[right]["id"]) for right, left in taken.items()]
        for right, row in enumerate(rows):
            if right in taken:
                latest[taken[right]] = row
            else:
                latest.append(row)
    return links, took


def f1(series, links):
    """Measures links as the simulator does: wrong ones, and rows that show an action again and are not linked to it."""
    action, last, later = {}, {}, set()
    for rows in series["editions"]:
        for row in rows:
            action[row["id"]] = row["truth"]
            if row["truth"] in last:
                later.add(row["id"])
            last[row["truth"]] = row["id"]
    right = [(a, b) for a, b in links if action[a] == action[b]]
    precision = len(right) / len(links) if links else 1.0
    recall = len({b for _, b in right} & later) / len(later)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=pathlib.Path, help="where the simulated rows are, or are to be put")
    folder = parser.parse_args().rows or pathlib.Path(tempfile.mkdtemp())
    if not list(folder.glob("*.json")):
        command = ["cargo", "bench", "--locked", "--bench", "linkage", "--", "peers", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True)
    known = sorted(folder.glob("*.json"))
    levels = {}
    for path in known:
        series = json.loads(path.read_text())
        levels.setdefault(series["level"], []).append(series)
    for level, all_series in levels.items():
        ours = [series["ours"] for series in all_series]
        mean = lambda values: statistics.mean(values)
        print(f"{level}: throughline F1 {mean([it['f1'] for it in ours]):.4f}, {mean([it['seconds'] for it in ours]):.3f} s")
        for name, needs, pairs, thresholds in PEERS:
            absent = [module for module in needs if importlib.util.find_spec(module) is None]
            if absent:
                print(f"{level}: {name} SKIPPED: {', '.join(absent)} is not installed")
                continue
            pairs(*[all_series[0]["editions"][0][:40]] * 2, thresholds[0])  # imports and start-up are left out
            results = []
            for threshold in thresholds:
                runs = [(series, *follow(series, pairs, threshold)) for series in all_series]
                results.append((mean([f1(series, links) for series, links, _ in runs]), mean([t for *_, t in runs]), threshold))
            best = max(results)
            print(f"{level}: {name} F1 {best[0]:.4f} (at {best[2]}), {best[1]:.3f} s")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
