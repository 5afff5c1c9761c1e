"""One short play for each door, fast enough to be played again with the door's guard taken away (access/faults.py).

The same stage, journal and doors as the machine of test_sharing_machine.py; whatever leaks, the doors say so.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.strength import Strength
from fremskudt.casework.models import Meeting
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import sharing
from tests.casework import sharing_place
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.sharing_acts import Acts
from tests.casework.sharing_doors import WAYS, Doors
from tests.casework.sharing_memory import ALL
from tests.casework.sharing_place import START
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONE = frozenset({"housing"})


@pytest.fixture
def acts(people: Cast) -> Iterator[Acts]:
    with time_machine.travel(START, tick=False) as clock:
        yield Acts(sharing_place.build(people), clock)


def kanel(acts: Acts):  # type: ignore[no-untyped-def]
    return acts.place.citizens[0]


def house(acts: Acts) -> Organisation:
    """The drop-in centre."""
    return acts.place.houses[0]


def yes(acts: Acts, topics: frozenset[str] = ALL, **more):  # type: ignore[no-untyped-def]
    entry = acts.answer(kanel(acts), "yes", {"house": house(acts).pk}, topics, **more)
    assert entry is not None
    return entry


def look(acts: Acts, *doors: str, name: str = "Karla") -> None:
    """The contact of the drop-in centre, who may pass every door."""
    Doors(acts.place, name).look(doors)


def seat_at_a_meeting(acts: Acts, topics: frozenset[str], days: int = 1) -> Meeting:
    yes(acts, topics, days=days)
    acts.plan([kanel(acts)], [(acts.place.users["Karla"], house(acts))])
    return Meeting.objects.get()


@pytest.mark.parametrize("door", sorted(WAYS))
def test_sharing_nothing_is_shown_without_a_yes(acts: Acts, door: str) -> None:
    look(acts, door)


@pytest.mark.parametrize("door", sorted(WAYS))
def test_sharing_a_yes_opens_exactly_its_topic(acts: Acts, door: str) -> None:
    yes(acts, ONE)
    acts.give_task(kanel(acts), acts.place.users["Karla"], house(acts), "housing")
    look(acts, door)


@pytest.mark.parametrize("door", sorted(WAYS))
def test_sharing_a_yes_for_something_else_opens_nothing(acts: Acts, door: str) -> None:
    yes(acts, what_for="feedback")
    look(acts, door)


@pytest.mark.parametrize("door", ["export", "tasks"])
def test_sharing_a_yes_to_hand_on_is_none_to_take_out(acts: Acts, door: str) -> None:
    yes(acts, what_for="handing_on")
    look(acts, door)


@pytest.mark.parametrize("door", sorted(WAYS))
def test_sharing_ends_with_the_last_day(acts: Acts, door: str) -> None:
    entry = yes(acts, days=2)
    acts.give_task(kanel(acts), acts.place.users["Karla"], house(acts), "health")
    look(acts, door)
    acts.to_last_day(entry.pk, over=False)
    look(acts, door)
    acts.to_midnight(seconds_before=1)
    look(acts, door)
    acts.to_midnight(seconds_before=0)
    look(acts, door)


def test_sharing_withdrawn_is_gone_at_the_next_request_whatever_it_was_said_for(acts: Acts) -> None:
    entry = yes(acts, what_for="help")
    yes(acts, what_for="handing_on")
    look(acts, "page")
    acts.withdraw(entry.pk)
    look(acts, "page")


def test_sharing_is_closed_to_one_who_is_barred(acts: Acts) -> None:
    yes(acts)
    acts.bar(kanel(acts), acts.place.users["Karla"])
    look(acts, "page", "list", "tasks")
    look(acts, "page", "list", name="Palle")


def test_sharing_is_closed_to_one_who_left_the_house(acts: Acts) -> None:
    yes(acts)
    acts.give_task(kanel(acts), acts.place.users["Karla"], house(acts), "health")
    acts.join(acts.place.users["Karla"], acts.place.houses[1], "professional")
    acts.leave(acts.place.users["Karla"], house(acts))
    look(acts, "page", "list", "tasks", "export")


def test_sharing_a_no_on_one_record_holds_for_the_person(acts: Acts) -> None:
    yes(acts)
    acts.wait(hours=1)
    acts.answer(acts.place.citizens[2], "no", {"house": house(acts).pk}, ALL)
    look(acts, "page")
    acts.merge()
    look(acts, "page", "list")
    acts.unmerge()
    look(acts, "page", "list")


def test_sharing_meeting_shows_lines_on_the_topics_that_one_may_know(acts: Acts) -> None:
    held = seat_at_a_meeting(acts, ONE)
    acts.begin(held)
    acts.write(held, "housing")
    acts.end(held)
    acts.withdraw(acts.yeses()[0])
    yes(acts, frozenset({"economy"}))
    look(acts, "meeting")


def test_sharing_meeting_is_in_no_calendar_once_the_yes_has_run_out(acts: Acts) -> None:
    seat_at_a_meeting(acts, ONE, days=0)
    look(acts, "meetings")
    acts.wait(days=1)
    look(acts, "meetings")


def test_sharing_mail_of_a_meeting_goes_to_those_who_may_know(acts: Acts) -> None:
    held = seat_at_a_meeting(acts, ONE)
    acts.tell(held)
    acts.place.people.therapist.refresh_from_db()
    acts.give_seat(held, acts.place.users["Palle"], house(acts))
    acts.bar(kanel(acts), acts.place.users["Palle"])
    acts.tell(held)


def test_sharing_seat_alone_opens_no_meeting(acts: Acts) -> None:
    """Neither the place nor the link: the yes ran out, and the seat is still there."""
    held = seat_at_a_meeting(acts, ONE, days=0)
    Meeting.objects.update(place="Hos Kanel", link="https://video.example.org/rum")
    doors = Doors(acts.place, "Karla")
    assert "Hos Kanel" in doors.get("meeting", held.pk).content.decode()
    acts.wait(days=1)
    for name in ("meeting", "network", "meeting_calendar"):
        assert Doors(acts.place, "Karla").get(name, held.pk).status_code == 404


@pytest.mark.parametrize("door", ["page", "print"])
def test_sharing_page_names_no_meeting_that_no_yes_covers_any_more(acts: Acts, door: str) -> None:
    seat_at_a_meeting(acts, ONE, days=0)
    Meeting.objects.update(at=timezone.now() + timedelta(days=3))
    yes(acts, ONE, what_for="handing_on")
    look(acts, door)
    acts.wait(days=1)
    look(acts, door)


@pytest.mark.parametrize("door", sorted(WAYS))
def test_sharing_a_log_in_by_mail_shows_little(acts: Acts, door: str) -> None:
    """Of one's own tasks, too; and nothing of a house that such a log-in does not open."""
    jens, (centre, jobcentre, _own) = acts.place.users["Jens"], acts.place.houses
    yes(acts)
    acts.answer(kanel(acts), "yes", {"house": jobcentre.pk}, frozenset({"agreements", "health"}))
    acts.join(jens, centre, "partner")
    for user, place, topic in ((acts.place.users["Karla"], centre, "health"), (jens, jobcentre, "agreements")):
        assert acts.give_task(kanel(acts), user, place, topic)
    acts.plan([kanel(acts)], [(jens, jobcentre)])
    for name in ("Karla", "Jens"):
        Doors(acts.place, name, Strength.LINK).look([door])
        look(acts, door, name=name)


def test_sharing_fifty_people_and_ten_recipients_are_two_questions(people: Cast) -> None:
    who = [citizen(people, f"Nr. {number}", followed_by=people.therapist) for number in range(50)]
    for one in who:
        say(one, people.drop_in, "housing", by=people.therapist)
    ears = [Recipient(people.drop_in.pk, number, frozenset({"partner"})) for number in range(1, 11)]
    with CaptureQueriesContext(connection) as asked:
        told = sharing([one.pk for one in who])
        shown = [told.may_share(one.pk, ear, topic, use) for one in who for ear in ears for topic in ALL for use in Use]
    assert len(asked) <= 2
    assert sum(map(bool, shown)) == 50 * 10 * len({use for use in Use if _helps(use)})


def _helps(use: Use) -> bool:
    return use not in {Use.HANDOVER, Use.FEEDBACK}
