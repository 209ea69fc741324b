#!/usr/bin/env python3
"""Times the reading of PDFs against pdftotext and pdfplumber, in one run, as ratios of whole processes.

    cargo build --release
    python3 benches/pdf.py [--pages N] [--repeat N] [--files RULED.pdf DENSE.pdf]

Needs pdftotext (poppler-utils) and, for the last ratio, the Python package pdfplumber; what is not there is skipped aloud.
The two files (a ruled log, dense running text) are made by fixtures/pdf/generate/big.py, which needs reportlab.
CPU time is user and system time of the process and all it started; memory is the largest of them.
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


def median(command, repeat):
    """Returns the medians of several runs of a command."""
    return [statistics.median(figures) for figures in zip(*(run(command) for _ in range(repeat)))]


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


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=600)
    arguments.add_argument("--repeat", type=int, default=5)
    arguments.add_argument("--files", nargs=2, type=pathlib.Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.files:
            ruled, dense = given.files
        else:
            ruled, dense = pathlib.Path(folder, "ruled.pdf"), pathlib.Path(folder, "dense.pdf")
            maker = [sys.executable, ROOT / "fixtures" / "pdf" / "generate" / "big.py"]
            for kind, path in (("ruled", ruled), ("dense", dense)):
                subprocess.run([*maker, kind, path, "--pages", str(given.pages)], check=True)
        for name, file in [("ruled", ruled), ("dense", dense)]:
            ours = median([PROGRAM, "extract", "--quiet", "--no-witness", file], given.repeat)
            print(f"{name}: extract --no-witness {ours[1]:.2f} s CPU, {ours[0]:.2f} s wall, peak {ours[2]:.0f} MiB")
            worker = peak_of_worker([PROGRAM, "extract", "--quiet", "--no-witness", file])
            print(f"{name}: peak of the worker {worker:.0f} MiB")
            witness = median([PROGRAM, "extract", "--quiet", file], given.repeat)
            print(f"{name}: the witness adds {witness[1] - ours[1]:.2f} s CPU")
            if shutil.which("pdftotext"):
                text = median(["pdftotext", "-layout", file, "-"], given.repeat)
                print(f"{name}: CPU of extract / pdftotext -layout ({text[1]:.2f} s) = {ours[1] / text[1]:.2f}")
            else:
                print(f"{name}: skipped: pdftotext is not there")
            if subprocess.run([sys.executable, "-c", "import pdfplumber"], stderr=subprocess.DEVNULL).returncode == 0:
                plumber = run([sys.executable, "-c", PLUMBER, file])
                print(f"{name}: CPU of pdfplumber extract_tables ({plumber[1]:.1f} s) / extract = {plumber[1] / ours[1]:.0f}")
            else:
                print(f"{name}: skipped: pdfplumber is not there")
        # Running text has no rows to link, so that reading is nearly all that is timed.
        two = pathlib.Path(folder, "two")
        two.mkdir()
        for copy in ("a", "b"):
            content = dense.read_bytes()
            # Other bytes, the same pages: a remark behind the end of the file.
            pathlib.Path(two, f"{copy}.pdf").write_bytes(content + f"\n% {copy}\n".encode())
        walls = {}
        for threads in (1, 2):
            out = pathlib.Path(folder, f"out{threads}")
            command = [PROGRAM, "ingest", "--quiet", "--no-witness", "--threads", str(threads), "--out", out, two]
            times = []
            for _ in range(given.repeat):
                shutil.rmtree(out, ignore_errors=True)
                times.append(run(command)[0])
            walls[threads] = statistics.median(times)
        print(f"two files, wall of one worker at a time / of two: {walls[1]:.2f} / {walls[2]:.2f} = {walls[1] / walls[2]:.2f}")


if __name__ == "__main__":
    main()
