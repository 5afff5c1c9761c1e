"""»Ring til«: who asks to be rung, taken and closed; what they wrote is sealed, read with an event, and let go of."""

from datetime import datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.actions import call_request as actions
from fremskudt.casework.models import Assignment, CallRequest, Citizen
from fremskudt.casework.rules import call_request as rules
from tests.access.safety_pages import area_in
from tests.casework.call_field import NAME, WORDS, call, close, of, tells
from tests.casework.field import citizen
from tests.casework.pages import send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, PROFESSIONAL = reverse("casework:calls"), reverse("casework:call_professional")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONE = timezone.get_default_timezone()


@pytest.mark.parametrize(
    ("phone", "words_", "no_call", "wrong"),
    [
        ("12345678", "Hej", False, {}),
        ("12345678", "", False, {}),
        ("", "Hej", True, {}),
        ("", "Hej", False, {"phone": rules.NO_NUMBER}),
        ("", "", False, {"phone": rules.NO_NUMBER}),
        ("", " ", True, {"words": rules.NO_WORDS}),
        ("12345678", "Hej", True, {"no_call": rules.NUMBER_AND_NO_CALL}),
    ],
)
def test_call_request_asks_for_a_number_where_we_are_to_ring(
    phone: str, words_: str, no_call: bool, wrong: dict[str, str]
) -> None:
    assert rules.faults(phone=phone, words=words_, is_no_call=no_call) == wrong


@pytest.mark.parametrize(
    ("now", "read_on"),
    [
        ("2026-11-23 09:00", "2026-11-23"),  # a Monday
        ("2026-11-23 15:59", "2026-11-23"),
        ("2026-11-23 16:00", "2026-11-24"),
        ("2026-11-26 23:59", "2026-11-27"),
        ("2026-11-27 15:59", "2026-11-27"),  # a Friday
        ("2026-11-27 16:00", "2026-11-30"),
        ("2026-11-28 10:00", "2026-11-30"),
        ("2026-11-29 23:00", "2026-11-30"),
        ("2026-12-31 18:00", "2027-01-01"),
    ],
)
def test_call_request_is_promised_to_be_read_before_four_on_a_weekday(now: str, read_on: str) -> None:
    assert f"{rules.read_on(datetime.fromisoformat(now))}" == read_on


@pytest.mark.parametrize(("is_taken", "is_closed"), product([False, True], repeat=2))
def test_call_request_is_taken_by_the_first(is_taken: bool, is_closed: bool) -> None:
    verdict = rules.may_take(is_taken_by_other=is_taken, is_closed=is_closed)
    assert verdict.reason == (rules.CLOSED if is_closed else rules.TAKEN if is_taken else "")


@pytest.mark.parametrize("outcome", [*rules.OUTCOMES, "", "other"])
@pytest.mark.parametrize("is_closed", [False, True])
def test_call_request_is_closed_once_with_an_outcome_we_know(outcome: str, is_closed: bool) -> None:
    verdict = rules.may_close(is_closed=is_closed, outcome=outcome)
    assert bool(verdict) is (not is_closed and outcome in rules.OUTCOMES)


@pytest.mark.parametrize(("is_recent", "outcome"), product([False, True], rules.OUTCOMES))
def test_call_request_is_opened_again_for_ten_minutes_unless_a_course_began(is_recent: bool, outcome: str) -> None:
    assert bool(rules.may_reopen(is_recent=is_recent, outcome=outcome)) is (is_recent and outcome != "began")


@pytest.mark.parametrize("states", product([False, True], repeat=3))
def test_call_request_begins_a_course_while_it_is_open_and_there_is_none(states: tuple[bool, ...]) -> None:
    is_closed, is_emptied, has_citizen = states
    verdict = rules.may_begin(is_closed=is_closed, is_emptied=is_emptied, has_citizen=has_citizen)
    first = rules.HAS_COURSE if has_citizen else rules.EMPTIED if is_emptied else rules.CLOSED if is_closed else ""
    assert verdict.reason == first


@pytest.mark.parametrize(
    ("made", "closed", "is_over"),
    [
        (13 * DAY, 13 * DAY, False),
        (14 * DAY, 14 * DAY, True),
        (89 * DAY, None, False),
        (90 * DAY - MINUTE, None, False),
        (90 * DAY, None, True),
        (200 * DAY, DAY, False),
        (200 * DAY, 14 * DAY - MINUTE, False),
    ],
)
def test_call_request_is_kept_fourteen_days_after_it_was_closed_and_ninety_unanswered(
    made: timedelta, closed: timedelta | None, is_over: bool
) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=ZONE)
    closed_at = now - closed if closed is not None else None
    assert rules.is_expired(made_at=now - made, closed_at=closed_at, now=now) is is_over


def test_call_request_list_tells_no_name_no_number_and_no_word(people: Cast, tea: Client) -> None:
    north = area_in(people, "Randers", "Nordbyen")
    call(people)
    call(people, is_urgent=True, who="relative", area=north)
    call(people, who="professional", organisation=people.jobcentre, by=people.professional,
         said_yes_on=timezone.localdate(), said_how="oral")  # fmt: skip
    call(people, town="Vejle", who="relative")
    page = words(tea.get(LIST))  # type: ignore[arg-type]
    assert not tells(page)
    assert page.index("Haster i dag") < page.index("Om sig selv")
    assert page.count("Om en, de holder af") == 1  # the other is Vejle's
    for told in ("Nordbyen", "Jobcentret i Randers", "Fra en fagperson, med personens ja", "Siden kl. "):
        assert told in page
    read = Event.objects.filter(action="call_requests.read").values_list("subject", flat=True)
    assert list(read) == [f"org:{people.municipalities['Randers'].pk}"]


def test_call_request_empty_list_says_what_to_do(people: Cast, tea: Client) -> None:
    assert "Ingen venter." in shown(tea, LIST)
    for user in (people.partner, people.professional, people.peer, people.dpo, people.administrator):
        assert enter(Client(), user).get(LIST).status_code == 403


def test_call_request_opened_shows_what_was_written_with_an_event_each_time(people: Cast, tea: Client) -> None:
    one = call(people)
    for n in (1, 2):
        page = shown(tea, of(one))
        assert all(told in page for told in (NAME, "99 88 77 66", WORDS))
        events = Event.objects.filter(
            action="call_request.read", subject=f"call:{one.code}", actor=people.therapist.key
        )
        assert events.count() == n
        assert "identifying" in events[0].fields
    assert NAME not in page.split("</title>")[0]
    far = enter(Client(), people.therapist_elsewhere)
    assert far.get(of(one)).status_code == 404
    assert Event.objects.filter(action="call_request.read").count() == 2


def test_call_request_of_one_with_a_course_is_for_those_who_follow(people: Cast, kanel: Citizen, tea: Client) -> None:
    one = call(people, citizen=kanel, name="", phone="")
    assert "Kanel har skrevet" in shown(tea, LIST)
    assert WORDS in shown(tea, of(one))
    assert Event.objects.filter(action="call_requests.read", subject=kanel.key).count() == 1
    assert Event.objects.filter(action="call_request.read", subject=kanel.key).count() == 1
    for user in (people.colleague, people.leader):
        client = enter(Client(), user)
        assert "Kanel" not in shown(client, LIST)
        assert client.get(of(one)).status_code == 404
        assert client.post(of(one, "call_take")).status_code == 404
        assert close(client, one, outcome="talked").status_code == 404


def test_call_request_of_one_whom_nobody_follows_reaches_the_leader(people: Cast, kanel: Citizen) -> None:
    one = call(people, citizen=kanel)
    lea, tom = enter(Client(), people.leader), enter(Client(), people.colleague)
    Assignment.objects.update(ended_at=timezone.now())
    assert lea.get(of(one)).status_code == 200
    assert tom.get(of(one)).status_code == 404


def test_call_request_of_a_record_that_was_merged_is_found_by_the_kept_one(
    people: Cast, kanel: Citizen, tea: Client
) -> None:
    other = citizen(people, "Havre", "H7M4-Q2RX")
    one = call(people, citizen=other)
    assert tea.get(of(one)).status_code == 404
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    assert tea.get(of(one)).status_code == 200


def test_call_request_taken_by_one_is_told_to_the_other(people: Cast, tea: Client) -> None:
    one = call(people)
    assert send_from(tea, tea.get(of(one)), of(one, "call_take")).status_code == 302  # type: ignore[arg-type]
    assert tea.post(of(one, "call_take")).status_code == 302
    tom = enter(Client(), people.colleague)
    assert "Tea har den" in words(tom.get(LIST))  # type: ignore[arg-type]
    refused = tom.post(of(one, "call_take"))
    assert refused.status_code == 409
    assert "En kollega tog den kl. " in words(refused)  # type: ignore[arg-type]
    assert Event.objects.filter(action="call_request.take").count() == 1


def test_call_request_closed_is_off_the_list_and_can_be_opened_again_for_ten_minutes(people: Cast, tea: Client) -> None:
    one = call(people)
    for _press in range(2):
        assert close(tea, one, outcome="not_reached").status_code == 302
    assert Event.objects.filter(action="call_request.close").count() == 1
    assert close(tea, one, outcome="talked").status_code == 409
    page = tea.get(LIST)
    assert of(one) + '"' not in page.content.decode()
    assert send_from(tea, page, of(one, "call_close"), undo="1").status_code == 302  # type: ignore[arg-type]
    assert of(one) in shown(tea, LIST)
    close(tea, one, outcome="talked")
    with time_machine.travel(timezone.now() + 11 * MINUTE, tick=True):
        enter(tea, people.therapist)
        assert close(tea, one, undo="1").status_code == 409


def test_call_request_colleague_may_close_what_another_took(people: Cast, tea: Client) -> None:
    one = call(people)
    tea.post(of(one, "call_take"))
    tom = enter(Client(), people.colleague)
    assert close(tom, one, outcome="talked").status_code == 302
    one.refresh_from_db()
    assert (one.taken_by, one.closed_by) == (people.therapist, people.colleague)
    assert close(tea, one, undo="1").status_code == 409  # only who closed it takes that back


@pytest.mark.parametrize("sent", [{}, {"outcome": ""}, {"outcome": "began"}, {"outcome": "fest"}])
def test_call_request_is_not_closed_without_an_outcome(people: Cast, tea: Client, sent: dict[str, str]) -> None:
    one = call(people)
    response = close(tea, one, **sent)
    assert response.status_code == 422
    assert "Vælg, hvordan det gik." in words(response)
    assert CallRequest.objects.waiting().count() == 1


# today's page


def test_call_request_urgent_ones_that_nobody_has_are_for_today(people: Cast) -> None:
    urgent, mine, theirs = (call(people, is_urgent=True) for _ in range(3))
    call(people)
    call(people, town="Vejle", is_urgent=True)
    actions.take(call=mine, by=people.therapist)
    actions.take(call=theirs, by=people.colleague)
    today = enter(Client(), people.therapist).get(reverse("casework:today")).content.decode()
    assert {one.code for one in CallRequest.objects.all() if of(one) in today} == {urgent.code, mine.code}
    assert "Beder om at blive ringet op i dag" in today
    assert not tells(today)
    assert not Event.objects.filter(action="call_requests.read").exists()
