"""»Aftal rytme«: the citizen decides how often, how and where, what to mind, and when not at all."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Case, Citizen, ContactAgreement, Ending
from fremskudt.casework.rules import contact_agreement as rules
from fremskudt.casework.rules.contact_agreement import UNTIL_THEY_SAY, NotNow
from fremskudt.casework.selectors.contact_agreement import in_force, not_now_until
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 11, 18)


def address(kanel: Citizen) -> str:
    return reverse("casework:contact_agreement", args=[kanel.code])


def filled(**more: Any) -> dict[str, Any]:
    return {
        "rhythm": "7", "every_days": "", "way": "message", "place": "outdoors", "place_words": "Bænken ved biblioteket",
        "safe_contact": "Ring ikke om formiddagen", "own_words": "Jeg skriver, når jeg kan", "not_now": "", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        (NotNow.NO, None), (NotNow.WEEK, TODAY + timedelta(days=7)), (NotNow.TWO_WEEKS, TODAY + timedelta(days=14)),
        (NotNow.UNTIL_THEY_SAY, date.max), ("ukendt", None),
    ],
)  # fmt: skip
def test_agreement_not_now_lasts_as_long_as_was_said(choice: str, until: date | None) -> None:
    assert rules.not_now_until(choice, TODAY) == until
    assert set(rules.NOT_NOW) == set(NotNow)


@pytest.mark.parametrize(
    ("until", "quiet"),
    [(None, False), (TODAY, False), (TODAY + timedelta(days=1), True), (TODAY - timedelta(days=1), False),
     (date.max, True)],
)  # fmt: skip
def test_agreement_not_now_ends_on_its_day(until: date | None, quiet: bool) -> None:
    assert rules.is_not_now(until, TODAY) is quiet


def test_agreement_is_written_by_what_the_page_asks(tea: Client, kanel: Citizen) -> None:
    page = tea.get(address(kanel)).content.decode()
    for name in filled():
        assert f'name="{name}"' in page
    assert set(re.findall(r'value="([^"]*)"[^>]*checked', page)) == {""}  # nothing is agreed beforehand
    assert tea.post(address(kanel), filled()).status_code == 302
    made = in_force(kanel.cases.get())
    assert made is not None
    assert (made.every_days, made.way, made.place, made.not_now_until) == (7, "message", "outdoors", None)
    assert (made.place_words, made.safe_contact) == ("Bænken ved biblioteket", "Ring ikke om formiddagen")
    assert Event.objects.get(action="contact_agreement.write").fields == "coded,free_text"


@pytest.mark.parametrize(("rhythm", "days", "every"), [("14", "", 14), ("other", "5", 5), ("", "5", 5), ("", "", None)])
def test_agreement_rhythm_is_days(tea: Client, kanel: Citizen, rhythm: str, days: str, every: int | None) -> None:
    assert tea.post(address(kanel), filled(rhythm=rhythm, every_days=days)).status_code == 302
    assert ContactAgreement.objects.get().every_days == every


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rhythm": "other"}, "Skriv et antal dage fra 1 til 366."),
        ({"rhythm": "other", "every_days": "0"}, "Skriv et antal dage fra 1 til 366."),
        ({"rhythm": "other", "every_days": "400"}, "Skriv et antal dage fra 1 til 366."),
        ({"safe_contact": "x" * 10_000}, "Skriv det kortere"),
        ({"own_words": "x" * 10_000}, "Skriv det kortere"),
    ],
)
def test_agreement_bad_input_is_kept_and_told(tea: Client, kanel: Citizen, more: dict[str, str], words: str) -> None:
    answer = tea.post(address(kanel), filled(**more))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Bænken ved biblioteket" in answer.content.decode()
    assert not ContactAgreement.objects.exists()


def test_agreement_comes_back_as_it_stands_and_the_old_one_stays(tea: Client, kanel: Citizen) -> None:
    tea.post(address(kanel), filled(rhythm="other", every_days="10", not_now="week"))
    page = tea.get(address(kanel)).content.decode()
    assert 'value="10"' in page
    assert "Ja, som det er aftalt" in page
    tea.post(address(kanel), filled(rhythm="30", not_now="keep"))
    newest, first = ContactAgreement.objects.all()
    assert (first.every_days, newest.every_days) == (10, 30)
    assert newest.not_now_until == first.not_now_until == timezone.localdate() + timedelta(days=7)


def test_agreement_pressed_twice_is_one_line(tea: Client, kanel: Citizen) -> None:
    for _press in range(2):
        tea.post(address(kanel), filled())
    assert ContactAgreement.objects.count() == 1
    assert Event.objects.filter(action="contact_agreement.write").count() == 1


def test_agreement_not_now_until_they_say_stands_on_the_page_of_the_citizen(tea: Client, kanel: Citizen) -> None:
    tea.post(address(kanel), filled(not_now="until_they_say"))
    assert ContactAgreement.objects.get().not_now_until == UNTIL_THEY_SAY
    page = tea.get(reverse("casework:citizen", args=[kanel.code])).content.decode()
    assert "Borgeren vil være i fred, til borgeren selv siger til." in page
    assert "9999" not in page


def test_agreement_of_an_ended_course_is_refused(tea: Client, people: Cast, kanel: Citizen) -> None:
    end(kanel.cases.get())
    sentence = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
    assert sentence in tea.get(address(kanel)).content.decode()
    answer = tea.post(address(kanel), filled())
    assert answer.status_code == 409
    assert sentence in answer.content.decode()


def test_agreement_what_to_mind_outlives_a_course_and_not_now_does_not(people: Cast, kanel: Citizen) -> None:
    first = kanel.cases.get()
    made = {"made_at": timezone.now(), "by": people.therapist}
    ContactAgreement.objects.create(case=first, safe_contact="Læg ingen besked", not_now_until=UNTIL_THEY_SAY, **made)
    end(first)
    again = Case.objects.create(citizen=kanel, number=2, found_on=timezone.localdate(), **made)
    found = in_force(again)
    assert found is not None
    assert (found.safe_contact, not_now_until(found)) == ("Læg ingen besked", None)


def test_agreement_of_a_merged_record_holds_for_the_one_that_was_kept(people: Cast, kanel: Citizen) -> None:
    other = citizen(people, "Havre")
    other.merged_into = kanel
    other.save()
    made = {"made_at": timezone.now(), "by": people.therapist}
    ContactAgreement.objects.create(case=other.cases.get(), safe_contact="Læg ingen besked", **made)
    for case in (kanel.cases.get(), other.cases.get()):
        found = in_force(case)
        assert found is not None
        assert found.safe_contact == "Læg ingen besked"
    assert in_force(citizen(people, "Timian").cases.get()) is None


def test_agreement_is_of_those_who_follow(people: Cast, kanel: Citizen) -> None:
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        assert enter(Client(), user).get(address(kanel)).status_code == 404
        assert enter(Client(), user).post(address(kanel), filled()).status_code == 404
    assert not ContactAgreement.objects.exists()


def end(case: Case) -> None:
    words: dict[str, Any] = {"reason": 6, "phase": 1, "onward": "other", "onward_words": "Kan ringe"}
    Ending.objects.create(case=case, on=timezone.localdate(), made_at=timezone.now(), by=case.by, **words)
