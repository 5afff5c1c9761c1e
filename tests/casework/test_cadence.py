"""How often one meets, as it is agreed, and the meetings that were not held (F46)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Cadence, Citizen
from fremskudt.casework.rules.cadence import next_at, standing
from tests.casework.field import citizen
from tests.casework.plan_pages import at as address
from tests.casework.seat_field import NEW, PAGE, in_days, meeting, seat
from tests.casework.test_plan import end
from tests.cast import Cast, enter

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("from_on", "last", "due", "slipped"),
    [
        (date(2026, 11, 23), None, date(2026, 11, 23), False),  # the first is ahead
        (date(2026, 11, 22), None, date(2026, 11, 22), False),  # on the day itself it has not slipped
        (date(2026, 11, 21), None, date(2026, 11, 21), True),
        (date(2026, 10, 1), date(2026, 11, 10), date(2026, 11, 24), False),
        (date(2026, 10, 1), date(2026, 11, 8), date(2026, 11, 22), False),
        (date(2026, 10, 1), date(2026, 11, 7), date(2026, 11, 21), True),
        (date(2026, 12, 1), date(2026, 11, 7), date(2026, 12, 1), False),  # agreed anew, from a day that comes
    ],
)
def test_cadence_is_due_and_slips_by_its_own_days(from_on: date, last: date | None, due: date, slipped: bool) -> None:
    found = standing(every_days=14, from_on=from_on, last=last, planned_on=None, today=TODAY)
    assert found
    assert (found.due_on, found.has_slipped) == (due, slipped)


def test_cadence_that_is_no_longer_agreed_is_none() -> None:
    assert standing(every_days=None, from_on=TODAY, last=None, planned_on=None, today=TODAY) is None


@pytest.mark.parametrize(
    ("due", "proposed"),
    [
        (date(2026, 11, 30), datetime(2026, 11, 30, 13)),
        (date(2026, 11, 22), datetime(2026, 11, 22, 13)),
        (date(2026, 11, 1), datetime(2026, 11, 23, 13)),
    ],
)
def test_cadence_proposes_the_day_it_is_due_or_tomorrow(due: date, proposed: datetime) -> None:
    assert next_at(due, time(13), datetime(2026, 11, 22, 9)) == proposed


def test_cadence_keeps_its_time_of_day_when_the_clocks_are_moved() -> None:
    last = timezone.make_aware(datetime(2026, 10, 20, 10))
    found = standing(
        every_days=7,
        from_on=date(2026, 10, 1),
        last=timezone.localdate(last),
        planned_on=None,
        today=date(2026, 10, 21),
    )
    assert found
    proposed = timezone.make_aware(next_at(found.due_on, timezone.localtime(last).time(), datetime(2026, 10, 21, 9)))
    assert timezone.localtime(proposed).strftime("%d %H:%M") == "27 10:00"
    assert proposed.astimezone(UTC) - last.astimezone(UTC) == timedelta(days=7, hours=1)


def agree(client: Client, kanel: Citizen, rhythm: str = "14", **more: str):  # type: ignore[no-untyped-def]
    return client.post(
        address("cadence", kanel), {"rhythm": rhythm, "from_on": f"{timezone.localdate():%Y-%m-%d}", **more}
    )


@pytest.mark.database
@pytest.mark.django_db
def test_cadence_is_agreed_once_and_shown_in_words(tea: Client, kanel: Citizen, people: Cast) -> None:
    for _press in range(2):
        assert agree(tea, kanel).status_code == 302
    assert Cadence.objects.get().every_days == 14
    assert Event.objects.filter(action="cadence.agree", subject=kanel.key).count() == 1
    held = in_days(-33)
    meeting(people.therapist, people.municipalities["Randers"], [kanel], at=held, began_at=held, ended_at=held)
    Cadence.objects.update(from_on=timezone.localdate() - timedelta(days=60))
    for page in (PAGE, address("cadence", kanel)):
        shown = tea.get(page).content.decode()
        assert "Planlagt hver 14. dag." in shown
        assert "Sidst:" in shown
        assert "Skulle være holdt" in shown
    assert f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}" in tea.get(NEW).content.decode()


@pytest.mark.database
@pytest.mark.django_db
def test_cadence_can_end_and_begin_again(tea: Client, kanel: Citizen) -> None:
    assert agree(tea, kanel, "none").status_code == 302
    assert not Cadence.objects.exists()
    agree(tea, kanel)
    agree(tea, kanel, "none")
    assert "Planlagt" not in tea.get(PAGE).content.decode()
    agree(tea, kanel, "other", every_days="10")
    assert "Planlagt hver 10. dag." in tea.get(PAGE).content.decode()
    assert [one.every_days for one in Cadence.objects.order_by("pk")] == [14, None, 10]


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rhythm": ""}, "Vælg, hvor tit I mødes."),
        ({"rhythm": "other"}, "Skriv et antal dage fra 1 til 366."),
        ({"rhythm": "other", "every_days": "0"}, "Skriv et antal dage fra 1 til 366."),
        ({"from_on": "2999-01-01"}, "Vælg en dag inden for et år."),
        ({"from_on": "i morgen"}, "Skriv dagen som 24-12-2026."),
    ],
)
def test_cadence_form_says_what_is_wrong(tea: Client, kanel: Citizen, wrong: dict[str, str], said: str) -> None:
    response = agree(tea, kanel, **wrong)  # type: ignore[arg-type]
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Cadence.objects.exists()


@pytest.mark.database
@pytest.mark.django_db
def test_cadence_of_an_ended_course_is_refused(tea: Client, kanel: Citizen, people: Cast) -> None:
    end(kanel, people)
    assert tea.get(address("cadence", kanel)).status_code == 200
    refused = agree(tea, kanel)
    assert (refused.status_code, "Forløbet er sagt farvel til." in refused.content.decode()) == (409, True)


@pytest.mark.database
@pytest.mark.django_db
def test_cadence_of_others_is_not_there(tea: Client, people: Cast) -> None:
    other = citizen(people, "Fyr", followed_by=people.colleague)
    assert tea.get(address("cadence", other)).status_code == 404
    assert agree(tea, other).status_code == 404


@pytest.mark.database
@pytest.mark.django_db
def test_cadence_with_a_partner_is_seen_by_both_and_by_no_other_house(tea: Client, people: Cast) -> None:
    page = reverse("casework:cadence_with", args=[people.drop_in.pk])
    told = {"rhythm": "28", "from_on": f"{timezone.localdate() + timedelta(days=5):%Y-%m-%d}"}
    assert tea.post(page, told).status_code == 302
    held = in_days(-2)
    made = meeting(people.therapist, people.municipalities["Randers"], [], at=held, began_at=held, ended_at=held)
    seat(made, people.partner, people.drop_in)
    for who in (people.therapist, people.partner, people.partner_contact):
        assert "Planlagt hver 28. dag." in enter(Client(), who).get(PAGE).content.decode()
    for who in (people.professional, people.peer, people.therapist_elsewhere):
        assert "Planlagt" not in enter(Client(), who).get(PAGE).content.decode()
    assert tea.get(reverse("casework:cadence_with", args=[people.centre_elsewhere.pk])).status_code == 404


@pytest.mark.database
@pytest.mark.django_db
def test_cadence_that_slipped_stands_on_the_leaders_overview_under_its_code(kanel: Citizen, people: Cast) -> None:
    lea = enter(Client(), people.leader)
    Cadence.objects.create(
        municipality=people.municipalities["Randers"], case=kanel.cases.get(), every_days=14,
        from_on=timezone.localdate() - timedelta(days=1), made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    assert "1 møde blev ikke holdt i sin rytme." in lea.get(reverse("casework:overview")).content.decode()
    listed = lea.get(reverse("casework:overview_list", args=["moeder"])).content.decode()
    assert "Møder, der ikke blev holdt" in listed
    assert kanel.code in listed
    assert "Kanel" not in listed


@pytest.mark.database
@pytest.mark.django_db
def test_citizens_page_has_one_line_about_meetings(tea: Client, kanel: Citizen, people: Cast) -> None:
    assert "Ingen planlagt" in tea.get(address("citizen", kanel)).content.decode()
    at = in_days(3)
    meeting(people.therapist, people.municipalities["Randers"], [kanel], at=at)
    meeting(people.therapist, people.municipalities["Randers"], [kanel], at=in_days(2), cancelled_at=timezone.now())
    shown = tea.get(address("citizen", kanel)).content.decode()
    assert f"Næste {timezone.localtime(at).day}." in shown
