"""Who asked to be rung becomes a citizen by their own yes; and a professional who passes somebody on."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.reach import reach_of
from fremskudt.access.strength import Strength
from fremskudt.casework.models import CallRequest, Citizen, SaidYes
from fremskudt.casework.rules import call_request as rules
from fremskudt.casework.selectors import call_request as selectors
from fremskudt.casework.selectors.identity import read_identity
from tests.casework.call_field import NAME, PHONE, WORDS, call, of, tells
from tests.casework.field import citizen
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, PROFESSIONAL = reverse("casework:calls"), reverse("casework:call_professional")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONE = timezone.get_default_timezone()


BEGIN = {"may_write": "on", "alias": "Fyrtårn"}


def begins(client: Client, one: CallRequest, **more: Any) -> HttpResponse:
    return fill(client, of(one, "call_begin"), **{**BEGIN, **more})


@pytest.mark.parametrize(("who", "goes_along"), [("self", True), ("professional", True), ("relative", False)])
def test_call_request_begins_a_course_with_the_persons_own_name_and_number(
    people: Cast, tea: Client, who: str, goes_along: bool
) -> None:
    said = {"by": people.professional, "said_yes_on": timezone.localdate(), "said_how": "oral"}
    one = call(people, who=who, **(said if who == "professional" else {}))
    page = tea.get(of(one, "call_begin"))
    assert form_at(page, of(one, "call_begin"))["form"] == ["written" if who == "self" else "oral"]  # type: ignore[arg-type]
    response = begins(tea, one)
    made = Citizen.objects.get()
    assert response.headers["Location"] == reverse("casework:citizen", args=[made.code])
    known = read_identity(reach_of(people.therapist), made.code, "care")
    assert (known.name, known.phone) == ((NAME, PHONE) if goes_along else (None, None))
    case = made.cases.get()
    assert (case.started_on, case.channel.found_by) == (timezone.localdate(), rules.FOUND_BY[who])
    one.refresh_from_db()
    assert (one.outcome, one.citizen, one.closed_by) == ("began", made, people.therapist)
    kept = SaidYes.objects.get()
    assert (kept.tip, kept.call, kept.citizen, kept.by) == (None, one, made, people.therapist)
    assert kept.words in words(page)
    assert (kept.form, bool(kept.witness)) == ("oral", True) or kept.form == "written"


def test_call_request_begins_one_course_only(people: Cast, tea: Client) -> None:
    one = call(people)
    page = tea.get(of(one, "call_begin"))
    for _press in range(2):
        response = send_from(tea, page, of(one, "call_begin"), **BEGIN)  # type: ignore[arg-type]
    assert response.status_code == 302
    assert Citizen.objects.count() == 1
    again = send_from(tea, page, of(one, "call_begin"), **{**BEGIN, "alias": "Lampe"})  # type: ignore[arg-type]
    assert again.status_code == 409
    assert Citizen.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"may_write": []}, "Uden et ja begynder der ikke et forløb. Det er helt i orden."),
        ({"alias": "Mette"}, "Vælg et alias, der ikke er et navn."),
        ({"witness_kind": "heard", "form": "oral"}, "Skriv, hvem der hørte et ja, og hvornår."),
        ({"said_on": "2999-01-01"}, "Dagen ligger ude i fremtiden."),
    ],
)
def test_call_request_no_course_without_a_yes(people: Cast, tea: Client, wrong: dict[str, Any], said: str) -> None:
    response = begins(tea, call(people), **wrong)
    assert response.status_code == 422
    assert said in words(response)
    assert not Citizen.objects.exists()


def test_call_request_course_asks_first_who_looks_like_them(people: Cast, tea: Client) -> None:
    citizen(people, "Fyrtårne", "K7M4-Q2RX", followed_by=people.therapist)
    one = call(people)
    asked = begins(tea, one)
    assert "Fyrtårne" in words(asked)
    assert not CallRequest.objects.exclude(citizen=None).exists()
    assert send_from(tea, asked, of(one, "call_begin")).status_code == 302
    assert CallRequest.objects.get().outcome == "began"


def test_call_request_course_is_for_who_may_write_a_name(people: Cast) -> None:
    assert enter(Client(), people.leader).get(of(call(people), "call_begin")).status_code == 403


# the professional (X1)


def passes_on(client: Client, **more: Any) -> HttpResponse:
    told = {"said_on": f"{timezone.localdate()}", "name": NAME, "phone": "99887766", "words": WORDS, **more}
    return fill(client, PROFESSIONAL, **told)


def test_call_request_professional_passes_somebody_on_and_sees_thanks_alone(people: Cast, jens: Client) -> None:
    page = jens.get(PROFESSIONAL)
    told = {"said_on": f"{timezone.localdate()}", "name": NAME, "phone": "99887766", "where": "I kantinen"}
    for _press in range(2):
        response = send_from(jens, page, PROFESSIONAL, **told)  # type: ignore[arg-type]
    after = shown(jens, response.headers["Location"])
    assert "Tak. Vi ringer." in after
    assert not tells(after)
    one = CallRequest.objects.get()
    assert (one.who, one.by, one.organisation) == ("professional", people.professional, people.jobcentre)
    assert (one.said_yes_on, one.said_how) == (timezone.localdate(), "oral")
    assert selectors.opened(one) == selectors.Texts(NAME, PHONE, "Vi kan mødes: I kantinen")
    assert jens.get(of(one)).status_code == 403
    assert not tells(shown(jens, PROFESSIONAL))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"said_on": ""}, "Skriv, hvornår der er sagt ja."),
        ({"said_on": "2999-01-01"}, "Dagen ligger ude i fremtiden."),
        ({"name": ""}, "Skriv fornavnet"),
        ({"phone": ""}, "Skriv et nummer, eller hvor I kan mødes."),
        ({"phone": "123"}, "Et telefonnummer har otte cifre"),
        ({"words": "Hun er født 010180-1234"}, "Skriv det uden CPR-nummer og sagsnummer."),
        ({"words": "cpr 0101801234"}, "Skriv det uden CPR-nummer og sagsnummer."),
        ({"words": "sagsnr. 12345"}, "Skriv det uden CPR-nummer og sagsnummer."),
        ({"where": "Ved 010180-1234"}, "Skriv det uden CPR-nummer og sagsnummer."),
        ({"name": "Bo 010180-1234"}, "Skriv det uden CPR-nummer og sagsnummer."),
        ({"words": "x" * 2001}, "Det er for langt"),
        ({"said_how": "link"}, "Vælg en fra listen."),
    ],
)
def test_call_request_professional_is_told_what_is_missing_and_nothing_is_stored(
    jens: Client, wrong: dict[str, Any], said: str
) -> None:
    response = passes_on(jens, **{"where": "<i>Her</i>" if "phone" not in wrong else "", **wrong})
    assert response.status_code == 422
    assert said in words(response)
    if "phone" not in wrong and "where" not in wrong:
        assert "&lt;i&gt;Her&lt;/i&gt;" in response.content.decode()
    assert not CallRequest.objects.exists()


def test_call_request_by_a_professional_is_for_professionals_alone(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.peer, people.therapist, people.leader):
        assert enter(Client(), user).get(PROFESSIONAL).status_code == 403
    weak = enter(Client(), people.professional, Strength.PASSWORD).get(PROFESSIONAL)
    assert weak.headers["Location"] == reverse("access:strengthen")
