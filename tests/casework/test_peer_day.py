"""A peer's day: without a yes there is nobody, »Vi sås« holds a place and no word, and one can always go (F81)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fremskudt.access.models import Event, Organisation
from fremskudt.access.roles import Role
from fremskudt.casework.actions import consent as consents
from fremskudt.casework.models import (
    Appointment,
    Barring,
    Citizen,
    Contact,
    Duty,
    Ending,
    PeerContact,
    UrgentRequest,
    Visit,
)
from fremskudt.casework.rules import peer as rules
from fremskudt.casework.rules.contact import PLACES
from fremskudt.casework.selectors.peer_day import standing
from fremskudt.partnership.models import HouseRules, PosterFace
from tests.access.broken_log import refused_lines
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.casework.pages import at, form_at, send_from, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DAY, HELP = reverse("casework:peer_day"), reverse("casework:peer_help")
LEAVE, LEFT, UNDO = (reverse(f"casework:{name}") for name in ("peer_leave", "peer_left", "peer_met_undo"))
NOBODY = "Du har ikke en aftale med den person."
EMPTY = "Ingen aftaler. Sid i køkkenet, hvis du har lyst."


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)


@pytest.fixture
def pia(people: Cast) -> Client:
    return enter(Client(), people.peer)


def say_yes(people: Cast, to: Citizen, topics: str = "appointments agreements", **more: Any) -> Any:
    return say(to, people.centre, topics, by=people.therapist, **{"user": people.peer, **more})


def meet(pia: Client, who: Citizen, place: str = "home") -> int:
    met = at("peer_met", who)
    return int(send_from(pia, pia.get(met), met, place=place).status_code)  # type: ignore[arg-type]


def test_peer_contact_has_no_field_for_what_was_said() -> None:
    assert set(rules.TILES) == set(PLACES)
    fields = {field.name for field in PeerContact._meta.fields}
    assert fields == {"id", "case", "made_at", "by", "at", "place", "operation", "undone_at"}
    with pytest.raises(FieldDoesNotExist):
        PeerContact._meta.get_field("note")


@pytest.mark.parametrize("is_mine", [True, False])
@pytest.mark.parametrize("minutes", [0, 10, 11])
def test_peer_contact_is_taken_back_by_ones_own_hand_for_ten_minutes(is_mine: bool, minutes: int) -> None:
    now = timezone.now()
    verdict = rules.may_take_back(is_mine=is_mine, made_at=now - timedelta(minutes=minutes), now=now)
    assert bool(verdict) is (is_mine and minutes <= 10)


def test_peer_day_shows_nobody_without_a_yes(people: Cast, kanel: Citizen, pia: Client) -> None:
    assert EMPTY in shown(pia, DAY)
    assert "Kanel" not in shown(pia, DAY) + shown(pia, HELP)
    assert not Event.objects.filter(subject=kanel.key, actor=people.peer.key).exists()


def test_peer_day_shows_alias_topics_and_the_next_time_alone(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel, "appointments agreements health")
    when = timezone.now() + timedelta(days=2)
    Appointment.objects.create(
        case=kanel.cases.get(), at=when, place="home", place_words="K-sted", what_for="K-formål",
        owner=people.therapist, made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    Contact.objects.create(
        case=kanel.cases.get(), at=timezone.now(), outcome="met", place="home", way="in_person", note="K-note",
        operation=uuid4(), made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    page = shown(pia, DAY)
    for said in ("Kanel", "hvornår vi ses, hvad vi har aftalt", "Hjemme", at("peer_met", kanel)):
        assert said in page
    for never in ("helbred", "K-sted", "K-formål", "K-note", "Tea"):
        assert never not in page
    assert Event.objects.filter(action="peer_day.read", subject=kanel.key, actor=people.peer.key).count() == 1


@pytest.mark.parametrize("why", ["none", "other_peer", "no", "expired", "withdrawn", "barred", "ended", "left_house"])
def test_peer_meets_nobody_whom_no_yes_opens(people: Cast, kanel: Citizen, pia: Client, why: str) -> None:
    absent = pia.get(reverse("casework:peer_met", args=["ZZZZ9999"]))
    if why == "other_peer":
        say_yes(people, kanel, user=person("Per", people.centre, Role.PEER))
    elif why != "none":
        entry = say_yes(people, kanel, answer="no" if why == "no" else "yes", days=-1 if why == "expired" else 180)
    if why == "withdrawn":
        consents.withdraw(entry=entry, by=people.therapist)
    if why == "barred":
        Barring.objects.create(
            citizen=kanel, user=people.peer, reason="Bad om det", set_at=timezone.now(), set_by=people.leader,
            review_on=timezone.localdate(),
        )  # fmt: skip
    if why == "ended":
        Ending.objects.create(
            case=kanel.cases.get(), reason=2, phase=1, on=timezone.localdate(), onward="support", onward_words="Ny",
            made_at=timezone.now(), by=people.therapist,
        )  # fmt: skip
    if why == "left_house":
        people.peer.memberships.update(organisation=people.centre_elsewhere)
    assert EMPTY in shown(pia, DAY)
    met = at("peer_met", kanel)
    for answer in (pia.get(met), pia.post(met, {"place": "home", "operation": f"{uuid4()}"})):
        assert answer.status_code == 404
        assert NOBODY in answer.content.decode()
        assert answer.content == absent.content
    asked = pia.post(HELP, {"who": kanel.code, "said_yes": "on"})
    assert asked.status_code == 422
    assert NOBODY in asked.content.decode()
    assert not PeerContact.objects.exists()
    assert not UrgentRequest.objects.exists()


def test_peer_met_in_two_taps_once_however_often_it_is_pressed(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel)
    met = at("peer_met", kanel)
    page = pia.get(met)
    assert form_at(page, met).keys() == {"operation"}  # type: ignore[arg-type]
    for _press in range(2):
        assert send_from(pia, page, met, place="refuge").status_code == 302  # type: ignore[arg-type]
    made = PeerContact.objects.get()
    assert (made.case, made.place, made.by) == (kanel.cases.get(), "refuge", people.peer)
    assert Event.objects.filter(action="peer_contact.met", subject=kanel.key).count() == 1
    assert "Værested eller herberg" in words(pia.get(DAY))  # type: ignore[arg-type]
    assert [one.place for one in standing().filter(case__citizen=kanel)] == ["refuge"]
    assert not Contact.objects.exists()  # never the team's own
    page = words(enter(Client(), people.therapist).get(at("citizen", kanel)))  # type: ignore[arg-type]
    assert "Set i dag" not in page


@pytest.mark.parametrize("wrong", [{}, {"place": "bodega"}, {"place": "home", "operation": "x"}])
def test_peer_met_needs_a_place(people: Cast, kanel: Citizen, pia: Client, wrong: dict[str, str]) -> None:
    say_yes(people, kanel)
    response = pia.post(at("peer_met", kanel), {"operation": f"{uuid4()}", **wrong})
    assert response.status_code == 422
    assert "Vælg, hvor I sås." in response.content.decode()
    assert not PeerContact.objects.exists()


def test_peer_press_of_one_page_counts_for_one_person(people: Cast, kanel: Citizen, pia: Client) -> None:
    havre = citizen(people, "Havre", "CCCC2222")
    told = {"place": "home", "operation": f"{uuid4()}"}
    for who in (kanel, havre):
        say_yes(people, who)
    assert pia.post(at("peer_met", kanel), told).status_code == 302
    assert pia.post(at("peer_met", havre), told).status_code == 409
    assert PeerContact.objects.get().case == kanel.cases.get()


def test_peer_met_is_undone_by_ones_own_hand(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel)
    assert meet(pia, kanel) == 302
    made = PeerContact.objects.get()
    per = enter(Client(), person("Per", people.centre, Role.PEER))
    assert per.post(UNDO, {"contact": made.pk}).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert enter(Client(), people.peer).post(UNDO, {"contact": made.pk}).status_code == 409
    assert send_from(pia, pia.get(DAY), UNDO).status_code == 302  # type: ignore[arg-type]
    for _press in range(2):
        assert pia.post(UNDO, {"contact": made.pk}).status_code == 302
    assert Event.objects.filter(action="peer_contact.undo").count() == 1
    assert not standing().exists()
    assert pia.post(UNDO, {"contact": "x"}).status_code == 302


def test_peer_contact_stands_with_the_kept_record(people: Cast, kanel: Citizen, pia: Client) -> None:
    other = citizen(people, "Havre", "CCCC2222")
    say_yes(people, other)
    other.merged_into = kanel
    other.save()
    assert "Havre" not in shown(pia, DAY)
    assert meet(pia, kanel) == 302
    assert "Sammen med en peer" in shown(enter(Client(), people.therapist), at("timeline", kanel))
    assert Event.objects.filter(action="peer_contact.met", subject=kanel.key).count() == 1


def test_peer_contact_is_a_line_of_the_timeline_for_those_who_follow(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel)
    meet(pia, kanel)
    assert "Sammen med en peer: hjemme." in shown(enter(Client(), people.therapist), at("timeline", kanel))


def test_peer_leaves_and_nothing_is_asked(people: Cast, pia: Client) -> None:
    assert form_at(pia.get(DAY), LEAVE) == {}  # type: ignore[arg-type]
    gone = pia.post(LEAVE)
    assert gone["Location"] == LEFT
    page = shown(pia, LEFT)
    assert "Tak for i dag" in page
    assert "Teamet kan se" not in page
    assert Event.objects.filter(action="peer_day.leave", subject=people.peer.key).count() == 1


def test_peer_who_was_out_is_out_no_more(people: Cast, pia: Client) -> None:
    now = timezone.now()
    out = Visit.objects.create(
        user=people.peer, municipality=people.municipalities["Randers"], began_at=now, back_at=now + timedelta(hours=1)
    )
    assert "Pia" in shown(enter(Client(), people.therapist), reverse("casework:team"))
    assert pia.post(LEAVE).status_code == 302
    assert "Teamet kan se, at du ikke er ude mere." in shown(pia, LEFT)
    out.refresh_from_db()
    assert out.ended_at is not None
    assert "Pia" not in shown(enter(Client(), people.therapist), reverse("casework:team"))


def test_peer_asks_the_team_to_come_for_one_who_said_yes(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel)
    refused = pia.post(HELP, {"who": kanel.code})
    assert refused.status_code == 422
    assert "Har personen sagt ja? Ellers giv et praj." in refused.content.decode()
    assert form_at(refused, HELP)["who"] == [kanel.code]  # type: ignore[arg-type]
    assert "Vælg, hvem det er." in pia.post(HELP, {"said_yes": "on"}).content.decode()
    assert not UrgentRequest.objects.exists()
    for _press in range(2):
        assert send_from(pia, pia.get(HELP), HELP, said_yes="on").status_code == 302  # type: ignore[arg-type]
    asked = UrgentRequest.objects.get()
    assert (asked.case, asked.words, asked.area, asked.by) == (kanel.cases.get(), "", "", people.peer)
    assert Event.objects.filter(action="urgent.ask", subject=kanel.key).count() == 1
    assert "Vi ringer dig op." in shown(pia, HELP)
    assert Event.objects.filter(action="peer_day.help", subject=kanel.key).exists()
    assert "Beder om hjælp i dag" in shown(enter(Client(), people.therapist), reverse("casework:today"))


def test_peer_may_ring_those_on_the_poster_whoever_is_on_duty_first(people: Cast, pia: Client) -> None:
    assert "Ingen numre endnu. Ring til din leder." in shown(pia, HELP)
    assert "Ingen har en aftale med dig lige nu." in shown(pia, HELP)
    made = {"made_at": timezone.now()}
    for user, first_name, phone in (
        (people.therapist, "Anne", "22 33 44 55"), (people.colleague, "Tom", "33445566"),
        (people.therapist_elsewhere, "Ulla", "44556677"),
    ):  # fmt: skip
        PosterFace.objects.create(user=user, first_name=first_name, phone=phone, **made)
    PosterFace.objects.create(user=people.leader, first_name="Lea", phone="55667788", is_shown=False, **made)
    Duty.objects.create(
        municipality=people.municipalities["Randers"], on=timezone.localdate(), user=people.colleague, by=people.leader
    )
    page = shown(pia, HELP)
    assert page.index("tel:33445566") < page.index("tel:22334455")
    assert "på vagt i dag" in page
    assert "Ulla" not in page
    assert "55667788" not in page


def test_peer_reads_the_house_rules_before_coming(people: Cast, pia: Client) -> None:
    HouseRules.objects.create(
        organisation=people.drop_in, who="Én ad gangen", when="Ikke ved spisning", from_on=timezone.localdate(),
        must_call_first=True, made_at=timezone.now(), by=people.leader,
    )  # fmt: skip
    page = words(pia.get(DAY))  # type: ignore[arg-type]
    for said in ("Værestedet Kajen", "Ring, før du kommer.", "Én ad gangen", "Ikke ved spisning"):
        assert said in page


def test_peer_pages_are_the_peers_alone(people: Cast, kanel: Citizen) -> None:
    say(kanel, people.drop_in, by=people.therapist)
    for user in (people.partner, people.partner_contact, people.professional, people.therapist, people.leader):
        client = enter(Client(), user)
        for address in (DAY, HELP, LEFT, at("peer_met", kanel)):
            assert client.get(address).status_code == 403
        assert client.post(LEAVE).status_code == 403


def test_peer_sees_what_is_said_to_where_they_are_a_peer(people: Cast, kanel: Citizen, pia: Client) -> None:
    """A seat in another role elsewhere opens nothing here."""
    herberg = Organisation.objects.create(
        kind=Organisation.Kind.SHELTER, name="Herberget", municipality=people.municipalities["Randers"]
    )
    people.peer.memberships.create(organisation=herberg, role=Role.PARTNER)
    say(kanel, herberg, by=people.therapist)
    assert "Kanel" not in shown(pia, DAY)
    assert pia.get(at("peer_met", kanel)).status_code == 404
    say_yes(people, kanel, user=None, role="peer")
    assert "Kanel" in shown(pia, DAY)


def test_peer_day_asks_the_same_however_many_there_are(people: Cast, kanel: Citizen, pia: Client) -> None:
    def n_asked(address: str) -> int:
        pia.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert pia.get(address).status_code == 200
        return len(asked)

    say_yes(people, kanel)
    before = [n_asked(address) for address in (DAY, HELP)]
    for number in range(22):
        say_yes(people, citizen(people, f"Alias {number:02}"))
    after = [n_asked(address) for address in (DAY, HELP)]
    assert after == before
    assert max(after) <= 15, after
    assert shown(pia, DAY).count('class="card"') == 20
    assert shown(pia, f"{DAY}?side=2").count('class="card"') == 3
    assert pia.get(f"{DAY}?side=9").status_code == 302


def test_peer_is_shown_nothing_and_writes_nothing_without_the_log(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel)
    told = {"place": "home", "operation": f"{uuid4()}"}
    with refused_lines():
        for address in (DAY, HELP, at("peer_met", kanel)):
            answer = pia.get(address)
            assert answer.status_code == 503
            assert "Kanel" not in answer.content.decode()
        assert pia.post(at("peer_met", kanel), told).status_code == 503
        assert pia.post(LEAVE).status_code == 503
    assert not PeerContact.objects.exists()


def test_peer_pages_are_in_plain_words(people: Cast, kanel: Citizen, pia: Client) -> None:
    say_yes(people, kanel)
    text = ""
    for address in (DAY, HELP, LEFT, at("peer_met", kanel)):
        page = shown(pia, address)
        main = page.split("<main")[1].split("</main")[0]
        for never in ("behandling", "misbrug", "fase"):
            assert never not in main
        assert "Kanel" not in page.split("</title>")[0]
        text += "\n".join(part.strip() for part in html.fromstring(f"<main{main}</main>").itertext() if part.strip())
    assert lix(text) <= 30, lix(text)
