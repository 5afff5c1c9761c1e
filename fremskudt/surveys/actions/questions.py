"""Asking in person: read aloud and pressed together, the phone given away, or a link shown. Each is noted as asked."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fremskudt.access.models import PersonalLink, User
from fremskudt.casework.models import Citizen
from fremskudt.instruments import Item
from fremskudt.surveys.actions import answer, answer_link
from fremskudt.surveys.actions.invitation import invite
from fremskudt.surveys.models import Response
from fremskudt.surveys.rules.bites import Given
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.asked import Asked

TOGETHER = {Mode.ASSISTED: Way.TOGETHER, Mode.PHONE: Way.CALL}


def ask_together(*, asked: Asked, item: Item, given: Given, operation: UUID, mode: Mode, by: User) -> Response:
    """The answer to one question (left out: skipped), with the reader as helper. The same operation twice is once."""
    with transaction.atomic():
        invite(asked=asked, way=TOGETHER[mode], by=by)
        return answer.give(
            asked=asked, items=[item.id], given=given, operation=operation, mode=mode, by=by, helped_by=by
        )


def give_phone(*, asked: Sequence[Asked], citizen: Citizen, by: User) -> PersonalLink:
    """What opens the questions on the worker's own phone. NotNow where one of them may not be asked."""
    with transaction.atomic():
        for one in asked:
            invite(asked=one, way=Way.PHONE_GIVEN, by=by)
        return answer_link.hand_link(citizen=citizen, by=by)


def show_link(*, asked: Sequence[Asked], citizen: Citizen, by: User) -> tuple[PersonalLink, str]:
    """A link and its secret, for the citizen's own phone. NotNow where one of these may not be asked."""
    with transaction.atomic():
        for one in asked:
            invite(asked=one, way=Way.LINK, by=by)
        return answer_link.give_link(citizen=citizen, by=by)
