"""Opens what `throughline export` wrote with other people's tools, and asks each a question.

    python3 tests/exports.py DIR

DIR holds history.json and whichever of csv/, history.xlsx, history.sqlite and parquet/ were made. Every table must have as
many rows in each format as history.json has things. A tool that is not installed is skipped, and named.
"""

import csv
import datetime
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys


def expected(history):
    """How many rows the main tables have, counted in history.json."""
    actions, links, findings = history["actions"], history["links"], history["findings"]
    observations = history["observations"]
    return {
        "sources": len(history["sources"]),
        "editions": len(history["editions"]),
        "observations": len(observations),
        "cross_references": sum(len(row["references"]) for row in observations),
        "actions": len(actions),
        "steps": sum(len(action["steps"]) for action in actions),
        "segments": sum(len(step["segments"]) for action in actions for step in action["steps"]),
        "dropped": sum(len(step["dropped"]) for action in actions for step in action["steps"]),
        "events": sum(len(action["events"]) for action in actions),
        "links": len(links),
        "link_evidence": sum(len(link["evidence"]) for link in links),
        "codes": len(history["codes"]),
        "findings": len(findings),
        "quotes": sum(len(finding["quotes"]) for finding in findings),
    }


def same(tool, table, found, wanted):
    if found != wanted:
        sys.exit(f"{tool}: {table} has {found} rows, history.json has {wanted}")


def python_sqlite(folder, counts):
    connection = sqlite3.connect(f"file:{folder / 'history.sqlite'}?mode=ro", uri=True)
    for table, wanted in counts.items():
        same("sqlite3", table, connection.execute(f"select count(*) from {table}").fetchone()[0], wanted)
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    views = [name for (name,) in connection.execute("select name from sqlite_master where type = 'view'")]
    for view in views:
        connection.execute(f"select * from {view}").fetchall()
    word = connection.execute("select action from observations where action <> '' limit 1").fetchone()[0].split()[0]
    query = "select count(*) from wordings where wordings match ?"
    found = connection.execute(query, (f'"{word}"',)).fetchone()[0]
    assert found > 0, word
    late = connection.execute("select count(*), max(days_late) from overdue").fetchone()
    return f"{len(views)} views open, {found} rows say {word!r}, overdue and the worst in days: {late}"


def sqlite_shell(folder, counts):
    sql = "select kind, count(*) from events group by kind order by 2 desc, 1 limit 3;"
    run = subprocess.run(["sqlite3", folder / "history.sqlite", sql], capture_output=True, text=True, check=True)
    return run.stdout.replace("\n", "  ")


def openpyxl_workbook(folder, counts):
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    book = openpyxl.load_workbook(folder / "history.xlsx", rich_text=True)
    for table, wanted in counts.items():
        same("openpyxl", table, book[table].max_row - 1, wanted)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} is a formula: {cell.value}"
        if sheet.title != "contents":
            assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref, sheet.title
    editions = book["editions"]
    heading = [cell.value for cell in editions[1]]
    days = [row[heading.index("published_from")].value for row in editions.iter_rows(min_row=2)]
    assert all(day is None or isinstance(day, datetime.datetime) for day in days), days
    marked, runs = 0, {"struck": 0, "underlined": 0}
    for row in book["redline"].iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, CellRichText):
                marked += 1
                for run in cell.value:
                    if isinstance(run, TextBlock):
                        runs["struck"] += bool(run.font.strike)
                        runs["underlined"] += run.font.u is not None
    linked = sum(1 for row in book["steps"].iter_rows(min_row=2) for cell in row if cell.hyperlink)
    assert linked == 2 * counts["steps"], linked
    return f"{len(book.sheetnames)} sheets, {marked} cells with a redline, {runs}, {linked} links in steps"


def duckdb_files(folder, counts):
    import duckdb

    connection = duckdb.connect()
    said = []
    for kind in ("csv", "parquet"):
        if not (folder / kind).is_dir():
            said.append(f"no {kind}")
            continue
        read = "read_csv('{}', all_varchar = true)" if kind == "csv" else "read_parquet('{}')"
        for table, wanted in counts.items():
            source = read.format(folder / kind / f"{table}.{kind}")
            same(f"duckdb {kind}", table, connection.execute(f"select count(*) from {source}").fetchone()[0], wanted)
        source = read.format(folder / kind / f"events.{kind}")
        query = f"select kind, count(*) from {source} group by kind order by 2 desc, 1 limit 2"
        said.append(f"{kind}: {connection.execute(query).fetchall()}")
    if (folder / "parquet").is_dir():
        source = folder / "parquet" / "editions.parquet"
        kinds = connection.execute(f"select typeof(published_from) from read_parquet('{source}')").fetchall()
        assert set(kinds) <= {("DATE",)}, kinds
    return "; ".join(said)


def python_csv(folder, counts):
    for table, wanted in counts.items():
        with open(folder / "csv" / f"{table}.csv", newline="", encoding="utf-8") as file:
            same("csv", table, sum(1 for _ in csv.reader(file, strict=True)) - 1, wanted)
    return "every main table has its rows"


def datasette(folder, counts):
    program = pathlib.Path(sys.executable).parent / "datasette"
    program = str(program) if program.exists() else shutil.which("datasette")
    if program is None:
        raise ImportError("datasette")
    url = "/history/slips.json?_shape=objects&_size=1"
    run = subprocess.run([program, "--get", url, folder / "history.sqlite"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    rows = json.loads(run.stdout)["rows"]
    search = "/history/observations.json?_search=a&_size=0"
    run = subprocess.run([program, "--get", search, folder / "history.sqlite"], capture_output=True, text=True)
    assert run.returncode == 0 and "filtered_table_rows_count" in run.stdout, run.stderr + run.stdout
    first = {key: rows[0][key] for key in ("action", "edition", "was", "now")} if rows else None
    return f"the first slip: {first}"


TOOLS = [
    ("python sqlite3", "history.sqlite", python_sqlite),
    ("sqlite3 shell", "history.sqlite", sqlite_shell),
    ("python csv", "csv", python_csv),
    ("openpyxl", "history.xlsx", openpyxl_workbook),
    ("duckdb", "csv", duckdb_files),
    ("datasette", "history.sqlite", datasette),
]


def main():
    folder = pathlib.Path(sys.argv[1])
    counts = expected(json.loads((folder / "history.json").read_text(encoding="utf-8")))
    for name, needs, ask in TOOLS:
        if not (folder / needs).exists():
            print(f"{name}: SKIPPED, there is no {needs}")
            continue
        try:
            print(f"{name}: {ask(folder, counts)}")
        except (ImportError, FileNotFoundError) as error:
            print(f"{name}: SKIPPED, {error} is not installed")


main()
