"""The lines of telling_lines.txt and harmless_lines.txt, beside this file."""

from pathlib import Path

HERE = Path(__file__).parent


def identifying() -> list[tuple[str, str]]:
    """Kind (empty where it does not matter which) and line."""
    return _lines("telling_lines.txt")


def harmless() -> list[str]:
    return [line for _kind, line in _lines("harmless_lines.txt")]


def _lines(file: str) -> list[tuple[str, str]]:
    kind, found = "", []
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((kind, line))
    return found
