"""»Min historie kort« with its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, Citizen, StoryCard
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.plan import door_of


@dataclass(frozen=True)
class Story:
    pk: int
    number: int
    words: str
    made_at: datetime
    by: str
    approved_on: date | None
    approved_how: str


@dataclass(frozen=True)
class StoryPage:
    opened: Opened
    newest: Story | None
    approved: Story | None  # the newest that the citizen has said yes to
    earlier: Sequence[Story]
    refused: str
    open_door: OpenDoor | None

    @property
    def waiting(self) -> Story | None:
        """What the citizen has not said yes to yet."""
        return self.newest if self.newest and self.newest.approved_on is None else None

    @property
    def seen(self) -> int:
        return self.newest.pk if self.newest else 0


@transaction.atomic
def read_story(reach: Reach, code: str) -> StoryPage:
    return _read(reach, code, action="story.read")


@transaction.atomic
def read_story_print(reach: Reach, code: str) -> StoryPage:
    """The same, for the card in the citizen's hand."""
    return _read(reach, code, action="story.print")


@transaction.atomic
def read_story_for_writing(reach: Reach, code: str) -> StoryPage:
    page = _read(reach, code, action="story.read", permission=Permission.CASE_WRITE)
    require(may_write(has_ended=page.opened.has_ended))
    return page


def list_cards(citizen: Citizen) -> list[StoryCard]:
    """The newest first, those of an earlier course too: nobody tells it all again because they came back."""
    cards = StoryCard.objects.filter(case__in=Case.objects.of(citizen)).select_related("by")
    return list(cards.order_by("-case__found_on", "-case_id", "-version"))


def _read(reach: Reach, code: str, *, action: str, permission: Permission = Permission.CASELOAD_READ) -> StoryPage:
    opened = open_case(reach, code, permission)
    found = list_cards(opened.citizen)
    newest = _story(found[0]) if found else None
    approved = next((card for card in found if card.approved_on), None)
    page = StoryPage(
        opened=opened,
        newest=newest,
        approved=_story(approved) if approved else None,
        earlier=[_story(card) for card in found[1:] if card is not approved],
        refused=may_write(has_ended=opened.has_ended).reason,
        open_door=door_of(reach, opened),
    )
    log_read(reach, opened, action, "free_text")
    return page


def _story(card: StoryCard) -> Story:
    return Story(card.pk, card.version, card.words, card.made_at, card.by.name, card.approved_on, card.approved_how)
