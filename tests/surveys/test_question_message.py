"""Citizens are written to about what is open: once, and once again, by whatever stands as it goes (F35, F83)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.gateways import FileGateway
from fremskudt.access.models import Event, PersonalLink
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Citizen, Message, Pause
from fremskudt.casework.rules import message as may
from fremskudt.surveys.actions import answer_link, hold, invitation, no_answer
from fremskudt.surveys.actions.question_message import read_replies, send_due, send_now
from fremskudt.surveys.models import Hold, Invitation, Wave
from fremskudt.surveys.rules import question_message as rules
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.question_message import due_of, may_send_now
from tests.casework.message_field import HERE, NOON, WHOLE, phone_folder, reachable, sent, write_back
from tests.cast import Cast
from tests.surveys.asking_field import asked, give_all, licence, says, says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DAY = timedelta(days=1)
FIRST = "Hej. Her er det, vi talte om: "
AGAIN = "Hej. Linket virker til søndag den 13. december. Det gør ikke noget, hvis du ikke når det. Hilsen Tea"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    cache.clear()
    return phone_folder(settings, tmp_path)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def wave(people: Cast) -> Wave:
    return study_with_wave(people)  # from 13 November to 13 December


@pytest.fixture
def kanel(people: Cast, wave: Wave) -> Citizen:
    one = reachable(people)
    says_yes(people, one, wave.study)
    return one


def at(clock: time_machine.Traveller, when: datetime) -> int:
    """A round of the watch at that time, with nobody resting."""
    clock.move_to(when)
    cache.clear()
    return send_due(when)


def test_question_message_goes_once_with_a_link_that_works(
    kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller
) -> None:
    assert send_due(NOON) == 1
    for later in (timedelta(), timedelta(hours=2), 3 * DAY, -timedelta(hours=1)):
        assert at(clock, NOON + later) == 0
    ((to, text),) = sent(folder)
    assert to == WHOLE
    assert text.startswith(f"{FIRST}http://aftaler.example.org:8000/s/")
    assert text.endswith(" Spring over, hvad du vil. Hilsen Tea")
    link = links.valid_link(text.split()[7].rstrip("/").rpartition("/")[2])
    assert link is not None
    assert (link.purpose, link.subject) == (links.ANSWER, kanel.key)
    asked_by = Invitation.objects.get()
    assert (asked_by.way, asked_by.by, asked_by.wave) == (Way.SMS, None, wave)
    assert Event.objects.filter(action="message.send", subject=kanel.key, actor="system").count() == 1


def test_question_message_goes_again_once_a_week_after_with_the_last_day(
    kanel: Citizen, folder: Path, clock: time_machine.Traveller
) -> None:
    at(clock, NOON)
    assert at(clock, NOON + 6 * DAY) == 0
    assert at(clock, NOON + 7 * DAY) == 1
    assert [text for _to, text in sent(folder)][1] == AGAIN
    for days in range(8, 60):
        assert at(clock, NOON + days * DAY) == 0
    assert len(sent(folder)) == 2
    assert PersonalLink.objects.count() == 1


def test_question_message_again_does_not_come_late_or_after_the_round(
    kanel: Citizen, folder: Path, clock: time_machine.Traveller
) -> None:
    at(clock, NOON)
    assert at(clock, NOON + 15 * DAY) == 0
    assert at(clock, NOON + 25 * DAY) == 0
    assert len(sent(folder)) == 1


def test_question_message_again_is_not_for_who_has_answered_or_whose_link_is_ended(
    people: Cast, kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller
) -> None:
    at(clock, NOON)
    PersonalLink.objects.update(revoked_at=NOON)
    assert at(clock, NOON + 7 * DAY) == 0
    PersonalLink.objects.update(revoked_at=None)
    give_all(kanel, wave, by=people.therapist)
    assert at(clock, NOON + 7 * DAY) == 0
    assert len(sent(folder)) == 1


def test_question_message_is_one_for_all_that_is_open_and_a_new_round_waits_its_week(
    people: Cast, kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller
) -> None:
    other = study_with_wave(people, "andet")
    says_yes(people, kanel, other.study)
    assert at(clock, NOON) == 1
    assert rules.waves_in(Message.objects.get().occasion) == {wave.pk, other.pk}
    assert Invitation.objects.count() == 2
    third = study_with_wave(people, "tredje", opens=-5)
    says_yes(people, kanel, third.study)
    assert at(clock, NOON + 6 * DAY) == 0
    assert at(clock, NOON + 7 * DAY) == 1
    assert rules.waves_in(Message.objects.get(kind="questions", sent_at__gt=NOON).occasion) == {third.pk}
    assert len(sent(folder)) == 2


def test_question_message_leaves_the_first_days_to_who_follows_and_whom_nobody_asked_lately(
    people: Cast, kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller
) -> None:
    Wave.objects.filter(pk=wave.pk).update(opens_on=NOON.date() - DAY)
    assert at(clock, NOON) == 0
    invitation.invite(asked=asked(kanel, wave), way=Way.TOGETHER, by=people.therapist)
    assert at(clock, NOON + 3 * DAY) == 0
    assert at(clock, NOON + 7 * DAY) == 1


def test_question_message_hears_an_edit_of_the_round_until_it_goes(
    kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller
) -> None:
    Wave.objects.filter(pk=wave.pk).update(opens_on=NOON.date() + 5 * DAY)
    assert at(clock, NOON) == 0
    Wave.objects.filter(pk=wave.pk).update(opens_on=NOON.date() - 5 * DAY, closes_on=NOON.date() - DAY)
    assert at(clock, NOON) == 0
    Wave.objects.filter(pk=wave.pk).update(closes_on=NOON.date() + 30 * DAY)
    assert at(clock, NOON) == 1
    Wave.objects.filter(pk=wave.pk).update(closes_on=date(2026, 12, 1))
    at(clock, NOON + 7 * DAY)
    assert "Linket virker til tirsdag den 1. december." in sent(folder)[1][1]


def keep_from(people: Cast, kanel: Citizen, wave: Wave, what: str) -> None:
    one, until_on = asked(kanel, wave), timezone.localdate() + 10 * DAY
    if what == "held":
        hold.hold(asked=one, instrument="", reason="crisis", until_on=until_on, by=people.therapist)
    elif what == "withdrawn":
        says(people, kanel, wave.study, "withdrawn")
    elif what == "said no to the study":
        says(people, kanel, wave.study, "no")
    elif what in {"died", "moved", "said_no", "admitted"}:
        no_answer.tell(asked=one, why=what, by=people.therapist)
    elif what == "no yes to sms":
        kanel.message_agreements.all().delete()
    elif what == "nobody follows":
        kanel.assignments.update(ended_at=NOON)
    elif what == "not licensed":
        licence(kanel.municipality, "progression", by=people.administrator).delete()
    elif what == "pause":
        Pause.objects.create(
            case=kanel.cases.get(), cause="rest", began_on=NOON.date(), look_again_on=NOON.date(), made_at=NOON,
            by=people.therapist,
        )  # fmt: skip
    elif what == "answered":
        give_all(kanel, wave, by=people.therapist)


KEEPS = (
    "held", "withdrawn", "said no to the study", "died", "moved", "said_no", "admitted", "no yes to sms",
    "nobody follows", "not licensed", "pause", "answered",
)  # fmt: skip


@pytest.mark.parametrize("what", KEEPS)
def test_question_message_does_not_go(people: Cast, kanel: Citizen, wave: Wave, folder: Path, what: str) -> None:
    keep_from(people, kanel, wave, what)
    assert send_due(NOON) == 0
    assert sent(folder) == []
    assert not Message.objects.exists()


@pytest.mark.parametrize("what", ["held", "withdrawn", "died", "pause"])
def test_question_message_does_not_go_again(
    *, people: Cast, kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller, what: str
) -> None:
    at(clock, NOON)
    keep_from(people, kanel, wave, what)
    assert at(clock, NOON + 7 * DAY) == 0
    assert len(sent(folder)) == 1


def test_question_message_is_not_for_who_has_died_in_whatever_study_it_was_told(
    people: Cast, kanel: Citizen, wave: Wave, folder: Path
) -> None:
    other = study_with_wave(people, "andet")
    says_yes(people, kanel, other.study)
    no_answer.tell(asked=asked(kanel, other), why="died", by=people.therapist)
    assert send_due(NOON) == 0
    assert may_send_now(citizen=kanel, by=people.therapist).reason == may.DEAD
    assert sent(folder) == []


@pytest.mark.parametrize(("hour", "n"), [(0, 0), (8, 0), (9, 1), (19, 1), (20, 0), (23, 0)])
@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_question_message_is_quiet_at_night_also_when_summer_time_comes_and_goes(
    *, people: Cast, folder: Path, clock: time_machine.Traveller, day: date, hour: int, n: int
) -> None:
    clock.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=HERE) - 5 * DAY)
    wave = study_with_wave(people)
    says_yes(people, reachable(people), wave.study)
    assert at(clock, datetime(day.year, day.month, day.day, hour, 0, tzinfo=HERE)) == n
    assert len(sent(folder)) == n


def test_question_message_week_is_seven_days_over_summer_time(
    people: Cast, folder: Path, clock: time_machine.Traveller
) -> None:
    """From a Friday at nine to the Friday after at nine, which is an hour less or more."""
    for friday in (datetime(2026, 10, 23, 9, tzinfo=HERE), datetime(2027, 3, 26, 9, tzinfo=HERE)):
        clock.move_to(friday - 5 * DAY)
        wave = study_with_wave(people, f"s{friday.year}")
        says_yes(people, reachable(people, f"Borger {friday.year}", number=f"2000{friday.year}"), wave.study)
        n_before = len(sent(folder))
        assert at(clock, friday) == 1
        assert at(clock, (friday + 6 * DAY).replace(hour=19)) == 0
        assert at(clock, friday + 7 * DAY) == 1
        assert len(sent(folder)) == n_before + 2


def test_question_message_that_was_refused_is_tried_again_and_the_rest_are_spared(
    *, people: Cast, kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for number in range(2, 8):
        says_yes(people, reachable(people, f"Borger {number}", number=f"2000000{number}"), wave.study)
    with monkeypatch.context() as patch:
        patch.setattr(FileGateway, "send", lambda *_told: False)
        assert send_due(NOON) == send_due(NOON) == 0
    assert Message.objects.filter(failed_at=NOON).count() == 3  # then it was left alone, and nobody's link was made
    assert PersonalLink.objects.count() == 3
    assert at(clock, NOON + timedelta(minutes=15)) == 7
    assert len(sent(folder)) == len({to for to, _text in sent(folder)}) == 7


def test_question_message_two_hundred_go_once_each(people: Cast, wave: Wave, folder: Path) -> None:
    for number in range(200):
        says_yes(people, reachable(people, f"Borger {number}", number=f"{20000000 + number}"), wave.study)
    assert send_due(NOON) == 200
    cache.clear()
    assert send_due(NOON) == 0
    numbers = [to for to, _text in sent(folder)]
    assert len(numbers) == len(set(numbers)) == 200
    assert Message.objects.filter(sent_at=None).count() == 0


def test_question_message_round_with_nobody_due_asks_few_questions(
    people: Cast, wave: Wave, folder: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        says_yes(people, reachable(people, f"Borger {number}", number=f"{20000000 + number}"), wave.study)
    assert send_due(NOON) == 30
    with django_assert_max_num_queries(10):
        assert send_due(NOON) == 0


def test_question_message_waits_where_no_gateway_is_set_up(people: Cast, kanel: Citizen, settings: Any) -> None:
    settings.SMS_GATEWAY = "no"
    assert send_due(NOON) == 0
    with pytest.raises(NotNow, match="ikke sat sms op"):
        send_now(citizen=kanel, by=people.therapist)


def test_send_now_goes_once_in_the_name_of_who_pressed(people: Cast, kanel: Citizen, folder: Path) -> None:
    assert send_now(citizen=kanel, by=people.colleague)
    with pytest.raises(NotNow, match="Højst én besked om ugen"):
        send_now(citizen=kanel, by=people.therapist)
    assert sent(folder)[0][1].endswith("Hilsen Tom")
    assert Invitation.objects.get().by == people.colleague
    assert PersonalLink.objects.get().made_by == people.colleague
    assert send_due(NOON) == 0


def test_send_now_can_be_pressed_again_next_week_and_is_told_of_again_no_more(
    people: Cast, kanel: Citizen, folder: Path, clock: time_machine.Traveller
) -> None:
    send_now(citizen=kanel, by=people.therapist)
    assert at(clock, NOON + 7 * DAY) == 1
    clock.move_to(NOON + 14 * DAY)
    assert send_now(citizen=kanel, by=people.therapist)
    for days in range(15, 30):
        assert at(clock, NOON + days * DAY) == 0
    assert len(sent(folder)) == 3


def test_send_now_says_why_not(people: Cast, kanel: Citizen, wave: Wave, clock: time_machine.Traveller) -> None:
    give_all(kanel, wave, by=people.therapist)
    with pytest.raises(NotNow, match=rules.NOTHING_OPEN):
        send_now(citizen=kanel, by=people.therapist)
    kanel.message_agreements.all().delete()
    with pytest.raises(NotNow, match=may.NO_YES):
        send_now(citizen=kanel, by=people.therapist)


def test_send_now_that_the_gateway_refused_can_be_pressed_a_quarter_of_an_hour_later(
    people: Cast, kanel: Citizen, folder: Path, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(FileGateway, "send", lambda *_told: False)
        assert not send_now(citizen=kanel, by=people.therapist)
    assert not send_now(citizen=kanel, by=people.therapist)
    clock.shift(timedelta(minutes=15))
    assert send_now(citizen=kanel, by=people.therapist)
    assert len(sent(folder)) == 1
    assert not Invitation.objects.exclude(way=Way.SMS).exists()


def test_not_now_from_the_phone_puts_everything_off_a_week(
    people: Cast, kanel: Citizen, wave: Wave, folder: Path, clock: time_machine.Traveller
) -> None:
    write_back(folder, "Ikke nu.")
    assert read_replies(NOON) == 1
    held = Hold.objects.get()
    assert (held.reason, held.until_on, held.by, held.instrument) == ("not_now", date(2026, 11, 30), None, "")
    text = "Helt i orden. Jeg skriver igen mandag den 30. november. Skriv før, hvis du vil. Hilsen Tea"
    assert sent(folder) == [(WHOLE, text)]
    assert at(clock, NOON + 6 * DAY) == 0
    assert due_of(kanel, NOON + 6 * DAY) is None
    assert at(clock, NOON + 7 * DAY) == 1


def test_stop_from_the_phone_ends_it(kanel: Citizen, folder: Path, clock: time_machine.Traveller) -> None:
    at(clock, NOON)
    write_back(folder, "STOP")
    assert read_replies(NOON + DAY) == 1
    for days in range(1, 40):
        assert at(clock, NOON + days * DAY) == 0
    assert len(sent(folder)) == 2


def test_not_now_of_somebody_who_is_asked_nothing_is_not_answered(
    people: Cast, folder: Path, clock: time_machine.Traveller
) -> None:
    reachable(people)
    write_back(folder, "ikke nu")
    read_replies(NOON)
    assert sent(folder) == []


def test_question_message_occasion_tells_its_waves_and_holds_what_there_is_room_for() -> None:
    assert rules.occasion([71, 3]) == "3,1z"
    assert rules.occasion([3], date(2026, 11, 23)) == "3@2026-11-23"
    assert rules.waves_in("3,1z@2026-11-23") == {3, 71}
    assert rules.waves_in("") == frozenset()
    many = rules.occasion(range(1000, 1100), date(2026, 11, 23))
    assert len(many) <= 60
    assert rules.waves_in(many) <= set(range(1000, 1100))


def test_question_message_links_are_not_ended_by_the_next(kanel: Citizen, people: Cast) -> None:
    _link, token = answer_link.give_link(citizen=kanel, by=people.therapist)
    send_due(NOON)
    assert links.valid_link(token) is not None
