"""The administrator's people: who is seen, and what is beyond reach."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Device, Membership, Organisation, User
from fremskudt.access.roles import Role
from tests import cast
from tests.access.people_pages import INVITE, PEOPLE, SENT, invitation, one, role_of, state

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def ada(client, people):
    return cast.enter(client, people.administrator)


def test_people_list_has_everybody_of_the_municipality_and_nobody_else(ada, people):
    page = ada.get(PEOPLE).content.decode()
    for seen in ("Tea", "Tom", "Lea", "Palle", "Jens", "Dan", "Fremskudt behandler", "Centret i Randers"):
        assert re.search(rf">{seen}\b", page), seen
    for unseen in ("Ulla", "Vera", "Eva", "Centret i Vejle", "Instituttet"):
        assert f">{unseen}<" not in page


def test_people_list_says_how_each_comes_in(ada, people):
    for user, kind in ((people.therapist, "totp"), (people.leader, "webauthn"), (people.peer, "recovery_codes")):
        Authenticator.objects.create(user=user, type=kind, data={})
    now = timezone.now()
    for user in (people.partner, people.colleague):
        Device.objects.create(user=user, token_hash=user.email, label="Telefon", known_at=now, seen_at=now)
    Device.objects.create(
        user=people.partner_contact, token_hash="x", label="Gammel", known_at=now, seen_at=now, revoked_at=now
    )
    page = re.sub(r"\s+", " ", ada.get(PEOPLE).content.decode())
    wanted = {
        "Tea": "app", "Lea": "nøgle", "Palle": "link på kendt enhed", "Tom": "mangler totrinslogin",
        "Pia": "mangler totrinslogin", "Karla": "mangler totrinslogin",
    }  # fmt: skip
    for name, words in wanted.items():
        row = page.split(f'<span class="row-title">{name}</span>')[1].split("</li>")[0]
        assert words in row, name
        assert ("chip-look" in row) is (words == "mangler totrinslogin")


def test_people_list_asks_the_same_whatever_the_number(ada, people, django_assert_num_queries):
    invitation(people.centre, invited_by=people.leader)
    ada.get(PEOPLE)  # the first page of a session writes down that it is open
    with CaptureQueriesContext(connection) as few:
        ada.get(PEOPLE)
    for number in range(30):
        user = cast.person(f"p{number}", people.centre, Role.THERAPIST)
        invitation(people.drop_in, f"{number}@x.dk", Role.PARTNER, invited_by=people.administrator)
        Authenticator.objects.create(user=user, type="totp", data={})
    Organisation.objects.create(kind="shelter", name="Herberget", municipality=people.municipalities["Randers"])
    assert len(few) <= 15
    with django_assert_num_queries(len(few)):
        page = ada.get(PEOPLE).content.decode()
    assert page.count("Vis flere") == 1  # at most twenty rows in the open


def test_person_page_asks_the_same_whatever_the_number_of_roles(ada, people, django_assert_num_queries):
    ada.get(PEOPLE)
    with CaptureQueriesContext(connection) as few:
        ada.get(one(people.therapist))
    for place, role in ((people.centre, Role.PEER), (people.drop_in, Role.PARTNER), (people.drop_in, Role.PEER)):
        Membership.objects.create(user=people.therapist, organisation=place, role=role)
    assert len(few) <= 15
    with django_assert_num_queries(len(few)):
        ada.get(one(people.therapist))


def test_people_who_belong_elsewhere_show_only_their_roles_here(ada, people):
    Membership.objects.create(user=people.therapist, organisation=people.centre_elsewhere, role=Role.PEER)
    page = ada.get(one(people.therapist)).content.decode()
    assert "Personen hører også til et andet sted." in page
    assert "Centret i Vejle" not in page
    assert "Peer-medarbejder" not in page


def test_people_pages_never_hold_a_password_or_a_way_to_set_one(ada, people):
    User.objects.filter(pk=people.therapist.pk).update(password="scrypt$hemmelig$aftryk")
    for address in (
        PEOPLE,
        one(people.therapist),
        role_of(people.therapist),
        f"{INVITE}?organisation={people.centre.pk}",
    ):
        page = ada.get(address).content.decode()
        assert "hemmelig" not in page
        assert 'type="password"' not in page
    sent = {"act": "reopen", "password": "ny", "email": "ada@evil.dk", "name": "X", "is_active": ""}
    before = state()
    assert ada.post(one(people.therapist), sent).status_code == 409
    assert state() == before


@pytest.mark.parametrize("field", ["leader", "therapist", "partner", "dpo", "evaluator", "steering", "professional"])
def test_people_pages_are_the_administrators(client, people, field):
    cast.enter(client, getattr(people, field))
    waiting = invitation(people.centre)
    before = state()
    revoke = reverse("access:invitation_revoke", args=[waiting.pk])
    for address in (PEOPLE, INVITE, SENT, one(people.colleague), role_of(people.colleague)):
        assert client.get(address).status_code == 403
    for address in (INVITE, one(people.colleague), role_of(people.colleague), revoke):
        assert client.post(address, {"act": "close"}).status_code == 403
    assert state() == before


def test_people_pages_want_the_second_factor(client, people):
    cast.enter(client, people.administrator, strength=cast.Strength.PASSWORD)
    assert client.get(PEOPLE).url == reverse("access:strengthen")
    assert client.post(one(people.colleague), {"act": "close"}).url == reverse("access:strengthen")
    assert User.objects.get(pk=people.colleague.pk).is_active


@pytest.mark.parametrize("field", ["therapist_elsewhere", "administrator_elsewhere", "evaluator"])
def test_people_beyond_reach_are_not_there(ada, people, field):
    beyond, before = getattr(people, field), state()
    role = beyond.memberships.get().pk
    own = {"organisation": people.centre.pk, "role": Role.THERAPIST}
    assert ada.get(one(beyond)).status_code == 404
    assert ada.get(role_of(beyond)).status_code == 404
    for sent in ({"act": "close"}, {"act": "reopen"}, {"act": "end", "membership": role}, {}):
        assert ada.post(one(beyond), sent).status_code == 404
    assert ada.post(role_of(beyond), own).status_code == 404
    assert ada.get(reverse("access:person", args=[10**30])).status_code == 404
    assert state() == before


@pytest.mark.parametrize("wrong", ["elsewhere", "colleagues", "unknown", "text", "missing"])
def test_people_role_that_is_not_the_persons_is_not_there(ada, people, wrong):
    """The number of the role stands in the body: somebody else's, near or far, ends nothing."""
    numbers = {
        "elsewhere": people.therapist_elsewhere.memberships.get().pk,
        "colleagues": people.colleague.memberships.get().pk,
        "unknown": 10**30,
        "text": "1 OR 1=1",
        "missing": None,
    }
    sent = {"act": "end", "membership": numbers[wrong]}
    before = state()
    assert ada.post(one(people.therapist), {k: v for k, v in sent.items() if v is not None}).status_code == 404
    assert state() == before


def test_people_role_elsewhere_of_somebody_near_is_not_there(ada, people):
    beyond = Membership.objects.create(user=people.therapist, organisation=people.centre_elsewhere, role=Role.PEER)
    before = state()
    assert ada.post(one(people.therapist), {"act": "end", "membership": beyond.pk}).status_code == 404
    assert state() == before


@pytest.mark.parametrize("place", ["centre_elsewhere", "institute", "unknown", "text", "endless", "empty"])
def test_people_are_not_invited_nor_given_a_role_beyond_reach(ada, people, place):
    odd = {"unknown": 10**30, "text": "1\x00", "endless": "9" * 5000, "empty": ""}
    number = odd[place] if place in odd else getattr(people, place).pk
    before = state()
    sent = {"organisation": number, "role": Role.THERAPIST, "name": "Ny", "email": "ny@example.org"}
    assert ada.post(INVITE, sent).status_code == 404
    assert ada.get(INVITE, {"organisation": number}).status_code == 404
    assert ada.post(role_of(people.therapist), sent).status_code == 404
    assert ada.get(role_of(people.therapist), {"organisation": number}).status_code == 404
    assert state() == before


def test_people_invitation_beyond_reach_is_not_there(ada, people):
    beyond, now = invitation(people.centre_elsewhere), timezone.now()
    done = invitation(people.centre, "b@x.dk", accepted_at=now)
    old = invitation(people.centre, "c@x.dk", expires_at=now)
    before = state()
    for number in (beyond.pk, done.pk, old.pk, 10**30):
        assert ada.post(reverse("access:invitation_revoke", args=[number])).status_code == 404
    assert state() == before
