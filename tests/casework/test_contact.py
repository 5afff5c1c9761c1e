"""A contact in two presses, the rest for the one who wants to, undone, corrected; a double press is one line."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Appointment, Case, Citizen, Contact, ContactAgreement, Draft, Ending, SmallStep
from fremskudt.casework.rules import contact as rules
from fremskudt.casework.selectors import contact as selectors
from fremskudt.casework.selectors import small_step as steps
from tests.casework.contact_field import address, case_of, days_ago, found, hidden, met
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def press(client: Client, who: Citizen, page: str = "contact_met", tile: str = "home", **more: Any) -> HttpResponse:
    """The page, and one of its tiles, with what the page holds."""
    where = address(page, who)
    shown = client.get(where).content.decode()
    assert f'name="tile" value="{tile}"' in shown
    return client.post(where, {"operation": hidden(shown), "tile": tile, **more})  # type: ignore[return-value]


def rest(contact: Contact, **more: Any) -> dict[str, Any]:
    """What the page of one contact sends, with what somebody has written in it."""
    at = timezone.localtime(contact.at)
    return {
        "operation": str(uuid4()), "on": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}", "next_place": "home", "note": "",
        **more,
    }  # fmt: skip


def test_contact_is_saved_by_two_presses_with_the_usual_minutes(tea: Client, kanel: Citizen) -> None:
    answer = press(tea, kanel)
    contact = Contact.objects.get()
    assert answer["Location"] == address("contact", kanel, contact.pk)
    assert (contact.outcome, contact.place, contact.way) == ("met", "home", "in_person")
    assert (contact.minutes, contact.minutes_are_estimated) == (45, True)
    shown = tea.get(answer["Location"]).content.decode()
    assert f"Gemt {timezone.localtime(contact.made_at):%H.%M}: hjemme, ca. 45 min." in shown
    assert "Fortryd" in shown
    assert "Færdig" in shown
    assert Event.objects.filter(action="contact.log", subject=kanel.key).count() == 1


@pytest.mark.parametrize("tile", list(rules.TILES))
def test_contact_every_tile_saves_its_place_and_way(tea: Client, kanel: Citizen, tile: str) -> None:
    press(tea, kanel, tile=tile)
    contact = Contact.objects.get()
    assert (contact.place, contact.way) == rules.where_and_how(tile)


@pytest.mark.parametrize("tile", list(rules.TRIED))
def test_contact_every_attempt_is_saved_as_our_work(tea: Client, kanel: Citizen, tile: str) -> None:
    press(tea, kanel, "contact_tried", tile)
    contact = Contact.objects.get()
    assert contact.outcome == tile
    assert (contact.place, contact.way) == rules.where_tried(tile, None)


def test_contact_pressed_twice_on_the_same_page_is_one(tea: Client, kanel: Citizen) -> None:
    where = address("contact_met", kanel)
    sent = {"operation": hidden(tea.get(where).content.decode()), "tile": "home"}
    assert tea.post(where, sent)["Location"] == tea.post(where, {**sent, "tile": "outdoors"})["Location"]
    assert Contact.objects.count() == 1
    assert Event.objects.filter(action="contact.log").count() == 1


def test_contact_number_of_another_persons_page_saves_nothing(tea: Client, kanel: Citizen, people: Cast) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    sent = {"operation": hidden(tea.get(address("contact_met", kanel)).content.decode()), "tile": "home"}
    tea.post(address("contact_met", kanel), sent)
    assert tea.post(address("contact_met", havre), sent).status_code == 409
    assert not Contact.objects.filter(case__citizen=havre).exists()


@pytest.mark.parametrize(
    ("page", "sent", "told"),
    [
        ("contact_met", {"tile": ""}, "Vælg, hvor I sås."),
        ("contact_met", {"tile": "månen"}, "Vælg, hvor I sås."),
        ("contact_tried", {"tile": "met"}, "Vælg, hvordan det gik."),
        ("contact_met", {"tile": "home", "operation": "x"}, "Siden var for gammel. Tryk en gang til."),
    ],
)
def test_contact_without_a_choice_is_told_so(
    tea: Client, kanel: Citizen, page: str, sent: dict[str, str], told: str
) -> None:
    answer = tea.post(address(page, kanel), {"operation": str(uuid4()), **sent})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not Contact.objects.exists()


def test_contact_shows_what_to_mind_and_the_last_place_first(tea: Client, kanel: Citizen, people: Cast) -> None:
    met(kanel, people.therapist, days_ago(2), place="outdoors")
    ContactAgreement.objects.create(
        case=case_of(kanel), safe_contact="Ring ikke om formiddagen", made_at=timezone.now(), by=people.therapist
    )
    shown = tea.get(address("contact_met", kanel)).content.decode()
    assert shown.index("Ring ikke om formiddagen") < shown.index('value="outdoors"') < shown.index('value="home"')
    assert shown.count("som sidst") == 1
    assert "Ring ikke om formiddagen" in tea.get(address("contact_tried", kanel)).content.decode()


def test_contact_nobody_else_reaches_the_pages(people: Cast, kanel: Citizen) -> None:
    contact = met(kanel, people.therapist)
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        for name, more in (("contact_met", []), ("contact_tried", []), ("small_step", []), ("contact", [contact.pk])):
            assert client.get(address(name, kanel, *more)).status_code == 404
        assert client.post(address("contact_undo", kanel, contact.pk)).status_code == 404
    contact.refresh_from_db()
    assert contact.undone_at is None


def test_contact_of_one_is_not_found_under_another(tea: Client, kanel: Citizen, people: Cast) -> None:
    contact = met(citizen(people, "Havre", followed_by=people.therapist), people.therapist)
    assert tea.get(address("contact", kanel, contact.pk)).status_code == 404


def test_contact_ended_course_refuses_with_the_reason_on_the_page(tea: Client, kanel: Citizen, people: Cast) -> None:
    Ending.objects.create(
        case=case_of(kanel), on=timezone.localdate(), reason=7, phase=1, onward="other", onward_words="Ny by",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    for page, tile in (("contact_met", "home"), ("contact_tried", "not_home")):
        reason = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
        assert reason in tea.get(address(page, kanel)).content.decode()
        answer = tea.post(address(page, kanel), {"operation": str(uuid4()), "tile": tile})
        assert (answer.status_code, reason in answer.content.decode()) == (409, True)
    assert not Contact.objects.exists()


def test_contact_is_undone_for_ten_minutes_by_who_wrote_it(tea: Client, people: Cast, kanel: Citizen) -> None:
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    contact = met(kanel, people.therapist)
    undo = address("contact_undo", kanel, contact.pk)
    answer = enter(Client(), people.colleague).post(undo)
    assert (answer.status_code, rules.NOT_YOURS in answer.content.decode()) == (409, True)
    assert tea.post(undo).status_code == tea.post(undo).status_code == 302
    contact.refresh_from_db()
    assert contact.undone_at is not None
    assert not Contact.objects.standing().exists()
    assert Event.objects.filter(action="contact.undo").count() == 1
    assert "Kontakten er fortrudt." in tea.get(address("contact", kanel, contact.pk)).content.decode()
    old = met(kanel, people.therapist, days_ago(1))
    assert tea.post(address("contact_undo", kanel, old.pk)).status_code == 409
    assert "Fortryd" not in tea.get(address("contact", kanel, old.pk)).content.decode()


def test_contact_rest_is_written_on_the_same_line_at_first(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact = met(kanel, people.therapist)
    sent = rest(
        contact, minutes="60", steps=["first_coffee", "slept"], help_letter="on", help_letter_minutes="20",
        help_call_minutes="5", kilometres="12", companion="en kollega", note="Vi åbnede <b>brevet</b> 🙂",
    )  # fmt: skip
    answer = tea.post(address("contact", kanel, contact.pk), sent)
    assert answer["Location"] == reverse("casework:today")
    contact.refresh_from_db()
    assert (contact.minutes, contact.minutes_are_estimated, contact.kilometres) == (60, False, 12)
    assert Contact.objects.count() == 1
    assert dict(contact.help_given.values_list("kind", "minutes")) == {"letter": 20, "call": 5}
    assert set(contact.small_steps.values_list("kind", flat=True)) == {"first_coffee", "slept"}
    shown = tea.get(address("contact", kanel, contact.pk)).content.decode()
    assert "&lt;b&gt;brevet&lt;/b&gt; 🙂" in shown
    assert 'value="12"' in shown


def test_contact_rest_pressed_twice_leaves_one_of_each(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact = met(kanel, people.therapist)
    sent = rest(contact, steps=["slept"], help_call="on")
    for _press in range(2):
        assert tea.post(address("contact", kanel, contact.pk), sent).status_code == 302
    assert (SmallStep.objects.count(), contact.help_given.count(), Contact.objects.count()) == (1, 1, 1)


def test_contact_rest_written_late_is_a_correction(tea: Client, people: Cast, kanel: Citizen) -> None:
    found(kanel, 30)
    contact = met(kanel, people.therapist, days_ago(1))
    tea.post(address("contact", kanel, contact.pk), rest(contact, note="Nu fik jeg tid."))
    new = Contact.objects.standing().get()
    assert (new.replaces, new.note) == (contact, "Nu fik jeg tid.")
    assert (new.minutes, new.minutes_are_estimated) == (45, True)
    shown = tea.get(address("contact", kanel, contact.pk)).content.decode()
    assert address("contact", kanel, new.pk) in shown


def test_contact_next_appointment_is_planned_in_the_same_breath(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact = met(kanel, people.therapist)
    day = timezone.localdate() + timedelta(days=3)
    sent = rest(contact, next_on=f"{day:%Y-%m-%d}", next_time="09:40", next_what="Brevet fra boligen")
    for _press in range(2):
        assert tea.post(address("contact", kanel, contact.pk), sent).status_code == 302
    planned = Appointment.objects.get()
    assert (planned.owner, planned.place, planned.what_for) == (people.therapist, "home", "Brevet fra boligen")
    assert f"{timezone.localtime(planned.at):%Y-%m-%d %H.%M}" == f"{day:%Y-%m-%d} 09.40"


def test_contact_next_appointment_for_two_is_refused_beside_its_field(
    tea: Client, people: Cast, kanel: Citizen
) -> None:
    today = timezone.localdate()
    kanel.safety_notices.create(
        kind="go_two", words="Råbte ad os", seen_on=today, seen_by="Tom", review_on=today, made_at=timezone.now(),
        by=people.leader,
    )  # fmt: skip
    contact = met(kanel, people.therapist)
    sent = rest(contact, note="Skal med", next_on=f"{today:%Y-%m-%d}", next_time="23:59")
    answer = tea.post(address("contact", kanel, contact.pk), sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Her går man to." in shown
    assert "Skal med" in shown
    contact.refresh_from_db()
    assert (contact.note, Appointment.objects.count()) == ("", 0)


def test_contact_is_corrected_by_a_new_line_and_undone_to_the_old(tea: Client, people: Cast, kanel: Citizen) -> None:
    found(kanel, 30)
    contact = met(kanel, people.therapist, days_ago(2))
    page = address("contact_correct", kanel, contact.pk)
    shown = tea.get(page).content.decode()
    sent = rest(contact, outcome="not_home", place="home", way="in_person", operation=hidden(shown))
    sent.pop("next_place")
    assert tea.post(page, sent).status_code == tea.post(page, sent).status_code == 302
    new = Contact.objects.standing().get()
    assert (new.outcome, new.replaces, new.minutes) == ("not_home", contact, 15)
    assert Contact.objects.count() == 2
    answer = tea.post(page, {**sent, "operation": str(uuid4())})
    assert (answer.status_code, rules.CORRECTED in answer.content.decode()) == (409, True)
    tea.post(address("contact_undo", kanel, new.pk))
    assert Contact.objects.standing().get() == contact


WRONG = [
    ({"on": "2999-01-01"}, "Dagen ligger ude i fremtiden. Skriv, hvornår det var."),
    ({"time": "23:59"}, rules.IN_THE_FUTURE),
    ({"on": "1899-12-31"}, "Dagen ligger for langt tilbage."),
    ({"on": "2020-01-01"}, rules.BEFORE_FOUND),
    ({"on": "i går"}, "Skriv dagen som 24-12-2026."),
    ({"time": "kvart i"}, "Skriv tiden som 14.30."),
    ({"minutes": "other"}, "Skriv, hvor mange minutter."),
    ({"minutes": "other", "minutes_other": "1441"}, "Skriv minutter mellem 0 og 1440."),
    ({"kilometres": "-1"}, "Skriv kilometer mellem 0 og 1000."),
    ({"note": "æ" * 10_000}, "Noten er på 10000 tegn. Der er plads til 4000."),
    ({"companion": "x" * 81}, "Skriv højst 80 tegn."),
    ({"next_on": "2999-01-01"}, "Skriv, hvad klokken er, når I ses."),
    ({"next_time": "09:00"}, "Skriv dagen for jeres næste aftale."),
]


@pytest.mark.parametrize(("wrong", "told"), WRONG, ids=lambda value: str(value)[:40])
def test_contact_bad_input_is_told_beside_its_field_and_kept(
    people: Cast, kanel: Citizen, wrong: dict[str, str], told: str, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-18 10:00:00+01:00", tick=False)
    found(kanel, 0)
    tea = enter(Client(), people.therapist)
    contact = met(kanel, people.therapist, timezone.now())
    answer = tea.post(address("contact", kanel, contact.pk), rest(contact, **{"note": "\u202e Skal blive 🙂", **wrong}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert told in shown
    assert ("Skal blive 🙂" in shown) or "æ" * 10_000 in shown
    name, value = next(iter(wrong.items()))
    assert value in shown or value == "other", name
    contact.refresh_from_db()
    assert contact.note == ""
    assert Draft.objects.get().user == people.therapist


def test_contact_before_the_day_of_finding_is_saved_where_somebody_is_sure(
    tea: Client, people: Cast, kanel: Citizen
) -> None:
    contact = met(kanel, people.therapist)
    sent = rest(contact, on="2020-01-01", is_sure="on")
    assert tea.post(address("contact", kanel, contact.pk), sent).status_code == 302
    assert f"{timezone.localtime(Contact.objects.get().at):%Y-%m-%d}" == "2020-01-01"


def test_contact_draft_waits_for_its_writer_and_leaks_to_nobody(tea: Client, people: Cast, kanel: Citizen) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    contact, other = met(kanel, people.therapist), met(havre, people.therapist)
    second = met(kanel, people.therapist)
    tea.post(address("contact", kanel, contact.pk), rest(contact, note="Kun halvt skrevet", draft="1", steps=["slept"]))
    shown = tea.get(address("contact", kanel, contact.pk)).content.decode()
    assert "Kun halvt skrevet" in shown
    assert "Din kladde fra" in shown
    contact.refresh_from_db()
    assert contact.note == ""
    tom = enter(Client(), people.colleague)
    for client, who, one in ((tea, havre, other), (tea, kanel, second), (tom, kanel, contact)):
        assert "Kun halvt skrevet" not in client.get(address("contact", who, one.pk)).content.decode()
    assert "Kun halvt skrevet" not in tea.get(address("contact_met", kanel)).content.decode()
    tea.post(address("contact", kanel, contact.pk), rest(contact, note="Helt skrevet"))
    assert not Draft.objects.exists()


def test_contact_draft_runs_out(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact = met(kanel, people.therapist)
    tea.post(address("contact", kanel, contact.pk), rest(contact, note="Kun halvt skrevet", draft="1"))
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Kun halvt skrevet" not in tea.get(address("contact", kanel, contact.pk)).content.decode()
    tea.post(address("contact", kanel, contact.pk), rest(contact, note="Ny", draft="1"))
    assert Draft.objects.count() == 1


def test_contact_log_lists_ones_own_with_the_newest_first(tea: Client, people: Cast, kanel: Citizen) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    theirs = citizen(people, "Timian", followed_by=people.colleague)
    met(havre, people.therapist)
    shown = tea.get(reverse("casework:contact_log")).content.decode()
    assert shown.index("Havre") < shown.index("Kanel")
    assert address("contact_met", kanel) in shown
    assert theirs.alias not in shown
    events = Event.objects.filter(action="contact_log.read").values_list("subject", flat=True)
    assert set(events) == {kanel.key, havre.key}


def test_contact_pages_ask_the_same_number_of_questions_for_many(
    tea: Client, people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        met(kanel, people.therapist, days_ago(number))
        citizen(people, f"Dæknavn {number}", followed_by=people.therapist)
    newest = Contact.objects.standing().latest("at")
    pages = [address(name, kanel) for name in ("contact_met", "contact_tried", "small_step")]
    for page in [*pages, address("contact", kanel, newest.pk), reverse("casework:contact_log")]:
        tea.get(page)
        with django_assert_max_num_queries(15):
            assert tea.get(page).status_code == 200


def test_newest_tells_the_last_meeting_and_the_last_try(people: Cast, kanel: Citizen) -> None:
    assert selectors.newest(case_of(kanel)) == (None, None)
    seen, tried = days_ago(9), days_ago(2)
    met(kanel, people.therapist, seen)
    met(kanel, people.therapist, tried, outcome="not_home")
    met(kanel, people.therapist, days_ago(1), undone_at=timezone.now())
    assert selectors.newest(case_of(kanel)) == (seen, tried)
    assert Case.objects.count() == 1


def test_small_step_is_noted_on_its_own_and_undone(tea: Client, kanel: Citizen) -> None:
    page = address("small_step", kanel)
    sent = {"kind": "went_out", "words": "Helt ned til havnen", "on": f"{timezone.localdate():%Y-%m-%d}"}
    assert tea.post(page, sent).status_code == tea.post(page, sent).status_code == 302
    step = SmallStep.objects.get()
    shown = tea.get(page).content.decode()
    assert "Gemt: Gik ud." in shown
    assert list(steps.standing()) == [step]
    assert tea.post(f"{page}?fortryd={step.pk}").status_code == 302
    assert not SmallStep.objects.exists()
    assert Event.objects.filter(action__startswith="small_step.", subject=kanel.key).count() >= 3
    assert tea.post(page, {**sent, "on": "2999-01-01"}).status_code == 422
    assert "Vælg et skridt." in tea.post(page, {"on": sent["on"]}).content.decode()
    assert tea.post(f"{page}?fortryd=²").status_code == 404


def test_small_step_of_a_contact_that_was_undone_does_not_stand(people: Cast, kanel: Citizen) -> None:
    contact = met(kanel, people.therapist, undone_at=timezone.now())
    SmallStep.objects.create(
        case=contact.case, contact=contact, kind="slept", on=timezone.localdate(), made_at=timezone.now(), by=contact.by
    )
    assert not steps.standing().exists()
