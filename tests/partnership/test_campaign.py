"""What makes the team seen: planned, changed, counted afterwards, called off and back (F12)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Area, Event
from fremskudt.partnership.models import Campaign
from fremskudt.partnership.rules import visibility as rules
from tests.access.safety_pages import area_in
from tests.access.visibility_pages import batch, campaign
from tests.casework.pages import fill, form_at, shown, words
from tests.cast import Cast, enter
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, NEW = reverse("partnership:visibility"), reverse("partnership:campaign_new")
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def of(one: Campaign, name: str = "campaign") -> str:
    return reverse(f"partnership:{name}", args=[one.pk])


def told(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=8)
    return {
        "kind": "evening_tour", "title": "Aftentur i midtbyen", "on": f"{day:%Y-%m-%d}", "until_on": "",
        "place": "Banegården", "n_planned": "40", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("on", "until_on", "is_coming"),
    [(TODAY, None, True), (TODAY - DAY, None, False), (TODAY - DAY, TODAY, True), (TODAY - 2 * DAY, TODAY - DAY, False),
     (TODAY + DAY, None, True)],
)  # fmt: skip
def test_campaign_is_coming_until_its_last_day_is_over(on: date, until_on: date | None, is_coming: bool) -> None:
    assert rules.is_coming(on, until_on, TODAY) is is_coming


@pytest.mark.parametrize("counts", [[], [0], [1], [2], [3], [2, 1], [0, 3], [3, 1], [3, 4, 2], [1, 1, 1], [7, 0, 9]])
def test_what_followed_tells_no_small_number_not_even_by_subtracting(counts: list[int]) -> None:
    found = rules.followed(counts)
    assert [one.value for one in found.each] == [None if count in {1, 2} else count for count in counts]
    if any(count in {1, 2} for count in counts):
        assert found.total.is_hidden
        assert found.at_least == sum(count for count in counts if count > 2)
    else:
        assert found.total.value == sum(counts)


@pytest.mark.parametrize(
    ("text", "said"),
    [("12345678", "12 34 56 78"), ("+45 12 34 56 78", "12 34 56 78"), ("0045-12345678", "12 34 56 78"),
     ("12.34.56.78", "12 34 56 78"), ("112", None), ("", None), ("123456789", None), ("02345678", None),
     ("1234567x", None)],
)  # fmt: skip
def test_phone_is_eight_digits(text: str, said: str | None) -> None:
    if said is None:
        with pytest.raises(ValueError, match="otte cifre"):
            rules.normal_phone(text)
    else:
        assert rules.normal_phone(text) == said


def test_visibility_of_nothing_teaches_what_to_begin_with(people: Cast) -> None:
    page = shown(enter(Client(), people.leader), LIST)
    assert "Begynd med 100 lightere" in page
    assert NEW in page
    assert reverse("partnership:reminders") in page
    assert reverse("partnership:poster") in page
    for user in (people.therapist, people.partner, people.administrator, people.steering):
        assert enter(Client(), user).get(LIST).status_code == 403


def test_campaign_is_planned_once_and_seen_by_its_own_town(people: Cast) -> None:
    area = area_in(people, "Randers")
    lea = enter(Client(), people.leader)
    for _press in range(2):
        assert fill(lea, NEW, **told(area=str(area.pk))).status_code == 302
    one = Campaign.objects.get()
    assert Event.objects.filter(action="campaign.plan", subject=f"campaign:{one.pk}").count() == 1
    for address in (LIST, of(one)):
        page = words(lea.get(address))  # type: ignore[arg-type]
        for said in ("Aftentur i midtbyen", "Aftentur", "Banegården", "Nordbyen", "40 planlagt"):
            assert said in page
    elsewhere = enter(Client(), people.leader_elsewhere)
    assert "Aftentur i midtbyen" not in shown(elsewhere, LIST)
    for name in ("campaign", "campaign_edit", "batch_new"):
        assert elsewhere.get(of(one, name)).status_code == 404
    for name in ("campaign_cancel", "campaign_cancel_undo", "campaign_edit"):
        assert elsewhere.post(of(one, name)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "fest"}, "Vælg en fra listen."),
        ({"title": ""}, "Giv det et navn, så I kan kende det igen."),
        ({"title": "x" * 81}, "højst 80 tegn"),
        ({"title": "Kaffe med Jens"}, "Det ligner et navn."),
        ({"on": ""}, "Skriv en dag."),
        ({"on": "i morgen"}, "Skriv dagen som 24-12-2026."),
        ({"on": "2999-01-01"}, "Den ligger for langt væk."),
        ({"until_on": "2001-01-01"}, "Den sidste dag ligger før den første"),
        ({"n_planned": "mange"}, "Skriv et helt tal."),
        ({"n_planned": "-1"}, "Skriv et helt tal."),
        ({"n_planned": "99999999999"}, "Det er for mange."),
    ],
)
def test_campaign_form_says_what_is_wrong_and_keeps_what_was_typed(
    people: Cast, wrong: dict[str, Any], said: str
) -> None:
    response = fill(enter(Client(), people.leader), NEW, **told(**{"place": "<i>Torv</i>", **wrong}))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert form_at(response, NEW)["place"] == ["<i>Torv</i>"]
    assert not Campaign.objects.exists()


def test_campaign_of_an_area_elsewhere_is_not_planned(people: Cast) -> None:
    Area.objects.create(municipality=people.municipalities["Randers"], name="Midtbyen")
    other = area_in(people, "Vejle", "Havnen")
    lea = enter(Client(), people.leader)
    assert "Havnen" not in shown(lea, NEW)
    assert fill(lea, NEW, **told(area=str(other.pk))).status_code == 422


def test_campaign_is_changed_and_counted_afterwards(people: Cast) -> None:
    one = campaign(people, "Randers", on=timezone.localdate() - DAY, n_planned=100)
    lea = enter(Client(), people.leader)
    assert "Det har været" in shown(lea, LIST)
    for _press in range(2):
        assert fill(lea, of(one), n_out="85").status_code == 302
    assert "85 delt ud af 100" in shown(lea, LIST)
    assert Event.objects.filter(action="campaign.count").count() == 1
    assert fill(lea, of(one), n_out="ti").status_code == 422
    for _press in range(2):
        assert fill(lea, of(one, "campaign_edit"), title="Flere lightere").status_code == 302
    one.refresh_from_db()
    assert (one.title, one.n_out, one.n_planned) == ("Flere lightere", 85, 100)
    assert Event.objects.filter(action="campaign.change").count() == 1


def test_campaign_is_called_off_and_back_within_ten_minutes(people: Cast) -> None:
    one = campaign(people, "Randers")
    lea = enter(Client(), people.leader)
    for _press in range(2):
        assert lea.post(of(one, "campaign_cancel")).status_code == 302
    assert Event.objects.filter(action="campaign.cancel").count() == 1
    assert f'href="{of(one)}"' not in shown(lea, LIST)
    assert "Fortryd" in shown(lea, LIST)
    for name in ("campaign_edit", "batch_new"):
        refused = lea.get(of(one, name))
        assert refused.status_code == 409
        assert rules.CALLED_OFF in refused.content.decode()
    assert lea.post(of(one), {"n_out": "3"}).status_code == 409
    assert lea.post(of(one, "campaign_cancel_undo")).status_code == 302
    assert of(one) in shown(lea, LIST)
    lea.post(of(one, "campaign_cancel"))
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert "Der er gået mere end ti minutter." in words(lea.post(of(one, "campaign_cancel_undo"), follow=True))  # type: ignore[arg-type]
    one.refresh_from_db()
    assert one.cancelled_at is not None


def test_campaign_shows_what_came_after_without_a_small_number(people: Cast) -> None:
    one = campaign(people, "Randers", on=timezone.localdate() - DAY)
    first = batch(people, one, organisation=people.drop_in)
    second = batch(people, one, organisation=people.jobcentre)
    for _tip in range(4):
        tip(people, batch=first, source="wall")
    tip(people, batch=second, source="wall", organisation=people.jobcentre)
    lea = enter(Client(), people.leader)
    page = words(lea.get(of(one)))  # type: ignore[arg-type]
    assert "Kom bagefter: 4 praj." in page
    assert "Kom bagefter: færre end 3 praj." in page
    assert "Kom bagefter: mindst 4 praj." in page
    assert "kom bagefter: mindst 4 praj" in shown(lea, LIST)


def test_visibility_pages_cost_the_same_with_many_as_with_one(people: Cast) -> None:
    one = campaign(people, "Randers")
    batch(people, one, organisation=people.drop_in)
    lea = enter(Client(), people.leader)

    def cost() -> list[int]:
        found = []
        for address in (LIST, NEW, of(one), of(one, "campaign_edit"), of(one, "batch_new")):
            lea.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert lea.get(address).status_code == 200
            found.append(len(asked))
        return found

    few = cost()
    for number in range(25):
        code = batch(people, one, organisation=people.drop_in, n_copies=number)
        tip(people, batch=code)
        past = campaign(people, "Randers", title=f"Før {number}", on=timezone.localdate() - DAY)
        batch(people, past, organisation=people.drop_in)
    assert cost() == few
    assert max(few) <= 15
    assert shown(lea, LIST).count("Før ") == 20
    assert shown(lea, LIST + "?alle").count("Før ") == 25
