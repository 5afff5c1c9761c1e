"""The pages of docs/reference that are made from the code: data-policy.md and who-may-what.md, in English."""

from collections.abc import Callable, Iterable

from django.utils.translation import override

from fremskudt.access.data_policy import CLASS_MEANINGS, CLASS_NAMES, KEEP_WORDS
from fremskudt.access.record import FLOWS, MEASURES, rooms
from fremskudt.access.rules.policy import DataClass
from fremskudt.access.who_may_what import Rule, who_may_what

MADE = "Made from the code by `fremskudt record`. Do not edit."


def data_policy() -> str:
    """The record of processing."""
    lines = [
        "# Data policy and record of processing", "", MADE, "",
        "Every field of the database has a class; the system check `fremskudt.E005` refuses one that has none. "
        "The number that the database gives a row is a key everywhere and is not listed.", "",
        *_table(
            ["Class", "Called", "Means"],
            [[f"`{kind}`", CLASS_NAMES[kind], CLASS_MEANINGS[kind]] for kind in DataClass],
        ),
        "", "## How long", "", *_table(["Rule", "Words"], [[f"`{keep}`", words] for keep, words in KEEP_WORDS.items()]),
    ]  # fmt: skip
    for room, kinds in rooms():
        lines += ["", f"## {room}"]
        for kept in kinds:
            lines += [
                "",
                f"### {kept.label}: {kept.name}",
                "",
                f"{kept.purpose} About: {kept.about}. Kept: {kept.keep}",
            ]
            fields = [[f"`{field}`", f"`{kind}`"] for kind, names in kept.fields for field in names]
            lines += ["", *_table(["Field", "Class"], fields)]
    lines += ["", "## Doors between the worlds", ""]
    lines += [f"- {flow.name}. {flow.words}{'' if flow.is_open else ' Not built yet.'}" for flow in FLOWS]
    lines += ["", "## Measures", "", *(f"- {measure}" for measure in MEASURES), ""]
    return "\n".join(lines)


def who_may_what_page() -> str:
    found = who_may_what()
    grid = [[words, *("yes" if held else "" for held in row)] for words, row in found.grid]
    lines = ["# Who may what", "", MADE, "", *_table(["", *found.roles], grid)]
    for rule in found.rules:
        lines += ["", f"## {rule.words}", "", *_rule(rule)]
    return "\n".join([*lines, ""])


def _rule(rule: Rule) -> list[str]:
    lines = [f"Rule `{rule.key}`.", "", *(f"- {role}: {reason}" for role, reason in rule.roles)]
    lines += [""] * bool(rule.roles)
    rows = [[f"`{one.address}`", f"`{one.name}`", one.methods, one.roles, one.near] for one in rule.addresses]
    return lines + (
        _table(["Address", "Name", "Methods", "Roles", "Reaches"], rows) if rows else ["No address of its own."]
    )


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> list[str]:
    first, *others = ([str(cell).replace("|", "\\|") for cell in row] for row in [head, *rows])
    return [f"| {' | '.join(cells)} |" for cells in [first, ["---"] * len(first), *others]]


PAGES: dict[str, Callable[[], str]] = {"data-policy.md": data_policy, "who-may-what.md": who_may_what_page}


def pages() -> dict[str, str]:
    """File name → text."""
    with override("en"):
        return {name: make() for name, make in PAGES.items()}
