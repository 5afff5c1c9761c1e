"""»Mindst N«: told once a month, in steps, and so that no single tip can be told to be a contact (F73)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise, product

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from fremskudt.access.models import Event, Organisation
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.actions.house_sum import close_month
from fremskudt.partnership.actions.tip_expiry import expire
from fremskudt.partnership.models import HouseSum, Tip, TipStep
from fremskudt.partnership.rules.house_sum import LADDER, to_tell
from fremskudt.partnership.selectors.house_sum import Counted, count_of
from fremskudt.partnership.selectors.house_tips import list_houses
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.casework.test_alarm import go
from tests.cast import Cast
from tests.partnership.tip_field import tip

MONTHS = 4  # of a history
HERE = timezone.get_default_timezone()


@pytest.mark.parametrize(
    ("n_contact", "n_begun", "told_before", "told"),
    [
        (0, 0, 0, 0), (2, 9, 0, 0), (3, 5, 0, 0), (3, 6, 0, 3), (4, 7, 0, 3), (5, 8, 0, 3), (6, 8, 0, 0), (6, 9, 0, 6),
        (9, 12, 0, 6), (10, 13, 0, 10), (14, 40, 0, 10), (15, 40, 0, 15), (29, 99, 0, 20), (999, 5000, 0, 500),
        (6, 8, 3, 3), (6, 6, 3, 3), (0, 9, 3, 3), (3, 9, 6, 6), (6, 9, 3, 6),
    ],
)  # fmt: skip
def test_house_sum_is_told_in_steps_and_never_falls(n_contact: int, n_begun: int, told_before: int, told: int) -> None:
    assert to_tell(n_contact=n_contact, n_begun=n_begun, told_before=told_before) == told


def test_house_sum_steps_are_wide_enough_that_one_more_may_be_anybody() -> None:
    assert LADDER[0] == 3
    assert all(later - earlier >= 3 for earlier, later in pairwise(LADDER))


@pytest.mark.parametrize(("n_contact", "n_begun"), [(-1, 3), (4, 3)])
def test_house_sum_of_what_cannot_be_is_an_error(n_contact: int, n_begun: int) -> None:
    with pytest.raises(ValueError, match="contacts of"):
        to_tell(n_contact=n_contact, n_begun=n_begun, told_before=0)


@dataclass(frozen=True)
class Course:
    """One tip on which the team began: in which month, and in which it became a contact (None: it did not).

    The house sees the first and not the second.
    """

    begun: int
    contact: int | None


def what_was_told(courses: Iterable[Course], n_months: int = MONTHS) -> list[int]:
    """The number of each first of the month after months 0, 1, 2 …"""
    told: list[int] = []
    for month in range(n_months):
        begun = [one for one in courses if one.begun <= month]
        n_contact = sum(one.contact is not None and one.contact <= month for one in begun)
        before = told[-1] if told else 0
        told.append(to_tell(n_contact=n_contact, n_begun=len(begun), told_before=before))
    return told


@dataclass(frozen=True)
class Known:
    """A tip the house knows to be a contact, since that person's yes lets it know: by which month, not since when."""

    begun: int
    shown: int


def values_left(
    begun: Sequence[int], told: Sequence[int], target: int, known: Sequence[Known] = ()
) -> set[bool]:  # fmt: skip
    """What the attacker cannot exclude of tip number `target`: whether it is a contact on the last of the firsts.

    They know the rules, when each tip was begun (`begun`), every number that was told, and of some further tips
    (`known`) that they are a contact. They walk through every course of events that fits: a state is how many of the
    others are a contact by now, how many of the known, and whether the target is. Any of the others that were begun may
    become one in any month, so every row of numbers that does not fall and has no more contacts than tips stands for
    some of them; of the known, those that were shown are.
    """
    others = [month for number, month in enumerate(begun) if number != target]
    states = {(0, 0, False)}
    for month, number in enumerate(told):
        most, most_known = sum(one <= month for one in others), sum(one.begun <= month for one in known)
        n_shown = sum(one.shown <= month for one in known)
        n_begun = most + most_known + (begun[target] <= month)
        states = {
            (n, n_known, is_contact)
            for before, known_before, was_contact in states
            for n, n_known, is_contact in product(
                range(before, most + 1),
                range(max(known_before, n_shown), most_known + 1),
                {was_contact, begun[target] <= month},
            )
            if to_tell(
                n_contact=n + n_known + is_contact, n_begun=n_begun, told_before=told[month - 1] if month else 0
            ) == number
        }  # fmt: skip
    return {is_contact for _n, _n_known, is_contact in states}


def every_course(begun: Sequence[int], n_months: int) -> Iterable[list[Course]]:
    """Every way in which it may have gone, one by one."""
    ways = [[Course(month, contact) for contact in (None, *range(month, n_months))] for month in begun]
    return (list(each) for each in product(*ways))


@pytest.mark.parametrize("begun", [(0,) * 6, (0,) * 7, (0, 0, 0, 0, 0, 1), (0, 0, 0, 1, 1, 1, 1), (0,) * 5 + (1, 1)])
def test_house_sum_attacker_walks_through_every_course_there_is(begun: tuple[int, ...]) -> None:
    """The short way of `values_left` finds what trying every course one by one finds; and none is ever told."""
    n_months, fitting = 2, dict[tuple[int, ...], list[list[Course]]]()
    for courses in every_course(begun, n_months):
        fitting.setdefault(tuple(what_was_told(courses, n_months)), []).append(courses)
    assert any(any(told) for told in fitting)
    for told, found in fitting.items():
        for target in range(len(begun)):
            left = {courses[target].contact is not None for courses in found}
            assert values_left(begun, told, target) == left == {True, False}, (begun, told, target)


courses_of_a_year = st.lists(
    st.integers(0, MONTHS - 1).flatmap(
        lambda month: st.builds(Course, st.just(month), st.none() | st.integers(month, MONTHS - 1))
    ),
    min_size=3,
    max_size=24,
)


@settings(max_examples=300, deadline=None)
@given(courses_of_a_year)
def test_house_sum_tells_of_no_single_tip(courses: list[Course]) -> None:
    told = what_was_told(courses)
    begun = [one.begun for one in courses]
    for target in range(len(courses)):
        assert values_left(begun, told, target) == {True, False}, (told, target)


@settings(max_examples=200, deadline=None)
@given(courses_of_a_year, st.randoms(use_true_random=False))
def test_house_sum_tells_of_no_further_contact_to_who_knows_some_by_a_yes(courses: list[Course], chance) -> None:  # type: ignore[no-untyped-def]
    """Whose persons said yes to it being known, the house knows; of one more it cannot say that it is a contact."""
    told, known, unknown = what_was_told(courses), [], []
    for one in courses:
        if one.contact is not None and chance.random() < 0.5:
            known.append(Known(one.begun, chance.randint(one.contact, MONTHS - 1)))
        else:
            unknown.append(one.begun)
    for target in range(len(unknown)):
        assert False in values_left(unknown, told, target, known), (told, target, known)


@settings(max_examples=200, deadline=None)
@given(courses_of_a_year)
def test_house_sum_never_falls_and_is_never_too_high(courses: list[Course]) -> None:
    told = what_was_told(courses)
    assert told == sorted(told)
    assert set(told) <= {0, *LADDER}
    assert told[-1] <= sum(one.contact is not None for one in courses)


def test_house_sum_counted_with_those_not_begun_would_tell() -> None:
    """Why tips the team has not begun on hide nobody: the house sees which they are, so it can leave them out."""
    begun, not_begun = (0, 0, 0), 3
    naive = 3 if len(begun) + not_begun - 3 >= 3 else 0
    assert naive == 3  # all three that were begun would be known to be a contact
    assert to_tell(n_contact=3, n_begun=len(begun), told_before=0) == 0


def at(month: int, day: int, hour: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=HERE)


def history(people: Cast, n_contact: int, n_begun: int, n_more: int = 0, house: Organisation | None = None) -> None:
    """Tips of a house, given and begun now; the first of them are a contact."""
    for number in range(n_begun + n_more):
        made = tip(people, organisation=house)
        if number < n_begun:
            tip_step.step(tip=made, kind="looking", by=people.therapist)
        if number < n_contact:
            tip_step.step(tip=made, kind="in_contact", by=people.therapist)


def told_sums(houses: list[int], today: date) -> dict[int, int]:
    """What the pages of these houses say."""
    return {one.organisation.pk: one.n_at_least for one in list_houses(houses, today) if one.n_at_least}


def told(house: Organisation) -> list[tuple[date, int]]:
    return list(HouseSum.objects.filter(organisation=house).order_by("month_on").values_list("month_on", "n_at_least"))


@pytest.mark.database
@pytest.mark.django_db
def test_house_sum_is_of_what_stood_before_the_first_also_when_it_is_late(people: Cast) -> None:
    with time_machine.travel(at(9, 20), tick=False):
        history(people, 3, 6)
        history(people, 2, 9, house=people.jobcentre)
        assert close_month(timezone.now()) == 0  # nothing was given before 1 September
    with time_machine.travel(at(10, 5), tick=False):
        history(people, 5, 9)  # after the first, so it waits a month
        assert close_month(timezone.now()) == 2
        assert close_month(timezone.now()) == 0
    assert told(people.drop_in) == [(date(2026, 10, 1), 3)]
    assert told(people.jobcentre) == [(date(2026, 10, 1), 0)]
    assert Event.objects.filter(action="own_tips.sum", actor="system").count() == 2
    assert told_sums([people.drop_in.pk, people.jobcentre.pk], date(2026, 10, 31)) == {people.drop_in.pk: 3}
    assert close_month(at(12, 1)) == 2  # November was missed
    assert told(people.drop_in) == [(date(2026, 10, 1), 3), (date(2026, 12, 1), 6)]


@pytest.mark.database
@pytest.mark.django_db
def test_house_sum_is_not_told_of_two_nor_where_hardly_any_is_left(people: Cast) -> None:
    with time_machine.travel(at(9, 20), tick=False):
        history(people, 2, 8)
        history(people, 4, 6, house=people.jobcentre)
        history(people, 3, 3, n_more=20, house=people.centre)  # the others were not begun: the house sees that
    assert close_month(at(10, 1)) == 3
    assert {number for _month, number in told(people.drop_in) + told(people.jobcentre) + told(people.centre)} == {0}
    assert told_sums([people.drop_in.pk, people.jobcentre.pk, people.centre.pk], date(2026, 10, 2)) == {}


@pytest.mark.database
@pytest.mark.django_db
def test_house_sum_begins_anew_with_the_year_and_does_not_fall_within_it(people: Cast) -> None:
    with time_machine.travel(at(9, 20), tick=False):
        history(people, 3, 6)
    close_month(at(10, 1))
    with time_machine.travel(at(10, 20), tick=False):
        for one in Tip.objects.all():
            tip_step.step(tip=one, kind="in_contact", by=people.therapist)  # all of them now
    close_month(at(11, 1))
    TipStep.objects.all().delete()  # as if all had expired
    close_month(at(12, 1))
    assert [number for _month, number in told(people.drop_in)] == [3, 3, 3]
    assert close_month(at(1, 1, year=2027)) == 0
    assert told_sums([people.drop_in.pk], date(2026, 12, 31)) == {people.drop_in.pk: 3}
    assert told_sums([people.drop_in.pk], date(2027, 1, 1)) == {}


@pytest.mark.database
@pytest.mark.django_db
def test_house_sum_counts_a_said_yes_but_no_undone_step_no_word_of_the_house_and_no_tip_taken_back(
    people: Cast,
) -> None:
    with time_machine.travel(at(9, 20), tick=False):
        history(people, 2, 6)
        some = list(Tip.objects.order_by("-pk")[:3])
        tip_step.step(tip=some[0], kind="said_no", by=people.partner, by_house=True)
        TipStep.objects.create(tip=some[1], kind="in_contact", made_at=timezone.now(), by=people.therapist,
                               undone_at=timezone.now())  # fmt: skip
        back = tip(people)
        Tip.objects.filter(pk=back.pk).update(taken_back_at=timezone.now())
        TipStep.objects.create(tip=back, kind="in_contact", made_at=timezone.now(), by=people.therapist)
    assert count_of(people.drop_in.pk, date(2026, 10, 1)) == Counted(n_contact=2, n_begun=6)
    with time_machine.travel(at(9, 21), tick=False):
        tip_step.step(tip=some[2], kind="said_yes", by=people.therapist)
    assert count_of(people.drop_in.pk, date(2026, 10, 1)) == Counted(n_contact=3, n_begun=6)


@pytest.mark.database
@pytest.mark.django_db
def test_house_sum_still_counts_what_has_expired_this_year_and_nothing_of_the_last(people: Cast) -> None:
    """By the lines that the expiry leaves in the log for the house; a tip itself no longer says what became of it."""
    with time_machine.travel(at(12, 10, year=2025), tick=False):
        history(people, 4, 5)
    with time_machine.travel(at(1, 10), tick=False):
        history(people, 2, 5, n_more=3)
        history(people, 3, 6, house=people.jobcentre)
    with time_machine.travel(at(3, 10), tick=False):
        assert expire(timezone.now()) == 5  # those of the last year
        history(people, 1, 2)
    assert count_of(people.drop_in.pk, date(2026, 4, 1)) == Counted(n_contact=3, n_begun=7)
    with time_machine.travel(at(7, 10), tick=False):
        assert expire(timezone.now()) == 8 + 6 + 2
        history(people, 1, 1)
    assert not TipStep.objects.filter(tip__expired_at__isnull=False).exists()
    assert count_of(people.drop_in.pk, date(2026, 8, 1)) == Counted(n_contact=4, n_begun=8)
    assert close_month(at(8, 1)) == 2
    assert told(people.drop_in) == [(date(2026, 8, 1), 3)]
    assert told(people.jobcentre) == [(date(2026, 8, 1), 3)]


@pytest.mark.database
@pytest.mark.django_db
def test_house_sum_of_a_batch_with_tips_of_two_years_is_rather_too_low(people: Cast) -> None:
    with time_machine.travel(at(12, 30, year=2025), tick=False):
        history(people, 2, 3)
    with time_machine.travel(at(1, 2), tick=False):
        history(people, 6, 10)
    with time_machine.travel(at(5, 1), tick=False):
        assert expire(timezone.now()) == 13
    assert count_of(people.drop_in.pk, date(2026, 6, 1)) == Counted(n_contact=8 - 3, n_begun=8 - 3 + 5 - 3)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(("late", "told_now"), [(timedelta(seconds=-1), 3), (timedelta(), 0)])
def test_house_sum_turns_at_midnight_where_the_people_are(people: Cast, late: timedelta, told_now: int) -> None:
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=HERE) + late, tick=False):
        history(people, 3, 6)
    close_month(at(10, 2))
    assert sum(number for _month, number in told(people.drop_in)) == told_now


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_house_sum_by_two_workers_at_once_is_written_once(people: Cast, request: pytest.FixtureRequest) -> None:
    first = timezone.localdate().replace(day=1)
    town = people.municipalities["Randers"]
    houses = [town.partners.create(kind="drop_in", name=f"Hus {number}") for number in range(12)]
    for house in houses:
        history(people, 0, 1, house=house)
    year = timezone.make_aware(datetime(first.year, 1, 1, 12))
    Tip.objects.update(made_at=year)
    workers = [fremskudt(request.getfixturevalue("url"), "-m", "tests.partnership.closing_months") for _ in range(2)]
    go(workers)
    ends = [worker.communicate(timeout=120) for worker in workers]
    assert [errors for _said, errors in ends] == ["", ""]
    written = sum(int(said) for said, _errors in ends)
    assert written == (len(houses) if first.month > 1 else 0)
