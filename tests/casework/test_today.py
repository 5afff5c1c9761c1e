"""»I dag«: what is next, who is slipping away, what was promised; one's own people only, each with an event."""

import gzip
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.casework.models import (
    Appointment,
    ContactAgreement,
    Draft,
    Duty,
    FollowUp,
    Letter,
    Meeting,
    MeetingSeat,
    Pause,
    PickUp,
    PickUpDay,
    SafetyNotice,
    Task,
    Transition,
    TransitionStep,
    TreatmentPlan,
    TreatmentRequest,
    UrgentRequest,
    Visit,
)  # fmt: skip
from fremskudt.casework.models.citizen import Citizen, DoorOpening
from tests.casework.consent_field import say
from tests.casework.contact_field import address, case_of, days_ago, found, met
from tests.casework.field import citizen
from tests.casework.task_field import row
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE = reverse("casework:today")
MORNING = "2026-11-18 09:00:00+01:00"


@pytest.fixture(autouse=True)
def _morning(time_machine: Any) -> None:
    time_machine.move_to(MORNING, tick=False)


def page(user: User, address: str = PAGE) -> str:
    answer = enter(Client(), user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def group(shown: str, heading: str) -> str:
    """What stands under a heading, up to the next."""
    assert f"<h2>{heading} " in shown, shown[shown.index("<main") :]
    return shown.split(f"<h2>{heading} ", 1)[1].split("<h2", 1)[0].split("<details", 1)[0]


def agreed(who: Citizen, by: User, hours: float, **more: Any) -> Appointment:
    now = timezone.now()
    told = {
        "at": now + timedelta(hours=hours), "place": "home", "what_for": "Et brev, der skal åbnes", "owner": by,
        "by": by, **more,
    }  # fmt: skip
    return Appointment.objects.create(case=case_of(who), made_at=now, **told)


def test_today_says_the_date_and_what_to_do_when_it_is_empty(people: Cast) -> None:
    shown = page(people.therapist)
    assert "onsdag 18. november" in shown
    assert "Ingen aftaler i dag. Se, hvem der ikke er set længe, eller tag en tur." in shown
    assert "<title>I dag" in shown


def test_today_next_is_the_first_appointment_with_all_one_needs_at_the_door(people: Cast, kanel: Citizen) -> None:
    agreed(kanel, people.therapist, 4, place="refuge", what_for="Kort møde")
    agreed(kanel, people.therapist, 2 / 3, with_user=people.colleague)
    today = timezone.localdate()
    SafetyNotice.objects.create(
        citizen=kanel, kind="go_two", words="Råbte", seen_on=today, seen_by="Tom", made_at=timezone.now(),
        review_on=today + timedelta(days=46), by=people.leader,
    )  # fmt: skip
    shown = page(people.therapist)
    card = shown.split('class="card-plain next-thing"', 1)[1].split("</section>", 1)[0]
    for said in ("Det næste", "kl. 09.40", "Kanel", "hjemme", "Et brev, der skal åbnes", "3. januar", "Du og Tom"):
        assert said in card
    assert "Gå to" in card
    assert address("contact_met", kanel) in card
    assert address("contact_tried", kanel) in card
    assert "13.00 · Kort møde" in group(shown, "Senere")


def test_today_shows_ones_own_people_and_logs_each_that_is_shown(people: Cast, kanel: Citizen) -> None:
    found(kanel, 20)
    seen_lately = citizen(people, "Havre", followed_by=people.therapist)
    met(seen_lately, people.therapist)
    for other in (citizen(people, "Timian", followed_by=people.colleague), citizen(people, "Lupin")):
        found(other, 40)
    shown = page(people.therapist)
    assert "Kanel" in shown
    for hidden in ("Havre", "Timian", "Lupin"):
        assert hidden not in shown
    assert list(Event.objects.filter(action="today.read").values_list("subject", flat=True)) == [kanel.key]


def test_today_an_opened_door_is_no_caseload_and_a_barring_hides(people: Cast, kanel: Citizen) -> None:
    now, theirs = timezone.now(), citizen(people, "Timian", followed_by=people.colleague)
    for one in (kanel, theirs):
        found(one, 40)
    DoorOpening.objects.create(
        citizen=theirs, user=people.therapist, reason="danger", words="Der er fare", opened_at=now,
        closes_at=now + timedelta(hours=1),
    )  # fmt: skip
    assert "Timian" not in page(people.therapist)
    kanel.barrings.create(user=people.therapist, reason="x", review_on=now.date(), set_at=now, set_by=people.dpo)
    UrgentRequest.objects.create(
        case=case_of(kanel), municipality=kanel.municipality, words="Sulten", asked_at=now, made_at=now,
        by=people.leader,
    )  # fmt: skip
    shown = page(people.therapist)
    assert "Kanel" not in shown
    assert "Sulten" not in shown


def test_today_attempted_leaves_the_list_and_is_back_tomorrow(people: Cast, kanel: Citizen, time_machine: Any) -> None:
    found(kanel, 60)
    met(kanel, people.therapist, days_ago(19))
    assert "Set for 19 dage siden · aftalt: hver 14. dag" in group(page(people.therapist), "Ikke set længe")
    met(kanel, people.therapist, outcome="not_home")
    assert "Kanel" not in page(people.therapist)
    time_machine.move_to("2026-11-19 09:00:00+01:00", tick=False)
    assert "Set for 20 dage siden · aftalt: hver 14. dag · prøvet for 1 dag siden" in page(people.therapist)


@pytest.mark.parametrize("days", [0, 1])
def test_today_not_now_and_pauses_are_silent_until_their_day(people: Cast, kanel: Citizen, days: int) -> None:
    found(kanel, 60)
    day = timezone.localdate() + timedelta(days=days)
    ContactAgreement.objects.create(
        case=case_of(kanel), not_now_until=day, made_at=timezone.now(), by=people.therapist, every_days=7
    )
    assert ("Kanel" in page(people.therapist)) == (days == 0)
    Pause.objects.create(
        case=case_of(kanel), cause="rest", began_on=timezone.localdate(), look_again_on=day, made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    shown = page(people.therapist)
    assert "Ikke set længe" not in shown.split("<main")[1].split("<h2>", 1)[-1]
    assert ("Holder pause. Se på det igen: i dag" in shown) == (days == 0)


def test_today_newest_agreement_holds(people: Cast, kanel: Citizen) -> None:
    found(kanel, 60)
    met(kanel, people.therapist, days_ago(9))
    for made, every in ((2, 7), (1, 30)):
        ContactAgreement.objects.create(
            case=case_of(kanel), every_days=every, made_at=days_ago(made), by=people.therapist
        )
    assert "Kanel" not in page(people.therapist)


def test_today_deadlines_stand_in_words_each_with_its_page(people: Cast, kanel: Citizen) -> None:
    case, now, today = case_of(kanel), timezone.now(), timezone.localdate()
    made = {"case": case, "made_at": now, "by": people.therapist}
    met(kanel, people.therapist, outcome="not_home")
    TreatmentRequest.objects.create(asked_on=today - timedelta(days=5), **made)
    near = Letter.objects.create(line="Boligen", deadline_on=today + timedelta(days=7), owner=people.therapist, **made)
    Letter.objects.create(line="Senere brev", deadline_on=today + timedelta(days=8), owner=people.therapist, **made)
    Letter.objects.create(line="Færdigt", deadline_on=today, owner=people.therapist, done_at=now, **made)
    TreatmentPlan.objects.create(
        version=1, review_on=today, saved_at=now, saved_by=people.therapist, in_force_on=today, in_force_at=now, **made
    )
    FollowUp.objects.create(kind="after_1_month", due_on=today, owner=people.therapist, **made)
    SafetyNotice.objects.create(
        citizen=kanel, kind="dog", words="Hund", seen_on=today, seen_by="Tom", review_on=today, made_at=now,
        by=people.leader,
    )  # fmt: skip
    shown = page(people.therapist)
    due = group(shown, "Frister")
    for said in (
        "14 dage fra henvendelse: 9 dage igen", "Samtale med læge: ikke noteret", "Brev, frist 25. november: Boligen",
        "Se på planen igen: i dag", "Hvordan går det bagefter? i dag", "Hund. Ses på igen: i dag",
    ):  # fmt: skip
        assert said in due
    assert address("letter", kanel, near.pk) in due
    assert "Senere brev" not in due
    assert "Senere brev" in shown.split("<details", 2)[2]
    assert "Færdigt" not in shown


def test_today_what_was_missed_is_told_to_its_owner_until_seen(people: Cast, kanel: Citizen) -> None:
    case, now, today = case_of(kanel), timezone.now(), timezone.localdate()
    made = {"made_at": now, "by": people.therapist}
    missed = agreed(kanel, people.therapist, -1, outcome="missed", outcome_at=now)
    pick_up = PickUp.objects.create(
        case=case, weekdays="3", place_words="Apoteket", owner=people.therapist, from_on=today, **made
    )
    day = PickUpDay.objects.create(pick_up=pick_up, on=today, was_fetched=False, **made)
    transition = Transition.objects.create(case=case, target="support", chosen_on=today, **made)
    step = TransitionStep.objects.create(
        transition=transition, words="Hilse på hjemme", on=today - timedelta(days=1), owner=people.therapist, **made
    )
    agreed(kanel, people.therapist, -20)
    urgent = group(page(people.therapist), "Haster")
    for said in (
        "I sås ikke i dag kl. 08.00.", "Ikke hentet i dag: Apoteket", "Skridt i går: Hilse på hjemme",
        "Aftalt i går kl. 13.00. Hvordan gik det?",
    ):  # fmt: skip
        assert said in urgent
    for model, pk in ((Appointment, missed.pk), (PickUpDay, day.pk), (TransitionStep, step.pk)):
        model.objects.filter(pk=pk).update(seen_at=now)  # type: ignore[attr-defined]
    met(kanel, people.therapist)
    assert "Haster" not in page(people.therapist)


def test_today_somebody_who_is_not_back_is_told_to_the_team(people: Cast) -> None:
    now = timezone.now()
    Visit.objects.create(
        user=people.colleague, municipality=people.municipalities["Randers"], began_at=now - timedelta(hours=2),
        back_at=now - timedelta(minutes=5),
    )  # fmt: skip
    shown = page(people.therapist)
    assert "Ring til Tom nu" in group(shown, "Haster")
    assert "Ventet tilbage kl. 08.55." in shown
    assert "Du er ude. Ventet tilbage kl. 08.55." in page(people.colleague)
    assert "Ring til Tom" not in page(people.therapist_elsewhere)


def test_today_draft_waits_where_it_can_wait(people: Cast, kanel: Citizen) -> None:
    contact, now = met(kanel, people.therapist), timezone.now()
    Draft.objects.create(
        citizen=kanel, user=people.therapist, form=f"contact:{contact.pk}", fields="{}", saved_at=now,
        expires_at=now + timedelta(days=14),
    )  # fmt: skip
    shown = page(people.therapist)
    assert "Din kladde fra i dag kl. 09.00 venter." in shown
    assert address("contact", kanel, contact.pk) in shown


def test_today_on_duty_sees_who_asks_for_help_first_and_the_team_sees_it_too(people: Cast, kanel: Citizen) -> None:
    agreed(kanel, people.therapist, 2)
    now = timezone.now()
    UrgentRequest.objects.create(
        municipality=kanel.municipality, area="Havnen", words="Mangler mad", asked_at=now, made_at=now, by=people.leader
    )
    shown = page(people.therapist)
    assert shown.index("Det næste") < shown.index("Beder om hjælp i dag")
    Duty.objects.create(municipality=kanel.municipality, on=now.date(), user=people.therapist, by=people.leader)
    shown = page(people.therapist)
    assert shown.index("Beder om hjælp i dag") < shown.index("Det næste")
    assert "kl. 09.00 · Havnen · Mangler mad · skrevet af Lea" in shown
    assert "Havnen" in page(people.colleague)
    assert "Havnen" not in page(people.therapist_elsewhere)


def test_today_has_twelve_rows_and_then_the_rest(people: Cast) -> None:
    for number in range(30):
        found(citizen(people, f"Dæknavn {number}", followed_by=people.therapist), 20 + number)
    shown = page(people.therapist)
    assert shown.count('class="person-row"') == 12
    assert "Vis flere (18)" in shown
    assert Event.objects.filter(action="today.read").count() == 12
    assert page(people.therapist, PAGE + "?alle").count('class="person-row"') == 30


def test_today_of_merged_records_is_one(people: Cast, kanel: Citizen) -> None:
    other = citizen(people, "Havre")
    found(other, 90)
    found(kanel, 5)
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    Letter.objects.create(
        case=case_of(other), line="Boligen", deadline_on=timezone.localdate(), owner=people.therapist,
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    shown = page(people.therapist)
    assert "Boligen" in shown
    assert "Havre" not in shown
    assert shown.count('<span class="row-title">Kanel') == 1


def test_today_is_light_enough_for_a_phone(people: Cast) -> None:
    for number in range(60):
        found(citizen(people, f"Dæknavn {number}", followed_by=people.therapist), 20 + number)
    assert len(gzip.compress(page(people.therapist).encode())) < 15_000


def many(people: Cast, n: int) -> None:
    """So many followed people, each with something in every ledger."""
    now, today = timezone.now(), timezone.localdate()
    for number in range(n):
        one = citizen(people, f"Dæknavn {number}", followed_by=people.therapist)
        made = {"case": case_of(one), "made_at": now, "by": people.therapist}
        found(one, 60)
        met(one, people.therapist, days_ago(30), operation=uuid4())
        agreed(one, people.therapist, 1 + number / 100)
        Letter.objects.create(line="Brev", deadline_on=today, owner=people.therapist, **made)
        TreatmentRequest.objects.create(asked_on=today, **made)
        FollowUp.objects.create(kind="after_1_month", due_on=today, owner=people.therapist, **made)
        SafetyNotice.objects.create(
            citizen=one, kind="dog", words="Hund", seen_on=today, seen_by="Tom", review_on=today, made_at=now,
            by=people.leader,
        )  # fmt: skip


def test_today_asks_at_most_twelve_questions_for_sixty_people(people: Cast, django_assert_max_num_queries: Any) -> None:
    counts = []
    client = enter(Client(), people.therapist)
    for n in (1, 59):
        many_more(people, n)
        client.get(PAGE)
        with django_assert_max_num_queries(12) as asked:  # session, user, reach, transaction and log included
            assert client.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(12):
        assert client.get(PAGE + "?alle").content.decode().count("14 dage fra henvendelse") == 60


def many_more(people: Cast, n: int) -> None:
    many(people, n) if not Citizen.objects.exists() else _more(people, n)


def _more(people: Cast, n: int) -> None:
    Citizen.objects.update(alias="Først")
    many(people, n)


def test_today_has_ones_tasks_up_to_today(people: Cast, kanel: Citizen, tom_follows: None) -> None:
    today = timezone.localdate()
    for owner, days, said in (
        (people.therapist, 0, "Ringe om boligen"), (people.therapist, -2, "Sende brevet"),
        (people.therapist, 1, "I morgen"), (people.colleague, 0, "Toms"),
    ):  # fmt: skip
        row(people, kanel, owner, people.centre, words=said, on=today + timedelta(days=days))
    row(people, kanel, people.therapist, people.centre, words="Gjort før", done_at=timezone.now())
    row(people, None, people.therapist, people.centre, words="Købe kaffe", source="own")
    row(people, citizen(people, "Havre"), people.therapist, people.centre, words="Følger ikke mere")
    shown = page(people.therapist)
    assert "Ringe om boligen" in group(shown, "Senere")
    assert "Købe kaffe" in group(shown, "Senere")
    assert "Sende brevet · aftalt til 16. november" in group(shown, "Fra før")
    for absent in ("I morgen</p>", "Toms", "Gjort før", "Følger ikke mere", "Havre"):
        assert absent not in shown
    address = f"{reverse('casework:task_done')}?opgave="
    assert shown.count(f'action="{address}') == 3
    task = Task.objects.get(words="Ringe om boligen")
    assert enter(Client(), people.therapist).post(f"{address}{task.pk}").status_code == 302
    assert "Ringe om boligen" not in page(people.therapist)


def test_today_has_ones_own_meetings_of_the_day(people: Cast) -> None:
    def meeting(hours: float, **more: Any) -> Meeting:
        told = {
            "municipality": people.municipalities["Randers"], "kind": "short", "chair": people.therapist,
            "at": timezone.now() + timedelta(hours=hours), "agenda": "Status", "number": uuid4(), "by": people.leader,
        }  # fmt: skip
        return Meeting.objects.create(made_at=timezone.now(), **told | more)

    def seat(one: Meeting, **more: Any) -> None:
        told = {"organisation": people.centre, "user": people.therapist, "by": people.leader}
        MeetingSeat.objects.create(meeting=one, made_at=timezone.now(), **told | more)

    meeting(4)
    seated = meeting(5, kind="network", chair=people.colleague)
    seat(seated)
    seat(meeting(6, chair=people.colleague), removed_at=timezone.now())
    for one in ({"cancelled_at": timezone.now()}, {"ended_at": timezone.now()}):
        meeting(6, **one)
    meeting(24)
    shown = group(page(people.therapist), "Senere")
    assert shown.index("13.00") < shown.index("14.00")
    assert (shown.count("Kort møde"), shown.count("Netværksmøde")) == (1, 1)
    assert "15.00" not in shown


def test_today_says_which_yeses_lapse(people: Cast, kanel: Citizen) -> None:
    met(kanel, people.therapist)
    for days in (30, 7, 31):
        say(kanel, people.drop_in if days > 7 else people.jobcentre, by=people.therapist, days=days)
    say(kanel, people.centre, by=people.therapist, answer="no")
    shown = page(people.therapist)
    assert "2 ja udløber, det første 25. november" in shown
    assert "Kan vente (1)" in shown


def test_today_midnight_belongs_to_its_own_day(people: Cast, kanel: Citizen, time_machine: Any) -> None:
    """The night the clock goes back an appointment at 23 is today's, and one after midnight is not."""
    time_machine.move_to("2026-10-25 12:00:00+01:00", tick=False)
    agreed(kanel, people.therapist, 0, at=datetime.fromisoformat("2026-10-25T23:30:00+01:00"))
    agreed(kanel, people.therapist, 0, at=datetime.fromisoformat("2026-10-26T00:00:00+01:00"), what_for="I morgen")
    shown = page(people.therapist)
    assert "kl. 23.30" in shown
    assert "I morgen" not in shown
