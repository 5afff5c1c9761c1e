"""`./run bench`: every timing of the product, printed side by side in one run.

    python -m bench [--sizes 100000 1000000 10000000] [--write]

With --write the figures are kept in docs/reference/benchmarks.md, beside the command that makes them.
"""

import argparse
import os
import platform
from pathlib import Path

from bench import counts, pages, study

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"
TEXT = """# Benchmarks

Made by `./run bench --write` ({machine}). Timings are ratios within one run; elsewhere only the ratios carry over.

## Counts of item × answer number × value

25 items × 8 answer numbers × 5 values over generated rows, each engine in a process of its own. Timed is the counting,
not the reading. All engines give the same table. Peak memory is that of the whole process.

{counts}

## The published study, from files to report

{study}

## A page that reads 25 people

Their codes, read and written to the chained log in one transaction, before the page is shown. Two workers; the load is
open (a request starts when it is due) and is made on the same machine.

{load}

## A citizen one is barred from, and one who is not there

The same page asked for in turn; the bodies are equal byte for byte (`tests/access/test_matrix.py`).

{no}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10**5, 10**6, 10**7])
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/reference/benchmarks.md")
    args = parser.parse_args()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    rooms = {"counts": counts.compare(args.sizes), "study": study.compare(), **pages.compare()}
    text = TEXT.format(machine=machine, **rooms)
    print(text)
    if args.write:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
