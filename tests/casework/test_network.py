"""A network meeting: the citizen's points first, the citizen chooses who comes, and the yes is for this once (F45)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry, Meeting, MeetingItem, MeetingLine, MeetingSeat
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import sharing
from tests.casework.field import citizen
from tests.casework.plan_pages import at as address
from tests.casework.plan_pages import fields
from tests.casework.seat_field import PAGE, in_days, key
from tests.casework.test_plan import end
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def told(people: Cast, **more: Any) -> dict[str, Any]:
    at = in_days(7)
    return {
        "own_points": "Min bolig", "another": key(people.professional, people.jobcentre), "outside": "mor",
        "topics": ["housing", "wishes"], "on": f"{at:%Y-%m-%d}", "clock": "10:00", "minutes": "60",
        "place": "Hos mor", "link": "", **more,
    }  # fmt: skip


def read_aloud(client: Client, kanel: Citizen, people: Cast, **more: Any):  # type: ignore[no-untyped-def]
    return client.post(address("network_new", kanel), told(people, **more))


def say_yes(client: Client, kanel: Citizen, people: Cast, **more: Any):  # type: ignore[no-untyped-def]
    """What the page that is read aloud holds, and »Ja«."""
    shown = read_aloud(client, kanel, people)
    assert shown.status_code == 200
    kept = {**told(people), **{"words": fields(shown, address("network_new", kanel))["words"]}}
    return client.post(
        address("network_new", kanel), {**kept, "form": "oral", "witness": "I var alene", "said": "yes", **more}
    )


def planned(client: Client, kanel: Citizen, people: Cast) -> Meeting:
    assert say_yes(client, kanel, people).status_code == 302
    return Meeting.objects.get(kind="network")


def page_of(made: Meeting) -> str:
    return reverse("casework:network", args=[made.pk])


def test_network_is_read_aloud_before_anything_is_stored(tea: Client, kanel: Citizen, people: Cast) -> None:
    assert tea.get(address("network_new", kanel)).status_code == 200
    shown = read_aloud(tea, kanel, people).content.decode()
    for words in ("Min bolig", "mor", "Jens, Jobcentret i Randers", "Må vi og Jens fra Jobcentret i Randers og mor",
                  "til dette møde", "Stedet er Hos mor."):  # fmt: skip
        assert words in shown, words
    assert not Meeting.objects.exists()
    assert not ConsentEntry.objects.exists()


def test_network_yes_is_for_this_meeting_and_no_more(tea: Client, kanel: Citizen, people: Cast) -> None:
    made = planned(tea, kanel, people)
    entries = list(ConsentEntry.objects.order_by("pk"))
    assert [(one.user, one.outside) for one in entries] == [(people.professional, ""), (None, "mor")]
    for entry in entries:
        assert (entry.purpose, entry.meeting, entry.answer, entry.topics) == ("meeting", made, "yes", "wishes housing")
        assert (entry.until_on, entry.witness) == (timezone.localdate(made.at), "I var alene")
        assert "Må vi og Jens fra Jobcentret i Randers og mor" in entry.words
    assert {(seat.user, seat.outside) for seat in made.seats.all()} == {(people.professional, ""), (None, "mor")}
    jens = Recipient(people.jobcentre.pk, people.professional.pk, frozenset({"professional"}))
    ledger = sharing([kanel.pk])
    assert ledger.topics(kanel.pk, jens, Use.MEETING, meeting=made.pk) == {"housing", "wishes"}
    assert not ledger.topics(kanel.pk, jens, Use.MEETING, meeting=made.pk + 1)
    assert not ledger.topics(kanel.pk, jens, Use.PAGE)
    assert Event.objects.filter(action="network.plan", subject=kanel.key).count() == 1


def test_network_pressed_twice_is_one(tea: Client, kanel: Citizen, people: Cast) -> None:
    for _press in range(2):
        assert say_yes(tea, kanel, people).status_code == 302
    assert Meeting.objects.count() == 1
    assert ConsentEntry.objects.count() == 2
    assert MeetingSeat.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"own_points": ""}, "Skriv borgerens punkt først."),
        ({"topics": []}, "Vælg mindst ét emne."),
        ({"another": "", "outside": ""}, "Vælg mindst én, som borgeren vil have med."),
        ({"outside": "x" * 200}, "En linje er for lang."),
        ({"outside": "\n".join("abcdefg")}, "Der er plads til seks."),
        ({"own_points": "x" * 10000}, "10.000 tegn, og der er plads til 1.000"),
        ({"on": "2001-01-01"}, "Tiden er gået. Vælg en, der kommer."),
        ({"another": "1-987654321"}, "Vælg en fra listen."),
    ],
)
def test_network_form_says_what_is_wrong(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, Any], said: str
) -> None:
    response = read_aloud(tea, kanel, people, **wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Hos mor" in response.content.decode()


def test_network_oral_yes_names_who_heard_it(tea: Client, kanel: Citizen, people: Cast) -> None:
    response = say_yes(tea, kanel, people, witness="")
    assert response.status_code == 422
    assert "Skriv, hvem der hørte det" in response.content.decode()
    assert not Meeting.objects.exists()


def test_network_words_that_changed_meanwhile_are_read_again(tea: Client, kanel: Citizen, people: Cast) -> None:
    again = say_yes(tea, kanel, people, topics=["health"])
    assert again.status_code == 200
    assert "dit helbred" in again.content.decode()
    assert not Meeting.objects.exists()


def test_network_guest_sees_what_is_covered_and_nobody_else(tea: Client, kanel: Citizen, people: Cast) -> None:
    made = planned(tea, kanel, people)
    item = made.items.get()
    for topic, words in (("housing", "Ny bolig i maj"), ("health", "Sover dårligt")):
        MeetingLine.objects.create(
            item=item, point=1, topic=topic, words=words, made_at=timezone.now(), by=people.therapist
        )
    jens = enter(Client(), people.professional)
    shown = jens.get(page_of(made)).content.decode()
    for words in ("Min bolig", "Hos mor", "Ny bolig i maj", "bolig", "hvad jeg gerne vil"):
        assert words in shown, words
    for words in ("Sover dårligt", ">mor<", "Hvem kommer", kanel.code, "netværksmøde", "Aflys"):
        assert words.lower() not in shown.split("<main")[1].lower(), words
    assert jens.post(page_of(made), {"own_points": "Mit"}).status_code == 409
    whole = tea.get(page_of(made)).content.decode()
    for words in ("Sover dårligt", "mor", "Jens, Jobcentret i Randers"):
        assert words in whole
    assert "Kort møde" in jens.get(PAGE).content.decode()


def test_network_of_one_whose_yes_is_gone_does_not_exist(tea: Client, kanel: Citizen, people: Cast) -> None:
    made = planned(tea, kanel, people)
    jens = enter(Client(), people.professional)
    assert jens.get(page_of(made)).status_code == 200
    ConsentEnd.objects.create(
        entry=ConsentEntry.objects.get(user=people.professional), why="withdrawn", at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    gone, absent = jens.get(page_of(made)), jens.get(reverse("casework:network", args=[987654321]))
    assert gone.status_code == absent.status_code == 404
    assert gone.content == absent.content


def test_network_points_are_the_citizens_until_it_begins(tea: Client, kanel: Citizen, people: Cast) -> None:
    made = planned(tea, kanel, people)
    assert tea.post(page_of(made), {"own_points": "Min <b>hund</b>"}).status_code == 302
    assert "Min &lt;b&gt;hund&lt;/b&gt;" in tea.get(page_of(made)).content.decode()
    empty = tea.post(page_of(made), {"own_points": ""})
    assert (empty.status_code, "Skriv borgerens punkt først." in empty.content.decode()) == (422, True)
    Meeting.objects.update(began_at=timezone.now())
    refused = tea.post(page_of(made), {"own_points": "Andet"})
    assert (refused.status_code, "Mødet er begyndt." in refused.content.decode()) == (409, True)


def test_network_moves_to_no_later_day_and_takes_no_other_citizen(tea: Client, kanel: Citizen, people: Cast) -> None:
    made = planned(tea, kanel, people)
    havre = citizen(people, "Havre", followed_by=people.therapist)
    later = timezone.localdate(made.at) + timedelta(days=1)
    change = reverse("casework:meeting_change", args=[made.pk])
    refused = tea.post(change, {"on": f"{later:%Y-%m-%d}", "clock": "10:00", "minutes": "60"})
    assert (refused.status_code, "Lav et nyt møde" in refused.content.decode()) == (409, True)
    people_page = reverse("casework:meeting_people", args=[made.pk])
    assert tea.post(people_page, {"add": "1", "citizen": havre.code}).status_code == 422
    assert MeetingItem.objects.count() == 1


def test_network_of_an_ended_course_or_of_others_is_not_planned(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Fyr", followed_by=people.colleague)
    assert tea.get(address("network_new", other)).status_code == 404
    end(kanel, people)
    refused = read_aloud(tea, kanel, people)
    assert (refused.status_code, "Forløbet er sagt farvel til." in refused.content.decode()) == (409, True)
