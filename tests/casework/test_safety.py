"""Safety notices: what somebody saw, until a day, seen by those who follow, removed by two (F59, F61)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import safety as actions
from fremskudt.casework.models import Assignment, Citizen, DoorOpening, SafetyNotice
from fremskudt.casework.rules import safety as rules
from fremskudt.casework.rules.contact import PLACES, Place
from fremskudt.casework.rules.safety import NOTICES, Notice
from fremskudt.casework.selectors.safety import notices_in_force
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("tom_follows")]


def notice(
    about: Citizen, by: Any, kind: str = Notice.GO_TWO, days: int = 90, words: str = "Råbte i døren"
) -> SafetyNotice:
    today = timezone.localdate()
    return actions.add(
        citizen=about, kind=kind, words=words, seen_on=min(today, today + timedelta(days=days)), seen_by="Tea",
        review_on=today + timedelta(days=days), by=by,
    )  # fmt: skip


def page(name: str, about: Citizen, *more: Any) -> str:
    return reverse(f"casework:{name}", args=[about.code, *more])


def filled(**more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "kind": "go_two", "words": "Råbte i døren", "seen_on": today, "seen_by": "Tea",
        "review_on": today + timedelta(days=60), **more,
    }  # fmt: skip


# rules


def test_safety_rules_hold_until_fourteen_days_after_the_day_of_review() -> None:
    day = date(2026, 5, 20)
    cases = {date(2026, 1, 1): True, day: True, date(2026, 6, 3): True, date(2026, 6, 4): False}
    assert {today: day >= rules.oldest_in_force(today) for today in cases} == cases
    looks = {date(2026, 5, 5): False, date(2026, 5, 6): True, date(2026, 6, 1): True}
    assert {today: rules.asks_for_a_look(day, today) for today in looks} == looks


def test_safety_rules_review_is_at_most_twelve_months_ahead() -> None:
    today = date(2026, 3, 31)
    cases = {today: False, date(2026, 4, 1): True, date(2027, 3, 31): True, date(2027, 4, 1): False}
    assert {day: rules.may_review_on(day, today) for day in cases} == cases
    assert rules.usual_review(today) == date(2026, 6, 30)


TRUTH = [
    # kinds, company, reason, place → the sentence of the no, or nothing
    ([], False, "", Place.HOME, ""),
    ([Notice.DOG, Notice.OTHER], False, "", Place.HOME, ""),
    ([Notice.GO_TWO], False, "", Place.HOME, rules.GO_TWO_HERE),
    ([Notice.GO_TWO], False, "", Place.OUTDOORS, rules.GO_TWO_HERE),
    ([Notice.GO_TWO], False, "  ", Place.HOME, rules.GO_TWO_HERE),
    ([Notice.GO_TWO], True, "", Place.HOME, ""),
    ([Notice.GO_TWO], False, "Kun til døren", Place.HOME, ""),
    ([Notice.GO_TWO], False, "", Place.NOWHERE, ""),
    ([Notice.GO_TWO], False, "", "et sted, ingen kender", rules.GO_TWO_HERE),
    ([Notice.POLICE], True, "", Place.HOME, rules.POLICE_FIRST),
    ([Notice.POLICE], False, "Aftalt med Per", Place.HOME, ""),
    ([Notice.NO_HOME_VISIT], True, "", Place.HOME, rules.NOT_AT_HOME),
    ([Notice.NO_HOME_VISIT], False, "", Place.OUTDOORS, ""),
    ([Notice.NO_HOME_VISIT, Notice.GO_TWO], False, "", Place.OUTDOORS, rules.GO_TWO_HERE),
    ([Notice.NO_HOME_VISIT, Notice.GO_TWO], True, "", Place.HOME, rules.NOT_AT_HOME),
    (list(NOTICES), False, "", Place.NOWHERE, ""),
]


@pytest.mark.parametrize(("kinds", "company", "reason", "place", "said"), TRUTH)
def test_safety_rules_who_may_go(kinds: list[str], company: bool, reason: str, place: str, said: str) -> None:
    verdict = rules.may_go(kinds, company, reason, place)
    assert verdict.reason == said
    assert rules.is_override(kinds, company, reason, place) == bool(
        reason.strip() and not rules.may_go(kinds, company, "", place)
    )


def test_safety_rules_every_kind_and_every_place_is_answered() -> None:
    for kind in NOTICES:
        for place in PLACES:
            assert rules.may_go([kind], True, "fordi", place)
            alone = rules.may_go([kind], False, "", place)
            blocks = kind in {Notice.GO_TWO, Notice.POLICE} or (kind == Notice.NO_HOME_VISIT and place == Place.HOME)
            assert bool(alone) == (not blocks or place == Place.NOWHERE)


def test_safety_rules_two_remove() -> None:
    cases = {(None, 1): False, (1, 1): False, (1, 2): True}
    assert {case: bool(rules.may_remove(asked_by=case[0], by=case[1])) for case in cases} == cases


# pages


def test_safety_a_notice_is_written_with_what_the_page_shows_and_seen_by_those_who_follow(
    people: Cast, kanel: Citizen
) -> None:
    tea, tom = enter(Client(), people.therapist), enter(Client(), people.colleague)
    shown = tea.get(page("safety_new", kanel)).content.decode()
    for said in ("Skriv det, du så. Ikke hvad du tror.", 'value="Tea"', "<title>Ny opmærksomhed"):
        assert said in shown
    assert tea.post(page("safety_new", kanel), filled()).status_code == 302
    seen = tom.get(page("safety", kanel)).content.decode()
    for said in ("Gå to", "Råbte i døren", "Ses igen senest", "Set "):
        assert said in seen
    assert "Se på den igen" not in seen
    assert [event.fields for event in Event.objects.filter(action="safety.read", actor=people.colleague.key)] == [
        "free_text"
    ]
    assert Event.objects.filter(action="safety.add", subject=kanel.key).count() == 1


def test_safety_is_absent_for_others_and_open_through_a_door(people: Cast, kanel: Citizen) -> None:
    held = notice(kanel, people.therapist)
    for user in (people.leader, people.therapist_elsewhere):
        other = enter(Client(), user)
        for address in (
            page("safety", kanel),
            page("safety_review", kanel, held.pk),
            page("safety_remove", kanel, held.pk),
        ):
            assert other.get(address).status_code == 404
    for user in (people.partner, people.peer, people.professional, people.administrator, people.evaluator):
        assert enter(Client(), user).get(page("safety", kanel)).status_code == 403
    Assignment.objects.filter(user=people.colleague).update(ended_at=timezone.now())
    assert enter(Client(), people.colleague).get(page("safety", kanel)).status_code == 404
    now = timezone.now()
    DoorOpening.objects.create(
        citizen=kanel, user=people.colleague, reason="danger", words="Der er fare", opened_at=now,
        closes_at=now + timedelta(minutes=60),
    )  # fmt: skip
    assert "Råbte i døren" in enter(Client(), people.colleague).get(page("safety", kanel)).content.decode()
    assert Event.objects.get(action="safety.read").purpose == "door"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "Vælg, hvad det handler om."),
        ({"words": " "}, "Skriv det, du så. Ikke hvad du tror."),
        ({"words": "x" * 201}, "højst 200 tegn"),
        ({"seen_on": "2100-01-01"}, "ude i fremtiden"),
        ({"seen_on": "1800-01-01"}, "for langt tilbage"),
        ({"seen_by": ""}, "Skriv, hvem der så det."),
        ({"review_on": ""}, "Sæt en dato, hvor I ser på det igen."),
        ({"review_on": "2020-01-01"}, "højst 12 måneder frem"),
        ({"review_on": "2999-01-01"}, "højst 12 måneder frem"),
    ],
)
def test_safety_form_says_what_is_wrong_and_keeps_the_rest(
    people: Cast, kanel: Citizen, wrong: dict[str, Any], said: str
) -> None:
    sent = filled(**{"seen_by": "Politiet <b>", **wrong})
    response = enter(Client(), people.therapist).post(page("safety_new", kanel), sent)
    shown = response.content.decode()
    assert response.status_code == 422
    assert said in shown
    assert "seen_by" in wrong or "Politiet &lt;b&gt;" in shown
    assert not SafetyNotice.objects.exists()


def test_safety_pressed_twice_is_one(people: Cast, kanel: Citizen) -> None:
    tea = enter(Client(), people.therapist)
    for _time in range(2):
        tea.post(page("safety_new", kanel), filled())
    assert SafetyNotice.objects.count() == Event.objects.filter(action="safety.add").count() == 1


def test_safety_asks_for_a_look_and_then_expires_by_itself(people: Cast, kanel: Citizen) -> None:
    tea, held = enter(Client(), people.therapist), notice(kanel, people.therapist)
    today = timezone.localdate()
    for days, there, look in (
        (15, True, False),
        (14, True, True),
        (0, True, True),
        (-14, True, True),
        (-15, False, False),
    ):
        review = today + timedelta(days=days)
        SafetyNotice.objects.update(review_on=review, seen_on=review - timedelta(days=1))
        shown = tea.get(page("safety", kanel)).content.decode()
        assert ("Råbte i døren" in shown, "Se på den igen" in shown) == (there, look), days
    assert tea.get(page("safety_review", kanel, held.pk)).status_code == 404
    assert tea.post(page("safety_remove", kanel, held.pk)).status_code == 404


def test_safety_is_renewed_and_the_ask_to_remove_it_falls(people: Cast, kanel: Citizen) -> None:
    held = notice(kanel, people.therapist, days=3)
    actions.ask_to_remove(notice=held, by=people.colleague)
    tea, later = enter(Client(), people.therapist), timezone.localdate() + timedelta(days=120)
    assert tea.post(page("safety_review", kanel, held.pk), {"review_on": "2020-01-01"}).status_code == 422
    for _twice in range(2):
        assert tea.post(page("safety_review", kanel, held.pk), {"review_on": later}).status_code == 302
    held.refresh_from_db()
    assert (held.review_on, held.removal_asked_by) == (later, None)
    assert Event.objects.filter(action="safety.review").count() == 1


def test_safety_is_removed_by_two_and_never_by_one_in_two_sessions(people: Cast, kanel: Citizen) -> None:
    held = notice(kanel, people.leader)
    address = page("safety_remove", kanel, held.pk)
    first, again, second = (enter(Client(), user) for user in (people.therapist, people.therapist, people.colleague))
    assert "Der skal to til. Du beder om det" in first.get(address).content.decode()
    assert first.post(address).status_code == 302
    for session in (first, again):
        refused = session.post(address)
        assert refused.status_code == 409
        assert rules.BY_TWO in refused.content.decode()
        assert rules.BY_TWO in session.get(address).content.decode()
    assert "Tea bad om det" in second.get(address).content.decode()
    assert second.post(address).status_code == 302
    held.refresh_from_db()
    assert (held.removal_asked_by, held.removed_by) == (people.therapist, people.colleague)
    assert second.post(address).status_code == 404
    assert "Råbte" not in second.get(page("safety", kanel)).content.decode()


def test_safety_removed_while_another_page_lay_open_is_refused_with_the_reason(people: Cast, kanel: Citizen) -> None:
    held = notice(kanel, people.leader)
    actions.ask_to_remove(notice=held, by=people.therapist)
    actions.ask_to_remove(notice=held, by=people.colleague)
    actions.remove(notice=held, by=people.colleague)
    for late in (actions.ask_to_remove, actions.remove):
        with pytest.raises(NotNow, match="allerede fjernet"):
            late(notice=held, by=people.leader)
    with pytest.raises(NotNow, match="allerede fjernet"):
        actions.review(notice=held, review_on=timezone.localdate(), by=people.leader)


@pytest.mark.parametrize(("asked_by", "removed_by"), [("leader", "leader"), ("leader", None), (None, "dpo")])
def test_safety_two_are_also_asked_of_the_database(
    people: Cast, kanel: Citizen, asked_by: str | None, removed_by: str | None
) -> None:
    held, now = notice(kanel, people.leader), timezone.now()
    who = {
        "removal_asked_by": getattr(people, asked_by) if asked_by else None,
        "removed_by": getattr(people, removed_by) if removed_by else None,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        SafetyNotice.objects.filter(pk=held.pk).update(removal_asked_at=now, removed_at=now, **who)


def test_safety_of_merged_records_is_one(people: Cast, kanel: Citizen, django_assert_num_queries: Any) -> None:
    other = citizen(people, "Havre")
    mine, others = notice(kanel, people.therapist), notice(other, people.colleague, Notice.DOG, words="Hund")
    today = timezone.localdate()
    assert notices_in_force([kanel.pk, other.pk], today) == {kanel.pk: [mine], other.pk: [others]}
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    with django_assert_num_queries(2):
        found = notices_in_force([kanel.pk, other.pk], today)
    both = {mine.pk, others.pk}
    assert {key: {one.pk for one in value} for key, value in found.items()} == {kanel.pk: both, other.pk: both}
    assert notices_in_force([], today) == {}


def test_safety_page_asks_the_same_number_of_questions_for_many(
    people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        notice(kanel, people.colleague, words=f"Nummer {number}")
    tea = enter(Client(), people.therapist)
    tea.get(page("safety", kanel))
    with django_assert_max_num_queries(15):
        shown = tea.get(page("safety", kanel)).content.decode()
    assert shown.count("Ses igen senest") == 20
