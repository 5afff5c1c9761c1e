"""»Det næste« and the ways to it: a link that sees, one that only answers, the code of a sheet; and what each shows."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fremskudt.access import links
from fremskudt.access.links import ANSWER, OWN_PAPERS, SHEET
from fremskudt.access.models import Event, PersonalLink
from fremskudt.access.scrub import SECRET
from fremskudt.casework.models import Appointment, CallRequest, Case, Citizen, ConsentEnd, ContactAgreement, Ending
from fremskudt.casework.rules.contact_agreement import UNTIL_THEY_SAY
from fremskudt.casework.selectors.call_request import opened as opened_call
from fremskudt.partnership.models import PosterFace
from fremskudt.surveys.models import Given, Wave
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.cast import Cast, enter
from tests.surveys import asking_field
from tests.surveys.own_field import (
    ANSWERS,
    HOME,
    THANKS,
    TOLD,
    answer,
    ask,
    enter_address,
    form_of,
    key,
    opened,
    opened_sheet,
    words,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOT_NOW, STOP, WRITE, REPLY = (reverse(f"surveys:own_{name}") for name in ("not_now", "stop", "write", "reply"))
OTHERS = re.compile(r"SAVEPOINT|django_session|access_event|access_chainhead")  # the session's, and the log's
DOORS = ("Svar", "Skriv", "Ikke nu", "Stop al deling")


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def wave(people: Cast) -> Wave:
    return asking_field.study_with_wave(people)


@pytest.fixture
def kanel(people: Cast, wave: Wave) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    asking_field.says_yes(people, made, wave.study)
    return made


def appointment(people: Cast, kanel: Citizen, **more: Any) -> Appointment:
    told = {
        "at": timezone.now() + timedelta(days=2), "place": "home", "what_for": "Vi ser på brevet sammen.",
        "owner": people.therapist, "made_at": timezone.now(), "by": people.therapist, **more,
    }  # fmt: skip
    return Appointment.objects.create(case=Case.objects.of(kanel).get(), **told)


def doors(page: HttpResponse) -> list[str]:
    told = re.findall(r'class="button tall"[^>]*>([^<]+)<', page.content.decode())
    return [one.strip() for one in told]


def plain(response: HttpResponse) -> bytes:
    return re.sub(rb'name="(csrfmiddlewaretoken|operation)" value="[\w-]+"', b"", response.content)


def test_own_page_says_what_is_next_in_words(people: Cast, kanel: Citizen) -> None:
    monday = datetime(2026, 11, 23, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(monday, tick=False):
        appointment(people, kanel, at=monday.replace(day=26, hour=9, minute=40))
        wave = Wave.objects.get()
        Wave.objects.filter(pk=wave.pk).update(opens_on=monday.date(), closes_on=monday.date() + timedelta(days=9))
        page = ask(opened(people, kanel, OWN_PAPERS), HOME)
    text = words(page)
    assert "Torsdag kl. 09.40 Hjemme hos dig Vi ser på brevet sammen." in text
    for told in ("Det er fint", "En anden dag", "Ikke nu", "2 spørgsmål · 1 minut", "Hvem ved hvad", "Skriv til os"):
        assert told in text, told
    assert "Kanel" not in text
    assert Event.objects.filter(action="own_answers.open", subject=kanel.key).count() == 1


def test_own_page_leaves_out_what_a_shoulder_should_not_read(people: Cast, kanel: Citizen) -> None:
    appointment(people, kanel, what_for="Om din metadon", place_words=people.centre.name)
    text = words(ask(opened(people, kanel, OWN_PAPERS), HOME))
    assert "Hjemme hos dig" in text
    assert "metadon" not in text
    assert people.centre.name not in text


def test_own_page_where_nothing_is_agreed(people: Cast, kanel: Citizen) -> None:
    appointment(people, kanel, outcome="called_off")
    appointment(people, kanel, at=timezone.now() - timedelta(hours=1))
    page = ask(opened(people, kanel, OWN_PAPERS), HOME)
    assert "Intet er aftalt. Vil du have, at vi kommer forbi?" in words(page)
    assert "Det er fint" not in words(page)


@pytest.mark.parametrize(("reply", "line"), [("fine", "Det er fint."), ("other_day", "en anden dag.")])
def test_own_reply_to_the_appointment_is_one_line_for_those_who_follow(
    people: Cast, kanel: Citizen, reply: str, line: str
) -> None:
    appointment(people, kanel)
    client = opened(people, kanel, OWN_PAPERS)
    sent = {**form_of(ask(client, HOME), REPLY), "reply": reply}
    for _twice in range(2):
        assert client.post(REPLY, sent).headers["Location"] == HOME
    call = CallRequest.objects.get()
    assert (call.citizen, call.by) == (kanel, None)
    assert line in opened_call(call).words
    assert "Tak." in words(ask(client, HOME))
    assert "Fra" not in words(enter(Client(), people.colleague).get(reverse("casework:calls")))  # type: ignore[arg-type]
    assert "Kanel" in words(enter(Client(), people.therapist).get(reverse("casework:calls")))  # type: ignore[arg-type]
    assert client.post(REPLY, {**sent, "reply": "else"}).headers["Location"] == HOME
    assert CallRequest.objects.count() == 1


def test_own_reply_to_a_time_that_was_moved_shows_the_new_one(people: Cast, kanel: Citizen) -> None:
    old = appointment(people, kanel)
    client = opened(people, kanel, OWN_PAPERS)
    sent = {**form_of(ask(client, HOME), REPLY), "reply": "fine"}
    Appointment.objects.filter(pk=old.pk).update(outcome="called_off")
    appointment(people, kanel, what_for="Noget andet")
    page = client.post(REPLY, sent)
    assert page.status_code == 409
    assert "Tiden er lige blevet flyttet. Her er den nye." in words(page)  # type: ignore[arg-type]
    assert "Noget andet" in words(page)  # type: ignore[arg-type]
    assert not CallRequest.objects.exists()


@pytest.mark.parametrize(("how_long", "days"), [("week", 7), ("two_weeks", 14), ("until_they_say", None)])
@pytest.mark.parametrize("purpose", [OWN_PAPERS, ANSWER])
def test_own_not_now_holds_at_once_and_keeps_what_else_is_agreed(
    people: Cast, kanel: Citizen, purpose: str, how_long: str, days: int | None
) -> None:
    ContactAgreement.objects.create(
        case=Case.objects.of(kanel).get(), made_at=timezone.now(), by=people.colleague, every_days=7,
        safe_contact="Ring ikke om formiddagen",
    )  # fmt: skip
    client = opened(people, kanel, purpose)
    page = ask(client, NOT_NOW)
    assert "Hvor længe vil du have ro?" in words(page)
    for _twice in range(2):
        client.post(NOT_NOW, {**form_of(page, NOT_NOW), "how_long": how_long})
    assert "Det er helt i orden. Du kan altid skrive igen." in words(ask(client, HOME))
    held = ContactAgreement.objects.first()
    assert held is not None
    until = timezone.localdate() + timedelta(days=days) if days else UNTIL_THEY_SAY
    assert (held.not_now_until, held.every_days, held.safe_contact) == (until, 7, "Ring ikke om formiddagen")
    assert ContactAgreement.objects.count() == 2
    event = Event.objects.get(action="contact_agreement.not_now")
    assert (event.subject, event.role) == (kanel.key, "link_holder")
    assert not CallRequest.objects.exists()  # no time was agreed, so nothing is to be called off
    assert ask(client).status_code == 200  # a change of mind is welcome
    assert "1 af 2" in words(ask(client))


def test_own_not_now_before_an_appointment_is_told_to_those_who_follow(people: Cast, kanel: Citizen) -> None:
    appointment(people, kanel)
    client = opened(people, kanel)
    sent = {**form_of(ask(client, NOT_NOW), NOT_NOW), "how_long": "week"}
    for _twice in range(2):
        client.post(NOT_NOW, sent)
    assert "Ikke nu. Borgeren vil have ro først." in opened_call(CallRequest.objects.get()).words
    assert "Vi ser på brevet" not in words(ask(client, HOME))
    assert client.post(NOT_NOW, {"how_long": "always"}).status_code == 422


def test_own_not_now_after_a_farewell_is_fine_too(people: Cast, kanel: Citizen) -> None:
    case = Case.objects.of(kanel).get()
    case.started_on = case.found_on
    case.save()
    client = opened(people, kanel)
    page = ask(client, NOT_NOW)
    Ending.objects.create(
        case=case, on=timezone.localdate(), reason=1, phase=1, onward="other", onward_words="Egen læge",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    client.post(NOT_NOW, {**form_of(page, NOT_NOW), "how_long": "week"})
    assert "Det er helt i orden." in words(ask(client, HOME))
    assert not ContactAgreement.objects.exists()


def test_answer_link_has_four_doors_and_shows_nothing_of_anybody(people: Cast, kanel: Citizen) -> None:
    appointment(people, kanel)
    PosterFace.objects.create(user=people.therapist, first_name="Tea", phone="11 22 33 44", made_at=timezone.now())
    client = opened(people, kanel)
    page = ask(client, HOME)
    assert doors(page) == list(DOORS)
    text = words(page)
    assert "Ring 11 22 33 44" in text
    for told in ("Kanel", "Tea", "brevet", "Hjemme", "spørgsmål", "Hvem ved hvad", "Sådan går det"):
        assert told not in text, told
    for name in ("casework:own_consents", "casework:own_log", "casework:own_write", "surveys:own_told"):
        assert client.get(reverse(name)).status_code == 404, name
    assert client.post(REPLY).status_code == 404
    assert client.post(reverse("casework:own_stop_all")).status_code == 404


@pytest.mark.parametrize("way", [ANSWER, SHEET])
def test_own_stop_ends_all_sharing_and_says_the_same_where_there_was_none(
    people: Cast, kanel: Citizen, wave: Wave, way: str
) -> None:
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    client = opened(people, kanel) if way == ANSWER else opened_sheet(people, kanel, wave)
    pages = []
    for _twice in range(2):
        client.post(STOP)
        text = words(ask(client, HOME))
        pages.append(re.sub(r"Kl\. [\d:.]+", "", text))
    assert "Det er stoppet nu. Vi taler om det, når du vil." in pages[0]
    assert pages[0] == pages[1]
    assert ConsentEnd.objects.count() == 1
    event = Event.objects.get(action="consent.stop_all")
    link = PersonalLink.objects.get()
    assert (event.subject, event.actor) == (kanel.key, f"link:{link.pk}" if way == ANSWER else "nobody")


def test_sheet_and_citizen_stand_together_in_no_row_of_the_log(people: Cast, kanel: Citizen, wave: Wave) -> None:
    say(kanel, people.jobcentre, "appointments", by=people.therapist)
    appointment(people, kanel)
    client = opened_sheet(people, kanel, wave)
    assert doors(ask(client, HOME)) == list(DOORS)
    client.post(STOP)
    client.post(NOT_NOW, {**form_of(ask(client, NOT_NOW), NOT_NOW), "how_long": "week"})
    page = ask(client, WRITE)
    client.post(WRITE, {**form_of_write(page), "words": "Hej"})
    answer(client, 1)
    told = {(event.actor.partition(":")[0], event.subject.partition(":")[0]) for event in Event.objects.all()}
    assert told == {("link", "sheet"), ("nobody", "citizen"), ("link", "respondent")}
    assert CallRequest.objects.count() == 2
    assert kanel.code not in str([session.get_decoded() for session in Session.objects.all()])


def form_of_write(page: HttpResponse) -> dict[str, Any]:
    return form_of(page, None)  # type: ignore[arg-type]  # it is sent to its own address


def test_own_write_page_holds_no_code_of_anybody(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    page = ask(client, WRITE)
    token = form_of_write(page)["token"]
    assert kanel.code not in str(signing.loads(token, salt="casework.write_to_us"))
    assert client.post(WRITE, {**form_of_write(page), "words": ""}).status_code == 422
    for _twice in range(2):
        thanks = client.post(WRITE, {**form_of_write(page), "words": "Kom gerne forbi", "is_urgent": "on"})
        assert "Tak. Vi læser det" in words(thanks)  # type: ignore[arg-type]
    call = CallRequest.objects.get()
    assert (opened_call(call).words, call.citizen, call.is_urgent) == ("Kom gerne forbi", kanel, True)


def test_sheet_whose_tie_is_cut_answers_and_does_nothing_else(people: Cast, kanel: Citizen, wave: Wave) -> None:
    client = opened_sheet(people, kanel, wave)
    Citizen.objects.filter(pk=kanel.pk).update(code="T-elsewhere")  # nobody in the town has the code any more
    page = ask(client, HOME)
    assert doors(page) == ["Svar"]
    assert {client.get(address).status_code for address in (NOT_NOW, WRITE)} == {404}
    assert client.post(STOP).status_code == 404
    answer(client, 2)
    assert Given.objects.count() == 1


def test_answer_link_looked_at_by_a_scanner_changes_nothing(people: Cast, kanel: Citizen) -> None:
    token = key(people, kanel)
    before, client = PersonalLink.objects.values().get(), Client()
    with CaptureQueriesContext(connection) as asked:
        pages = [client.get(enter_address(each)) for each in (token, "x" * 43) for _many in range(10)]
        client.head(enter_address(token))
    assert not asked.captured_queries
    assert len({plain(page) for page in pages}) == 1  # type: ignore[arg-type]
    assert token not in pages[0].content.decode()
    assert pages[0].headers["Referrer-Policy"] == "strict-origin"
    assert PersonalLink.objects.values().get() == before
    assert not Event.objects.exists()
    assert not Session.objects.exists()


def test_answer_link_that_does_not_hold_gets_the_one_answer(people: Cast, kanel: Citizen) -> None:
    now = timezone.now()
    tokens = [
        key(people, kanel, expires_at=now), key(people, kanel, revoked_at=now), key(people, kanel, OWN_PAPERS),
        key(people, kanel, SHEET), links.new_token(),
    ]  # fmt: skip
    answers = [Client().post(enter_address(token)) for token in tokens]
    answers.append(Client().get(HOME))
    answers.append(Client().post(enter_address(key(people, kanel), OWN_PAPERS)))
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    assert not Event.objects.filter(action="link.open").exists()


def test_scrub_takes_the_code_of_a_sheet_out_of_a_line() -> None:
    for line in ("GET /k/K7M4-Q2RX/ 200", "next=%2Fk%2FK7M4-Q2RX%2F", f"POST /s/{links.new_token()}/"):
        assert "K7M4" not in SECRET.sub(r"\1\2…", line)
        assert "…" in SECRET.sub(r"\1\2…", line)
    assert SECRET.sub("…", "/skriv/K7M4-Q2RX/") == "/skriv/K7M4-Q2RX/"


def test_own_page_is_nobodys_who_is_logged_in(people: Cast, kanel: Citizen) -> None:
    client = opened(people, kanel)
    enter(client, people.therapist)
    assert {client.get(address).status_code for address in (HOME, ANSWERS, THANKS)} == {404}


def test_own_pages_ask_the_database_few_questions(people: Cast, kanel: Citizen, wave: Wave) -> None:
    appointment(people, kanel)
    for client in (opened(people, kanel, OWN_PAPERS), opened(people, kanel), opened_sheet(people, kanel, wave)):
        counted = []
        for _twice in range(2):
            with CaptureQueriesContext(connection) as asked:
                ask(client, HOME)
            ours = [one["sql"] for one in asked.captured_queries if not OTHERS.search(one["sql"])]
            counted.append(len(ours))
            for n in range(3):
                citizen(people, f"Flere{n}{len(Citizen.objects.all())}")
        assert counted[1] <= counted[0] <= 15


def test_own_words_are_easy(people: Cast, kanel: Citizen, wave: Wave) -> None:
    appointment(people, kanel)
    sees, writes = opened(people, kanel, OWN_PAPERS), opened(people, kanel)
    pages = [ask(client, address) for client in (sees, writes) for address in (HOME, NOT_NOW, ANSWERS, THANKS)]
    pages.append(ask(sees, TOLD))
    for page in pages:
        text = "\n".join(own_lines(page))
        assert lix(text) <= 25, (lix(text), text)


def own_lines(page: HttpResponse) -> list[str]:
    """Line by line, without the locked words of the questions."""
    [main] = html.fromstring(page.content.decode()).xpath("//main")
    for locked in main.xpath(".//fieldset | .//script"):
        locked.drop_tree()
    return [" ".join(one.split()) for one in main.itertext() if one.strip()]
