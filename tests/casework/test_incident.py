"""A threat or violence in three fields, followed up by the leader, handed on without whom it was about (F62)."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Barring, Citizen, Incident
from fremskudt.casework.rules.incident import without
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NEW, LIST, EXPORT = (reverse(f"casework:{name}") for name in ("incident_new", "incidents", "incident_export"))
TEAM = reverse("casework:team")


def filled(**more: Any) -> dict[str, Any]:
    now = timezone.localtime() - timedelta(minutes=5)
    return {
        "what": "Kanel råbte, og slog i bordet", "done": "Jeg gik", "needed": "En snak i dag", "on": f"{now:%Y-%m-%d}",
        "time": f"{now:%H:%M}", "place_kind": "home", **more,
    }  # fmt: skip


def tell(people: Cast, **more: Any) -> Incident:
    assert enter(Client(), people.therapist).post(NEW, filled(**more)).status_code == 302
    return Incident.objects.latest("pk")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kanel råbte. Kanels hund gøede på KANEL.", "Borgeren råbte. Borgerens hund gøede på borgeren."),
        ("Hej!\nkanel gik", "Hej!\nBorgeren gik"),
        ("Kanelsnegl på bordet", "Kanelsnegl på bordet"),
        ("Koden er K7M4-Q2RX.", "Koden er borgeren."),
        ("intet", "intet"),
    ],
)
def test_incident_rules_take_the_citizen_out(text: str, said: str) -> None:
    assert without(text, ["Kanel", "K7M4-Q2RX", ""], "borgeren") == said


def test_incident_is_told_in_three_fields_and_followed_up_by_the_leader(people: Cast, kanel: Citizen) -> None:
    tea = enter(Client(), people.therapist)
    shown = tea.get(f"{NEW}?borger={kanel.code}").content.decode()
    assert "Hvad skete der?" in shown
    assert "Kanel" not in shown
    [code] = re.findall(r'name="borger" value="([^"]+)"', shown)
    assert tea.post(NEW, filled(borger=code)).headers["Location"] == TEAM
    incident = Incident.objects.get()
    assert (incident.case, incident.by) == (kanel.cases.get(), people.therapist)
    lea = enter(Client(), people.leader)
    assert "1 venter på, at du ser den" in lea.get(TEAM).content.decode()
    assert "venter på, at du" not in tea.get(TEAM).content.decode()
    seen = lea.get(LIST).content.decode()
    for said in ("Borgeren råbte, og slog i bordet", "Jeg gik", "En snak i dag", "Meldt af Tea.", "Hjemme"):
        assert said in seen
    assert "Kanel" not in seen
    for _twice in range(2):
        assert lea.post(LIST, {"incident": incident.pk}).status_code == 302
    incident.refresh_from_db()
    assert incident.seen_by == people.leader
    assert "Lea følger op siden" in lea.get(LIST).content.decode()
    assert Event.objects.filter(action="incident.seen").count() == 1
    assert {event.subject for event in Event.objects.filter(action="incident.read")} == {kanel.key}


def test_incident_of_a_peer_needs_no_citizen(people: Cast) -> None:
    pia = enter(Client(), people.peer)
    assert pia.get(NEW).status_code == 200
    assert pia.post(NEW, filled()).status_code == 302
    assert Incident.objects.get().case is None
    for user in (people.peer, people.therapist):
        assert enter(Client(), user).get(LIST).status_code == 403
    assert enter(Client(), people.partner).get(NEW).status_code == 403


def test_incident_names_no_citizen_beyond_reach(people: Cast, kanel: Citizen) -> None:
    for code in (kanel.code, "ZZZZ-9999"):
        assert enter(Client(), people.colleague).post(NEW, filled(borger=code)).status_code == 404
        assert enter(Client(), people.peer).get(f"{NEW}?borger={code}").status_code == 404
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "Skriv kort, hvad der skete."),
        ({"done": ""}, "Skriv kort, hvad I gjorde."),
        ({"what": "x" * 10_000}, "højst 2000 tegn"),
        ({"on": "2100-01-01"}, "ude i fremtiden"),
        ({"time": "25:00"}, "Skriv klokken som 14.30."),
        ({"place_kind": "himlen"}, "Vælg et sted."),
    ],
)
def test_incident_form_says_what_is_wrong_and_keeps_the_rest(people: Cast, wrong: dict[str, Any], said: str) -> None:
    response = enter(Client(), people.therapist).post(NEW, filled(needed="<b>Ro</b>") | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "&lt;b&gt;Ro&lt;/b&gt;" in response.content.decode()
    assert not Incident.objects.exists()


def test_incident_later_today_is_in_the_future(people: Cast) -> None:
    later = timezone.localtime() + timedelta(minutes=2)
    sent = filled(on=f"{later:%Y-%m-%d}", time=f"{later:%H:%M}")
    assert enter(Client(), people.therapist).post(NEW, sent).status_code == 422


def test_incident_pressed_twice_is_one(people: Cast) -> None:
    tell(people)
    tell(people)
    assert Incident.objects.count() == 1


def test_incident_with_one_whom_the_leader_is_barred_from_is_for_another_leader(people: Cast, kanel: Citizen) -> None:
    incident = tell(people, borger=kanel.code)
    why = {"reason": "Søskende", "review_on": "2100-01-01", "set_at": timezone.now(), "set_by": people.dpo}
    Barring.objects.create(citizen=kanel, user=people.leader, **why)
    lea, line = enter(Client(), people.leader), enter(Client(), people.second_leader)
    assert "råbte" not in lea.get(LIST).content.decode()
    assert "Ingen venter" in lea.get(TEAM).content.decode()
    assert lea.post(LIST, {"incident": incident.pk}).status_code == 404
    assert "råbte" not in lea.post(EXPORT, {"first": "2020-01-01", "last": timezone.localdate()}).content.decode()
    assert "råbte" in line.get(LIST).content.decode()
    assert "råbte" not in enter(Client(), people.leader_elsewhere).get(LIST).content.decode()


def test_incident_export_asks_first_and_names_no_citizen(people: Cast, kanel: Citizen) -> None:
    tell(people, borger=kanel.code, what="Kanel råbte =1+1", needed=f"Se {kanel.code}")
    tell(people, what="=cmd|'/c calc'!A1", place_kind="")
    lea = enter(Client(), people.leader)
    shown = lea.get(EXPORT).content.decode()
    assert "Det står i loggen, at du hentede den." in shown
    days = dict(re.findall(r'name="(first|last)" value="([^"]+)"', shown))
    assert days["last"] == f"{timezone.localdate():%Y-%m-%d}"
    response = lea.post(EXPORT, days)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="haendelser.csv"'
    text = response.content.decode("utf-8-sig")
    assert "Kanel" not in text
    assert kanel.code not in text
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [len(row) for row in rows] == [8, 8, 8]
    assert rows[1][2:5] == ["Hjemme", "Borgeren råbte =1+1", "Jeg gik"]
    assert rows[2][3].startswith("'=")
    [event] = Event.objects.filter(action="incident.export")
    assert (event.subject, event.fields) == (f"org:{people.municipalities['Randers'].pk}", "free_text")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"first": "2026-02-02", "last": "2026-02-01"}, "Slut ligger før start."),
        ({"first": "", "last": "2026-02-01"}, "Skriv en dag."),
        ({"first": "2026-02-01", "last": "2999-01-01"}, "ude i fremtiden"),
    ],
)
def test_incident_export_says_what_is_wrong(people: Cast, days: dict[str, str], said: str) -> None:
    response = enter(Client(), people.leader).post(EXPORT, days)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Event.objects.filter(action="incident.export").exists()


def test_incident_list_asks_the_same_number_of_questions_for_many(
    people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        tell(people, borger=kanel.code, what=f"Nummer {number}")
    lea = enter(Client(), people.leader)
    lea.get(LIST)
    with django_assert_max_num_queries(15):
        shown = lea.get(LIST).content.decode()
    assert shown.count("Meldt af Tea.") == 25
    assert "Vis flere" in shown
