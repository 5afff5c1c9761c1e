"""The sheet `fremskudt`: what XLSForm has no room for, as we wrote it, and the way back from it."""

from dataclasses import dataclass

from fremskudt.instruments.taking.draft import Draft, DraftSource, Words
from fremskudt.instruments.taking.left import Done, What
from fremskudt.instruments.xlsform.columns import Speech
from fremskudt.instruments.xlsform.workbook import Row, Sheet

SHEET = "fremskudt"


@dataclass(frozen=True)
class Told:
    """One line of the sheet."""

    row: Row
    about: str
    name: str
    field: str
    value: str
    words: Words

    @property
    def number(self) -> int | None:
        return int(self.value) if self.value.removeprefix("-").isdigit() and len(self.value) < 10 else None


def read(sheet: Sheet | None, draft: Draft, speech: Speech) -> list[Told]:
    """The lines, when the sheet is about this very form; the head of the form is filled in from them."""
    told = [_told(row, speech) for row in sheet.rows] if sheet is not None else []
    draft.is_ours = any(one.about == "instrument" and one.name == draft.id for one in told)
    if sheet is not None and not draft.is_ours:
        draft.leave(sheet.name, What.SHEET, Done.DROPPED, sheet.name)
        return []
    for one in told:
        match one.about, one.field:
            case "instrument", "respondent" if one.value in {"citizen", "therapist"}:
                draft.respondent = one.value
            case "instrument", "modes":
                draft.modes = one.value.split()
            case "instrument", "source":
                draft.source = one.value
            case "instrument", "title":
                draft.title = one.words
            case "source", _:
                _source(one, draft)
    return told


def _told(row: Row, speech: Speech) -> Told:
    words = speech.words(row, "label")
    return Told(row, row.get("about"), row.get("name"), row.get("field"), row.cells.get("value", ""), words)


def _source(one: Told, draft: Draft) -> None:
    source = draft.sources.setdefault(one.name, DraftSource({}, "", {}, True))
    match one.field:
        case "holder":
            source.holder = one.value
        case "verbatim":
            source.verbatim = one.value != "false"
        case "title":
            source.title = one.words
        case "terms":
            source.terms = one.words


def tell(told: list[Told], draft: Draft) -> None:
    """What the lines say of questions and scores that are there; a line about anything else is noted."""
    for one in told:
        known = one.about in {"instrument", "source", "missing"}
        if not known and not (_of_score(one, draft) if one.about == "score" else _of_item(one, draft)):
            draft.leave(one.row.place(), What.FIELD, Done.DROPPED, f"{one.about} {one.name} {one.field}")


def _of_item(one: Told, draft: Draft) -> bool:
    found = [question for question in draft.questions if question.name == one.name]
    for question in found:
        match one.field:
            case "recall":
                question.recall = one.value
            case "source":
                question.source = one.value
            case "scale":
                question.scale = one.value
            case "warn_above":
                question.warn_above = one.number
            case "anchor" if one.number is not None:
                question.anchors[one.number] = one.words
            case _:
                return False
    return bool(found)


def _of_score(one: Told, draft: Draft) -> bool:
    found = [score for score in draft.scores if score.name == one.name]
    for score in found:
        match one.field:
            case "change":
                score.change = one.number
            case "note":
                score.note = one.words
            case _:
                return False
    return bool(found)
