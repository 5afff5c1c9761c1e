"""Break-glass: opened with a reason by one who proved who they are, for sixty minutes, seen by leader and citizen."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Membership
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Role
from fremskudt.casework.actions import barring as barring_actions
from fremskudt.casework.actions import identity as identity_actions
from fremskudt.casework.models import Assignment, Citizen, DoorOpening
from fremskudt.casework.rules import door as rules
from fremskudt.casework.selectors import door as doors
from tests.casework.field import citizen
from tests.casework.proof import enter_and_confirm
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DOOR = reverse("casework:door")
WORDS = "Kollegaen er syg, og borgeren ringer"
CPR = "0101607000"


def ask(client: Client, key: str, **more: str) -> HttpResponse:
    """Everything filled in, and meant."""
    sent = {"key": key, "reason": "danger", "words": WORDS, "open": "yes", **more}
    return client.post(DOOR, sent)  # type: ignore[return-value]


def page(code: str) -> str:
    return reverse("casework:citizen", args=[code])


@pytest.fixture
def followed(people: Cast) -> Citizen:
    return citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.colleague)


@pytest.fixture
def therapist(people: Cast, client: Client) -> Client:
    return enter_and_confirm(client, people.therapist)


def plain(response: HttpResponse) -> bytes:
    """The body without the token that is new on every page."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.mark.parametrize("spelling", ["K7M4-Q2RX", " k7m4-q2rx ", "K7M4Q2RX"])
def test_door_opens_with_a_code_however_it_is_written(
    people: Cast, followed: Citizen, therapist: Client, spelling: str
) -> None:
    assert therapist.get(page(followed.code)).status_code == 404
    assert ask(therapist, spelling)["Location"] == page(followed.code)
    assert therapist.get(page(followed.code)).status_code == 200
    opening = DoorOpening.objects.get()
    assert (opening.user, opening.reason, opening.words) == (people.therapist, "danger", WORDS)
    assert opening.closes_at - opening.opened_at == timedelta(minutes=60)
    event = Event.objects.get(action="door.open")
    assert (event.subject, event.purpose, event.role) == (followed.key, "door", "therapist")


@pytest.mark.parametrize("spelling", [CPR, "010160-7000", "010160 7000"])
def test_door_opens_with_a_cpr_number(people: Cast, followed: Citizen, therapist: Client, spelling: str) -> None:
    identity_actions.write(citizen=followed, name=None, cpr=CPR, phone=None, address=None, by=people.colleague)
    assert ask(therapist, spelling)["Location"] == page(followed.code)
    assert "identifying" in Event.objects.get(action="door.open").fields


def test_door_says_what_will_happen_before_it_looks_anyone_up(followed: Citizen, therapist: Client) -> None:
    known = therapist.post(DOOR, {"key": followed.code, "reason": "asked", "words": WORDS})
    unknown = therapist.post(DOOR, {"key": "XXXX-XXXX", "reason": "asked", "words": WORDS})
    assert known.status_code == unknown.status_code == 200
    assert plain(known).replace(followed.code.encode(), b"") == plain(unknown).replace(b"XXXX-XXXX", b"")
    for said in ("60 minutter", "leder", "Borgeren kan se", "Borgeren bad om det", WORDS):
        assert said in known.content.decode()
    assert not DoorOpening.objects.exists()
    assert not Event.objects.filter(action__startswith="door").exists()


def test_door_answers_alike_for_unknown_elsewhere_and_barred(
    people: Cast, followed: Citizen, therapist: Client
) -> None:
    elsewhere = citizen(people, "Timian", municipality="Vejle")
    barring_actions.set_barring(
        citizen=followed, user=people.therapist, reason="Familie", review_on=timezone.localdate(), by=people.leader
    )
    answers = [ask(therapist, key) for key in ("XXXX-XXXX", elsewhere.code, followed.code, CPR)]
    assert {answer.status_code for answer in answers} == {422}
    assert len({plain(answer) for answer in answers}) == 1
    assert "Vi kan ikke åbne noget med det." in answers[0].content.decode()
    tries = Event.objects.filter(action="door.failed")
    assert [event.subject for event in tries] == ["citizen:unknown"] * 4
    assert not DoorOpening.objects.exists()


def test_door_is_not_tried_many_times(people: Cast, followed: Citizen, therapist: Client) -> None:
    assert [ask(therapist, f"XXXX-{number:04}").status_code for number in range(6)] == [422] * 5 + [429]
    assert ask(therapist, followed.code).status_code == 429
    assert Event.objects.filter(action="door.failed").count() == 5
    assert (
        ask(enter_and_confirm(Client(), person("Else", people.centre, Role.THERAPIST)), followed.code).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key": ""}, "Skriv borgerens kode"),
        ({"reason": ""}, "Vælg en grund"),
        ({"reason": "curious"}, "Vælg en grund fra listen"),
        ({"words": ""}, "Skriv med dine egne ord"),
        ({"words": "fordi 12345678!"}, "Skriv med dine egne ord"),
        ({"words": "x" * 301}, "højst 300 tegn"),
    ],
)
def test_door_needs_a_key_a_reason_and_words(
    followed: Citizen, therapist: Client, wrong: dict[str, str], said: str
) -> None:
    response = ask(therapist, **{"key": followed.code, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not DoorOpening.objects.exists()


def test_door_asks_who_one_is_when_the_log_in_is_five_minutes_old(people: Cast, followed: Citizen) -> None:
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        client = enter_and_confirm(Client(), people.therapist)
        clock.move_to(begun + timedelta(minutes=5))
        assert client.get(DOOR).status_code == 200
        clock.move_to(begun + timedelta(minutes=5, seconds=1))
        for response in (client.get(DOOR), ask(client, followed.code)):
            assert response["Location"].startswith(reverse("account_reauthenticate"))
    unproved = enter(Client(), people.therapist)
    assert unproved.get(DOOR)["Location"].startswith(reverse("account_reauthenticate"))
    assert not DoorOpening.objects.exists()


def test_door_is_open_for_sixty_minutes_to_the_second_and_for_one_citizen(
    people: Cast, followed: Citizen, therapist: Client
) -> None:
    other = citizen(people, "Havre", followed_by=people.colleague)
    ask(therapist, followed.code)
    closes = DoorOpening.objects.get().closes_at
    assert therapist.get(page(other.code)).status_code == 404
    for seconds, status in ((-1, 200), (0, 404), (1, 404)):
        with time_machine.travel(closes + timedelta(seconds=seconds), tick=False):
            visible = Citizen.objects.visible_to(reach_of(people.therapist))
            assert visible.filter(pk=followed.pk).exists() is (status == 200)
            fresh = enter(Client(), people.therapist)  # the log-in of an hour ago has its own limits
            assert fresh.get(page(followed.code)).status_code == status


def test_door_is_closed_by_hand_and_stays_closed(followed: Citizen, therapist: Client) -> None:
    ask(therapist, followed.code)
    assert therapist.get(reverse("casework:door_close", args=[followed.code])).status_code == 405
    close = reverse("casework:door_close", args=[followed.code])
    assert therapist.post(close).status_code == 302
    assert therapist.get(page(followed.code)).status_code == 404
    assert therapist.post(close).status_code == 404
    assert Event.objects.filter(action="door.close", subject=followed.key).count() == 1


@pytest.mark.parametrize("end", ["role", "user", "barring"])
def test_door_ends_with_the_role_the_user_and_a_barring(
    people: Cast, followed: Citizen, therapist: Client, end: str
) -> None:
    ask(therapist, followed.code)
    if end == "role":
        Membership.objects.filter(user=people.therapist).update(role=Role.PEER)
    elif end == "user":
        people.therapist.is_active = False
        people.therapist.save()
    else:
        barring_actions.set_barring(
            citizen=followed, user=people.therapist, reason="Familie", review_on=timezone.localdate(), by=people.leader
        )
        assert DoorOpening.objects.get().closed_at is not None
    people.therapist.refresh_from_db()
    assert not Citizen.objects.visible_to(reach_of(people.therapist)).exists()
    assert therapist.get(page(followed.code)).status_code in {302, 403, 404}


def test_door_that_is_open_already_and_one_that_is_not_needed_make_no_other(
    people: Cast, followed: Citizen, therapist: Client
) -> None:
    ask(therapist, followed.code)
    ask(therapist, followed.code)
    assert DoorOpening.objects.count() == Event.objects.filter(action="door.open").count() == 1
    own = citizen(people, "Havre", followed_by=people.therapist)
    assert ask(therapist, own.code)["Location"] == page(own.code)
    assert DoorOpening.objects.count() == 1


def test_door_reads_are_logged_as_reads_through_a_door(people: Cast, followed: Citizen, therapist: Client) -> None:
    ask(therapist, followed.code)
    for name in ("citizen", "citizen_log"):
        assert therapist.get(reverse(f"casework:{name}", args=[followed.code])).status_code == 200
    therapist.post(reverse("casework:identity", args=[followed.code]))
    therapist.get(reverse("casework:caseload"))
    seen = Event.objects.filter(actor=people.therapist.key, subject=followed.key)
    assert {event.action for event in seen} >= {"citizen.read", "citizen_log.read", "caseload.read"}
    assert {event.purpose for event in seen} == {"door"}
    Assignment.objects.create(citizen=followed, user=people.therapist, began_at=timezone.now(), by=people.leader)
    assert doors.purpose_for(reach_of(people.therapist), followed) == "care"


def test_door_banner_tells_how_long_is_left(people: Cast, followed: Citizen, therapist: Client) -> None:
    log = reverse("casework:citizen_log", args=[followed.code])
    ask(therapist, followed.code)
    assert "Døren er åben i 60 minutter til." in therapist.get(log).content.decode()
    closes = DoorOpening.objects.get().closes_at
    for seconds, minutes in ((-3540, 59), (-61, 2), (-60, 1), (-1, 1), (0, 0)):
        assert rules.minutes_left(closes, closes + timedelta(seconds=seconds)) == minutes
    assert reverse("casework:door_close", args=[followed.code]) in therapist.get(log).content.decode()


@pytest.mark.parametrize("who", ["leader", "dpo"])
def test_opened_doors_stand_at_once_on_the_list_and_are_ticked_off(
    people: Cast, followed: Citizen, therapist: Client, who: str
) -> None:
    ask(therapist, followed.code)
    opened, reader = reverse("casework:doors_opened"), enter(Client(), getattr(people, who))
    shown = reader.get(opened).content.decode()
    for said in ("Tea", followed.code, "Der er akut fare", WORDS, "1 venter"):
        assert said in shown
    opening = DoorOpening.objects.get()
    assert reader.post(opened, {"opening": opening.pk}).status_code == 302
    opening.refresh_from_db()
    assert opening.seen_by == getattr(people, who)
    assert "0 venter" in reader.get(opened).content.decode()
    assert Event.objects.filter(action="door.seen", subject=followed.key).count() == 1
    assert Event.objects.filter(action="doors.read", subject=followed.key).count() == 2


def test_opened_doors_meet_the_leader_on_the_first_page_as_a_number_only(
    people: Cast, followed: Citizen, therapist: Client
) -> None:
    first, leader = reverse("casework:distribution"), enter(Client(), people.leader)
    link = f'href="{reverse("casework:doors_opened")}"'
    assert link not in leader.get(first).content.decode()
    ask(therapist, followed.code)
    page = leader.get(first).content.decode()
    assert "1 lukket dør er åbnet" in page
    assert link in page
    assert WORDS not in page
    assert not Event.objects.filter(action="doors.read").exists()
    assert doors.count_unseen(reach_of(people.therapist)) == 0


def test_opened_doors_are_not_those_of_another_municipality_nor_of_one_who_is_barred(
    people: Cast, followed: Citizen, therapist: Client
) -> None:
    ask(therapist, followed.code)
    opening = DoorOpening.objects.get()
    barring_actions.set_barring(
        citizen=followed, user=people.leader, reason="Bror", review_on=timezone.localdate(), by=people.dpo
    )
    for reader in (people.leader_elsewhere, people.leader):
        entered = enter(Client(), reader)
        assert followed.code not in entered.get(reverse("casework:doors_opened")).content.decode()
        assert entered.post(reverse("casework:doors_opened"), {"opening": opening.pk}).status_code == 404
    assert enter(Client(), people.leader).post(reverse("casework:doors_opened"), {"opening": "x"}).status_code == 422


def test_opened_doors_are_not_ticked_off_by_the_one_who_opened(
    people: Cast, followed: Citizen, therapist: Client
) -> None:
    Membership.objects.create(user=people.therapist, organisation=people.centre, role=Role.PROJECT_LEADER)
    ask(therapist, followed.code)
    response = therapist.post(reverse("casework:doors_opened"), {"opening": DoorOpening.objects.get().pk})
    assert response.status_code == 409
    assert DoorOpening.objects.get().seen_at is None


def test_opened_doors_come_unseen_first_a_page_at_a_time_with_few_queries(
    people: Cast, followed: Citizen, django_assert_max_num_queries: object
) -> None:
    now = timezone.now()
    for number in range(30):
        at = now - timedelta(days=number)
        seen = {"seen_at": now, "seen_by": people.leader} if number < 10 else {}
        DoorOpening.objects.create(
            citizen=followed, user=people.therapist, reason="other", words=f"Ord nummer {number}.", opened_at=at,
            closes_at=at + DoorOpening.LASTS, **seen,
        )  # fmt: skip
    leader = enter(Client(), people.leader)
    leader.get(reverse("casework:doors_opened"))  # the session and the log have their first line
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        shown = leader.get(reverse("casework:doors_opened")).content.decode()
    assert shown.index("Ord nummer 10.") < shown.index("Ord nummer 29.") < shown.index("Ord nummer 0.")
    assert "Ord nummer 9." not in shown
    assert "Ord nummer 9." in leader.get(reverse("casework:doors_opened"), {"side": "2"}).content.decode()
