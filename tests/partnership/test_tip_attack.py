"""Somebody of the municipality joins everything they can see: which tip was about whom, and who gave it?

A town is played for three weeks. In each class of tips that look alike (area, age, week) some people became citizens by
another way, one by a recorded yes, and some never. The attacker knows more than a therapist would: the area, the age
and the day of each citizen. Each thing a page shows is tried as a key to the order of the tips; none may do better than
guessing within the class. As a control the same attack is given the true order, and then it must succeed.

See docs/explanation/the-anonymous-list.md for what such a join can use all the same.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from lxml import html

from fremskudt.access.models import Area, Event, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen, SaidYes
from fremskudt.partnership.actions import tip as tips
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import Tip
from fremskudt.partnership.rules.tip import Step, week_of
from tests.casework.field import citizen
from tests.cast import Cast, assemble, enter, person
from tests.partnership.tip_field import area, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AREAS, AGES, WEEKS = ("Nordbyen", "Sydbyen"), ("25_39", "40_59"), 3
IN_CLASS, CAME_ELSEHOW = 8, 5  # of each class one said yes, two never came
N_SHUFFLES = 2000
Class = tuple[str, str, int]
Key = Callable[[str], object]


@dataclass(frozen=True)
class Somebody:
    """The truth, which stands nowhere in the database."""

    of: Class
    tip: Tip
    volunteer: User
    citizen: Citizen | None
    said_yes: bool


@dataclass(frozen=True)
class Town:
    people: Cast
    everybody: list[Somebody]
    volunteers: list[User]

    @property
    def came_elsehow(self) -> list[Somebody]:
        return [one for one in self.everybody if one.citizen and not one.said_yes]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    return random.Random(20261122)  # noqa: S311


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Played again the same each time: what is drawn at random is drawn from one seed."""
    drawn, people = random.Random(7), assemble()  # noqa: S311
    monkeypatch.setattr(tips, "new_code", lambda: new_code(drawn.choice))
    houses = [people.drop_in, people.jobcentre, _shelter(people)]
    volunteers = [
        person(f"{name} {house.pk}", house, Role.PARTNER) for house in houses for name in ("Ib", "Bo", "Ea")
    ]  # fmt: skip
    return Town(people, list(_play(people, volunteers, drawn)), volunteers)


def _shelter(people: Cast) -> Organisation:
    return Organisation.objects.create(
        kind=Organisation.Kind.SHELTER, name="Herberget Havnen", municipality=people.municipalities["Randers"]
    )


def _play(people: Cast, volunteers: list[User], drawn: random.Random) -> Iterator[Somebody]:
    """In the order in which they were seen: each is met soon after, so the order of the two is the same."""
    now = timezone.localtime().replace(hour=12, minute=0)
    begin = now - timedelta(days=now.weekday(), weeks=WEEKS)
    plan = [(place, age, week) for place in AREAS for age in AGES for week in range(WEEKS) for _one in range(IN_CLASS)]
    roles = ["elsehow"] * CAME_ELSEHOW + ["yes"] + ["never"] * (IN_CLASS - CAME_ELSEHOW - 1)
    became = [role for _class in range(len(plan) // IN_CLASS) for role in drawn.sample(roles, len(roles))]
    moments = [begin + timedelta(weeks=of[2], minutes=drawn.randrange(5 * 24 * 60)) for of in plan]
    for of, at, role in sorted(zip(plan, moments, became, strict=True), key=lambda each: each[1]):
        yield _one(people, of, at, role, drawn.choice(volunteers))


def _one(people: Cast, of: Class, at: datetime, role: str, by: User) -> Somebody:
    with time_machine.travel(at, tick=False):
        house = by.memberships.get().organisation
        given = tip(
            people, area=area(people, of[0]), age=of[1], by=by, organisation=house, worry="some", place="street"
        )
        tip_step.receive(tips=[given], by=people.therapist)
        if role == "never":
            return Somebody(of, given, by, None, said_yes=False)
        came = citizen(people, f"Alias {given.pk}", new_code(), followed_by=people.therapist)
        if role == "yes":
            tip_step.step(tip=given, kind=Step.SAID_YES, by=people.therapist)
            SaidYes.objects.create(
                tip=given, citizen=came, form="oral", witness="Tea", words="Må vi?", said_at=at, made_at=at,
                by=people.therapist,
            )  # fmt: skip
        return Somebody(of, given, by, came, said_yes=role == "yes")


@dataclass
class Seen:
    """What the attacker wrote down, by the tip's code."""

    rows: dict[str, str]  # the words of the row
    place_on_list: dict[str, int]
    pages: dict[str, bytes]
    says_yes: set[str]


def look(town: Town, user: User) -> Seen:
    """Every page of the list, the closed ones too, and the page of every tip on it."""
    client, seen = enter(Client(), user), Seen({}, {}, {}, set())
    for kind in ("", "&vis=lukkede"):
        for number in range(1, 99):
            body = html.fromstring(client.get(f"{reverse('partnership:tips')}?side={number}{kind}").content.decode())
            found = body.xpath("//li[contains(@class, 'tip-row')]")
            for row in found:
                code = row.xpath("./a/@href")[0].strip("/").split("/")[-1]
                seen.place_on_list[code] = len(seen.place_on_list)
                seen.rows[code] = " ".join(row.text_content().split())
                if "Sagde ja" in seen.rows[code]:
                    seen.says_yes.add(code)
            if not found:
                break
    for code in seen.rows:
        seen.pages[code] = client.get(reverse("partnership:tip", args=[code])).content
    return seen


def classes(town: Town, seen: Seen) -> dict[Class, tuple[list[str], list[Somebody]]]:
    """As the attacker sees them: the tips of a class without the ones that said yes, and the citizens it may hold."""
    found: dict[Class, tuple[list[str], list[Somebody]]] = defaultdict(lambda: ([], []))
    for one in town.everybody:
        if one.tip.code not in seen.says_yes:
            found[one.of][0].append(one.tip.code)
        if one.citizen and not one.said_yes:
            found[one.of][1].append(one)
    return found


def hits(of: dict[Class, tuple[list[str], list[Somebody]]], key: Key) -> int:
    """The tips of each class in the order of the key, the citizens in the order they came, laid over one another."""
    n = 0
    for codes, came in of.values():
        ordered = sorted(codes, key=key)  # type: ignore[arg-type]
        for place, one in enumerate(came):  # in the order of their days
            n += ordered[round(place * (len(ordered) - 1) / max(1, len(came) - 1))] == one.tip.code
    return n


def by_luck(of: dict[Class, tuple[list[str], list[Somebody]]], chance: random.Random) -> int:
    """As many as a guess within the class reaches once in a thousand times."""
    counts = []
    for _try in range(N_SHUFFLES):
        drawn = {code: chance.random() for codes, _came in of.values() for code in codes}
        counts.append(hits(of, drawn.__getitem__))
    return sorted(counts)[-N_SHUFFLES // 1000]


@pytest.mark.parametrize("who", ["therapist", "leader"])
def test_attack_no_key_on_the_pages_links_a_tip_to_one_who_has_not_said_yes(
    town: Town, chance: random.Random, who: str
) -> None:
    seen = look(town, getattr(town.people, who))
    assert set(seen.rows) == {one.tip.code for one in town.everybody}
    assert seen.says_yes == {one.tip.code for one in town.everybody if one.said_yes}
    of = classes(town, seen)
    luck = by_luck(of, chance)
    keys: dict[str, Key] = {
        "the order of the list": seen.place_on_list.__getitem__,
        "the codes": str,
        "the codes backwards": lambda code: code[::-1],
        "the words of the row": lambda code: (seen.rows[code], seen.place_on_list[code]),
        "the length of the page": lambda code: (len(seen.pages[code]), seen.place_on_list[code]),
        "the house, and then the list": lambda code: (_house_in(seen.rows[code]), seen.place_on_list[code]),
    }
    for name, key in keys.items():
        for turned in (False, True):
            ordered = {code: place for place, code in enumerate(sorted(seen.rows, key=key, reverse=turned))}  # type: ignore[arg-type]
            assert hits(of, ordered.__getitem__) <= luck, name
    true_order = {one.tip.code: one.tip.made_at for one in town.everybody}
    assert hits(of, true_order.__getitem__) > luck  # the control: what the pages hide would have told it


def _house_in(row: str) -> str:
    return next(iter(re.findall(r"Ring til (.*?)(?: · |$)", row)), "")


def test_attack_rows_of_a_class_differ_in_nothing_that_the_tip_did_not_say(town: Town) -> None:
    """With the house left out, the rows of a class read the same: there is nothing to sort them by."""
    seen = look(town, town.people.therapist)
    by_class = defaultdict(set)
    for one in town.everybody:
        if not one.said_yes:
            row = seen.rows[one.tip.code].replace(_house_in(seen.rows[one.tip.code]), "")
            by_class[one.of].add(row.replace(one.tip.organisation.name, ""))
    assert {len(rows) for rows in by_class.values()} == {1}


def test_attack_no_number_of_a_row_or_moment_stands_in_the_html(town: Town) -> None:
    seen = look(town, town.people.colleague)
    for one in town.everybody:
        page = html.fromstring(seen.pages[one.tip.code].decode())
        values = {value for each in page.xpath("//main//@*") for value in str(each).split()}
        assert not [value for value in values if value.isdigit()], one.tip.code
        at = timezone.localtime(one.tip.made_at)
        assert f"{at:%H.%M}" not in page.xpath("//main")[0].text_content()


def test_attack_day_of_the_tip_is_not_told_and_its_week_is(town: Town) -> None:
    """Shown of when: the week, and the day of our own steps. Of one that nobody has touched, the week alone."""
    untouched = tip(town.people, area=area(town.people), by=town.volunteers[0], weeks_ago=2)
    page = look(town, town.people.colleague).pages[untouched.code].decode()
    text = html.fromstring(page).xpath("//main")[0].text_content()
    assert f"ge {untouched.week_on.isocalendar().week}" in text
    for day in range(7):
        shown = untouched.week_on + timedelta(days=day)
        assert date_format(shown, "j. F") not in text


def test_attack_citizens_pages_know_no_tip_unless_they_said_yes(town: Town) -> None:
    """The other side of the join: the list, the page, the timeline and the leader's pages of those who came elsehow."""
    tea, lea = enter(Client(), town.people.therapist), enter(Client(), town.people.leader)
    codes = [one.tip.code for one in town.everybody]
    bodies = [
        client.get(reverse(f"casework:{name}")).content.decode()
        for client, names in ((tea, ("caseload", "today")), (lea, ("participants", "overview", "steering", "numbers")))
        for name in names
    ]
    for one in town.came_elsehow[:12]:
        assert one.citizen
        for name in ("citizen", "timeline", "channel"):
            bodies.append(tea.get(reverse(f"casework:{name}", args=[one.citizen.code])).content.decode())
    for body in bodies:
        assert not [code for code in codes if code in body]


def test_attack_database_ties_a_tip_to_nobody_but_by_a_yes(town: Town) -> None:
    tied = set(SaidYes.objects.values_list("tip__code", flat=True))
    assert tied == {one.tip.code for one in town.everybody if one.said_yes}
    for one in town.came_elsehow:
        assert one.citizen
        assert not SaidYes.objects.filter(citizen=one.citizen).exists()
        assert not Event.objects.filter(subject=one.citizen.key, request__in=_requests(one.tip)).exists()


def _requests(one: Tip) -> list[str]:
    found = Event.objects.filter(subject=f"tip:{one.code}").exclude(request="")
    return list(found.values_list("request", flat=True))


def test_attack_tip_is_not_told_from_whom_in_the_house_it_came(town: Town) -> None:
    """The house is told, since one must be able to ring; its people's names, addresses and numbers are not."""
    telling = {word for user in town.volunteers for word in (user.name, user.email, user.key)}
    for who in ("therapist", "colleague", "leader"):
        seen = look(town, getattr(town.people, who))
        for code, body in seen.pages.items():
            text = body.decode()
            assert not [word for word in telling if word in text], code
        assert not [word for row in seen.rows.values() for word in telling if word in row]


def test_attack_log_puts_no_code_of_a_tip_beside_a_person_of_its_house(town: Town) -> None:
    """The one who reads the log sees users by name, so a line of a house's person is about the house."""
    for one in town.everybody[:10]:
        line = tip_step.step(tip=one.tip, kind=Step.SAID_NO, by=one.volunteer, by_house=True)
        tip_step.undo(step=line, by=one.volunteer)
    house_people = {user.key for user in town.volunteers}
    assert Event.objects.filter(action="tip.add", actor__in=house_people).exists()
    assert not Event.objects.filter(actor__in=house_people, subject__startswith="tip:").exists()
    dan = enter(Client(), town.people.dpo)
    for one in town.everybody[:3]:
        body = dan.get(reverse("access:log")).content.decode()
        lines = html.fromstring(body).xpath("//tr | //li")
        for line in lines:
            words = " ".join(line.text_content().split())
            assert not (one.tip.code in words and one.volunteer.name in words), words


def test_attack_small_class_is_one_person_and_the_list_cannot_help_it(people: Cast) -> None:
    """What is honest: a rare age in a small area is known to whoever knows the area. The page says no more."""
    Area.objects.filter(municipality=people.municipalities["Randers"]).delete()
    alone = tip(people, area=area(people, "Udbyhøj"), age="60", memory_word="bænken")
    seen = look(Town(people, [], []), people.therapist)
    assert list(seen.rows) == [alone.code]
    assert "60 eller mere" in seen.rows[alone.code]
    assert "bænken" not in seen.pages[alone.code].decode()
    assert week_of(timezone.localdate()) == alone.week_on
