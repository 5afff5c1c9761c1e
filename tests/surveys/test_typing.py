"""Paper is typed in: found by its code, once and right, over nothing that somebody has answered otherwise."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, PersonalLink
from fremskudt.casework.models import Barring
from fremskudt.instruments import Missing
from fremskudt.surveys.actions import sheet as actions
from fremskudt.surveys.models import Answer, Given, Response, Sheet, Wave
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.rules.asking import NO_YES
from fremskudt.surveys.rules.kinds import Mode
from tests.casework.pages import form_at, words
from tests.cast import Cast, enter
from tests.surveys.asking_field import give, says, study_with_wave
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


def test_sheet_is_typed_once_with_the_mode_and_the_sheet_of_each_answer(people: Cast) -> None:
    _who, wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.therapist)
    response = send(client, at(sheet), {**WHOLE, "shared": "no"})
    assert (response.status_code, response["Location"]) == (302, LIST)
    told = answers()
    assert (told["tem_relations"], told["inspire_meaning"], told["tem_social"]) == (10, "skipped", "unreadable")
    assert (told["units"], told["heavy_days"]) == (12, 2)
    given = Given.objects.get()
    assert (given.mode, given.helped_by, given.sheet) == (Mode.PAPER, None, sheet)
    made = Response.objects.get(wave=wave)
    assert (made.shared, made.mode) == ("no", Mode.PAPER)
    sheet.refresh_from_db()
    assert sheet.typed_by == people.therapist
    assert "Arket er tastet." in words(client.get(LIST))  # type: ignore[arg-type]
    again = client.post(at(sheet), keyed(sleep="0"))
    assert (again.status_code, again["Location"]) == (302, at(sheet))
    assert rules.TYPED_ALREADY in words(client.get(at(sheet)))  # type: ignore[arg-type]
    assert answers()["sleep"] == 2
    assert Given.objects.count() == 1


def test_sheet_events_name_the_respondent_and_never_the_citizen(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.therapist)
    send(client, at(sheet), dict(WHOLE))
    subject = f"respondent:{wave.study.slug}/{sheet.respondent.code}"
    for action in ("sheet.read", "sheet.type", "answer.give"):
        assert set(Event.objects.filter(action=action).values_list("subject", flat=True)) == {subject}
    assert not Event.objects.filter(subject__contains=who.code, action__in=["sheet.type", "answer.give"]).exists()


def test_sheet_rows_after_the_last_are_left_for_another_day_and_a_gap_is_asked_about(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.therapist)
    first = list(WHOLE)[:4]
    gap = send(client, at(sheet), {name: WHOLE[name] for name in first if name != "inspire_hope"})
    assert gap.status_code == 422
    assert "Her mangler et tast." in words(gap)
    assert form_at(gap, None)["inspire_self"] == ["1"]  # type: ignore[arg-type]
    assert client.post(at(sheet), {}).status_code == 422
    assert not Given.objects.exists()
    assert send(client, at(sheet), {name: WHOLE[name] for name in first}).status_code == 302
    told = answers()
    assert told["inspire_meaning"] == "skipped"
    assert {told[name] for name in list(WHOLE)[4:]} == {"not_asked"}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"units": "201"}, "Skriv et helt tal fra 1 til 200, eller tast S eller U."),
        ({"units": "tolv"}, "Skriv et helt tal fra 1 til 200, eller tast S eller U."),
        ({"units": "-1"}, "Skriv et helt tal fra 1 til 200, eller tast S eller U."),
        ({"units": "5", "units-why": "s"}, "Skriv et helt tal fra 1 til 200, eller tast S eller U."),
        ({"sleep": "9"}, "Ukendt kode. Vælg en fra listen."),
        ({"alcohol": "0"}, "Her er et kryds, men svaret ovenfor siger nej."),
    ],
)
def test_sheet_what_cannot_be_is_refused_and_the_rest_is_kept(
    people: Cast, rows: dict[str, str], sentence: str
) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.therapist)
    response = client.post(at(sheet), keyed(**rows))
    assert response.status_code == 422
    assert sentence in words(response)  # type: ignore[arg-type]
    kept = form_at(response, None)  # type: ignore[arg-type]
    assert kept["tem_relations"] == ["10"]
    assert not Response.objects.exists()
    assert Event.objects.filter(action="sheet.read").count() == 1


@pytest.mark.parametrize(("units", "stands"), [("s", "skipped"), ("U", "unreadable"), (" 7 ", 7), ("200", 200)])
def test_sheet_number_is_typed_as_it_is_or_as_a_key(people: Cast, units: str, stands: int | str) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    assert enter(Client(), people.therapist).post(at(sheet), keyed(units=units)).status_code == 302
    assert answers()["units"] == stands


def test_sheet_hidden_rows_are_no_gap(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    typed = keyed(alcohol="0", units="", heavy_days="")
    assert enter(Client(), people.therapist).post(at(sheet), typed).status_code == 302
    assert answers()["units"] == answers()["heavy_days"] == "not_shown"


def test_sheet_fills_only_what_nobody_has_answered_and_asks_what_to_keep(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    give(who, wave, {"sleep": 4, "focus": 1, "morning": None}, by=people.therapist)
    client = enter(Client(), people.therapist)
    asked = send(client, at(sheet), dict(WHOLE))
    assert asked.status_code == 422
    assert "2 spørgsmål er besvaret på en anden måde. Hvad skal stå?" in words(asked)  # wiped or skipped counts too
    assert "Der står:" not in words(asked)
    assert Given.objects.count() == 1
    kept = {name: value[0] for name, value in form_at(asked, None).items()}  # type: ignore[arg-type]
    assert kept["keep"] == "there"
    assert client.post(at(sheet), kept).status_code == 302
    told = answers()
    assert (told["sleep"], told["morning"], told["focus"], told["eating"]) == (4, "skipped", 1, 3)
    modes = dict(Answer.objects.values_list("variable", "given__mode"))
    assert (modes["sleep"], modes["focus"], modes["eating"]) == (Mode.SELF, Mode.SELF, Mode.PAPER)


def test_sheet_is_used_where_it_is_said_and_shows_what_stands_only_when_shared(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    give(who, wave, {"sleep": 4}, by=people.therapist)
    Response.objects.update(shared="yes")
    client = enter(Client(), people.therapist)
    asked = client.post(at(sheet), dict(WHOLE))
    assert "Der står: Meget god. Arket siger: Vekslende." in words(asked)  # type: ignore[arg-type]
    leader = enter(Client(), people.leader).post(at(sheet), dict(WHOLE))
    assert "Der står:" not in words(leader)  # type: ignore[arg-type]
    assert client.post(at(sheet), {**WHOLE, "keep": "paper"}).status_code == 302
    assert answers()["sleep"] == 2


def test_sheet_without_an_answer_never_wipes_one(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    give(who, wave, {"tem_social": 6, "inspire_meaning": 2}, by=people.therapist)
    assert enter(Client(), people.therapist).post(at(sheet), dict(WHOLE)).status_code == 302
    assert (answers()["tem_social"], answers()["inspire_meaning"]) == (6, 2)


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [("", "yes", "yes"), ("", "", ""), ("no", "yes", "no"), ("yes", "no", "no"), ("yes", "", "yes")],
)
def test_sheet_no_to_the_contact_always_counts(people: Cast, before: str, said: str, after: str) -> None:
    who, wave, sheet, _code = one_sheet(people)
    give(who, wave, {"sleep": 2}, by=people.therapist)
    Response.objects.update(shared=before)
    send(enter(Client(), people.therapist), at(sheet), {**WHOLE, "shared": said or "unsaid"})
    assert Response.objects.get().shared == after


def test_sheet_of_another_version_is_refused_and_says_what_to_do(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    Sheet.objects.update(instrument_hash="0" * 64)
    from fremskudt.instruments.copies import texts_of
    from fremskudt.surveys.models import InstrumentCopy

    structure, texts = texts_of("progression")
    InstrumentCopy.objects.create(
        slug="progression", version="0.9.0", hash="0" * 64, structure=structure.replace("1.0.0", "0.9.0"),
        texts_da=texts["da"], texts_en=texts["en"], origin="yaml", made_at=timezone.now(),
    )  # fmt: skip
    give(who, wave, {"sleep": 2}, by=people.therapist)
    client = enter(Client(), people.therapist)
    page = client.get(at(sheet))
    assert rules.OTHER_VERSION in words(page)  # type: ignore[arg-type]
    assert "Gem arket" not in words(page)  # type: ignore[arg-type]
    refused = client.post(at(sheet), dict(WHOLE))
    assert refused.status_code == 409
    assert rules.OTHER_VERSION in words(refused)  # type: ignore[arg-type]
    assert answers(variable="eating") == {"eating": "not_asked"}


def test_sheet_of_one_who_takes_part_no_more_is_refused_before_it_is_typed(people: Cast) -> None:
    who, wave, sheet, _code = one_sheet(people)
    says(people, who, wave.study, "withdrawn")
    client = enter(Client(), people.therapist)
    page = client.get(at(sheet))
    assert NO_YES in words(page)  # type: ignore[arg-type]
    assert "Gem arket" not in words(page)  # type: ignore[arg-type]
    assert client.post(at(sheet), dict(WHOLE)).status_code == 409
    assert not Answer.objects.exists()


def test_sheet_is_taken_late_and_noted(people: Cast) -> None:
    _who, wave, sheet, code = one_sheet(people)
    long_ago = timezone.localdate() - timedelta(days=100)
    Wave.objects.update(opens_on=long_ago, closes_on=long_ago)
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(days=60))
    client = enter(Client(), people.therapist)
    assert "Ingen ark venter." in words(client.get(LIST))  # type: ignore[arg-type]
    assert client.post(LIST, {"code": code})["Location"] == at(sheet)
    assert f"Arket hører til runde {wave.number}" in words(client.get(at(sheet)))  # type: ignore[arg-type]
    assert send(client, at(sheet), dict(WHOLE)).status_code == 302
    assert Given.objects.get().is_late


@pytest.mark.parametrize("make", [
    lambda code: code, lambda code: code.lower().replace("-", " "), lambda code: f"https://x.example.org/k/{code}/",
    lambda code: f"http://localhost/k/{code}", lambda code: code.replace("5", "S").replace("8", "B").replace("2", "Z"),
])  # fmt: skip
def test_sheet_is_found_by_its_code_however_it_is_typed_or_scanned(people: Cast, make: Any) -> None:
    _who, _wave, sheet, code = one_sheet(people)
    response = enter(Client(), people.therapist).post(LIST, {"code": make(code)})
    assert (response.status_code, response["Location"]) == (302, at(sheet))


def test_sheet_code_stands_nowhere_and_a_wrong_one_is_said_so(people: Cast) -> None:
    _who, _wave, sheet, code = one_sheet(people)
    link = PersonalLink.objects.get(purpose="sheet")
    assert link.subject == f"sheet:{sheet.pk}"
    assert code not in str(list(PersonalLink.objects.values())) + str(list(Sheet.objects.values()))
    assert not Event.objects.filter(subject__contains=code).exists()
    client = enter(Client(), people.therapist)
    for wrong in ("K7M4-Q2RX", "", "x" * 300, "æøå"):
        response = client.post(LIST, {"code": wrong})
        assert response.status_code == 422
        assert "Koden kan ikke læses. Skriv den fra arket." in words(response)  # type: ignore[arg-type]


def test_sheet_of_a_colleague_opens_by_its_code_alone_and_elsewhere_never(people: Cast) -> None:
    _who, _wave, sheet, code = one_sheet(people)
    colleague, away = enter(Client(), people.colleague), enter(Client(), people.therapist_elsewhere)
    assert colleague.get(at(sheet)).status_code == colleague.post(at(sheet), dict(WHOLE)).status_code == 404
    assert colleague.post(LIST, {"code": code})["Location"] == at(sheet)
    assert send(colleague, at(sheet), dict(WHOLE)).status_code == 302
    assert away.post(LIST, {"code": code}).status_code == 422
    assert away.get(at(sheet)).content == away.get(reverse("surveys:sheet_type", args=[987654321])).content
    assert enter(Client(), people.leader).get(at(sheet)).status_code == 200
    assert enter(Client(), people.leader_elsewhere).get(at(sheet)).status_code == 404


def test_sheet_of_somebody_one_is_barred_from_does_not_exist(people: Cast) -> None:
    who, _wave, sheet, code = one_sheet(people)
    client = enter(Client(), people.leader)
    Barring.objects.create(
        citizen=who, user=people.leader, reason="nabo", review_on=timezone.localdate(), set_at=timezone.now(),
        set_by=people.dpo,
    )  # fmt: skip
    assert client.get(at(sheet)).status_code == 404
    assert client.post(LIST, {"code": code}).status_code == 422
    assert "Ingen ark venter." in words(client.get(LIST))  # type: ignore[arg-type]


def test_sheets_that_wait_are_by_the_citizens_code_to_who_follows_and_by_the_respondents_to_the_leader(
    people: Cast,
) -> None:
    who, wave, sheet, _code = one_sheet(people)
    other = member(people, wave, "Havre", followed_by=people.colleague)
    others, _its_code = printed(people, other, wave)
    mine = words(enter(Client(), people.therapist).get(LIST))  # type: ignore[arg-type]
    assert who.code in mine
    assert sheet.respondent.code not in mine
    assert other.code not in mine
    assert others.respondent.code not in mine
    towns = words(enter(Client(), people.leader).get(LIST))  # type: ignore[arg-type]
    assert sheet.respondent.code in towns
    assert others.respondent.code in towns
    assert who.code not in towns
    read = set(Event.objects.filter(action="sheets.read").values_list("subject", flat=True))
    subjects = {f"respondent:{wave.study.slug}/{one.respondent.code}" for one in (sheet, others)}
    assert read == {who.key, *subjects}
    assert "Ingen ark venter." in words(enter(Client(), people.leader_elsewhere).get(LIST))  # type: ignore[arg-type]


def test_sheets_the_newest_waits_until_any_of_them_is_typed_or_all_is_answered(people: Cast) -> None:
    who, wave, old, _code = one_sheet(people)
    new, _its_code = printed(people, who, wave)
    client = enter(Client(), people.therapist)
    page = client.get(LIST).content.decode()
    assert at(new) in page
    assert at(old) not in page
    assert send(client, at(old), dict(WHOLE)).status_code == 302  # the old one goes on
    assert "Ingen ark venter." in words(client.get(LIST))  # type: ignore[arg-type]


def test_sheets_code_of_another_round_says_which(people: Cast) -> None:
    who, wave, sheet, code = one_sheet(people)
    later = study_with_wave(people, number=2)
    printed(people, who, later)
    client = enter(Client(), people.therapist)
    page = words(client.get(f"{LIST}?runde={later.pk}"))  # type: ignore[arg-type]
    assert page.count("printet") == 1
    assert client.post(f"{LIST}?runde={later.pk}", {"code": code})["Location"] == at(sheet)
    assert f"Arket hører til runde {wave.number}." in words(client.get(at(sheet)))  # type: ignore[arg-type]


def test_sheets_ask_the_database_as_often_for_many_as_for_one(people: Cast) -> None:
    _who, wave, sheet, _code = one_sheet(people)
    client = enter(Client(), people.leader)
    client.get(LIST)

    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    first = asked(LIST)
    for number in range(12):
        printed(people, member(people, wave, f"Nr {number}"), wave)
    assert asked(LIST) == first <= 15
    assert asked(at(sheet)) <= 15


def test_sheet_typed_shows_what_stands_to_who_had_it_that_day_and_to_whom_it_is_shared_with(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    leader, therapist = enter(Client(), people.leader), enter(Client(), people.therapist)
    send(leader, at(sheet), dict(WHOLE))
    assert "Vekslende" in words(leader.get(at(sheet)))  # type: ignore[arg-type]
    hidden = words(therapist.get(at(sheet)))  # type: ignore[arg-type]
    assert rules.NOT_SEEN in hidden
    assert "Vekslende" not in hidden
    assert therapist.post(f"{at(sheet)}?ret=1", dict(WHOLE)).status_code == 409
    Sheet.objects.update(typed_at=timezone.now() - timedelta(days=2))
    assert "Vekslende" not in words(leader.get(at(sheet)))  # type: ignore[arg-type]
    Response.objects.update(shared="yes")
    assert "Vekslende" in words(therapist.get(at(sheet)))  # type: ignore[arg-type]
    assert "Vekslende" not in words(leader.get(at(sheet)))  # type: ignore[arg-type]


def test_sheet_typed_by_two_at_once_is_typed_once(people: Cast) -> None:
    _who, _wave, sheet, _code = one_sheet(people)
    given = {"sleep": 2, "inspire_hope": Missing.SKIPPED}
    told = {"sheet": sheet, "shared": "", "keep": ""}
    assert actions.type_in(given=given, by=people.therapist, **told) is True  # type: ignore[arg-type]
    assert actions.type_in(given={"sleep": 4}, by=people.leader, **told) is False  # type: ignore[arg-type]
    assert answers()["sleep"] == 2
