"""`fremskudt serve`: migrate, collect the static files and serve with granian."""

import argparse

from fremskudt.config.start import prepare_site, serve


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")


def run(args: argparse.Namespace) -> int:
    prepare_site()
    serve(args.host, args.port)
