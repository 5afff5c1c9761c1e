"""Mails that remind partners: written, asked about before they begin, stopped, and what came after (F13)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.partnership.actions import reminder as actions
from fremskudt.partnership.models import Reminder, ReminderSent, Tip
from fremskudt.partnership.rules import reminder as rules
from tests.access.visibility_pages import reminder
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter
from tests.mailbox import open_mailbox
from tests.partnership.reminder_field import DAY, MONDAY, WEEK, at, came
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
LIST, NEW = reverse("partnership:reminders"), reverse("partnership:reminder_new")


# The rules


@pytest.mark.parametrize(
    ("local", "may"),
    [(at(MONDAY, 8, 59), False), (at(MONDAY, 9), True), (at(MONDAY, 15, 59), True), (at(MONDAY, 16), False),
     (at(MONDAY + 4 * DAY), True), (at(MONDAY + 5 * DAY), False), (at(MONDAY + 6 * DAY), False)],
)  # fmt: skip
def test_reminder_goes_on_workdays_between_nine_and_sixteen(local: datetime, may: bool) -> None:
    assert rules.may_send_at(local) is may


@pytest.mark.parametrize(
    ("due_on", "every", "today", "following"),
    [(MONDAY, 28, MONDAY, MONDAY + 4 * WEEK), (MONDAY, 14, MONDAY + 3 * DAY, MONDAY + 2 * WEEK),
     (MONDAY, 28, MONDAY + 9 * WEEK, MONDAY + 12 * WEEK),  # missed ones are passed over
     (MONDAY, 28, MONDAY + 4 * WEEK, MONDAY + 8 * WEEK),
     (MONDAY, 12, MONDAY, MONDAY + 2 * WEEK)],  # a Saturday is pushed to Monday
)  # fmt: skip
def test_reminder_comes_again_after_whole_steps(due_on: date, every: int, today: date, following: date) -> None:
    assert rules.next_after(due_on, every, today) == following


@pytest.mark.parametrize("is_all_done", [True, False])
@pytest.mark.parametrize("n_unsure", [0, 1])
@pytest.mark.parametrize("n_days", [0, 1, 3, 4])
def test_reminder_moves_on_when_everybody_is_done_with(is_all_done: bool, n_unsure: int, n_days: int) -> None:
    may = rules.may_move_on(is_all_done=is_all_done, n_unsure=n_unsure, due_on=MONDAY, today=MONDAY + n_days * DAY)
    assert may is (n_days > 3 or (is_all_done and (n_unsure == 0 or n_days > 0)))


@pytest.mark.parametrize(
    ("text", "fit"),
    [(rules.DEFAULT_WORDS, True), ("Vi ses på Værestedet Kajen.", True), ("Kender du Jens?", False),
     ("Ring på 22 33 44 55", False), ("Om manden, vi kalder Kanel", False), ("Se K7M4-Q2RX", False)],
)  # fmt: skip
def test_reminder_may_not_tell_who_somebody_is(text: str, fit: bool) -> None:
    assert rules.is_fit_to_send(text, known=["Værestedet Kajen"]) is fit


# The pages


def told(people: Cast, **more: Any) -> dict[str, Any]:
    day = timezone.localdate() + DAY
    while not rules.is_workday(day):
        day += DAY
    return {"to": [str(people.drop_in.pk)], "next_on": f"{day:%Y-%m-%d}", **more}


def test_reminder_is_asked_about_before_it_begins(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    assert "Begynd med én mail om måneden" in shown(lea, LIST)
    check = fill(lea, NEW, **told(people, to=[str(people.drop_in.pk), str(people.jobcentre.pk)]))
    assert check.status_code == 200
    page = words(check)
    for said in ("Den går til 3 personer, første gang", "Derefter hver fjerde uge.", "Værestedet Kajen · 2 personer",
                 "Jobcentret i Randers · 1 person", "Kaffe og en snak", "Kender du en, som har det svært"):  # fmt: skip
        assert said in page
    assert not Reminder.objects.exists()
    for _press in range(2):
        assert send_from(lea, check, NEW, act="go").status_code == 302
    one = Reminder.objects.get()
    assert (one.every_days, one.words) == (28, rules.DEFAULT_WORDS)
    assert set(one.to.all()) == {people.drop_in, people.jobcentre}
    assert Event.objects.filter(action="reminder.begin", subject=f"reminder:{one.pk}").count() == 1
    assert "Hver fjerde uge" in shown(lea, LIST)
    assert "Kender du en" not in shown(enter(Client(), people.leader_elsewhere), LIST)


def test_reminder_can_be_mended_from_the_page_that_asks(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    check = fill(lea, NEW, **told(people, words="Kom til <b>kaffe</b>\nog kage"))
    again = send_from(lea, check, NEW, act="edit")
    assert again.status_code == 200
    assert form_at(again, NEW)["words"] == ["Kom til <b>kaffe</b>\nog kage"]
    assert form_at(again, NEW)["to"] == [str(people.drop_in.pk)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": []}, "Vælg mindst ét hus."),
        ({"to": ["999999"]}, "Vælg en fra listen."),
        ({"words": ""}, "Skriv mindst én sætning."),
        ({"words": "Husk Jens, som sover ude"}, "Mailen nævner en borger. Fjern det, før den sendes."),
        ({"words": "x " * 400}, "højst 600 tegn"),
        ({"every_days": "3"}, "Vælg en fra listen."),
        ({"next_on": "2001-01-01"}, "Vælg en hverdag fra i dag og højst et år frem."),
        ({"next_on": "2027-01-02"}, "Vælg en hverdag fra i dag og højst et år frem."),
    ],
)
@pytest.mark.parametrize("act", ["look", "go", "sample"])
def test_reminder_form_says_what_is_wrong_and_sends_nothing(
    people: Cast, settings: Any, wrong: dict[str, Any], said: str, act: str
) -> None:
    with time_machine.travel(at(MONDAY), tick=False), open_mailbox(settings) as mailbox:
        response = fill(enter(Client(), people.leader), NEW, **{"act": act, **told(people), **wrong})
        assert response.status_code == 422
        assert said in response.content.decode()
        assert came(mailbox) == []
    if "words" in wrong:
        assert form_at(response, NEW)["words"] == [wrong["words"]]
    assert not Reminder.objects.exists()


def test_reminder_is_tried_on_oneself_alone_and_once(people: Cast, settings: Any) -> None:
    lea = enter(Client(), people.leader)
    with open_mailbox(settings) as mailbox:
        check = fill(lea, NEW, **told(people))
        for _press in range(2):
            assert "Prøven er sendt til dig." in words(send_from(lea, check, NEW, act="sample"))
        [(to, subject, text)] = came(mailbox)
    assert (to, subject) == ("lea@example.org", "Kaffe og en snak")
    assert rules.DEFAULT_WORDS in text
    assert "/praj/nyt/" in text
    assert not Reminder.objects.exists()


def test_reminder_is_stopped_on_a_page_of_its_own(people: Cast, settings: Any) -> None:
    one = reminder(people, "Randers", next_on=MONDAY)
    stop = reverse("partnership:reminder_stop", args=[one.pk])
    lea = enter(Client(), people.leader)
    assert "2 personer får den ikke mere." in shown(lea, stop)
    for _press in range(2):
        assert lea.post(stop).status_code == 302
    assert Event.objects.filter(action="reminder.stop").count() == 1
    assert enter(Client(), people.leader_elsewhere).get(stop).status_code == 404
    with open_mailbox(settings) as mailbox:
        assert actions.send_due(at(MONDAY)) == 0
        assert came(mailbox) == []


# What came afterwards


def given(people: Cast, moment: datetime, n: int, house: Organisation | None = None) -> None:
    for _tip in range(n):
        made = tip(people, organisation=house)
        Tip.objects.filter(pk=made.pk).update(made_at=moment)


@pytest.mark.parametrize(
    ("n_after", "n_before", "said"),
    [(5, 1, "De 14 dage efter kom der 5 praj fra de huse. De 14 dage før: færre end 3."),
     (0, 3, "De 14 dage efter kom der ingen praj fra de huse. De 14 dage før: 3.")],
)  # fmt: skip
def test_reminder_tells_how_many_tips_followed(people: Cast, n_after: int, n_before: int, said: str) -> None:
    one, sent_at = reminder(people, "Randers"), timezone.now() - timedelta(days=20)
    for user in (people.partner, people.partner_contact):
        ReminderSent.objects.create(
            reminder=one, user=user, organisation=people.drop_in, due_on=sent_at.date(), sent_at=sent_at
        )
    given(people, sent_at + DAY, n_after)
    given(people, sent_at - DAY, n_before)
    given(people, sent_at + 15 * DAY, 4)
    given(people, sent_at - 15 * DAY, 4)
    given(people, sent_at + DAY, 4, people.jobcentre)  # was not reminded
    page = words(enter(Client(), people.leader).get(LIST))  # type: ignore[arg-type]
    assert said in page
    assert "til 2 personer." in page


def test_reminder_of_lately_says_what_came_since(people: Cast) -> None:
    one = reminder(people, "Randers")
    now = timezone.now() - DAY
    ReminderSent.objects.create(
        reminder=one, user=people.partner, organisation=people.drop_in, due_on=now.date(), sent_at=now
    )
    assert "Siden er der kommet ingen praj" in words(enter(Client(), people.leader).get(LIST))  # type: ignore[arg-type]


def test_reminder_pages_cost_the_same_with_many_as_with_one(people: Cast) -> None:
    lea = enter(Client(), people.leader)

    def sent(number: int) -> Reminder:
        one, moment = reminder(people, "Randers", words=f"Nummer {number}"), timezone.now()
        for weeks in range(1, 6):
            ReminderSent.objects.create(
                reminder=one, user=people.partner, organisation=people.drop_in,
                due_on=(moment - weeks * WEEK).date(), sent_at=moment - weeks * WEEK,
            )  # fmt: skip
        return one

    stop = reverse("partnership:reminder_stop", args=[sent(0).pk])

    def cost() -> list[int]:
        found = []
        for address in (LIST, NEW, stop):
            lea.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert lea.get(address).status_code == 200
            found.append(len(asked))
        return found

    few = cost()
    for number in range(1, 15):
        sent(number)
    assert cost() == few
    assert max(few) <= 15
    assert shown(lea, LIST).count("Sendt ") == 15 * 3
