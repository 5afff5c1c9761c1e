"""Write »Min historie kort« anew, and write down the citizen's yes to it. No version is ever changed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import Case, StoryCard
from fremskudt.casework.rules import story as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.story import list_cards


class StoryWrittenMeanwhileError(Exception):
    """Somebody else wrote a version since the writer's page was fetched."""


def write(*, case: Case, words: str, seen: int, by: User) -> StoryCard:
    """A new version, which the citizen has not said yes to; the same words again are no new version.

    `seen` is the id of the newest version on the writer's page, 0 for none.
    """
    with transaction.atomic():
        held = locked(case)
        require(may_write(has_ended=has_ended(held)))
        found = list_cards(held.citizen)
        if found and found[0].words == words:
            return found[0]
        if seen != (found[0].pk if found else 0):
            raise StoryWrittenMeanwhileError
        number = max((card.version for card in found), default=0) + 1
        card = StoryCard.objects.create(case=held, version=number, words=words, made_at=timezone.now(), by=by)
        audit.record(by=by, action="story.write", subject=held.citizen.key, purpose=Purpose.CARE, fields="free_text")
    return card


def approve(*, case: Case, read: int, on: date, how: str, by: User) -> None:
    """The citizen said yes to the version that was read. Said twice, the first yes stands."""
    with transaction.atomic():
        held = locked(case)
        found = list_cards(held.citizen)
        newest = found[0] if found else None
        require(rules.may_approve(newest=newest.pk if newest else None, read=read, has_ended=has_ended(held)))
        if newest is None or newest.approved_on is not None:
            return
        newest.approved_on, newest.approved_how = on, how
        newest.save(update_fields=["approved_on", "approved_how"])
        audit.record(
            by=by, action="story.approve", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded,free_text"
        )
