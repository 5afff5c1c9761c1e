"""»Kom igen« is one press: a new course, with story, plan and people, and nothing to tell from the start."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.casework.actions import comeback as actions
from fremskudt.casework.models import (
    Assignment,
    Case,
    Citizen,
    ContactAgreement,
    DoorOpening,
    Ending,
    FollowUp,
    Goal,
    StoryCard,
    TreatmentPlan,
)
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.contact_agreement import in_force
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.casework.pages import at, fill, send_from, shown, words
from tests.casework.test_ending import appointment, say
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOUND_DAYS_AGO = 100


def test_come_again_is_one_press_and_a_new_course(tea: Client, kanel: Citizen, people: Cast) -> None:
    old = kanel.cases.get()
    kept = appointment(people, kanel, -2)
    say(people, kanel)
    assert "Følges af Tea." in shown(tea, at("come_again", kanel))
    answer = send_from(tea, tea.get(at("farewell", kanel)), at("come_again", kanel))  # type: ignore[arg-type]
    assert answer.status_code == 302
    new = Case.objects.get(number=2)
    assert (new.citizen, new.found_on, new.started_on) == (kanel, timezone.localdate(), None)
    opened = open_case(reach_of(people.therapist), kanel.code)
    assert (opened.case, opened.has_ended) == (new, False)
    assert Ending.objects.get().case == old
    kept.refresh_from_db()
    assert (kept.case, kept.outcome) == (old, "")
    assert [one.user for one in Assignment.objects.in_force()] == [people.therapist]
    assert Event.objects.get(action="case.come_again").subject == kanel.key


def test_come_again_drops_the_looks_at_how_it_goes(kanel: Citizen, people: Cast) -> None:
    say(people, kanel, on=timezone.localdate() - timedelta(days=50))
    FollowUp.objects.filter(kind="after_1_month").update(done_on=timezone.localdate(), is_reached=True)
    actions.come_again(citizen=kanel, by=people.therapist)
    assert not FollowUp.objects.waiting().exists()
    assert FollowUp.objects.get(kind="after_1_month").dropped_at is None


def test_come_again_pressed_twice_is_one_course(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(people, kanel)
    page = tea.get(at("farewell", kanel))
    for _press in range(2):
        assert send_from(tea, page, at("come_again", kanel)).status_code == 302  # type: ignore[arg-type]
    assert Case.objects.count() == 2
    assert Event.objects.filter(action="case.come_again").count() == 1


def test_come_again_while_the_course_goes_on_is_refused(tea: Client, kanel: Citizen, people: Cast) -> None:
    answer = tea.post(at("come_again", kanel))
    assert answer.status_code == 409
    assert "Forløbet er i gang. Der er ikke sagt farvel." in answer.content.decode()
    say(people, kanel)
    actions.come_again(citizen=kanel, by=people.therapist)
    Case.objects.filter(number=2).update(made_at=timezone.now() - timedelta(minutes=11))
    assert tea.post(at("come_again", kanel)).status_code == 409
    assert Case.objects.count() == 2


def test_come_again_many_times_with_a_farewell_the_same_day(kanel: Citizen, people: Cast) -> None:
    for number in (2, 3, 4):
        say(people, kanel)
        assert actions.come_again(citizen=kanel, by=people.therapist).number == number
    assert Ending.objects.count() == 3


def test_come_again_when_nobody_follows_any_more_the_one_who_presses_does(kanel: Citizen, people: Cast) -> None:
    say(people, kanel)
    people.therapist.is_active = False
    people.therapist.save(update_fields=["is_active"])
    now = timezone.now()
    DoorOpening.objects.create(
        citizen=kanel, user=people.colleague, reason="asked", words="Borgeren ringede", opened_at=now,
        closes_at=now + timedelta(minutes=60),
    )  # fmt: skip
    tom = enter(Client(), people.colleague)
    assert "Ingen følger borgeren lige nu." in shown(tom, at("come_again", kanel))
    assert tom.post(at("come_again", kanel)).status_code == 302
    assert [one.user for one in Assignment.objects.in_force()] == [people.colleague]
    assert Event.objects.filter(action="assignment.start").count() == 1


def test_come_again_leaves_the_followers_as_they_are(kanel: Citizen, people: Cast) -> None:
    say(people, kanel)
    actions.come_again(citizen=kanel, by=people.leader)
    assert [one.user for one in Assignment.objects.in_force()] == [people.therapist]


def plan(people: Cast, case: Case, version: int, hopes: str, in_force: bool) -> TreatmentPlan:
    now = timezone.now()
    made = TreatmentPlan.objects.create(
        case=case, version=version, hopes=hopes, made_at=now, by=people.therapist, saved_at=now,
        saved_by=people.therapist, in_force_at=now if in_force else None,
        in_force_on=now.date() if in_force else None,
    )  # fmt: skip
    Goal.objects.create(
        plan=made, thread="7f9a0c52-4f0f-4a5e-9c2e-1f0a5d1d2e11", order=1, words=f"Sove om natten {version}"
    )
    return made


def story(people: Cast, case: Case, version: int, text: str, approved: bool) -> None:
    now = timezone.now()
    StoryCard.objects.create(
        case=case, version=version, words=text, approved_on=now.date() if approved else None, made_at=now,
        by=people.therapist,
    )  # fmt: skip


def test_come_again_story_and_plan_come_along(tea: Client, kanel: Citizen, people: Cast) -> None:
    case = kanel.cases.get()
    plan(people, case, 1, "Få ro", in_force=True)
    plan(people, case, 2, "En halv kladde", in_force=False)
    story(people, case, 1, "Jeg har en hund", approved=True)
    story(people, case, 2, "Ikke godkendt", approved=False)
    say(people, kanel, own_words="Jeg skulle væk")
    for _course in ("before", "after"):
        there = words(tea.get(at("come_again", kanel)))  # type: ignore[arg-type]
        for said in ("Jeg har en hund", "Få ro", "Sove om natten 1", "Jeg skulle væk"):
            assert said in there
        for unsaid in ("Ikke godkendt", "En halv kladde"):
            assert unsaid not in there
        if not Case.objects.filter(number=2).exists():
            actions.come_again(citizen=kanel, by=people.therapist)
    assert "Tidligere forløb" in there


def test_come_again_what_to_mind_still_holds_but_not_ikke_nu(kanel: Citizen, people: Cast) -> None:
    ContactAgreement.objects.create(
        case=kanel.cases.get(), every_days=14, safe_contact="Ring ikke om formiddagen",
        not_now_until=timezone.localdate() + timedelta(days=5), made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    say(people, kanel)
    new = actions.come_again(citizen=kanel, by=people.therapist)
    agreed = in_force(new)
    assert agreed is not None
    assert (agreed.every_days, agreed.safe_contact, agreed.not_now_until) == (14, "Ring ikke om formiddagen", None)


def test_come_again_after_a_merge_counts_the_courses_of_both(kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre")
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    Case.objects.filter(citizen=other).update(found_on=timezone.localdate() - timedelta(days=300), number=5)
    say(people, kanel)
    assert actions.come_again(citizen=kanel, by=people.therapist).number == 6


@pytest.mark.parametrize("name", ["come_again", "come_back_card"])
def test_come_again_of_somebody_beyond_reach_does_not_exist(people: Cast, kanel: Citizen, name: str) -> None:
    say(people, kanel)
    for user in (people.colleague, people.therapist_elsewhere):
        client = enter(Client(), user)
        assert client.get(at(name, kanel)).status_code == client.post(at(name, kanel)).status_code == 404
    assert Case.objects.count() == 1


def test_come_again_page_asks_the_same_number_of_questions_for_many_courses(
    tea: Client, kanel: Citizen, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        case = open_case(reach_of(people.therapist), kanel.code).case
        plan(people, case, 1, f"Håb {number}", in_force=True)
        story(people, case, 1, f"Historie {number}", approved=True)
        say(people, kanel)
        actions.come_again(citizen=kanel, by=people.therapist)
    tea.get(at("come_again", kanel))
    with django_assert_max_num_queries(16):  # with the two that mark the transaction of the test
        there = shown(tea, at("come_again", kanel))
    assert len(re.findall("Historie [0-9]+", there)) == 12


def card_words(page: Any) -> str:
    from lxml import html

    [card] = html.fromstring(page.content.decode()).find_class("come-back-card")
    return "\n".join(" ".join(part.text_content().split()) for part in card)


def test_card_says_come_back_and_nothing_of_what_it_is_about(tea: Client, kanel: Citizen, people: Cast) -> None:
    people.therapist.name = "Tea Larsen"
    people.therapist.save(update_fields=["name"])
    page = tea.get(at("come_back_card", kanel))
    there = card_words(page)
    for said in ("Ring eller skriv.", "Du skal ikke begynde forfra.", "Tea", kanel.code):
        assert said in there
    for unsaid in ("Larsen", "Kanel", "behandling", "stof", "misbrug", "rusmid", "center", "fase"):
        assert unsaid not in there.replace(kanel.code, "")
    assert lix(there.replace(kanel.code, "")) <= 25
    assert "Kanel" not in str(re.findall("<title>.*?</title>", page.content.decode()))
    assert Event.objects.filter(action="comeback.card", subject=kanel.key).count() == 1


def test_card_bears_the_number_that_is_written_in(tea: Client, kanel: Citizen) -> None:
    assert "Telefon:" in card_words(tea.get(at("come_back_card", kanel)))
    answer = fill(tea, at("come_back_card", kanel), phone="20 30 40 50")
    assert "20 30 40 50" in card_words(answer)
    wrong = fill(tea, at("come_back_card", kanel), phone="<b>ring</b>")
    assert wrong.status_code == 422
    assert "Skriv nummeret med tal" in words(wrong)
