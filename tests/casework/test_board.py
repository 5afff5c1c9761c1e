"""The board: for those who follow, why and who looks; gone through row by row; off can be undone for ten minutes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import board as actions
from fremskudt.casework.models import Assignment, BoardEntry, BoardLook, Citizen, Ending
from fremskudt.casework.rules import board as rules
from fremskudt.casework.rules.contact import NOT_YOURS
from fremskudt.casework.rules.course import HAS_ENDED
from tests.access.world import bar
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE, WALK, CASELOAD = (reverse(f"casework:{name}") for name in ("board", "board_walk", "caseload"))
MONDAY = date(2026, 11, 16)


def put(people: Cast, one: Citizen, why: str = "Lejemålet er i fare", **more: Any) -> BoardEntry:
    told = {"who": people.therapist, "on": rules.next_look(timezone.localdate()), "by": people.therapist}
    return actions.add(case=one.cases.get(), why=why, **(told | more))


def end(people: Cast, who: Citizen) -> None:
    Ending.objects.create(
        case=who.cases.get(), on=timezone.localdate(), reason=2, phase=1, onward="stay", onward_words="Vi ringer",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


def page(user: User, address: str = PAGE) -> str:
    return words(enter(Client(), user).get(address))  # type: ignore[arg-type]


def events(action: str) -> list[Event]:
    return list(Event.objects.filter(action=action).order_by("number"))


# rules


@pytest.mark.parametrize(
    ("weekday", "days"), [(0, 3), (1, 3), (2, 5), (3, 4), (4, 3), (5, 3), (6, 3)]
)  # fmt: skip
def test_board_looks_again_twice_a_week_on_a_working_day(weekday: int, days: int) -> None:
    today = MONDAY + timedelta(days=weekday)
    assert rules.next_look(today) == today + timedelta(days=days)
    assert rules.next_look(today).weekday() < 5


@pytest.mark.parametrize(
    ("days", "reason"), [(-1, rules.NOT_AHEAD), (0, rules.NOT_AHEAD), (1, ""), (90, ""), (91, rules.TOO_FAR)]
)
def test_board_row_waits_at_most_three_months(days: int, reason: str) -> None:
    assert rules.may_look_again_on(MONDAY + timedelta(days=days), MONDAY).reason == reason


@pytest.mark.parametrize(
    ("ended", "on", "reason"),
    [(False, False, ""), (False, True, rules.ALREADY), (True, False, HAS_ENDED), (True, True, HAS_ENDED)],
)
def test_board_nobody_comes_on_twice_or_after_a_farewell(*, ended: bool, on: bool, reason: str) -> None:
    assert rules.may_add(has_ended=ended, is_on=on).reason == reason


@pytest.mark.parametrize(
    ("mine", "minutes", "on", "reason"),
    [
        (True, 9, False, ""),
        (True, 11, False, rules.TOO_LATE),
        (False, 1, False, NOT_YOURS),
        (True, 1, True, rules.ON_AGAIN),
    ],
)
def test_board_comes_back_for_ten_minutes(*, mine: bool, minutes: int, on: bool, reason: str) -> None:
    now = timezone.now()
    off_at = now - timedelta(minutes=minutes)
    assert rules.may_come_back(is_mine=mine, off_at=off_at, now=now, is_on=on).reason == reason


def test_board_only_a_row_that_stands_is_gone_past() -> None:
    assert rules.may_look(is_on=True)
    assert rules.may_look(is_on=False).reason == rules.NOT_ON


# on


def test_board_somebody_comes_on_from_their_page(tea: Client, kanel: Citizen) -> None:
    assert "Ikke på tavlen" in shown(tea, at("citizen", kanel))
    opened = tea.get(at("board_add", kanel))
    assert form_at(opened, at("board_add", kanel))["on"] == [f"{rules.next_look(timezone.localdate())}"]  # type: ignore[arg-type]
    for _press in range(2):
        assert send_from(tea, opened, at("board_add", kanel), why="Lejemålet er i fare").status_code == 302  # type: ignore[arg-type]
    assert BoardEntry.objects.count() == len(events("board.add")) == 1
    assert "På tavlen. Ses på igen" in shown(tea, at("citizen", kanel))
    there = words(tea.get(CASELOAD))  # type: ignore[arg-type]
    assert "Ekstra opmærksomhed" in there
    assert there.index("Ekstra opmærksomhed") < there.index("Kanel")
    assert "I rytme" not in there
    assert "Lejemålet er i fare" in shown(tea, PAGE)
    answer = send_from(tea, opened, at("board_add", kanel), why="Noget andet")  # type: ignore[arg-type]
    assert answer.status_code == 409
    assert rules.ALREADY in words(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"why": " "}, "Skriv, hvorfor."),
        ({"why": "x" * 10_000}, "der er plads til 200"),
        ({"who": ""}, "Vælg en, der følger borgeren."),
        ({"who": "1"}, "Vælg en fra listen."),
        ({"on": "1999-01-01"}, "Vælg en dag efter i dag."),
        ({"on": "2999-01-01"}, "inden for tre måneder"),
        ({"on": "snart"}, "Skriv dagen som"),
    ],
)
def test_board_form_says_what_is_wrong_and_keeps_what_was_typed(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, str], said: str
) -> None:
    wrong = {"who": str(people.colleague.pk)} if wrong == {"who": "1"} else wrong  # who does not follow
    answer = fill(tea, at("board_add", kanel), **{"why": "Lejemålet er i fare", **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    assert form_at(answer, at("board_add", kanel))["why"] == [wrong.get("why", "Lejemålet er i fare")]
    assert not BoardEntry.objects.exists()


def test_board_two_at_once_make_one_row(kanel: Citizen, people: Cast, lea_follows: None) -> None:
    put(people, kanel)
    with pytest.raises(NotNow, match=rules.ALREADY[:20]):
        put(people, kanel, "Noget andet", by=people.leader)
    assert BoardEntry.objects.count() == 1


def test_board_nobody_comes_on_after_a_farewell_but_comes_off(tea: Client, kanel: Citizen, people: Cast) -> None:
    put(people, kanel)
    end(people, kanel)
    assert "Farvel for nu" in page(people.therapist)
    assert tea.post(at("board_off", kanel)).status_code == 302
    assert BoardEntry.objects.get().off_at
    answer = fill(tea, at("board_add", kanel), why="Igen")
    assert answer.status_code == 409
    assert HAS_ENDED[:30] in words(answer)


# who sees


def test_board_is_for_those_who_follow(kanel: Citizen, people: Cast) -> None:
    put(people, kanel)
    assert "Kanel Lejemålet er i fare Tea kigger" in page(people.therapist)
    assert [(event.subject, event.purpose) for event in events("board.read")] == [(kanel.key, "care")]
    there = page(people.colleague)  # how many, and nothing more
    assert "Der står 1 mere på tavlen, som en kollega følger." in there
    for canary in ("Kanel", kanel.code, "Lejemålet", "Tea kigger"):
        assert canary not in there
    assert len(events("board.read")) == 1
    assert "1 mere" not in page(people.therapist_elsewhere)


def test_board_a_leader_sees_the_code_and_who_looks(kanel: Citizen, people: Cast) -> None:
    put(people, kanel)
    assert kanel.code not in page(people.leader)
    there = page(people.leader, f"{PAGE}?koder")
    assert f"{kanel.code} Tea kigger" in there
    for canary in ("Kanel", "Lejemålet"):
        assert canary not in there
    assert [(event.subject, event.purpose) for event in events("board.read")] == [(kanel.key, "administration")]
    for user in (people.leader_elsewhere, people.colleague):
        assert kanel.code not in page(user, f"{PAGE}?koder")


def test_board_a_barred_colleague_learns_nothing(kanel: Citizen, people: Cast, tom_follows: None) -> None:
    put(people, kanel)
    for user in (people.colleague, people.second_leader):
        bar(kanel, user, people.dpo)
        there = page(user)
        for canary in ("Kanel", kanel.code, "Lejemålet", "1 mere"):
            assert canary not in there
    client = enter(Client(), people.colleague)
    for address in (at("board_add", kanel), at("board_off", kanel)):
        assert client.post(address).status_code == 404
    told = {"entry": BoardEntry.objects.get().pk, "act": "off"}
    assert client.post(WALK, told).status_code == 404
    assert client.post(WALK, told | {"entry": 987654321}).status_code == 404
    assert BoardEntry.objects.get().off_at is None


def test_board_who_looks_and_no_longer_follows_is_nobody(kanel: Citizen, people: Cast, tom_follows: None) -> None:
    put(people, kanel, who=people.colleague)
    Assignment.objects.filter(user=people.colleague).update(ended_at=timezone.now())
    assert "Ingen kigger lige nu" in page(people.therapist)
    tea = enter(Client(), people.therapist)
    assert send_from(tea, tea.get(WALK), WALK, act="stays").status_code == 302  # type: ignore[arg-type]
    assert BoardEntry.objects.get().who == people.therapist


def test_board_of_a_merged_record_is_of_the_one_that_is_kept(kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre")
    put(people, other)
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    there = page(people.therapist)
    assert "Kanel Lejemålet er i fare" in there
    assert "Havre" not in there
    with pytest.raises(NotNow):
        put(people, kanel, "Igen")
    tea = enter(Client(), people.therapist)
    assert tea.post(at("board_off", kanel)).status_code == 302
    assert BoardEntry.objects.get().off_at


# the walk


def test_board_is_walked_row_by_row_in_two_presses_a_row(people: Cast) -> None:
    names = ("Kanel", "Havre", "Timian")
    rows = [put(people, citizen(people, name, followed_by=people.therapist), f"På grund af {name}") for name in names]
    tea = enter(Client(), people.therapist)
    assert "Tavlen er ikke gennemgået endnu." in shown(tea, PAGE)
    first = tea.get(WALK)
    assert "1 af 3 Kanel" in words(first)  # type: ignore[arg-type]
    ahead = timezone.localdate() + timedelta(days=7)
    answer = send_from(tea, first, WALK, on=f"{ahead}", act="stays")  # type: ignore[arg-type]
    second = tea.get(answer["Location"])
    assert "2 af 3 Havre" in words(second)  # type: ignore[arg-type]
    third = tea.get(f"{WALK}?efter={rows[1].pk}")  # left for later
    assert "3 af 3 Timian" in words(third)  # type: ignore[arg-type]
    answer = send_from(tea, third, WALK, act="off")  # type: ignore[arg-type]
    assert tea.get(answer["Location"])["Location"] == PAGE
    there = words(tea.get(PAGE))  # type: ignore[arg-type]
    assert "Sidst gennemgået i dag." in there
    assert "Timian er taget af tavlen. Fortryd" in there
    assert "Gennemgå tavlen" in there  # Havre waits
    assert "1 af 2" not in words(tea.get(WALK))  # type: ignore[arg-type]
    looks = list(BoardLook.objects.order_by("pk").values_list("entry", "outcome"))
    assert looks == [(rows[0].pk, "stays"), (rows[2].pk, "off")]
    rows[0].refresh_from_db()
    assert rows[0].look_again_on == ahead
    assert (len(events("board.look")), len(events("board.off"))) == (1, 1)
    send_from(tea, first, WALK, on=f"{ahead}", act="stays")  # type: ignore[arg-type]
    assert BoardLook.objects.count() == 2


@pytest.mark.parametrize(("days", "said"), [(0, "i dag"), (3, "fredag"), (9, "14. november 2026")])
def test_board_says_when_it_was_last_walked(
    kanel: Citizen, people: Cast, time_machine: Any, days: int, said: str
) -> None:
    time_machine.move_to("2026-11-23 09:00:00+01:00", tick=False)
    entry = put(people, kanel)
    BoardLook.objects.create(
        entry=entry, at=timezone.now() - timedelta(days=days), outcome="stays", by=people.therapist
    )  # fmt: skip
    assert f"Sidst gennemgået {said}." in page(people.therapist)


def test_board_walk_with_a_bad_day_says_so_and_stays_at_the_row(tea: Client, kanel: Citizen, people: Cast) -> None:
    put(people, kanel)
    answer = send_from(tea, tea.get(WALK), WALK, on="1999-01-01", act="stays")  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "Vælg en dag efter i dag." in words(answer)
    assert "Kanel" in words(answer)


@pytest.mark.parametrize("told", [{}, {"entry": "x", "act": "off"}, {"entry": "1"}, {"entry": "1", "act": "burn"}])
def test_board_walk_without_a_row_is_told_so(tea: Client, told: dict[str, str]) -> None:
    assert tea.post(WALK, told).status_code == 409


def test_board_walk_with_nothing_left_goes_back(tea: Client, kanel: Citizen) -> None:
    for after in ("", "?efter=x", "?efter=" + "9" * 30):
        assert tea.get(WALK + after)["Location"] == PAGE


# off and back


def test_board_off_is_undone_for_ten_minutes(kanel: Citizen, people: Cast, time_machine: Any) -> None:
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    put(people, kanel)
    tea = enter(Client(), people.therapist)
    off = at("board_off", kanel)
    assert tea.post(f"{off}?fortryd").status_code == 409  # nothing was taken off
    for _press in range(2):
        tea.post(off)
    assert len(events("board.off")) == 1
    assert f"{off}?fortryd" in shown(tea, PAGE)
    assert tea.post(f"{off}?fortryd").status_code == 302
    entry = BoardEntry.objects.get()
    assert (entry.off_at, entry.off_by, entry.looks.count()) == (None, None, 0)
    tea.post(off)
    time_machine.move_to(now + timedelta(minutes=11), tick=False)
    assert "Fortryd" not in shown(tea, PAGE)
    assert tea.post(f"{off}?fortryd").status_code == 409


def test_board_off_is_not_undone_over_a_new_row(tea: Client, kanel: Citizen, people: Cast) -> None:
    first = put(people, kanel)
    tea.post(at("board_off", kanel))
    put(people, kanel, "Igen")
    answer = tea.post(f"{at('board_off', kanel)}?fortryd")
    assert answer.status_code == 409
    assert rules.ON_AGAIN in words(answer)  # type: ignore[arg-type]
    first.refresh_from_db()
    assert first.off_at


def test_board_asks_the_same_number_of_questions_however_long(people: Cast) -> None:
    counts = []
    for n in (1, 12):
        for number in range(n):
            for user in (people.therapist, people.colleague):
                put(people, citizen(people, f"Dæknavn {n} {number} {user.name}", followed_by=user), who=user)
        for user in (people.therapist, people.leader):
            for address in (PAGE, WALK, f"{PAGE}?koder"):
                client = enter(Client(), user)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code in {200, 302}
                counts.append(len(asked))
    assert counts[:6] == counts[6:]
    assert max(counts) <= 15, counts
