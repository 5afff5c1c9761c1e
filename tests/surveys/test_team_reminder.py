"""One neutral mail a week: to the team about its list, and to the leader from the evaluator; and what she sees."""

import re
import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Case
from fremskudt.surveys.actions import team_reminder
from fremskudt.surveys.models import TeamReminder, Wave
from fremskudt.surveys.rules.team_reminder import NO_MAIL, NOBODY_FOLLOWS, SENT, monday
from fremskudt.surveys.selectors.round import find_round
from tests.casework.field import citizen
from tests.casework.test_alarm import told
from tests.cast import Cast, enter
from tests.mailbox import open_mailbox
from tests.surveys.asking_field import days, give_all, study_with_wave
from tests.surveys.round_field import one_of_each, person, shown

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("surveys:rounds")


@pytest.fixture
def wave(people: Cast) -> Wave:
    return study_with_wave(people)


def press(client: Client, wave: Wave) -> str:
    response = client.post(reverse("surveys:team_remind", args=[wave.pk]))
    assert response.status_code == 302
    return shown(client, response["Location"])


def test_team_is_reminded_once_a_week_and_citizens_never(people: Cast, wave: Wave, settings: Any) -> None:
    person(people, wave, "Anna")
    person(people, wave, "Bo", by=people.colleague)
    give_all(person(people, wave, "Carl", by=people.second_leader), wave, by=people.leader)
    client = enter(Client(), people.leader)
    with open_mailbox(settings) as mailbox:
        assert "Sendt til 2 i teamet." in press(client, wave)
        came = told(mailbox)
        assert [to for to, _subject, _text in came] == ["tea@example.org", "tom@example.org"]
        assert {subject for _to, subject, _text in came} == {"Noget venter på dig"}
        assert all("runde" not in text.lower() and "Anna" not in text for _to, _subject, text in came)
        html = press(client, wave)
        assert SENT in html
        assert 'aria-disabled="true"' in html
        assert told(mailbox) == []
    row = TeamReminder.objects.get()
    assert (row.week_on, row.by) == (monday(timezone.localdate()), people.leader)
    assert row.sent_at is not None
    assert Event.objects.filter(action="team_reminder.send").count() == 1
    TeamReminder.objects.update(week_on=days(-7 - timezone.localdate().weekday()))
    with open_mailbox(settings) as mailbox:
        assert "Sendt til 2 i teamet." in press(client, wave)
        assert len(told(mailbox)) == 2


def test_team_is_not_reminded_of_nobody(people: Cast, wave: Wave, settings: Any) -> None:
    client, address = enter(Client(), people.leader), reverse("surveys:team_remind", args=[wave.pk])
    assert client.post(address).status_code == 409
    who = citizen(people, "Kanel")
    Case.objects.filter(citizen=who).update(found_on=days(-90), started_on=days(-50))
    assert NOBODY_FOLLOWS in client.post(address).content.decode()
    person(people, wave, "Havre")
    settings.MAIL_IS_ON = False
    assert NO_MAIL in client.post(address).content.decode()
    assert not TeamReminder.objects.exists()


def test_mail_that_nobody_takes_gives_the_week_back(
    people: Cast, wave: Wave, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(people, wave, "Anna")
    monkeypatch.setattr(mail, "send", lambda _message: False)
    found = find_round(enter(Client(), people.leader).get(LIST).wsgi_request.reach, wave.pk)  # type: ignore[attr-defined]
    with pytest.raises(NotNow):
        team_reminder.remind_team(found=found, by=people.leader)
    assert not TeamReminder.objects.exists()
    monkeypatch.undo()
    with open_mailbox(settings) as mailbox:
        assert team_reminder.remind_team(found=found, by=people.leader) == 1
        assert len(told(mailbox)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_once(people: Cast, settings: Any) -> None:
    wave = study_with_wave(people)
    person(people, wave, "Anna")
    clients = [enter(Client(), user) for user in (people.leader, people.second_leader)]
    gate, answers = threading.Barrier(len(clients)), []

    def send(client: Client) -> None:
        gate.wait()
        answers.append(client.post(reverse("surveys:team_remind", args=[wave.pk])).status_code)
        connections.close_all()

    with open_mailbox(settings) as mailbox:
        both = [threading.Thread(target=send, args=[client]) for client in clients]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert answers == [302, 302]
        assert len(told(mailbox)) == 1
    assert TeamReminder.objects.count() == 1
    assert Event.objects.filter(action="team_reminder.send").count() == 1


# the evaluator's page


def ask(client: Client, wave: Wave, town: Any) -> Any:
    address = reverse("surveys:leader_ask", args=[wave.study.slug])
    return client.post(address, {"runde": wave.pk, "kommune": town.pk}, follow=True)


def test_evaluator_asks_the_leader_once_a_week(people: Cast, wave: Wave, settings: Any) -> None:
    client, randers = enter(Client(), people.evaluator), people.municipalities["Randers"]
    assert ask(client, wave, randers).status_code == 409  # everybody is accounted for
    person(people, wave, "Anna")
    with open_mailbox(settings) as mailbox:
        assert "er bedt om at se på det" in ask(client, wave, randers).content.decode()
        assert [to for to, _subject, _text in told(mailbox)] == ["lea@example.org", "line@example.org"]
        assert "allerede bedt om det i denne uge" in ask(client, wave, randers).content.decode()
        assert told(mailbox) == []
        assert "Sendt til 1 i teamet." in press(enter(Client(), people.leader), wave)  # the team's is another
        assert len(told(mailbox)) == 1
    assert "Vælg en runde og en kommune." in ask(client, wave, people.municipalities["Vejle"]).content.decode()
    elsewhere = study_with_wave(people, "vejle", towns=["Vejle"])
    wave.study.slug, other = "maaling", elsewhere
    assert client.post(
        reverse("surveys:leader_ask", args=["maaling"]), {"runde": other.pk, "kommune": randers.pk}
    ).status_code == 302  # fmt: skip
    assert TeamReminder.objects.count() == 2
    assert ask(enter(Client(), people.outsider), wave, randers).status_code == 404


def test_evaluator_sees_the_same_numbers_with_the_small_ones_hidden(people: Cast, wave: Wave) -> None:
    who = one_of_each(people, wave)
    for number in range(6):
        give_all(person(people, wave, f"Flere {number}"), wave, by=people.therapist)
    html = shown(enter(Client(), people.evaluator), reverse("surveys:wave_list", args=[wave.study.slug]))
    assert "For små tal vises ikke." in html
    row = re.findall(r"<td>1</td><th scope=\"row\">Randers</th>(.*?)</tr>", html)[0]
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
    assert cells[0] == "17"
    assert "skjult" in cells[2:10]
    assert "2" not in cells[2:10]
    assert all(each.code not in html for each in who.values())
    assert not Event.objects.filter(action="turnout.read").exists()  # their number would tell who has said no yes
    assert "Projektlederen kan se dem." in html
    own = shown(enter(Client(), people.leader), reverse("surveys:wave_list", args=[wave.study.slug]))
    assert "skjult" not in own


def test_nobody_who_has_not_said_yes_is_named_to_the_evaluator(people: Cast, wave: Wave) -> None:
    for name, answer in (("Nej", "no"), ("Uden", "")):
        person(people, wave, name, answer=answer)
    shown(enter(Client(), people.evaluator), reverse("surveys:wave_list", args=[wave.study.slug]))
    assert not Event.objects.filter(action="turnout.read").exists()
