"""»Møder«: to the one who holds them this week and ahead, to one with a seat a time and no more (T12, X4, F43, F46)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.strength import Strength
from fremskudt.casework.models import Barring, Cadence, Citizen, ConsentEnd, Meeting, MeetingItem
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.seat_field import PAGE, in_days, meeting, seat
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def soon(minutes: int = 5):  # type: ignore[no-untyped-def]
    """Later today; or now, in the last minutes of a day."""
    at = timezone.now() + timedelta(minutes=minutes)
    return at if timezone.localdate(at) == timezone.localdate() else timezone.now()


@pytest.fixture
def town(people: Cast) -> Any:
    return people.municipalities["Randers"]


def test_meetings_of_who_holds_them_say_when_whom_and_with_whom(
    tea: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    assert "Ingen møder. Aftal rytmen, så kommer de af sig selv." in page(tea)
    say(kanel, people.jobcentre, by=people.therapist)
    seat(meeting(people.therapist, town, [kanel], at=soon()), people.professional, people.jobcentre)
    meeting(people.therapist, town, [kanel], at=in_days(40))
    meeting(people.therapist, town, [kanel], at=timezone.now() - timedelta(days=2))
    meeting(people.therapist, town, [kanel], at=timezone.now() - timedelta(days=60))  # long ago: no longer told
    meeting(people.therapist, town, [kanel], at=in_days(41), cancelled_at=timezone.now())
    shown = page(tea)
    assert shown.index("I dag") < shown.index("Senere") < shown.index("Møder, der ikke blev holdt")
    for words in ("Kanel", "Med: Jens, Jobcentret i Randers", "1 ved det ikke endnu", "Ikke holdt"):
        assert words in shown
    assert shown.count('class="row-title"') == 3
    assert Event.objects.filter(action="meeting.list", subject=kanel.key).exists()


def test_meetings_of_one_who_no_longer_follows_show_no_alias(
    tea: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    meeting(people.therapist, town, [kanel])
    kanel.assignments.update(ended_at=timezone.now())
    shown = page(tea)
    assert "Kort møde" in shown
    assert "Kanel" not in shown


def test_meetings_of_a_guest_ahead_are_a_time_and_nothing_else(
    jens: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    assert "Ingen møder." in page(jens)
    say(kanel, people.jobcentre, "housing", by=people.therapist)
    made = meeting(people.therapist, town, [kanel], place="Stuen på Havnen", link="https://video.example.org/rum")
    seat(made, people.professional, people.jobcentre)
    seat(made, people.partner, people.drop_in)
    shown = page(jens)
    assert "Kort møde" in shown
    assert f"kl. {timezone.localtime(made.at):%H.%M}" in shown
    for word in ("Kanel", kanel.code, "bolig", "Havnen", "video.example", "Palle", "Værestedet", "Deltag", "Tea"):
        assert word not in shown.split("<main")[1], word


def test_meetings_of_a_guest_today_show_alias_and_what_may_be_told_and_no_other_citizen(
    jens: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    say(kanel, people.jobcentre, "housing appointments", by=people.therapist)
    havre = citizen(people, "Havre", followed_by=people.therapist)  # who never said yes to anybody
    made = meeting(people.therapist, town, [kanel, havre], at=soon())
    seat(made, people.professional, people.jobcentre)
    seat(made, people.partner, people.drop_in)
    shown = page(jens)
    assert "Kanel: hvornår vi ses, bolig" in shown
    assert "Deltag" in shown
    for word in ("Havre", havre.code, "Palle", "helbred"):
        assert word not in shown.split("<main")[1], word
    assert set(Event.objects.filter(action="meeting.list").values_list("subject", flat=True)) == {kanel.key}


def test_meetings_are_gone_at_the_next_look_when_a_yes_is_taken_back(
    jens: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    entry = say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, town, [kanel])
    seat(made, people.professional, people.jobcentre, told_at=timezone.now())
    assert "Kort møde" in page(jens)
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=people.therapist)
    assert "Ingen møder." in page(jens)
    answer = reverse("casework:meeting_answer", args=[made.pk])
    assert jens.post(answer, {"answer": "coming"}).status_code == 404
    assert jens.post(reverse("casework:meeting_answer", args=[987654321]), {"answer": "coming"}).status_code == 404


@pytest.mark.parametrize("gone", ["left", "barred", "seat", "closed", "lapsed"])
def test_meetings_are_closed_to_one_who_has_no_part_in_it_any_more(
    jens: Client, kanel: Citizen, people: Cast, town: Any, gone: str
) -> None:
    say(kanel, people.jobcentre, by=people.therapist, days=-1 if gone == "lapsed" else 180)
    made = meeting(people.therapist, town, [kanel])
    one = seat(made, people.professional, people.jobcentre)
    if gone == "left":
        people.professional.memberships.update(organisation=people.drop_in)
    elif gone == "barred":
        Barring.objects.create(
            citizen=kanel, user=people.professional, reason="Bad om det", set_at=timezone.now(), set_by=people.dpo,
            review_on=timezone.localdate(),
        )  # fmt: skip
    elif gone == "seat":
        one.removed_at = timezone.now()
        one.save()
    elif gone == "closed":
        MeetingItem.objects.update(closed_at=timezone.now())
    assert "Ingen møder." in page(jens)


def test_meetings_by_a_link_in_a_mail_show_only_times_and_agreements(kanel: Citizen, people: Cast, town: Any) -> None:
    say(kanel, people.drop_in, "appointments health", by=people.therapist)
    seat(meeting(people.therapist, town, [kanel], at=soon()), people.partner, people.drop_in)
    weak, strong = enter(Client(), people.partner, Strength.LINK), enter(Client(), people.partner)
    assert "Kanel: hvornår vi ses<" in page(weak)
    assert "Kanel: hvornår vi ses, helbred" in page(strong)


def test_meetings_with_nothing_but_sealed_topics_are_not_a_peers(kanel: Citizen, people: Cast, town: Any) -> None:
    say(kanel, people.centre, "health", by=people.therapist, role="peer")
    seat(meeting(people.therapist, town, [kanel], at=soon()), people.peer, people.centre)
    assert "Ingen møder." in page(enter(Client(), people.peer))


def test_meeting_is_answered_until_it_begins_and_the_last_answer_holds(
    jens: Client, tea: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    made = meeting(people.therapist, town, [kanel])
    one = seat(made, people.professional, people.jobcentre)
    answer = reverse("casework:meeting_answer", args=[made.pk])
    for answered in ("coming", "coming", "not_coming"):
        assert jens.post(answer, {"answer": answered}).status_code == 302
    one.refresh_from_db()
    assert one.answered == "not_coming"
    assert Event.objects.filter(action="seat.answer", subject=kanel.key).count() == 2
    assert "Kommer ikke" in tea.get(reverse("casework:meeting_people", args=[made.pk])).content.decode()
    assert jens.post(answer, {"answer": "måske"}).status_code == 409
    for state in ({"began_at": timezone.now()}, {"ended_at": timezone.now()}, {"cancelled_at": timezone.now()}):
        Meeting.objects.filter(pk=made.pk).update(began_at=None, ended_at=None, cancelled_at=None)
        Meeting.objects.filter(pk=made.pk).update(**state)
        refused = jens.post(answer, {"answer": "coming"})
        assert (refused.status_code, "Mødet er ikke åbent for dig." in refused.content.decode()) == (409, True)
    assert tea.post(answer, {"answer": "coming"}).status_code == 409


def test_meeting_about_nobody_is_open_to_who_has_a_seat(jens: Client, people: Cast, town: Any) -> None:
    seat(meeting(people.therapist, town, []), people.professional, people.jobcentre)
    assert "Kort møde" in page(jens)


def test_meetings_that_lie_on_each_other_say_so(tea: Client, kanel: Citizen, people: Cast, town: Any) -> None:
    meeting(people.therapist, town, [kanel], at=in_days(40))
    assert "Mødet ligger oven i et andet." not in page(tea)
    meeting(people.therapist, town, [], at=in_days(40) + timedelta(minutes=10))
    assert page(tea).count("Mødet ligger oven i et andet.") == 2


def test_meetings_ask_the_same_number_of_questions_for_one_and_for_many(
    tea: Client, jens: Client, kanel: Citizen, people: Cast, town: Any
) -> None:
    def more(n: int) -> None:
        for number in range(n):
            one = citizen(people, f"Flere {n} {number}", followed_by=people.therapist)
            say(one, people.jobcentre, by=people.therapist)
            made = meeting(people.therapist, town, [one, kanel], at=soon())
            seat(made, people.professional, people.jobcentre)
            seat(made, people.partner, people.drop_in)
            Cadence.objects.create(
                municipality=town, case=one.cases.get(), every_days=14, from_on=timezone.localdate(),
                made_at=timezone.now(), by=people.therapist,
            )  # fmt: skip

    more(1)
    few = [count(tea), count(jens)]
    more(12)
    many = [count(tea), count(jens)]
    assert many == few
    assert max(many) <= 15, many


def count(client: Client) -> int:
    page(client)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])
