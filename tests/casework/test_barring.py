"""A barred worker meets exactly what an outsider meets, from the next request; lifting it takes two others."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from fremskudt.access.links import OWN_PAPERS, valid_link
from fremskudt.access.matrix import TABLE
from fremskudt.access.models import Event, Membership, User
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import barring as actions
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.models import Barring, Citizen, DoorOpening
from fremskudt.casework.rules import barring as rules
from fremskudt.casework.urls import urlpatterns
from tests.casework.field import citizen
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST, NEW = reverse("casework:barrings"), reverse("casework:barring_new")
REVIEW = date(2100, 1, 1)


def bar(kanel: Citizen, user: User, by: User) -> Barring:
    return actions.set_barring(citizen=kanel, user=user, reason="Tidligere kæreste", review_on=REVIEW, by=by)


def filled(people: Cast, kanel: Citizen, **more: Any) -> dict[str, Any]:
    review = timezone.localdate() + timedelta(days=90)
    return {
        "code": kanel.code, "worker": people.therapist.pk, "reason": "Tidligere kæreste", "review_on": review, **more
    }  # fmt: skip


def lift(barring: Barring) -> str:
    return reverse("casework:barring_lift", args=[barring.pk])


def test_barring_holds_from_the_next_request_of_a_session_that_is_open(people: Cast, kanel: Citizen) -> None:
    worker, page = enter(Client(), people.therapist), reverse("casework:citizen", args=[kanel.code])
    assert worker.get(page).status_code == 200
    leader = enter(Client(), people.leader)
    assert leader.post(NEW, filled(people, kanel)).status_code == 302
    assert worker.get(page).status_code == 404
    assert kanel.code not in worker.get(reverse("casework:caseload")).content.decode()
    event = Event.objects.get(action="barring.set")
    assert (event.subject, event.actor) == (kanel.key, people.leader.key)


ABOUT_ONE = [  # of the pages for those who follow; a partner's pages are no therapist's (tests/casework/test_agreed.py)
    pattern
    for pattern in urlpatterns
    if isinstance(pattern, URLPattern)
    and "<slug:code>" in str(pattern.pattern)
    and TABLE[f"casework:{pattern.name}"].roles & {Role.THERAPIST, Role.PROJECT_LEADER}
]


def about(pattern: URLPattern, code: str) -> str:
    """The address about that citizen; what else it names is made up."""
    made_up = {"IntConverter": 987654321, "SlugConverter": "findes-ikke", "UUIDConverter": UUID(int=4)}
    others = {name: made_up[type(one).__name__] for name, one in pattern.pattern.converters.items() if name != "code"}
    return reverse(f"casework:{pattern.name}", kwargs={"code": code, **others})


@pytest.mark.parametrize("pattern", ABOUT_ONE, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_barred_therapist_and_leader_meet_what_does_not_exist(
    people: Cast, kanel: Citizen, pattern: URLPattern, method: str
) -> None:
    both, outside = person("Begge", people.centre, Role.THERAPIST), people.therapist_elsewhere
    for user, place in ((both, people.centre), (outside, people.centre_elsewhere)):
        Membership.objects.create(user=user, organisation=place, role=Role.PROJECT_LEADER)
    kanel.assignments.create(user=both, began_at=timezone.now(), by=people.leader)
    door = {"opened_at": timezone.now(), "closes_at": timezone.now() + timedelta(hours=1)}
    kanel.door_openings.create(user=both, reason="other", words="Noget helt andet", **door)
    bar(kanel, both, people.leader)
    answers = [
        enter(Client(), user).generic(method, about(pattern, code))
        for user in (both, outside)
        for code in (kanel.code, "ZZZZ-9999")
    ]
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    assert answers[0].headers.items() == answers[1].headers.items()
    assert len(ABOUT_ONE) >= 7


def test_barring_closes_the_door_and_ends_the_links_of_the_barred(people: Cast, kanel: Citizen) -> None:
    now = timezone.now()
    opening = DoorOpening.objects.create(
        citizen=kanel, user=people.therapist, reason="other", words="Noget helt andet", opened_at=now,
        closes_at=now + timedelta(minutes=60),
    )  # fmt: skip
    _link, token = link_actions.give(citizen=kanel, purpose=OWN_PAPERS, by=people.therapist)
    assert valid_link(token)
    bar(kanel, people.therapist, people.leader)
    opening.refresh_from_db()
    assert opening.closed_at is not None
    assert valid_link(token) is None


def test_barring_leaves_the_assignment_beneath_so_that_lifting_brings_it_back(people: Cast, kanel: Citizen) -> None:
    barring = bar(kanel, people.therapist, people.leader)
    actions.ask_to_lift(barring=barring, by=people.leader)
    actions.lift(barring=barring, by=people.dpo)
    page = reverse("casework:citizen", args=[kanel.code])
    assert enter(Client(), people.therapist).get(page).status_code == 200


def test_barring_shows_who_why_and_until_when_to_those_who_set_them(people: Cast, kanel: Citizen) -> None:
    bar(kanel, people.therapist, people.leader)
    for reader in (people.second_leader, people.dpo):
        shown = enter(Client(), reader).get(LIST).content.decode()
        for said in ("Tea kan ikke se Kanel", kanel.code, "Tidligere kæreste", "Sat af Lea", "1. januar 2100"):
            assert said in shown
        assert "Se på den nu" not in shown
    assert Event.objects.filter(action="barring.read", subject=kanel.key).count() == 2
    Barring.objects.update(review_on=timezone.localdate())
    assert "Se på den nu" in enter(Client(), people.dpo).get(LIST).content.decode()


def test_barring_is_not_seen_elsewhere_nor_by_the_barred_leader(people: Cast, kanel: Citizen) -> None:
    barring = bar(kanel, people.leader, people.dpo)
    for user in (people.leader, people.leader_elsewhere, people.dpo_elsewhere):
        client = enter(Client(), user)
        assert kanel.code not in client.get(LIST).content.decode()
        assert client.get(lift(barring)).status_code == client.post(lift(barring)).status_code == 404
    assert not Event.objects.filter(action="barring.read").exists()
    barring.refresh_from_db()
    assert barring.lift_asked_by is None


def answer(client: Client, barring: Barring) -> HttpResponse:
    return client.post(lift(barring))  # type: ignore[return-value]


def test_barring_is_lifted_by_two_and_never_by_one_in_two_sessions(people: Cast, kanel: Citizen) -> None:
    barring = bar(kanel, people.therapist, people.leader)
    first, again, second = (enter(Client(), user) for user in (people.leader, people.leader, people.dpo))
    assert answer(first, barring).status_code == 302
    for session in (first, again):
        refused = answer(session, barring)
        assert refused.status_code == 409
        assert "Spærringen fjernes af to." in refused.content.decode()
        assert "Spærringen fjernes af to." in session.get(lift(barring)).content.decode()
    barring.refresh_from_db()
    assert barring.lifted_at is None
    assert answer(second, barring).status_code == 302
    barring.refresh_from_db()
    assert (barring.lift_asked_by, barring.lifted_by) == (people.leader, people.dpo)
    assert answer(second, barring).status_code == 404
    told = Event.objects.filter(action__startswith="barring.lift").order_by("number")
    assert [event.action for event in told] == ["barring.lift_asked", "barring.lifted"]


def test_barring_lifted_while_another_page_lay_open_is_refused_with_the_reason(people: Cast, kanel: Citizen) -> None:
    barring = bar(kanel, people.therapist, people.leader)
    actions.ask_to_lift(barring=barring, by=people.leader)
    actions.lift(barring=barring, by=people.dpo)
    for late in (actions.ask_to_lift, actions.lift):
        with pytest.raises(NotNow, match="allerede fjernet"):
            late(barring=barring, by=people.second_leader)
    assert Event.objects.filter(action__startswith="barring.lift").count() == 2


@pytest.mark.parametrize(
    ("asked_by", "lifted_by"),
    [("leader", "leader"), ("leader", None), (None, "dpo"), ("leader", "therapist"), ("therapist", "leader")],
)
def test_barring_two_are_also_asked_of_the_database(
    people: Cast, kanel: Citizen, asked_by: str | None, lifted_by: str | None
) -> None:
    barring, now = bar(kanel, people.therapist, people.leader), timezone.now()
    who = {
        "lift_asked_by": getattr(people, asked_by) if asked_by else None,
        "lifted_by": getattr(people, lifted_by) if lifted_by else None,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Barring.objects.filter(pk=barring.pk).update(lift_asked_at=now, lifted_at=now, **who)


def test_barring_the_barred_neither_asks_nor_lifts() -> None:
    assert not rules.may_ask(barred=1, by=1)
    assert rules.may_ask(barred=1, by=2)
    cases = {(None, 2): False, (2, 2): False, (2, 1): False, (1, 2): True, (2, 3): True}
    assert {case: bool(rules.may_lift(barred=1, asked_by=case[0], by=case[1])) for case in cases} == cases


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": ""}, "Skriv borgerens kode"),
        ({"code": "ZZZZ-9999"}, "Ingen borger i kommunen har den kode"),
        ({"worker": ""}, "Vælg en medarbejder"),
        ({"worker": 987654}, "Vælg en fra listen"),
        ({"reason": " "}, "Skriv grunden"),
        ({"review_on": "i morgen"}, "Skriv dagen som"),
        ({"review_on": "2020-01-01"}, "Vælg en dag efter i dag"),
        ({"review_on": "2999-01-01"}, "højst to år frem"),
    ],
)
def test_barring_form_says_what_is_wrong(people: Cast, kanel: Citizen, wrong: dict[str, Any], said: str) -> None:
    response = enter(Client(), people.leader).post(NEW, filled(people, kanel, **wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Barring.objects.exists()


def test_barring_reaches_neither_people_nor_citizens_of_another_municipality(people: Cast, kanel: Citizen) -> None:
    client, elsewhere = enter(Client(), people.leader), citizen(people, "Timian", municipality="Vejle")
    for wrong in ({"worker": people.therapist_elsewhere.pk}, {"code": elsewhere.code}):
        assert client.post(NEW, filled(people, kanel, **wrong)).status_code == 422
    Membership.objects.create(user=people.leader, organisation=people.municipalities["Vejle"], role=Role.PROJECT_LEADER)
    crossed = client.post(NEW, filled(people, kanel, worker=people.therapist_elsewhere.pk))
    assert crossed.status_code == 422
    assert "en anden kommune" in crossed.content.decode()
    assert not Barring.objects.exists()


def test_barring_the_same_again_makes_no_other(people: Cast, kanel: Citizen) -> None:
    client = enter(Client(), people.leader)
    client.post(NEW, filled(people, kanel))
    assert "spærret i forvejen" in client.post(NEW, filled(people, kanel)).content.decode()
    assert bar(kanel, people.therapist, people.dpo).set_by == people.leader
    assert Barring.objects.count() == Event.objects.filter(action="barring.set").count() == 1


def test_barring_is_looked_at_again_after_half_a_year(people: Cast) -> None:
    days = {
        date(2026, 8, 31): date(2027, 2, 28),
        date(2026, 6, 30): date(2026, 12, 30),
        date(2027, 8, 29): date(2028, 2, 29),
    }
    assert {day: rules.review_day(day) for day in days} == days
    assert [rules.is_due(date(2026, 5, 4), day) for day in (date(2026, 5, 3), date(2026, 5, 4))] == [False, True]
    shown = enter(Client(), people.leader).get(NEW).content.decode()
    assert f'value="{rules.review_day(timezone.localdate()):%Y-%m-%d}"' in shown


def test_barring_list_asks_the_same_number_of_questions_for_many(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        bar(citizen(people, f"Dæknavn {number}"), people.therapist, people.leader)
    client = enter(Client(), people.dpo)
    client.get(LIST)
    with django_assert_max_num_queries(15):
        shown = client.get(LIST).content.decode()
    assert len(re.findall("kan ikke se Dæknavn", shown)) == 25
    with django_assert_max_num_queries(15):
        client.get(NEW)
