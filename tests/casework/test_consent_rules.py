"""Who may know what, as truth tables: every door, purpose, direction and narrowness, and the words read out."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from typing import Any

import pytest

from fremskudt.casework.rules import consent as rules
from fremskudt.casework.rules import consent_answer as answers
from fremskudt.casework.rules import consent_words as words
from fremskudt.casework.rules import consents_check as check
from fremskudt.casework.rules.consent import (
    Answer,
    Direction,
    Form,
    Purpose,
    Recipient,
    Said,
    Topic,
    Use,
    may_share,
    shared_topics,
)  # fmt: skip
from tests.casework.lix import lix

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
ON = date(2026, 11, 18)
HOUSE, OTHER_HOUSE, PALLE, KARLA = 7, 8, 71, 72
TO = Recipient(HOUSE)


def said(pk: int = 1, topics: str = "housing", **more: Any) -> Said:
    values: dict[str, Any] = {
        "citizen": 1, "answer": "yes", "purpose": "help", "direction": "both", "said_at": NOW - timedelta(days=9),
        "until_on": ON + timedelta(days=30), "organisation": HOUSE, **more,
    }  # fmt: skip
    values.setdefault("made_at", values["said_at"])
    return Said(pk=pk, topics=frozenset(topics.split()), **values)


def seen(*ledger: Said, to: Recipient = TO, use: Use = Use.PAGE, **more: Any) -> set[str]:
    return set(shared_topics(ledger, **{"citizen": 1, "recipient": to, "use": use, "at": NOW, "on": ON, **more}))


# the one question


def test_consent_no_entry_means_no() -> None:
    for use, topic in product(Use, Topic):
        verdict = may_share([], citizen=1, recipient=TO, topic=topic, use=use, at=NOW, on=ON)
        assert (bool(verdict), verdict.reason) == (False, rules.MISSING)


OPENS = {
    Purpose.HELP: set(Use) - {Use.HANDOVER, Use.FEEDBACK},
    Purpose.MEETING: {Use.MEETING, Use.CALENDAR, Use.MESSAGE},
    Purpose.HANDING_ON: {Use.LIST, Use.SEARCH, Use.PAGE, Use.FRAGMENT, Use.PRINT, Use.HANDOVER},
    Purpose.FEEDBACK: {Use.FEEDBACK},
}


@pytest.mark.parametrize("purpose", Purpose)
def test_consent_for_one_purpose_opens_its_own_doors_only(purpose: Purpose) -> None:
    meeting = 5 if purpose is Purpose.MEETING else None
    yes = said(purpose=purpose, meeting=meeting)
    assert {use for use in Use if seen(yes, use=use, meeting=meeting)} == OPENS[purpose]


def test_consent_for_a_meeting_is_for_that_meeting() -> None:
    yes = said(purpose="meeting", meeting=5)
    assert {which: seen(yes, use=Use.MEETING, meeting=which) for which in (5, 6, None)} == {
        5: {"housing"}, 6: set(), None: set(),
    }  # fmt: skip
    assert not seen(said(purpose="meeting", meeting=None), use=Use.MEETING, meeting=None)


@pytest.mark.parametrize(("given", "asked"), product(Direction, Direction))
def test_consent_direction(given: Direction, asked: Direction) -> None:
    is_open = given in {asked, Direction.BOTH}
    assert bool(seen(said(direction=given), direction=asked)) == is_open


PALLE_THERE = Recipient(HOUSE, PALLE, frozenset({"partner"}))
KARLA_THERE = Recipient(HOUSE, KARLA, frozenset({"partner_contact"}))
REACHES = [
    # the entry, the house as such, Palle (partner), Karla (contact), Palle elsewhere, one outside
    ({}, True, True, True, False, False),
    ({"user": PALLE}, False, True, False, False, False),
    ({"role": "partner_contact"}, False, False, True, False, False),
    ({"organisation": OTHER_HOUSE}, False, False, False, True, False),
    ({"organisation": None, "outside": "min søster"}, False, False, False, False, True),
]


@pytest.mark.parametrize(("entry", "house", "palle", "karla", "elsewhere", "outside"), REACHES)
def test_consent_reaches_exactly_whom_it_names(  # noqa: PLR0917  a row of the table
    entry: dict[str, Any], house: bool, palle: bool, karla: bool, elsewhere: bool, outside: bool
) -> None:
    recipients = [TO, PALLE_THERE, KARLA_THERE, Recipient(OTHER_HOUSE, PALLE), Recipient(outside="min søster")]
    yes = said(**entry)
    assert [bool(seen(yes, to=to)) for to in recipients] == [house, palle, karla, elsewhere, outside]


def test_consent_of_one_citizen_is_of_no_other() -> None:
    assert not seen(said(), citizen=2)
    assert seen(said(citizen=2), citizen=2) == {"housing"}


NOES = [
    # what the no is about, when it was said in days after the yes, what is left for the house, for Palle
    ({}, 1, set(), set()),
    ({}, 0, set(), set()),  # at the same moment the no
    ({}, -1, {"housing", "health"}, {"housing", "health"}),  # the yes was said last
    ({"topics": "health"}, 1, {"housing"}, {"housing"}),
    ({"user": PALLE}, 1, {"housing", "health"}, set()),
    ({"user": PALLE}, -1, {"housing", "health"}, set()),  # one who is named is not reached by a later yes to the house
    ({"role": "partner"}, -1, {"housing", "health"}, set()),
    ({"role": "partner_contact"}, 1, {"housing", "health"}, {"housing", "health"}),
    ({"organisation": OTHER_HOUSE}, 1, {"housing", "health"}, {"housing", "health"}),
    ({"purpose": "meeting"}, 1, set(), set()),  # a no is heard whatever it was asked for
    ({"direction": "ask"}, 1, set(), set()),
]


@pytest.mark.parametrize(("no", "days", "house", "palle"), NOES)
def test_consent_no_against_yes(no: dict[str, Any], days: int, house: set[str], palle: set[str]) -> None:
    yes = said(topics="housing health", said_at=NOW - timedelta(days=5))
    told = {"topics": "housing health", "said_at": NOW - timedelta(days=5 - days), **no}
    refused = said(pk=2, answer="no", until_on=None, **told)
    for ledger in ([yes, refused], [refused, yes]):
        assert seen(*ledger) == house
        assert seen(*ledger, to=PALLE_THERE) == palle


def test_consent_yes_to_one_person_after_a_no_to_the_house_reaches_that_person() -> None:
    no = said(answer="no", until_on=None, said_at=NOW - timedelta(days=5))
    yes = said(pk=2, user=PALLE, said_at=NOW - timedelta(days=2))
    assert not seen(no, yes)
    assert not seen(no, yes, to=KARLA_THERE)
    assert seen(no, yes, to=PALLE_THERE) == {"housing"}


def test_consent_not_now_changes_nothing() -> None:
    later = said(pk=2, answer="not_now", until_on=None, said_at=NOW - timedelta(days=1))
    assert seen(said(), later) == {"housing"}
    assert not seen(later)


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (1, True), (None, False)])
def test_consent_holds_through_its_last_day(days: int | None, is_open: bool) -> None:
    until = None if days is None else ON + timedelta(days=days)
    assert bool(seen(said(until_on=until))) == is_open


@pytest.mark.parametrize(
    ("made", "ended", "is_open"),
    [(-1, None, True), (0, None, True), (1, None, False), (-2, -1, False), (-2, 0, False), (-2, 1, True)],
)
def test_consent_holds_from_when_it_is_written_until_it_is_ended(made: int, ended: int | None, is_open: bool) -> None:
    yes = said(
        said_at=NOW - timedelta(days=90), made_at=NOW + timedelta(seconds=made),
        ended_at=None if ended is None else NOW + timedelta(seconds=ended),
    )  # fmt: skip
    assert bool(seen(yes)) == is_open


def test_consent_that_overlaps_opens_what_any_of_them_opens() -> None:
    ledger = [said(topics="housing"), said(2, "housing health", until_on=ON), said(3, "story", until_on=ON)]
    assert seen(*ledger) == {"housing", "health", "story"}
    assert seen(*ledger, on=ON + timedelta(days=1)) == {"housing"}


def test_consent_topics_and_doors_that_nobody_knows_are_no() -> None:
    assert not seen(said(topics="everything *"))
    assert not may_share([said()], citizen=1, recipient=TO, topic="everything", use=Use.PAGE, at=NOW, on=ON)
    assert not seen(said(), use="back_door")  # type: ignore[arg-type]
    assert not seen(said(purpose="gossip"))


# what may be written down


def told(**more: Any) -> answers.Told:
    values: dict[str, Any] = {
        "answer": "yes", "purpose": "help", "topics": frozenset({"housing"}), "direction": "tell", "form": "oral",
        "witness": "I var alene", "said_at": NOW, "said_on": ON, "until_on": ON + timedelta(days=180), **more,
    }  # fmt: skip
    return answers.Told(**values)


def days(n: int) -> date:
    return ON + timedelta(days=n)


MAY = [
    ({}, ""),
    ({"topics": frozenset()}, answers.NO_TOPIC),
    ({"topics": frozenset({"housing", "gossip"})}, answers.NO_TOPIC),
    ({"witness": ""}, answers.NO_WITNESS),
    ({"witness": "  "}, answers.NO_WITNESS),
    ({"witness": "", "form": "phone"}, ""),
    ({"witness": "", "form": "written"}, ""),
    ({"witness": "", "form": "link"}, ""),
    ({"answer": "no", "witness": "", "until_on": None}, answers.NO_WITNESS),
    ({"answer": "no", "until_on": None}, ""),
    ({"answer": "not_now", "until_on": None}, ""),
    ({"answer": "perhaps"}, answers.UNKNOWN),
    ({"until_on": None}, answers.BAD_UNTIL),
    ({"until_on": days(-1)}, answers.BAD_UNTIL),
    ({"until_on": days(0)}, ""),
    ({"until_on": days(365)}, ""),
    ({"until_on": days(366)}, answers.BAD_UNTIL),
    ({"said_on": days(-10), "until_on": days(355)}, ""),
    ({"said_on": days(-10), "until_on": days(356)}, answers.BAD_UNTIL),
    ({"said_at": NOW + timedelta(seconds=1)}, answers.AHEAD),
    ({"said_at": NOW - timedelta(days=30), "said_on": days(-30)}, ""),
    ({"said_at": NOW - timedelta(days=31), "said_on": days(-31)}, answers.BEFORE_KNOWN),
    ({"purpose": "gossip"}, answers.UNKNOWN),
    ({"purpose": "meeting"}, answers.NO_MEETING),
    ({"purpose": "meeting", "has_meeting": True}, ""),
    ({"has_meeting": True}, answers.NO_MEETING),
    ({"direction": "shout"}, answers.UNKNOWN),
    ({"form": "rumour"}, answers.UNKNOWN),
]


@pytest.mark.parametrize(("wrong", "reason"), MAY)
def test_consent_may_be_written(wrong: dict[str, Any], reason: str) -> None:
    asked = {"now": NOW, "today": ON, "known_on": days(-30)}
    assert answers.may_answer(told(**wrong), has_ended=False, **asked).reason == reason
    assert answers.may_answer(told(**wrong), has_ended=True, **asked).reason.startswith("Forløbet er sagt farvel til.")


REPLACES = [
    # of the new answer, of the older yes, is it replaced
    ({}, {}, True),
    ({"topics": "housing health"}, {}, True),
    ({}, {"topics": "housing health"}, False),  # covered in part
    ({"answer": "no", "until_on": None}, {}, True),
    ({"answer": "no", "until_on": None}, {"topics": "housing health"}, False),
    ({"answer": "not_now", "until_on": None}, {}, False),
    ({}, {"answer": "no", "until_on": None}, False),  # a no is never replaced
    ({}, {"answer": "not_now", "until_on": None}, False),
    ({}, {"purpose": "feedback"}, False),
    ({"purpose": "meeting", "meeting": 5}, {"purpose": "meeting", "meeting": 5}, True),
    ({"purpose": "meeting", "meeting": 5}, {"purpose": "meeting", "meeting": 6}, False),
    ({}, {"user": PALLE}, False),
    ({"user": PALLE}, {}, False),
    ({"user": PALLE}, {"user": PALLE}, True),
    ({"role": "partner"}, {"role": "partner_contact"}, False),
    ({}, {"organisation": OTHER_HOUSE}, False),
    ({"organisation": None, "outside": "a"}, {"organisation": None, "outside": "a"}, True),
    ({"organisation": None, "outside": "a"}, {"organisation": None, "outside": "b"}, False),
    ({"direction": "tell"}, {"direction": "both"}, True),  # said last, it decides
    ({}, {"said_at": NOW + timedelta(seconds=1)}, False),  # said since
    ({}, {"said_at": NOW}, True),
]


@pytest.mark.parametrize(("new", "old", "is_replaced"), REPLACES)
def test_consent_replaces(new: dict[str, Any], old: dict[str, Any], is_replaced: bool) -> None:
    assert answers.replaces(said(2, **{"said_at": NOW, **new}), said(1, **old)) == is_replaced


def test_consent_usual_end_is_the_same_day_six_months_on_or_the_months_last() -> None:
    cases = {
        date(2026, 11, 22): date(2027, 5, 22), date(2026, 8, 31): date(2027, 2, 28),
        date(2027, 8, 31): date(2028, 2, 29), date(2026, 6, 1): date(2026, 12, 1),
        date(2026, 12, 31): date(2027, 6, 30),
    }  # fmt: skip
    assert {day: answers.usual_end(day) for day in cases} == cases
    assert all(end <= day + rules.LONGEST for day, end in cases.items())


# the words


UNTIL = date(2027, 5, 1)
QUESTIONS = [
    ("appointments", "tell", "help",
     "Må Jobcentret få at vide, hvornår vi ses – indtil 1. maj 2027? Så kan vi hjælpe dig sammen."),
    ("housing", "tell", "handing_on",
     "Må Jobcentret få noget at vide om din bolig – indtil 1. maj 2027? Så kan en ny tage over."),
    ("appointments housing", "tell", "meeting",
     "Må Jobcentret få at vide, hvornår vi ses, og noget om din bolig – indtil 1. maj 2027? "
     "Det er kun til dette møde."),
    ("appointments agreements", "tell", "help",
     "Må Jobcentret få at vide, hvornår vi ses og hvad vi har aftalt – indtil 1. maj 2027? "
     "Så kan vi hjælpe dig sammen."),
    ("appointments housing economy", "tell", "help",
     "Må Jobcentret få det her at vide – indtil 1. maj 2027? Det er: hvornår vi ses, din bolig og dine penge. "
     "Så kan vi hjælpe dig sammen."),
    ("health", "ask", "feedback",
     "Må vi spørge Jobcentret om dit helbred – indtil 1. maj 2027? Så ved den, der så dig først, at vi ses."),
    ("wishes", "both", "help",
     "Må vi og Jobcentret tale om, hvad du gerne vil – indtil 1. maj 2027? Så kan vi hjælpe dig sammen."),
    ("substance_use story", "both", "help",
     "Må vi og Jobcentret tale om din korte historie og rusmidler – indtil 1. maj 2027? Så kan vi hjælpe dig sammen."),
]  # fmt: skip


@pytest.mark.parametrize(("topics", "direction", "purpose", "sentence"), QUESTIONS)
def test_consent_question_read_aloud(topics: str, direction: str, purpose: str, sentence: str) -> None:
    assert words.question("Jobcentret", topics.split(), direction, purpose, UNTIL) == sentence


@pytest.mark.parametrize(("direction", "purpose"), product(Direction, Purpose))
def test_consent_question_is_plain_whatever_is_asked(direction: str, purpose: str) -> None:
    for n in range(1, len(Topic) + 1):
        for topics in combinations(Topic, n):
            asked = words.question("Jobcentret", topics, direction, purpose, UNTIL)
            assert lix(asked) <= 25, asked


def test_consent_question_without_a_topic_or_a_day_is_none() -> None:
    assert words.question("Kajen", [], "tell", "help", UNTIL) == ""
    assert words.question("Kajen", ["housing"], "tell", "help", None) == ""


def test_consent_words_know_every_code() -> None:
    assert set(words.SPOKEN) == set(Topic) == set(rules.TOPICS)
    assert {words.day_words(date(2027, month, 1)).split()[1] for month in range(1, 13)} >= {"januar", "december"}


RECIPIENTS = [
    ({"house": "Kajen"}, "Kajen"),
    ({"house": "Kajen", "person": "Palle"}, "Palle fra Kajen"),
    ({"house": "Kajen", "role": "partner_contact"}, "kontaktpersonen fra Kajen"),
    ({"house": "Centret", "role": "peer"}, "peer-medarbejdere fra Centret"),
    ({"house": "Kajen", "role": "steering_group"}, "Kajen"),
    ({"outside": "min søster"}, "min søster"),
]


@pytest.mark.parametrize(("who", "said_as"), RECIPIENTS)
def test_consent_recipient_in_words(who: dict[str, str], said_as: str) -> None:
    assert words.recipient_words(**who) == said_as


# the check of data protection


def given(n: int, form: str = "oral", *, has_witness: bool = True, until: int = 60) -> check.Given:
    return check.Given("AAAA1111", form, has_witness, days(-n), days(until))


def test_consents_check_counts_by_form_and_age() -> None:
    yeses = [given(0), given(90), given(91), given(181), given(182), given(0, "link"), given(0, until=-1)]
    counts = check.counted(yeses, ON)
    assert counts["oral"] == {"new": 2, "half": 2, "old": 1}
    assert counts["link"] == {"new": 1, "half": 0, "old": 0}
    assert set(counts) == set(Form)


def test_consents_check_what_asks_for_a_look() -> None:
    no_witness = {form: check.lacks_witness(given(0, form, has_witness=False)) for form in Form}
    assert no_witness == {"oral": True, "phone": True, "written": False, "link": False}
    assert not check.lacks_witness(given(0, "phone"))
    soon = {until: check.ends_soon(given(0, until=until), ON) for until in (-1, 0, 30, 31)}
    assert soon == {-1: False, 0: True, 30: True, 31: False}


def test_consent_answers_are_three() -> None:
    assert set(Answer) == {"yes", "no", "not_now"}
