"""»Svar« with a key of one's own: one question at a time, kept at each press, nothing lost, nothing doubled."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.links import ANSWER, OWN_PAPERS
from fremskudt.access.models import Event, PersonalLink
from fremskudt.casework.models import Citizen
from fremskudt.instruments import Missing
from fremskudt.surveys.models import Answer, Given, Respondent, Response, Wave
from tests.casework.field import citizen
from tests.cast import Cast
from tests.surveys import asking_field
from tests.surveys.own_field import (
    ANSWERS,
    GIVE,
    SHARE,
    THANKS,
    TOLD,
    answer,
    ask,
    form_of,
    opened,
    opened_sheet,
    press,
    words,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRST = "Jeg føler mig støttet af andre mennesker"
NOTHING = "Ingen spørgsmål lige nu."


@pytest.fixture
def wave(people: Cast) -> Wave:
    return asking_field.study_with_wave(people)


@pytest.fixture
def kanel(people: Cast, wave: Wave) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    asking_field.says_yes(people, made, wave.study)
    return made


def told(name: str = "inspire_supported") -> int | str | None:
    one = Answer.objects.filter(variable=name).first()
    return None if one is None else one.value if one.missing is None else one.missing


def walk(client: Client, *values: Any) -> Any:
    """Answer (or, with None, skip) one after the other, going on at each »Tak«."""
    response = None
    for value in values:
        response = answer(client, value, "next" if value is not None else "skip")
        assert response.status_code == 302
    return response


@pytest.mark.parametrize("purpose", [ANSWER, OWN_PAPERS])
def test_own_answers_are_kept_one_at_a_time_until_the_portion_is_over(
    people: Cast, kanel: Citizen, purpose: str
) -> None:
    client = opened(people, kanel, purpose)
    page = ask(client)
    assert FIRST in words(page)
    assert "1 af 2 i dag" in words(page)
    assert answer(client, 3).headers["Location"] == f"{ANSWERS}?nr=2"
    assert told() == 3
    assert "2 af 2 i dag" in words(ask(client))
    assert answer(client, None, "skip").headers["Location"] == THANKS
    assert told("inspire_hope") == Missing.SKIPPED
    assert told("inspire_self") == Missing.NOT_ASKED
    thanks = words(ask(client, THANKS))
    assert "Tak. Det var det for i dag." in thanks
    assert "Tag lidt mere" in thanks
    assert "1 af 3 i dag" in words(ask(client))
    [given] = {one.mode for one in Given.objects.all()}
    assert given == "self"
    event = Event.objects.filter(action="answer.give").first()
    assert event is not None
    assert (event.actor, event.role) == (f"link:{PersonalLink.objects.get().pk}", "link_holder")


def test_own_answers_of_a_sheet_are_given_under_its_code_and_tied_to_nobody(
    people: Cast, kanel: Citizen, wave: Wave
) -> None:
    client = opened_sheet(people, kanel, wave)
    walk(client, 1, 2)
    assert (told(), told("inspire_hope")) == (1, 2)
    event = Event.objects.filter(action="answer.give").first()
    assert event is not None
    code = Respondent.objects.get().code
    assert event.subject == f"respondent:{wave.study.slug}/{code}"
    assert Given.objects.first().sheet is None  # type: ignore[union-attr]  # typed by nobody: it came by a screen
    assert not [one for one in Event.objects.all() if code in one.subject and kanel.code in f"{one.actor}{one.fields}"]


def test_own_answers_whole_form_by_another_phone_two_days_later(people: Cast, kanel: Citizen) -> None:
    walk(opened(people, kanel), 4, 3, None, None, 2)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        client = opened(people, kanel)
        page = ask(client)
        assert "Hvordan har du generelt haft det rent personligt" in words(page)
        assert "1 af 4 i dag" in words(page)
        walk(client, *[5] * 4, *[1] * 7, 0, 0, 0)
        assert NOTHING in words(ask(client))
    left = Answer.objects.filter(missing=Missing.NOT_ASKED)
    assert not left.exists()
    assert {told("units"), told("heavy_days")} == {Missing.NOT_SHOWN}  # no alcohol, so nobody asked
    assert Response.objects.count() == 1
    assert Given.objects.count() == 19


def test_own_answers_follow_the_routing_within_the_portion(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    walk(client, *[1] * 5, *[5] * 4, *[1] * 7, 0, 0)
    assert "1 af 3 i dag" in words(ask(client))
    assert answer(client, 1).headers["Location"] == f"{ANSWERS}?nr=2"
    page = ask(client)
    assert 'inputmode="numeric"' in page.content.decode()
    assert answer(client, 3).headers["Location"] == THANKS  # under five: nobody asks about heavy days
    assert (told("units"), told("heavy_days")) == (3, Missing.NOT_SHOWN)


def test_own_answer_pressed_twice_or_replayed_is_one(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    page = ask(client)
    for _twice in range(3):
        assert press(client, page, answer="3").status_code == 302
    assert Given.objects.count() == 1
    assert Event.objects.filter(action="answer.give").count() == 1
    press(client, page, answer="1")  # the browser had kept the page: another choice is another press
    assert (told(), Given.objects.count()) == (1, 2)


def test_own_answers_from_two_tabs_and_two_phones_later_stands(people: Cast, kanel: Citizen) -> None:
    one, other = opened(people, kanel), opened(people, kanel)
    tab, second_tab, phone = ask(one), ask(one), ask(other)
    press(one, tab, answer="1")
    press(one, second_tab, answer="2")
    assert told() == 2
    press(other, phone, answer="4")
    assert told() == 4
    press(one, tab, answer="1")  # an old press that comes again changes nothing
    assert told() == 4
    answer(one, 3)
    assert (told(), told("inspire_hope")) == (4, 3)
    assert Response.objects.count() == 1
    assert Answer.objects.filter(variable="inspire_supported").count() == 1


@pytest.mark.parametrize("value", ["5", "-1", "x", "1.5", "", "99999999999999999999"])
def test_own_answer_outside_the_scale_is_said_and_nothing_is_kept(people: Cast, kanel: Citizen, value: str) -> None:
    client = opened(people, kanel)
    page = press(client, ask(client), answer=value)
    assert page.status_code == 422
    assert "Vælg et svar, eller spring over." in words(page)
    assert FIRST in words(page)
    assert not Given.objects.exists()


@pytest.mark.parametrize(("value", "status"), [("10", 302), ("11", 422), ("-1", 422), ("", 422)])
def test_own_number_outside_the_scale(people: Cast, kanel: Citizen, value: str, status: int) -> None:
    client = opened(people, kanel)
    walk(client, *[1] * 5)
    page = press(client, ask(client), answer=value)
    assert page.status_code == status
    assert status == 302 or "Vælg et tal, eller spring over." in words(page)


def test_own_number_that_is_written_wrong_is_kept_in_the_field(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    walk(client, *[1] * 5, *[5] * 4, *[1] * 7, 0, 0, 2)
    page = press(client, ask(client), answer="mange")
    assert page.status_code == 422
    assert 'value="mange"' in page.content.decode()


@pytest.mark.parametrize("item", ["heavy_days", "findes_ikke", "inspire_supported' --"])
def test_own_answer_to_what_is_not_shown_is_ignored(people: Cast, kanel: Citizen, item: str) -> None:
    client = opened(people, kanel)
    walk(client, *[1] * 5, *[5] * 4, *[1] * 7, 0, 0)
    answer(client, 0)  # no alcohol: neither units nor heavy days
    n = Given.objects.count()
    sent = {
        "wave": Wave.objects.get().pk, "version": Response.objects.get().instrument_hash, "item": item,
        "operation": str(uuid.uuid4()), "act": "next", "answer": "3",
    }  # fmt: skip
    assert client.post(GIVE, sent).headers["Location"] == ANSWERS
    assert Given.objects.count() == n


@pytest.mark.parametrize("wrong", [{"wave": "x"}, {"wave": "999999"}, {"operation": "1"}, {"item": "a" * 81}, {}])
def test_own_answer_that_no_page_sends_does_nothing(people: Cast, kanel: Citizen, wrong: dict[str, str]) -> None:
    client = opened(people, kanel)
    fields = {**form_of(ask(client)), "answer": "1", **wrong} if wrong else {}
    assert client.post(GIVE, fields).headers["Location"] == ANSWERS
    assert not Given.objects.exists()


def test_own_answer_to_a_wave_of_somebody_else_is_ignored(people: Cast, kanel: Citizen) -> None:
    theirs = asking_field.study_with_wave(people, "andre", towns=["Vejle"])
    client = opened(people, kanel)
    client.post(GIVE, {**form_of(ask(client)), "wave": theirs.pk, "answer": "1", "act": "next"})
    not_in = asking_field.study_with_wave(people, "ny")  # in the town, but without a yes
    client.post(GIVE, {**form_of(ask(client)), "wave": not_in.pk, "answer": "1", "act": "next"})
    assert not Given.objects.exists()


def test_own_answer_by_a_key_that_only_writes_shows_nothing_that_stood(people: Cast, kanel: Citizen) -> None:
    first = opened(people, kanel)
    page = ask(first)
    assert press(first, page, answer="3").status_code == 302
    assert "checked" in ask(first, f"{ANSWERS}?nr=1").content.decode()  # chosen a moment ago in this session
    press(opened(people, kanel), page, answer="1")  # changed on another phone
    assert "checked" not in ask(first, f"{ANSWERS}?nr=1").content.decode()
    second = opened(people, kanel)
    assert "checked" not in ask(second, f"{ANSWERS}?nr=1").content.decode()
    assert second.get(TOLD).status_code == 404
    assert not Event.objects.filter(action="own_answers.read").exists()


def test_own_answers_next_person_on_the_same_phone_sees_nothing(people: Cast, kanel: Citizen, wave: Wave) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    asking_field.says_yes(people, havre, wave.study)
    phone = opened(people, kanel)
    answer(phone, 3)
    opened(people, havre, client=phone)
    page = ask(phone, f"{ANSWERS}?nr=1")
    assert "checked" not in page.content.decode()
    assert "1 af 2 i dag" in words(page)
    assert phone.session.get("own_answers") is None
    answer(phone, 1)
    assert sorted(Answer.objects.filter(variable="inspire_supported").values_list("value", flat=True)) == [1, 3]


def test_own_answers_are_forgotten_by_the_session_when_the_portion_is_over(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    walk(client, 3, 2)
    assert "checked" not in ask(client, f"{ANSWERS}?nr=1").content.decode()
    assert "own_answers" not in client.session
    answer(client, 1)
    assert client.session["own_answers"]["items"]
    assert 1 not in client.session["own_answers"]["items"]  # which questions, never what was said


def test_own_answers_that_one_may_see_are_shown_and_changed(people: Cast, kanel: Citizen) -> None:
    walk(opened(people, kanel), 3, None)
    client = opened(people, kanel, OWN_PAPERS)
    page = ask(client, TOLD)
    assert "En hel del" in words(page)
    assert "Sprunget over" in words(page)
    [address, _skipped] = re.findall(r'class="line" href="([^"]+)"', page.content.decode())
    assert address == f"{ANSWERS}?ret=1.1"
    again = ask(client, address)
    assert 'value="3" checked' in again.content.decode()
    assert press(client, again, answer="0").headers["Location"] == THANKS
    assert told() == 0
    assert Event.objects.filter(action="own_answers.read").count() == 2
    for bad in ("9.9", "1.99", "x", "1", "0.0", "²"):
        ask(client, f"{ANSWERS}?ret={bad}")


def test_own_answer_skipped_after_a_choice_is_wiped_and_said(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    answer(client, 3)
    press(client, ask(client, f"{ANSWERS}?nr=1"), "skip")
    assert told() == Missing.SKIPPED
    assert "Sprunget over. Dit svar er slettet." in words(ask(client))
    other = opened(people, kanel, ANSWER)
    press(opened(people, kanel), ask(opened(people, kanel)), answer="1")  # something stands there by now
    page = ask(other)
    press(other, page, "skip")
    assert "Dit svar er slettet" not in words(ask(other, ANSWERS))


def test_own_answers_back_and_stop_keep_what_is_chosen(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    assert press(client, ask(client), "back").headers["Location"].endswith("/mit/")
    answer(client, 1)
    assert answer(client, 2, "back").headers["Location"] == f"{ANSWERS}?nr=1"
    assert told("inspire_hope") == 2
    page = ask(client, f"{ANSWERS}?nr=1")
    assert press(client, page, "stop", answer="4").headers["Location"] == THANKS
    assert told() == 4
    client = opened(people, kanel)
    assert press(client, ask(client), "stop").headers["Location"] == THANKS
    assert told("inspire_self") == Missing.NOT_ASKED


def test_own_answer_in_place_stays_on_the_page(people: Cast, kanel: Citizen) -> None:
    client, script = opened(people, kanel), {"headers": {"X-In-Place": "1"}}
    page = ask(client)
    fields = form_of(page)
    assert client.post(GIVE, {**fields, "answer": "3"}, **script).status_code == 204
    assert client.post(GIVE, {**fields, "answer": "7"}, **script).status_code == 422
    assert client.post(GIVE, {**fields, "wave": "999", "answer": "3"}, **script).status_code == 409
    assert press(client, page, answer="3").headers["Location"] == f"{ANSWERS}?nr=2"
    assert (told(), Given.objects.count()) == (3, 1)


def test_own_answers_after_the_wave(people: Cast, kanel: Citizen, wave: Wave) -> None:
    client = opened(people, kanel)
    answer(client, 3)
    page, closed = ask(client), timezone.now() + timedelta(days=21)
    with time_machine.travel(closed):  # in grace, for whoever had begun
        PersonalLink.objects.update(expires_at=closed + timedelta(days=60))
        client = opened(people, kanel)
        assert press(client, page, answer="2").status_code == 302
        assert Given.objects.order_by("pk").last().is_late  # type: ignore[union-attr]
    assert told("inspire_hope") == 2
    with time_machine.travel(closed + timedelta(days=60)):
        PersonalLink.objects.update(expires_at=closed + timedelta(days=90))
        client = opened(people, kanel)
        assert NOTHING in words(ask(client))
        assert press(client, page, answer="4").headers["Location"] == ANSWERS
    assert told("inspire_hope") == 2


def test_own_answers_of_who_says_no_are_neither_asked_nor_taken(people: Cast, kanel: Citizen, wave: Wave) -> None:
    client = opened(people, kanel)
    page = ask(client)
    asking_field.says(people, kanel, wave.study, "no")
    assert NOTHING in words(ask(client))
    press(client, page, answer="3")
    assert not Response.objects.exists()


def test_own_answers_before_the_wave_and_without_a_licence(people: Cast) -> None:
    ahead = asking_field.study_with_wave(people, "senere", opens=3)
    other = asking_field.study_with_wave(people, "uden", towns=["Vejle"], is_licensed=False)
    kanel, vejle = citizen(people, "Kanel"), citizen(people, "Ulv", municipality="Vejle")
    asking_field.says_yes(people, kanel, ahead.study)
    asking_field.says_yes(people, vejle, other.study)
    for one in (kanel, vejle):
        assert NOTHING in words(ask(opened(people, one)))


def test_own_answer_in_another_version_than_the_one_begun_is_not_taken(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    page = ask(client)
    fields = {**form_of(page), "answer": "3", "act": "next", "version": "0" * 64}
    assert client.post(GIVE, fields).headers["Location"] == ANSWERS
    assert not Given.objects.exists()


@pytest.mark.parametrize("purpose", [ANSWER, OWN_PAPERS])
def test_own_share_is_kept_also_before_the_first_answer(people: Cast, kanel: Citizen, purpose: str) -> None:
    client = opened(people, kanel, purpose)
    page = ask(client)
    sent = {**form_of(page, SHARE), "shared": "yes"}
    assert client.post(SHARE, sent).headers["Location"] == f"{ANSWERS}?nr=1"
    assert not Response.objects.exists()
    answer(client, 1)
    assert Response.objects.get().shared == "yes"
    page = ask(client)
    assert ("Du har sagt ja." in words(page)) == (purpose == OWN_PAPERS)
    client.post(SHARE, {**form_of(page, SHARE), "shared": "no"})
    assert Response.objects.get().shared == "no"
    client.post(SHARE, {**form_of(page, SHARE), "shared": "no"})
    assert Event.objects.filter(action="own_answers.share").count() == 2
    client.post(SHARE, {**form_of(page, SHARE), "shared": "maybe"})
    client.post(SHARE, {"shared": "yes", "wave": "x"})
    assert Response.objects.get().shared == "no"


def test_own_answers_ask_the_database_as_little_for_many_waves(people: Cast, kanel: Citizen, wave: Wave) -> None:
    client = opened(people, kanel)
    answer(client, 1)
    with CaptureQueriesContext(connection) as few:
        ask(client)
    for number in range(2, 6):
        other = asking_field.study_with_wave(people, f"anden-{number}")
        asking_field.says_yes(people, kanel, other.study)
    with CaptureQueriesContext(connection) as many:
        ask(client)
    assert len(many) <= len(few)
    assert len(few) <= 20


def test_own_address_and_title_tell_nothing(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    seen = [ANSWERS]
    for value in (1, 2, 3, 4, 1, 5):
        page = ask(client)
        assert "<title>Svar</title>" in page.content.decode()
        seen.append(answer(client, value).headers["Location"])
    assert {address.partition("?nr=")[0] for address in seen} <= {ANSWERS, THANKS}
