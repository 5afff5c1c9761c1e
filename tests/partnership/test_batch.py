"""A code on paper: made for a campaign, printed, closed; how many came through it, and never who (F14)."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from fremskudt.access.models import Event
from fremskudt.casework.models import CallRequest
from fremskudt.partnership.models import Batch
from tests.access.visibility_pages import batch, campaign, face
from tests.casework.pages import fill, form_at, shown, words
from tests.cast import Cast, enter
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HOSTILE = '#panic() *x* "q" Tur'


def of(code: str, name: str) -> str:
    return reverse(f"partnership:{name}", args=[code])


def said(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


def call(people: Cast, code: Batch) -> CallRequest:
    return CallRequest.objects.create(
        code=f"CCCC-{CallRequest.objects.count() + 2222}", municipality=code.municipality, who="self", batch=code,
        operation=uuid4(), made_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "first"), [("lighter", "call"), ("postcard", "call"), ("tip_card", "tip")])
def test_code_is_made_for_a_campaign_and_once(people: Cast, kind: str, first: str) -> None:
    one = campaign(people, "Randers", kind=kind, n_planned=200)
    lea, new = enter(Client(), people.leader), reverse("partnership:batch_new", args=[one.pk])
    stands = form_at(lea.get(new), new)  # type: ignore[arg-type]
    assert (stands["leads_to"], stands["n_copies"]) == ([first], ["200"])
    for _press in range(2):
        assert fill(lea, new, organisation=str(people.drop_in.pk)).status_code == 302
    made = Batch.objects.get()
    assert (made.leads_to, made.n_copies, made.municipality) == (first, 200, people.municipalities["Randers"])
    assert made.organisation == (people.drop_in if first == "tip" else None)
    assert Event.objects.filter(action="batch.make", subject=f"batch:{made.code}").count() == 1
    page = shown(lea, reverse("partnership:campaign", args=[one.pk]))
    assert made.code in page
    assert of(made.code, "batch_print") in page
    assert (of(made.code, "tip_cards_file") in page) is (first == "tip")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"leads_to": "tip", "organisation": ""}, "Vælg det hus, koden hører til."),
        ({"leads_to": "x"}, "Vælg en fra listen."),
        ({"leads_to": "tip", "organisation": "999999"}, "Vælg en fra listen."),
        ({"n_copies": "mange"}, "Skriv et helt tal."),
    ],
)
def test_code_form_says_what_is_wrong(people: Cast, wrong: dict[str, Any], told: str) -> None:
    one = campaign(people, "Randers")
    new = reverse("partnership:batch_new", args=[one.pk])
    response = fill(enter(Client(), people.leader), new, **wrong)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Batch.objects.exists()


def test_code_of_a_house_elsewhere_is_not_made(people: Cast) -> None:
    new = reverse("partnership:batch_new", args=[campaign(people, "Randers").pk])
    lea = enter(Client(), people.leader)
    assert "Centret i Vejle" not in shown(lea, new)
    assert fill(lea, new, leads_to="tip", organisation=str(people.centre_elsewhere.pk)).status_code == 422


def test_code_is_printed_as_the_address_it_opens(people: Cast) -> None:
    one = campaign(people, "Randers", title=HOSTILE)
    house, own = batch(people, one, organisation=people.drop_in), batch(people, one, leads_to="call", n_copies=50)
    lea = enter(Client(), people.leader)
    for code, opens, title in (
        (house.code, "partnership:tip_by_code", "Har du set nogen, vi bør møde?"),
        (own.code, "casework:write_by_code", "Vil du tale med nogen?"),
    ):
        made: Any = lea.get(of(code, "batch_print"))
        assert made.headers["Content-Type"] == "application/pdf"
        assert made.headers["Content-Disposition"] == f'attachment; filename="kode-{code.lower()}.pdf"'
        text = said(made)
        assert code in text
        assert title in text
        assert "".join(HOSTILE.split()) in "".join(text.split())
        assert made.content == lea.get(of(code, "batch_print")).content
        assert f"http://testserver{reverse(opens, args=[code])}".encode("utf-16-be") in alternatives(made.content)
    elsewhere = enter(Client(), people.leader_elsewhere)
    for name in ("batch_print", "tip_cards_file", "batch_close"):
        assert elsewhere.get(of(house.code, name)).status_code == 404


def alternatives(made: bytes) -> bytes:
    """What the tags say of the pictures, as bytes."""
    from tests.partnership.test_paper import alternatives as found

    return " ".join(found(made)).encode("utf-16-be")


def test_tip_cards_are_a_houses_and_name_whom_one_can_ring(people: Cast) -> None:
    face(people.therapist)
    one = campaign(people, "Randers", kind="tip_card")
    house, own = batch(people, one, organisation=people.drop_in), batch(people, one, leads_to="call")
    lea = enter(Client(), people.leader)
    text = said(lea.get(of(house.code, "tip_cards_file")))
    for wanted in (house.code, "Skriv ikke navn.", "Tea 12 34 56 78", "Sådan kan du begynde"):
        assert wanted in text
    assert lea.get(of(own.code, "tip_cards_file")).status_code == 409


def test_code_is_closed_on_a_page_of_its_own(people: Cast) -> None:
    code = batch(people, campaign(people, "Randers"), organisation=people.drop_in, n_copies=200).code
    lea = enter(Client(), people.leader)
    assert "200 stykker papir er måske derude. De holder op med at virke." in shown(lea, of(code, "batch_close"))
    assert Batch.objects.get().closed_at is None
    for _press in range(2):
        assert lea.post(of(code, "batch_close")).status_code == 302
    assert Event.objects.filter(action="batch.close", subject=f"batch:{code}").count() == 1
    assert "Koden er lukket." in shown(lea, of(code, "batch_close"))
    for name in ("batch_print", "tip_cards_file"):
        assert lea.get(of(code, name)).status_code == 409


@pytest.mark.parametrize(("n", "told"), [(0, "ingen"), (1, "færre end 3"), (2, "færre end 3"), (3, "3"), (7, "7")])
def test_code_tells_how_many_came_and_hides_a_small_number(people: Cast, n: int, told: str) -> None:
    one = campaign(people, "Randers")
    house, own = batch(people, one, organisation=people.drop_in), batch(people, one, leads_to="call")
    for _one in range(n):
        tip(people, batch=house, source="wall")
        call(people, own)
    page = words(enter(Client(), people.leader).get(reverse("partnership:campaign", args=[one.pk])))  # type: ignore[arg-type]
    assert f"Kom bagefter: {told} praj." in page
    assert f"Kom bagefter: {told} »Ring til mig«." in page
