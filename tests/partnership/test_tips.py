"""The team's list of tips: in order, answered in one press, and without a word of who anybody is (F02, F03, F04)."""

import random
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fremskudt.access.matrix import TABLE
from fremskudt.access.models import Event
from fremskudt.access.roles import Role
from fremskudt.partnership.actions import tip_pair, tip_step
from fremskudt.partnership.models import Sighting, Tip, TipStep
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.tip_step import ANSWERS, GROUPS, Group, group_of
from fremskudt.partnership.selectors import tips as selectors
from tests.casework.pages import form_at, send_from, shown, words
from tests.cast import Cast, enter, person
from tests.partnership.tip_field import area, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, READ, RULES = (reverse(f"partnership:{name}") for name in ("tips", "tips_received", "list_rules"))
TODAY = timezone.localdate


def of(one: Tip, name: str = "tip") -> str:
    return reverse(f"partnership:{name}", args=[one.code])


def page(client: Client, address: str = LIST) -> str:
    """In words."""
    answer = client.get(address)
    assert answer.status_code == 200
    return words(answer)  # type: ignore[arg-type]


def press(client: Client, one: Tip, kind: str, at: str = LIST) -> HttpResponse:
    """The button as it stands on the page."""
    answer = client.get(at)
    body = html.fromstring(answer.content.decode())
    form = next(
        each for each in body.forms if each.action.startswith(of(one, "tip_answer")) and "fortryd" not in each.action
    )
    [button] = form.xpath(f".//button[@value='{kind}']")
    return client.post(form.action, {button.get("name"): button.get("value")})  # type: ignore[return-value]


def undo(client: Client, at: str = LIST) -> HttpResponse:
    body = html.fromstring(client.get(at).content.decode())
    form = next(each for each in body.forms if "fortryd" in each.action)
    return client.post(form.action, {name: value for name, value in form.form_values() if name == "step"})  # type: ignore[return-value]


def codes_on(client: Client, address: str = LIST) -> list[str]:
    links = html.fromstring(client.get(address).content.decode()).xpath("//a[@class='row-link']/@href")
    return [link.strip("/").split("/")[-1] for link in links if len(link.strip("/").split("/")[-1]) == 9]


@pytest.fixture
def tea(people: Cast) -> Client:
    return enter(Client(), people.therapist)


@pytest.fixture
def lea(people: Cast) -> Client:
    return enter(Client(), people.leader)


def week(ago: int) -> str:
    return f"uge {(TODAY() - timedelta(weeks=ago)).isocalendar().week}"


def test_list_says_what_was_seen_and_for_how_long(people: Cast, tea: Client) -> None:
    one = tip(people, area=area(people), age="25_39", worry="much", asked="no", seen=["alone", "homeless"], weeks_ago=3)
    for ago in (2, 1):
        Sighting.objects.create(
            tip=one, week_on=week_of(TODAY()) - timedelta(weeks=ago), made_at=timezone.now(), by=people.partner
        )
    tip_step.step(tip=one, kind=Step.SAID_NO, by=people.partner, by_house=True)
    tip_step.step(tip=one, kind=Step.SAID_MAYBE, by=people.therapist)
    day = f"{TODAY().day}."
    said = page(tea)
    for there in (
        "Værested · Nordbyen", "Meget urolig", "25–39 år", "Er meget alene · Mangler et sted at være",
        f"set igen 2 gange, sidst {week(1)}", "i gang i 3 uger", "Da prajet kom: Har sagt nej",
        f"Sagde nej {day}", "til Værestedet Kajen", f"Sagde måske {day}", "Ring til Værestedet Kajen",
    ):  # fmt: skip
        assert there in said, there
    assert f"Set første gang {week(3)}" in said
    detail = page(tea, of(one))
    for there in ("Sagde nej", "Sagde måske", "Tea", "Set igen", "Slettes", "25–39 år", "Set første gang"):
        assert there in detail, there
    assert "Palle" not in said + detail


def test_list_puts_the_new_first_and_the_most_worrying_on_top(people: Cast, tea: Client) -> None:
    made = {worry: tip(people, worry=worry) for worry in ("little", "much", "some")}
    looked = tip(people, worry="much")
    late = tip(people, worry="little", weeks_ago=3)
    met, lost, closed, yes = (tip(people) for _number in range(4))
    read = tip(people, worry="much")
    steps = {
        looked: Step.LOOKING, met: Step.IN_CONTACT, lost: Step.NOT_FOUND, closed: Step.CLOSED, yes: Step.SAID_YES,
        read: Step.RECEIVED,
    }  # fmt: skip
    for one, kind in steps.items():
        tip_step.step(tip=one, kind=kind, by=people.colleague)
    wanted = [made["much"], made["some"], made["little"], read, late, looked, lost, met, yes]
    assert codes_on(tea) == [one.code for one in wanted]
    body = html.fromstring(tea.get(LIST).content.decode())
    assert [each.text for each in body.xpath("//main/h2")] == [
        GROUPS[group]
        for group in (
            Group.NEW, Group.READ, Group.WAITING, Group.LOOKING, Group.NOT_FOUND, Group.CONTACT, Group.YES,
        )
    ]  # fmt: skip
    assert codes_on(tea, LIST + "?vis=lukkede") == [closed.code]
    assert codes_on(tea, LIST + "?vis=venter") == [late.code]


def test_list_order_within_a_week_is_the_codes_and_tells_not_who_came_first(people: Cast, tea: Client) -> None:
    made = [tip(people) for _number in range(8)]
    assert codes_on(tea) == sorted(one.code for one in made)


@pytest.mark.parametrize("seed", range(4))
def test_list_groups_in_the_database_as_the_rule_does(people: Cast, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    kinds = [Step.RECEIVED, *ANSWERS, Step.SAID_NO, Step.SAID_MAYBE, Step.SAID_YES]
    for _number in range(12):
        one = tip(people, weeks_ago=chance.choice([0, 1, 2, 3]))
        for _step in range(chance.randrange(4)):
            by_house, undone = chance.random() < 0.3, chance.random() < 0.3
            TipStep.objects.create(
                tip=one, kind=Step.SAID_NO if by_house else chance.choice(kinds), by_house=by_house,
                by=people.colleague, made_at=timezone.now(), undone_at=timezone.now() if undone else None,
            )  # fmt: skip
    rules_of = selectors.list_rules_of(people.municipalities["Randers"].pk)
    rows = selectors.ranked_rows(Tip.objects.all(), people.municipalities["Randers"].pk)
    for row in rows:
        one = Tip.objects.get(code=row.code)
        team = one.steps.standing().filter(by_house=False)  # type: ignore[attr-defined]
        late = TODAY() > timezone.localdate(one.made_at) + timedelta(days=rules_of.answer_days)
        assert row.group is group_of(team.last().kind if team else "", is_late=late)


def test_opening_the_list_or_a_tip_changes_nothing_and_is_logged(people: Cast, tea: Client) -> None:
    one = tip(people)
    before = list(Tip.objects.values())
    shown(tea, LIST)
    shown(tea, of(one))
    shown(tea, of(one, "tip_pair"))
    assert (list(Tip.objects.values()), TipStep.objects.count()) == (before, 0)
    mine = Event.objects.filter(actor=people.therapist.key, action__startswith="tip")
    town = people.municipalities["Randers"]
    assert list(mine.values_list("action", "subject", "fields")) == [
        ("tips.read", f"org:{town.pk}", "coded"),
        ("tip.read", f"tip:{one.code}", "coded"),
        ("tip_pair.read", f"tip:{one.code}", "coded"),
    ]


def test_answer_is_one_press_and_can_be_undone(people: Cast, tea: Client) -> None:
    one = tip(people, area=area(people))
    for kind, word in ((Step.LOOKING, "Vi kigger"), (Step.NOT_FOUND, "Fandt ikke"), (Step.IN_CONTACT, "I kontakt")):
        assert press(tea, one, kind).headers["Location"] == LIST
        assert f"{word}: Værested · Nordbyen, {week(0)}" in page(tea)
    assert undo(tea).headers["Location"] == LIST
    assert "Fortrudt." in page(tea)
    assert TipStep.objects.standing().filter(tip=one).last().kind == Step.NOT_FOUND  # type: ignore[union-attr]
    press(tea, one, Step.CLOSED)
    assert one.code not in codes_on(tea)
    undo(tea)
    assert one.code in codes_on(tea)
    assert press(tea, one, Step.CLOSED, of(one)).headers["Location"] == of(one)
    assert "Lukket: Værested" in page(tea, of(one))
    assert undo(tea, of(one)).headers["Location"] == of(one)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert "Fortryd" not in page(tea)


def test_answer_comes_back_to_the_page_it_was_pressed_on(people: Cast, tea: Client) -> None:
    north = area(people)
    rows = [tip(people, area=north) for _number in range(selectors.SHOWN + 2)]
    tip(people, area=area(people, "Sydbyen"))
    here = f"{LIST}?omraade={north.pk}&side=2"
    codes = codes_on(tea, here)
    assert len(codes) == 2
    one = next(each for each in rows if each.code == codes[0])
    assert press(tea, one, Step.LOOKING, here).headers["Location"] == here
    assert codes_on(tea, f"{LIST}?omraade={north.pk}") == sorted({each.code for each in rows} - {one.code})[:20]
    assert "Vis flere" in page(tea, f"{LIST}?omraade={north.pk}")
    for odd in ("?side=x&omraade=æ&vis=alt", "?side=99999999999", "?side=²&omraade=٣"):
        assert tea.get(LIST + odd).status_code == 200
    assert "Der er ikke flere." in page(tea, LIST + "?side=9")


def test_answer_to_what_a_colleague_closed_says_so(people: Cast, tea: Client) -> None:
    one = tip(people)
    tip_step.step(tip=one, kind=Step.CLOSED, by=people.colleague)
    for name, kind in (("tip_answer", "looking"), ("tip_answer", "closed"), ("tip_asked", "said_no")):
        refused = tea.post(of(one, name), {"kind": kind})
        assert refused.status_code == 409
        assert "Prajet er lukket af en kollega." in words(refused)  # type: ignore[arg-type]
    assert of(one, "tip_answer") not in shown(tea, of(one))


def test_answer_no_button_writes_a_yes_or_anything_else(people: Cast, tea: Client) -> None:
    one = tip(people)
    for name, kind in product(("tip_answer", "tip_asked"), ("said_yes", "received", "x", "", "x" * 4000)):
        assert tea.post(of(one, name), {"kind": kind}).status_code == 409
    assert tea.post(of(one, "tip_answer_undo"), {"step": "9" * 40}).status_code == 409
    assert tea.post(of(one, "tip_answer_undo"), {"step": 987654}).status_code == 404
    assert not TipStep.objects.exists()


def test_undo_of_another_tips_or_the_houses_line_does_not_exist(people: Cast, tea: Client) -> None:
    one, other = tip(people), tip(people)
    mine = tip_step.step(tip=other, kind=Step.LOOKING, by=people.therapist)
    theirs = tip_step.step(tip=one, kind=Step.SAID_NO, by=people.partner, by_house=True)
    for line in (mine, theirs):
        assert tea.post(of(one, "tip_answer_undo"), {"step": line.pk}).status_code == 404
    toms = tip_step.step(tip=one, kind=Step.LOOKING, by=people.colleague)
    refused = tea.post(of(one, "tip_answer_undo"), {"step": toms.pk})
    assert (refused.status_code, "Kun den, der skrev det, kan fortryde." in words(refused)) == (409, True)  # type: ignore[arg-type]


def test_read_is_an_act_of_its_own_and_marks_what_stood_on_the_page(people: Cast, tea: Client) -> None:
    first, second = tip(people), tip(people)
    opened = tea.get(LIST)
    later = tip(people)
    assert send_from(tea, opened, READ).headers["Location"] == LIST  # type: ignore[arg-type]
    said = page(tea)
    assert "2 praj er læst." in said
    assert "2 praj er markeret som læst." in said
    assert set(TipStep.objects.standing().values_list("tip", "kind")) == {
        (one.pk, Step.RECEIVED) for one in (first, second)
    }
    assert form_at(tea.get(LIST), READ)["code"] == [later.code]  # type: ignore[arg-type]
    undo(tea)
    assert not TipStep.objects.standing().exists()
    press(tea, first, Step.LOOKING)
    assert first.code not in form_at(tea.get(LIST), READ)["code"]  # type: ignore[arg-type]
    away = tip(people, organisation=people.centre_elsewhere, by=people.therapist_elsewhere)
    assert tea.post(READ, {"code": [away.code, "x" * 5000]}).status_code == 302
    assert not away.steps.exists()  # type: ignore[attr-defined]


def test_asked_is_written_on_the_tips_own_page(people: Cast, tea: Client) -> None:
    one = tip(people)
    for kind, word in (("said_no", "Sagde nej"), ("said_maybe", "Sagde måske")):
        answer = send_from(tea, tea.get(of(one)), of(one, "tip_asked"), kind=kind)  # type: ignore[arg-type]
        assert answer.headers["Location"] == of(one)
        assert f"{word} {TODAY().day}." in page(tea)
    assert Event.objects.filter(action="tip.asked", subject=f"tip:{one.code}").count() == 2


def test_somebody_who_has_said_yes_is_closed_and_nothing_else(people: Cast, tea: Client) -> None:
    one = tip(people)
    tip_step.step(tip=one, kind=Step.SAID_YES, by=people.therapist)
    body = html.fromstring(tea.get(LIST).content.decode())
    assert body.xpath("//button[@name='kind']/@value") == ["closed"]
    refused = tea.post(of(one, "tip_answer"), {"kind": "looking"})
    assert (refused.status_code, "Personen har sagt ja." in words(refused)) == (409, True)  # type: ignore[arg-type]


def test_tip_near_its_end_says_so(people: Cast, tea: Client) -> None:
    near, far = tip(people, weeks_ago=10), tip(people, weeks_ago=9)
    said = page(tea)
    end = week_of(TODAY()) + timedelta(weeks=2)
    year = f", {end.isocalendar().year}" if end.isocalendar().year != TODAY().isocalendar().year else ""
    assert said.count("hvis intet sker") == 1
    assert f"Slettes i uge {end.isocalendar().week}{year}, hvis intet sker" in said
    assert "hvis intet sker" in page(tea, of(far))
    assert near.code != far.code


def test_empty_list_says_what_to_do(people: Cast, tea: Client) -> None:
    assert "Ingen nye praj. Ring til et værested, eller tag forbi." in page(tea)
    assert "Der er ingen af dem lige nu." in page(tea, LIST + "?vis=lukkede")
    assert not Event.objects.filter(action="tips.read").exists()  # nothing was seen


def test_tip_beyond_reach_cannot_be_told_from_none(people: Cast) -> None:
    one = tip(people)
    ulla = enter(Client(), people.therapist_elsewhere)
    assert codes_on(ulla) == []
    absent = ulla.get(reverse("partnership:tip", args=["9999-9999"]))
    assert (ulla.get(of(one)).status_code, ulla.get(of(one)).content) == (404, absent.content)
    for user in (people.partner, people.partner_contact, people.professional, people.peer, people.steering):
        client = enter(Client(), user)
        assert client.get(LIST).status_code == client.get(of(one)).status_code == 403


def test_list_costs_the_same_with_many_as_with_one(people: Cast, tea: Client, lea: Client) -> None:
    one, other = tip(people, area=area(people)), tip(people, area=area(people))
    tip_pair.join(tip=one, other=other, by=people.therapist)
    tip_step.step(tip=one, kind=Step.SAID_NO, by=people.therapist)
    addresses = [LIST, LIST + "?vis=lukkede", LIST + "?vis=venter", of(one), of(one, "tip_pair"), RULES]

    def cost() -> dict[str, int]:
        found = {}
        for client, name in ((tea, "tea"), (lea, "lea")):
            for address in addresses:
                if name == "tea" and address == RULES:
                    continue
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                found[f"{name} {address}"] = len(asked)
        return found

    few = cost()
    for number in range(30):
        more = tip(people, area=area(people, f"Område {number}"), weeks_ago=number % 4, seen=["alone", "new"])
        like = tip(people, area=area(people), weeks_ago=number % 6)
        Sighting.objects.create(tip=more, week_on=TODAY(), made_at=timezone.now(), by=people.partner)
        tip_pair.join(tip=one, other=like, by=people.therapist)
        for kind in (Step.LOOKING, Step.SAID_NO, *([Step.CLOSED] if number % 3 == 0 else [])):
            tip_step.step(tip=more, kind=kind, by=person(f"Ny{number}{kind}", people.centre, Role.THERAPIST))
    many = cost()
    assert {address: n for address, n in many.items() if n > max(few[address], 15)} == {}, (few, many)
    assert max(many.values()) <= 15, many


CANARY, SENDER = "kanariegul", "Sangersen"


def test_no_page_of_the_municipality_shows_the_memory_word_or_who_gave_it(people: Cast) -> None:
    """Every address of the matrix that the team, the leaders, the log's reader and the administrator may open."""
    volunteer = person(f"Vera {SENDER}", people.drop_in, Role.PARTNER)
    one = tip(people, by=volunteer, memory_word=CANARY, area=area(people))
    like = tip(people, by=volunteer, memory_word=f"{CANARY} to", area=area(people), organisation=people.drop_in)
    Sighting.objects.create(tip=one, week_on=week_of(TODAY()), made_at=timezone.now(), by=volunteer)
    tip_step.step(tip=one, kind=Step.SAID_NO, by=volunteer, by_house=True)
    tip_pair.join(tip=one, other=like, by=people.therapist)
    seen = 0
    for user in (people.therapist, people.leader, people.dpo, people.steering, people.administrator):
        client = enter(Client(), user)
        for name, row in TABLE.items():
            arguments = _arguments(name, one)
            if arguments is None or not row.roles:
                continue
            for method in row.methods:
                told = getattr(client, method.lower())(reverse(name, args=arguments))
                body = b"".join(told.streaming_content) if told.streaming else told.content
                text = body.decode("utf-8", "replace")
                seen += told.status_code == 200
                assert CANARY not in text, (user, method, name)
                assert name in MAY_NAME_PEOPLE or SENDER not in text, (user, method, name)
                assert name not in MAY_NAME_PEOPLE or name in THE_LOG or one.code not in text, (user, name)
                assert CANARY not in str(told.headers)
    assert seen > 20
    assert not Event.objects.filter(subject__contains=CANARY).exists()


# Where users are named as users, among all the others of their house, and no tip is. Of the log see test_tip_attack.py.
THE_LOG = {"access:log", "access:log_export"}
MAY_NAME_PEOPLE = {"access:people", "access:person", "casework:barring_new", *THE_LOG}


def _arguments(name: str, one: Tip) -> list[Any] | None:
    """What an address is asked with: nothing, or the tip's code; None for those that name something else."""
    for arguments in ([], [one.code]):
        try:
            reverse(name, args=arguments)
        except Exception:  # noqa: S112
            continue
        return None if name in ENDS_THE_SESSION else list(arguments)
    return None


ENDS_THE_SESSION = {"access:logout", "account_logout", "access:lock_now", "access:lock"}
