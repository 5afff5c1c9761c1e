"""A citizen's page and a new citizen: who reaches it, what is written, and that farther away it does not exist."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Membership
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Permission, Role
from fremskudt.access.strength import Strength
from fremskudt.basics.codes import new_code
from fremskudt.casework.actions import citizen as actions
from fremskudt.casework.models import Assignment, Barring, Citizen, DoorOpening
from fremskudt.casework.rules.alias import WORDS
from fremskudt.casework.selectors import citizen as citizens
from tests.casework import field
from tests.cast import enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = "/borgere/ny/"


def page(code, name="citizen"):
    return reverse(f"casework:{name}", args=[code])


def open_door(citizen, user, minutes=60):
    now = timezone.now()
    return DoorOpening.objects.create(
        citizen=citizen, user=user, reason="danger", words="Der er akut fare",
        opened_at=now, closes_at=now + timedelta(minutes=minutes),
    )  # fmt: skip


def bar(people, citizen, user):
    return Barring.objects.create(
        citizen=citizen, user=user, reason="Borgeren beder om det", review_on=timezone.localdate(),
        set_at=timezone.now(), set_by=people.leader,
    )  # fmt: skip


def events(action):
    return sorted(Event.objects.filter(action=action).values_list("subject", flat=True))


def test_citizen_page_shows_alias_code_and_who_follows(tea, people):
    kanel = field.citizen(people, code="K7M4-Q2RX", followed_by=people.therapist)
    Assignment.objects.create(citizen=kanel, user=people.colleague, began_at=timezone.now(), by=people.leader)
    shown = tea.get(page(kanel.code)).content.decode()
    for words in ("Kanel", "K7M4-Q2RX", "Tea, siden", "Tom, siden", "Vis navn og telefon", "Ret"):
        assert words in shown
    assert "<title>Borger ·" in shown


def test_citizen_page_is_one_event(tea, people):
    kanel = field.citizen(people, followed_by=people.therapist)
    tea.get(page(kanel.code))
    event = Event.objects.get()
    assert (event.action, event.subject, event.purpose) == ("citizen.read", kanel.key, "care")
    assert (event.actor, event.fields) == (people.therapist.key, "coded,free_text")


def test_citizen_behind_an_opened_door_is_read_for_the_door(tea, people):
    kanel = field.citizen(people, followed_by=people.colleague)
    assert tea.get(page(kanel.code)).status_code == 404
    open_door(kanel, people.therapist)
    shown = tea.get(page(kanel.code)).content.decode()
    assert "Døren er åben i 60 minutter til." in shown
    assert f"/lukket-doer/{kanel.code}/luk/" in shown
    assert Event.objects.get().purpose == "door"
    DoorOpening.objects.update(closes_at=timezone.now())
    assert tea.get(page(kanel.code)).status_code == 404


def test_citizen_page_counts_only_followers_who_reach_it(tea, people):
    kanel = field.citizen(people, followed_by=people.therapist)
    Assignment.objects.create(citizen=kanel, user=people.colleague, began_at=timezone.now(), by=people.leader)
    assert "Tom" in tea.get(page(kanel.code)).content.decode()
    barring = bar(people, kanel, people.colleague)
    assert "Tom" not in tea.get(page(kanel.code)).content.decode()
    barring.delete()
    Membership.objects.filter(user=people.colleague).delete()
    assert "Tom" not in tea.get(page(kanel.code)).content.decode()


def test_citizen_page_of_a_leader_who_follows_has_no_way_to_the_name(client, people):
    kanel = field.citizen(people, followed_by=people.leader)
    shown = enter(client, people.leader).get(page(kanel.code)).content.decode()
    assert "Kanel" in shown
    for words in ("identitet/", "opslag/", "link/"):
        assert f"{page(kanel.code)}{words}" not in shown
    assert "Vis navn" not in shown
    assert client.post(page(kanel.code, "identity")).status_code == 403
    assert client.get(page(kanel.code, "identity_edit")).status_code == 403


def test_citizen_page_offers_only_what_the_role_in_that_town_may(client, people):
    """A therapist in Vejle who leads in Randers follows one in Randers as a leader."""
    Membership.objects.create(user=people.leader, organisation=people.centre_elsewhere, role=Role.THERAPIST)
    kanel = field.citizen(people, followed_by=people.leader)
    shown = enter(client, people.leader).get(page(kanel.code)).content.decode()
    assert "Vis navn" not in shown
    assert client.post(page(kanel.code, "identity")).status_code == 404
    assert client.get(page(kanel.code, "identity_edit")).status_code == 404
    reach = reach_of(people.leader)
    assert citizens.find_citizen(reach, kanel.code, Permission.CASELOAD_READ) == kanel
    for permission in (Permission.IDENTITY_EDIT, Permission.LINK_GIVE):
        with pytest.raises(Http404):
            citizens.find_citizen(reach, kanel.code, permission)


def relations(people):
    """Citizens that Tea must not be able to tell from nobody: how, and the code."""
    barred = field.citizen(people, "Havre", followed_by=people.therapist)
    bar(people, barred, people.therapist)
    opened = field.citizen(people, "Fyrtårn", followed_by=people.colleague)
    open_door(opened, people.therapist)
    bar(people, opened, people.therapist)
    elsewhere = field.citizen(people, "Kompas", municipality="Vejle", followed_by=people.therapist)
    left = field.citizen(people, "Ugle", followed_by=people.therapist)
    Assignment.objects.filter(citizen=left).update(ended_at=timezone.now())
    shut = field.citizen(people, "Hejre", followed_by=people.colleague)
    open_door(shut, people.therapist, minutes=-1)
    away = field.citizen(people, "Sejl", municipality="Vejle", followed_by=people.therapist_elsewhere)
    mine = field.citizen(people, "Vase", "K7M4-Q2RX", followed_by=people.therapist)
    return {
        "a colleague's": field.citizen(people, "Kanel", followed_by=people.colleague).code,
        "nobody's": field.citizen(people, "Sweater").code,
        "another town's": away.code,
        "assigned across towns": elsewhere.code,
        "barred": barred.code,
        "barred behind an open door": opened.code,
        "no longer mine": left.code,
        "behind a door that closed": shut.code,
        "lower case of one of mine": mine.code.lower(),
    }


ASKED = [
    ("GET", "citizen", {}),
    ("POST", "identity", {}),
    ("POST", "identity", {"cpr": "whole"}),
    ("GET", "identity_edit", {}),
    ("POST", "identity_edit", {"name": "Bo", "cpr": "0101901234"}),
    ("POST", "identity_edit", {"cpr": "wrong"}),
    ("POST", "citizen", {}),
    ("GET", "identity", {}),
    ("PUT", "citizen", {}),
    ("HEAD", "citizen", {}),
]


def ask(client, method, address, given):
    response = client.generic(method, address) if not given else client.post(address, given)
    return response.status_code, response.content, dict(response.headers.items())


@pytest.mark.parametrize(("method", "name", "given"), ASKED)
def test_citizen_beyond_reach_is_byte_for_byte_one_who_does_not_exist(tea, people, method, name, given):
    nobody = ask(tea, method, page("XXXX-9999", name), given)
    assert nobody[0] in {404, 405}
    for how, code in relations(people).items():
        assert ask(tea, method, page(code, name), given) == nobody, how
    assert not Event.objects.exists()


def test_citizen_pages_ask_for_a_strong_log_in(client, people):
    kanel = field.citizen(people, followed_by=people.therapist)
    enter(client, people.therapist, Strength.PASSWORD)
    for name in ("citizen", "identity_edit"):
        assert client.get(page(kanel.code, name)).status_code == 302
    assert client.post(page(kanel.code, "identity")).status_code == 302
    assert not Event.objects.exists()


def test_citizen_is_not_shown_when_the_log_cannot_be_written(tea, people):
    kanel = field.citizen(people, followed_by=people.therapist)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_event RENAME TO access_event_away")
    tea.raise_request_exception = False
    for address in (page(kanel.code), reverse("casework:caseload")):
        response = tea.get(address)
        assert response.status_code == 503
        assert b"Kanel" not in response.content
        assert kanel.code.encode() not in response.content
    tea.post(NEW, {"alias": "Havre", "create": "yes"})
    assert not Citizen.objects.filter(alias="Havre").exists()


# a new citizen


def test_citizen_new_is_followed_by_the_therapist_who_makes_it(tea, people):
    response = tea.post(NEW, {"alias": " kanel ", "create": "yes"})
    made = Citizen.objects.get()
    assert response.url == page(made.code)
    assert (made.alias, made.municipality, made.made_by) == (
        "Kanel",
        people.municipalities["Randers"],
        people.therapist,
    )
    following = made.assignments.get()
    assert (following.user, following.by, following.ended_at) == (people.therapist, people.therapist, None)
    assert events("citizen.create") == [made.key]
    assert "Kanel er oprettet." in tea.get(response.url).content.decode()


def test_citizen_new_of_a_leader_goes_on_to_who_shall_follow(client, people):
    response = enter(client, people.leader).post(NEW, {"alias": "Kanel", "create": "yes"})
    made = Citizen.objects.get()
    assert not made.assignments.exists()
    assert response.url == page(made.code, "assign")
    assert client.get(response.url).status_code == 200


def test_citizen_new_proposes_an_alias_nobody_in_town_bears(tea, people):
    for word in WORDS[:-1]:
        Citizen.objects.create(
            code=new_code(), alias=word, municipality=people.municipalities["Randers"], made_at=timezone.now(),
            made_by=people.leader,
        )  # fmt: skip
    assert f'value="{WORDS[-1]}"' in tea.get(NEW).content.decode()


@pytest.mark.parametrize(
    ("alias", "words"),
    [
        ("", "Skriv et dæknavn."),
        ("010190-1234", "Skriv et dæknavn uden tal."),
        ("Kanel 12", "Skriv et dæknavn uden tal."),
        ("x" * 41, "Skriv højst 40 tegn."),
        ("a@b", "Skriv et dæknavn kun med bogstaver."),
        ("Havre", "Dæknavnet er i brug. Vælg et andet."),
        ("HAVRE", "Dæknavnet er i brug. Vælg et andet."),
    ],
)
def test_citizen_new_refuses_an_alias_and_keeps_what_was_written(tea, people, alias, words):
    field.citizen(people, "Havre")
    response = tea.post(NEW, {"alias": alias, "create": "yes"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Citizen.objects.count() == 1
    assert not events("citizen.create")


def test_citizen_new_alias_may_be_borne_in_another_town(tea, people):
    field.citizen(people, "Kanel", municipality="Vejle")
    assert tea.post(NEW, {"alias": "Kanel", "create": "yes"}).status_code == 302


def test_citizen_new_takes_only_the_alias_from_what_is_sent(tea, people):
    vejle = people.municipalities["Vejle"]
    odd = {"municipality": vejle.pk, "municipality_id": vejle.pk, "town": vejle.pk, "code": "AAAA-AAAA", "id": 77}
    odd |= {"made_by": people.leader.pk, "user": people.colleague.pk, "made_at": "2001-01-01"}
    assert tea.post(NEW, {"alias": "Kanel", "create": "yes", **odd}).status_code == 302
    made = Citizen.objects.get()
    assert made.municipality == people.municipalities["Randers"]
    assert made.code != "AAAA-AAAA"
    assert made.pk != 77
    assert made.made_by == people.therapist
    assert made.made_at.year != 2001
    assert [each.user for each in made.assignments.all()] == [people.therapist]


def test_citizen_new_in_several_towns_is_chosen_among_ones_own(tea, people):
    Membership.objects.create(user=people.therapist, organisation=people.centre_elsewhere, role=Role.THERAPIST)
    assert "Kommune" in tea.get(NEW).content.decode()
    for town in ("", str(people.municipalities["Odder"].pk), "0", "x"):
        assert tea.post(NEW, {"alias": "Kanel", "town": town}).status_code == 422
    vejle = people.municipalities["Vejle"].pk
    assert tea.post(NEW, {"alias": "Kanel", "town": vejle, "create": "yes"}).status_code == 302
    assert Citizen.objects.get().municipality == people.municipalities["Vejle"]


@pytest.mark.parametrize("who", ["partner", "professional", "peer", "evaluator", "administrator", "dpo", "steering"])
def test_citizen_pages_are_refused_to_other_roles(client, people, who):
    kanel = field.citizen(people, followed_by=getattr(people, who))
    enter(client, getattr(people, who))
    for name in ("citizen", "identity_edit", "assign"):
        assert client.get(page(kanel.code, name)).status_code == 403
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"alias": "Havre"}).status_code == 403
    assert Citizen.objects.count() == 1


def test_citizen_create_makes_another_code_when_one_is_taken(people, monkeypatch):
    field.citizen(people, "Havre", code="K7M4-Q2RX")
    drawn = iter(["K7M4-Q2RX", "H9TD-2222"])
    monkeypatch.setattr(actions, "new_code", lambda: next(drawn))
    town = people.municipalities["Randers"]
    assert actions.create(municipality=town, alias="Kanel", by=people.therapist).code == "H9TD-2222"
