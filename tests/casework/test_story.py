"""»Min historie kort«: every save is a version, and only what the citizen has said yes to leaves the house."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Case, Citizen, StoryCard
from tests.casework.plan_pages import at, begin, fields, send
from tests.casework.test_plan import end
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def shown(client: Client, kanel: Citizen, name: str = "story") -> str:
    return client.get(at(name, kanel)).content.decode()


def say(client: Client, kanel: Citizen, words: str) -> int:
    return send(client, kanel, {**begin(client, kanel, "story_edit"), "words": words}, "story_edit").status_code


def approve(client: Client, kanel: Citizen, **more: str) -> int:
    told = {**begin(client, kanel, "story_approve"), "how": "Læst højt hjemme", **more}
    return send(client, kanel, told, "story_approve").status_code


def test_story_is_only_ours_until_the_citizen_says_yes(tea: Client, kanel: Citizen) -> None:
    assert "Ingen tekst endnu." in shown(tea, kanel)
    assert say(tea, kanel, "Jeg er vokset op ved vandet. 🌊") == 302
    waiting = shown(tea, kanel)
    assert "Kun vi ser teksten, til borgeren har sagt ja." in waiting
    assert tea.get(at("story_print", kanel)).status_code == 302
    assert approve(tea, kanel) == 302
    assert "Ja den" in shown(tea, kanel)
    paper = shown(tea, kanel, "story_print")
    assert "Jeg er vokset op ved vandet. 🌊" in paper
    for word in ("Kanel", kanel.code, "behandling", "fase", "misbrug"):
        assert word not in paper.split("<main")[1]
    card = StoryCard.objects.get()
    assert (card.approved_on, card.approved_how) == (timezone.localdate(), "Læst højt hjemme")


def test_story_changed_is_a_new_version_that_waits_while_the_old_one_holds(tea: Client, kanel: Citizen) -> None:
    say(tea, kanel, "Første")
    approve(tea, kanel)
    say(tea, kanel, "Anden")
    both = shown(tea, kanel)
    assert "Første" in both
    assert "Anden" in both
    assert "Første" in shown(tea, kanel, "story_print")
    assert "Anden" not in shown(tea, kanel, "story_print")
    approve(tea, kanel)
    assert "Anden" in shown(tea, kanel, "story_print")
    assert "Tidligere udgaver (1)" in shown(tea, kanel)
    assert [(card.version, card.words) for card in StoryCard.objects.order_by("version")] == [
        (1, "Første"),
        (2, "Anden"),
    ]


def test_story_the_same_words_twice_are_one_version_and_one_yes(tea: Client, kanel: Citizen) -> None:
    told = {**begin(tea, kanel, "story_edit"), "words": "Første"}
    assert [send(tea, kanel, told, "story_edit").status_code for _press in range(2)] == [302, 302]
    yes = {**begin(tea, kanel, "story_approve"), "how": "Sagt højt"}
    assert [send(tea, kanel, yes, "story_approve").status_code for _press in range(2)] == [302, 302]
    assert StoryCard.objects.count() == 1
    assert [Event.objects.filter(action=f"story.{act}").count() for act in ("write", "approve")] == [1, 1]


def test_story_written_by_two_at_once_shows_both_and_loses_none(tea: Client, kanel: Citizen, people: Cast) -> None:
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    tom = enter(Client(), people.colleague)
    first, second = begin(tea, kanel, "story_edit"), begin(tom, kanel, "story_edit")
    send(tea, kanel, {**first, "words": "Teas tekst"}, "story_edit")
    met = send(tom, kanel, {**second, "words": "Toms tekst"}, "story_edit")
    assert met.status_code == 409
    for said in ("En kollega skrev imens. Her er begge tekster.", "Teas tekst", "Toms tekst"):
        assert said in met.content.decode()
    again = {**fields(met, at("story_edit", kanel)), "words": "Begges tekst"}
    assert send(tom, kanel, again, "story_edit").status_code == 302
    assert [card.words for card in StoryCard.objects.order_by("version")] == ["Teas tekst", "Begges tekst"]


def test_story_yes_to_a_text_that_was_changed_meanwhile_is_refused(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(tea, kanel, "Første")
    yes = {**begin(tea, kanel, "story_approve"), "how": "Sagt højt"}
    say(tea, kanel, "Anden")
    refused = send(tea, kanel, yes, "story_approve")
    assert refused.status_code == 409
    assert "Teksten er rettet imens. Læs den for borgeren igen." in refused.content.decode()
    assert not StoryCard.objects.filter(approved_on__isnull=False).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"how": ""}, "Skriv, hvordan borgeren sagde ja."),
        ({"on": "2999-01-01"}, "ude i fremtiden"),
        ({"on": "2001-01-01"}, "Teksten er skrevet senere end den dag."),
    ],
)
def test_story_yes_has_a_day_and_a_way(tea: Client, kanel: Citizen, wrong: dict[str, str], said: str) -> None:
    say(tea, kanel, "Første")
    told = {**begin(tea, kanel, "story_approve"), "how": "Sagt højt", **wrong}
    response = send(tea, kanel, told, "story_approve")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not StoryCard.objects.get().approved_on


@pytest.mark.parametrize(
    ("words", "said"), [("", "Skriv mindst én sætning."), ("x" * 10000, "10.000 tegn, og der er plads til 1.500")]
)
def test_story_form_says_what_is_wrong(tea: Client, kanel: Citizen, words: str, said: str) -> None:
    response = send(tea, kanel, {**begin(tea, kanel, "story_edit"), "words": words}, "story_edit")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert fields(response, at("story_edit", kanel))["words"] == words
    assert not StoryCard.objects.exists()


def test_story_is_text_and_never_markup(tea: Client, kanel: Citizen) -> None:
    say(tea, kanel, "<script>alert(1)</script> أريد")
    approve(tea, kanel)
    for name in ("story", "story_print", "story_edit"):
        page = shown(tea, kanel, name)
        assert "<script>alert" not in page
        assert "أريد" in page


def test_story_goes_on_in_the_next_course_and_rests_after_farewell(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(tea, kanel, "Første")
    approve(tea, kanel)
    told = begin(tea, kanel, "story_edit")
    end(kanel, people)
    assert "Første" in shown(tea, kanel)
    for response in (tea.get(at("story_edit", kanel)), send(tea, kanel, {**told, "words": "Ny"}, "story_edit")):
        assert response.status_code == 409
    Case.objects.create(
        citizen=kanel, number=2, found_on=timezone.localdate() + timedelta(days=1), made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    assert begin(tea, kanel, "story_edit")["words"] == "Første"
    assert say(tea, kanel, "Efter pausen") == 302
    assert StoryCard.objects.order_by("-pk").first().version == 2
    assert "Første" in shown(tea, kanel, "story_print")
