"""The warm handover: all three meet, and whoever hands over carries until the receiver has said yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.actions import handover as actions
from fremskudt.casework.actions.handover import Meeting
from fremskudt.casework.models import Citizen, ContactAgreement, FollowUp, Handover
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.casework.test_transition import choose
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 100
YOURS = "Modtageren har ikke sagt ja. Du har stadig ansvaret."


@pytest.fixture
def kanel(people: Cast, kanel: Citizen) -> Citizen:
    choose(people, kanel)
    return kanel


def plan(people: Cast, who: Citizen, receiver: str = "Bo fra bostøtten") -> Handover:
    return actions.plan(case=who.cases.get(), meeting=Meeting(receiver), by=people.therapist)


def accept(people: Cast, who: Citizen, **more: Any) -> Handover:
    told = {"on": timezone.localdate(), "accepted_by": "Bo", "by": people.therapist}
    return actions.accept(case=who.cases.get(), **(told | more))


def test_handover_is_planned_and_who_came_is_noted_afterwards(tea: Client, kanel: Citizen) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert fill(tea, at("handover", kanel), receiver="Bo", on=yesterday, time="11.00").status_code == 302
    handover = Handover.objects.get()
    assert timezone.localtime(handover.meeting_at).strftime("%H.%M") == "11.00"
    assert handover.we_came is None
    page = tea.get(at("handover", kanel))
    assert form_at(page, at("handover", kanel))["time"] == ["11:00"]  # type: ignore[arg-type]
    send_from(tea, page, at("handover", kanel), came=["we", "citizen"])  # type: ignore[arg-type]
    handover.refresh_from_db()
    assert (handover.we_came, handover.receiver_came, handover.citizen_came) == (True, False, True)
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert "Vi: ja. Den nye: nej. Borgeren: ja." in there
    assert YOURS in there
    assert Handover.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"receiver": " "}, "Skriv, hvem der tager imod."),
        ({"receiver": "x" * 121}, "højst 120 tegn"),
        ({"on": "2999-01-01", "time": "11:00"}, "højst to år frem"),
        ({"on": "2026-12-01"}, "Skriv både dag og klokken."),
        ({"time": "11:00"}, "Skriv både dag og klokken."),
        ({"time": "halv tolv", "on": "2026-12-01"}, "Skriv klokken som 13.30."),
        ({"came": ["we"]}, "Mødet har ikke været endnu."),
        ({"came": ["nobody"]}, "Vælg en fra listen."),
    ],
)
def test_handover_form_says_what_is_wrong(tea: Client, kanel: Citizen, wrong: dict[str, Any], said: str) -> None:
    answer = fill(tea, at("handover", kanel), **{"receiver": "Bo", **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    assert form_at(answer, at("handover", kanel))["receiver"] == [wrong.get("receiver", "Bo")]
    assert not Handover.objects.exists()


def test_handover_needs_somewhere_to_go(tea: Client, people: Cast) -> None:
    nowhere = citizen(people, "Havre", followed_by=people.therapist)
    answer = tea.post(at("handover", nowhere), {"receiver": "Bo"})
    assert answer.status_code == 409
    assert "Vælg først sammen, hvor I skal hen." in answer.content.decode()


def test_handover_is_yours_until_the_receiver_says_yes_on_a_page_of_its_own(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    nobody = tea.post(at("handover_accept", kanel), {"accepted_by": "Bo", "on": timezone.localdate()})
    assert nobody.status_code == 409
    assert "Skriv først, hvem der tager imod." in nobody.content.decode()
    plan(people, kanel)
    page = tea.get(at("handover_accept", kanel))
    assert "Indtil der er sagt ja, har du ansvaret." in words(page)  # type: ignore[arg-type]
    for _press in range(2):
        assert send_from(tea, page, at("handover_accept", kanel)).status_code == 302  # type: ignore[arg-type]
    handover = Handover.objects.get()
    assert (handover.accepted_on, handover.accepted_by) == (timezone.localdate(), "Bo fra bostøtten")
    assert YOURS not in shown(tea, at("transition", kanel))
    assert Event.objects.filter(action="handover.accept").count() == 1
    answer = tea.post(at("handover", kanel), {"receiver": "En anden"})
    assert answer.status_code == 409
    assert "Modtageren har allerede sagt ja." in answer.content.decode()


def test_handover_that_is_accepted_plans_the_looks_after_4_and_12_weeks(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    plan(people, kanel)
    accept(people, kanel)
    today = timezone.localdate()
    planned = {one.kind: one.due_on for one in FollowUp.objects.waiting()}
    assert planned == {"after_4_weeks": today + timedelta(days=28), "after_12_weeks": today + timedelta(days=84)}
    there = words(tea.get(at("transition", kanel)))  # type: ignore[arg-type]
    assert "4 uger efter overgangen" in there


def test_handover_to_another_later_plans_the_looks_anew(kanel: Citizen, people: Cast) -> None:
    plan(people, kanel)
    accept(people, kanel, on=timezone.localdate() - timedelta(days=50))
    FollowUp.objects.filter(kind="after_4_weeks").update(done_on=timezone.localdate(), is_reached=True)
    choose(people, kanel, "work")
    plan(people, kanel, "Skolen")
    accept(people, kanel)
    later = FollowUp.objects.get(kind="after_12_weeks")
    assert later.due_on == timezone.localdate() + timedelta(days=84)
    assert FollowUp.objects.get(kind="after_4_weeks").done_on is not None
    assert FollowUp.objects.count() == 2


def test_handover_rhythm_thins_only_once_another_carries(tea: Client, kanel: Citizen, people: Cast) -> None:
    ContactAgreement.objects.create(
        case=kanel.cases.get(), every_days=7, safe_contact="Ring ikke om formiddagen", made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    plan(people, kanel)
    early = tea.post(at("handover_rhythm", kanel), {"every_days": "30"})
    assert early.status_code == 409
    assert YOURS in early.content.decode()
    accept(people, kanel)
    page = tea.get(at("transition", kanel))
    empty = send_from(tea, page, at("handover_rhythm", kanel))  # type: ignore[arg-type]
    assert empty.status_code == 422
    assert "Vælg en." in words(empty)
    for _press in range(2):
        assert send_from(tea, page, at("handover_rhythm", kanel), every_days="30").status_code == 302  # type: ignore[arg-type]
    newest = ContactAgreement.objects.first()
    assert newest is not None
    assert (newest.every_days, newest.safe_contact) == (30, "Ring ikke om formiddagen")
    assert ContactAgreement.objects.count() == 2
    assert Handover.objects.get().every_days == 30


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"accepted_by": ""}, "Skriv, hvem der sagde ja."),
        ({"on": "2999-01-01"}, "ude i fremtiden"),
        ({"on": "2000-01-01"}, "før forløbet begyndte"),
    ],
)
def test_handover_yes_says_what_is_wrong(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, str], said: str
) -> None:
    plan(people, kanel)
    answer = fill(tea, at("handover_accept", kanel), **wrong)
    assert answer.status_code == 422
    assert said in words(answer)
    assert Handover.objects.get().accepted_on is None
