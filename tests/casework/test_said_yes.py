"""From a tip to a course: only through the person's recorded yes, once, and with nothing of the tip's story (T17)."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.casework.models import ChannelIn, Citizen, ConsentEntry, NotSame, SaidYes
from fremskudt.casework.rules import said_yes as rules
from fremskudt.casework.rules.alias import WORDS
from fremskudt.casework.rules.channel import FOUND_BY, FOUND_WHERE
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import sharing
from fremskudt.partnership.models import Tip
from tests.access.call_pages import tip_elsewhere
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter
from tests.partnership.tip_field import area, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
YES = {"may_write": "on", "told": "yes", "alias": "Fyrtårn"}


def at(one: Tip, end: str = "") -> str:
    return reverse("casework:said_yes", args=[one.code]) + end


def says(client: Client, one: Tip, **more: Any) -> HttpResponse:
    """The page, filled in and sent; the fields are those that stand on it."""
    return fill(client, at(one), **{**YES, **more})


def made() -> Citizen:
    return SaidYes.objects.get().citizen


@pytest.mark.parametrize("states", product([False, True], repeat=4))
def test_said_yes_tip_becomes_a_course_once_and_while_it_stands(states: tuple[bool, ...]) -> None:
    names = ("is_turned", "is_expired", "is_taken_back", "is_closed")
    verdict = rules.may_begin(**dict(zip(names, states, strict=True)))
    reasons = (rules.BEGUN, rules.EXPIRED, rules.TAKEN_BACK, rules.CLOSED)
    first = next((reason for is_so, reason in zip(states, reasons, strict=True) if is_so), "")
    assert (bool(verdict), verdict.reason) == (not any(states), first)


@pytest.mark.parametrize(
    ("form", "witness", "days_ago", "known_days_ago", "wrong"),
    [
        ("oral", "I var alene", 0, 7, {}),
        ("oral", "", 0, 7, {"witness": rules.NO_WITNESS}),
        ("oral", "  ", 0, None, {"witness": rules.NO_WITNESS}),
        ("phone", "", 0, 7, {}),
        ("written", "", 7, 7, {}),
        ("written", "", 8, 7, {"said_on": rules.BEFORE_SEEN}),
        ("written", "", 8, None, {}),
        ("written", "", -1, 7, {"said_on": rules.AHEAD}),
        ("written", "", 364, None, {}),
        ("written", "", 365, None, {"said_on": rules.LONG_AGO}),
        ("shouted", "Bo", 0, 7, {"form": rules.UNKNOWN}),
    ],
)
def test_said_yes_is_one_that_somebody_heard_on_a_day(
    form: str, witness: str, days_ago: int, known_days_ago: int | None, wrong: dict[str, str]
) -> None:
    known_on = None if known_days_ago is None else TODAY - timedelta(days=known_days_ago)
    heard = rules.Heard(form, witness, TODAY - timedelta(days=days_ago))
    assert rules.faults(heard, today=TODAY, known_on=known_on) == wrong
    assert bool(rules.may_hear(heard, today=TODAY, known_on=known_on)) is not bool(wrong)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2027, 3, 1), date(2028, 2, 29)),  # a year with a leap day in it is 366 days
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_said_yes_house_is_told_for_a_year_at_most(said: date, until: date) -> None:
    assert rules.told_until(said) == until
    assert until - said <= timedelta(days=365)


def test_said_yes_alias_is_no_name() -> None:
    for name in ("Mette", "Karl Fyrtårn", "mette", "Anne-Lise"):
        assert rules.is_a_name(name), name
    for word in (*WORDS, "Blå Lampe", "Havnebro"):
        assert not rules.is_a_name(word), word


def test_said_yes_codes_of_the_way_in_are_those_of_the_start_form() -> None:
    assert set(rules.FOUND_WHERE.values()) <= set(FOUND_WHERE)
    assert set(rules.FOUND_BY.values()) <= set(FOUND_BY)


def test_said_yes_words_that_are_read_aloud_are_plain() -> None:
    for text in (rules.TO_SAY, rules.TO_SAY_OF_HOUSE % {"house": "Kajen"}):
        assert lix(text) <= 25, text


def test_said_yes_makes_the_record_the_course_the_yes_and_the_step(people: Cast, tea: Client) -> None:
    one = tip(people, area=area(people), memory_word="den med hunden", place="shelter", weeks_ago=3)
    page = shown(tea, at(one))
    assert rules.TO_SAY in page
    assert "Må Værestedet Kajen få at vide, at vi er i kontakt?" in page
    assert "Uden et ja bliver prajet på listen. Det er helt i orden." in page
    day = timezone.localdate() - timedelta(days=2)
    response = says(tea, one, said_on=f"{day}", wants_companion="on", companion="Bo fra Kajen", birth_year="1979")
    kept = SaidYes.objects.get()
    assert response.headers["Location"] == reverse("casework:citizen", args=[kept.citizen.code])
    assert (kept.citizen.alias, kept.citizen.birth_year, kept.tip, kept.by) == ("Fyrtårn", 1979, one, people.therapist)
    assert kept.words == f"{rules.TO_SAY} {rules.TO_SAY_OF_HOUSE % {'house': 'Værestedet Kajen'}}"
    assert (kept.form, kept.witness, timezone.localdate(kept.said_at)) == ("oral", "I var alene", day)
    case = kept.citizen.cases.get()
    assert (case.found_on, case.started_on) == (day, day)
    assert kept.citizen.assignments.get().user == people.therapist
    way = ChannelIn.objects.get()
    assert (way.found_where, way.found_by, way.companion) == (3, None, "Bo fra Kajen")
    assert one.steps.standing().filter(kind="said_yes", by_house=False).count() == 1


def test_said_yes_house_may_know_of_the_contact_and_of_nothing_else(people: Cast, tea: Client) -> None:
    says(tea, tip(people))
    entry, citizen_ = ConsentEntry.objects.get(), made()
    assert SaidYes.objects.get().feedback == entry
    assert (entry.purpose, entry.answer, entry.organisation, entry.direction) == (
        "feedback", "yes", people.drop_in, "tell",
    )  # fmt: skip
    assert entry.until_on == rules.told_until(timezone.localdate())
    assert entry.words == rules.TO_SAY_OF_HOUSE % {"house": "Værestedet Kajen"}
    ledger, house = sharing([citizen_.pk]), Recipient(people.drop_in.pk)
    opened = {use for use in Use if ledger.topics(citizen_.pk, house, use)}
    assert opened == {Use.FEEDBACK}


@pytest.mark.parametrize("answer", ["no", "not_now"])
def test_said_yes_of_one_who_does_not_want_the_house_told_tells_nobody(people: Cast, tea: Client, answer: str) -> None:
    says(tea, tip(people), told=answer)
    assert SaidYes.objects.get().feedback is None
    assert not ConsentEntry.objects.exists()


def test_said_yes_takes_nothing_of_the_tip_along(people: Cast, tea: Client) -> None:
    one = tip(people, area=area(people), memory_word="den med hunden", age="25_39", worry="much", weeks_ago=5)
    says(tea, one)
    code = made().code
    first = shown(tea, reverse("casework:timeline", args=[code]))
    assert "Det begyndte med et praj." in first
    for page in (first, shown(tea, reverse("casework:citizen", args=[code])), shown(tea, at(one))):
        for told in ("hunden", "25–39", "Meget", "Palle"):
            assert told not in page
    assert not ChannelIn.objects.exclude(companion="").exists()


def test_said_yes_log_of_the_tip_does_not_say_who_it_became(people: Cast, tea: Client) -> None:
    one = tip(people)
    says(tea, one)
    who = made()
    of_tip = Event.objects.filter(subject=f"tip:{one.code}").values_list("action", flat=True)
    assert "tip.said_yes" in of_tip
    assert "said_yes.record" not in of_tip
    assert Event.objects.get(action="said_yes.record").subject == who.key
    for event in Event.objects.filter(subject=f"tip:{one.code}"):
        assert who.code not in f"{event.subject} {event.fields} {event.action}"
    for event in Event.objects.filter(subject=who.key):
        assert one.code not in f"{event.subject} {event.fields} {event.action}"


def test_said_yes_nothing_is_ticked_beforehand(people: Cast, tea: Client) -> None:
    one = tip(people)
    told = form_at(tea.get(at(one)), at(one))  # type: ignore[arg-type]
    assert not {"may_write", "told", "wants_companion"} & set(told)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"may_write": []}, "Uden et ja bliver prajet på listen. Det er helt i orden."),
        ({"told": []}, "Vælg et svar. Et nej er også et svar."),
        ({"told": "perhaps"}, "Vælg en fra listen."),
        ({"witness_kind": "heard"}, "Skriv, hvem der hørte et ja, og hvornår."),
        ({"said_on": ""}, "Skriv, hvem der hørte et ja, og hvornår."),
        ({"said_on": "2999-01-01"}, "Dagen ligger ude i fremtiden."),
        ({"said_on": "2020-01-01"}, "Det er mere end et år siden. Spørg igen."),
        ({"form": "link"}, "Vælg en fra listen."),
        ({"alias": "Mette"}, "Vælg et alias, der ikke er et navn."),
        ({"alias": "010180-1234"}, "Skriv et dæknavn uden tal."),
        ({"alias": ""}, "Skriv et dæknavn."),
        ({"companion": "Bo"}, "Sæt kryds, hvis personen selv har sagt det."),
        ({"wants_companion": "on"}, "Skriv, hvem der følger med"),
        ({"wants_companion": "on", "companion": "x" * 81}, "Det er for langt"),
    ],
)
def test_said_yes_without_all_of_it_makes_nothing_and_keeps_what_was_typed(
    people: Cast, tea: Client, wrong: dict[str, Any], said: str
) -> None:
    response = says(tea, tip(people), **{"first_name": "<b>Bo</b>", "birth_year": "1979", **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in words(response)
    assert "&lt;b&gt;Bo&lt;/b&gt;" in page
    assert 'value="1979"' in page
    assert not SaidYes.objects.exists()
    assert not Citizen.objects.exists()


def test_said_yes_of_a_tip_that_is_a_course_already_is_refused(people: Cast, tea: Client) -> None:
    one = tip(people)
    open_page = tea.get(at(one))
    says(tea, one)
    assert rules.BEGUN in shown(tea, at(one))
    tom = enter(Client(), people.colleague)
    again = tom.post(at(one), {**form_at(open_page, at(one)), **YES, "alias": "Lampe"})  # type: ignore[arg-type]
    assert again.status_code == 409
    assert rules.BEGUN in words(again)  # type: ignore[arg-type]
    assert Citizen.objects.count() == SaidYes.objects.count() == 1


def test_said_yes_pressed_twice_is_one_record(people: Cast, tea: Client) -> None:
    one = tip(people)
    open_page = tea.get(at(one))
    sent = {**form_at(open_page, at(one)), **YES}  # type: ignore[arg-type]
    first = tea.post(at(one), sent)
    second = tea.post(at(one), sent)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Citizen.objects.count() == SaidYes.objects.count() == 1
    assert Event.objects.filter(action="said_yes.record").count() == 1


@pytest.mark.parametrize("state", ["expired_at", "taken_back_at"])
def test_said_yes_of_a_tip_that_is_off_the_list_is_refused(people: Cast, tea: Client, state: str) -> None:
    one = tip(people)
    Tip.objects.filter(pk=one.pk).update(**{state: timezone.now()})
    assert says(tea, one).status_code == 409
    assert not Citizen.objects.exists()


def test_said_yes_is_for_who_answers_tips_there(people: Cast) -> None:
    near, far = tip(people), tip_elsewhere(people)
    for user in (people.therapist, people.leader):
        client = enter(Client(), user)
        assert client.get(at(near)).status_code == 200
        assert client.get(at(far)).status_code == client.post(at(far), YES).status_code == 404
    for user in (people.partner, people.partner_contact, people.professional, people.peer, people.dpo):
        assert enter(Client(), user).get(at(near)).status_code == 403


def test_said_yes_permissions_go_together() -> None:
    needed = {Permission.CASE_WRITE, Permission.CITIZEN_CREATE}
    assert all(needed <= granted for granted in PERMISSIONS.values() if Permission.TIP_ANSWER in granted)


def test_said_yes_leader_who_follows_nobody_goes_on_to_who_shall(people: Cast) -> None:
    response = says(enter(Client(), people.leader), tip(people))
    assert response.headers["Location"] == reverse("casework:assign", args=[made().code])


def test_said_yes_asks_first_who_looks_like_them(people: Cast, tea: Client) -> None:
    known = citizen(people, "Fyrtårne", "K7M4-Q2RX", followed_by=people.therapist)
    Citizen.objects.filter(pk=known.pk).update(birth_year=1979)
    one = tip(people)
    asked = says(tea, one, birth_year="1979", first_name="Kim")
    assert asked.status_code == 200
    assert "Fyrtårne" in words(asked)
    assert "Kim" not in words(asked)
    assert not SaidYes.objects.exists()
    done = send_from(tea, asked, at(one))
    assert done.status_code == 302
    assert made().alias == "Fyrtårn"
    assert NotSame.objects.count() == 1


def test_said_yes_alias_that_somebody_bears_is_told(people: Cast, tea: Client) -> None:
    citizen(people, "Fyrtårn", "K7M4-Q2RX")  # one whom Tea does not follow
    response = says(tea, tip(people))
    assert response.status_code == 422
    assert "Dæknavnet er i brug. Vælg et andet." in words(response)
    assert not SaidYes.objects.exists()


def test_said_yes_of_one_who_is_followed_already_makes_no_new_record(people: Cast, tea: Client) -> None:
    known, one = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist), tip(people)
    citizen(people, "Havre", "H7M4-Q2RX", followed_by=people.colleague)
    open_page = tea.get(at(one, "?egen"))
    assert "Kanel" in words(open_page)  # type: ignore[arg-type]
    assert "Havre" not in words(open_page)  # type: ignore[arg-type]
    read = Event.objects.filter(action="said_yes.read", subject=known.key)
    assert read.count() == 1
    for _press in range(2):
        told = {"may_write": "on", "told": "yes", "citizen": known.code}
        assert send_from(tea, open_page, at(one, "?egen"), **told).status_code == 302  # type: ignore[arg-type]
    kept = SaidYes.objects.get()
    assert (kept.citizen, kept.feedback) == (known, ConsentEntry.objects.get())
    assert known.cases.get().started_on == timezone.localdate()
    assert Citizen.objects.count() == 2
    assert not ChannelIn.objects.exists()


def test_said_yes_cannot_be_tied_to_one_beyond_reach(people: Cast, tea: Client) -> None:
    theirs, one = citizen(people, "Havre", "H7M4-Q2RX", followed_by=people.colleague), tip(people)
    citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    told = {"may_write": "on", "told": "yes", "citizen": theirs.code}
    assert fill(tea, at(one, "?egen"), **told).status_code == 422
    assert not SaidYes.objects.exists()


@pytest.mark.parametrize("end", ["", "?egen"])
def test_said_yes_page_asks_as_much_with_many_as_with_one(people: Cast, tea: Client, end: str) -> None:
    one, counted = tip(people), []
    shown(tea, at(one))  # the first page of a log-in notes the session
    for n in range(12):
        citizen(people, f"Alias{chr(97 + n)}", followed_by=people.therapist)
        if n in {0, 11}:
            with CaptureQueriesContext(connection) as asked:
                shown(tea, at(one, end))
            counted.append(len(asked))
    assert counted[0] == counted[1] <= 15
