"""The sheet `choices`: lists of answers by name."""

from fremskudt.instruments.taking.draft import Draft, DraftOption
from fremskudt.instruments.taking.left import Done, What
from fremskudt.instruments.xlsform.columns import Speech, is_media
from fremskudt.instruments.xlsform.workbook import Sheet

LIST_NAME = ("list_name", "list name")
NAME = ("name", "value")


def lists_of(sheet: Sheet, speech: Speech, draft: Draft) -> dict[str, list[DraftOption]]:
    """List name → its answers. A name twice in one list is a reason to refuse."""
    found: dict[str, list[DraftOption]] = {}
    for row in sheet.rows:
        list_name, name = row.get(*LIST_NAME), row.get(*NAME)
        if not list_name or not name:
            draft.refuse(row.place(), "Rækken mangler list_name eller name.", "The row lacks list_name or name.")
            continue
        options = found.setdefault(list_name, [])
        if name in {option.name for option in options}:
            draft.refuse(
                row.place(), f"Svaret »{name}« står to gange i listen »{list_name}«.",
                f"The answer “{name}” stands twice in the list “{list_name}”.",
            )  # fmt: skip
        label = speech.words(row, "label")
        options.append(DraftOption(name, label or {"da": name, "en": name}, _number(row.get("code") or name)))
    _rest(sheet, speech, draft)
    return found


def _number(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _rest(sheet: Sheet, speech: Speech, draft: Draft) -> None:
    """Columns that we do not carry: each told once, with the first cell of it."""
    for column in sheet.columns:
        known = column in {*LIST_NAME, *NAME, "code", ""} or speech.language(column) is not None
        first = next((row for row in sheet.rows if column in row.cells), None)
        if first is not None and not known:
            what = What.MEDIA if is_media(column) else What.FIELD
            draft.leave(first.place(column), what, Done.DROPPED, column)
