"""People in a round, and its page."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.casework.models import Case, Citizen, Ending, TakingPart
from fremskudt.surveys.actions import hold, invitation, no_answer
from fremskudt.surveys.models import Wave
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.ways import Way
from tests.casework.field import citizen
from tests.cast import Cast
from tests.surveys.asking_field import asked, days, give, give_all


def person(people: Cast, wave: Wave, alias: str, *, answer: str = "yes", by: Any = None, ago: int = 50) -> Citizen:
    """Somebody in the wave who was asked about the study long ago, followed by Tea unless it is told by whom."""
    made = citizen(people, alias, followed_by=by or people.therapist)
    Case.objects.filter(citizen=made).update(found_on=days(-90), started_on=days(-ago))
    if answer:
        at = timezone.now() - timedelta(days=45)
        TakingPart.objects.create(
            citizen=made, study=wave.study.slug, answer=answer, form="oral", witness="Vi var alene",
            words="Vil du være med?", said_at=at, made_at=at, by=people.therapist,
        )  # fmt: skip
    return made


def page(wave: Wave) -> str:
    return reverse("surveys:round", args=[wave.pk])


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def one_of_each(people: Cast, wave: Wave) -> dict[str, Citizen]:
    """Thirteen people, one or two in each state."""
    by = people.therapist
    names = ["Helt", "Igang", "Stoppet", "Spurgt", "Nej", "Truffet", "Vent", "Syg", "Ikke", "Flyttet", "Uden"]
    who = {name: person(people, wave, name, answer="" if name == "Uden" else "yes") for name in names}
    who["Aldrig"] = person(people, wave, "Aldrig", answer="no")
    who["Senere"] = citizen(people, "Senere", followed_by=by)  # only possible so far
    who["Slut"] = person(people, wave, "Slut")
    Ending.objects.create(
        case=who["Slut"].cases.get(), on=days(-20), reason=5, phase=2, onward="support", onward_words="Bostøtte",
        made_at=timezone.now(), by=by,
    )  # fmt: skip
    give_all(who["Helt"], wave, by=by)
    for name in ("Igang", "Stoppet"):
        first = asked(who[name], wave).bites[0].items[0]
        give(who[name], wave, {first: 3}, by=by, mode=Mode.ASSISTED, helped_by=by)
    invitation.invite(asked=asked(who["Spurgt"], wave), way=Way.LINK, by=by)
    hold.hold(asked=asked(who["Vent"], wave), instrument="", reason="ill", until_on=days(9), by=by)
    reasons = {"Stoppet": "broken_off", "Nej": "said_no", "Truffet": "not_found", "Syg": "admitted", "Flyttet": "moved"}
    for name, why in reasons.items():
        no_answer.tell(asked=asked(who[name], wave), why=why, by=by)
    return who
