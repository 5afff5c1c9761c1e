"""»Mine praj«: our work, the house's own words, its number, and »i kontakt« by that person's yes (F04, F73, F50)."""

import gzip
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.access.strength import Strength
from fremskudt.casework.actions import consent
from fremskudt.partnership.actions import tip as tips
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import HouseSum, ListRules, NoWeeklyMail, Sighting, Tip, TipStep
from fremskudt.partnership.rules import house_view as rules
from fremskudt.partnership.rules.tip import Step
from fremskudt.partnership.rules.tip_form import UNDER_WAY
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.casework.own_tips_field import bare, may_know, said_yes
from tests.casework.pages import form_at, shown, words
from tests.cast import Cast, enter
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE, AGAIN = reverse("casework:own_tips"), reverse("casework:own_tip_again")
ASKED, REMOVE = reverse("casework:own_tip_asked"), reverse("casework:own_tip_remove")
WISH = reverse("casework:weekly_wish")
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())  # of week 47
IN_CONTACT = "Har sagt ja til, at du ved det: Vi er i kontakt. Tak."
WHY = "Vi må kun fortælle mere, når personen selv har sagt ja."


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(FRIDAY, tick=False) as moved:
        yield moved


def days_ago(clock: Any, days: int) -> None:
    clock.move_to(FRIDAY - timedelta(days=days))


def page(user: User, strength: Strength = Strength.STRONG) -> str:
    return words(enter(Client(), user, strength).get(PAGE))  # type: ignore[arg-type]


def press(user: User, address: str, one: Tip, **more: Any) -> HttpResponse:
    return enter(Client(), user).post(address, {"tip": one.code, **more})  # type: ignore[return-value]


def test_own_tips_of_nobody_says_how_to_begin(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.professional, people.peer):
        page_of = shown(enter(Client(), user), PAGE)
        assert "Du har ikke givet praj endnu." in page_of
        assert "Nyt praj" in page_of
    assert enter(Client(), people.partner, Strength.LINK).get(PAGE).status_code == 200
    for user in (people.therapist, people.leader, people.administrator, people.dpo, people.steering, people.evaluator):
        assert enter(Client(), user).get(PAGE).status_code == 403


def test_own_tips_show_memory_word_place_week_and_our_work(people: Cast, clock: Any) -> None:
    days_ago(clock, 16)
    first = tip(people, memory_word="grøn termokande", place="shelter")
    days_ago(clock, 10)
    tip_step.step(tip=first, kind="looking", by=people.therapist)
    tip(people, place="street")
    days_ago(clock, 9)
    tip_step.step(tip=first, kind="not_found", by=people.therapist)
    clock.move_to(FRIDAY)
    tip_step.step(tip=first, kind="not_found", by=people.therapist)
    for user in (people.partner, people.partner_contact):  # it is the house's
        seen = page(user)
        assert "grøn termokande Herberg · set første gang i uge 45" in seen
        assert "● Modtaget ● Vi kigger ○ Afsluttet: ikke endnu" in seen
        assert "Vi var ude i uge 46 og 47 og fandt ikke personen." in seen
        assert "uden huskeord På gaden · set første gang i uge 46" in seen
        assert "○ Modtaget: ikke endnu ○ Vi kigger: ikke endnu ○ Afsluttet: ikke endnu" in seen
        assert WHY in seen
    assert seen.index("uge 46") < seen.index("grøn termokande")  # the week it was first seen last stands first


def test_own_tips_of_another_house_are_seen_and_written_by_nobody_else(people: Cast) -> None:
    mine = tip(people, memory_word="grøn termokande")
    for user in (people.professional, people.peer):
        assert "grøn termokande" not in page(user)
        for address, more in ((AGAIN, {}), (ASKED, {"kind": "said_no"}), (REMOVE, {}), (REMOVE, {"sure": "1"})):
            assert press(user, address, mine, **more).status_code == 404
            made_up = enter(Client(), user).post(address, {"tip": "2222-2222", **more})
            assert made_up.status_code == 404
            assert bare(made_up) == bare(press(user, address, mine, **more))  # type: ignore[arg-type]
    assert not TipStep.objects.exists()
    assert not Sighting.objects.exists()
    for nonsense in ({}, {"tip": "x"}, {"tip": "2222-2222'"}, {"tip": mine.code, "kind": "said_yes"}):
        for address in (AGAIN, ASKED, REMOVE):
            if address == ASKED or "kind" not in nonsense:
                assert enter(Client(), people.partner).post(address, nonsense).status_code in {302, 404}
    assert not TipStep.objects.exists()


def test_own_tip_says_in_contact_while_the_yes_holds_and_no_longer(people: Cast, clock: Any) -> None:
    days_ago(clock, 3)
    kanel = citizen(people, "Kanel", followed_by=people.therapist)
    one = tip(people, memory_word="blåt krus")
    tip_step.step(tip=one, kind="looking", by=people.therapist)
    said_yes(one, kanel, people)
    clock.move_to(FRIDAY)
    before = bare(enter(Client(), people.partner).get(PAGE))  # type: ignore[arg-type]
    entry = may_know(kanel, people.drop_in, people)
    seen = page(people.partner)
    assert f"blåt krus Værested · set første gang i uge 47 {IN_CONTACT}" in seen
    assert Event.objects.filter(action="own_tips.read", subject=kanel.key).count() == 1
    consent.withdraw(entry=entry, by=people.therapist)
    assert IN_CONTACT not in page(people.partner)
    assert bare(enter(Client(), people.partner).get(PAGE)) == before  # type: ignore[arg-type]


def test_own_tip_in_contact_closes_and_goes_like_any_other(people: Cast, clock: Any) -> None:
    kanel = citizen(people, "Kanel", followed_by=people.therapist)
    clock.move_to(FRIDAY - timedelta(weeks=12))
    said_yes(tip(people), kanel, people)
    clock.move_to(FRIDAY)
    may_know(kanel, people.drop_in, people)
    assert IN_CONTACT not in page(people.partner)


@pytest.mark.parametrize(
    ("weeks", "shown_as"),
    [(7, "○ Afsluttet: ikke endnu"), (8, "● Afsluttet"), (11, "● Afsluttet"), (12, "")],
)
def test_own_tip_closes_after_the_fixed_time_and_is_gone_some_weeks_later(
    people: Cast, clock: Any, weeks: int, shown_as: str
) -> None:
    one = tip(people, memory_word="grøn termokande", weeks_ago=weeks)
    seen = page(people.partner)
    assert ("grøn termokande" in seen) is bool(shown_as)
    assert shown_as in seen
    answer = press(people.partner, AGAIN, one)
    told = {7: (302, ""), 12: (409, rules.GONE)}.get(weeks, (409, rules.IS_CLOSED))
    assert answer.status_code == told[0]
    assert told[1] in answer.content.decode()


def test_own_tip_follows_the_municipalitys_own_weeks(people: Cast, clock: Any) -> None:
    ListRules.objects.create(municipality=people.municipalities["Randers"], shown_weeks=2, keep_weeks=3)
    ListRules.objects.create(municipality=people.municipalities["Vejle"], shown_weeks=50)
    for weeks, word in ((1, "ny"), (2, "lukket"), (3, "borte")):
        tip(people, memory_word=word, weeks_ago=weeks)
    seen = page(people.partner)
    assert seen.count("● Afsluttet") == 1
    assert "ny" in seen
    assert "borte" not in seen


def test_own_tip_that_expired_or_was_taken_back_is_gone(people: Cast) -> None:
    expired, back = tip(people, memory_word="grøn termokande"), tip(people, memory_word="blåt krus")
    Tip.objects.filter(pk=expired.pk).update(expired_at=timezone.now())
    tips.take_back(tip=back, by=people.partner)
    assert "Du har ikke givet praj endnu." in page(people.partner)
    for one in (expired, back):
        for address, more in ((AGAIN, {}), (AGAIN, {"undo": "1"}), (ASKED, {"kind": "said_no"}), (REMOVE, {})):
            answer = press(people.partner, address, one, **more)
            assert answer.status_code == 409
            assert rules.GONE in answer.content.decode()


def test_own_tip_is_seen_again_once_a_week_and_undone(people: Cast, clock: Any) -> None:
    days_ago(clock, 10)
    one = tip(people, memory_word="grøn termokande")
    clock.move_to(FRIDAY)
    for user in (people.partner, people.partner, people.partner_contact):
        assert press(user, AGAIN, one).status_code == 302
    assert Sighting.objects.get().week_on == date(2026, 11, 16)
    one.refresh_from_db()
    assert one.touched_on == date(2026, 11, 16)
    house = f"org:{people.drop_in.pk}"
    assert Event.objects.filter(action="own_tips.again", subject=house, actor=people.partner.key).count() == 1
    assert "set igen i uge 47" in page(people.partner)
    palle, karla = enter(Client(), people.partner), enter(Client(), people.partner_contact)
    assert "Fortryd set igen" not in shown(karla, PAGE)  # it was Palle who saw
    assert form_at(palle.get(PAGE), AGAIN) == {"tip": [one.code]}  # type: ignore[arg-type]
    assert karla.post(AGAIN, {"tip": one.code, "undo": "1"}).status_code == 302
    assert Sighting.objects.exists()
    palle.post(AGAIN, {"tip": one.code, "undo": "1"})
    assert not Sighting.objects.exists()
    assert Event.objects.filter(action="own_tips.again_undo", subject=house).count() == 1
    palle.post(AGAIN, {"tip": one.code})
    clock.shift(timedelta(minutes=11))
    assert "Fortryd set igen" not in shown(palle, PAGE)
    assert "mere end ti minutter" in words(palle.post(AGAIN, {"tip": one.code, "undo": "1"}, follow=True))  # type: ignore[arg-type]
    assert Sighting.objects.exists()
    clock.move_to(FRIDAY + timedelta(days=7))
    press(people.partner, AGAIN, one)
    assert "set igen i uge 47 og 48" in page(people.partner)


@pytest.mark.parametrize(
    ("kind", "said"), [("said_no", "Sagde nej i uge 47."), ("said_maybe", "Sagde måske i uge 47.")]
)
def test_own_tip_keeps_what_the_person_said_to_the_house(people: Cast, clock: Any, kind: str, said: str) -> None:
    one = tip(people)
    for _press in range(2):
        assert press(people.partner, ASKED, one, kind=kind).status_code == 302
    step = TipStep.objects.get()
    assert (step.kind, step.by_house) == (kind, True)
    assert said in page(people.partner_contact)
    assert "Fortryd »" in page(people.partner)
    press(people.partner_contact, ASKED, one, undo="1")
    assert said in page(people.partner)
    press(people.partner, ASKED, one, undo="1")
    assert said not in page(people.partner)


def test_own_tip_takes_nothing_from_the_house_that_is_the_teams(people: Cast) -> None:
    one = tip(people)
    for kind in (*sorted(set(Step) - {"said_no", "said_maybe"}), "", "x"):
        assert press(people.partner, ASKED, one, kind=kind).status_code == 302
    assert not TipStep.objects.exists()


def test_own_tip_is_removed_after_a_question_while_the_team_has_not_begun(people: Cast) -> None:
    one = tip(people, memory_word="grøn termokande")
    tip_step.step(tip=one, kind="received", by=people.therapist)
    palle = enter(Client(), people.partner)
    assert REMOVE in shown(palle, PAGE)
    asked = palle.post(REMOVE, {"tip": one.code})
    assert "Vil du fjerne prajet?" in words(asked)  # type: ignore[arg-type]
    assert "grøn termokande" in words(asked)  # type: ignore[arg-type]
    one.refresh_from_db()
    assert one.taken_back_at is None
    for _press in range(2):
        assert palle.post(REMOVE, {**form_at(asked, REMOVE), "sure": "1"}).status_code == 302  # type: ignore[arg-type]
    one.refresh_from_db()
    assert one.taken_back_at is not None
    assert "grøn termokande" not in page(people.partner_contact)


def test_own_tip_is_not_removed_once_the_team_has_begun(people: Cast) -> None:
    one = tip(people)
    palle = enter(Client(), people.partner)
    asked = palle.post(REMOVE, {"tip": one.code})
    tip_step.step(tip=one, kind="looking", by=people.therapist)  # while the page was open
    for answer in (palle.post(REMOVE, {**form_at(asked, REMOVE), "sure": "1"}), palle.post(REMOVE, {"tip": one.code})):  # type: ignore[arg-type]
        assert answer.status_code == 409
        assert UNDER_WAY in answer.content.decode()
    assert REMOVE not in shown(palle, PAGE)
    one.refresh_from_db()
    assert one.taken_back_at is None


def test_own_tips_tell_the_houses_number_of_this_year(people: Cast, clock: Any) -> None:
    tip(people)
    assert "Vi kigger stadig. Tak, fordi I holder øje. Tallet kommer den 1. i måneden." in page(people.partner)
    for house, month, number in (
        (people.drop_in, date(2026, 10, 1), 3), (people.drop_in, date(2026, 11, 1), 6),
        (people.drop_in, date(2025, 12, 1), 20), (people.jobcentre, date(2026, 11, 1), 10),
    ):  # fmt: skip
        HouseSum.objects.create(organisation=house, month_on=month, n_at_least=number, made_at=timezone.now())
    seen = page(people.partner)
    assert "Af jeres praj i år Mindst 6 er blevet til kontakt. Tallet kommer den 1. i måneden." in seen
    clock.move_to(datetime(2027, 1, 1, 12, tzinfo=timezone.get_default_timezone()))
    assert "Mindst" not in page(people.partner)


def test_own_tips_of_two_houses_are_told_apart(people: Cast) -> None:
    shelter = people.municipalities["Randers"].partners.create(kind="shelter", name="Herberget Perlekæden")
    tip(people)
    tip(people, organisation=shelter)
    assert "Perlekæden" not in page(people.partner)
    people.partner.memberships.create(organisation=shelter, role="partner")
    seen = page(people.partner)
    assert "Herberget Perlekæden · Værested" in seen
    assert "Værestedet Kajen · Værested" in seen


def test_own_tips_mails_are_refused_and_wanted_again(people: Cast) -> None:
    palle = enter(Client(), people.partner)
    for wants, is_off in (("no", True), ("no", True), ("yes", False), ("x", False)):
        assert palle.post(WISH, {"wants": wants}).status_code == 302
        assert NoWeeklyMail.objects.filter(user=people.partner).exists() is is_off
        assert ("Skriv til mig igen" in shown(palle, PAGE)) is is_off
    assert WISH not in shown(enter(Client(), people.professional), PAGE)  # who gets none is not asked


def test_own_tips_ask_a_professional_first_whether_there_is_a_yes(people: Cast) -> None:
    assert reverse("partnership:tip_new") in shown(enter(Client(), people.partner), PAGE)
    assert reverse("partnership:tip_professional") in shown(enter(Client(), people.professional), PAGE)


def test_own_tips_are_logged_by_house_and_never_by_tip(people: Cast) -> None:
    tip(people, memory_word="grøn termokande")
    Event.objects.filter(action="own_tips.read").exists()
    page(people.partner)
    event = Event.objects.get(action="own_tips.read")
    assert (event.subject, event.actor, event.fields) == (
        f"org:{people.drop_in.pk}", people.partner.key, "coded,free_text",
    )  # fmt: skip


def test_own_tips_escape_what_was_typed(people: Cast) -> None:
    tip(people, memory_word="<b>krus</b>")
    seen = shown(enter(Client(), people.partner), PAGE)
    assert "<b>krus" not in seen
    assert "&lt;b&gt;krus&lt;/b&gt;" in seen


def test_own_tips_can_be_read_by_anybody_and_name_no_drugs(people: Cast, clock: Any) -> None:
    days_ago(clock, 8)
    for kind in ("received", "looking", "not_found"):
        tip_step.step(tip=tip(people, memory_word="rødt tørklæde"), kind=kind, by=people.therapist)
    clock.move_to(FRIDAY)
    response = enter(Client(), people.partner).get(PAGE)
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert main
    text = re.sub(r"<[^>]+>", "\n", main.group())
    assert lix(text) <= 30
    for absent in ("stof", "misbrug", "behandling", "fase", "desværre", "!"):
        assert absent not in text.lower()
    assert "<title>Mine praj</title>" in response.content.decode()
    assert "<script" not in response.content.decode()


def test_own_tips_cost_the_same_with_many_as_with_one_and_show_twenty(people: Cast) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert palle.get(address).status_code == 200
        return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    palle = enter(Client(), people.partner)
    one = tip(people)
    kanel = citizen(people, "Kanel", followed_by=people.therapist)
    said_yes(one, kanel, people, may_know(kanel, people.drop_in, people))
    palle.get(PAGE)
    few = cost(PAGE)
    for number in range(25):
        made = tip(people, memory_word=f"krus {number}")
        tip_step.step(tip=made, kind="not_found", by=people.therapist)
        tip_step.step(tip=made, kind="said_no", by=people.partner_contact, by_house=True)
        Sighting.objects.create(tip=made, week_on=made.week_on, made_at=timezone.now(), by=people.partner_contact)
    assert cost(PAGE) == cost(f"{PAGE}?alle") == few
    assert few <= 15, few
    seen = page(people.partner)
    assert seen.count("· set første gang") == 20
    assert "Vis flere" in seen
    assert words(palle.get(f"{PAGE}?alle")).count("· set første gang") == 26  # type: ignore[arg-type]


def test_own_tips_permission_is_the_partners_sides(people: Cast) -> None:
    """Nobody who answers tips stands here: the memory words are the house's."""
    both = [role for role, may in PERMISSIONS.items() if {Permission.TIP_ADD, Permission.TIP_ANSWER} <= may]
    assert both == []


def test_own_tips_weigh_little_with_both_sheets(people: Cast) -> None:
    for number in range(20):
        made = tip(people, memory_word=f"grøn termokande {number}")
        tip_step.step(tip=made, kind="received", by=people.therapist)
    sheets = [Path(str(finders.find(f"ui/css/{name}.css"))).read_bytes() for name in ("tokens", "small")]
    page_of = enter(Client(), people.partner).get(PAGE).content
    assert sum(len(gzip.compress(part)) for part in (page_of, *sheets)) <= 15_000
