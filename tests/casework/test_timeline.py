"""What has happened, the newest first, through every course: by kind, twenty lines at a time, corrections beneath."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fremskudt.access.models import Event
from fremskudt.casework.models import (
    Appointment,
    Case,
    Citizen,
    Contact,
    ContactAgreement,
    DoorOpening,
    Ending,
    GoalNote,
    HelpGiven,
    Letter,
    Pause,
    PhaseInterval,
    SmallStep,
    Transition,
    TreatmentPlan,
    TreatmentRequest,
)  # fmt: skip
from fremskudt.casework.rules import consent, ending, pause, phase, plan
from fremskudt.casework.rules.contact import OUTCOMES, PLACES, STEPS, WAYS
from fremskudt.casework.rules.timeline import KINDS, Kind, kind_asked
from fremskudt.casework.selectors.timeline import Line
from fremskudt.casework.templatetags.timeline import SENTENCES, timeline_words
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def moment(days: int, hour: int = 9, minute: int = 30) -> datetime:
    return timezone.make_aware(datetime.combine(day(days), time(hour, minute)))


def made(people: Cast, kanel: Citizen) -> dict[str, Any]:
    return {"case": kanel.cases.order_by("number").last(), "by": people.therapist, "made_at": timezone.now()}


def contact(people: Cast, kanel: Citizen, days: int = -9, outcome: str = "met", **more: Any) -> Contact:
    values = {"place": "home", "way": "in_person", "operation": uuid4(), **made(people, kanel), **more}
    return Contact.objects.create(at=moment(days), outcome=outcome, **values)


def fill(people: Cast, kanel: Citizen) -> None:
    """One of every kind of line."""
    own = made(people, kanel)
    now, by = own["made_at"], own["by"]
    met = contact(people, kanel, -9, minutes=45, note="Vi åbnede et brev")
    HelpGiven.objects.create(contact=met, kind="letter")
    HelpGiven.objects.create(contact=met, kind="call")
    SmallStep.objects.create(on=day(-8), kind="first_coffee", words="I køkkenet", contact=met, **own)
    Appointment.objects.create(at=moment(1), place="home", what_for="Ringe til banken", owner=by, **own)
    ContactAgreement.objects.create(every_days=7, way="message", place="outdoors", own_words="Skriv bare", **own)
    PhaseInterval.objects.create(phase=1, start_on=day(-60), end_on=day(-10), reason="Først nu", **own)
    TreatmentPlan.objects.create(
        version=1,
        saved_at=now,
        saved_by=by,
        in_force_on=day(-7),
        in_force_at=now,
        in_force_by=by,
        review_on=day(30),
        **own,
    )
    TreatmentPlan.objects.create(version=2, saved_at=now, saved_by=by, hopes="Kun en kladde", **own)
    GoalNote.objects.create(thread=uuid4(), on=day(-6), progress="moving", own_words="Jeg stod op", **own)
    TreatmentRequest.objects.create(asked_on=day(-40), begun_on=day(-30), **own)
    Pause.objects.create(cause="rest", began_on=day(-5), look_again_on=day(9), ended_on=day(-1), ended_by=by, **own)
    Transition.objects.create(target="community", target_words="Skakklubben", chosen_on=day(-4), **own)
    Letter.objects.create(line="Skat spørger til 2025", owner=by, deadline_on=day(12), **own)
    Case.objects.filter(pk=own["case"].pk).update(found_on=day(-90), started_on=day(-70))
    Ending.objects.create(
        case=own["case"], on=day(0), reason=7, phase=1, onward="support", onward_words="Bostøtten", made_at=now, by=by
    )


def shown(client: Client, kanel: Citizen, **asked: str) -> str:
    response = client.get(reverse("casework:timeline", args=[kanel.code]), asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def entries(page: str) -> list[str]:
    ledger = page.partition('<ol class="ledger">')[2].partition("</ol>")[0]
    return re.findall(r"<p>(.*?)</p>", ledger)


EVERYTHING = [
    "Aftale: hjemme. Ringe til banken",
    "Brev med frist",
    "Aftalt om kontakt: hver 7. dag, SMS, ude. »Skriv bare«",
    "Farvel for nu. Næste skridt: bostøtte. Bostøtten",
    "Pausen er slut.",
    "Videre til: et fællesskab. Skakklubben",
    "Holder pause: vil have ro. I ser på det igen",
    "Om et mål: noget rykker sig. »Jeg stod op«",
    "Planen er i kraft, 1. udgave. I ser på den igen",
    "Et lille skridt: første kaffe. I køkkenet",
    "Vi sås: hjemme. 45 min. Praktisk hjælp: opkald, brev. Vi åbnede et brev",
    "Behandlingen er begyndt.",
    "Har bedt om behandling. Fristen på 14 dage begynder.",
    "Periode: 1 Opsporing og kontakt, til",
    "Har sagt ja til at være med.",
    "Her fik vi øje på borgeren.",
]


def test_timeline_tells_everything_the_newest_first(tea: Client, people: Cast, kanel: Citizen) -> None:
    fill(people, kanel)
    told = entries(shown(tea, kanel))
    assert len(told) == len(EVERYTHING)
    for words in EVERYTHING:
        assert sum(line.startswith(words) for line in told) == 1, (words, told)
    assert told[0].startswith("Aftale: hjemme")
    dated = [
        words for words in EVERYTHING if "Brev" not in words and "Aftalt om" not in words and "Farvel" not in words
    ]
    places = [next(number for number, line in enumerate(told) if line.startswith(words)) for words in dated]
    assert places == sorted(places)
    assert "Kun en kladde" not in shown(tea, kanel)


@pytest.mark.parametrize(
    ("kind", "n"),
    [(Kind.CONTACT, 1), (Kind.STEP, 1), (Kind.AGREEMENT, 2), (Kind.PHASE, 1), (Kind.PLAN, 4), (Kind.PAUSE, 2),
     (Kind.FAREWELL, 4), (Kind.LETTER, 1), ("findes-ikke", 16), ("", 16)],
)  # fmt: skip
def test_timeline_shows_one_kind(tea: Client, people: Cast, kanel: Citizen, kind: str, n: int) -> None:
    fill(people, kanel)
    assert len(entries(shown(tea, kanel, vis=kind))) == n
    assert kind_asked(kind) == (kind if kind in KINDS else "")


def test_timeline_of_nothing_says_so(tea: Client, kanel: Citizen) -> None:
    assert "Intet skrevet endnu." in shown(tea, kanel, vis="breve")
    assert entries(shown(tea, kanel)) == ["Her fik vi øje på borgeren."]


def test_timeline_folds_what_was_corrected_and_hides_what_was_undone(tea: Client, people: Cast, kanel: Citizen) -> None:
    first = contact(people, kanel, -9, note="Forkert dag")
    second = contact(people, kanel, -8, "not_home", replaces=first)
    contact(people, kanel, -7, "no_answer", replaces=second)
    contact(people, kanel, -6, note="Fortrudt", undone_at=timezone.now())
    own = made(people, kanel)
    old = PhaseInterval.objects.create(phase=1, start_on=day(-60), **own)
    PhaseInterval.objects.create(phase=9, start_on=day(-50), replaces=old, **own)
    PhaseInterval.objects.create(phase=3, start_on=day(-40), withdrawn_at=timezone.now(), **own)
    page = shown(tea, kanel)
    assert "Fortrudt" not in page
    assert "3 Overgang" not in page
    folds = re.findall(r"<summary>Rettet</summary><ul>(.*?)</ul>", page)
    assert [fold.count("<li>") for fold in folds] == [2, 1]
    assert folds[0].index("Ikke hjemme.") < folds[0].index("Vi sås: hjemme. Forkert dag")
    assert "1 Opsporing og kontakt" in folds[1]


def test_timeline_goes_through_every_course_and_a_merged_record(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact(people, kanel, -200, note="I det første")
    Case.objects.create(citizen=kanel, number=2, found_on=day(-20), made_at=timezone.now(), by=people.therapist)
    contact(people, kanel, -5, note="I det andet")
    other = citizen(people, "Havre")
    contact(people, other, -100, note="I den anden sag")
    assert "I den anden sag" not in shown(tea, kanel)
    other.merged_into = kanel
    other.save()
    told = entries(shown(tea, kanel, vis="kontakt"))
    assert [line.split(". ")[-1] for line in told] == ["I det andet", "I den anden sag", "I det første"]
    assert "Kom igen. Forløb 2 begynder." in shown(tea, kanel)


def test_timeline_shows_twenty_lines_and_then_more(tea: Client, people: Cast, kanel: Citizen) -> None:
    for number in range(45):
        contact(people, kanel, -number, note=f"nr. {number:02}.")
    seen = []
    for side, n, more in (("1", 20, True), ("2", 20, True), ("3", 5, False)):
        page = shown(tea, kanel, vis="kontakt", side=side)
        found = re.findall(r"nr\. (\d\d)\.</p>", page)
        assert len(found) == n
        assert ("Vis flere" in page) is more
        seen += found
    assert seen == [f"{number:02}" for number in range(45)]


@pytest.mark.parametrize("side", ["0", "-1", "x", "9" * 40])
def test_timeline_odd_page_is_the_first(tea: Client, people: Cast, kanel: Citizen, side: str) -> None:
    contact(people, kanel)
    assert len(entries(shown(tea, kanel, vis="kontakt", side=side))) == 1


def test_timeline_shows_pasted_marks_as_text(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact(people, kanel, note="<script>alert(1)</script> 🙂 مرحبا")
    page = shown(tea, kanel)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🙂 مرحبا" in page


def test_timeline_costs_the_same_with_much_as_with_little(people: Cast, kanel: Citizen) -> None:
    def cost(client: Client) -> int:
        shown(client, kanel)  # the first page of a log-in notes the session
        with CaptureQueriesContext(connection) as found:
            shown(client, kanel)
        return len(found)

    DoorOpening.objects.create(
        citizen=kanel,
        user=people.colleague,
        reason="danger",
        words="Der er akut fare",
        opened_at=timezone.now(),
        closes_at=timezone.now() + timedelta(minutes=60),
    )
    clients = enter(Client(), people.therapist), enter(Client(), people.colleague)
    old = contact(people, kanel, -3)
    contact(people, kanel, -3, replaces=old)
    costs = [cost(client) for client in clients]
    for number in range(40):
        wrong = contact(people, kanel, -number)
        HelpGiven.objects.create(contact=contact(people, kanel, -number, replaces=wrong), kind="letter")
    fill(people, kanel)
    assert [cost(client) for client in clients] == costs
    assert max(costs) <= 15


def test_timeline_is_told_as_read_and_is_of_those_who_follow(tea: Client, people: Cast, kanel: Citizen) -> None:
    shown(tea, kanel)
    event = Event.objects.get(action="timeline.read")
    assert (event.subject, event.fields) == (kanel.key, "coded,free_text")
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        response = enter(Client(), user).get(reverse("casework:timeline", args=[kanel.code]))
        assert response.status_code == 404


def line(what: str, **more: Any) -> Line:
    values: dict[str, Any] = {
        "row": 1, "at": moment(0), "made": moment(0), "who": "Tea", "number": 1, "code": "", "place": "", "way": "",
        "words": "", "until": None, "is_set": False, "replaced": None, **more,
    }  # fmt: skip
    return Line(what=what, **values)


CODES = [
    *(("contact", {"code": code, "place": "home", "way": "in_person"}) for code in OUTCOMES),
    *(("contact", {"code": "met", "place": place, "way": "phone"}) for place in PLACES),
    *(("contact", {"code": "met", "place": "nowhere", "way": way}) for way in WAYS),
    *(("peer", {"place": place}) for place in PLACES),
    *(("step", {"code": code}) for code in STEPS),
    *(("appointment", {"code": code, "place": "home"}) for code in ("", "held", "missed", "called_off")),
    *(("agreement", {"way": way}) for way in ("", *WAYS)),
    *(("phase", {"number": code}) for code in phase.PHASES),
    *(("goal_note", {"code": code}) for code in plan.PROGRESS),
    *(("pause", {"code": code, "until": date(2026, 12, 1)}) for code in pause.CAUSES),
    *(("transition", {"code": code}) for code in ending.TARGETS),
    *(("ending", {"code": code}) for code in ending.TARGETS),
    *(("consent", {"code": code, "place": "Kajen", "way": "housing"}) for code in consent.Answer),
    ("consent_end", {"place": "Kajen"}),
    *((what, {}) for what in ("plan", "asked", "begun", "pause_over", "letter", "course", "tip", "start")),
]  # fmt: skip


@pytest.mark.parametrize("language", ["da", "en"])
def test_timeline_has_words_for_every_code(language: str) -> None:
    assert {what for what, _more in CODES} == set(SENTENCES)
    with translation.override(language):
        for what, more in CODES:
            assert timeline_words(line(what, **more)).strip(), (what, more)
