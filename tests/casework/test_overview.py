"""The leader's week: at most seven sentences, each with a door, and codes behind it; never a name, never a ranking."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import (
    Assignment,
    Cadence,
    Case,
    Citizen,
    ContactAgreement,
    Ending,
    FollowUp,
    Letter,
    Pause,
    SafetyNotice,
    TreatmentPlan,
    TreatmentRequest,
    UrgentRequest,
    Visit,
)
from fremskudt.casework.rules import overview as rules
from fremskudt.casework.rules.overview import Kind
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.task_field import row
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE = reverse("casework:overview")


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def followed(people: Cast, alias: str, found: int = 0) -> Case:
    made = citizen(people, alias, followed_by=people.therapist)
    case = made.cases.get()
    case.found_on = days_ago(found)
    case.save()
    return case


def everything_slips(people: Cast, case: Case) -> None:
    """One of each kind about the same citizen."""
    now, by = timezone.now(), people.therapist
    TreatmentRequest.objects.create(case=case, asked_on=days_ago(11), made_at=now, by=by)
    Letter.objects.create(case=case, line="Svar kommunen", deadline_on=days_ago(-3), owner=by, made_at=now, by=by)
    FollowUp.objects.create(case=case, kind="after_4_weeks", due_on=days_ago(0), owner=by, made_at=now, by=by)
    SafetyNotice.objects.create(
        citizen=case.citizen, kind="dog", words="Hund i gården", seen_on=days_ago(90), seen_by="Tea",
        review_on=days_ago(-2), made_at=now, by=by,
    )  # fmt: skip
    town = people.municipalities["Randers"]
    UrgentRequest.objects.create(municipality=town, case=case, asked_at=now, made_at=now, by=by)
    Visit.objects.create(
        user=by, municipality=town, began_at=now - timedelta(hours=2), back_at=now - timedelta(hours=1)
    )


LATER = {Kind.CONSENT, Kind.TASK, Kind.NOBODYS, Kind.MEETING}


def what_is_done_together_slips(people: Cast, case: Case) -> None:
    """The kinds that come after the first seven."""
    say(case.citizen, people.drop_in, by=people.therapist, days=5)
    row(people, case.citizen, people.therapist, people.centre, on=days_ago(1))
    row(people, case.citizen, None, None, on=days_ago(-20))
    Cadence.objects.create(
        municipality=people.municipalities["Randers"], case=case, every_days=14, from_on=days_ago(60),
        made_at=timezone.now() - timedelta(days=60), by=people.therapist,
    )  # fmt: skip


def test_overview_says_at_most_seven_sentences_the_most_urgent_first(people: Cast) -> None:
    everything_slips(people, followed(people, "Kanel", found=60))
    citizen(people, "Havre")  # whom nobody follows: the eighth, and the least urgent
    shown = enter(Client(), people.leader).get(PAGE).content.decode()
    said = [
        "1 er ikke meldt tilbage. Ring nu.",
        "1 beder om hjælp i dag",
        "1 frist på 14 dage",
        "1 brev har en frist",
        "1 er ikke set i sin rytme.",
        "1 opmærksomhed skal ses på igen.",
        "1 opfølgning efter farvel",
    ]
    assert [shown.index(words) for words in said] == sorted(shown.index(words) for words in said)
    assert "ikke fordelt" not in shown
    assert shown.count('class="row-link"') == rules.MOST_SENTENCES


def test_overview_without_anything_is_calm(people: Cast) -> None:
    shown = enter(Client(), people.leader).get(PAGE).content.decode()
    assert "Ro på. Ring til en partner, du ikke har talt med længe." in shown
    assert "Intet er ændret." in shown


@pytest.mark.parametrize("word", rules.LISTS)
def test_overview_lists_codes_and_who_follows_and_never_an_alias(people: Cast, word: str) -> None:
    case = followed(people, "Kanel", found=60)
    (what_is_done_together_slips if rules.LISTS[word] in LATER else everything_slips)(people, case)
    page = reverse("casework:overview_list", args=[word])
    assert page in enter(Client(), people.leader).get(PAGE).content.decode()
    shown = enter(Client(), people.leader).get(page).content.decode()
    assert case.citizen.code in shown
    assert "følges af Tea" in shown
    assert "Kanel" not in shown
    assert Event.objects.filter(action="overview.read", subject=case.citizen.key, purpose="administration").count() == 1


def test_overview_counts_nobody_elsewhere_and_nobody_the_leader_is_barred_from(people: Cast) -> None:
    slipping = followed(people, "Kanel", found=60)
    everything_slips(people, slipping)
    what_is_done_together_slips(people, slipping)
    far = enter(Client(), people.leader_elsewhere)
    assert "Ro på" in far.get(PAGE).content.decode()
    case = Case.objects.get()
    case.citizen.barrings.create(
        user=people.leader, reason="Nabo", review_on=days_ago(-9), set_at=timezone.now(), set_by=people.dpo
    )
    UrgentRequest.objects.update(taken_at=timezone.now(), taken_by=people.colleague)
    Visit.objects.update(ended_at=timezone.now())
    assert "Ro på" in enter(Client(), people.leader).get(PAGE).content.decode()
    for word in rules.LISTS:
        shown = enter(Client(), people.leader).get(reverse("casework:overview_list", args=[word])).content.decode()
        assert case.citizen.code not in shown, word


def test_overview_rhythm_is_each_ones_own_and_silent_in_a_pause_and_for_not_now(people: Cast) -> None:
    now = timezone.now()
    for alias, every_days in (("Kanel", 30), ("Havre", 7)):
        case = followed(people, alias, found=20)
        ContactAgreement.objects.create(case=case, every_days=every_days, made_at=now, by=people.therapist)
    client, page = enter(Client(), people.leader), reverse("casework:overview_list", args=["rytme"])
    havre = Citizen.objects.get(alias="Havre")
    assert havre.code in client.get(page).content.decode()
    assert Citizen.objects.get(alias="Kanel").code not in client.get(page).content.decode()
    pause = Pause.objects.create(
        case=havre.cases.get(), cause="hospital", began_on=days_ago(1), look_again_on=days_ago(-9), made_at=now,
        by=people.therapist,
    )  # fmt: skip
    assert havre.code not in client.get(page).content.decode()
    pause.ended_on = days_ago(0)
    pause.save()
    assert havre.code in client.get(page).content.decode()


def test_overview_tells_what_has_changed_and_why(people: Cast) -> None:
    now, by = timezone.now(), people.therapist
    old = followed(people, "Kanel", found=200)
    followed(people, "Havre", found=3)
    Case.objects.create(citizen=old.citizen, number=2, found_on=days_ago(2), made_at=now, by=by)
    started = followed(people, "Timian", found=90)
    started.started_on = days_ago(5)
    started.save()
    for on in (days_ago(80), days_ago(5)):  # a plan of before is no change, and neither is its new version
        TreatmentPlan.objects.create(
            case=old, version=TreatmentPlan.objects.count() + 1, made_at=now, by=by, saved_at=now, saved_by=by,
            in_force_on=on, in_force_at=now, in_force_by=by,
        )  # fmt: skip
    Pause.objects.create(
        case=started, cause="prison", began_on=days_ago(4), look_again_on=days_ago(-4), made_at=now, by=by
    )
    Ending.objects.create(
        case=old, on=days_ago(6), reason=7, phase=1, onward="support", onward_words="Bostøtten", made_at=now, by=by
    )
    shown = enter(Client(), people.leader).get(PAGE).content.decode()
    for words in ("1 ny<", "1 kom igen", "1 sagde ja til at være med", "1 holder pause: i fængsel 1"):
        assert words in shown
    assert "1 sagde farvel for nu: fraflytter kommunen 1" in shown
    assert "fik en plan" not in shown


def test_overview_costs_the_same_for_many(people: Cast) -> None:
    everything_slips(people, followed(people, "Kanel", found=60))
    client, rhythm = enter(Client(), people.leader), reverse("casework:overview_list", args=["rytme"])
    client.get(PAGE)
    client.get(rhythm)
    few, few_of_list = queries(client, PAGE), queries(client, rhythm)
    for number in range(30):
        case = followed(people, f"Alias {number}", found=60)
        Assignment.objects.create(
            citizen=case.citizen, user=people.colleague, began_at=timezone.now(), by=people.leader
        )
        Letter.objects.create(
            case=case, line="Brev", deadline_on=days_ago(0), owner=people.therapist, made_at=timezone.now(),
            by=people.therapist,
        )  # fmt: skip
    assert queries(client, PAGE) == few <= 15
    assert queries(client, rhythm) == few_of_list <= 15
    listed = client.get(rhythm).content.decode()
    assert listed.count('class="row-link"') == 25
    assert "Vis flere" in listed


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_overview_rules_order_and_limit() -> None:
    assert rules.sentences(dict.fromkeys(Kind, 1)) == [(kind, 1) for kind in list(Kind)[:7]]
    assert rules.sentences({Kind.RHYTHM: 0, Kind.ASKED: 2}) == [(Kind.ASKED, 2)]
    today = date(2026, 3, 31)
    assert rules.since(today) == date(2026, 2, 28)
    assert rules.day_of(Kind.CLOCK, date(2026, 3, 1)) == date(2026, 3, 15)
    kinds = (Kind.LETTER, Kind.FOLLOW_UP, Kind.CONSENT, Kind.TASK)
    assert {kind: (rules.latest(kind, today) - today).days for kind in kinds} == {
        Kind.LETTER: 4, Kind.FOLLOW_UP: 0, Kind.CONSENT: 7, Kind.TASK: -1,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["therapist", "steering", "peer", "evaluator", "administrator"])
def test_overview_is_the_leaders(people: Cast, role: str) -> None:
    client: Any = enter(Client(), getattr(people, role))
    assert client.get(PAGE).status_code == client.get(reverse("casework:overview_list", args=["rytme"])).status_code
    assert client.get(PAGE).status_code == 403
