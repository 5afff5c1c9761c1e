"""What is known of somebody when a message would go to them, and how the messages of a municipality stand."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from fremskudt.access import gateways
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Barring, Case, Citizen, Message
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import message as rules
from fremskudt.casework.rules.message import Kind, Standing
from fremskudt.casework.rules.message_text import may_say
from fremskudt.casework.selectors.contact_agreement import in_force
from fremskudt.casework.selectors.message_agreement import newest_answer
from fremskudt.casework.selectors.message_phone import has_phone
from fremskudt.casework.selectors.pause import open_pauses
from fremskudt.partnership.models import AvoidedWord


def may_write(
    citizen: Citizen, kind: Kind, now: datetime, *, sender: User | None = None, is_dead: bool = False
) -> Verdict:
    """May this kind go to the citizen now? Opens no number and writes no event."""
    return rules.may_write(kind, standing(citizen.merged_into or citizen, now, sender=sender, is_dead=is_dead))


def standing(root: Citizen, now: datetime, *, sender: User | None, is_dead: bool) -> Standing:
    """Of a record as it is kept."""
    newest = newest_answer(root)
    case = Case.objects.of(root).select_related("ending").order_by("-found_on", "-pk").first()
    agreement = in_force(case) if case else None
    return Standing(
        local=timezone.localtime(now), answer=newest.answer if newest else "", has_phone=has_phone(root),
        has_gateway=gateways.is_on(), is_dead=is_dead, has_ended=case is not None and hasattr(case, "ending"),
        is_away=case is not None and case.pk in open_pauses([case.pk]),
        not_now_until=agreement.not_now_until if agreement else None,
        is_barred=bool(sender) and Barring.objects.of(root).filter(user=sender, lifted_at=None).exists(),
        newest_on=newest_day(root),
    )  # fmt: skip


def newest_day(root: Citizen) -> date | None:
    """The day they were last written to about questions, or may have been: one that was refused did not go."""
    told = of_family(root).filter(kind__in=rules.ABOUT_QUESTIONS, failed_at=None).order_by("-made_at").first()
    return timezone.localdate(told.made_at) if told else None


def of_family(root: Citizen) -> QuerySet[Message]:
    return Message.objects.filter(Q(citizen=root) | Q(citizen__merged_into=root))


def questions_told(roots: Collection[int]) -> dict[int, list[Message]]:
    """Id of a kept record → the messages about questions that it and what was merged into it got. One query."""
    found: dict[int, list[Message]] = {root: [] for root in roots}
    told = Message.objects.filter(kind__in=rules.ABOUT_QUESTIONS).annotate(root=ROOT)
    for one in told.filter(root__in=list(roots)).order_by("made_at", "pk"):
        found[one.root].append(one)
    return found


def may_say_to(root: Citizen, text: str) -> Verdict:
    """Does it tell nothing, by the words that their municipality avoids and the names of its centres too?"""
    return may_say(text, *words_that_tell([root.municipality_id]))


def words_that_tell(towns: Iterable[int]) -> tuple[list[str], list[str]]:
    """What these municipalities have chosen to avoid, and what their centres are called."""
    towns = list(towns)
    own = AvoidedWord.objects.filter(municipality__in=towns).order_by("word").values_list("word", flat=True)
    centres = Organisation.objects.within(towns).filter(kind=Organisation.Kind.DRUG_CENTRE)
    return list(own), list(centres.order_by("name").values_list("name", flat=True))
