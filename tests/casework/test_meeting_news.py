"""What a meeting shows to whom: computed news, the wish, yeses that end, by which log-in; each look is told the log."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import (
    Appointment,
    Contact,
    Meeting,
    MeetingItem,
    PhaseInterval,
    Task,
    TreatmentPlan,
)  # fmt: skip
from tests.access.broken_log import refused_lines
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.meeting_field import (
    address,
    item_of,
    line_on,
    meeting_about,
    open_page,
    press,
    text,
    three_at_the_jobcentre,
)  # fmt: skip
from tests.cast import Cast, Strength, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def three(people: Cast) -> list[Any]:
    return three_at_the_jobcentre(people)


@pytest.fixture
def meeting(people: Cast, three: list[Any]) -> Meeting:
    return meeting_about(people, three, [(people.professional, people.jobcentre)])


CANARIES = {
    "contact": "Kanarienote", "hopes": "Kanariehåb", "reason": "Kanariegrund", "health": "Kanariehelbred",
    "place": "Kanariegade",
}  # fmt: skip


def fill(people: Cast, who: Any, meeting: Meeting) -> None:
    """Everything of a course that somebody at the meeting has no yes to."""
    now, case, by = timezone.now(), who.cases.get(), people.therapist
    told = {"case": case, "made_at": now, "by": by}
    place = {"place": "home", "way": "in_person"}
    for outcome in ("met", "met", "not_home"):
        Contact.objects.create(
            **told, **place, at=now - timedelta(minutes=1), outcome=outcome, note=CANARIES["contact"],
            operation=f"00000000-0000-0000-0000-{Contact.objects.count():012}",
        )  # fmt: skip
    MeetingItem.objects.filter(meeting=meeting).update(wish="Kanarieønske")
    type(case).objects.filter(pk=case.pk).update(made_at=now - timedelta(days=3))
    TreatmentPlan.objects.create(
        **told, version=1, hopes=CANARIES["hopes"], saved_at=now, saved_by=by, in_force_on=timezone.localdate(),
        in_force_at=now, in_force_by=by,
    )  # fmt: skip
    PhaseInterval.objects.create(**told, phase=1, start_on=timezone.localdate(), reason=CANARIES["reason"])
    Appointment.objects.create(
        **told, at=now + timedelta(days=2), place="home", place_words=CANARIES["place"], owner=by
    )
    line_on(item_of(meeting, who), by, CANARIES["health"], topic="health")
    line_on(item_of(meeting, who), by, "Bor hos en ven", topic="housing")


def test_meeting_news_is_computed_for_the_team_and_less_for_the_others(
    people: Cast, three: list[Any], meeting: Meeting, tea: Client, jens: Client
) -> None:
    fill(people, three[0], meeting)
    ours, theirs = text(tea, meeting), text(jens, meeting)
    for said in ("Set 2 gange, 1 forsøg", "Planen er i kraft fra", "Perioderne er ændret", "Ses igen", "hjemme"):
        assert said in ours
    assert "Ses igen" in theirs
    assert "Bor hos en ven" in theirs  # a yes to housing
    for said in ("Set 2", "forsøg", "Planen", "Perioderne", "Kanarieønske", *CANARIES.values()):
        assert said not in theirs, said
    assert CANARIES["health"] in ours
    for hidden in (three[0].code, three[0].municipality.name + " kommune", "Byg", "Rug"):
        assert hidden not in open_page(jens, meeting).content.decode()


def test_meeting_wish_is_pinned_for_those_who_may_know_of_wishes(
    people: Cast, three: list[Any], meeting: Meeting, tea: Client, jens: Client
) -> None:
    assert "Havre vil have ro" in text(tea, meeting)
    assert "Sig det ikke højt." in text(tea, meeting)
    assert "Havre vil have ro" not in text(jens, meeting)
    say(three[0], people.jobcentre, "wishes", by=people.therapist)
    assert "Havre vil have ro" in text(jens, meeting)
    assert "Sig det ikke højt." not in text(tea, meeting)


def test_meeting_expiring_yes_is_told_to_the_one_who_holds_it_only(people: Cast, tea: Client, jens: Client) -> None:
    one = citizen(people, "Havre", followed_by=people.therapist)
    say(one, people.jobcentre, "agreements", by=people.therapist, days=6)
    meeting = meeting_about(people, [one], [(people.professional, people.jobcentre)])
    day = timezone.localdate() + timedelta(days=6)
    assert f"Samtykke, Jobcentret i Randers: til {day.day}/{day.month}" in text(tea, meeting)
    assert "Samtykke" not in text(jens, meeting)


def test_meeting_since_the_last_one(people: Cast, three: list[Any], tea: Client) -> None:
    now = timezone.now()
    last = meeting_about(people, three[:1], at=now - timedelta(days=14), ended_at=now - timedelta(days=14))
    last.items.update(ended_at=now - timedelta(days=14))
    meeting = meeting_about(people, three[:1])
    fill(people, three[0], meeting)
    Contact.objects.filter(outcome="met").update(at=now - timedelta(days=20))
    assert "Set 0 gange, 1 forsøg, siden" in text(tea, meeting)
    promised = {"municipality": meeting.municipality, "case": three[0].cases.get(), "source": "meeting",
                "topic": "housing", "owner": people.therapist, "organisation": people.centre, "made_at": now,
                "by": people.therapist, "on": timezone.localdate() - timedelta(days=2)}  # fmt: skip
    Task.objects.create(**promised, words="Ring om bolig", operation="00000000-0000-0000-0000-000000000001")
    Task.objects.create(**promised, words="Hent nøgle", done_at=now, operation="00000000-0000-0000-0000-000000000002")
    page = text(tea, meeting)
    assert "Venter: Ring om bolig, Tea, aftalt til" in page
    assert "Gjort: Hent nøgle, Tea" in page


def test_meeting_a_light_log_in_and_a_peer_see_times_and_agreements_only(people: Cast) -> None:
    one = citizen(people, "Havre", followed_by=people.therapist)
    for house in (people.drop_in, people.centre):
        say(one, house, "appointments housing", by=people.therapist)
    meeting = meeting_about(people, [one], [(people.partner, people.drop_in), (people.peer, people.centre)])
    line_on(item_of(meeting, one), people.therapist, "Kanariebolig", topic="housing")
    line_on(item_of(meeting, one), people.therapist, "Ringer dagen før", topic="appointments")
    strong = enter(Client(), people.partner)
    assert "Kanariebolig" in text(strong, meeting)
    for client in (enter(Client(), people.partner, Strength.LINK), enter(Client(), people.peer)):
        page = text(client, meeting)
        assert "Ringer dagen før" in page
        assert "Kanariebolig" not in page


def test_meeting_each_look_is_an_event_of_the_one_who_is_shown(
    three: list[Any], meeting: Meeting, tea: Client, jens: Client
) -> None:
    open_page(jens, meeting)
    told = Event.objects.filter(action="meeting.read")
    assert list(told.values_list("subject", flat=True)) == [three[0].key]
    press(tea, meeting, "meeting_end")
    open_page(tea, meeting)
    assert set(told.values_list("subject", flat=True)) == {who.key for who in three}


def test_meeting_is_not_shown_when_the_log_cannot_be_written(meeting: Meeting, tea: Client) -> None:
    with refused_lines():
        answer = tea.get(address("meeting", meeting))
    assert answer.status_code == 503
    assert "Havre" not in answer.content.decode()


def test_meeting_costs_the_same_with_many_as_with_one(
    people: Cast, three: list[Any], tea: Client, jens: Client
) -> None:
    def cost(client: Client, meeting: Meeting) -> int:
        open_page(client, meeting)
        with CaptureQueriesContext(connection) as asked:
            open_page(client, meeting)
        return len(asked)

    houses = [(people.professional, people.jobcentre)]
    small = meeting_about(people, three[:1], houses)
    more = [citizen(people, f"Urt {number}", followed_by=people.therapist) for number in range(9)]
    for who in more:
        say(who, people.jobcentre, by=people.therapist)
    large = meeting_about(people, [three[0], *more], houses)
    for number in range(20):
        line_on(item_of(large, three[0]), people.therapist, f"Linje {number}")
    for client in (tea, jens):
        costs = [cost(client, one) for one in (small, large)]
        assert costs[0] == costs[1] <= 15, costs
    Meeting.objects.update(ended_at=timezone.now())
    MeetingItem.objects.update(began_at=timezone.now(), ended_at=timezone.now())
    for client in (tea, jens):
        costs = [cost(client, one) for one in (small, large)]
        assert costs[0] == costs[1] <= 15, costs
