"""What somebody does with their own key: answers, says who may see it, answers to the next appointment, »ikke nu«.

What concerns the citizen's course is logged without the key of a sheet, so that no line of the log ties the two.
"""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose, record
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import call_request, consent, own_not_now
from fremskudt.casework.models import Appointment, Citizen
from fremskudt.casework.rules.call_request import Who
from fremskudt.instruments import Item
from fremskudt.surveys.actions import answer
from fremskudt.surveys.models import Response
from fremskudt.surveys.rules import bites
from fremskudt.surveys.rules import own_next as rules
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.selectors.asked import Asked
from fremskudt.surveys.selectors.own_key import Key
from fremskudt.surveys.selectors.own_next import find_next


def give(*, key: Key, asked: Asked, item: Item, given: bites.Given, operation: UUID, shared: str = "") -> UUID:
    """Hand in one question; the answer is the operation it stands under. Whoever holds the key answers alone, also on
    a phone that a worker handed over: what is asked and answered together goes another way.

    The page's operation with what was chosen: the same press twice is once, and another choice on the same page (that
    the browser had kept) is another press. `shared` is what was said before there was anything to say it of.
    """
    press = uuid5(operation, f"{item.id}={given.get(item.id)!r}")
    with transaction.atomic():
        response = answer.give(asked=asked, items=[item.id], given=given, operation=press, mode=Mode.SELF, by=key.actor)
        if shared and not response.shared:
            _share(response, shared, key, asked)
    return press


def share(*, key: Key, asked: Asked, shared: str) -> bool:
    """May the contact see it: yes or no, from now on. No where nothing is answered that it could be said of."""
    with transaction.atomic():
        response = Response.objects.select_for_update().filter(pk=asked.response.pk).first() if asked.response else None
        if response is None:
            return False
        if response.shared != shared:
            _share(response, shared, key, asked)
    return True


def reply(*, key: Key, citizen: Citizen, appointment: int, reply: str, operation: UUID) -> None:
    """»Det er fint« or »En anden dag«: a line for those who follow. NotNow where the time was moved meanwhile."""
    with transaction.atomic():
        coming = find_next(citizen)
        if coming is None or coming.pk != appointment:
            raise NotNow(rules.MOVED)
        _tell(key, citizen, rules.REPLIES[reply], coming, operation)


def not_now(*, key: Key, citizen: Citizen, until: date, operation: UUID) -> None:
    """They want to be left alone until then; where a time is agreed before that day, those who follow get a line."""
    with transaction.atomic():
        own_not_now.say(citizen=citizen, until=until, given_by=key.link.made_by, by=key.acting)
        coming = find_next(citizen)
        if coming and timezone.localdate(coming.at) < until:
            _tell(key, citizen, rules.NOT_NOW, coming, operation)


def stop_sharing(*, key: Key, citizen: Citizen) -> None:
    """Every yes of the citizen ends. Whether there was any is not said to a key that only writes."""
    consent.stop_all(citizen=citizen, by=None, link=None if key.sheet else key.link, actor=key.acting)


def write(*, key: Key, citizen: Citizen, words: str, is_urgent: bool, operation: UUID) -> None:
    """What they wrote, for those who follow."""
    call_request.ask(
        municipality=citizen.municipality, citizen=citizen, who=Who.SELF, words=words, is_urgent=is_urgent,
        operation=operation, link=None if key.sheet else key.link,
    )  # fmt: skip


def _share(response: Response, shared: str, key: Key, asked: Asked) -> None:
    Response.objects.filter(pk=response.pk).update(shared=shared)
    record(by=key.actor, action="own_answers.share", subject=asked.subject, purpose=Purpose.OWN, fields="coded")


def _tell(key: Key, citizen: Citizen, words: str, coming: Appointment, operation: UUID) -> None:
    at = timezone.localtime(coming.at)
    day = " ".join([date_format(at, "l j. F"), gettext("kl. %(time)s") % {"time": date_format(at, "H.i")}])
    write(key=key, citizen=citizen, words=gettext(words) % {"day": day}, is_urgent=False, operation=operation)
