"""The lines of »Opgaver« in words, each with the page that it leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fremskudt.casework.rules.task import GROUPS, KINDS, SOURCES, Group, Kind
from fremskudt.casework.selectors.task import Listing
from fremskudt.casework.selectors.task_line import Line
from fremskudt.casework.views.today_rows import address, clock, day_words

AHEAD_SHOWN = 20
# Where a line leads, the first of these pages that exists; »pk« is the number of what it is about.
PAGES: dict[Kind, tuple[str, ...]] = {
    Kind.STEP: ("transition",), Kind.GOAL: ("plan",), Kind.ROLE: ("role_again pk", "roles"),
    Kind.CONSENT: ("consent_again pk", "consent"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line. `task` is the number of a task that is pressed here; the others lead on to where they are kept."""

    title: str
    fact: str
    href: str = ""
    task: int = 0
    hand_on: str = ""
    can_undo: bool = False


def sections(listing: Listing, *, everything: bool) -> dict[str, Any]:
    """The page in words."""
    groups, n_hidden = [], 0
    for group, lines in listing.groups.items():
        shown = lines if everything or group is not Group.AHEAD else lines[:AHEAD_SHOWN]
        n_hidden += len(lines) - len(shown)
        groups.append((group, _(GROUPS[group]), [row_of(line) for line in shown]))
    done = [_done(line) for line in listing.done]
    return {
        "groups": groups, "n_hidden": n_hidden, "lapsing": [row_of(line) for line in listing.lapsing],
        "nobodys": [row_of(line) for line in listing.nobodys], "done": done,
        "fresh": next((row for row in done if row.can_undo), None),
        "moved": [Row(line.words, _about(line)) for line in listing.moved],
    }  # fmt: skip


def row_of(line: Line) -> Row:
    if line.kind is Kind.CONSENT:
        day = formats.date_format(line.on, "j. F")
        return Row(line.words, " · ".join((_about(line), _("udløber %(day)s") % {"day": day})), page_of(line))
    facts = [_about(line), _source(line), day_words(line.on, timezone.localdate())]
    if line.has_ended:
        facts.append(_("farvel for nu er sagt, og opgaven står, til den er gjort"))
    fact = " · ".join(one for one in facts if one)
    if line.kind is not Kind.TASK:
        return Row(line.words, fact, page_of(line))
    here = f"{reverse('casework:task_hand_on')}?opgave={line.pk}" if line.about else ""
    return Row(line.words, fact, page_of(line), task=line.pk, hand_on=here)


def page_of(line: Line) -> str:
    """Where a line leads. From a task: to the citizen's page for those who follow, else to what is agreed."""
    if line.about is None:
        return ""
    for page in PAGES.get(line.kind, ()):
        name, _sep, with_pk = page.partition(" ")
        if found := address(name, line.about.code, *([line.pk] if with_pk else [])):
            return found
    return address("citizen" if line.about.is_followed else "agreed_one", line.about.code)


def file_rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    yield [_("Dag"), _("Opgave"), _("Om"), _("Hvorfra")]
    for line in lines:
        yield [f"{line.on:%Y-%m-%d}", line.words, _about(line), _source(line)]


def _done(line: Line) -> Row:
    said = _("gjort kl. %(at)s") % {"at": clock(line.done_at)}
    return Row(line.words, " · ".join(one for one in (_about(line), said) if one), task=line.pk, can_undo=line.can_undo)


def _about(line: Line) -> str:
    return line.about.alias if line.about else ""


def _source(line: Line) -> str:
    return _(KINDS[line.kind]) if line.kind in KINDS else _(SOURCES[line.source])
