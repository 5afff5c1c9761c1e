"""Searching the log: within reach, by POST, in words, 50 a page, and itself an event."""

import csv
import io
from datetime import datetime

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.access import audit
from fremskudt.access.actor import Actor, actor_of
from fremskudt.access.csv_text import STARTS, csv_text, harmless
from fremskudt.access.event_names import EVENT_NAMES
from fremskudt.access.models import Event, Membership, User
from fremskudt.access.roles import Role
from fremskudt.access.selectors import log_search
from fremskudt.access.selectors.log import GROUPS, READS
from tests.access.look_ups import COPENHAGEN, NOVEMBER, codes, look_up
from tests.cast import Cast, enter

database = [pytest.mark.database, pytest.mark.django_db]
pytestmark = database


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def dpo(client: Client, people: Cast) -> Client:
    return enter(client, people.dpo)


def search(client: Client, **criteria: object):
    return client.post(reverse("access:log"), criteria)


def found(client: Client, **criteria: object) -> str:
    answer = search(client, **criteria)
    assert answer.status_code == 200
    return answer.content.decode()


def act(user: User | Actor, action: str, subject: str, purpose: str = "care") -> None:
    with transaction.atomic():
        by = user if isinstance(user, Actor) else actor_of(user)
        audit.record(by=by, action=action, subject=subject, purpose=purpose, fields="coded")


def test_search_by_code_shows_who_saw_whom_when_and_why(dpo: Client, people: Cast) -> None:
    look_up(people.therapist, ["K7M4-Q2RX"])
    look_up(people.colleague, ["FFFF-GGGG"])
    shown = found(dpo, citizen=" k7m4-q2rx ")
    assert "Tea så sagen · K7M4-Q2RX" in shown
    assert "14. oktober 2026 9.40" in shown
    assert "Formål: Hjælpe borgeren" in shown
    assert "FFFF-GGGG" not in shown


@pytest.mark.parametrize(
    ("criteria", "seen"),
    [
        ({}, {"A", "B", "C"}),
        ({"first": "2026-10-15"}, {"B", "C"}),
        ({"last": "2026-10-15"}, {"A", "B"}),
        ({"first": "2026-10-15", "last": "2026-10-15"}, {"B"}),
        ({"action": "identity"}, {"B"}),
        ({"action": READS}, {"A", "B"}),
        ({"action": "citizens"}, {"A", "C"}),
        ({"purpose": "door"}, {"A"}),
        ({"purpose": "care", "action": "citizens"}, {"C"}),
    ],
)
def test_search_is_narrowed_by_period_action_and_purpose(
    dpo: Client, people: Cast, criteria: dict[str, str], seen: set[str]
) -> None:
    days = [datetime(2026, 10, day, 23, 59, 59, tzinfo=COPENHAGEN) for day in (14, 15, 16)]
    look_up(people.therapist, ["AAAA-AAAA"], at=days[0], purpose="door")
    look_up(people.therapist, ["BBBB-BBBB"], at=days[1], action="identity.read")
    look_up(people.therapist, ["CCCC-CCCC"], at=days[2], action="link.give")
    shown = found(dpo, **criteria)
    assert {letter for letter in "ABC" if f"· {letter * 4}-{letter * 4}" in shown} == seen


def test_search_by_user_shows_what_they_did_and_what_was_done_to_them(dpo: Client, people: Cast) -> None:
    look_up(people.therapist, ["AAAA-AAAA"])
    look_up(people.colleague, ["BBBB-BBBB"])
    act(people.administrator, "access.close", people.therapist.key, "administration")
    shown = found(dpo, user=people.therapist.pk)
    assert "AAAA-AAAA" in shown
    assert "Ada lukkede en brugers adgang · Tea" in shown
    assert "BBBB-BBBB" not in shown


def test_search_never_shows_another_municipality(dpo: Client, people: Cast) -> None:
    look_up(people.therapist_elsewhere, ["VVVV-VVVV"])
    act(people.evaluator, "study.create", "study:hemmelig", "evaluation")
    for criteria in ({}, {"citizen": "VVVV-VVVV"}, {"action": "studies"}, {"purpose": "care"}):
        shown = found(dpo, **criteria)
        assert "Ulla" not in shown
        assert "· VVVV-VVVV" not in shown
        assert "study:hemmelig" not in shown
    assert search(dpo, user=people.therapist_elsewhere.pk).status_code == 422
    assert "Ulla" not in search_file(dpo, citizen="VVVV-VVVV")


def test_search_by_unit_is_not_fooled_by_a_longer_number(dpo: Client, people: Cast) -> None:
    own = people.centre.pk
    act(Actor("user:900", unit=f"org:{own}0,org:1{own}"), "citizen.read", "citizen:NNNN-NNNN")
    act(Actor("user:901", unit=f"org:999,org:{own}"), "citizen.read", "citizen:YYYY-YYYY")
    shown = found(dpo)
    assert "NNNN-NNNN" not in shown
    assert "YYYY-YYYY" in shown


def test_citizen_of_ours_is_followed_whoever_looked(dpo: Client, people: Cast) -> None:
    """The citizen's own link has no unit, and somebody elsewhere may have looked: both are told, for our own only."""
    act(people.therapist, "citizen.create", "citizen:AAAA-AAAA")
    act(people.therapist_elsewhere, "citizen.create", "citizen:VVVV-VVVV")
    for code in ("AAAA-AAAA", "VVVV-VVVV"):
        act(Actor("link:7"), "own_log.read", f"citizen:{code}", "own")
        act(people.therapist_elsewhere, "citizen.read", f"citizen:{code}")
    assert "link:7 så sine egne papirer" in found(dpo, citizen="AAAA-AAAA")
    assert "Ulla så sagen" in found(dpo, citizen="AAAA-AAAA")
    assert "så sine egne papirer" not in found(dpo)
    assert "0 linjer" in found(dpo, citizen="VVVV-VVVV")


def test_search_is_an_event_that_says_by_what_and_about_whom(dpo: Client, people: Cast) -> None:
    town = people.municipalities["Randers"].pk
    found(dpo, citizen="K7M4-Q2RX", first="2026-10-01")
    found(dpo, user=people.therapist.pk, citizen="K7M4-Q2RX")
    found(dpo, action=READS)
    told = Event.objects.filter(action="log.search").order_by("number")
    assert list(told.values_list("actor", "subject", "purpose", "fields")) == [
        (people.dpo.key, "citizen:K7M4-Q2RX", "check", "coded,citizen,first"),
        (people.dpo.key, "citizen:K7M4-Q2RX", "check", "coded,citizen,user"),
        (people.dpo.key, people.therapist.key, "check", "coded,citizen,user"),
        (people.dpo.key, f"org:{town}", "check", "coded,action"),
    ]


def test_search_with_every_criterion_fits_in_the_log(dpo: Client, people: Cast) -> None:
    found(
        dpo, citizen="K7M4-Q2RX", user=people.therapist.pk, first="2026-10-01", last="2026-10-31", action=READS,
        purpose="evaluation",
    )  # fmt: skip
    told = Event.objects.filter(action="log.search").first()
    assert told
    assert told.fields == "coded,citizen,user,first,last,action,purpose"


def test_nothing_is_searched_from_an_address(dpo: Client, people: Cast) -> None:
    look_up(people.therapist, ["K7M4-Q2RX"])
    shown = dpo.get(reverse("access:log") + "?citizen=K7M4-Q2RX").content.decode()
    assert "Tea så sagen" not in shown
    assert not Event.objects.filter(action="log.search").exists()
    assert dpo.get(reverse("access:log_export")).status_code == 405


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        ({"first": "2026-10-15", "last": "2026-10-14"}, "Til og med ligger før fra og med. Byt om på dem."),
        ({"first": "i går"}, "Skriv en dato."),
        ({"user": "99999"}, "Vælg noget på listen."),
        ({"action": "everything"}, "Vælg noget på listen."),
    ],
)
def test_odd_search_is_told_and_kept(dpo: Client, criteria: dict[str, str], words: str) -> None:
    answer = search(dpo, citizen="K7M4-Q2RX", **criteria)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="K7M4-Q2RX"' in answer.content.decode()
    assert not Event.objects.filter(action="log.search").exists()


def test_pages_hold_fifty_the_newest_first(dpo: Client, people: Cast) -> None:
    look_up(people.therapist, codes(120))
    first = found(dpo, action=READS)
    assert "120 linjer" in first
    assert "Side 1 af 3" in first
    assert first.count("Tea så sagen") == 50
    assert first.index("K119") < first.index("K070")
    assert "K069" not in first
    assert found(dpo, action=READS, page=3).count("Tea så sagen") == 20
    for odd in ("0", "-1", "x", "99", "9" * 40, "²"):
        assert found(dpo, action=READS, page=odd).count("Tea så sagen") in (20, 50)


def test_search_costs_the_same_whatever_the_size(dpo: Client, people: Cast, django_assert_max_num_queries) -> None:
    look_up(people.therapist, codes(1))
    found(dpo, action=READS)
    with django_assert_max_num_queries(15) as few:
        found(dpo, action=READS)
    for user in (people.therapist, people.colleague, people.leader, people.second_leader):
        look_up(user, codes(15))
    with django_assert_max_num_queries(len(few)) as many:
        found(dpo, action=READS)
    assert len(many) == len(few)


def search_file(client: Client, **criteria: object) -> str:
    answer = client.post(reverse("access:log_export"), criteria)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="opslag.csv"'
    return answer.content.decode("utf-8-sig")


def test_file_holds_all_that_fits_and_is_an_event(dpo: Client, people: Cast) -> None:
    User.objects.filter(pk=people.therapist.pk).update(name='=HYPERLINK("http://ond")')
    look_up(people.therapist, codes(60))
    rows = list(csv.reader(io.StringIO(search_file(dpo, action=READS)), delimiter=";"))
    assert rows[0] == ["Linje", "Tid", "Hvem", "Hvad", "Om", "Hvad er set", "Formål"]
    assert len(rows) == 61
    assert rows[1][1:] == [
        "2026-10-14 09:40:00", "'=HYPERLINK(\"http://ond\")", "så sagen", "K059-XXXX", "Koder, tal og datoer",
        "Hjælpe borgeren",
    ]  # fmt: skip
    assert Event.objects.filter(action="log.export", actor=people.dpo.key).count() == 1


def test_file_that_is_too_long_is_not_made(dpo: Client, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_search, "MOST", 3)
    look_up(people.therapist, codes(4))
    answer = dpo.post(reverse("access:log_export"), {})
    assert answer.status_code == 409
    assert not Event.objects.filter(action="log.export").exists()


def test_others_are_refused(client: Client, people: Cast) -> None:
    for user in (people.leader, people.therapist, people.administrator, people.evaluator, people.partner):
        enter(client, user)
        assert client.get(reverse("access:log")).status_code == 403
        assert search(client).status_code == 403
        assert client.post(reverse("access:log_export")).status_code == 403


def test_users_to_choose_are_those_of_the_municipality_closed_ones_too(dpo: Client, people: Cast) -> None:
    User.objects.filter(pk=people.colleague.pk).update(is_active=False)
    Membership.objects.create(user=people.therapist, organisation=people.drop_in, role=Role.PARTNER)
    shown = dpo.get(reverse("access:log")).content.decode()
    assert shown.count(">Tea<") == 1
    assert ">Tom<" in shown
    assert ">Ulla<" not in shown


def test_every_event_has_a_group_to_be_found_in() -> None:
    starts = tuple(start for _words, group in GROUPS.values() for start in group.split())
    assert [action for action in EVENT_NAMES if not action.startswith(starts)] == []


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2), min_size=1))
def test_no_cell_of_a_file_is_a_formula_and_the_rest_is_kept(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(rows)[1:], newline=""), delimiter=";"))
    assert [[harmless(cell) for cell in row] for row in rows] == read
    for row, cells in zip(rows, read, strict=True):
        for said, cell in zip(row, cells, strict=True):
            assert not cell.lstrip().startswith(STARTS)
            assert cell.removeprefix("'") == said.replace("\0", "").removeprefix("'")
