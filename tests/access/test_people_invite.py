"""Inviting: only to roles that exist there, the link shown once, nothing told of people elsewhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Invitation, Organisation
from fremskudt.access.models.organisation import ROLES_IN
from fremskudt.access.roles import Role
from fremskudt.access.rules import membership as rules
from tests import cast
from tests.access.people_pages import INVITE, PEOPLE, SENT, state

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def ada(client, people):
    return cast.enter(client, people.administrator)


def invite(client, people, **more):
    sent = {"organisation": people.centre.pk, "role": Role.THERAPIST, "name": "Nina", "email": "Nina@Example.org"}
    return client.post(INVITE, sent | more)


def test_people_are_invited_and_the_link_is_shown_once(ada, people, mailoutbox, settings):
    assert invite(ada, people).url == SENT
    made = Invitation.objects.get()
    assert (made.email, made.name, made.role) == ("nina@example.org", "Nina", "therapist")
    assert (made.organisation, made.invited_by) == (people.centre, people.administrator)
    page = ada.get(SENT).content.decode()
    link = re.search(r'value="(http://testserver/invitation/[^"]+)" readonly', page)[1]
    assert len(mailoutbox) == 1
    assert link in mailoutbox[0].body
    assert "Vi har sendt linket til nina@example.org." in page
    assert Client().get(link).status_code == 200
    again = ada.get(SENT).content.decode()
    assert "invitation/" not in again.split("<main")[1]
    assert "Et link vises kun én gang." in again
    assert Event.objects.get(action="invitation.send").actor == people.administrator.key


def test_people_page_says_when_no_mail_was_sent(ada, people, settings):
    settings.MAIL_IS_ON = False
    invite(ada, people)
    assert "Vi har ikke sendt en mail. Giv selv personen linket." in ada.get(SENT).content.decode()


def test_people_link_waits_for_the_one_who_invited_alone(ada, people):
    invite(ada, people)
    second = cast.enter(Client(), cast.person("Alma", people.municipalities["Randers"], Role.ADMINISTRATOR))
    assert "Linket er vist" in second.get(SENT).content.decode()


def test_people_invitation_is_chosen_by_place_then_role(ada, people):
    assert f"?organisation={people.centre.pk}" in ada.get(INVITE).content.decode()
    form = ada.get(INVITE, {"organisation": people.drop_in.pk}).content.decode()
    offered = set(re.findall(r'name="role" value="(\w+)"', form))
    assert offered == {role.value for role in ROLES_IN["drop_in"]}


@pytest.mark.parametrize("kind", list(Organisation.Kind))
def test_people_roles_are_only_those_of_the_place(people, kind):
    """Every kind of place and every role: given exactly where the role exists."""
    administrator, town = people.administrator, people.municipalities["Randers"]
    alone = kind in {"municipality", "evaluator"}
    if kind == "evaluator":
        town, administrator = people.institute, cast.person("Edda", people.institute, Role.ADMINISTRATOR)
    place = town if alone else Organisation.objects.create(kind=kind, name="Stedet", municipality=town)
    client = cast.enter(Client(), administrator)
    for role in Role:
        sent = {"organisation": place.pk, "role": role, "name": "N", "email": f"{role}@x.dk", "sure": "yes"}
        answer = client.post(INVITE, sent)
        assert answer.status_code == (302 if role in ROLES_IN[kind] else 422), role
        if role not in ROLES_IN[kind]:
            assert "Rollen findes ikke i den organisation." in answer.content.decode()
    assert {one.role for one in Invitation.objects.all()} == {role.value for role in ROLES_IN[kind]}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"role": ""}, "Vælg en rolle."),
        ({"name": "  "}, "Skriv personens navn."),
        ({"email": "nina"}, "Skriv en hel e-mail"),
        ({"name": "Nina\x00"}, "Null"),
        ({"email": "nina@x.dk\r\nBcc: alle@x.dk"}, "Skriv en hel e-mail"),
        ({"name": "x" * 121}, "Skriv højst 120 tegn."),
        ({"email": f"{'x' * 250}@x.dk"}, "e-mail"),
        ({"email": "tom@example.org"}, "Tom har den e-mail og er her allerede."),
        ({"email": "TOM@example.org"}, "Tom har den e-mail og er her allerede."),
    ],
)
def test_people_invitation_with_a_fault_keeps_what_was_written(ada, people, sent, said):
    before = state()
    answer = invite(ada, people, **sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "Nina" in page or "name" in sent
    assert state() == before


def test_people_invitation_tells_nothing_of_somebody_elsewhere(ada, people):
    """An e-mail that has a user in another municipality is answered as any other."""
    known, new = invite(ada, people, email="ulla@example.org"), invite(ada, people, email="nina@example.org")
    assert (known.status_code, known.url) == (new.status_code, new.url) == (302, SENT)


def test_people_are_not_invited_twice_to_the_same(ada, people):
    invite(ada, people)
    again = invite(ada, people, email="NINA@example.org")
    assert again.status_code == 409
    assert rules.INVITED in again.content.decode()
    assert Invitation.objects.count() == 1
    Invitation.objects.update(expires_at=timezone.now())
    assert invite(ada, people).status_code == 302


def test_people_invitation_is_revoked_at_once(ada, people):
    invite(ada, people)
    link = re.search(r'value="(http://testserver/invitation/[^"]+)"', ada.get(SENT).content.decode())[1]
    waiting = Invitation.objects.get()
    assert "nina@example.org" in ada.get(PEOPLE).content.decode()
    assert ada.post(reverse("access:invitation_revoke", args=[waiting.pk])).url == PEOPLE
    assert Client().get(link).status_code != 200
    assert "nina@example.org" not in ada.get(PEOPLE).content.decode()
    assert Event.objects.filter(action="invitation.revoke").count() == 1
