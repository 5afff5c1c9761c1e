"""The groups of the caseload: by what is agreed with each, in words, and never a mark on a person."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.basics.codes import new_code
from fremskudt.casework.models import (
    Appointment,
    Assignment,
    Case,
    Citizen,
    Contact,
    ContactAgreement,
    Ending,
    Pause,
    SafetyNotice,
    TreatmentRequest,
    UrgentRequest,
)  # fmt: skip
from fremskudt.casework.rules.caseload import GROUPS, Group, Standing, days_unseen, group_of, place
from fremskudt.casework.templatetags.caseload import days_ago, rhythm
from tests.casework import field
from tests.cast import Cast

TODAY = timezone.localdate()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("standing", "group"),
    [
        (Standing(ago(100)), Group.SLIPPED),  # never seen, counted from the day they were found
        (Standing(ago(14)), Group.RHYTHM),
        (Standing(ago(15)), Group.SLIPPED),
        (Standing(ago(100), last_seen_on=ago(14)), Group.RHYTHM),
        (Standing(ago(100), last_seen_on=ago(15)), Group.SLIPPED),
        (Standing(ago(100), last_seen_on=ago(8), every_days=7), Group.SLIPPED),
        (Standing(ago(100), last_seen_on=ago(7), every_days=7), Group.RHYTHM),
        (Standing(ago(100), last_seen_on=ago(60), every_days=90), Group.RHYTHM),
        (Standing(ago(100), not_now_until=ago(-1)), Group.RHYTHM),
        (Standing(ago(100), not_now_until=TODAY), Group.SLIPPED),
        (Standing(ago(100), not_now_until=date.max), Group.RHYTHM),
        (Standing(ago(100), look_again_on=ago(3)), Group.PAUSE),
        (Standing(ago(100), look_again_on=ago(3), ended_on=ago(2)), Group.FAREWELL),
        (Standing(ago(800), ended_on=ago(365)), Group.FAREWELL),
        (Standing(ago(800), ended_on=ago(366)), None),
        (Standing(ago(100), ended_on=ago(2), is_door=True), Group.DOOR),
    ],
)
def test_group_is_by_what_is_agreed(standing: Standing, group: Group | None) -> None:
    assert group_of(standing, TODAY) is group


def test_group_every_one_has_words() -> None:
    assert list(GROUPS) == list(Group)


def test_group_order_is_by_who_waits_the_most_rhythms_then_by_whose_turn_is_next() -> None:
    people = {
        "b weekly, 14 days": Standing(ago(99), ago(14), 7),
        "a fortnightly, 20 days": Standing(ago(99), ago(20)),
        "d fortnightly, 2 days": Standing(ago(99), ago(2)),
        "c monthly, 25 days": Standing(ago(99), ago(25), 30),
        "e pause": Standing(ago(99), look_again_on=ago(-3)),
        "f pause": Standing(ago(99), look_again_on=ago(-2)),
        "g gone": Standing(ago(99), ended_on=ago(30)),
        "h gone": Standing(ago(99), ended_on=ago(3)),
        "i door": Standing(ago(99), is_door=True),
    }
    in_order = sorted(people, key=lambda alias: place(people[alias], alias, TODAY))
    assert "".join(alias[0] for alias in in_order) == "ibacdfehg"
    assert days_unseen(Standing(ago(9), ago(-4)), TODAY) == 0


def test_group_words_of_days_and_rhythms() -> None:
    assert [days_ago(n) for n in (0, 1, 2, 9)] == ["i dag", "i går", "2 dage siden", "9 dage siden"]
    words = {None: "", 1: "aftalt: hver dag", 7: "aftalt: hver uge", 14: "aftalt: hver 14. dag"}
    assert {every: rhythm(every) for every in words} == words


# the page

HOME = "/borgere/"


def written(people: Cast, citizen: Citizen) -> dict[str, Any]:
    return {"case": Case.objects.get(citizen=citizen), "made_at": timezone.now(), "by": people.therapist}


def seen(people: Cast, citizen: Citizen, days: int, outcome: str = "met") -> None:
    Contact.objects.create(
        at=timezone.now() - timedelta(days=days), outcome=outcome, place="home", way="in_person", operation=uuid4(),
        **written(people, citizen),
    )  # fmt: skip


def someone(people: Cast, alias: str, found: int = 100) -> Citizen:
    made = field.citizen(people, alias, new_code(), followed_by=people.therapist)
    Case.objects.filter(citizen=made).update(found_on=ago(found))
    return made


def shown(client: Client) -> str:
    page = re.sub(r"<[^>]+>", "\n", client.get(HOME).content.decode())
    return re.sub(r"\s*\n\s*", "\n", page)


@pytest.mark.database
@pytest.mark.django_db
def test_groups_stand_in_their_order_with_what_is_next(tea: Client, people: Cast) -> None:
    slipped, rhythmic, paused, gone = (someone(people, alias) for alias in ("Ugle", "Kanel", "Havre", "Hylde"))
    seen(people, slipped, 20)
    seen(people, slipped, 2, outcome="not_home")  # tried is not seen
    seen(people, rhythmic, 9)
    ContactAgreement.objects.create(every_days=10, **written(people, rhythmic))
    Appointment.objects.create(
        at=timezone.now() + timedelta(days=40), place="home", owner=people.therapist, what_for="Brev fra banken",
        **written(people, rhythmic),
    )  # fmt: skip
    Pause.objects.create(cause="rest", began_on=ago(5), look_again_on=date(2099, 12, 1), **written(people, paused))
    Ending.objects.create(on=ago(30), reason=7, phase=1, onward="stay", onward_words="x", **written(people, gone))
    page = shown(tea)
    order = ["Ikke set længe", "Ugle", "20 dage siden", "I rytme", "Kanel", "9 dage siden · aftalt: hver 10. dag",
             "Holder pause", "Havre", "Se på det igen 1. december 2099", "Farvel for nu", "Hylde",
             "Kom igen"]  # fmt: skip
    places = [page.index(f"\n{words}") for words in order]
    assert places == sorted(places), page
    assert "Brev fra banken" not in page
    html = tea.get(HOME).content.decode()
    assert html.count("Vi sås") == html.count("Jeg prøvede") == 3
    for citizen in (slipped, rhythmic, paused):
        assert f'href="{reverse("casework:contact_met", args=[citizen.code])}"' in html
    assert f'href="{reverse("casework:come_again", args=[gone.code])}"' in html


@pytest.mark.database
@pytest.mark.django_db
def test_groups_chips_tell_what_to_mind(tea: Client, people: Cast) -> None:
    kanel, havre = someone(people, "Kanel", 3), someone(people, "Havre", 3)
    for kind in ("go_two", "dog", "dog"):
        SafetyNotice.objects.create(
            citizen=kanel, kind=kind, words="Hund", seen_on=TODAY, seen_by="Tea", review_on=TODAY,
            made_at=timezone.now(), by=people.therapist,
        )  # fmt: skip
    UrgentRequest.objects.create(
        municipality=kanel.municipality, asked_at=timezone.now(), **written(people, kanel)
    )  # fmt: skip
    TreatmentRequest.objects.create(asked_on=ago(10), **written(people, kanel))
    ContactAgreement.objects.create(not_now_until=date.max, **written(people, havre))
    page = shown(tea)
    for words in (
        "Beder om hjælp i dag",
        "Gå to",
        "Hund",
        "Frist om 4 dage",
        "Ikke nu. Borgeren siger selv til",
    ):
        assert page.count(f"\n{words}\n") == 1, words
    assert page.count("\nikke set endnu, fundet 3 dage siden\n") == 2


@pytest.mark.database
@pytest.mark.django_db
def test_groups_leave_out_a_farewell_of_long_ago_which_a_search_finds(tea: Client, people: Cast) -> None:
    gone = someone(people, "Hylde", 900)
    Ending.objects.create(on=ago(400), reason=7, phase=1, onward="stay", onward_words="x", **written(people, gone))
    assert "Hylde" not in shown(tea)
    found = tea.post("/borgere/soeg/", {"words": "hylde"}).content.decode()
    assert gone.code in found
    assert "Kom igen" in found


@pytest.mark.database
@pytest.mark.django_db
def test_groups_of_one_who_returned_are_by_the_newest_course(tea: Client, people: Cast) -> None:
    back = someone(people, "Hylde", 300)
    Ending.objects.create(on=ago(100), reason=7, phase=1, onward="stay", onward_words="x", **written(people, back))
    Case.objects.create(citizen=back, number=2, found_on=ago(2), made_at=timezone.now(), by=people.therapist)
    page = shown(tea)
    assert "I rytme" in page
    assert "Farvel for nu" not in page


@pytest.mark.database
@pytest.mark.django_db
def test_groups_offer_no_buttons_behind_a_door_and_none_for_one_who_no_longer_follows(
    tea: Client, people: Cast
) -> None:
    from tests.casework.test_citizen import open_door

    behind = someone(people, "Kanel")
    Assignment.objects.filter(citizen=behind).update(ended_at=timezone.now())
    assert "Kanel" not in shown(tea)
    open_door(behind, people.therapist)
    page = shown(tea)
    assert "Åben dør" in page
    assert "Vi sås" not in page
