"""Every text that citizens, partners and peers can see, found in the source by who may open which address.

A view that they may open leads to its templates (and what those include and extend), and by the noun rule to the
modules of the same noun: `views/own_tips.py` → `rules/own_tips.py`, `forms/own_tips.py` and so on. Pages on the small
sheet, mails and what is drawn as PDF are theirs whoever opens the address. Not followed: texts that a page takes from
the library of questionnaires, whose wording is locked.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from fremskudt.access.guard import PUBLIC
from fremskudt.access.matrix import TABLE
from fremskudt.access.roles import PERMISSIONS, Role
from fremskudt.ui.context import PLACES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "fremskudt"
THEIRS = frozenset({Role.PARTNER, Role.PARTNER_CONTACT, Role.PEER})
MENU = frozenset(str(permission) for role in THEIRS for permission in PERMISSIONS[role])
LAYERS = ("rules", "forms", "actions", "selectors", "templatetags", "views")
MARKS = {"_", "gettext", "gettext_noop", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}

TRANS = re.compile(r"\{%-?\s*trans(?:late)?\s+(\"[^\"]*\"|'[^']*')")
BLOCKTRANS = re.compile(r"\{%-?\s*blocktrans\w*.*?%\}(.*?)\{%-?\s*endblocktrans\w*\s*-?%\}", re.DOTALL)
MARKED = re.compile(r"_\((\"[^\"]*\"|'[^']*')\)")
OTHERS = re.compile(r"\{%-?\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL)


class Text(NamedTuple):
    """A text, and the file that it stands in, below fremskudt/."""

    file: str
    text: str


def texts() -> list[Text]:
    """All of them, each once a file."""
    found = [Text(name(file), text) for file in sorted(templates()) for text in of_template(file)]
    found += [Text(name(file), text) for file in sorted(modules()) for text in of_module(file)]
    found += [Text("ui/context.py", str(label)) for label, _url, permission in PLACES if permission in MENU]
    return list(dict.fromkeys(found))


def name(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


@cache
def views() -> tuple[tuple[Path, str], ...]:
    """Module and name of each view that somebody of theirs, a link holder or anybody at all may open."""
    found, known = [], dict(named_views())
    for url, row in TABLE.items():
        view = known.get(url)
        is_open = getattr(view, "rule", "") == PUBLIC or str(getattr(view, "rule", "")).startswith("link:")
        code = getattr(view, "__wrapped__", view)
        while hasattr(code, "__wrapped__"):
            code = code.__wrapped__
        file = Path(getattr(getattr(code, "__code__", None), "co_filename", "/"))
        if (is_open or row.roles & THEIRS) and file.is_relative_to(PACKAGE):
            found.append((file, code.__name__))
    return tuple(found)


def named_views(patterns: Any = None, space: str = "") -> Iterator[tuple[str, Any]]:
    """Url name → view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from named_views(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern.callback


def templates() -> set[Path]:
    """What those views show, the small pages, and the mails, with all they are made of."""
    waiting = {at for file, function in views() for at in named_in(file, function)}
    everything = [file for file in PACKAGE.glob("*/templates/**/*") if file.suffix in {".html", ".txt"}]
    small = {"ui/small.html"}
    for _round in range(4):  # a page may extend a page that extends it
        small |= {short(file) for file in everything if small & set(OTHERS.findall(file.read_text("utf-8"))[:1])}
    logging_in = ("account", "mfa", "socialaccount")  # shown by the library of log-in
    waiting |= small | {
        short(file) for file in everything if "mail" in file.parts or short(file).startswith(logging_in)
    }
    waiting |= {short(file) for file in everything if "/" not in short(file)}  # errors
    found: set[Path] = set()
    while waiting:
        file = where(waiting.pop())
        if file is not None and file not in found:
            found.add(file)
            waiting |= set(OTHERS.findall(COMMENT.sub("", file.read_text("utf-8"))))
    return found


def short(file: Path) -> str:
    """As a template is named."""
    return "/".join(file.parts[file.parts.index("templates") + 1 :])


def where(template: str) -> Path | None:
    return next(iter(PACKAGE.glob(f"*/templates/{template}")), None)


def named_in(file: Path, function: str) -> set[str]:
    """The templates that a view names, itself or in the functions that it calls in views of ours."""
    waiting, seen, found = {(file, function)}, set[tuple[Path, str]](), set[str]()
    while waiting:
        each = waiting.pop()
        node = defined(each[0]).get(each[1])
        if node is not None and each not in seen:
            seen.add(each)
            inside = list(ast.walk(node))
            found |= {part.value for part in inside if is_template(part)}  # type: ignore[attr-defined]
            found |= {one for part in inside if isinstance(part, ast.JoinedStr) for one in put_together(part)}
            names = [part for part in inside if isinstance(part, ast.Name | ast.Attribute)]
            waiting |= {place for part in names if (place := borrowed(each[0], part))}
    return found


def put_together(node: ast.JoinedStr) -> set[str]:
    """The templates that a name with a blank in it may be: f"casework/meeting/{template}.html"."""
    name = "".join(part.value if is_text(part) else "*" for part in node.values)  # type: ignore[attr-defined]
    return {short(file) for file in PACKAGE.glob(f"*/templates/{name}")} if name.endswith(".html") else set()


@cache
def defined(file: Path) -> dict[str, ast.stmt]:
    """Functions, classes and constants of a module by their names."""
    found: dict[str, ast.stmt] = {}
    for node in parsed(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id: node for one in targets if isinstance(one, ast.Name)}
    return found


def borrowed(file: Path, part: ast.Name | ast.Attribute) -> tuple[Path, str] | None:
    """Where a name of a module is defined: there, or in a module of views that it is taken from."""
    if isinstance(part, ast.Name):
        if part.id in defined(file):
            return file, part.id
        return taken(file).get(part.id)
    if isinstance(part.value, ast.Name) and (module := taken(file).get(part.value.id)) and not module[1]:
        return module[0], part.attr
    return None


@cache
def taken(file: Path) -> dict[str, tuple[Path, str]]:
    """Name → module of views, and the name there; empty where the module itself is taken."""
    found = {}
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and ".views" in (node.module or ""):
            folder = ROOT.joinpath(*(node.module or "").split("."))
            for one in node.names:
                here = one.asname or one.name
                if folder.with_suffix(".py").exists():
                    found[here] = (folder.with_suffix(".py"), one.name)
                elif (folder / f"{one.name}.py").exists():
                    found[here] = (folder / f"{one.name}.py", "")
    return found


def is_template(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith((".html", ".txt"))


def modules() -> set[Path]:
    """The modules of the nouns of those views, what draws on paper, and what writes mails."""
    # the names of events stand in the citizen's own log
    found = {PACKAGE / "access" / name for name in ("mail.py", "event_names.py")} | set(PACKAGE.glob("*/paper.py"))
    for file, _function in views():
        room, noun = file.relative_to(PACKAGE).parts[0], file.stem
        found |= {path for layer in LAYERS if (path := PACKAGE / room / layer / f"{noun}.py").exists()}
        found |= {path for layer in LAYERS for path in (PACKAGE / room / layer).glob(f"{noun}_*.py")}
        found |= imported(file, room)
    return found


def imported(file: Path, room: str) -> set[Path]:
    """The rules and forms of the room that a view is made with."""
    wanted = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"fremskudt.{room}."):
            parts = node.module.split(".")[1:]
            for path in [PACKAGE.joinpath(*parts), *(PACKAGE.joinpath(*parts, one.name) for one in node.names)]:
                if path.with_suffix(".py").exists() and path.parts[len(PACKAGE.parts) + 1] in {"rules", "forms"}:
                    wanted.add(path.with_suffix(".py"))
    return wanted


def of_template(file: Path) -> Iterator[str]:
    """What stands in a template: marked texts, and in a mail the whole of it."""
    source = COMMENT.sub("", file.read_text("utf-8"))
    for quoted in [*TRANS.findall(source), *MARKED.findall(source)]:
        yield quoted[1:-1]
    for block in BLOCKTRANS.findall(source):
        for part in re.split(r"\{%-?\s*plural\s*-?%\}", block):
            yield as_msgid(part)
    yield re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", BLOCKTRANS.sub(" ", source), flags=re.DOTALL)


def as_msgid(block: str) -> str:
    """A block of text as the catalogue has it."""
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", block)


def of_module(file: Path) -> Iterator[str]:
    """The texts that a module marks for the screen; on paper every text, since it is drawn as it is."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
            yield from (part.value for part in node.args if is_text(part))  # type: ignore[attr-defined]
        elif file.name == "paper.py" and is_text(node):
            yield node.value  # type: ignore[attr-defined]


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def in_catalogue(found: Iterable[Text], entries: dict[str, list[str]]) -> list[Text]:
    """The same texts in English, those that the catalogue has."""
    return [Text(one.file, english) for one in found for english in entries.get(one.text, [])]
