"""Counts of item x answer number x value: our path against pandas crosstab and ACRO crosstab, side by side in one run.

    python -m bench.counts [--sizes 100000 1000000 10000000] [--markdown FILE]

Every engine runs in a process of its own, so that peak memory is its own. What is timed is the counting; each engine
has read the Parquet file beforehand. All must give the same table. Needs the packages of requirements-bench.txt and
this project installed in the same environment.
"""

import argparse
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ITEMS, ANSWERS, VALUES = 25, 8, 5
REPEATS = {"fremskudt": 5, "pandas": 3, "acro": 1}
NAMES = {"fremskudt": "Fremskudt (ibis on DuckDB)", "pandas": "pandas crosstab", "acro": "ACRO crosstab"}
Cells = list[tuple[str, int, int, int]]  # item, answer number, value, count


def write_rows(path: Path, rows: int) -> None:
    """Generated answers in the layout of an extract: one form of 25 items, 8 answer numbers, 5 values."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(rows)
    codes = pa.array(random.integers(0, ITEMS, rows).astype("int8"))
    items = pa.array([f"item_{number:02}" for number in range(ITEMS)]).take(codes)
    answer_numbers = pa.array(random.integers(1, ANSWERS + 1, rows).astype("int32"))
    one = pa.array(np.zeros(rows, "int8"))
    columns = {
        "response": pa.array(np.arange(rows) // ITEMS),
        "instrument": pa.array(["progression"]).take(one),
        "item": items,
        "variable": items,
        "wave": answer_numbers,
        "answer_number": answer_numbers,
        "n_answers": pa.array(np.full(rows, ANSWERS, "int32")),
        "municipality": pa.array(["Vejle"]).take(one),
        "value": pa.array(random.integers(0, VALUES, rows).astype("int32")),
        "missing": pa.nulls(rows, pa.string()),
    }
    pq.write_table(pa.table(columns), path, compression="zstd")


def fremskudt(path: Path) -> tuple[Callable[[], Any], Callable[[Any], Cells]]:
    """The counting path of fremskudt.analysis.counts, from the opened extract to the fetched tally."""
    import ibis

    from fremskudt.analysis.counts import Cut, query, tally
    from fremskudt.analysis.frames import load

    answers = load(ibis.duckdb.connect(), path, "answers")

    def cells(found: Any) -> Cells:
        return [
            (variable, group, value, n)
            for variable, groups in found.values.items()
            for group, values in groups.items()
            for value, n in values.items()
        ]

    return lambda: tally(query(answers, Cut("progression", "answer_number")).to_pyarrow()), cells


def frame(path: Path) -> Any:
    """The same rows as a pandas data frame, only the three columns that are counted."""
    import pandas as pd

    return pd.read_parquet(path, columns=["variable", "answer_number", "value"])


def crosstab_cells(table: Any) -> Cells:
    """The cells of a crosstab with item and answer number as rows and values as columns."""
    return [
        (item, int(answer), int(value), int(n))
        for (item, answer), row in table.iterrows()
        for value, n in row.items()
    ]  # fmt: skip


def pandas(path: Path) -> tuple[Callable[[], Any], Callable[[Any], Cells]]:
    """pandas.crosstab on a frame in memory."""
    import pandas as pd

    rows = frame(path)
    return lambda: pd.crosstab([rows.variable, rows.answer_number], rows.value), crosstab_cells


def acro(path: Path) -> tuple[Callable[[], Any], Callable[[Any], Cells]]:
    """ACRO's crosstab with its checks and suppression on, on the same frame in memory."""
    import logging

    from acro import ACRO

    logging.disable(logging.CRITICAL)
    rows, session = frame(path), ACRO(suppress=True)
    return lambda: session.crosstab([rows.variable, rows.answer_number], rows.value), crosstab_cells


ENGINES = {"fremskudt": fremskudt, "pandas": pandas, "acro": acro}


def measure(engine: str, path: Path) -> dict[str, Any]:
    """Seconds (median), peak memory of this process in MB, and a hash of the counted table."""
    count, cells = ENGINES[engine](path)
    seconds = []
    for _ in range(REPEATS[engine]):
        started = time.perf_counter()
        found = count()
        seconds.append(time.perf_counter() - started)
    table = sorted(cells(found))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": statistics.median(seconds),
        "peak": peak,
        "table": hashlib.sha256(repr(table).encode()).hexdigest(),
    }


def in_own_process(engine: str, path: Path) -> dict[str, Any]:
    """Run `measure` in a new interpreter; whatever else the engine prints comes before the last line."""
    command = [sys.executable, "-m", "bench.counts", "--engine", engine, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def compare(sizes: list[int]) -> str:
    """The whole comparison as a Markdown table."""
    lines = ["| rows | engine | seconds | times ours | peak memory, MB |", "|---|---|---|---|---|"]
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.parquet"
            write_rows(path, rows)
            found = {engine: in_own_process(engine, path) for engine in ENGINES}
        if len({one["table"] for one in found.values()}) != 1:
            raise SystemExit(f"The engines do not count the same at {rows} rows.")
        ours = found["fremskudt"]["seconds"]
        for engine, one in found.items():
            times = f"{one['seconds'] / ours:.1f}"
            lines.append(f"| {rows:.0e} | {NAMES[engine]} | {one['seconds']:.3f} | {times} | {one['peak']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10**5, 10**6, 10**7])
    parser.add_argument("--markdown", type=Path, help="also write the table to this file")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.engine:
        print(json.dumps(measure(args.engine, args.file)))
        return
    table = compare(args.sizes)
    print(table)
    if args.markdown:
        args.markdown.write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
