#!/usr/bin/env python3
"""Times a batch run: what one new edition costs, against reading all editions at once, as ratios of whole processes.

    cargo build --release
    python3 benches/batch.py [--editions N] [--rows N] [--repeat N] [--outputs json,…] [--program PATH]

The series is invented: from one edition to the next three rows in ten get a new status before the old one, three in twenty
another deadline, and one in fifty makes room for a new action. It is printed twice: as ruled PDFs with fonts embedded (by
fixtures/pdf/generate/big.py, which needs reportlab and the font Carlito; skipped aloud without them) and as tab-separated
text. Every figure is the median of several runs in turn, of wall time and of CPU time (user and system, of the process and all
it starts). Made is what `ingest` leaves by itself, or what --outputs names: each output is written anew, whatever is known, and
the more there are, the less a ledger can spare. What was written before a run is on the disk before it is timed.
`nothing new` reads the ledger and looks whether everything stands as it was: no run costs less.
"""

import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "fixtures" / "pdf" / "generate"))

TITLE = "UPPER FELL COMMONS BOARD ACTION LOG – 3 {} {}"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def series(editions, rows, seed=3):
    """Yields title and rows of each edition: number, action, deadline, status, raised, owner, as lists of paragraphs."""
    import big

    dice, number = random.Random(seed), rows
    month = lambda year: f"{dice.choice(MONTHS)} {year}"
    now = [big.row(dice, number + 1) for number in range(rows)]
    for edition in range(editions):
        year = 2018 + edition // 4
        yield TITLE.format(MONTHS[edition % 4 * 3], year), [[list(cell) for cell in row] for row in now]
        for place, row in enumerate(now):
            lot = dice.random()
            if lot < 0.3:
                row[3].insert(0, f"{dice.choice(big.STATE)} {dice.choice(big.REMARK)}, {month(year)}.")
                del row[3][6:]
            elif lot < 0.45:
                row[2] = [month(year + 1)]
            elif lot < 0.47:
                number += 1
                now[place] = big.row(dice, number)
        now.sort(key=lambda row: int(row[0][0]))


def print_pdf(path, title, rows):
    import big

    sheet = big.Sheet(path, "Carlito")
    heading = [[heading] for heading, _ in big.COLUMNS]
    sheet.text(big.MARGIN, big.MARGIN + 14, title, True, 14)
    foot = big.grid_row(sheet, big.MARGIN + 26, heading, True)
    for row in rows:
        below = big.grid_row(sheet, foot, row)
        if below is None:
            sheet.next(0)
            below = big.grid_row(sheet, big.grid_row(sheet, big.MARGIN, heading, True), row)
        foot = below
    sheet.canvas.save()


def print_text(path, title, rows):
    import big

    lines = [title, "", "\t".join(heading for heading, _ in big.COLUMNS)]
    lines += ["\t".join(" ".join(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n")


def run(program, outputs, out, *paths):
    """Returns wall and CPU seconds of one `ingest`."""
    command = [str(word) for word in (program, "ingest", "--quiet", "--only", outputs, "--out", out, *paths)]
    os.sync()
    begin = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime


def measure(name, program, outputs, logs, folder, repeat):
    *known, last = sorted(logs.iterdir())
    before = folder / f"{name}-before"
    run(program, outputs, before, *known)
    turns = []
    for _ in range(repeat + 1):
        whole, ledger = folder / f"{name}-whole", folder / f"{name}-ledger"
        for out in (whole, ledger):
            shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, ledger)
        turns.append(tuple(run(program, outputs, out, what) for out, what in ((whole, logs), (ledger, last), (ledger, last))))
    for place, what in enumerate(("wall", "CPU")):
        # A first turn is not counted.
        full, new, same = (statistics.median(turn[kind][place] for turn in turns[1:]) for kind in range(3))
        print(f"{name}, {what}: all at once {full:.2f} s, one new edition {new:.2f} s = {new / full:.2f}, nothing new {same:.2f} s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--editions", type=int, default=20)
    arguments.add_argument("--rows", type=int, default=500)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--outputs", default="json,sqlite,html")
    arguments.add_argument("--program", type=pathlib.Path, default=ROOT / "target" / "release" / "throughline")
    given = arguments.parse_args()
    try:
        import big
    except ImportError as missing:
        sys.exit(f"skipped: {missing}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for kind, ending, write in (("PDF", "pdf", print_pdf), ("text", "txt", print_text)):
            logs = folder / kind
            logs.mkdir()
            for place, (title, rows) in enumerate(series(given.editions, given.rows)):
                write(logs / f"log-{place:02}.{ending}", title, rows)
            measure(kind, given.program, given.outputs, logs, folder, given.repeat)


if __name__ == "__main__":
    main()
