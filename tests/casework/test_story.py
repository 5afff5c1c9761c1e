"""»Min historie kort«: every save is a version, and only what the citizen has said yes to leaves the house."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Case, Citizen, StoryCard
from tests.casework.field import citizen
from tests.casework.plan_pages import at, begin, fields, send
from tests.casework.test_plan import end
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def followed(people: Cast) -> Citizen:
    return citizen(people, "Kanel", followed_by=people.therapist)


@pytest.fixture
def tea(people: Cast) -> Client:
    return enter(Client(), people.therapist)


def shown(client: Client, followed: Citizen, name: str = "story") -> str:
    return client.get(at(name, followed)).content.decode()


def say(client: Client, followed: Citizen, words: str) -> int:
    return send(client, followed, {**begin(client, followed, "story_edit"), "words": words}, "story_edit").status_code


def approve(client: Client, followed: Citizen, **more: str) -> int:
    told = {**begin(client, followed, "story_approve"), "how": "Læst højt hjemme", **more}
    return send(client, followed, told, "story_approve").status_code


def test_story_is_only_ours_until_the_citizen_says_yes(tea: Client, followed: Citizen) -> None:
    assert "Ingen tekst endnu." in shown(tea, followed)
    assert say(tea, followed, "Jeg er vokset op ved vandet. 🌊") == 302
    waiting = shown(tea, followed)
    assert "Kun vi ser teksten, til borgeren har sagt ja." in waiting
    assert tea.get(at("story_print", followed)).status_code == 302
    assert approve(tea, followed) == 302
    assert "Ja den" in shown(tea, followed)
    paper = shown(tea, followed, "story_print")
    assert "Jeg er vokset op ved vandet. 🌊" in paper
    for word in ("Kanel", followed.code, "behandling", "fase", "misbrug"):
        assert word not in paper.split("<main")[1]
    card = StoryCard.objects.get()
    assert (card.approved_on, card.approved_how) == (timezone.localdate(), "Læst højt hjemme")


def test_story_changed_is_a_new_version_that_waits_while_the_old_one_holds(tea: Client, followed: Citizen) -> None:
    say(tea, followed, "Første")
    approve(tea, followed)
    say(tea, followed, "Anden")
    both = shown(tea, followed)
    assert "Første" in both
    assert "Anden" in both
    assert "Første" in shown(tea, followed, "story_print")
    assert "Anden" not in shown(tea, followed, "story_print")
    approve(tea, followed)
    assert "Anden" in shown(tea, followed, "story_print")
    assert "Tidligere udgaver (1)" in shown(tea, followed)
    assert [(card.version, card.words) for card in StoryCard.objects.order_by("version")] == [
        (1, "Første"),
        (2, "Anden"),
    ]


def test_story_the_same_words_twice_are_one_version_and_one_yes(tea: Client, followed: Citizen) -> None:
    told = {**begin(tea, followed, "story_edit"), "words": "Første"}
    assert [send(tea, followed, told, "story_edit").status_code for _press in range(2)] == [302, 302]
    yes = {**begin(tea, followed, "story_approve"), "how": "Sagt højt"}
    assert [send(tea, followed, yes, "story_approve").status_code for _press in range(2)] == [302, 302]
    assert StoryCard.objects.count() == 1
    assert [Event.objects.filter(action=f"story.{act}").count() for act in ("write", "approve")] == [1, 1]


def test_story_written_by_two_at_once_shows_both_and_loses_none(tea: Client, followed: Citizen, people: Cast) -> None:
    followed.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    tom = enter(Client(), people.colleague)
    first, second = begin(tea, followed, "story_edit"), begin(tom, followed, "story_edit")
    send(tea, followed, {**first, "words": "Teas tekst"}, "story_edit")
    met = send(tom, followed, {**second, "words": "Toms tekst"}, "story_edit")
    assert met.status_code == 409
    for said in ("En kollega skrev imens. Her er begge tekster.", "Teas tekst", "Toms tekst"):
        assert said in met.content.decode()
    again = {**fields(met, at("story_edit", followed)), "words": "Begges tekst"}
    assert send(tom, followed, again, "story_edit").status_code == 302
    assert [card.words for card in StoryCard.objects.order_by("version")] == ["Teas tekst", "Begges tekst"]


def test_story_yes_to_a_text_that_was_changed_meanwhile_is_refused(
    tea: Client, followed: Citizen, people: Cast
) -> None:
    say(tea, followed, "Første")
    yes = {**begin(tea, followed, "story_approve"), "how": "Sagt højt"}
    say(tea, followed, "Anden")
    refused = send(tea, followed, yes, "story_approve")
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
def test_story_yes_has_a_day_and_a_way(tea: Client, followed: Citizen, wrong: dict[str, str], said: str) -> None:
    say(tea, followed, "Første")
    told = {**begin(tea, followed, "story_approve"), "how": "Sagt højt", **wrong}
    response = send(tea, followed, told, "story_approve")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not StoryCard.objects.get().approved_on


@pytest.mark.parametrize(
    ("words", "said"), [("", "Skriv mindst én sætning."), ("x" * 10000, "10.000 tegn, og der er plads til 1.500")]
)
def test_story_form_says_what_is_wrong(tea: Client, followed: Citizen, words: str, said: str) -> None:
    response = send(tea, followed, {**begin(tea, followed, "story_edit"), "words": words}, "story_edit")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert fields(response, at("story_edit", followed))["words"] == words
    assert not StoryCard.objects.exists()


def test_story_is_text_and_never_markup(tea: Client, followed: Citizen) -> None:
    say(tea, followed, "<script>alert(1)</script> أريد")
    approve(tea, followed)
    for name in ("story", "story_print", "story_edit"):
        page = shown(tea, followed, name)
        assert "<script>alert" not in page
        assert "أريد" in page


def test_story_goes_on_in_the_next_course_and_rests_after_farewell(
    tea: Client, followed: Citizen, people: Cast
) -> None:
    say(tea, followed, "Første")
    approve(tea, followed)
    told = begin(tea, followed, "story_edit")
    end(followed, people)
    assert "Første" in shown(tea, followed)
    for response in (tea.get(at("story_edit", followed)), send(tea, followed, {**told, "words": "Ny"}, "story_edit")):
        assert response.status_code == 409
    Case.objects.create(
        citizen=followed, number=2, found_on=timezone.localdate() + timedelta(days=1), made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    assert begin(tea, followed, "story_edit")["words"] == "Første"
    assert say(tea, followed, "Efter pausen") == 302
    assert StoryCard.objects.order_by("-pk").first().version == 2
    assert "Første" in shown(tea, followed, "story_print")
