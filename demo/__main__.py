"""Command line: python -m demo --out DIR"""

import argparse
from pathlib import Path

from .population import write_population


def main() -> None:
    parser = argparse.ArgumentParser(prog="demo", description="Write the invented rows of the demo study as CSV files.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the four files; made when missing")
    write_population(parser.parse_args().out)


if __name__ == "__main__":
    main()
