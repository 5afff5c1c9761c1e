"""Hours and kilometres by kind of work: written once, summed, taken away; what nobody wrote is not nought."""

import re
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Contact, HelpGiven, WorkHours
from fremskudt.casework.rules import hours as rules
from fremskudt.casework.rules import period as periods
from fremskudt.casework.rules.hours import CONTACTS, WORK, Sum
from fremskudt.casework.selectors import hours
from fremskudt.partnership.models import Activity, ActivityCount
from tests.casework.field import citizen
from tests.casework.hours_field import line
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE, NEW, FILE = reverse("casework:numbers"), reverse("casework:hours_new"), reverse("casework:numbers_file")


def met(people: Cast, **more: Any) -> Contact:
    case = (citizen(people, f"Alias {Contact.objects.count()}") if "case" not in more else more.pop("case")).cases.get()
    said: dict[str, Any] = {"outcome": "met", "place": "home", "way": "in_person", "minutes": 45, "at": timezone.now()}
    return Contact.objects.create(
        case=case, operation=uuid.uuid4(), made_at=timezone.now(), by=people.therapist, **{**said, **more}
    )


def filled(people: Cast, **more: Any) -> dict[str, Any]:
    return {
        "on": timezone.localdate(), "kind": "meeting", "organisation": people.centre.pk, "hours": "1", "minutes": "30",
        "kilometres": "", **more,
    }  # fmt: skip


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_hours_of_contacts_are_summed_by_place_and_way_with_the_share_that_is_estimated(people: Cast) -> None:
    met(people, minutes=60, minutes_are_estimated=False, kilometres=40)
    met(people, minutes=30, kilometres=None)
    met(people, place="nowhere", way="phone", minutes=15)
    met(people, place="nowhere", way="message", minutes=None)
    taken_back = met(people, minutes=600)
    Contact.objects.filter(pk=taken_back.pk).update(undone_at=timezone.now())
    corrected = met(people, minutes=600)
    met(people, minutes=15, replaces=corrected)
    shown = plain(enter(Client(), people.therapist).get(PAGE).content.decode())
    assert "Hjemme 3 1,75 40 43 % er anslået" in shown
    assert "Telefon 1 0,25 – 100 % er anslået" in shown
    assert "SMS 1 – – 1 uden tid" in shown
    assert "Timer i alt, uden frivillige 2 (50 % er anslået)" in shown


def test_hours_of_practical_help_are_a_part_of_the_contacts(people: Cast) -> None:
    contact = met(people, minutes=60)
    HelpGiven.objects.create(contact=contact, kind="letter", minutes=20)
    HelpGiven.objects.create(contact=contact, kind="call")
    shown = plain(enter(Client(), people.leader).get(PAGE).content.decode())
    assert "Brev 1 0,25" in shown
    assert "Opkald 1 – 1 uden tid" in shown
    assert "uden frivillige 1 (100 %" in shown


def test_hours_are_written_with_what_the_page_shows_and_counted(people: Cast) -> None:
    client = enter(Client(), people.therapist)
    assert client.post(NEW, filled(people, kilometres="12")).status_code == 302
    made = WorkHours.objects.get()
    assert (made.minutes, made.kilometres, made.municipality) == (90, 12, people.municipalities["Randers"])
    assert Event.objects.get(action="hours.add").subject == f"org:{made.municipality_id}"
    shown = plain(client.get(PAGE).content.decode())
    assert "Møder 1 1,5 12" in shown
    assert "Gemt." in shown
    assert "1 t. 30 min., 12 km, Centret i Randers" in shown


def test_hours_of_volunteers_stand_by_their_organisation_and_never_in_the_total(people: Cast) -> None:
    client = enter(Client(), people.leader)
    volunteers = filled(people, organisation=people.drop_in.pk, is_volunteer="on", kind="community", hours="5")
    assert client.post(NEW, volunteers).status_code == 302
    shown = plain(client.get(PAGE).content.decode())
    assert "Værestedet Kajen 1 5,5 –" in shown
    assert "Timer i alt" not in shown


def test_hours_of_volunteers_hold_what_was_counted_with_an_activity(people: Cast) -> None:
    made = {"made_at": timezone.now(), "by": people.partner}
    supper = Activity.objects.create(
        organisation=people.drop_in, kind="community", title="Suppe", where="Køkkenet", when="Tirsdag", **made
    )
    today = timezone.localdate()
    ActivityCount.objects.create(activity=supper, on=today, n_people=8, minutes=90, **made)
    wrong = {"on": today - timedelta(days=1), "taken_back_at": timezone.now(), "minutes": 600}
    ActivityCount.objects.create(activity=supper, n_people=8, **wrong, **made)
    WorkHours.objects.create(
        municipality=people.municipalities["Randers"], organisation=people.drop_in, kind="community", on=today,
        minutes=60, is_volunteer=True, **made,
    )  # fmt: skip
    sums = hours.sums([people.municipalities["Randers"].pk], periods.read("", today))
    assert sums["volunteers"] == {people.drop_in.name: Sum(2, 150)}
    before = hours.sums([people.municipalities["Randers"].pk], periods.read("", today), known_by=made["made_at"])
    assert before["volunteers"] == {}


def test_hours_pressed_twice_are_one_line_and_written_again_later_are_two(people: Cast) -> None:
    client = enter(Client(), people.therapist)
    for _press in range(2):
        assert client.post(NEW, filled(people)).status_code == 302
    assert WorkHours.objects.count() == Event.objects.filter(action="hours.add").count() == 1
    WorkHours.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    client.post(NEW, filled(people))
    assert WorkHours.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": "", "minutes": ""}, "Skriv, hvor længe det varede."),
        ({"hours": "0", "minutes": "0"}, "Skriv, hvor længe det varede."),
        ({"hours": "24", "minutes": "1"}, "Højst 24 timer på en dag."),
        ({"hours": "halvanden"}, "Skriv et helt tal."),
        ({"minutes": "75"}, "Højst 59 minutter."),
        ({"kilometres": "99999"}, "Højst 1000 kilometer"),
        ({"kind": "hemmeligt"}, "Vælg fra listen."),
        ({"kind": ""}, "Vælg, hvad det var."),
        ({"on": "2999-01-01"}, "Dagen ligger ude i fremtiden"),
        ({"on": "2001-01-01"}, "inden for de sidste tre år"),
        ({"on": "i går"}, "Skriv dagen som"),
    ],
)
def test_hours_form_says_what_is_wrong_and_keeps_what_was_typed(people: Cast, wrong: dict[str, Any], said: str) -> None:
    response = enter(Client(), people.therapist).post(NEW, filled(people, **{"kilometres": "7", **wrong}))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert f'value="{wrong.get("kilometres", "7")}"' in response.content.decode()
    assert not WorkHours.objects.exists()


def test_hours_of_another_municipality_are_neither_seen_written_nor_removed(people: Cast) -> None:
    far = line(people.centre_elsewhere, people.therapist_elsewhere)
    client = enter(Client(), people.therapist)
    assert client.post(NEW, filled(people, organisation=people.centre_elsewhere.pk)).status_code == 422
    assert "Ingen tal endnu for perioden." in client.get(PAGE, {"periode": "2026-01"}).content.decode()
    assert client.post(reverse("casework:hours_remove", args=[far.pk])).status_code == 404


def test_hours_are_removed_by_who_wrote_them_or_the_leader_and_once(people: Cast) -> None:
    first, second = line(people.centre, people.therapist), line(people.jobcentre, people.therapist)
    address = reverse("casework:hours_remove", args=[first.pk])
    refused = enter(Client(), people.colleague).post(address)
    assert refused.status_code == 409
    assert "En anden har skrevet linjen." in refused.content.decode()
    assert enter(Client(), people.therapist).post(address).status_code == 302
    assert enter(Client(), people.therapist).post(address).status_code == 409
    assert enter(Client(), people.leader).post(reverse("casework:hours_remove", args=[second.pk])).status_code == 302
    assert "Ingen tal endnu" in enter(Client(), people.leader).get(PAGE, {"periode": "2026"}).content.decode()
    assert Event.objects.filter(action="hours.remove").count() == 2


def test_hours_page_names_nobody_who_worked(people: Cast) -> None:
    met(people)
    line(people.centre, people.colleague)
    for page in (PAGE, FILE):
        assert "Tom" not in enter(Client(), people.therapist).get(page, {"periode": "2026"}).content.decode()


def test_hours_as_a_file_hold_the_same_and_no_formula(people: Cast) -> None:
    people.drop_in.name = "=SUM(A1)"
    people.drop_in.save()
    client = enter(Client(), people.leader)
    client.post(NEW, filled(people, organisation=people.drop_in.pk, is_volunteer="on", hours="2", minutes=""))
    met(people, minutes=None)
    response = client.get(FILE)
    text = response.content.decode("utf-8-sig")
    assert response["Content-Disposition"] == f'attachment; filename="timer-{timezone.localdate():%Y-%m}.csv"'
    assert "Kontakt;Hjemme;1;;;" in text
    assert "Frivillige;'=SUM(A1);1;2;" in text


@pytest.mark.parametrize("key", ["2026-13", "K4", "2026-K5", "'", "9999", "20261", "٢٠٢٦"])
def test_hours_of_a_period_that_is_none_are_those_of_this_month(people: Cast, key: str) -> None:
    assert periods.read(key, date(2026, 11, 3)).key == "2026-11"
    assert enter(Client(), people.leader).get(PAGE, {"periode": key}).status_code == 200


def test_hours_page_costs_the_same_for_many(people: Cast) -> None:
    client = enter(Client(), people.leader)
    client.get(PAGE)
    few = queries(client)
    for number in range(20):
        met(people, minutes=number)
        client.post(NEW, filled(people, hours=str(number)))
    client.get(PAGE)  # tells what was saved
    assert queries(client) == few <= 15


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    return len(asked)


def test_hours_rules_what_is_unknown_is_not_nought() -> None:
    one, other = Sum(1, 60, 60, 0, None), Sum(2, None, 0, 2, 30)
    assert one + other == Sum(3, 60, 60, 2, 30)
    assert rules.total([]) == Sum()
    assert (Sum().hours, Sum().share_estimated, one.share_estimated) == (None, None, 1.0)
    assert rules.added(None, None) is None
    assert rules.added(None, 0) == 0
    assert Sum(1, 100).hours == 1.75


def test_hours_rules_every_contact_has_a_kind() -> None:
    for place in ("home", "outdoors", "refuge", "centre", "other", "nowhere"):
        for way in ("in_person", "phone", "message"):
            assert rules.kind_of_contact(place, way) in CONTACTS
    assert rules.kind_of_contact("nowhere", "in_person") == "other"
    assert set(WORK) == {kind.value for kind in rules.Work}


def test_hours_rules_who_may_remove() -> None:
    cases = {(True, False): True, (False, True): True, (False, False): False}
    for (is_own, is_leader), allowed in cases.items():
        assert bool(rules.may_remove(is_own=is_own, is_leader=is_leader, is_removed=False)) is allowed
        assert not rules.may_remove(is_own=is_own, is_leader=is_leader, is_removed=True)
    now = datetime(2026, 11, 3, 12, 0)
    assert rules.is_same_press(now - timedelta(seconds=60), now)
    assert not rules.is_same_press(now - timedelta(seconds=61), now)


def test_period_keys_names_and_neighbours() -> None:
    today = date(2026, 11, 22)
    for key, start, end, before in [
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
        ("2026-K1", date(2026, 1, 1), date(2026, 3, 31), "2025-K4"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023"),
    ]:
        period = periods.read(key, today)
        assert (period.key, period.start, period.end, period.before().key) == (key, start, end, before)
    keys = [period.key for period in periods.choices(today)]
    assert keys[0] == "2026-11"
    assert keys[12] == "2026-K4"
    assert keys[-1] == "2024"
    assert len(keys) == 23


def test_period_a_quarter_is_closed_two_weeks_after_its_end() -> None:
    first = date(2026, 2, 10)
    days = {
        date(2026, 4, 14): [],
        date(2026, 4, 15): ["2026-K1"],
        date(2026, 10, 20): ["2026-K3", "2026-K2", "2026-K1"],
    }
    assert {day: [one.key for one in periods.closed_quarters(first, day)] for day in days} == days
    assert periods.closed_quarters(None, date(2026, 10, 20)) == []
    assert len(periods.closed_quarters(date(2001, 1, 1), date(2026, 10, 20))) == 8
