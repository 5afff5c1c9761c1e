"""A citizen with a key of their own: a link that sees, a link that only answers, or a sheet of paper."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fremskudt.access import links
from fremskudt.access.cipher import blind_index
from fremskudt.access.models import PersonalLink
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions import respondent as respondents
from fremskudt.surveys.models import Sheet, Wave
from fremskudt.surveys.selectors import instrument as instruments
from tests.cast import Cast

HOME, ANSWERS, GIVE = reverse("surveys:own"), reverse("surveys:own_answers"), reverse("surveys:own_answer_give")
SHARE, THANKS, TOLD = reverse("surveys:own_share"), reverse("surveys:own_thanks"), reverse("surveys:own_told")
TYPE = reverse("casework:type_code")
Fields = dict[str, Any]


def key(people: Cast, citizen: Citizen, purpose: str = links.ANSWER, **more: Any) -> str:
    """A link of this purpose; its secret."""
    token, now = links.new_token(), timezone.now()
    given = {"made_at": now, "made_by": people.therapist, "expires_at": now + timedelta(days=30), **more}
    PersonalLink.objects.create(
        token_hash=links.token_hash(token), subject=citizen.key, purpose=purpose, **given
    )  # fmt: skip
    return token


def enter_address(token: str, purpose: str = links.ANSWER) -> str:
    return reverse("surveys:answer_enter" if purpose == links.ANSWER else "casework:link_enter", args=[token])


def opened(people: Cast, citizen: Citizen, purpose: str = links.ANSWER, client: Client | None = None) -> Client:
    """A phone on which that key was opened a moment ago."""
    client = client or Client()
    answer = client.post(enter_address(key(people, citizen, purpose), purpose))
    assert answer.headers["Location"] == HOME
    return client


def sheet(people: Cast, citizen: Citizen, wave: Wave, **more: Any) -> tuple[Sheet, str]:
    """A sheet that was printed for them, and its code, which stands nowhere else."""
    person = respondents.find_or_make(study=wave.study, citizen=citizen)
    form, now, code = instruments.newest(wave.instrument), timezone.now(), new_code()
    made = Sheet.objects.create(
        respondent=person, wave=wave, instrument_version=form.version, instrument_hash=form.hash, printed_at=now,
        printed_by=people.therapist,
    )  # fmt: skip
    given = {"made_at": now, "made_by": people.therapist, "expires_at": now + timedelta(days=60), **more}
    made.link = PersonalLink.objects.create(
        token_hash=blind_index("sheet", 0, code), subject=f"sheet:{made.pk}", purpose=links.SHEET, **given
    )
    made.save()
    return made, code


def opened_sheet(people: Cast, citizen: Citizen, wave: Wave) -> Client:
    client = Client()
    assert client.post(TYPE, {"code": sheet(people, citizen, wave)[1]}).headers["Location"] == HOME
    return client


def form_of(page: HttpResponse, action: str = GIVE) -> Fields:
    """What the form with this address sends as it stands, without a button."""
    found = next(form for form in html.fromstring(page.content.decode()).forms if form.action == action)
    return {name: value for name, value in found.form_values() if name != "csrfmiddlewaretoken"}


def ask(client: Client, address: str = ANSWERS) -> HttpResponse:
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()
    return page  # type: ignore[return-value]


def press(client: Client, page: HttpResponse, act: str = "next", **more: Any) -> HttpResponse:
    """Fill in the page that is open, and press a button of it."""
    fields = form_of(page)
    for name in more:
        assert f'name="{name}"' in page.content.decode(), name
    return client.post(GIVE, {**fields, **more, "act": act})  # type: ignore[return-value]


def answer(client: Client, value: object, act: str = "next") -> HttpResponse:
    """The question that waits, answered; where it leads to."""
    return press(client, ask(client), act, **({} if value is None else {"answer": value}))


def words(page: HttpResponse) -> str:
    [main] = html.fromstring(page.content.decode()).xpath("//main")
    for script in main.xpath(".//script"):
        script.drop_tree()
    return " ".join(" ".join(main.itertext()).split())
