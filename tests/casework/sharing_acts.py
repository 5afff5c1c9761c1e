"""What happens on the stage: each act goes through the product, and is told to the memory if the product took it.

Where the memory knows whether an act must be taken (a task, a role, a seat, a mail), that is asked at once.
"""

from datetime import datetime, time, timedelta
from uuid import uuid4

import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.actions import membership
from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.models import Membership, Organisation, User
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import barring as barrings
from fremskudt.casework.actions import consent, ending, meeting, meeting_line, meeting_mail, meeting_plan, network, seat
from fremskudt.casework.actions import link as links
from fremskudt.casework.actions import merge as merges
from fremskudt.casework.actions import role_card as role_cards
from fremskudt.casework.actions import story as stories
from fremskudt.casework.actions import task as tasks
from fremskudt.casework.models import (
    Barring,
    Case,
    Citizen,
    ConsentEntry,
    Meeting,
    MeetingItem,
    MeetingSeat,
    Merge,
    Task,
)  # fmt: skip
from fremskudt.casework.rules.consent import Recipient
from fremskudt.casework.selectors.network import Guest
from fremskudt.casework.selectors.story import list_cards
from tests.casework.sharing_doors import unheard
from tests.casework.sharing_memory import HERE, LITTLE, Ear, Word, day_of
from tests.casework.sharing_place import START, Place, appointment
from tests.cast import enter

To = dict[str, object]
HELP, TO_MEETING = "help", "meeting"


class Acts:
    def __init__(self, place: Place, traveller: time_machine.Traveller) -> None:
        self.place, self.memory, self.traveller = place, place.memory, traveller
        self.known: dict[int, Word] = {}  # number of the entry → what the memory holds of it
        self.tea, self.lea = place.people.therapist, place.people.leader

    # what is said

    def answer(
        self, who: Citizen, answer: str, to: To, topics: frozenset[str], *, what_for: str = HELP, way: str = "both",
        days_ago: int = 0, days: int = 180, about: Meeting | None = None,
    ) -> ConsentEntry | None:  # fmt: skip
        """Written down by the therapist; `days_ago` days after it was said."""
        now = timezone.now()
        said, house, person = now - timedelta(days=days_ago), to.get("house"), to.get("person")
        role, outside = str(to.get("role", "")), str(to.get("outside", ""))
        try:
            entry = consent.answer(
                case=self.case(who),
                recipient=Recipient(house, person, frozenset({role} if role else ()), outside),  # type: ignore[arg-type]
                answer=answer, purpose=what_for, topics=topics, direction=way, form="oral", witness="Vi var alene",
                place="", words="Må de få det at vide?", said_at=said, until_on=day_of(said) + timedelta(days=days),
                meeting=about, by=self.tea,
            )  # fmt: skip
        except NotNow:
            return None
        self.learn(entry)
        return entry

    def learn(self, *entries: ConsentEntry) -> None:
        """The same press twice is one answer."""
        new = [entry for entry in entries if entry.pk not in self.known]
        for entry in new:
            word = Word(
                entry.citizen_id, entry.answer, entry.purpose, frozenset(entry.topics.split()), entry.direction,
                entry.said_at, entry.made_at, entry.until_on, entry.organisation_id, entry.user_id, entry.role,
                entry.outside, entry.meeting_id,
            )  # fmt: skip
            self.known[entry.pk] = word
            self.memory.add(word)
        for record in {entry.citizen_id for entry in new}:
            self.seats_are_gone(record)

    def yeses(self, who: Citizen | None = None) -> list[int]:
        held = [pk for pk, word in self.known.items() if word.answer == "yes" and not word.is_stopped]
        return [pk for pk in held if who is None or self.memory.kept(self.known[pk].record) == self.root(who).pk]

    def withdraw(self, pk: int) -> None:
        """The button of the therapist's page."""
        word = self.known[pk]
        code = Citizen.objects.get(pk=self.memory.kept(word.record)).code
        answer = enter(Client(), self.tea).post(reverse("casework:consent_withdraw", args=[code, pk]))
        assert answer.status_code == 302
        self.forget(word.record, word.to)

    def stop_all(self, who: Citizen) -> None:
        consent.stop_all(citizen=self.root(who), by=self.tea)
        self.forget(who.pk)

    def holder(self, who: Citizen) -> Client:
        """The citizen's own phone, with the link that was given a moment ago."""
        _link, token = links.give(citizen=self.root(who), purpose=OWN_PAPERS, by=self.tea)
        client = Client()
        assert client.post(reverse("casework:link_enter", args=[token])).status_code == 302
        return client

    def own_stop(self, pk: int) -> None:
        word = self.known[pk]
        client = self.holder(Citizen.objects.get(pk=word.record))
        assert client.post(reverse("casework:own_consent_stop", args=[pk])).status_code == 302
        self.forget(word.record, word.to)

    def own_stop_all(self, who: Citizen) -> None:
        assert self.holder(who).post(reverse("casework:own_stop_all")).status_code == 302
        self.forget(who.pk)

    def own_answer(self, pk: int, answer: str) -> None:
        """To what was asked before, in the words of the page."""
        until = day_of(timezone.now()) + timedelta(days=180)
        client = self.holder(Citizen.objects.get(pk=self.known[pk].record))
        client.post(reverse("casework:own_answer", args=[pk]), {"answer": answer, "until_on": str(until)})
        self.learn(*ConsentEntry.objects.filter(pk__gt=max(self.known)).order_by("pk"))

    def forget(self, record: int, to: tuple[object, ...] | None = None) -> None:
        """What runs out by itself leaves its seats, which open nothing; what is taken back takes them with it."""
        today = day_of(timezone.now())
        held = [word for word in self.memory.standing(record, today) if to is None or word.to == to]
        self.memory.stop(record, today, to)
        if held:
            self.seats_are_gone(record)

    def seats_are_gone(self, record: int) -> None:
        """Whoever may know of nobody at a meeting has no seat there, and of no one whom they may not hear of."""
        for held in Meeting.objects.standing().filter(ended_at=None):
            rows = MeetingItem.objects.filter(meeting=held, removed_at=None, closed_at=None, ended_at=None)
            records = [item.case.citizen_id for item in rows.select_related("case")]
            if self.memory.kept(record) in {self.memory.kept(one) for one in records}:
                kept = set.intersection(*({one.pk for one in unheard(self.place, held, r)} for r in records))
                assert not kept, f"LEAKS: seats {kept} at {held} with no yes"

    def root(self, who: Citizen) -> Citizen:
        return Citizen.objects.get(pk=self.memory.kept(who.pk))

    def case(self, who: Citizen) -> Case:
        """The newest course of the person, which every page writes in."""
        found = [one for one in self.place.cases.values() if self.memory.kept(one.citizen_id) == self.root(who).pk]
        return max(found, key=lambda case: case.pk)

    # time, people, records

    def wait(self, **length: int) -> None:
        self.traveller.shift(timedelta(**length))

    def to_midnight(self, *, seconds_before: int) -> None:
        """The last second of a Danish day, or the first of the next one."""
        tomorrow = datetime.combine(day_of(timezone.now()) + timedelta(days=1), time(), HERE)
        self.traveller.move_to(tomorrow - timedelta(seconds=seconds_before))

    def to_last_day(self, pk: int, *, over: bool) -> None:
        until = self.known[pk].until
        noon = datetime.combine(until or day_of(START), time(12), HERE) + timedelta(days=int(over))
        if noon > timezone.now():
            self.traveller.move_to(noon)

    def leave(self, user: User, house: Organisation) -> None:
        """The roles of the house end, by the house's own door; where it is the only one, the row alone goes."""
        for row in Membership.objects.filter(user=user, organisation=house):
            try:
                membership.end(membership=row, by=self.place.people.administrator)
            except NotNow:
                row.delete()
        self.memory.stands[user.pk].pop(house.pk, None)

    def join(self, user: User, house: Organisation, role: str) -> None:
        try:
            membership.add(user=user, organisation=house, role=role, by=self.place.people.administrator)
        except NotNow:
            return
        self.memory.stands[user.pk].setdefault(house.pk, set()).add(role)

    def bar(self, who: Citizen, user: User) -> None:
        today, why = day_of(timezone.now()), "Borgeren bad om det"
        made = barrings.set_barring(citizen=self.root(who), user=user, reason=why, review_on=today, by=self.lea)
        self.memory.barred[made.pk] = (user.pk, made.citizen_id)

    def lift(self, pk: int) -> None:
        row = Barring.objects.get(pk=pk)
        barrings.ask_to_lift(barring=row, by=self.lea)
        barrings.lift(barring=row, by=self.place.people.dpo)
        del self.memory.barred[pk]

    def merge(self) -> None:
        """The first and the last of the three turn out to be one."""
        kept, other = self.place.citizens[0], self.place.citizens[-1]
        try:
            merges.merge(kept=kept, other=other, purpose="care", by=self.tea)
        except NotNow:
            return
        self.memory.merged[other.pk] = kept.pk

    def unmerge(self) -> None:
        row = Merge.objects.filter(undone_at=None).first()
        if row is not None:
            merges.undo(merge=row, purpose="care", by=self.tea)
            self.memory.merged.clear()
            # Nobody can know which of the two a barring was meant for, so it stands for both.
            standing = Barring.objects.filter(lifted_at=None)
            self.memory.barred = {one.pk: (one.user_id, one.citizen_id) for one in standing}

    def farewell(self, who: Citizen) -> None:
        told = ending.Farewell(
            on=day_of(timezone.now()), reason=1, phase=2, onward="stay", onward_words="Kommer igen, når det passer"
        )
        try:
            ending.say(case=self.case(who), farewell=told, by=self.tea)
        except NotNow:
            return
        gone, record = {"time", "where", "fetch"}, self.root(who).pk  # what lay ahead is called off
        self.place.farewells.add(record)
        self.place.facts[:] = [one for one in self.place.facts if one.record != record or one.kind not in gone]

    # what is done together

    def plan(self, about: list[Citizen], users: list[tuple[User, Organisation]]) -> None:
        roots = {root.pk: root for root in (self.root(who) for who in about)}
        heard = [
            all(self.memory.may_know(root, ear, "meeting", timezone.now()) for root in roots)
            for user, house in users for ear in [self.ear(user, house)]
        ]  # fmt: skip
        try:
            meeting_plan.plan(
                municipality=self.place.people.municipalities["Randers"], at=timezone.now() + timedelta(hours=2),
                minutes=15, place="", link="", cases=[self.case(root) for root in roots.values()], seats=users,
                by=self.tea,
            )  # fmt: skip
        except NotNow:
            assert not all(heard) or roots.keys() & self.place.farewells, "a covered seat is LACKING"
        else:
            assert all(heard), "a seat for somebody without a yes LEAKS"

    def ear(self, user: User, house: Organisation) -> Ear:
        return next((ear for ear in self.memory.ears(user.pk) if ear.house == house.pk), Ear())

    def network(self, who: Citizen, guests: list[tuple[User, Organisation]], topics: frozenset[str]) -> None:
        root = self.root(who)
        points = self.place.fact("points", self.case(who).citizen_id, topic="wishes")
        told = [
            Guest(user.name, user.pk, house.pk, "", user.name, house.name) for user, house in guests
            if not self.memory.is_barred(user.pk, root.pk)
        ]  # fmt: skip
        said = network.Said("oral", "Vi var alene", "Må de være med?")
        try:
            made = network.plan(
                case=self.case(who), at=timezone.now() + timedelta(hours=3), minutes=60, place="", link="",
                own_points=points.words, guests=told, topics=topics, said=said, by=self.tea,
            )  # fmt: skip
        except NotNow:
            return
        points.meeting = made.pk
        self.learn(*ConsentEntry.objects.filter(meeting=made).order_by("pk"))

    def give_seat(self, held: Meeting, user: User, house: Organisation) -> None:
        try:
            seat.add(meeting=held, user=user, organisation=house, by=self.tea)
        except NotNow:
            return
        rows = MeetingItem.objects.filter(meeting=held, removed_at=None, closed_at=None).select_related("case")
        if MeetingSeat.objects.taken().filter(meeting=held, user=user, made_at=timezone.now()).exists():
            for row in rows:
                lost = {one.user_id for one in unheard(self.place, held, row.case.citizen_id)}
                assert user.pk not in lost, "a seat for somebody without a yes LEAKS"

    def tell(self, held: Meeting) -> None:
        """The mail about the time: to whom it may go, to all of them, and with nothing in it."""
        before, seats = len(mail.outbox), MeetingSeat.objects.taken().filter(meeting=held, told_at=None)
        waiting = [one for one in seats.select_related("user") if one.user and self.may_be_written_to(held, one)]
        wanted = {one.user.email for one in waiting if one.user}
        try:
            meeting_mail.tell(meeting=held, address="https://eksempel.dk/moeder/", by=self.tea)
        except NotNow:
            wanted = set()
        sent = mail.outbox[before:]
        got = {to for message in sent for to in message.to}
        assert got <= wanted, f"a mail LEAKS to {got - wanted}"
        assert wanted <= got, f"a mail is LACKING to {wanted - got}"
        text = "".join(str(message.message()) for message in sent)
        assert not [fact for fact in self.place.facts if fact.kind != "time" and fact.words in text]

    def may_be_written_to(self, held: Meeting, one: MeetingSeat) -> bool:
        rows = MeetingItem.objects.filter(meeting=held, removed_at=None, closed_at=None).select_related("case")
        ears = [ear for ear in self.memory.ears(one.user_id or 0) if ear.house == one.organisation_id]
        return any(
            self.memory.may_know(row.case.citizen_id, ear, "message", timezone.now(), meeting=held.pk)
            for row in rows for ear in ears
        )  # fmt: skip

    def begin(self, held: Meeting) -> None:
        self.try_to(lambda: meeting.begin(meeting=held, by=self.tea))

    def next(self, held: Meeting) -> None:
        now = MeetingItem.objects.filter(meeting=held, began_at__isnull=False, ended_at=None, removed_at=None).first()
        self.try_to(lambda: meeting.go_on(meeting=held, item=now.pk if now else 0, by=self.tea))

    def end(self, held: Meeting) -> None:
        self.try_to(lambda: meeting.end(meeting=held, by=self.tea))

    def write(self, held: Meeting, topic: str) -> None:
        row = MeetingItem.objects.filter(meeting=held, began_at__isnull=False, removed_at=None).last()
        if row is None:
            return
        words = self.place.word("line")
        lines = [meeting_line.NewLine(2, topic, words)]
        if self.try_to(lambda: meeting_line.write(meeting=held, item=row.pk, lines=lines, by=self.tea)):
            self.place.fact("line", row.case.citizen_id, words, topic=topic, meeting=held.pk)
            assert not unheard(self.place, held, row.case.citizen_id), "a line before one without a yes LEAKS"

    def give_task(self, who: Citizen, user: User, house: Organisation, topic: str) -> bool:
        """Whether the product took it."""
        root, ear = self.root(who), self.ear(user, house)
        known = self.memory.may_know(root.pk, ear, "task", timezone.now())
        is_strong = ear.roles & {"partner", "partner_contact", "professional"} or topic in LITTLE
        words = self.place.word("task")
        try:
            made = tasks.add(
                municipality=root.municipality, case=self.case(who), source="own", item=None, topic=topic,
                words=words, owner=user, organisation=house, on=day_of(timezone.now()) + timedelta(days=2),
                operation=uuid4(), by=self.tea,
            )  # fmt: skip
        except NotNow:
            assert not (topic in known and is_strong) or root.pk in self.place.farewells, "a task is LACKING"
            return False
        assert topic in known, "a task for somebody without a yes LEAKS"
        assert is_strong, "a task for one who is shown little LEAKS"
        owned = {"owner": user.pk, "house": house.pk, "row": made.pk}
        self.place.fact("task", self.case(who).citizen_id, words, topic=topic, **owned)
        return True

    def do_task(self, made: Task) -> None:
        self.try_to(lambda: tasks.done(task=made, by=made.owner or self.tea))

    def give_role(self, who: Citizen, user: User | None, house: Organisation) -> None:
        root = self.root(who)
        ear = self.ear(user, house) if user else Ear(house.pk)
        known = self.memory.may_know(root.pk, ear, "page", timezone.now())
        words, until = self.place.word("role"), day_of(timezone.now()) + timedelta(days=60)
        try:
            role_cards.add(
                case=self.case(who), organisation=house.pk, user=user.pk if user else None, outside="",
                role=words, does="Går med", does_not="", borrowed_from="", until_on=until, by=self.tea,
            )  # fmt: skip
        except NotNow:
            assert not known or root.pk in self.place.farewells, "a role is LACKING"
            return
        assert known, "a role for somebody without a yes LEAKS"
        held = {"house": house.pk, "owner": user.pk if user else None, "until": until}
        self.place.fact("role", self.case(who).citizen_id, words, topic="agreements", **held)

    def approve_story(self, who: Citizen) -> None:
        root, case = self.root(who), self.case(who)
        found, words = list_cards(root), self.place.word("story")
        if not self.try_to(lambda: stories.write(case=case, words=words, seen=found[0].pk, by=self.tea)):
            return
        card = list_cards(root)[0]
        stories.approve(case=case, read=card.pk, on=day_of(timezone.now()), how="paper", by=self.tea)
        self.place.fact("story", case.citizen_id, words, topic="story", order=card.case_id * 100 + card.version)

    def plan_appointment(self, who: Citizen, minute: int) -> None:
        at = (timezone.now() + timedelta(days=3)).replace(minute=minute, second=0, microsecond=0)
        if not any(fact.words == f"{timezone.localtime(at):%H.%M}" for fact in self.place.facts):
            appointment(self.place, who, at)

    @staticmethod
    def try_to(act) -> bool:  # type: ignore[no-untyped-def]
        """Whether the product took it."""
        try:
            act()
        except NotNow:
            return False
        return True
