"""A sheet typed again: blind, compared, corrected; and a fault that is found later."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.surveys.models import Answer, Correction, Sheet
from fremskudt.surveys.rules import typing as rules
from tests.casework.pages import form_at, words
from tests.cast import Cast, enter
from tests.surveys.asking_field import give, study_with_wave
from tests.surveys.sheet_field import WHOLE, member, one_sheet, printed

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("surveys:sheets")


def at(sheet: Sheet, name: str = "sheet_type") -> str:
    return reverse(f"surveys:{name}", args=[sheet.pk])


def answers(**only: Any) -> dict[str, int | str]:
    told = Answer.objects.filter(**only).order_by("id")
    return {name: missing or value for name, value, missing in told.values_list("variable", "value", "missing")}


def keyed(**rows: str) -> dict[str, str]:
    """A whole sheet with these rows otherwise; an empty text is a row without a key."""
    return {name: value for name, value in {**WHOLE, **rows}.items() if value}


def send(client: Client, address: str, typed: dict[str, Any]) -> HttpResponse:
    """Open the page and send these in its own form."""
    page = client.get(address)
    assert page.status_code == 200, words(page)  # type: ignore[arg-type]
    on_page = page.content.decode()
    for name, value in typed.items():
        assert re.search(f'name="{name}"', on_page), f"{name} is not on the page"
        if name not in {"units", "operation"}:
            assert f'name="{name}" value="{value}"' in on_page, f"{name}={value} is not on the page"
    return client.post(address, typed)  # type: ignore[return-value]


def test_sheet_is_corrected_with_what_stood_before(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.therapist)
    send(client, at(sheet), dict(WHOLE))
    page = client.get(f"{at(sheet)}?ret=1")
    assert page.status_code == 200
    stands = {name: value[0] for name, value in form_at(page, None).items()}  # type: ignore[arg-type]
    assert {name: stands[name] for name in WHOLE if name in stands} == dict(WHOLE)
    sent = {**stands, "sleep": "4", "alcohol": "0", "units": "", "heavy_days": "u"}
    assert client.post(f"{at(sheet)}?ret=1", sent).status_code == 302
    assert client.post(f"{at(sheet)}?ret=1", sent).status_code == 302
    told = answers()
    assert (told["sleep"], told["alcohol"], told["units"], told["heavy_days"]) == (4, 0, "not_shown", "not_shown")
    noted = {one.variable: one for one in Correction.objects.all()}
    assert sorted(noted) == ["alcohol", "heavy_days", "sleep", "units"]
    assert {one.why for one in noted.values()} == {"mistyped"}
    assert (noted["sleep"].old_value, noted["sleep"].new_value) == (2, 4)
    assert (noted["units"].old_value, noted["units"].new_missing) == (12, "not_shown")
    assert Event.objects.filter(action="sheet.correct").count() == 1


def test_sheet_correction_leaves_what_was_answered_otherwise(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.therapist)
    send(client, at(sheet), dict(WHOLE))
    give(who, wave, {"sleep": 0}, by=people.therapist)
    assert "din søvn" not in words(client.get(at(sheet)))  # type: ignore[arg-type]
    operation = "6a1c6f0e-5d3b-4b8a-9a39-0f6f2a7c1d44"
    assert client.post(f"{at(sheet)}?ret=1", {**WHOLE, "sleep": "3", "operation": operation}).status_code == 302
    assert answers()["sleep"] == 0
    assert not Correction.objects.exists()


def second(sheet: Sheet) -> str:
    return at(sheet, "sheet_check")


def test_second_typing_is_blind_and_alike_is_done(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.leader)
    assert client.get(second(sheet)).status_code == 409  # not typed the first time
    send(client, at(sheet), dict(WHOLE))
    page = client.get(second(sheet))
    assert "checked" not in page.content.decode()
    assert send(client, second(sheet), dict(WHOLE)).status_code == 302
    assert "De to tastninger er ens." in words(client.get(LIST))  # type: ignore[arg-type]
    sheet.refresh_from_db()
    assert (sheet.checked_by, sheet.n_differences) == (people.leader, 0)
    assert not Correction.objects.exists()
    assert client.post(second(sheet), keyed(sleep="0")).status_code == 302
    assert rules.CHECKED_ALREADY in words(client.get(at(sheet)))  # type: ignore[arg-type]


def test_second_typing_shows_what_differs_and_the_choice_is_noted(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    send(enter(Client(), people.leader), at(sheet), dict(WHOLE))
    client = enter(Client(), people.second_leader)
    asked = send(client, second(sheet), keyed(sleep="4", focus="u", units="21"))
    assert asked.status_code == 422
    said = words(asked)
    assert "3 svar er forskellige" in said
    for wanted in ("Første gang: Vekslende", "Anden gang: Meget god", "Anden gang: Ulæselig", "Første gang: 12"):
        assert wanted in said
    assert "Madvaner" not in said
    assert not Correction.objects.exists()
    kept = {name: value[0] for name, value in form_at(asked, None).items()}  # type: ignore[arg-type]
    assert "valg-sleep" not in kept
    half = client.post(second(sheet), {**kept, "valg-sleep": "second"})
    assert half.status_code == 422
    assert "Vælg ved hvert svar." in words(half)  # type: ignore[arg-type]
    done = client.post(second(sheet), {**kept, "valg-sleep": "second", "valg-focus": "first", "valg-units": "second"})
    assert done.status_code == 302
    told = answers()
    assert (told["sleep"], told["focus"], told["units"]) == (4, 1, 21)
    noted = {one.variable: (one.old_value, one.new_value, one.why) for one in Correction.objects.all()}
    assert noted == {"sleep": (2, 4, "second_typing"), "units": (12, 21, "second_typing")}
    sheet.refresh_from_db()
    assert sheet.n_differences == 3
    page = words(enter(Client(), people.leader).get(LIST))  # type: ignore[arg-type]
    assert "142,9 fejl pr. 1.000 felter: 3 forskelle i 21 felter" in page
    assert "fejl pr. 1.000" not in words(enter(Client(), people.therapist).get(LIST))  # type: ignore[arg-type]


def test_second_typing_compares_nothing_that_was_answered_otherwise(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.leader)
    send(client, at(sheet), dict(WHOLE))
    give(who, wave, {"sleep": 0}, by=people.therapist)
    assert send(client, second(sheet), keyed(sleep="4")).status_code == 302
    assert answers()["sleep"] == 0


def test_second_typing_is_asked_for_every_fifth_sheet(people: Cast) -> None:
    wave = study_with_wave(people)
    made = [printed(people, member(people, wave, f"Nr {number}"), wave)[0] for number in range(10)]
    client = enter(Client(), people.leader)
    for sheet in made:
        assert client.post(at(sheet), dict(WHOLE)).status_code == 302
    page = client.get(LIST).content.decode()
    assert [sheet.pk for sheet in made if second(sheet) in page] == [one.pk for one in made if one.pk % 5 == 0]
    assert "Tastes to gange" in page
