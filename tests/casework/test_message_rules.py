"""When a message may go, as a table; what it may never say; and what is heard of what comes back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fremskudt.casework.rules import message as rules
from fremskudt.casework.rules import message_text as texts
from fremskudt.casework.rules.message import ANSWERS, KINDS, Kind, Standing, may_claim, may_write
from fremskudt.casework.rules.message_agreement import QUESTION, Heard, heard, masked_phone, may_answer
from fremskudt.casework.rules.message_text import TEXTS, WHEN, in_words, may_say, n_parts, telling_in, text_of
from tests.casework.lix import lix

HERE = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=HERE)
FINE = Standing(local=MONDAY, answer="yes")
LINK = f"https://aftaler.example.org/s/{'stof' * 10}abc/"  # random signs may spell anything


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"answer": ""}, rules.NO_YES),
        ({"answer": "no"}, rules.NO_YES),
        ({"answer": "stop"}, rules.NO_YES),
        ({"has_phone": False}, rules.NO_PHONE),
        ({"has_gateway": False}, rules.NO_GATEWAY),
        ({"is_dead": True}, rules.DEAD),
        ({"has_ended": True}, rules.ENDED),
        ({"is_away": True}, rules.AWAY),
        ({"is_barred": True}, rules.BARRED),
        ({"not_now_until": date(2026, 11, 24)}, rules.NOT_NOW),
        ({"not_now_until": date(2026, 11, 23)}, ""),
        ({"not_now_until": date.max}, rules.NOT_NOW),
        ({"newest_on": date(2026, 11, 23)}, rules.WEEKLY),
        ({"newest_on": date(2026, 11, 17)}, rules.WEEKLY),
        ({"newest_on": date(2026, 11, 16)}, ""),
        ({"newest_on": date(2026, 11, 25)}, rules.WEEKLY),  # the clock was set back
        ({"local": MONDAY.replace(hour=8, minute=59)}, rules.QUIET),
        ({"local": MONDAY.replace(hour=9)}, ""),
        ({"local": MONDAY.replace(hour=19, minute=59)}, ""),
        ({"local": MONDAY.replace(hour=20)}, rules.QUIET),
        ({"local": MONDAY.replace(hour=0)}, rules.QUIET),
        ({"answer": "", "is_dead": True}, rules.DEAD),
    ],
)
@pytest.mark.parametrize("kind", [Kind.QUESTIONS, Kind.QUESTIONS_AGAIN])
def test_message_about_questions_goes_only_when_nothing_speaks_against_it(
    kind: Kind, change: dict[str, Any], reason: str
) -> None:
    assert may_write(kind, replace(FINE, **change)).reason == reason


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        (Kind.NOT_NOW, {}, ""),
        (Kind.NOT_NOW, {"answer": "no"}, rules.NO_YES),
        (Kind.NOT_NOW, {"answer": "stop"}, rules.NO_YES),
        (Kind.NOT_NOW, {"is_dead": True}, rules.DEAD),
        (Kind.NOT_NOW, {"has_phone": False}, rules.NO_PHONE),
        (Kind.STOPPED, {"answer": "stop"}, ""),
        (Kind.STOPPED, {"answer": "yes"}, rules.NO_STOP),
        (Kind.STOPPED, {"answer": ""}, rules.NO_STOP),
        (Kind.STOPPED, {"answer": "stop", "has_phone": False}, rules.NO_PHONE),
        (Kind.STOPPED, {"answer": "stop", "is_dead": True}, rules.DEAD),
        (Kind.STOPPED, {"answer": "stop", "has_gateway": False}, rules.NO_GATEWAY),
    ],
)
def test_message_in_answer_goes_at_once_also_at_night_and_in_a_pause(
    kind: Kind, change: dict[str, Any], reason: str
) -> None:
    night = replace(FINE, local=MONDAY.replace(hour=3), is_away=True, newest_on=MONDAY.date(), **change)
    assert may_write(kind, night).reason == reason


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_message_quiet_hours_are_by_the_clock_on_the_wall_when_summer_time_comes_and_goes(day: date) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=HERE).astimezone(ZoneInfo("UTC"))
    loud = set()
    for minute in range(26 * 60):
        local = (start + timedelta(minutes=minute)).astimezone(HERE)
        if local.date() == day and not rules.is_quiet(local):
            loud.add((local.hour, local.minute))
    assert (min(loud), max(loud), len(loud)) == ((9, 0), (19, 59), 11 * 60)


@pytest.mark.parametrize(
    ("is_sent", "minutes_since_no", "may"),
    [(False, None, False), (True, None, False), (True, 60, False), (False, 14, False), (False, 15, True)],
)
def test_message_is_tried_again_only_where_the_gateway_refused_it(
    is_sent: bool, minutes_since_no: int | None, may: bool
) -> None:
    failed_at = None if minutes_since_no is None else MONDAY - timedelta(minutes=minutes_since_no)
    assert may_claim(is_sent=is_sent, failed_at=failed_at, now=MONDAY) is may
    assert not may_claim(is_sent=is_sent, failed_at=failed_at, now=MONDAY - timedelta(hours=1))  # set back


def test_message_every_kind_has_its_text_and_when_it_goes() -> None:
    assert set(KINDS) == set(TEXTS) == set(WHEN) == set(Kind)
    assert set(ANSWERS) == {"yes", "no", "stop"}


def test_message_texts_are_those_that_were_agreed() -> None:
    day, told = date(2026, 12, 4), {"link": "https://a.example/s/x/", "name": "Tea", "number": "20 00 00 44"}
    assert [text_of(kind, day=day, **told) for kind in Kind] == [
        "Hej. Her er det, vi talte om: https://a.example/s/x/ Spring over, hvad du vil. Hilsen Tea",
        "Hej. Linket virker til fredag den 4. december. Det gør ikke noget, hvis du ikke når det. Hilsen Tea",
        "Helt i orden. Jeg skriver igen fredag den 4. december. Skriv før, hvis du vil. Hilsen Tea",
        "Vi skriver ikke mere. Du kan altid ringe på 20 00 00 44.",
    ]


def test_message_texts_fit_in_one_sms_and_tell_nothing() -> None:
    longest = date(2026, 9, 30)  # »onsdag den 30. september«
    for kind in Kind:
        text = text_of(kind, day=longest, link=LINK, name="Marie-Louise", number="20 00 00 44")
        assert n_parts(text) == 1
        assert telling_in(text) == []
        assert lix(text.replace(LINK, "")) <= 25


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Hej. Vi ses i morgen. Hilsen Kristoffer", []),
        ("Hilsen Stoffer", []),
        ("Din behandling venter", ["behandling"]),
        ("Kom forbi på Kajen", ["Kajen"]),
        ("https://stofcentret.example.org/s/x/", ["stofcentret"]),
        ("https://rusmiddelcenter-vest.example/s/x/", ["rusmiddelcenter"]),
        ("Svar på skemaet", ["skemaet"]),
        ("Husk samlingen", ["samling"]),
    ],
)
def test_message_what_tells_is_found(text: str, tells: list[str]) -> None:
    found = telling_in(text, avoided=["samling"], names=["Kajen"])
    assert [one for one in tells if one not in found] == []
    assert bool(found) is bool(tells)
    assert may_say(text, ["samling"], ["Kajen"]).reason == (texts.TELLS if tells else "")


@pytest.mark.parametrize(
    ("text", "n"), [("a" * 160, 1), ("æøå" * 53, 1), ("a" * 161, 2), ("š" * 70, 1), ("š" * 71, 2), ("a" * 307, 3)]
)
def test_message_parts_are_counted_by_the_alphabet_of_phones(text: str, n: int) -> None:
    assert n_parts(text) == n


def test_message_days_are_in_words() -> None:
    assert in_words(date(2026, 3, 1)) == "søndag den 1. marts"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("STOP", Heard.STOP), ("stop", Heard.STOP), ("Stop.", Heard.STOP), ("»stop tak«", Heard.STOP),
        (" \n stop!!", Heard.STOP), ("Stop med at skrive til mig nu tak", Heard.STOP), ("så stop", Heard.STOP),
        ("ikke nu", Heard.NOT_NOW), ("IKKE NU", Heard.NOT_NOW), ("Ikke nu, tak", Heard.NOT_NOW),
        ("ikke\tnu", Heard.NOT_NOW), ("", Heard.OTHER), ("Hej Tea", Heard.OTHER), ("ikke", Heard.OTHER),
        ("nonstop fest", Heard.OTHER), ("kan du komme forbi i morgen og stoppe lidt", Heard.OTHER), ("👍", Heard.OTHER),
    ],
)  # fmt: skip
def test_message_agreement_hears_stop_and_not_now(words: str, kind: Heard) -> None:
    assert heard(words) is kind


@pytest.mark.parametrize(
    ("answer", "form", "witness", "may"),
    [
        ("yes", "oral", "Vi var alene", True), ("no", "oral", "Tom", True), ("yes", "oral", " ", False),
        ("yes", "written", "", True), ("no", "phone", "", True), ("stop", "oral", "Tom", False),
        ("", "oral", "Tom", False),
    ],
)  # fmt: skip
def test_message_agreement_is_written_down_as_it_was_said(answer: str, form: str, witness: str, may: bool) -> None:
    assert bool(may_answer(answer, form=form, witness=witness)) is may


def test_message_agreement_is_asked_in_plain_words() -> None:
    assert lix(QUESTION) <= 25
    assert telling_in(QUESTION) == []


def test_message_agreement_number_is_shown_by_its_end() -> None:
    assert masked_phone("+4520000012") == "•• •• •• 12"
