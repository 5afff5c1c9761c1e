"""Two at the same moment at a meeting: one corrects and the other is told; nobody is skipped; a no is heeded."""

import pytest
from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import meeting as actions
from fremskudt.casework.actions import meeting_line as minutes
from fremskudt.casework.models import ConsentEnd, ConsentEntry, MeetingLine
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.meeting_field import item_of, line_on, meeting_about
from tests.casework.test_contact_race import at_once
from tests.cast import assemble

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_line_corrected_by_two_at_the_same_moment_is_kept_once_and_the_other_is_told() -> None:
    people = assemble()
    who = citizen(people, followed_by=people.therapist)
    say(who, people.jobcentre, by=people.therapist)
    meeting = meeting_about(people, [who], [(people.professional, people.jobcentre)])
    item, told = item_of(meeting, who), list[str]()
    line = line_on(item, people.therapist, "Første")

    def correct(user: object, words: str) -> None:
        try:
            wanted = [minutes.Correction(line.pk, words)]
            minutes.write(meeting=meeting, item=item.pk, corrections=wanted, by=user)  # type: ignore[arg-type]
            told.append("saved")
        except minutes.LineWrittenMeanwhileError as both:
            told.append(f"told of {sorted(both.lines)}")

    at_once(lambda: correct(people.therapist, "Teas"), lambda: correct(people.professional, "Jens'"))
    assert sorted(told) == ["saved", f"told of {[line.pk]}"]
    assert MeetingLine.objects.filter(replaces=line).count() == 1
    assert Event.objects.filter(action="meeting.line").count() == 1


def test_next_pressed_twice_at_the_same_moment_skips_nobody() -> None:
    people = assemble()
    three = [citizen(people, alias, followed_by=people.therapist) for alias in ("Havre", "Byg", "Rug")]
    meeting = meeting_about(people, three)
    first = item_of(meeting, three[0]).pk
    at_once(*[lambda: actions.go_on(meeting=meeting, item=first, by=people.therapist)] * 2)
    assert [item.began_at is not None for item in meeting.items.order_by("order")] == [True, True, False]
    assert Event.objects.filter(action="meeting.next").count() == 1


def test_line_written_as_a_yes_is_taken_back_is_before_it_or_not_at_all() -> None:
    people = assemble()
    who = citizen(people, followed_by=people.therapist)
    entry = say(who, people.jobcentre, by=people.therapist)
    meeting = meeting_about(people, [who], [(people.professional, people.jobcentre)])
    item, told = item_of(meeting, who), list[str]()

    def write() -> None:
        try:
            wanted = [minutes.NewLine(2, "appointments", "Skrevet")]
            minutes.write(meeting=meeting, item=item.pk, lines=wanted, by=people.professional)
            told.append("saved")
        except NotNow:
            told.append("refused")

    def take_back() -> None:
        with transaction.atomic():
            ConsentEntry.objects.select_for_update().get(pk=entry.pk)
            ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=people.therapist)
            actions.close_uncovered(citizen=who, by=people.therapist)

    at_once(write, take_back)
    item.refresh_from_db()
    assert item.closed_at is not None
    assert not meeting.seats.filter(removed_at=None).exists()
    assert MeetingLine.objects.count() == (told == ["saved"])
