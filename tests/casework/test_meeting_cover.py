"""A yes that is taken back while the meeting runs: at the next request the point is closed."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.casework.actions.meeting import close_uncovered
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry, Meeting, MeetingLine, MeetingSeat
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.meeting_cover import uncovered
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.meeting_field import address, begin, item_of, line_on, meeting_about, open_page, press
from tests.casework.pages import words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CLOSED, WHY = "Punktet er lukket.", "Et ja blev trukket tilbage. Punktet er lukket."


def take_back(entry: ConsentEntry, by: User | None) -> None:
    with transaction.atomic():
        ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=by)
        close_uncovered(citizen=entry.citizen, by=by)


@pytest.fixture
def two(people: Cast) -> list[Citizen]:
    """Two whom Tea follows, who have both said yes to the jobcentre and the drop-in centre."""
    made = [citizen(people, alias, followed_by=people.therapist) for alias in ("Havre", "Byg")]
    for who in made:
        say(who, people.jobcentre, "appointments agreements", by=people.therapist)
        say(who, people.drop_in, "appointments housing", by=people.therapist)
    return made


@pytest.fixture
def meeting(people: Cast, two: list[Citizen]) -> Meeting:
    return meeting_about(people, two, [(people.professional, people.jobcentre), (people.partner, people.drop_in)])


@pytest.fixture
def clients(people: Cast) -> list[Client]:
    """Tea, Jens of the jobcentre, Palle of the drop-in centre."""
    return [enter(Client(), user) for user in (people.therapist, people.professional, people.partner)]


def of_house(who: Citizen, people: Cast) -> ConsentEntry:
    return ConsentEntry.objects.get(citizen=who, organisation=people.jobcentre)


def test_withdrawn_while_it_runs_closes_the_point_at_the_next_request(
    people: Cast, two: list[Citizen], meeting: Meeting, clients: list[Client]
) -> None:
    tea, jens, palle = clients
    line_on(item_of(meeting, two[0]), people.therapist, "Kanarielinje")
    assert all("Havre" in words(open_page(client, meeting)) for client in clients)
    take_back(of_house(two[0], people), people.therapist)
    told = [words(open_page(client, meeting)) for client in clients]
    assert WHY in told[0]
    for page in told:
        assert CLOSED in page
        for gone in ("Havre", "Kanarielinje", "vil have ro", two[0].code):
            assert gone not in page
    for page in told[1:]:
        assert "Et ja" not in page
    assert MeetingSeat.objects.taken().count() == 2  # covered for the other one still
    assert press(tea, meeting, "meeting_next").status_code == 302
    assert all("2 af 2: Byg" in words(open_page(client, meeting)) for client in clients)
    assert Event.objects.filter(action="meeting.close", subject=two[0].key).count() == 1
    assert (
        jens.get(address("meeting", meeting)).status_code == palle.get(address("meeting", meeting)).status_code == 200
    )


def test_withdrawn_takes_the_seat_that_is_covered_for_nobody_any_more(
    people: Cast, two: list[Citizen], meeting: Meeting, clients: list[Client]
) -> None:
    tea, jens, palle = clients
    for who in two:
        take_back(of_house(who, people), None)
    assert [seat.user for seat in MeetingSeat.objects.taken()] == [people.partner]
    assert jens.get(address("meeting", meeting)).status_code == 404
    assert CLOSED in words(open_page(palle, meeting))
    assert WHY in words(open_page(tea, meeting))
    press(tea, meeting, "meeting_end")
    assert jens.get(address("meeting", meeting)).status_code == 404


def test_withdrawn_before_it_begins_takes_the_seat_and_leaves_the_others(
    people: Cast, two: list[Citizen], clients: list[Client]
) -> None:
    tea, jens, palle = clients
    seats = [(people.professional, people.jobcentre), (people.partner, people.drop_in)]
    meeting = meeting_about(people, two[:1], seats, runs=False)
    take_back(of_house(two[0], people), people.therapist)
    assert jens.get(address("meeting", meeting)).status_code == 404
    assert begin(tea, meeting).status_code == 302
    assert "1 af 1: Havre" in words(open_page(palle, meeting))


def test_withdrawn_before_it_begins_by_one_who_keeps_the_seat_closes_the_point(
    people: Cast, two: list[Citizen], clients: list[Client]
) -> None:
    meeting = meeting_about(people, two, [(people.professional, people.jobcentre)], runs=False)
    take_back(of_house(two[0], people), people.therapist)
    for client in clients[:2]:
        page = words(open_page(client, meeting))
        assert "Havre" not in page
        assert "Byg" in page
    assert "Der mangler et ja." in words(open_page(clients[0], meeting))
    assert "Der mangler" not in words(open_page(clients[1], meeting))
    begin(clients[0], meeting)
    assert "2 af 2: Byg" in words(open_page(clients[0], meeting))


def test_a_yes_that_lapses_by_itself_closes_the_point_too(
    people: Cast, clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = citizen(people, "Havre", followed_by=people.therapist)
    say(one, people.jobcentre, "appointments", by=people.therapist, days=-1)
    meeting = meeting_about(people, [one], [(people.professional, people.jobcentre)])
    page = words(open_page(clients[0], meeting))
    assert WHY in page
    assert "Havre" not in page
    assert clients[1].get(address("meeting", meeting)).status_code == 404  # a seat alone opens nothing


def test_what_is_typed_about_a_closed_point_is_not_stored(
    people: Cast, two: list[Citizen], meeting: Meeting, clients: list[Client]
) -> None:
    pages = [open_page(client, meeting) for client in clients]
    take_back(of_house(two[0], people), people.therapist)
    for client, page, said in zip(clients, pages, (WHY, CLOSED, CLOSED), strict=True):
        answer = press(client, meeting, "meeting_line", page, words_2="For sent")
        assert answer.status_code == 409
        assert said in answer.content.decode()
    assert press(clients[0], meeting, "meeting_next", pages[0], words_2="For sent").status_code == 302
    assert not MeetingLine.objects.exists()


def test_lines_afterwards_are_for_those_whom_a_yes_covers_now(
    people: Cast, two: list[Citizen], meeting: Meeting, clients: list[Client]
) -> None:
    tea, jens, palle = clients
    press(tea, meeting, "meeting_line", words_2="Vi ses tirsdag", topic_2="appointments")
    press(tea, meeting, "meeting_next")
    press(tea, meeting, "meeting_end")
    assert all("Vi ses tirsdag" in words(open_page(client, meeting)) for client in clients)
    take_back(of_house(two[0], people), people.therapist)
    assert "Havre" not in words(open_page(jens, meeting))
    assert "Vi ses tirsdag" not in words(open_page(jens, meeting))
    assert "Byg" in words(open_page(jens, meeting))
    for client in (tea, palle):
        assert "Vi ses tirsdag" in words(open_page(client, meeting))
    take_back(of_house(two[1], people), people.therapist)
    assert jens.get(address("meeting", meeting)).status_code == 404


def test_one_who_was_not_covered_for_the_whole_room_was_never_named(
    people: Cast, two: list[Citizen], clients: list[Client]
) -> None:
    """Both houses have a yes of the first; only one has a yes of the other."""
    alone = citizen(people, "Kanariefugl", followed_by=people.therapist)
    say(alone, people.jobcentre, "appointments", by=people.therapist)
    seats = [(people.professional, people.jobcentre), (people.partner, people.drop_in)]
    meeting = meeting_about(people, [two[0], alone], seats, runs=False)
    assert "Kanariefugl" not in "".join(words(open_page(client, meeting)) for client in clients)
    begin(clients[0], meeting)
    assert "Kanariefugl" not in "".join(words(open_page(client, meeting)) for client in clients)
    press(clients[0], meeting, "meeting_end")
    for client in clients[1:]:
        assert "Kanariefugl" not in words(open_page(client, meeting))


def test_one_whom_the_chair_does_not_follow_any_more_is_not_spoken_of(
    people: Cast, two: list[Citizen], meeting: Meeting, clients: list[Client]
) -> None:
    two[0].assignments.update(ended_at=timezone.now())
    assert "Havre" not in "".join(words(open_page(client, meeting)) for client in clients)


def test_a_barring_is_stronger_than_a_yes(
    people: Cast, two: list[Citizen], meeting: Meeting, clients: list[Client]
) -> None:
    two[0].barrings.create(
        user=people.professional, reason="Bad om det", review_on=timezone.localdate() + timedelta(days=9),
        set_at=timezone.now(), set_by=people.leader,
    )  # fmt: skip
    assert "Havre" not in "".join(words(open_page(client, meeting)) for client in clients)


def test_uncovered_names_the_seats_without_a_yes_and_never_those_who_follow(
    people: Cast, two: list[Citizen], meeting: Meeting
) -> None:
    now, told = timezone.now(), sharing([two[0].pk])
    more = {"meeting": meeting, "made_at": now, "by": people.therapist}
    tom = MeetingSeat(user=people.colleague, organisation=people.centre, **more)
    sister = MeetingSeat(outside="Søster", **more)
    seats = [*meeting.seats.all(), tom, sister]
    assert uncovered(told, two[0].pk, meeting, seats) == [tom, sister]
    two[0].assignments.create(user=people.colleague, began_at=now, by=people.leader)
    say(two[0], "Søster", "agreements", by=people.therapist)
    assert uncovered(sharing([two[0].pk]), two[0].pk, meeting, seats) == []
    people.partner.memberships.all().delete()
    left = meeting.seats.get(user=people.partner)
    assert uncovered(sharing([two[0].pk]), two[0].pk, meeting, seats) == [left]


def test_a_yes_for_another_meeting_covers_nobody_here(people: Cast, clients: list[Client]) -> None:
    one = citizen(people, "Havre", followed_by=people.therapist)
    meeting = meeting_about(people, [one], [(people.professional, people.jobcentre)])
    other = meeting_about(people, [], [])
    entry = say(one, people.jobcentre, "agreements", by=people.therapist, purpose="meeting")
    told = {field.attname: getattr(entry, field.attname) for field in ConsentEntry._meta.concrete_fields}
    for of, is_shown in ((other, False), (meeting, True)):
        ConsentEntry.objects.create(**{**told, "id": None, "meeting_id": of.pk})
        response = clients[1].get(address("meeting", meeting))
        assert ("Havre" in response.content.decode()) is is_shown
        assert response.status_code == (200 if is_shown else 404)
