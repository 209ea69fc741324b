#!/usr/bin/env python3
"""Times the reading of PDFs against pdftotext and pdfplumber, in one run, as ratios of whole processes.

    cargo build --release
    python3 benches/pdf.py [--pages N] [--repeat N] [--plumbed N]

Needs pdftotext (poppler-utils) and, for the ratio to it, the Python package pdfplumber; what is not there is skipped aloud.
The files (a ruled log and dense running text, each with fonts embedded and without) are made by
fixtures/pdf/generate/big.py, which needs reportlab and the font Carlito. pdfplumber is slow, and is timed on fewer pages of
the same kind. Processes are timed in turn, so that a machine that slows down slows all of them. CPU time is user and system time of the process and all it started; memory is the largest of them.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "throughline"
PLUMBER = "import sys, pdfplumber\nfor page in pdfplumber.open(sys.argv[1]).pages:\n    page.extract_tables()\n    page.close()\n"


def run(command):
    """Returns wall seconds, CPU seconds and peak memory in MiB of a command."""
    begin = time.perf_counter()
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command} ended with {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def medians(commands, repeat):
    """Returns for each command the medians of several runs, all run in turn; a first turn is not counted."""
    turns = [[run(command) for command in commands] for _ in range(repeat + 1)][1:]
    return [[statistics.median(figures) for figures in zip(*runs)] for runs in zip(*turns)]


def peak_of_worker(command):
    """Returns the largest memory, in MiB, of the processes that a command starts."""
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while child.poll() is None:
        try:
            tasks = pathlib.Path(f"/proc/{child.pid}/task").iterdir()
            workers = [pid for task in tasks for pid in (task / "children").read_text().split()]
        except OSError:
            workers = []
        for worker in workers:
            try:
                for line in pathlib.Path(f"/proc/{worker}/status").read_text().splitlines():
                    if line.startswith("VmHWM"):
                        peak = max(peak, int(line.split()[1]) / 1024)
            except OSError:
                pass
        time.sleep(0.002)
    return peak


def make(path, kind, pages, font):
    maker = [sys.executable, ROOT / "fixtures" / "pdf" / "generate" / "big.py", kind, path, "--pages", str(pages), "--font", font]
    subprocess.run([str(word) for word in maker], check=True, stdout=subprocess.DEVNULL)
    return path


def measure(name, file, few, repeat):
    """Prints what reading `file` costs, against others; `few` are fewer pages of the same kind."""
    bare = [PROGRAM, "extract", "--quiet", "--no-witness", file]
    commands = [bare, [PROGRAM, "extract", "--quiet", file]]
    poppler = shutil.which("pdftotext")
    if poppler:
        commands.append([poppler, "-layout", file, "-"])
    ours, witness, *text = medians(commands, repeat)
    worker = peak_of_worker(bare)
    print(f"{name}: extract --no-witness {ours[1]:.2f} s CPU, {ours[0]:.2f} s wall; peak of the program {ours[2]:.0f} MiB, of the worker {worker:.0f} MiB")
    print(f"{name}: the witness adds {witness[1] - ours[1]:.2f} s CPU; peak of the worker then {peak_of_worker(commands[1]):.0f} MiB")
    if text:
        print(f"{name}: CPU of extract / pdftotext -layout ({text[0][1]:.2f} s) = {ours[1] / text[0][1]:.2f}")
    else:
        print(f"{name}: skipped: pdftotext is not there")
    if subprocess.run([sys.executable, "-c", "import pdfplumber"], stderr=subprocess.DEVNULL).returncode == 0:
        plumber = run([sys.executable, "-c", PLUMBER, few])[1]
        same = run([PROGRAM, "extract", "--quiet", "--no-witness", few])[1]
        print(f"{name}: CPU of pdfplumber extract_tables ({plumber:.1f} s) / extract ({same:.2f} s), fewer pages = {plumber / same:.0f}")
    else:
        print(f"{name}: skipped: pdfplumber is not there")


def at_once(commands):
    """Returns the wall seconds of commands that run side by side."""
    begin = time.perf_counter()
    children = [subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL) for command in commands]
    if any([child.wait() for child in children]):
        sys.exit(f"one of {commands} failed")
    return time.perf_counter() - begin


def two_workers(folder, file, repeat):
    """Prints how much faster two workers read two files than one does, and what the machine gives two programs at most."""
    two = folder / "two"
    two.mkdir()
    for copy in ("a", "b"):
        # Other bytes, the same pages: a remark behind the end of the file.
        (two / f"{copy}.pdf").write_bytes(file.read_bytes() + f"\n% {copy}\n".encode())
    counting = [sys.executable, "-c", "sum(number * number for number in range(20_000_000))"]
    turns = []
    for _ in range(repeat + 1):
        walls = []
        for threads in (1, 2):
            out = folder / "out"
            shutil.rmtree(out, ignore_errors=True)
            walls.append(run([PROGRAM, "ingest", "--quiet", "--only", "json", "--no-witness", "--threads", str(threads), "--out", out, two])[0])
        turns.append((*walls, 2 * at_once([counting]), at_once([counting] * 2)))
    # A first turn is not counted. All that was spent is compared, so that no turn of a restless machine is picked.
    one, both, alone, beside = (sum(times) for times in zip(*turns[1:]))
    print(f"two files, wall of one worker at a time / of two, {repeat} turns: {one:.2f} / {both:.2f} s = {one / both:.2f}")
    print(f"(two programs that only count and share nothing, one after the other / at once: {alone:.2f} / {beside:.2f} s = {alone / beside:.2f})")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=600)
    arguments.add_argument("--plumbed", type=int, default=60)
    arguments.add_argument("--repeat", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for kind in ("ruled", "dense"):
            for font in ("Carlito", "standard"):
                file = make(folder / f"{kind}-{font}.pdf", kind, given.pages, font)
                few = make(folder / f"few-{kind}-{font}.pdf", kind, given.plumbed, font)
                label = f"{kind}, fonts {'not ' if font == 'standard' else ''}embedded"
                measure(label, file, few, given.repeat)
        # Running text has no rows to link, so that reading is nearly all that is timed.
        two_workers(folder, folder / "dense-Carlito.pdf", given.repeat)


if __name__ == "__main__":
    main()
