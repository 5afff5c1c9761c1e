"""Roles given and ended, people shut out and let in again, and who may not be."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.actions import membership as membership_actions
from fremskudt.access.actions import person as person_actions
from fremskudt.access.models import Device, Event, Invitation, Membership, User
from fremskudt.access.roles import Role
from fremskudt.access.rules import membership as rules
from fremskudt.basics.verdict import NotNow
from tests import cast
from tests.access.people_pages import INVITE, PEOPLE, SENT, invitation, one, role_of, state

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def ada(client, people):
    return cast.enter(client, people.administrator)


def test_people_get_one_more_role(ada, people):
    sent = {"organisation": people.drop_in.pk, "role": Role.PEER, "user": people.leader.pk, "sure": ""}
    assert ada.post(role_of(people.peer), sent).url == one(people.peer)
    made = Membership.objects.get(organisation=people.drop_in, role=Role.PEER)
    assert made.user == people.peer
    event = Event.objects.get(action="membership.add")
    assert (event.subject, event.actor) == (people.peer.key, people.administrator.key)
    assert ada.post(role_of(people.peer), sent).status_code == 409  # a repeated submit has one effect
    assert Membership.objects.filter(organisation=people.drop_in, role=Role.PEER).count() == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER])
def test_people_role_of_great_reach_is_asked_about(ada, people, role):
    sent = {"organisation": people.municipalities["Randers"].pk, "role": role}
    asked = ada.post(role_of(people.leader), sent)
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "Ja, giv rollen" in page
    assert ("Invitere brugere og lukke adgang" in page) is (role == Role.ADMINISTRATOR)
    assert not Membership.objects.filter(user=people.leader, role=role).exists()
    assert ada.post(role_of(people.leader), sent | {"sure": "yes"}).status_code == 302
    assert Membership.objects.filter(user=people.leader, role=role).exists()
    new = sent | {"name": "Nina", "email": "nina@example.org"}
    assert 'name="email" value="nina@example.org"' in ada.post(INVITE, new).content.decode()
    assert not Invitation.objects.exists()
    assert ada.post(INVITE, new | {"sure": "yes"}).url == SENT


def test_people_nobody_gives_themselves_access(ada, people):
    before = state()
    sent = {"organisation": people.centre.pk, "role": Role.THERAPIST}
    for email in ("ada@example.org", "ADA@EXAMPLE.ORG"):
        answer = ada.post(INVITE, sent | {"name": "Ada", "email": email})
        assert answer.status_code == 409
        assert "Du kan ikke give dig selv adgang." in answer.content.decode()
    assert ada.post(role_of(people.administrator), sent).status_code == 409
    assert ada.get(role_of(people.administrator)).status_code == 409
    assert "Du kan ikke give dig selv adgang." in ada.get(one(people.administrator)).content.decode()
    with pytest.raises(NotNow, match="selv adgang"):
        membership_actions.add(
            user=people.administrator, organisation=people.centre, role=Role.THERAPIST, by=people.administrator
        )
    assert state() == before


def test_people_role_is_ended(ada, people):
    extra = Membership.objects.create(user=people.leader, organisation=people.centre, role=Role.PEER)
    assert ada.post(one(people.leader), {"act": "end", "membership": extra.pk}).url == one(people.leader)
    assert not Membership.objects.filter(pk=extra.pk).exists()
    assert Event.objects.get(action="membership.end").subject == people.leader.key


def test_people_only_role_is_not_ended(ada, people):
    role, before = people.therapist.memberships.get(), state()
    page = ada.get(one(people.therapist)).content.decode()
    assert rules.ONLY_ROLE in page
    answer = ada.post(one(people.therapist), {"act": "end", "membership": role.pk})
    assert answer.status_code == 409
    assert rules.ONLY_ROLE in answer.content.decode()
    assert state() == before


def test_people_last_administrator_keeps_the_role(ada, people):
    randers = people.municipalities["Randers"]
    Membership.objects.create(user=people.administrator, organisation=randers, role=Role.STEERING_GROUP)
    role = people.administrator.memberships.get(role=Role.ADMINISTRATOR)
    assert rules.LAST_ADMINISTRATOR in ada.get(one(people.administrator)).content.decode()
    answer = ada.post(one(people.administrator), {"act": "end", "membership": role.pk})
    assert answer.status_code == 409
    assert rules.LAST_ADMINISTRATOR in answer.content.decode()
    shut = cast.person("Alma", randers, Role.ADMINISTRATOR)  # one who cannot log in does not count
    User.objects.filter(pk=shut.pk).update(is_active=False)
    assert ada.post(one(people.administrator), {"act": "end", "membership": role.pk}).status_code == 409
    User.objects.filter(pk=shut.pk).update(is_active=True)
    assert ada.post(one(people.administrator), {"act": "end", "membership": role.pk}).status_code == 302
    assert ada.get(PEOPLE).status_code == 403  # works on the next request


def test_people_access_is_closed_at_once_and_opened_again(ada, people):
    tea, asleep = cast.enter(Client(), people.therapist), cast.enter(Client(), people.therapist)
    for browser in (tea, asleep):
        assert browser.get(reverse("access:profile")).status_code == 200
    now = timezone.now()
    device = Device.objects.create(user=people.therapist, token_hash="x", label="T", known_at=now, seen_at=now)
    to, sent = invitation(people.drop_in, "TEA@example.org"), invitation(people.centre, invited_by=people.therapist)
    others = invitation(people.centre, "andre@x.dk", invited_by=people.leader)
    assert ada.post(one(people.therapist), {"act": "close"}).url == one(people.therapist)
    assert reverse("access:login") in tea.get(reverse("access:profile")).url
    assert tea.get(reverse("access:profile")).status_code == 302
    device.refresh_from_db()
    assert device.revoked_at
    revoked = Invitation.objects.exclude(revoked_at=None)
    assert set(revoked) == {to, sent}
    assert others not in revoked
    page = ada.get(one(people.therapist)).content.decode()
    assert "2 invitationer, der ventede, er lukket med." in page
    assert "Adgangen er lukket." in page
    assert "Lukket adgang" in ada.get(PEOPLE).content.decode()
    assert ada.post(one(people.therapist), {"act": "close"}).status_code == 409
    assert not tea.login(username="tea@example.org", password=cast.PASSWORD)
    assert ada.post(one(people.therapist), {"act": "reopen"}).url == one(people.therapist)
    for browser in (tea, asleep):  # one that asked nothing while it was closed is as dead as the other
        assert reverse("access:login") in browser.get(reverse("access:profile")).url
    assert User.objects.get(pk=people.therapist.pk).is_active
    assert people.therapist.memberships.count() == 1
    done = [event.action for event in Event.objects.filter(subject=people.therapist.key, purpose="administration")]
    assert [action for action in done if action.startswith("access.")] == ["access.close", "access.reopen"]


def test_people_closed_person_gets_no_role(ada, people):
    User.objects.filter(pk=people.therapist.pk).update(is_active=False)
    sent = {"organisation": people.drop_in.pk, "role": Role.PARTNER}
    answer = ada.post(role_of(people.therapist), sent)
    assert answer.status_code == 409
    assert rules.CLOSED in answer.content.decode()
    assert people.therapist.memberships.count() == 1


def test_people_who_belong_elsewhere_lose_only_the_roles_here(ada, people):
    Membership.objects.create(user=people.therapist, organisation=people.drop_in, role=Role.PARTNER)
    Membership.objects.create(user=people.therapist, organisation=people.centre_elsewhere, role=Role.THERAPIST)
    now = timezone.now()
    device = Device.objects.create(user=people.therapist, token_hash="x", label="T", known_at=now, seen_at=now)
    far = invitation(people.centre_elsewhere, "tea@example.org", Role.PEER)
    assert ada.post(one(people.therapist), {"act": "close"}).url == PEOPLE
    assert [each.organisation for each in people.therapist.memberships.all()] == [people.centre_elsewhere]
    people.therapist.refresh_from_db()
    device.refresh_from_db()
    far.refresh_from_db()
    assert people.therapist.is_active
    assert device.revoked_at is None
    assert far.revoked_at is None
    assert Event.objects.filter(action="membership.end", subject=people.therapist.key).count() == 2
    assert not Event.objects.filter(action="access.close").exists()
    assert ada.get(one(people.therapist)).status_code == 404


def test_people_nobody_closes_themselves(ada, people):
    cast.person("Alma", people.municipalities["Randers"], Role.ADMINISTRATOR)
    before = state()
    answer = ada.post(one(people.administrator), {"act": "close"})
    assert answer.status_code == 409
    assert rules.SELF in answer.content.decode()
    assert rules.SELF in ada.get(one(people.administrator)).content.decode()
    assert state() == before


def test_people_last_administrator_of_a_town_is_not_closed(people):
    """Somebody who administers two towns cannot leave one of them without anybody."""
    both, vera = people.administrator, people.administrator_elsewhere
    Membership.objects.create(user=both, organisation=people.drop_in, role=Role.PARTNER)
    Membership.objects.create(user=vera, organisation=people.drop_in, role=Role.PARTNER)
    towns = [people.municipalities["Randers"].pk, people.municipalities["Vejle"].pk]
    with pytest.raises(NotNow, match="sidste administrator"):
        person_actions.close(user=vera, towns=towns, by=both)
    assert User.objects.get(pk=vera.pk).is_active


def test_people_administrator_who_was_one_a_moment_ago_changes_nothing(people):
    """The guard let the request in; what it wants is asked anew when it is done."""
    alma = cast.person("Alma", people.municipalities["Randers"], Role.ADMINISTRATOR)
    User.objects.filter(pk=alma.pk).update(is_active=False)
    before, towns = state(), [people.municipalities["Randers"].pk]
    place, role = people.drop_in, people.therapist.memberships.get()
    for act in (
        lambda: person_actions.close(user=people.therapist, towns=towns, by=alma),
        lambda: person_actions.reopen(user=people.therapist, towns=towns, by=alma),
        lambda: membership_actions.end(membership=role, by=alma),
        lambda: membership_actions.add(user=people.therapist, organisation=place, role=Role.PARTNER, by=alma),
        lambda: membership_actions.invite(email="a@x.dk", name="A", organisation=place, role=Role.PARTNER, by=alma),
    ):
        with pytest.raises(NotNow, match="ikke længere administrator"):
            act()
    assert state() == before


@pytest.mark.parametrize("act", ["", "delete", "Close"])
def test_people_unknown_act_changes_nothing(ada, people, act):
    before = state()
    assert ada.post(one(people.therapist), {"act": act}).status_code == 422
    assert state() == before


def test_people_of_an_institute_are_its_administrators(client, people):
    cast.enter(client, cast.person("Edda", people.institute, Role.ADMINISTRATOR))
    page = client.get(PEOPLE).content.decode()
    assert "Eva" in page
    assert "Tea" not in page
    assert "Otto" not in page
    assert "Sådan bliver kommunen klar" not in page
    assert "Hvilken rolle?" in client.get(INVITE).content.decode()  # one place only: nothing to choose
    sent = {"organisation": people.institute.pk, "role": Role.EVALUATOR, "name": "Emil", "email": "emil@x.dk"}
    assert client.post(INVITE, sent).url == SENT
    assert client.post(one(people.evaluator), {"act": "close"}).status_code == 302
    assert client.get(one(people.outsider)).status_code == 404


def test_people_of_several_towns_are_all_there(client, people):
    Membership.objects.create(
        user=people.administrator, organisation=people.municipalities["Vejle"], role=Role.ADMINISTRATOR
    )
    page = cast.enter(client, people.administrator).get(PEOPLE).content.decode()
    assert "Tea" in page
    assert "Ulla" in page


def test_people_list_without_anybody_else_teaches_the_next_step(client, people):
    odder = people.municipalities["Odder"]
    cast.enter(client, cast.person("Odda", odder, Role.ADMINISTRATOR))
    page = client.get(PEOPLE).content.decode()
    assert "Sådan bliver kommunen klar" in page
    assert page.count("button-primary") == 1


def test_people_role_that_does_not_exist_there_is_refused_whoever_asks(people):
    """The form offers only the roles of the place; what is done asks again."""
    before, place, by = state(), people.drop_in, people.administrator
    for role in (Role.THERAPIST, Role.ADMINISTRATOR, "andet"):
        with pytest.raises(NotNow, match="Rollen findes ikke"):
            membership_actions.add(user=people.partner, organisation=place, role=role, by=by)
        with pytest.raises(NotNow, match="Rollen findes ikke"):
            membership_actions.invite(email="a@x.dk", name="A", organisation=place, role=role, by=by)
    assert state() == before
