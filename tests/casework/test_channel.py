"""How somebody came to the team: the start form's own words and codes, written once and corrected with an event."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import ChannelIn, Citizen
from fremskudt.casework.rules import channel as rules
from fremskudt.instruments import library
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
QUESTIONS = {
    "spotted_place": rules.FOUND_WHERE,
    "spotted_by": rules.FOUND_BY,
    "known_in_system": rules.KNOWN_BEFORE,
}


def address(kanel: Citizen) -> str:
    return reverse("casework:channel", args=[kanel.code])


def filled(**more: Any) -> dict[str, Any]:
    return {
        "found_on": timezone.localdate().isoformat(), "found_where": "1", "found_by": "2", "known_before": "4",
        "actors": ["1", "4"], "companion": "Palle fra Kajen", **more,
    }  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_channel_words_and_codes_are_those_of_the_start_form(question: str) -> None:
    item = library()["start"].item(question)
    assert {option.code: option.label["da"] for option in item.scale.options} == QUESTIONS[question]


def test_channel_actors_are_those_of_the_start_form() -> None:
    item = library()["start"].item("first_contact")
    told = {option.slug: (option.code, option.label["da"]) for option in item.scale.options}
    assert {name: code for name, (code, _words) in told.items()} == rules.FORM_ACTORS
    assert dict(told.values()) == rules.ACTORS


def test_channel_is_written_by_what_the_page_asks(tea: Client, kanel: Citizen) -> None:
    page = tea.get(address(kanel)).content.decode()
    for name in filled():
        assert f'name="{name}"' in page
    assert tea.post(address(kanel), filled()).status_code == 302
    channel = ChannelIn.objects.get(case__citizen=kanel)
    assert (channel.found_where, channel.found_by, channel.known_before) == (1, 2, 4)
    assert [one.actor for one in channel.actors.all()] == [1, 4]
    assert channel.companion == "Palle fra Kajen"
    assert [event.action for event in Event.objects.filter(action__startswith="channel").order_by("number")] == [
        "channel.read", "channel.write",
    ]  # fmt: skip


def test_channel_nothing_but_the_day_is_needed(tea: Client, kanel: Citizen) -> None:
    day = timezone.localdate() - timedelta(days=30)
    assert tea.post(address(kanel), {"found_on": day.isoformat()}).status_code == 302
    channel = ChannelIn.objects.get()
    assert (channel.found_where, channel.companion, channel.actors.count()) == (None, "", 0)
    assert kanel.cases.get().found_on == day


def test_channel_is_corrected_with_an_event_and_stays_one(tea: Client, kanel: Citizen) -> None:
    tea.post(address(kanel), filled())
    assert "Palle fra Kajen" in tea.get(address(kanel)).content.decode()
    tea.post(address(kanel), filled(found_by="7", actors=["4", "12"], companion=""))
    channel = ChannelIn.objects.get()
    assert (channel.found_by, channel.companion) == (7, "")
    assert sorted(channel.actors.values_list("actor", flat=True)) == [4, 12]
    assert Event.objects.filter(action="channel.correct").count() == 1


@pytest.mark.parametrize(
    ("name", "value"), [("found_where", "9"), ("actors", "13"), ("found_on", ""), ("companion", "x" * 10_000)]
)
def test_channel_bad_input_is_kept_and_told(tea: Client, kanel: Citizen, name: str, value: str) -> None:
    answer = tea.post(address(kanel), filled(**{name: value}))
    assert answer.status_code == 422
    assert 'class="error-summary' in answer.content.decode()
    assert not ChannelIn.objects.exists()


def test_channel_day_of_being_found_never_comes_after_the_yes(tea: Client, kanel: Citizen) -> None:
    case, today = kanel.cases.get(), timezone.localdate()
    case.started_on = case.found_on = today - timedelta(days=5)
    case.save()
    answer = tea.post(address(kanel), filled())
    assert answer.status_code == 422
    assert "Dagen ligger efter den dag, borgeren sagde ja." in answer.content.decode()
    assert not ChannelIn.objects.exists()


def test_channel_is_of_those_who_follow(people: Cast, kanel: Citizen) -> None:
    for user in (people.colleague, people.therapist_elsewhere):
        assert enter(Client(), user).post(address(kanel), filled()).status_code == 404
    assert not ChannelIn.objects.exists()
