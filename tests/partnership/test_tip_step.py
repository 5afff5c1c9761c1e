"""What may follow what with a tip, said once however often it is pressed, and undone for ten minutes (F04)."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import tip as tips
from fremskudt.partnership.actions import tip_step as actions
from fremskudt.partnership.models import Tip, TipStep
from fremskudt.partnership.rules import process, undo
from fremskudt.partnership.rules import tip_step as rules
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.tip_step import Group
from tests.casework.test_contact_race import at_once
from tests.cast import Cast, assemble
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.get_default_timezone())
MINUTE = timedelta(minutes=1)
OPEN = set(Step) - {Step.CLOSED, Step.SAID_YES}


@pytest.mark.parametrize("kind", Step)
@pytest.mark.parametrize("last", [None, *Step])
@pytest.mark.parametrize("by_house", [False, True])
def test_step_may_follow_as_the_table_says(kind: Step, last: Step | None, by_house: bool) -> None:
    team = [] if last is None else [last]
    verdict = rules.may_step(kind, team, by_house=by_house)
    if by_house:
        allowed = kind in {Step.SAID_NO, Step.SAID_MAYBE}  # whatever the team has done: a no would tell of it
    elif last is Step.CLOSED:
        allowed = False
    elif last is Step.SAID_YES:
        allowed = kind is Step.CLOSED
    else:
        allowed = True
    assert bool(verdict) is allowed
    if last is Step.CLOSED and not by_house:
        assert verdict.reason == "Prajet er lukket af en kollega."
        assert rules.may_step(kind, team, closed_by_me=True).reason == "Prajet er lukket."


@pytest.mark.parametrize("kinds", product(OPEN, repeat=2))
def test_step_may_come_again_and_in_any_order_until_it_is_closed(kinds: tuple[Step, Step]) -> None:
    for kind in (*rules.ANSWERS, *rules.ASKED, Step.SAID_YES):
        assert rules.may_step(kind, kinds)


@pytest.mark.parametrize("last", ["", *Step])
@pytest.mark.parametrize("is_late", [False, True])
def test_group_follows_the_last_step_and_waits_only_without_an_answer(last: str, is_late: bool) -> None:
    group = rules.group_of(last, is_late=is_late)
    if last in {"", Step.RECEIVED}:
        assert group is (Group.WAITING if is_late else Group.READ if last else Group.NEW)
    else:
        assert group is rules.GROUP_OF[Step(last)]
        assert group not in {Group.NEW, Group.READ, Group.WAITING}


def test_group_every_one_has_a_name_and_every_step_a_group() -> None:
    assert set(rules.GROUPS) == set(Group)
    assert set(rules.GROUP_OF) == set(Step)
    assert Step.SAID_YES not in {*rules.ANSWERS, *rules.ASKED}  # no button writes it


@pytest.mark.parametrize("kind", Step)
@pytest.mark.parametrize("is_mine", [True, False])
@pytest.mark.parametrize(("after", "in_time"), [(0, True), (10, True), (11, False), (-1, False)])
def test_step_is_undone_by_its_writer_within_ten_minutes(kind: Step, is_mine: bool, after: int, in_time: bool) -> None:
    verdict = rules.may_undo_step(kind=kind, is_mine=is_mine, made_at=NOW, now=NOW + after * MINUTE)
    assert bool(verdict) is (is_mine and in_time and kind is not Step.SAID_YES)
    assert undo.may_undo(NOW, NOW + after * MINUTE) is in_time


MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("today", "weeks"),
    [(MONDAY, 0), (date(2026, 11, 8), 0), (date(2026, 11, 9), 1), (date(2026, 12, 6), 4), (date(2026, 10, 1), 0)],
)
def test_process_counts_weeks_from_the_week_it_was_first_seen(today: date, weeks: int) -> None:
    assert process.weeks_in_process(MONDAY, today) == weeks


@pytest.mark.parametrize(("on", "late"), [(date(2026, 11, 12), False), (date(2026, 11, 13), True)])
def test_promise_is_broken_on_the_day_after_the_last(on: date, late: bool) -> None:
    assert process.is_late(MONDAY, on, 10) is late


def test_promise_counts_answers_in_time_and_those_that_wait_too_long() -> None:
    waited, today = process.Waited, date(2026, 11, 30)
    tips = [
        waited(MONDAY, date(2026, 11, 12), 10),  # in time
        waited(MONDAY, date(2026, 11, 13), 10),  # answered, a day late
        waited(MONDAY, None, 10),  # waits too long
        waited(date(2026, 11, 20), None, 10),  # can still be in time
        waited(date(2026, 11, 29), date(2026, 11, 29), 10),  # in time
    ]
    assert process.kept(tips, today) == process.Promise(n=4, n_in_time=2, n_waiting=1)
    assert process.kept([], today) == process.Promise(0, 0, 0)


def kinds_of(one: Tip) -> list[str]:
    return list(TipStep.objects.standing().filter(tip=one).values_list("kind", flat=True))


def test_step_of_the_team_says_read_too_and_moves_the_week(people: Cast) -> None:
    one = tip(people, weeks_ago=3)
    actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    assert kinds_of(one) == [Step.RECEIVED, Step.LOOKING]
    one.refresh_from_db()
    assert one.touched_on == week_of(timezone.localdate())
    assert one.week_on == one.touched_on - timedelta(weeks=3)
    events = Event.objects.filter(subject=f"tip:{one.code}", actor=people.therapist.key)
    assert list(events.values_list("action", "fields")) == [("tip.answer", "coded")]


def test_step_pressed_twice_is_one_and_later_another(people: Cast) -> None:
    one = tip(people)
    first = actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    assert actions.step(tip=one, kind=Step.LOOKING, by=people.therapist) == first
    actions.step(tip=one, kind=Step.NOT_FOUND, by=people.therapist)
    actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
        actions.step(tip=one, kind=Step.LOOKING, by=people.colleague)
    looks = [Step.LOOKING, Step.NOT_FOUND, Step.LOOKING, Step.LOOKING, Step.LOOKING]
    assert kinds_of(one) == [Step.RECEIVED, *looks]
    assert Event.objects.filter(action="tip.answer").count() == 5


def test_step_after_a_colleague_closed_it_is_refused_and_a_double_tap_on_close_is_not(people: Cast) -> None:
    one = tip(people)
    closed = actions.step(tip=one, kind=Step.CLOSED, by=people.therapist)
    assert actions.step(tip=one, kind=Step.CLOSED, by=people.therapist) == closed
    for user, reason in (
        (people.colleague, "Prajet er lukket af en kollega."),
        (people.therapist, "Prajet er lukket."),
    ):
        for kind in (Step.LOOKING, Step.IN_CONTACT, Step.SAID_NO, Step.SAID_YES):
            with pytest.raises(NotNow, match=reason):
                actions.step(tip=one, kind=kind, by=user)
    actions.undo(step=closed, by=people.therapist)
    actions.step(tip=one, kind=Step.IN_CONTACT, by=people.colleague)
    assert kinds_of(one) == [Step.RECEIVED, Step.IN_CONTACT]


def test_house_may_write_a_no_whatever_the_team_has_done_and_nothing_else(people: Cast) -> None:
    one = tip(people)
    actions.step(tip=one, kind=Step.IN_CONTACT, by=people.therapist)
    actions.step(tip=one, kind=Step.CLOSED, by=people.therapist)
    for kind in (Step.SAID_NO, Step.SAID_MAYBE):
        made = actions.step(tip=one, kind=kind, by=people.partner, by_house=True)
        assert made.by_house
        assert actions.step(tip=one, kind=kind, by=people.partner, by_house=True) == made
    for kind in OPEN - {Step.SAID_NO, Step.SAID_MAYBE}:
        with pytest.raises(NotNow):
            actions.step(tip=one, kind=kind, by=people.partner, by_house=True)
    # the house's own line opens nothing again, and the log puts no code beside a person of the house
    with pytest.raises(NotNow):
        actions.step(tip=one, kind=Step.LOOKING, by=people.colleague)
    event = Event.objects.filter(action="tip.asked_by_house").last()
    assert event is not None
    assert (event.actor, event.subject) == (people.partner.key, f"org:{people.drop_in.pk}")


def test_house_alone_says_nothing_of_the_team(people: Cast) -> None:
    one = tip(people)
    actions.step(tip=one, kind=Step.SAID_NO, by=people.partner, by_house=True)
    assert kinds_of(one) == [Step.SAID_NO]  # no »read« came with it


def test_undo_takes_the_press_back_with_its_read_and_is_done_once(people: Cast) -> None:
    one = tip(people)
    made = actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    with pytest.raises(NotNow, match="Kun den, der skrev det"):
        actions.undo(step=made, by=people.colleague)
    assert [actions.undo(step=made, by=people.therapist) for _press in range(2)] == [2, 0]
    assert kinds_of(one) == []
    assert TipStep.objects.filter(tip=one).count() == 2  # the lines stay, undone
    assert Event.objects.filter(action="tip.undo").count() == 1


def test_undo_of_one_step_leaves_the_others_and_comes_too_late_after_ten_minutes(people: Cast) -> None:
    one = tip(people)
    first = actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    second = actions.step(tip=one, kind=Step.NOT_FOUND, by=people.therapist)
    actions.undo(step=second, by=people.therapist)
    assert kinds_of(one) == [Step.RECEIVED, Step.LOOKING]
    actions.step(tip=one, kind=Step.IN_CONTACT, by=people.colleague)
    actions.undo(step=first, by=people.therapist)
    assert kinds_of(one) == [Step.RECEIVED, Step.IN_CONTACT]  # what the house may have seen stays under an answer
    late = actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    with time_machine.travel(timezone.now() + 11 * MINUTE, tick=False), pytest.raises(NotNow, match="ti minutter"):
        actions.undo(step=late, by=people.therapist)


def test_undo_never_takes_a_yes(people: Cast) -> None:
    made = actions.step(tip=tip(people), kind=Step.SAID_YES, by=people.therapist)
    with pytest.raises(NotNow, match="Et ja fortrydes ikke her"):
        actions.undo(step=made, by=people.therapist)


def test_receive_marks_the_unread_once_and_is_undone_in_one(people: Cast) -> None:
    three = [tip(people) for _number in range(3)]
    actions.step(tip=three[0], kind=Step.LOOKING, by=people.colleague)
    assert [actions.receive(tips=three, by=people.therapist) for _press in range(2)] == [2, 0]
    assert Event.objects.filter(action="tip.receive").count() == 2
    line = TipStep.objects.standing().filter(tip=three[1]).get()
    actions.step(tip=three[2], kind=Step.CLOSED, by=people.colleague)
    assert actions.undo(step=line, by=people.therapist) == 1  # not where a colleague has answered since
    assert [kinds_of(one) for one in three] == [
        [Step.RECEIVED, Step.LOOKING], [], [Step.RECEIVED, Step.CLOSED]
    ]  # fmt: skip


def test_receive_leaves_what_is_off_the_list(people: Cast) -> None:
    gone, taken = tip(people), tip(people)
    Tip.objects.filter(pk=gone.pk).update(expired_at=timezone.now())
    tips.take_back(tip=taken, by=people.partner)
    assert actions.receive(tips=[gone, taken], by=people.therapist) == 0
    for one, reason in ((gone, rules.EXPIRED), (taken, rules.TAKEN_BACK)):
        with pytest.raises(NotNow, match=reason):
            actions.step(tip=one, kind=Step.LOOKING, by=people.therapist)


@pytest.mark.django_db(transaction=True)
def test_step_two_therapists_at_once_both_stand(transactional_db: None) -> None:
    people = assemble()
    one = tip(people)
    at_once(
        lambda: actions.step(tip=one, kind=Step.LOOKING, by=people.therapist) and None,
        lambda: actions.step(tip=one, kind=Step.LOOKING, by=people.colleague) and None,
    )
    assert kinds_of(one) == [Step.RECEIVED, Step.LOOKING, Step.LOOKING]


@pytest.mark.django_db(transaction=True)
def test_step_of_two_who_close_at_once_the_second_is_told(transactional_db: None) -> None:
    people = assemble()
    one, told = tip(people), list[str]()

    def close(user: object) -> None:
        try:
            actions.step(tip=one, kind=Step.CLOSED, by=user)  # type: ignore[arg-type]
            told.append("closed")
        except NotNow as no:
            told.append(no.reason)

    at_once(lambda: close(people.therapist), lambda: close(people.colleague))
    assert sorted(told) == ["Prajet er lukket af en kollega.", "closed"]
    assert kinds_of(one) == [Step.RECEIVED, Step.CLOSED]
