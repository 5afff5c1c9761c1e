"""On which line of an instrument's file an error stands, for the one who wrote the file."""

import re
from collections.abc import Callable, Mapping

import yaml

from fremskudt.instruments.faults import Fault, Problem
from fremskudt.instruments.loader import FILE

ROUTING = {Fault.I018, Fault.I019, Fault.I020, Fault.I021, Fault.I022}
SECTIONS = {"skalaen": "scales", "kilden": "sources", "tallet": "scores"}
QUOTED = re.compile(r"»([^«]*)«")


def line_of(problem: Problem, files: Mapping[str, str]) -> int | None:
    """The line (from 1), or None when the file cannot be read or what is wrong is what is not there."""
    try:
        top = yaml.compose(files.get(problem.file, ""), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    words = QUOTED.findall(problem.what)
    if not isinstance(top, yaml.MappingNode):
        return None
    if problem.file != FILE:
        return _along(top, words[0].split(" → ")) if words else None
    node, line = _place(top, problem.where)
    if node is None:
        return line
    inner = ["show_if"] if problem.fault in ROUTING else words
    return next((found for key in inner if (found := _key(node, key)) is not None), line)


def said_with_line(problem: Problem, files: Mapping[str, str]) -> str:
    """»Linje 14: svaret …« – the line where there is one, then the file when it is not the first, and what to do."""
    line = line_of(problem, files)
    file = "" if problem.file == FILE else f"{problem.file}, "
    place = f"{file}linje {line}" if line else f"{file}{problem.where}".strip(", ")
    said = f"{problem.what} {problem.remedy}"
    return f"{place if file else place[:1].upper() + place[1:]}: {said}" if place else said


def _place(top: yaml.MappingNode, where: str) -> tuple[yaml.Node | None, int | None]:
    """The part of the file that a place names, and its line."""
    kind, _, name = where.partition(" ")
    if kind == "spørgsmålet":
        return _listed(top, "items", lambda node, _: _value(node, "id") == name)
    if kind in {"spørgsmål", "bid"}:
        number = name.removeprefix("nummer ")
        return _listed(top, "items" if kind == "spørgsmål" else "bites", lambda _, place: str(place) == number)
    section = SECTIONS.get(kind)
    if section is None:
        return (_inner(top, where) if where else top), _key(top, where)
    found = _inner(top, section)
    return (_inner(found, name), _key(found, name)) if found is not None else (None, _key(top, section))


def _listed(
    top: yaml.MappingNode, section: str, fits: Callable[[yaml.Node, int], bool]
) -> tuple[yaml.Node | None, int | None]:
    found = _inner(top, section)
    for place, node in enumerate(found.value if isinstance(found, yaml.SequenceNode) else [], start=1):
        if fits(node, place):
            return node, node.start_mark.line + 1
    return None, _key(top, section)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _inner(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name.value == key), None)


def _key(node: yaml.Node | None, key: str) -> int | None:
    return next((name.start_mark.line + 1 for name, _ in _pairs(node) if name.value == key), None)


def _value(node: yaml.Node, key: str) -> object:
    found = _inner(node, key)
    return None if found is None else found.value


def _along(node: yaml.Node | None, path: list[str]) -> int | None:
    """The line of the last step of the path that is there."""
    line = None
    for step in path:
        found = _key(node, step)
        if found is None:
            break
        line, node = found, _inner(node, step)
    return line
