"""A tip that became a course, as plain rows: a test of what its house may know does not rest on the page of the yes."""

import re
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.casework.models import Citizen, ConsentEntry, SaidYes
from fremskudt.partnership.models import Tip, TipStep
from tests.casework.consent_field import say
from tests.cast import Cast


def said_yes(tip: Tip, citizen: Citizen, people: Cast, feedback: ConsentEntry | None = None) -> SaidYes:
    """The person said yes to a course; that the house may know is another question."""
    now = timezone.now()
    TipStep.objects.create(tip=tip, kind="said_yes", made_at=now, by=people.therapist)
    return SaidYes.objects.create(
        tip=tip, citizen=citizen, form="oral", witness="Vi var alene", words="Vil du have et forløb?", said_at=now,
        feedback=feedback, made_at=now, by=people.therapist,
    )  # fmt: skip


def may_know(citizen: Citizen, house: Organisation, people: Cast, **more: Any) -> ConsentEntry:
    """What the person said to the house knowing that there is a contact: yes, unless something else is told."""
    told = {"purpose": "feedback", "topics": "appointments", "direction": "tell", **more}
    return say(citizen, house, by=people.therapist, **told)


def bare(response: Any) -> bytes:
    """The page as it came, but for the mark against forged posts, which is new each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)
