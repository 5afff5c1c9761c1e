"""A citizen's own page: what one needs to know on the doorstep, in the order one needs it, at a cost that stays."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import (
    Appointment,
    Case,
    Citizen,
    Contact,
    ContactAgreement,
    DoorOpening,
    Ending,
    Letter,
    Pause,
    PhaseInterval,
    SafetyNotice,
    StoryCard,
    Transition,
    TreatmentPlan,
    TreatmentRequest,
)  # fmt: skip
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def page(client: Client, kanel: Citizen) -> str:
    response = client.get(reverse("casework:citizen", args=[kanel.code]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def moment(days: int, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime.combine(day(days), time(hour, 30)))


def entry(people: Cast, kanel: Citizen) -> dict[str, Any]:
    return {"case": kanel.cases.get(number=1), "by": people.therapist, "made_at": timezone.now()}


def contact(people: Cast, kanel: Citizen, days: int = -9, outcome: str = "met", **more: Any) -> Contact:
    made = {"place": "home", "way": "in_person", "operation": uuid4(), **entry(people, kanel), **more}
    return Contact.objects.create(at=moment(days), outcome=outcome, **made)


def agreement(people: Cast, kanel: Citizen, **terms: Any) -> ContactAgreement:
    return ContactAgreement.objects.create(**entry(people, kanel), **terms)


def fill(people: Cast, kanel: Citizen, n: int = 1) -> None:
    """Something of every kind, n times over where there can be several."""
    made = entry(people, kanel)
    by, now = made["by"], made["made_at"]
    for number in range(n):
        contact(people, kanel, -9 - number)
        contact(people, kanel, -2 - number, "not_home")
        agreement(people, kanel, every_days=7, own_words="Ring bare", safe_contact="Ring ikke om formiddagen")
        Appointment.objects.create(
            at=moment(1 + number, 9),
            place="home",
            what_for="Et brev",
            owner=by,
            area=None,
            place_words="Skjult Vej 3",
            **made,
        )
        PhaseInterval.objects.create(
            phase=1 + number % 3, start_on=day(-90), end_on=day(-3) if number else None, **made
        )
        Letter.objects.create(line="Et brev", owner=by, deadline_on=day(5 + number), **made)
        SafetyNotice.objects.create(
            citizen=kanel,
            kind="go_two",
            words="Der var råben på trappen",
            seen_on=day(-9),
            seen_by="Tea",
            review_on=day(30),
            by=by,
            made_at=now,
        )
        StoryCard.objects.create(version=number + 1, words="Min historie", approved_on=day(-1), **made)
        TreatmentPlan.objects.create(
            version=number + 1,
            hopes="Jeg vil gerne sove om natten.",
            saved_at=now,
            saved_by=by,
            in_force_on=day(0),
            in_force_at=now,
            in_force_by=by,
            review_on=day(30),
            **made,
        )
    TreatmentRequest.objects.create(asked_on=day(-5), **made)
    Transition.objects.create(target="community", chosen_on=day(-2), **made)
    Pause.objects.create(cause="rest", began_on=day(-1), look_again_on=day(20), **made)


def test_page_says_what_to_know_on_the_doorstep_in_the_order_one_needs_it(
    tea: Client, people: Cast, kanel: Citizen
) -> None:
    fill(people, kanel)
    shown = page(tea, kanel)
    in_order = [
        "Gå to", "Der var råben på trappen", "Det næste", "kl. 09.30, hjemme", "Vi sås", "Jeg prøvede",
        "Set for 9 dage siden · prøvet for 2 dage siden · aftalt 7", "Ring ikke om formiddagen",
        "»Jeg vil gerne sove om natten.«", "1 Kontakt", "14 dage fra henvendelse", "9 dage igen",
        "Samtale med læge", "Ikke noteret",
    ]  # fmt: skip
    places = [shown.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)


def test_page_shows_no_address_no_name_and_no_alias_in_its_title(tea: Client, people: Cast, kanel: Citizen) -> None:
    fill(people, kanel)
    shown = page(tea, kanel)
    assert "Skjult Vej" not in shown
    assert "<title>Borger ·" in shown


def test_page_has_a_door_to_every_other_page_with_one_fact(tea: Client, people: Cast, kanel: Citizen) -> None:
    fill(people, kanel)
    shown = page(tea, kanel)
    for name in ("timeline", "phases", "channel", "contact_agreement", "call", "citizen_log", "link_give"):
        assert f'href="{reverse(f"casework:{name}", args=[kanel.code])}"' in shown, name
    assert f'action="{reverse("casework:identity", args=[kanel.code])}"' in shown
    assert f"Tea, siden {timezone.localdate():%-d}." in shown
    assert "Skrevet" not in shown
    assert "Ikke skrevet endnu" in shown


def test_page_of_somebody_new_is_quiet_and_teaches_the_first_step(tea: Client, kanel: Citizen) -> None:
    shown = page(tea, kanel)
    assert "Her er stadig stille. Skriv den første kontakt, så begynder forløbet." in shown
    assert "Ingen frist løber lige nu." in shown
    assert "Har bedt om behandling" in shown
    assert "Har sagt ja til at være med" in shown
    assert "Ikke set" not in shown


def test_page_never_colours_nor_counts_a_person(tea: Client, people: Cast, kanel: Citizen) -> None:
    contact(people, kanel, -400)
    shown = page(tea, kanel)
    assert "Set for 400 dage siden" in shown
    assert "notice-stop" not in shown
    assert "%" not in shown.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    "said",
    [
        (0, "met", "Set i dag"), (-1, "met", "Set for 1 dag siden"), (-2, "said_no", "Set for 2 dage siden"),
        (-3, "no_answer", "Ikke set endnu · prøvet for 3 dage siden"),
    ],
)  # fmt: skip
def test_page_tells_since_when(tea: Client, people: Cast, kanel: Citizen, said: tuple[int, str, str]) -> None:
    days, outcome, words = said
    contact(people, kanel, days, outcome)
    assert words in page(tea, kanel)


def test_page_counts_no_contact_that_was_undone_or_corrected(tea: Client, people: Cast, kanel: Citizen) -> None:
    wrong = contact(people, kanel, -3)
    contact(people, kanel, -8, replaces=wrong)
    contact(people, kanel, -1, undone_at=timezone.now())
    assert "Set for 8 dage siden" in page(tea, kanel)


def test_page_shows_the_newest_of_the_citizens_own_sentences(tea: Client, people: Cast, kanel: Citizen) -> None:
    agreement(people, kanel, own_words="<b>Ring</b> bare")
    shown = page(tea, kanel)
    assert "»&lt;b&gt;Ring&lt;/b&gt; bare«" in shown
    assert "notice-own" in shown


@pytest.mark.parametrize(
    ("asked", "words"),
    [(0, "14 dage igen"), (-13, "1 dag igen"), (-14, "Sidste dag er i dag"), (-15, "Skriv hvorfor.")],
)
def test_page_shows_the_clock_and_never_hides_it(
    tea: Client, people: Cast, kanel: Citizen, asked: int, words: str
) -> None:
    TreatmentRequest.objects.create(asked_on=day(asked), **entry(people, kanel))
    assert words in page(tea, kanel)


def test_page_of_an_ended_course_says_farewell_for_now_and_how_to_come_again(
    tea: Client, people: Cast, kanel: Citizen
) -> None:
    made = entry(people, kanel)
    PhaseInterval.objects.create(phase=1, start_on=day(-60), **made)
    Ending.objects.create(
        case=made["case"],
        on=day(-10),
        reason=7,
        phase=1,
        onward="support",
        onward_words="Bostøtten i Aarhus",
        made_at=made["made_at"],
        by=made["by"],
    )
    shown = page(tea, kanel)
    assert "Farvel for nu" in shown
    assert "Bostøtten i Aarhus" in shown
    assert "Jeg prøvede" not in shown
    assert "Aftal rytme" not in shown
    assert "i gang" not in shown.partition("ribbon-words")[2].partition("</ul>")[0]


def test_page_keeps_the_courses_of_before(tea: Client, people: Cast, kanel: Citizen) -> None:
    first = kanel.cases.get()
    Case.objects.filter(pk=first.pk).update(found_on=day(-300))
    Ending.objects.create(
        case=first,
        on=day(-200),
        reason=6,
        phase=1,
        onward="other",
        onward_words="Kan ringe",
        made_at=timezone.now(),
        by=people.therapist,
    )
    Case.objects.create(citizen=kanel, number=2, found_on=day(-20), made_at=timezone.now(), by=people.therapist)
    contact(people, kanel, -250)
    shown = page(tea, kanel)
    assert "Tidligere forløb" in shown
    assert "farvel for nu" in shown
    assert "Set for 250 dage siden" in shown
    assert "Kom igen" not in shown


def test_page_costs_the_same_with_much_as_with_little(tea: Client, people: Cast, kanel: Citizen) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            page(tea, kanel)
        return len(found)

    cost()  # the first page of a log-in notes the session
    fill(people, kanel)
    one = cost()
    Pause.objects.all().delete()
    TreatmentRequest.objects.all().delete()
    Transition.objects.all().delete()
    StoryCard.objects.all().delete()
    TreatmentPlan.objects.all().delete()
    fill(people, kanel, 12)
    assert cost() == one <= 15


def test_page_through_an_opened_door_has_the_banner_and_costs_no_more(
    client: Client, people: Cast, kanel: Citizen
) -> None:
    fill(people, kanel)
    DoorOpening.objects.create(
        citizen=kanel,
        user=people.colleague,
        reason="danger",
        words="Der er akut fare",
        opened_at=timezone.now(),
        closes_at=timezone.now() + timedelta(minutes=60),
    )
    enter(client, people.colleague)
    page(client, kanel)
    with CaptureQueriesContext(connection) as found:
        shown = page(client, kanel)
    assert len(found) <= 15
    assert "Døren er åben i 60 minutter til" in shown or "Døren er åben i 59 minutter til" in shown
    assert set(Event.objects.filter(action="citizen.read").values_list("purpose", flat=True)) == {"door"}


def test_page_is_told_as_read_with_what_it_shows(tea: Client, people: Cast, kanel: Citizen) -> None:
    page(tea, kanel)
    event = Event.objects.get(action="citizen.read")
    assert (event.subject, event.purpose, event.fields) == (kanel.key, "care", "coded,free_text")


def test_page_beyond_reach_is_nobodys(people: Cast, kanel: Citizen) -> None:
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        response = enter(Client(), user).get(reverse("casework:citizen", args=[kanel.code]))
        assert response.status_code == 404
    assert not Event.objects.filter(action="citizen.read").exists()


def test_page_of_a_leader_has_no_way_to_the_name(client: Client, people: Cast) -> None:
    mine = citizen(people, "Havre", followed_by=people.leader)
    shown = page(enter(client, people.leader), mine)
    for name in ("identity", "call", "citizen_log", "link_give"):
        assert reverse(f"casework:{name}", args=[mine.code]) not in shown
