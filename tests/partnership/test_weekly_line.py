"""The week's line: plain words of our own work, and the same whatever the house does not see (F74)."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import Campaign, HouseSum, TipStep
from fremskudt.partnership.rules.tip import Step
from fremskudt.partnership.rules.weekly_line import Week, days_out, is_time_to_mail, sentences
from fremskudt.partnership.selectors.house_tips import count_house_tips
from fremskudt.partnership.selectors.weekly_line import weekly_line
from tests.casework.lix import lix
from tests.cast import Cast
from tests.partnership.tip_field import OUR_WORK, tip

HERE = timezone.get_default_timezone()
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=HERE)
MONDAY, TODAY = date(2026, 11, 16), FRIDAY.date()
THANKS = "Tak, fordi I holder øje."
STILL = f"Vi kigger stadig. {THANKS}"


def line(people: Cast, today: date = TODAY, *houses: Organisation) -> Week:
    return weekly_line([house.pk for house in houses or [people.drop_in]], today).week


def tour(people: Cast, on: date, town: str = "Randers", **more: object) -> Campaign:
    return Campaign.objects.create(
        **{
            "municipality": people.municipalities[town], "kind": "evening_tour", "title": "En tur", "on": on,
            "made_at": timezone.now(), "by": people.leader, **more,
        }  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (Week(), STILL),
        (Week(4, 4, is_all_read=True), f"I denne uge var vi ude fire aftener. Alle jeres praj er læst. {STILL}"),
        (Week(1, 1), f"I denne uge var vi ude én aften. {STILL}"),
        (Week(n_at_least=6), f"Siden nytår er mindst 6 af jeres praj blevet til kontakt. {THANKS}"),
        (Week(1, 3), f"I denne uge var vi ude tre dage. {STILL}"),
        (Week(7, 7), f"I denne uge var vi ude hver aften. {STILL}"),
        (Week(0, 7), f"I denne uge var vi ude hver dag. {STILL}"),
    ],
)  # fmt: skip
def test_weekly_line_says_it_plainly(week: Week, said: str) -> None:
    assert " ".join(sentences(week)) == said


def test_weekly_line_can_be_read_by_anybody() -> None:
    for n_evenings, n_more, is_all_read, n_at_least in product(range(8), range(8), (True, False), (0, 3, 150)):
        if n_evenings + n_more <= 7:
            told = sentences(Week(n_evenings, n_evenings + n_more, is_all_read, n_at_least))
            assert lix(" ".join(told)) <= 30, told
            assert told[-1] == THANKS
            assert not [word for word in ("stof", "misbrug", "behandling", "!") if word in " ".join(told)]


@pytest.mark.parametrize(
    ("on", "until_on", "n"),
    [
        (date(2026, 11, 15), None, 0), (date(2026, 11, 16), None, 1), (date(2026, 11, 20), None, 1),
        (date(2026, 11, 21), None, 0), (date(2026, 11, 10), date(2026, 11, 17), 2),
        (date(2026, 11, 18), date(2026, 12, 24), 3), (date(2026, 11, 1), date(2026, 11, 30), 5),
    ],
)  # fmt: skip
def test_weekly_line_counts_the_days_of_this_week_until_today(on: date, until_on: date | None, n: int) -> None:
    assert len(days_out(on, until_on, TODAY)) == n


@pytest.mark.parametrize(
    ("day", "hour", "is_time"),
    [(19, 12, False), (20, 8, False), (20, 9, True), (20, 19, True), (20, 20, False), (21, 12, False)],
)
def test_weekly_line_is_mailed_on_fridays_by_day(day: int, hour: int, is_time: bool) -> None:
    assert is_time_to_mail(datetime(2026, 11, day, hour, 59, tzinfo=HERE)) is is_time


@pytest.mark.database
@pytest.mark.django_db
def test_weekly_line_counts_tours_of_ones_own_municipality_done_this_week(people: Cast) -> None:
    for more in (
        {"on": MONDAY}, {"on": MONDAY}, {"on": date(2026, 11, 18)}, {"on": date(2026, 11, 21)},
        {"on": date(2026, 11, 13)}, {"on": date(2026, 11, 17), "cancelled_at": FRIDAY},
        {"on": date(2026, 11, 19), "kind": "poster"}, {"on": date(2026, 11, 20), "town": "Vejle"},
    ):  # fmt: skip
        tour(people, **more)  # type: ignore[arg-type]
    assert line(people) == Week(n_evenings=2, n_days=2)
    assert line(people, date(2026, 11, 23)) == Week()


@pytest.mark.database
@pytest.mark.django_db
def test_weekly_line_counts_days_on_which_the_team_went_to_look(people: Cast) -> None:
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False) as clock:
        mine, others = tip(people), tip(people, organisation=people.jobcentre)
        clock.move_to(FRIDAY - timedelta(days=4))
        tip_step.step(tip=mine, kind="received", by=people.therapist)
        assert line(people).n_days == 0  # to read is not to be out
        tip_step.step(tip=mine, kind="looking", by=people.therapist)
        clock.move_to(FRIDAY - timedelta(days=3))
        tip_step.step(tip=others, kind="not_found", by=people.therapist)
        tip_step.step(tip=mine, kind="said_no", by=people.partner, by_house=True)
        clock.move_to(FRIDAY)
        tip_step.step(tip=mine, kind="not_found", by=people.therapist)
    tour(people, MONDAY)
    assert line(people) == Week(n_evenings=1, n_days=3, is_all_read=True)


@pytest.mark.database
@pytest.mark.django_db
def test_weekly_line_says_all_is_read_when_it_is(people: Cast) -> None:
    assert not line(people).is_all_read  # of no tips nothing is said
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False):
        first, second = tip(people), tip(people)
        tip_step.step(tip=first, kind="received", by=people.therapist)
        tip_step.step(tip=second, kind="said_maybe", by=people.partner, by_house=True)
        assert not line(people).is_all_read
        tip_step.step(tip=second, kind="received", by=people.therapist)
    assert line(people).is_all_read
    tip(people, organisation=people.jobcentre)
    assert line(people).is_all_read
    gone = tip(people, weeks_ago=12)  # whether it has expired is nothing the house may learn
    assert line(people).is_all_read
    tip_step.step(tip=gone, kind="closed", by=people.therapist)
    assert not line(people, TODAY, people.drop_in, people.jobcentre).is_all_read


@pytest.mark.database
@pytest.mark.django_db
def test_weekly_line_tells_the_sum_of_ones_own_houses(people: Cast) -> None:
    for house, month, number in (
        (people.drop_in, date(2026, 10, 1), 3), (people.drop_in, date(2026, 11, 1), 6),
        (people.jobcentre, date(2026, 11, 1), 3), (people.centre, date(2025, 12, 1), 10),
    ):  # fmt: skip
        HouseSum.objects.create(organisation=house, month_on=month, n_at_least=number, made_at=timezone.now())
    assert line(people).n_at_least == 6
    assert line(people, TODAY, people.drop_in, people.jobcentre, people.centre).n_at_least == 9
    assert line(people, TODAY, people.centre).n_at_least == 0


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("hidden", sorted(set(Step) - OUR_WORK))
def test_weekly_line_and_counts_are_the_same_whatever_the_house_does_not_see(people: Cast, hidden: str) -> None:
    """Two worlds: in one the team is looking, in the other it has met the person. Line and counts are one."""
    houses = [people.drop_in.pk]
    with time_machine.travel(FRIDAY - timedelta(days=4), tick=False) as clock:
        one = tip(people)
        looking = tip_step.step(tip=one, kind="looking", by=people.therapist)
        clock.move_to(FRIDAY)
        seen = (line(people), count_house_tips(houses, TODAY))
        later = TipStep.objects.create(tip=one, kind=hidden, made_at=FRIDAY, by=people.therapist)
        assert (line(people), count_house_tips(houses, TODAY)) == seen
        TipStep.objects.filter(pk=later.pk).delete()
        TipStep.objects.filter(pk=looking.pk).update(kind=hidden)  # the first answer of all
        assert (line(people), count_house_tips(houses, TODAY)) == seen


@pytest.mark.database
@pytest.mark.django_db
def test_house_tips_are_counted_open_and_new(people: Cast) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        for weeks_ago in (0, 3, 7, 8, 11, 12):
            made = tip(people, weeks_ago=weeks_ago)
        fresh = tip(people)
        tip_step.step(tip=fresh, kind="looking", by=people.therapist)
        tip_step.step(tip=made, kind="received", by=people.therapist)
        tip(people, organisation=people.jobcentre)
        counted = count_house_tips([people.drop_in.pk], TODAY)
    assert (counted.n_open, counted.n_news) == (4, 1)


@pytest.mark.database
@pytest.mark.django_db
def test_weekly_line_costs_the_same_with_many_as_with_one(people: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            weekly_line([people.drop_in.pk], timezone.localdate())
            count_house_tips([people.drop_in.pk], timezone.localdate())
        return len(asked)

    tip_step.step(tip=tip(people), kind="looking", by=people.therapist)
    tour(people, timezone.localdate())
    few = cost()
    for _number in range(15):
        tip_step.step(tip=tip(people), kind="not_found", by=people.therapist)
        tour(people, timezone.localdate())
    assert cost() == few <= 9
