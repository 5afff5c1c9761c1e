"""Whatever is said, withdrawn, planned and done, in any order and at any hour: no door shows what it must not.

A machine of hypothesis plays with the product; a journal of its own (sharing_memory.py) knows what may be known. The
rule is asked after every step, the doors themselves after every withdrawal and at the end of every play: pages, prints,
files, feeds, mails. 200 plays of 12 steps in `./run test`, the same each time. By night 2,000 plays of 50 steps that
begin somewhere new each time, with every door at the end (hours; another number than 1 is the number of plays):

    FREMSKUDT_NIGHTLY=1 .venv/bin/python -m pytest -q tests/casework/test_sharing_machine.py
"""

import logging
import os
import sys
from collections.abc import Callable
from copy import deepcopy

import hypothesis.strategies as st
import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)  # fmt: skip

from fremskudt.access.models import Organisation, User
from fremskudt.access.strength import Strength
from fremskudt.casework.models import Citizen, Meeting, Merge, Task
from fremskudt.casework.rules.consent import Direction, Recipient, Use
from fremskudt.casework.selectors.consent import recipients_for, sharing
from tests.casework import sharing_doors, sharing_place
from tests.casework.sharing_acts import Acts
from tests.casework.sharing_doors import Doors
from tests.casework.sharing_memory import ALL, DOORS, Ear
from tests.casework.sharing_place import READERS, START, Place
from tests.cast import Cast

pytestmark = [pytest.mark.django_db]

NIGHTLY = os.environ.get("FREMSKUDT_NIGHTLY", "")
IS_NIGHT = bool(NIGHTLY)
N_PLAYS = int(NIGHTLY) if NIGHTLY.isdecimal() and int(NIGHTLY) > 1 else 2000
QUIET = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
# A play of twelve steps is short enough to be read as it is: no time goes to finding a shorter one.
FOUND = [Phase.generate]
settings.register_profile("ci", max_examples=200, stateful_step_count=12, derandomize=True, phases=FOUND, **QUIET)
settings.register_profile("nightly", max_examples=N_PLAYS, stateful_step_count=50, print_blob=True, **QUIET)
PROFILE = settings.get_profile("nightly" if IS_NIGHT else "ci")
AT_THE_END = 9 if IS_NIGHT else 2  # doors of one reader; all of them at night

people = st.sampled_from(READERS)
citizens = st.integers(0, 2)
answers = st.sampled_from(["yes", "yes", "yes", "no"])
topics = st.one_of(st.just(ALL), st.frozensets(st.sampled_from(sorted(ALL)), min_size=1, max_size=4))
purposes = st.sampled_from(["help", "help", "help", "handing_on", "feedback"])
ways = st.sampled_from(["both", "tell", "tell", "ask"])
hows = st.fixed_dictionaries({"what_for": purposes, "way": ways, "days": st.sampled_from([0, 1, 30, 180])})
which = st.integers(0, 40)
doors = st.permutations(sorted(sharing_doors.WAYS))


def ways_to_ask(meeting: int | None) -> list[tuple[str, str, int | None]]:
    """Door, direction and meeting: each door once, and what more it has been asked for."""
    each = [(door, "tell", None) for door in DOORS] + [("page", "ask", None), ("meeting", "ask", meeting)]
    return each + [(door, "tell", meeting) for door in ("calendar", "message", "meeting") if meeting]


class Sharing(RuleBasedStateMachine):
    """One play, in a savepoint that is taken back."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.traveller = time_machine.travel(START, tick=False)
        clock = self.traveller.start()
        self.place = place
        self.kept = list(place.facts), deepcopy(place.memory.stands)
        self.acts = Acts(place, clock)
        self.memory = place.memory

    @initialize(order=doors, first=which, is_light=st.booleans())
    def begins(self, order, first, is_light):  # type: ignore[no-untyped-def]
        """Which doors are looked through in the end, and by whom; so that a play that fails can be played again."""
        self.order, self.first, self.is_light = order, first, is_light

    @initialize(who=citizens, house=st.integers(0, 1), topics=topics)
    def says_yes_at_first(self, who, house, topics):  # type: ignore[no-untyped-def]
        self.acts.answer(self.citizen(who), "yes", {"house": self.place.houses[house].pk}, topics)

    # what is said

    @rule(who=citizens, house=st.integers(0, 1), answer=answers, topics=topics, how=hows)
    def says_to_a_house(self, who, house, answer, topics, how):  # type: ignore[no-untyped-def]
        to = {"house": self.place.houses[house].pk}
        self.acts.answer(self.citizen(who), answer, to, topics, **how)

    @rule(who=citizens, name=people, answer=answers, topics=topics)
    def says_to_a_person(self, who, name, answer, topics):  # type: ignore[no-untyped-def]
        user, house = self.somewhere(name)
        self.acts.answer(self.citizen(who), answer, {"house": house.pk, "person": user.pk}, topics)

    @rule(who=citizens, name=people, answer=answers, topics=topics)
    def says_to_a_role(self, who, name, answer, topics):  # type: ignore[no-untyped-def]
        user, house = self.somewhere(name)
        roles = self.memory.stands[user.pk].get(house.pk, {"partner"})
        self.acts.answer(self.citizen(who), answer, {"house": house.pk, "role": min(roles)}, topics)

    @rule(who=citizens, answer=answers, topics=topics)
    def says_to_somebody_outside(self, who, answer, topics):  # type: ignore[no-untyped-def]
        self.acts.answer(self.citizen(who), answer, {"outside": "Min søster"}, topics)

    @rule(who=citizens, house=st.integers(0, 1), answer=answers, topics=topics, days_ago=st.sampled_from([1, 30, 200]))
    def said_some_time_ago(self, who, house, answer, topics, days_ago):  # type: ignore[no-untyped-def]
        to = {"house": self.place.houses[house].pk}
        self.acts.answer(self.citizen(who), answer, to, topics, days_ago=days_ago, days=300)

    @rule(who=citizens, house=st.integers(0, 1), topics=topics)
    def says_not_now(self, who, house, topics):  # type: ignore[no-untyped-def]
        self.acts.answer(self.citizen(who), "not_now", {"house": self.place.houses[house].pk}, topics)

    @precondition(lambda self: Meeting.objects.exists())
    @rule(which=which, name=people, answer=answers, topics=topics)
    def says_for_a_meeting(self, which, name, answer, topics):  # type: ignore[no-untyped-def]
        (user, house), held = self.somewhere(name), self.pick(Meeting, which)
        item = held.items.order_by("order").first()
        who = item.case.citizen if item else self.citizen(0)
        to = {"house": house.pk, "person": user.pk}
        self.acts.answer(who, answer, to, topics, what_for="meeting", days=2, about=held)

    @precondition(lambda self: self.asked())
    @rule(which=which, answer=st.sampled_from(["yes", "no"]))
    def answers_through_the_own_link(self, which, answer):  # type: ignore[no-untyped-def]
        self.acts.own_answer(self.asked()[which % len(self.asked())], answer)

    # what is taken back

    @precondition(lambda self: self.acts.yeses())
    @rule(which=which)
    def withdraws(self, which):  # type: ignore[no-untyped-def]
        self.stopped(which, self.acts.withdraw)

    @precondition(lambda self: self.acts.yeses())
    @rule(which=which)
    def withdraws_through_the_own_link(self, which):  # type: ignore[no-untyped-def]
        self.stopped(which, self.acts.own_stop)

    @precondition(lambda self: self.acts.yeses())
    @rule(who=citizens, by_link=st.booleans())
    def stops_everything(self, who, by_link):  # type: ignore[no-untyped-def]
        (self.acts.own_stop_all if by_link else self.acts.stop_all)(self.citizen(who))
        Doors(self.place, READERS[who]).look(["page"])

    # time passes

    @rule(hours=st.integers(1, 30))
    def hours_pass(self, hours):  # type: ignore[no-untyped-def]
        self.acts.wait(hours=hours)

    @rule(days=st.sampled_from([1, 6, 31, 100, 200]))
    def days_pass(self, days):  # type: ignore[no-untyped-def]
        self.acts.wait(days=days)

    @rule(seconds=st.integers(0, 1))
    def midnight_comes(self, seconds):  # type: ignore[no-untyped-def]
        self.acts.to_midnight(seconds_before=seconds)

    @precondition(lambda self: self.acts.yeses())
    @rule(which=which, over=st.booleans())
    def a_yes_comes_to_its_last_day(self, which, over):  # type: ignore[no-untyped-def]
        held = self.acts.yeses()
        self.acts.to_last_day(held[which % len(held)], over=over)

    # people and records

    @rule(name=people)
    def leaves_the_house(self, name):  # type: ignore[no-untyped-def]
        self.acts.leave(*self.somewhere(name))

    @rule(name=people, house=st.integers(0, 1))
    def joins_a_house(self, name, house):  # type: ignore[no-untyped-def]
        role = ("partner", "professional")[house]
        self.acts.join(self.place.users[name], self.place.houses[house], role)

    @rule(who=citizens, name=people)
    def is_barred(self, who, name):  # type: ignore[no-untyped-def]
        self.acts.bar(self.citizen(who), self.place.users[name])

    @precondition(lambda self: self.memory.barred)
    @rule(which=which)
    def barring_is_lifted(self, which):  # type: ignore[no-untyped-def]
        held = sorted(self.memory.barred)
        self.acts.lift(held[which % len(held)])

    @precondition(lambda self: not self.memory.merged)
    @rule()
    def two_are_one(self):  # type: ignore[no-untyped-def]
        self.acts.merge()

    @precondition(lambda self: self.memory.merged)
    @rule()
    def and_two_again(self):  # type: ignore[no-untyped-def]
        self.acts.unmerge()

    @rule()
    def farewell_is_said(self):  # type: ignore[no-untyped-def]
        self.acts.farewell(self.citizen(1))

    # what is done together

    @rule(who=citizens, name=people, which=which, more=st.lists(citizens, max_size=1))
    def a_meeting_is_planned(self, who, name, which, more):  # type: ignore[no-untyped-def]
        first, user, house = self.acquainted(which, who, name)
        self.acts.plan([first, *(self.citizen(one) for one in more)], [(user, house)])

    @rule(who=citizens, names=st.lists(people, min_size=1, max_size=3, unique=True), topics=topics)
    def a_network_meeting_is_planned(self, who, names, topics):  # type: ignore[no-untyped-def]
        self.acts.network(self.citizen(who), [self.somewhere(name) for name in names], topics)

    @precondition(lambda self: Meeting.objects.exists())
    @rule(which=which, name=people)
    def gets_a_seat(self, which, name):  # type: ignore[no-untyped-def]
        self.acts.give_seat(self.pick(Meeting, which), *self.somewhere(name))

    @precondition(lambda self: Meeting.objects.exists())
    @rule(which=which)
    def is_told_by_mail(self, which):  # type: ignore[no-untyped-def]
        self.acts.tell(self.pick(Meeting, which))

    @precondition(lambda self: Meeting.objects.exists())
    @rule(which=which, topic=st.sampled_from(sorted(ALL)))
    def the_meeting_begins_and_somebody_writes(self, which, topic):  # type: ignore[no-untyped-def]
        held = self.pick(Meeting, which)
        self.acts.begin(held)
        self.acts.write(held, topic)
        Doors(self.place, self.somebody(which)).look(["meeting"])

    @precondition(lambda self: Meeting.objects.exists())
    @rule(which=which, is_over=st.booleans())
    def the_meeting_goes_on(self, which, is_over):  # type: ignore[no-untyped-def]
        (self.acts.end if is_over else self.acts.next)(self.pick(Meeting, which))

    @rule(who=citizens, name=people, which=which, topic=st.sampled_from(sorted(ALL)))
    def a_task_is_given(self, who, name, which, topic):  # type: ignore[no-untyped-def]
        who, user, house = self.acquainted(which, who, name)
        if self.acts.give_task(who, user, house, topic):
            Doors(self.place, self.place.name(user.pk)).look(["tasks"])

    @precondition(lambda self: Task.objects.waiting().exists())
    @rule(which=which)
    def a_task_is_done(self, which):  # type: ignore[no-untyped-def]
        self.acts.do_task(self.pick(Task, -1 - which % 3))

    @rule(who=citizens, name=people, which=which, is_house=st.booleans())
    def a_role_is_agreed(self, who, name, which, is_house):  # type: ignore[no-untyped-def]
        who, user, house = self.acquainted(which, who, name)
        self.acts.give_role(who, None if is_house else user, house)

    @rule(who=citizens)
    def a_story_is_approved(self, who):  # type: ignore[no-untyped-def]
        self.acts.approve_story(self.citizen(who))

    @rule(who=citizens, minute=st.integers(44, 58))
    def an_appointment_is_planned(self, who, minute):  # type: ignore[no-untyped-def]
        if who != 1 or not self.place.farewells:
            self.acts.plan_appointment(self.citizen(who), minute)

    @rule(which=which, is_light=st.booleans(), door=st.sampled_from(sorted(sharing_doors.WAYS)))
    def somebody_looks(self, which, is_light, door):  # type: ignore[no-untyped-def]
        name = self.somebody(which)
        strength = Strength.LINK if is_light and name in {"Palle", "Karla"} else Strength.STRONG
        Doors(self.place, name, strength).look([door])

    # what must hold

    @invariant()
    def rule_and_journal_agree(self) -> None:
        """For everybody, of everybody, at every door and in both directions."""
        roots = {self.memory.kept(one.pk) for one in self.place.citizens}
        told, stand = sharing(roots), recipients_for([user.pk for user in self.place.users.values()])
        held = Meeting.objects.order_by("-pk").values_list("pk", flat=True).first()
        asked = [one for ones in stand.values() for one in ones] + [Recipient(outside="Min søster")]
        for one in asked:
            ear = Ear(one.organisation, one.user, one.roles, one.outside)
            for root in roots:
                for door, way, meeting in ways_to_ask(held) if self.memory.of(root) else [("page", "tell", None)]:
                    may = self.memory.may_know(root, ear, door, timezone.now(), meeting=meeting, way=way)
                    got = told.topics(root, one, Use(door), direction=Direction(way), meeting=meeting)
                    assert got == may, f"{door} {way} of {root} to {one}: LEAKS {got - may} LACKS {may - got}"

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None and hasattr(self, "order"):
                name = self.somebody(self.first)
                strength = Strength.LINK if self.is_light and name in {"Palle", "Karla"} else Strength.STRONG
                Doors(self.place, name, strength).look(self.order[:AT_THE_END])
        finally:
            self.traveller.stop()
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)
            cache.clear()
            self.place.facts[:], self.memory.stands = self.kept
            self.memory.words.clear()
            self.memory.merged.clear()
            self.memory.barred.clear()
            self.place.farewells.clear()

    # helpers of the rules

    def citizen(self, number: int) -> Citizen:
        return self.place.citizens[number]

    def somewhere(self, name: str) -> tuple[User, Organisation]:
        """A person, where they stand now, or where they stood."""
        user = self.place.users[name]
        held = sorted(self.memory.stands[user.pk])
        return user, Organisation.objects.get(pk=held[0]) if held else self.place.houses[0]

    def pick(self, model: Callable, which: int):  # type: ignore[no-untyped-def]
        rows = model.objects.order_by("pk")  # type: ignore[attr-defined]
        return rows[which % rows.count()] if which >= 0 else rows.reverse()[min(-1 - which, rows.count() - 1)]

    def acquaintances(self) -> list[tuple[Citizen, User, Organisation]]:
        """Who may know anything at all, of whom, and from where."""
        now, users = timezone.now(), self.place.users
        return [
            (who, users[name], house) for name in READERS for house in self.place.houses for who in self.place.citizens
            if any(ear.house == house.pk and self.memory.may_know(who.pk, ear, "page", now)
                   for ear in self.memory.ears(users[name].pk))
        ]  # fmt: skip

    def acquainted(self, which: int, who: int, name: str) -> tuple[Citizen, User, Organisation]:
        """Mostly two who know of each other, where there are any: the others are refused all alike."""
        known = self.acquaintances()
        return known[which % len(known)] if known and which % 5 else (self.citizen(who), *self.somewhere(name))

    def somebody(self, which: int) -> str:
        """One of those who may know anything, where there are any: the others see shut doors all alike."""
        known = self.acquaintances()
        return self.place.name(known[which % len(known)][1].pk) if known else READERS[which % len(READERS)]

    def asked(self) -> list[int]:
        return [pk for pk, word in self.acts.known.items() if word.answer == "not_now"]

    def stopped(self, which: int, stop: Callable[[int], None]) -> None:
        held = self.acts.yeses()
        pk = held[which % len(held)]
        stop(pk)
        word = self.acts.known[pk]
        heard = [name for name in READERS if word.house in self.memory.stands[self.place.users[name].pk]]
        for name in heard[: 5 if IS_NIGHT else 1]:
            Doors(self.place, name).one("agreed_one", "page", Citizen.objects.get(pk=self.memory.kept(word.record)))


def test_sharing_machine_has_at_least_twenty_rules() -> None:
    assert len([one for one in vars(Sharing).values() if hasattr(one, "hypothesis_stateful_rule")]) >= 20


def test_sharing_machine_no_door_shows_what_was_not_said_yes_to(people: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "django.request")  # each door that is shut would be a line
    sharing_doors.tally.clear()
    with time_machine.travel(START, tick=False):
        place = sharing_place.build(people)
    run_state_machine_as_test(lambda: Sharing(place), settings=PROFILE)
    assert sum(times > 0 for times in sharing_doors.tally.values()) >= 7, sharing_doors.tally
    assert not Merge.objects.exists()
