"""One row of the sheet `survey`: what its type is, and what is said about it in the other columns."""

import re
from dataclasses import dataclass

from fremskudt.instruments.taking.draft import Draft, DraftQuestion, NotUnderstood, Wanted
from fremskudt.instruments.taking.left import Done, What
from fremskudt.instruments.xlsform.columns import Speech, is_media
from fremskudt.instruments.xlsform.workbook import Row
from fremskudt.instruments.xlsform.xpath import condition_of, limits_of

NO = {"", "no", "false", "false()", "0"}
GRID = {"table-list", "list-nolabel", "matrix", "grid", "grid-theme"}
PLAIN_LOOK = {"", "field-list", "minimal", "quick", "columns", "columns-pack", "no-buttons", "horizontal", "vertical"}
META = {
    "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "simserial", "subscriberid",
    "start-geopoint", "background-audio", "hidden", "xml-external", "csv-external",
}  # fmt: skip
KINDS = {
    "text": What.FREE_TEXT, "date": What.DATE, "time": What.DATE, "datetime": What.DATE,
    "image": What.MEDIA, "audio": What.MEDIA, "video": What.MEDIA, "file": What.MEDIA,
}  # fmt: skip
CARRIED = {
    "type", "name", "required", "relevant", "constraint", "calculation", "appearance", "choice_filter", "default",
    "parameters", "readonly", "read_only", "disabled", "repeat_count",
}  # fmt: skip
EDGE = re.compile(r"^(begin|end)_(group|repeat)$", re.IGNORECASE)
PARAMETER = re.compile(r"(start|end|step)\s*=\s*(-?[0-9]+)(?![0-9.])")


@dataclass(frozen=True)
class Kind:
    """The type of a row in its parts: `begin`, `end`, `select_one`, `select_multiple`, or the type as it stands."""

    name: str
    of: str = ""  # group or repeat, or the list of answers
    or_other: bool = False


def kind_of(row: Row) -> Kind:
    words = EDGE.sub(r"\1 \2", row.get("type")).split()
    match [word.casefold() for word in words]:
        case ["begin" | "end" as edge, "group" | "repeat" as what]:
            return Kind(edge, what)
        case ["select", "one" | "multiple" as many, *_] if len(words) > 2:
            return Kind(f"select_{many}", words[2], words[3:4] == ["or_other"])
        case ["select_one" | "select_multiple" as name, *_] if len(words) > 1:
            return Kind(name, words[1], words[-1] == "or_other")
        case [first, *_]:
            return Kind(first)
    return Kind("")


def details(row: Row, question: DraftQuestion, draft: Draft) -> None:
    """Limits, condition and look of a question; what does not come along is noted."""
    if row.get("required").casefold() not in NO:
        draft.leave(row.place("required"), What.REQUIRED, Done.FREE)
    if row.get("default"):
        draft.leave(row.place("default"), What.INITIAL, Done.DROPPED)
    question.wanted = route(row, draft)
    _limits(row, question, draft)
    look(row, draft)


def look(row: Row, draft: Draft) -> None:
    for word in row.get("appearance").split():
        if word in GRID:
            draft.leave(row.place("appearance"), What.GRID, Done.APART)
        elif word not in PLAIN_LOOK:
            draft.leave(row.place("appearance"), What.APPEARANCE, Done.DROPPED, word)


def route(row: Row, draft: Draft) -> Wanted | None:
    path = row.get("relevant")
    try:
        return condition_of(path) if path else None
    except NotUnderstood as what:
        draft.refuse(
            row.place("relevant"), f"Betingelsen kan ikke læses ved »{what}«. Uden den ville andre blive spurgt.",
            f"The condition cannot be read at “{what}”. Without it others would be asked.",
        )  # fmt: skip
        return None


def _limits(row: Row, question: DraftQuestion, draft: Draft) -> None:
    rule = row.get("constraint")
    try:
        if rule:
            low, high = limits_of(rule)
            if question.kind != "integer":
                raise NotUnderstood(rule)
            question.minimum = low if low is not None else question.minimum
            question.maximum = high if high is not None else question.maximum
    except NotUnderstood:
        draft.leave(row.place("constraint"), What.CONSTRAINT, Done.DROPPED, rule[:80])


def span_of(row: Row, kind: Kind) -> tuple[int, int] | None:
    """Start and end of a `range` in steps of one; None for any other."""
    told = row.get("parameters")
    found = {key: int(value) for key, value in PARAMETER.findall(told)}
    if kind.name != "range" or "." in told or found.get("step", 1) != 1:
        return None
    return found.get("start", 1), found.get("end", 10)


def rest(row: Row, speech: Speech, draft: Draft, *known: str) -> None:
    """Note the cells that nobody asked for."""
    for column, text in row.cells.items():
        spoken = column.split(":")[0].strip() in {"label", "hint"} and speech.language(column) is not None
        if column in CARRIED or column in known or spoken:
            continue
        what = What.MEDIA if is_media(column) else What.FIELD
        if text.strip():
            draft.leave(row.place(column), what, Done.DROPPED, column)
