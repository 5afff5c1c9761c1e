"""The acts of the ledger, from code: what each ends, who did it, two at once; the database refuses to forget."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.models import Event, Membership, PersonalLink
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import consent as acts
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry, Meeting
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.rules.consent_answer import HAS_LEFT, NO_MEETING, UNKNOWN
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.consent_cards import list_cards
from fremskudt.casework.selectors.consent_due import expiring
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.test_plan import end
from tests.cast import Cast, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOUND_DAYS_AGO = 40


def values(to: Recipient, topics: str = "housing", **more: Any) -> dict[str, Any]:
    return {
        "recipient": to, "answer": "yes", "purpose": "help", "topics": topics.split(), "direction": "tell",
        "form": "oral", "witness": "I var alene", "place": "", "words": "Må de få det at vide?",
        "said_at": timezone.now(), "until_on": timezone.localdate() + timedelta(days=60), **more,
    }  # fmt: skip


def answer(kanel: Citizen, people: Cast, to: Recipient | None = None, topics: str = "housing", **more: Any) -> Any:
    told = values(to or Recipient(people.drop_in.pk), topics, **more)
    return acts.answer(case=kanel.cases.get(), **told, by=people.therapist)


def link_to(kanel: Citizen, people: Cast) -> PersonalLink:
    now = timezone.now()
    return PersonalLink.objects.create(
        token_hash=links.token_hash("x" * 40), subject=kanel.key, purpose="own_papers", made_at=now,
        made_by=people.therapist, expires_at=now + timedelta(days=3),
    )  # fmt: skip


def seen(kanel: Citizen, people: Cast) -> set[str]:
    return set(sharing([kanel.pk]).topics(kanel.pk, Recipient(people.drop_in.pk), Use.PAGE))


def test_consent_by_the_citizens_own_link_has_no_worker_behind_it(kanel: Citizen, people: Cast) -> None:
    link = link_to(kanel, people)
    told = values(Recipient(people.drop_in.pk), form="link", witness="")
    entry = acts.answer(case=kanel.cases.get(), **told, by=None, link=link)
    assert entry.by is None
    stopped = acts.withdraw(entry=entry, by=None, link=link)
    assert stopped is not None
    assert stopped.by is None
    say(kanel, people.jobcentre, "housing", by=people.therapist)
    assert acts.stop_all(citizen=kanel, by=None, link=link) == 1
    events = Event.objects.filter(action__startswith="consent.").order_by("number")
    assert [(one.action, one.actor, one.purpose) for one in events] == [
        (f"consent.{act}", f"link:{link.pk}", "own") for act in ("answer", "withdraw", "stop_all")
    ]


def test_consent_acts_by_nobody_change_nothing(kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    with pytest.raises(ValueError, match="somebody"), transaction.atomic():
        acts.withdraw(entry=entry, by=None)
    with pytest.raises(ValueError, match="somebody"), transaction.atomic():
        acts.stop_all(citizen=kanel, by=None)
    assert seen(kanel, people) == {"housing"}


def test_consent_of_a_merged_record_is_written_and_stopped_at_the_kept_one(kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre")
    other.cases.update(found_on=kanel.cases.get().found_on)
    case = other.cases.get()
    other.merged_into = kanel
    other.save()
    entry = acts.answer(case=case, **values(Recipient(people.drop_in.pk)), by=people.therapist)
    assert entry.citizen == kanel
    theirs = say(other, people.jobcentre, "health", by=people.therapist)
    assert {card.who for card in list_cards(kanel)} == {"Værestedet Kajen", "Jobcentret i Randers"}
    acts.withdraw(entry=theirs, by=people.therapist)
    assert acts.stop_all(citizen=other, by=people.therapist) == 1
    assert not list_cards(kanel)
    assert set(Event.objects.filter(action__startswith="consent.").values_list("subject", flat=True)) == {kanel.key}


def test_consent_withdrawn_ends_every_yes_to_that_recipient_and_no_other(kanel: Citizen, people: Cast) -> None:
    house = [say(kanel, people.drop_in, topics, by=people.therapist) for topics in ("housing", "health")]
    feedback = say(kanel, people.drop_in, "housing", by=people.therapist, purpose="feedback")
    lapsed = say(kanel, people.drop_in, "economy", by=people.therapist, days=-1)
    refusal = say(kanel, people.drop_in, "story", by=people.therapist, answer="no")
    one = say(kanel, people.drop_in, "housing", by=people.therapist, user=people.partner)
    acts.withdraw(entry=house[0], by=people.therapist)
    ended = set(ConsentEnd.objects.filter(why="withdrawn").values_list("entry", flat=True))
    assert ended == {house[0].pk, house[1].pk, feedback.pk}
    assert not {lapsed.pk, refusal.pk, one.pk} & ended


def test_consent_refused_writes_nothing(kanel: Citizen, people: Cast) -> None:
    gone = person("Vigdis", people.drop_in, Role.PARTNER)
    Membership.objects.filter(user=gone).delete()
    closed = person("Vibe", people.drop_in, Role.PARTNER)
    closed.is_active = False
    closed.save()
    refused: list[tuple[Recipient, dict[str, Any], str]] = [
        (Recipient(people.drop_in.pk, gone.pk), {}, HAS_LEFT),
        (Recipient(people.drop_in.pk, closed.pk), {}, HAS_LEFT),
        (Recipient(people.drop_in.pk, people.professional.pk), {}, HAS_LEFT),
        (Recipient(people.centre_elsewhere.pk), {}, UNKNOWN),
        (Recipient(people.institute.pk), {}, UNKNOWN),
        (Recipient(987654), {}, UNKNOWN),
        (Recipient(people.drop_in.pk), {"purpose": "meeting"}, NO_MEETING),
    ]
    for to, more, reason in refused:
        with pytest.raises(NotNow) as no:
            answer(kanel, people, to, **more)
        assert no.value.reason == reason
    end(kanel, people)
    with pytest.raises(NotNow):
        answer(kanel, people)
    assert not ConsentEntry.objects.exists()


def test_consent_for_a_meeting_is_kept_with_it(kanel: Citizen, people: Cast) -> None:
    meeting = Meeting.objects.create(
        municipality=kanel.municipality, kind="network", at=timezone.now() + timedelta(days=2), minutes=45,
        chair=people.therapist, made_at=timezone.now(), by=people.therapist, number=uuid4(), agenda="Nyt",
    )  # fmt: skip
    entry = answer(kanel, people, purpose="meeting", meeting=meeting)
    asked = sharing([kanel.pk])
    to = Recipient(people.drop_in.pk)
    assert asked.topics(kanel.pk, to, Use.MEETING, meeting=meeting.pk) == {"housing"}
    assert not asked.topics(kanel.pk, to, Use.MEETING, meeting=meeting.pk + 1)
    assert not asked.topics(kanel.pk, to, Use.PAGE)
    assert list_cards(kanel)[0].yeses[0].meeting_at == entry.meeting.at


# what ends soon


def test_consent_due_is_what_ends_within_thirty_days_and_is_not_carried_on(kanel: Citizen, people: Cast) -> None:
    today = timezone.localdate()
    last = {days: say(kanel, f"nabo {days}", "housing", by=people.therapist, days=days).pk for days in (-1, 0, 30, 31)}
    carried = say(kanel, people.jobcentre, "housing", by=people.therapist, days=5)
    say(kanel, people.jobcentre, "housing health", by=people.therapist, days=100)
    stopped = say(kanel, people.drop_in, "housing", by=people.therapist, days=5)
    say(kanel, people.drop_in, "housing", by=people.therapist, answer="no")
    gone = person("Vigdis", people.drop_in, Role.PARTNER)
    left = say(kanel, people.drop_in, "health", by=people.therapist, user=gone, days=5)
    Membership.objects.filter(user=gone).delete()
    due = expiring([kanel.pk], today)
    assert [(one.pk, one.days_left, one.citizen) for one in due] == [(last[0], 0, kanel.pk), (last[30], 30, kanel.pk)]
    assert not {carried.pk, stopped.pk, left.pk, last[-1], last[31]} & {one.pk for one in due}
    assert due[0].who == "nabo 0"


def test_consent_due_rests_after_farewell_and_costs_one_question(kanel: Citizen, people: Cast) -> None:
    havre = citizen(people, "Havre")
    for one in (kanel, havre):
        for n in range(4):
            say(one, f"nabo {n}", "housing", by=people.therapist, days=n)
    with CaptureQueriesContext(connection) as asked:
        assert len(expiring([kanel.pk, havre.pk], timezone.localdate())) == 8
    assert len(asked) == 1
    end(kanel, people)
    assert {one.citizen for one in expiring([kanel.pk, havre.pk], timezone.localdate())} == {havre.pk}


# two at once


@pytest.mark.django_db(transaction=True)
def test_consent_answered_by_two_at_once_takes_turns(kanel: Citizen, people: Cast) -> None:
    gate, met = Barrier(2), []

    def press(said: str) -> None:
        try:
            gate.wait(10)
            answer(kanel, people, answer=said, until_on=timezone.localdate() + timedelta(days=60))
        except Exception as error:
            met.append(error)
        finally:
            connection.close()

    threads = [Thread(target=press, args=(said,)) for said in ("yes", "no")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not met
    assert ConsentEntry.objects.count() == 2
    yes, no = ConsentEntry.objects.get(answer="yes"), ConsentEntry.objects.get(answer="no")
    assert seen(kanel, people) == (set() if no.said_at >= yes.said_at else {"housing"})
    assert Event.objects.filter(action="consent.answer").count() == 2


@pytest.mark.django_db(transaction=True)
def test_consent_withdrawn_by_two_at_once_is_withdrawn_once(kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    gate, met = Barrier(2), []

    def press() -> None:
        try:
            gate.wait(10)
            met.append(acts.withdraw(entry=entry, by=people.therapist))
        finally:
            connection.close()

    threads = [Thread(target=press) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(met) == 2
    assert ConsentEnd.objects.count() == 1
    assert Event.objects.filter(action="consent.withdraw").count() == 1


# the database


@pytest.mark.parametrize("act", ["change", "delete", "delete_end", "change_end"])
def test_consent_ledger_refuses_to_be_changed(kanel: Citizen, people: Cast, act: str) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    acts.withdraw(entry=entry, by=people.therapist)
    ways = {
        "change": lambda: ConsentEntry.objects.update(topics="housing health"),
        "delete": lambda: ConsentEntry.objects.all()._raw_delete("default"),
        "delete_end": lambda: ConsentEnd.objects.all()._raw_delete("default"),
        "change_end": lambda: ConsentEnd.objects.update(at=timezone.now()),
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ways[act]()
    assert ConsentEntry.objects.get().topics == "housing"
    assert ConsentEnd.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"topics": ""}, {"words": ""}, {"witness": ""}, {"until_on": None}, {"form": "phone", "by": None},
        {"organisation": None}, {"outside": "min søster"}, {"role": "partner", "user": "partner"},
        {"answer": "perhaps"}, {"purpose": "gossip"}, {"direction": "shout"}, {"form": "rumour"},
    ],
)  # fmt: skip
def test_consent_ledger_refuses_what_cannot_be(kanel: Citizen, people: Cast, wrong: dict[str, Any]) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    entry.pk = None
    for name, value in wrong.items():
        setattr(entry, name, getattr(people, value) if name == "user" else value)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save(force_insert=True)
