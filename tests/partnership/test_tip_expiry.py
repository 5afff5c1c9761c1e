"""A tip that nobody touches is emptied of all that describes anybody, once, and it is logged without content (F08)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.partnership.actions import tip_expiry as actions
from fremskudt.partnership.actions import tip_pair, tip_step
from fremskudt.partnership.models import ListRules, MemoryWord, Sighting, Tip, TipPair, TipSeen, TipStep
from fremskudt.partnership.rules import tip_expiry as rules
from fremskudt.partnership.rules.tip import Step, week_of
from tests.casework.pages import words
from tests.casework.test_contact_race import at_once
from tests.cast import Cast, assemble, enter
from tests.partnership.tip_field import area, tip, wall_code

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
MONDAY = date(2026, 11, 2)
LEFT = ("tip.expire", "tips.expired", "tips.expired_answered", "tips.expired_met")


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


@pytest.mark.parametrize(
    ("today", "keep_weeks", "due", "near"),
    [
        (date(2026, 11, 8), 2, False, True),
        (date(2026, 11, 15), 2, False, True),
        (date(2026, 11, 16), 2, True, True),  # the Monday two weeks on
        (date(2026, 11, 16), 5, False, False),
        (date(2026, 11, 23), 5, False, True),
        (date(2026, 12, 7), 5, True, True),
        (date(2027, 3, 1), 5, True, True),
    ],
)
def test_expiry_comes_so_many_whole_weeks_after_the_last_touch(
    today: date, keep_weeks: int, due: bool, near: bool
) -> None:
    assert (rules.last_due(today, keep_weeks) >= MONDAY) is due
    assert (week_of(today) >= rules.expires_on(MONDAY, keep_weeks)) is due
    assert rules.is_near(MONDAY, keep_weeks, today) is near


@pytest.mark.parametrize(("keep", "shown", "may"), [(8, 8, True), (12, 8, True), (7, 8, False)])
def test_expiry_never_comes_before_the_row_closes_towards_the_tipster(keep: int, shown: int, may: bool) -> None:
    assert bool(rules.may_decide(keep_weeks=keep, shown_weeks=shown)) is may


def full(people: Cast, **more: Any) -> Tip:
    """With everything that can hang on one."""
    one = tip(
        people, area=area(people), age="25_39", worry="much", asked="no", memory_word="ved køkkenet",
        batch=wall_code(people) if not more.get("weeks_ago", 0) % 2 else None, receipt_hash="0" * 64, **more,
    )  # fmt: skip
    Sighting.objects.create(tip=one, week_on=one.week_on, made_at=timezone.now(), by=people.partner)
    return one


def expired(one: Tip) -> Tip:
    one.refresh_from_db()
    assert one.expired_at is not None
    return one


def test_expiry_empties_all_that_describes_anybody_and_keeps_what_counts(people: Cast) -> None:
    one, like, fresh = full(people, weeks_ago=12), tip(people, weeks_ago=11), tip(people)
    tip_pair.join(tip=one, other=like, by=people.therapist)
    tip_step.step(tip=one, kind=Step.IN_CONTACT, by=people.therapist)
    Tip.objects.filter(pk=one.pk).update(touched_on=one.week_on)
    assert actions.expire(timezone.now()) == 1
    gone = expired(one)
    assert (gone.age, gone.worry, gone.asked, gone.batch, gone.receipt_hash, gone.by) == ("", "", "", None, "", None)
    for kept in ("place", "area", "organisation", "municipality", "week_on", "made_at", "code"):
        assert getattr(gone, kept) == getattr(one, kept), kept
    for model in (MemoryWord, Sighting, TipStep, TipPair):
        assert not model.objects.exists(), model  # type: ignore[attr-defined]
    assert set(TipSeen.objects.values_list("tip", flat=True)) == {like.pk, fresh.pk}
    assert Tip.objects.filter(expired_at=None).count() == 2
    lines = Event.objects.filter(action__in=LEFT)
    assert list(lines.values_list("action", "subject", "actor", "fields")) == [
        ("tip.expire", f"tip:{one.code}", "system", ""),
        ("tips.expired_answered", f"org:{people.drop_in.pk}", "system", ""),
        ("tips.expired_met", f"org:{people.drop_in.pk}", "system", ""),
        ("tips.expired", f"org:{people.municipalities['Randers'].pk}", "system", ""),
    ]
    assert len(set(lines.values_list("request", flat=True))) == 1
    assert actions.expire(timezone.now()) == 0


def test_expiry_counts_neither_an_answer_nor_a_contact_where_there_was_none(people: Cast) -> None:
    read, looked, said = (tip(people, weeks_ago=12) for _number in range(3))
    tip_step.step(tip=read, kind=Step.RECEIVED, by=people.therapist)
    tip_step.step(tip=looked, kind=Step.NOT_FOUND, by=people.therapist)
    tip_step.step(tip=said, kind=Step.SAID_NO, by=people.partner, by_house=True)
    Tip.objects.update(touched_on=read.week_on)
    assert actions.expire(timezone.now()) == 3
    assert Event.objects.filter(action="tips.expired_answered").count() == 1
    assert not Event.objects.filter(action="tips.expired_met").exists()


def test_expiry_follows_the_rules_of_each_municipality_and_any_touch(people: Cast) -> None:
    ListRules.objects.create(municipality=people.municipalities["Randers"], keep_weeks=3, shown_weeks=2)
    old, touched = tip(people, weeks_ago=3), tip(people, weeks_ago=3)
    elsewhere = tip(people, organisation=people.centre_elsewhere, by=people.therapist_elsewhere, weeks_ago=11)
    tip_step.step(tip=touched, kind=Step.LOOKING, by=people.therapist)
    assert actions.expire(timezone.now()) == 1
    assert set(Tip.objects.filter(expired_at=None)) == {touched, elsewhere}
    expired(old)
    with time_machine.travel(timezone.now() + timedelta(weeks=1), tick=False):
        assert actions.expire(timezone.now()) == 1
        assert expired(elsewhere)
    with time_machine.travel(timezone.now() + timedelta(weeks=3), tick=False):
        assert actions.expire(timezone.now()) == 1
    assert not Tip.objects.filter(expired_at=None).exists()


def test_expiry_takes_what_was_taken_back_too(people: Cast) -> None:
    one = tip(people, weeks_ago=13)
    Tip.objects.filter(pk=one.pk).update(taken_back_at=timezone.now())
    assert actions.expire(timezone.now()) == 1
    assert expired(one).by is None


class Killed(BaseException):
    """Not an Exception, as a kill is none: nothing of ours may catch it."""


@pytest.mark.parametrize("call", ["_delete", "_record"])
def test_expiry_that_is_killed_goes_on_where_it_was(people: Cast, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    all_of_them = [full(people, weeks_ago=13) for _number in range(5)]
    monkeypatch.setattr(actions, "BATCH", 2)
    real, n_calls = getattr(actions, call), iter(range(9))

    def killed_the_second_time(*args: Any) -> None:
        real(*args)
        if next(n_calls) == 1:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(actions, call, killed_the_second_time)
        with pytest.raises(Killed):
            actions.expire(timezone.now())
    done = Tip.objects.exclude(expired_at=None)
    assert done.count() == 2  # the first batch whole, the second not at all
    assert Event.objects.filter(action="tip.expire").count() == 2
    assert MemoryWord.objects.count() == Tip.objects.exclude(worry="").count() == 3
    assert actions.expire(timezone.now()) == 3
    subjects = Event.objects.filter(action="tip.expire").values_list("subject", flat=True)
    assert sorted(subjects) == sorted(f"tip:{one.code}" for one in all_of_them)
    assert Event.objects.filter(action="tips.expired").count() == 3


def test_expiry_by_two_workers_at_once_is_done_once(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    for _number in range(8):
        full(people, weeks_ago=13)
    done: list[int] = []
    at_once(*[lambda: done.append(actions.expire(timezone.now()))] * 2)
    assert sum(done) + actions.expire(timezone.now()) == 8
    subjects = list(Event.objects.filter(action="tip.expire").values_list("subject", flat=True))
    assert len(subjects) == len(set(subjects)) == 8
    assert not MemoryWord.objects.exists()


def test_expired_tip_is_gone_for_the_town_with_a_reason_and_for_others_without(people: Cast) -> None:
    one = full(people, weeks_ago=13)
    actions.expire(timezone.now())
    address = reverse("partnership:tip", args=[one.code])
    answer = enter(Client(), people.therapist).get(address)
    assert answer.status_code == 404
    assert "Prajet er slettet efter fristen. Det står i loggen, uden indhold." in words(answer)  # type: ignore[arg-type]
    pressed = enter(Client(), people.leader).post(
        reverse("partnership:tip_answer", args=[one.code]), {"kind": "looking"}
    )
    assert pressed.status_code == 404
    ulla = enter(Client(), people.therapist_elsewhere)
    assert ulla.get(address).content == ulla.get(reverse("partnership:tip", args=["9999-9999"])).content
    assert one.code not in enter(Client(), people.therapist).get(reverse("partnership:tips")).content.decode()
