"""A visit: one press out, one press home, more time; refused alone where two are needed; and no position anywhere."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, User
from fremskudt.casework.actions import visit as actions
from fremskudt.casework.models import Appointment, Assignment, Citizen, Ending, SafetyNotice, Visit
from fremskudt.casework.rules import visit as rules
from fremskudt.casework.rules.ending import REASONS, TARGETS
from fremskudt.casework.rules.safety import GO_TWO_HERE, Notice
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PACKAGE = Path(__file__).parents[2] / "fremskudt"
OWN, END, MORE, UNDO = (reverse(f"casework:visit{name}") for name in ("", "_end", "_more", "_undo"))
TEAM = reverse("casework:team")


def start(about: Citizen) -> str:
    return reverse("casework:visit_start", args=[about.code])


def words(response: HttpResponse) -> str:
    return response.content.decode()


def go_two(about: Citizen, by: User, kind: str = Notice.GO_TWO) -> SafetyNotice:
    today = timezone.localdate()
    return SafetyNotice.objects.create(
        citizen=about, kind=kind, words="Råbte i døren", seen_on=today, seen_by="Tea", by=by, made_at=timezone.now(),
        review_on=today + timedelta(days=60),
    )  # fmt: skip


def appointment(about: Citizen, owner: User, **more: Any) -> Appointment:
    told = {"at": timezone.now(), "place": "outdoors", "place_words": "Bænken ved søen", "made_at": timezone.now()}
    return Appointment.objects.create(case=about.cases.get(), owner=owner, by=owner, **{**told, **more})


def out(user: User, people: Cast, minutes_ago: int = 10, minutes: int = 60, **more: Any) -> Visit:
    began = timezone.now() - timedelta(minutes=minutes_ago)
    return Visit.objects.create(
        user=user, municipality=people.municipalities["Randers"], began_at=began,
        back_at=began + timedelta(minutes=minutes), **more,
    )  # fmt: skip


# start


def test_visit_starts_with_one_press_for_an_hour(people: Cast, kanel: Citizen, tea: Client) -> None:
    assert tea.post(start(kanel)).status_code == 302
    visit = Visit.objects.get()
    assert (visit.user, visit.case, visit.with_user) == (people.therapist, kanel.cases.get(), None)
    assert visit.back_at - visit.began_at == timedelta(minutes=60)
    shown = words(tea.get(OWN))
    for said in ("Jeg er færdig her", "15 minutter mere", "Ventet tilbage kl.", "Ude siden kl."):
        assert said in shown
    assert "Kanel" not in shown  # the phone may lie on the citizen's table
    assert Event.objects.filter(action="visit.start", subject=kanel.key).count() == 1


def test_visit_pressed_twice_is_one(kanel: Citizen, tea: Client) -> None:
    for _time in range(2):
        assert tea.post(start(kanel)).status_code == 302
    assert Visit.objects.count() == Event.objects.filter(action="visit.start").count() == 1


def test_visit_one_press_takes_what_was_planned_today(people: Cast, kanel: Citizen, tea: Client) -> None:
    appointment(kanel, people.colleague)
    planned = appointment(kanel, people.therapist, with_user=people.colleague)
    tea.post(start(kanel))
    visit = Visit.objects.get()
    assert (visit.appointment, visit.place_words, visit.with_user) == (planned, "Bænken ved søen", people.colleague)


def test_visit_of_another_persons_appointment_does_not_exist(people: Cast, kanel: Citizen, tea: Client) -> None:
    others = appointment(kanel, people.colleague)
    for pk in (others.pk, 987654321, "x", "9" * 40):
        assert tea.post(start(kanel), {"appointment": pk}).status_code == 404
    assert not Visit.objects.exists()


def test_visit_page_offers_company_but_never_one_who_is_barred(people: Cast, kanel: Citizen, tea: Client) -> None:
    assert ">Tom<" in words(tea.get(start(kanel)))
    kanel.barrings.create(
        user=people.colleague, reason="Naboer", review_on="2100-01-01", set_at=timezone.now(), set_by=people.leader
    )
    assert ">Tom<" not in words(tea.get(start(kanel)))
    sent = {"minutes": "30", "place": "home", "with_user": people.colleague.pk}
    assert tea.post(start(kanel), sent).status_code == 422


def test_visit_form_says_what_is_wrong_and_keeps_the_rest(kanel: Citizen, tea: Client) -> None:
    for wrong, said in (
        ({"minutes": "7"}, "Vælg, hvor længe."),
        ({"place": "nowhere"}, "Vælg et sted."),
        ({"place_words": "x" * 201}, "højst 200 tegn"),
    ):
        response = tea.post(start(kanel), {"minutes": "90", "place": "home", "place_words": "Søvej <i>", **wrong})
        assert response.status_code == 422
        assert said in words(response)
        assert "place_words" in wrong or "Søvej &lt;i&gt;" in words(response)
    assert not Visit.objects.exists()


def test_visit_is_not_for_those_beyond_reach(people: Cast, kanel: Citizen) -> None:
    for user in (people.colleague, people.leader, people.therapist_elsewhere):
        assert enter(Client(), user).post(start(kanel)).status_code == 404
    assert enter(Client(), people.partner).post(start(kanel)).status_code == 403
    assert not Visit.objects.exists()


# where two are needed


def test_visit_alone_where_two_are_needed_is_refused_with_a_page_that_asks(
    people: Cast, kanel: Citizen, tea: Client
) -> None:
    go_two(kanel, people.colleague)
    refused = tea.post(start(kanel))
    assert refused.status_code == 409
    for said in (GO_TWO_HERE, "Råbte i døren", "Hvorfor går du alligevel?", "Hvem er med?"):
        assert said in words(refused)
    assert not Visit.objects.exists()
    sent = {"minutes": "60", "place": "home", "with_user": people.colleague.pk, "alone_because": ""}
    assert tea.post(start(kanel), sent).status_code == 302
    assert not Event.objects.filter(action="safety.override").exists()


def test_visit_alone_with_a_reason_is_an_event_of_its_own(people: Cast, kanel: Citizen, tea: Client) -> None:
    go_two(kanel, people.colleague)
    assert tea.post(start(kanel), {"minutes": "30", "place": "home", "alone_because": " "}).status_code == 409
    sent = {"minutes": "30", "place": "home", "alone_because": "Kun til døren, og politiet er i gården"}
    assert tea.post(start(kanel), sent).status_code == 302
    assert Visit.objects.get().alone_because.startswith("Kun til døren")
    event = Event.objects.get(action="safety.override")
    assert (event.subject, event.actor) == (kanel.key, people.therapist.key)


def test_visit_not_at_home_can_be_elsewhere(people: Cast, kanel: Citizen, tea: Client) -> None:
    go_two(kanel, people.colleague, Notice.NO_HOME_VISIT)
    assert tea.post(start(kanel)).status_code == 409  # one press, and nobody has said that it is elsewhere
    assert tea.post(start(kanel), {"minutes": "30", "place": "outdoors"}).status_code == 302


def test_visit_reason_of_the_plan_does_not_stand_against_what_was_seen_since(
    people: Cast, kanel: Citizen, tea: Client
) -> None:
    old = go_two(kanel, people.colleague)
    planned = appointment(kanel, people.therapist, alone_because="Kun til døren")
    fresh = go_two(kanel, people.colleague)
    refused = tea.post(start(kanel), {"appointment": planned.pk})
    assert refused.status_code == 409
    assert "Kun til døren" in words(refused)
    SafetyNotice.objects.filter(pk=fresh.pk).delete()
    assert old.made_at < planned.made_at
    assert tea.post(start(kanel), {"appointment": planned.pk}).status_code == 302
    assert Event.objects.filter(action="safety.override").count() == 1


def test_visit_may_begin_where_the_course_has_ended(people: Cast, kanel: Citizen, tea: Client) -> None:
    """To say that one is out is never refused for what stands in the case."""
    told = {"reason": next(iter(REASONS)), "phase": 1, "onward": next(iter(TARGETS)), "onward_words": "Bostøtte"}
    made = {"case": kanel.cases.get(), "on": timezone.localdate(), "made_at": timezone.now(), "by": people.therapist}
    Ending.objects.create(**told, **made)
    assert tea.post(start(kanel)).status_code == 302


# one at a time


def test_visit_another_asks_whether_the_first_is_over(people: Cast, kanel: Citizen, tea: Client) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    tea.post(start(kanel))
    refused = tea.post(start(havre), {"minutes": "90", "place": "outdoors", "place_words": "Torvet"})
    assert refused.status_code == 409
    assert rules.STILL_OUT in words(refused)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', words(refused)))
    assert tea.post(start(havre), {**hidden, "end_first": "yes"}).status_code == 302
    now = Visit.objects.out().get()
    assert (now.case, now.place_words, now.back_at - now.began_at) == (
        havre.cases.get(),
        "Torvet",
        timedelta(minutes=90),
    )
    assert Visit.objects.filter(ended_at__isnull=False).count() == 1


def test_visit_one_at_a_time_is_also_asked_of_the_database(people: Cast) -> None:
    out(people.therapist, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        out(people.therapist, people)


# home, more time, undo


def test_visit_ends_with_one_press_and_leads_on_to_how_it_went(people: Cast, kanel: Citizen, tea: Client) -> None:
    tea.post(start(kanel))
    for _twice in range(2):
        assert tea.post(END).status_code == 302
    visit = Visit.objects.get()
    assert visit.ended_by == people.therapist
    assert Event.objects.filter(action="visit.end").count() == 1
    shown = words(tea.get(OWN))
    for said in ("Du er hjemme.", "Fortryd", "Hvordan gik det?", reverse("casework:contact_met", args=[kanel.code])):
        assert said in shown
    Assignment.objects.update(ended_at=timezone.now())
    assert kanel.code not in words(tea.get(OWN))


def test_visit_end_is_undone_for_ten_minutes(people: Cast, tea: Client) -> None:
    visit = out(people.therapist, people)
    tea.post(END)
    tea.post(UNDO)
    visit.refresh_from_db()
    assert visit.ended_at is None
    assert tea.post(UNDO).status_code == 302  # a second press
    Visit.objects.update(ended_at=timezone.now() - timedelta(minutes=11), ended_by=people.therapist)
    assert tea.post(UNDO).status_code == 409
    assert "Gå ud" in words(tea.get(OWN))


def test_visit_fifteen_minutes_more_once_a_page_and_the_alarm_begins_anew(people: Cast, tea: Client) -> None:
    now = timezone.now()
    visit = out(people.therapist, people, 70, 60, colleague_told_at=now, leader_told_at=now)
    shown = words(tea.get(OWN))
    assert "En kollega ringer til dig nu." in shown
    [seen] = re.findall(r'name="back_at" value="([^"]+)"', shown)
    for _twice in range(2):
        assert tea.post(MORE, {"back_at": seen}).status_code == 302
    visit.refresh_from_db()
    assert timedelta(minutes=14) < visit.back_at - now < timedelta(minutes=16)
    assert (visit.colleague_told_at, visit.leader_told_at) == (None, None)
    assert tea.post(MORE, {"back_at": "2026-99-99T99:99"}).status_code == 302
    tea.post(END)
    assert tea.post(MORE).status_code == 409


def test_visit_out_to_nobody_in_particular(people: Cast, tea: Client) -> None:
    assert "Hvor er du?" in words(tea.get(OWN))
    assert tea.post(OWN, {"minutes": "120", "place_words": "Runde i Nordbyen"}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.case, visit.municipality) == (None, people.municipalities["Randers"])
    assert tea.post(OWN, {"minutes": "120"}).status_code == 409


# the team


def test_visit_team_sees_first_names_and_times_and_nothing_else(people: Cast, kanel: Citizen, tea: Client) -> None:
    User.objects.filter(pk=people.therapist.pk).update(name="Tea Bo Larsen")
    tea.post(
        start(kanel), {"minutes": "60", "place": "home", "place_words": "Søvej 3", "with_user": people.colleague.pk}
    )
    for user in (people.colleague, people.leader):
        shown = words(enter(Client(), user).get(TEAM))
        assert "Tea" in shown
        assert "med Tom" in shown
        for never in ("Larsen", "Kanel", kanel.code, "Søvej"):
            assert never not in shown
    assert "Alle er hjemme." in words(enter(Client(), people.therapist_elsewhere).get(TEAM))
    assert enter(Client(), people.peer).get(TEAM).status_code == 403


def test_visit_overdue_is_told_on_the_team_page_until_somebody_has_rung(people: Cast) -> None:
    visit = out(people.therapist, people, 61, 60)
    tom = enter(Client(), people.colleague)
    assert "Tea er ikke meldt tilbage. Ring nu." in words(tom.get(TEAM))
    assert "Du er ikke meldt tilbage." in words(enter(Client(), people.therapist).get(TEAM))
    home = reverse("casework:visit_home", args=[visit.pk])
    assert enter(Client(), people.therapist_elsewhere).post(home).status_code == 404
    assert tom.post(home).status_code == 302
    visit.refresh_from_db()
    assert visit.ended_by == people.colleague
    assert tom.post(home).status_code == 409
    assert "Alle er hjemme." in words(tom.get(TEAM))


def test_visit_team_page_asks_the_same_number_of_questions_for_many(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        user = User.objects.create(email=f"v{number}@example.org", name=f"Navn{number}")
        out(user, people, 90, 60, with_user=people.colleague)
    tom = enter(Client(), people.colleague)
    tom.get(TEAM)
    with django_assert_max_num_queries(15):
        shown = words(tom.get(TEAM))
    assert shown.count("er ikke meldt tilbage. Ring nu.") == 20


# never a position


def test_visit_has_no_field_for_a_position() -> None:
    asked = re.compile(r"geo|latitude|longitude|\blat\b|\blon\b|\blng\b|position|coordinate|gps", re.IGNORECASE)
    for model in apps.get_models():
        if model.__module__.startswith("fremskudt."):
            assert not [field.name for field in model._meta.get_fields() if asked.search(field.name)], model


def test_visit_no_page_or_script_asks_the_phone_where_it_is(tea: Client) -> None:
    read = [file for kind in ("*.html", "*.js") for file in PACKAGE.rglob(kind) if "vendor" not in file.parts]
    assert len(read) > 100
    assert not [
        file for file in read if re.search("geolocation|watchPosition|getCurrentPosition", file.read_text("utf-8"))
    ]
    for address in (OWN, TEAM, "/findes-ikke/"):
        assert tea.get(address).headers["Permissions-Policy"] == "geolocation=()"


def test_visit_rules_of_time() -> None:
    began = timezone.now()
    back = rules.due_back(began, 60)
    minute = timedelta(minutes=1)
    assert [rules.is_overdue(back, back + step) for step in (-minute, 0 * minute, minute)] == [False, True, True]
    assert [rules.is_for_the_leader(back, back + step * minute) for step in (0, 14, 15)] == [False, False, True]
    assert rules.with_more(back, began) == back + 15 * minute
    assert rules.with_more(back, back + 5 * minute) == back + 20 * minute
    assert actions.Plan().minutes in rules.MINUTES
