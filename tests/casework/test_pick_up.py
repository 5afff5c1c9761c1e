"""Fixed days to fetch something: agreed, noted day by day, told to the owner the same day when it was not fetched."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.models import Event
from fremskudt.casework.actions import pick_up as actions
from fremskudt.casework.models import Assignment, Citizen, PickUp, PickUpDay
from fremskudt.casework.rules import pick_up as rules
from fremskudt.casework.rules.missed import whom_to_tell
from tests.casework.field import citizen
from tests.casework.pages import Fields, at, fill, shown, words
from tests.casework.test_letter import end
from tests.cast import Cast, enter
from tests.mailbox import Mailbox, open_mailbox

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("lea_follows")]
MONDAY = date(2026, 11, 16)
TODAY = timezone.localdate()


@pytest.fixture
def daily(people: Cast, kanel: Citizen) -> PickUp:
    """Fetched every day, for ten days now; Lea is the one who is told."""
    return PickUp.objects.create(
        case=kanel.cases.get(), weekdays="1234567", place_words="Apoteket", helper="Naboen", owner=people.leader,
        from_on=TODAY - timedelta(days=10), made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


def marking(pick_up: PickUp) -> str:
    return reverse("casework:pick_up_mark", args=["K7M4-Q2RX", pick_up.pk])


def note(tea: Client, pick_up: PickUp, fetched: str, on: date = TODAY) -> Any:
    return tea.post(marking(pick_up), {"on": on.isoformat(), "fetched": fetched})


PAPERS = "/borgere/K7M4-Q2RX/papirer/"


def test_pick_up_is_agreed_with_days_place_and_helper_and_no_word_of_what(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    new = at("pick_up_new", kanel)
    assert "Vi bestiller ikke medicin her." in shown(tea, new)
    answer = fill(tea, new, weekdays=["1", "3", "5"], place_words="Apoteket på torvet", helper="Naboen")
    assert (answer.status_code, answer["Location"]) == (302, PAPERS)
    made = PickUp.objects.get()
    assert (made.weekdays, made.place_words, made.helper, made.owner) == (
        "135", "Apoteket på torvet", "Naboen", people.therapist,
    )  # fmt: skip
    assert (made.from_on, made.until_on) == (TODAY, None)
    page = words(tea.get(PAPERS))
    assert "Mandag, onsdag og fredag · Apoteket på torvet" in page
    assert "Naboen hjælper" in page
    assert {field.name for field in PickUp._meta.get_fields()} & {"medicine", "dose", "what", "drug"} == set()


def test_pick_up_agreed_twice_is_one(tea: Client, kanel: Citizen) -> None:
    for _ in range(2):
        fill(tea, at("pick_up_new", kanel), weekdays=["1"], place_words="Apoteket")
    assert PickUp.objects.count() == Event.objects.filter(action="pick_up.agree").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("weekdays", [], "Vælg mindst én dag."),
        ("place_words", " ", "Skriv, hvor der hentes."),
        ("place_words", "x" * 10_000, "Det er for langt: 10.000 tegn, og der er plads til 120. Intet er slettet."),
        ("owner", "", "Vælg, hvem der får besked."),
        ("until_on", (TODAY - timedelta(days=1)).isoformat(), "Slut ligger før start."),
        ("from_on", "1899-01-01", "Dagen ligger for langt tilbage."),
        ("from_on", "2999-01-01", "Se på datoen igen. Den ligger for langt væk."),
        ("weekdays", ["8"], "Vælg dage fra listen."),
    ],
)
def test_pick_up_with_a_slip_is_told_beside_the_field(
    tea: Client, kanel: Citizen, field: str, value: object, told: str
) -> None:
    good: Fields = {"weekdays": ["1"], "place_words": "Apoteket", "helper": "Naboen"}
    answer = fill(tea, at("pick_up_new", kanel), **{**good, field: value})
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="Naboen"' in answer.content.decode()
    assert PickUp.objects.count() == 0


def test_pick_up_of_today_is_noted_with_one_press_and_taken_back(tea: Client, daily: PickUp, people: Cast) -> None:
    page = shown(tea, PAPERS)
    assert "Hentet" in page
    assert "Ikke hentet" in page
    assert note(tea, daily, "yes").status_code == 302
    assert note(tea, daily, "yes").status_code == 302  # pressed twice
    day = PickUpDay.objects.get()
    assert (day.on, day.was_fetched, day.by) == (TODAY, True, people.therapist)
    assert Event.objects.filter(action="pick_up.note").count() == 1
    page = shown(tea, PAPERS)
    undo = f"{marking(daily)}?fortryd&amp;on={TODAY}"
    assert f'action="{undo}"' in page
    assert tea.post(undo.replace("&amp;", "&")).status_code == 302
    assert PickUpDay.objects.count() == 0
    assert tea.post(undo.replace("&amp;", "&")).status_code == 409


def test_pick_up_cannot_be_taken_back_after_ten_minutes(tea: Client, daily: PickUp) -> None:
    note(tea, daily, "yes")
    PickUpDay.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert "?fortryd" not in shown(tea, PAPERS)
    assert tea.post(f"{marking(daily)}?fortryd&on={TODAY}").status_code == 409
    assert PickUpDay.objects.count() == 1


def test_pick_up_the_first_who_notes_a_day_stands(tea: Client, daily: PickUp, people: Cast) -> None:
    note(tea, daily, "yes")
    answer = note(enter(Client(), people.leader), daily, "no")
    assert answer.status_code == 409
    assert "En kollega har allerede noteret dagen." in words(answer)
    assert PickUpDay.objects.get().was_fetched


@pytest.mark.parametrize(("days", "told"), [(1, "Dagen er ikke kommet endnu."), (-11, "Der skulle ikke hentes noget")])
def test_pick_up_is_noted_of_days_of_the_agreement_only(tea: Client, daily: PickUp, days: int, told: str) -> None:
    answer = note(tea, daily, "no", TODAY + timedelta(days=days))
    assert (answer.status_code, told in words(answer)) == (409, True)
    assert PickUpDay.objects.count() == 0


@pytest.mark.parametrize("sent", [{}, {"on": "i dag", "fetched": "yes"}, {"on": TODAY.isoformat(), "fetched": "måske"}])
def test_pick_up_odd_answers_are_told(tea: Client, daily: PickUp, sent: Fields) -> None:
    assert tea.post(marking(daily), sent).status_code == 409


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with open_mailbox(settings) as found:
        yield found


Commit = Callable[..., Any]


def test_pick_up_not_fetched_is_told_to_the_owner_the_same_day_exactly_once(
    tea: Client, daily: PickUp, people: Cast, mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as first:
        note(tea, daily, "no")
    with django_capture_on_commit_callbacks(execute=True) as second:
        note(tea, daily, "no")
    assert (len(first), len(second)) == (1, 0)
    message = mailbox.next()
    mail.LATER.submit(lambda: None).result()  # whatever was to be sent is sent
    assert mailbox.came.empty()
    assert (message["to"], message["subject"]) == ("lea@example.org", "Noget venter på dig")
    text = message.get_content()
    assert "Noget venter på dig. Log ind og se I dag." in text
    whole = f"{message}".lower()
    for telling in ("kanel", "k7m4", "apotek", "hentet", "medicin", "borger", "http", "naboen"):
        assert telling not in whole
    day = PickUpDay.objects.get()
    assert (day.was_fetched, day.seen_at) == (False, None)


def test_pick_up_mail_waits_for_the_commit_and_never_comes_when_it_fails(
    tea: Client, daily: PickUp, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(mail, "send_later", sent.append)
    with django_capture_on_commit_callbacks() as waiting:
        note(tea, daily, "no")
    assert (len(waiting), sent) == (1, [])
    PickUpDay.objects.all().delete()
    monkeypatch.setattr(actions, "_record", lambda *_: (_ for _ in ()).throw(RuntimeError("made up")))
    tea.raise_request_exception = False
    with django_capture_on_commit_callbacks(execute=True):
        assert note(tea, daily, "no").status_code == 500
    assert (PickUpDay.objects.count(), sent) == (0, [])


def test_pick_up_an_owner_who_no_longer_follows_is_not_the_only_one_who_knows(
    tea: Client, daily: PickUp, people: Cast, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:  # fmt: skip
    Assignment.objects.create(
        citizen=daily.case.citizen, user=people.colleague, began_at=timezone.now(), by=people.leader
    )
    Assignment.objects.filter(user=people.leader).update(ended_at=timezone.now())
    sent: list[Any] = []
    monkeypatch.setattr(mail, "send_later", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        note(tea, daily, "no")
    assert [message.to for message in sent] == [["tom@example.org"]]


@pytest.mark.parametrize(
    ("owner", "followers", "by", "told"),
    [
        (1, {1, 2, 3}, 2, [1]), (1, {1, 2}, 1, []), (9, {1, 2, 3}, 2, [1, 3]), (9, set(), 2, []), (9, {2}, 2, []),
    ],
)  # fmt: skip
def test_pick_up_whom_to_tell(owner: int, followers: set[int], by: int, told: list[int]) -> None:
    assert whom_to_tell(owner, followers, by) == told


def test_pick_up_that_was_not_fetched_is_seen_once(tea: Client, daily: PickUp) -> None:
    note(tea, daily, "no", TODAY - timedelta(days=1))
    day = PickUpDay.objects.get()
    PickUpDay.objects.update(made_at=timezone.now() - timedelta(hours=1))
    seen = reverse("casework:missed_seen", args=["K7M4-Q2RX", "afhentning", day.pk])
    assert f'action="{seen}"' in shown(tea, PAPERS)
    for _ in range(2):
        assert tea.post(seen)["Location"] == PAPERS
    day.refresh_from_db()
    assert day.seen_at is not None
    assert Event.objects.filter(action="pick_up.seen").count() == 1
    assert tea.post(seen, {"to": "today"}).status_code == 302
    assert tea.post(seen.replace("afhentning", "andet")).status_code == 404


def test_pick_up_alarm_of_an_agreement_that_is_over_can_still_be_seen(tea: Client, daily: PickUp) -> None:
    note(tea, daily, "no")
    PickUpDay.objects.update(on=TODAY - timedelta(days=40), made_at=timezone.now() - timedelta(days=40))
    PickUp.objects.update(from_on=TODAY - timedelta(days=60), until_on=TODAY - timedelta(days=30))
    seen = reverse("casework:missed_seen", args=["K7M4-Q2RX", "afhentning", PickUpDay.objects.get().pk])
    assert f'action="{seen}"' in shown(tea, PAPERS)
    tea.post(seen)
    assert "Apoteket" not in shown(tea, PAPERS)


def test_pick_up_ends_on_a_day_after_a_question(tea: Client, daily: PickUp) -> None:
    address = reverse("casework:pick_up_end", args=["K7M4-Q2RX", daily.pk])
    assert "Vil du afslutte aftalen?" in shown(tea, address)
    assert fill(tea, address).status_code == 302
    daily.refresh_from_db()
    assert daily.until_on == TODAY
    fill(tea, address, on=(TODAY - timedelta(days=3)).isoformat())
    assert 'aria-disabled="true"' in shown(tea, address)
    assert tea.post(address, {"on": TODAY.isoformat()}).status_code == 409
    assert tea.post(address, {"on": "snart"}).status_code == 422


def test_pick_up_that_has_not_begun_ends_on_its_first_day() -> None:
    assert rules.last_day(MONDAY, MONDAY - timedelta(days=3)) == MONDAY
    assert rules.last_day(MONDAY, MONDAY + timedelta(days=3)) == MONDAY + timedelta(days=3)


def test_pick_up_in_an_ended_course_is_refused_with_a_reason(
    tea: Client, daily: PickUp, kanel: Citizen, people: Cast
) -> None:
    end(kanel, people.therapist)
    told = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
    assert told in shown(tea, at("pick_up_new", kanel))
    for address, sent in ((at("pick_up_new", kanel), {}), (marking(daily), {"on": TODAY.isoformat(), "fetched": "no"})):
        answer = tea.post(address, sent)
        assert (answer.status_code, told in words(answer)) == (409, True)  # type: ignore[arg-type]
    assert PickUp.objects.count() == 1
    assert PickUpDay.objects.count() == 0


def test_pick_up_of_another_citizen_does_not_exist(tea: Client, daily: PickUp, people: Cast) -> None:
    other = citizen(people, "Havre", "H0H0-H0H0", followed_by=people.therapist)
    for name in ("pick_up_mark", "pick_up_end"):
        assert tea.post(reverse(f"casework:{name}", args=[other.code, daily.pk])).status_code in {404, 422}
        stranger = enter(Client(), people.colleague)
        answer = stranger.post(reverse(f"casework:{name}", args=["K7M4-Q2RX", daily.pk]), {"on": TODAY.isoformat()})
        assert answer.status_code == 404


DAYS = [
    ("1", MONDAY, None, MONDAY, True),
    ("1", MONDAY, None, MONDAY + timedelta(days=1), False),
    ("1", MONDAY, None, MONDAY - timedelta(days=7), False),
    ("1", MONDAY, MONDAY, MONDAY + timedelta(days=7), False),
    ("7", MONDAY, None, MONDAY + timedelta(days=6), True),
    ("1234567", MONDAY, MONDAY, MONDAY, True),
]


@pytest.mark.parametrize(("weekdays", "first", "last", "day", "due"), DAYS)
def test_pick_up_which_days_are_due(weekdays: str, first: date, last: date | None, day: date, due: bool) -> None:
    assert rules.is_due(weekdays, first, last, day) is due
    assert bool(rules.may_note(weekdays, first, last, day, day)) is due
    assert not rules.may_note(weekdays, first, last, day, day - timedelta(days=1))


def test_pick_up_days_in_a_span() -> None:
    found = rules.due_days("14", MONDAY, None, MONDAY - timedelta(days=7), MONDAY + timedelta(days=9))
    assert found == [MONDAY + timedelta(days=number) for number in (0, 3, 7)]
    assert rules.due_days("1", MONDAY, None, MONDAY, MONDAY - timedelta(days=1)) == []


def test_pick_up_days_that_nobody_noted_are_asked_for_a_week() -> None:
    first, noted = MONDAY - timedelta(days=30), {MONDAY, MONDAY - timedelta(days=2)}
    left = rules.days_to_note("1234567", first, None, noted, MONDAY)
    assert left == [MONDAY - timedelta(days=number) for number in (1, 3, 4, 5, 6, 7)]


@pytest.mark.parametrize(
    ("weekdays", "today", "expected"),
    [
        ("1", MONDAY, MONDAY), ("1", MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)),
        ("1", MONDAY - timedelta(days=40), MONDAY), ("1", MONDAY + timedelta(days=8), None),
    ],
)  # fmt: skip
def test_pick_up_next_day(weekdays: str, today: date, expected: date | None) -> None:
    assert rules.next_day(weekdays, MONDAY, MONDAY + timedelta(days=7), today) == expected
