"""An invitation opens once, for the one it was meant for, and tells nobody anything."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.actions import invitation as actions
from fremskudt.access.links import token_hash
from fremskudt.access.models import Device, Event, Invitation, Membership, User
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength, strength_of
from fremskudt.basics.verdict import NotNow
from tests.cast import PASSWORD, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = {"name": "Nora Ny", "way": "password", "new_password": PASSWORD}


@pytest.fixture(autouse=True)
def _no_tries_counted():
    cache.clear()


def sent(people, role=Role.PARTNER, place=None, email="ny@example.org"):
    place = place or people.drop_in
    invitation, token = actions.send(email=email, name="Ny", organisation=place, role=role, by=people.administrator)
    return invitation, reverse("access:invitation", args=[token])


def for_therapist(people, email="ny@example.org"):
    return sent(people, Role.THERAPIST, people.centre, email)


def test_invitation_keeps_the_hash_of_32_random_bytes_only(people):
    invitation, token = actions.send(
        email=" Ny@Example.org ", name="Ny", organisation=people.drop_in, role=Role.PARTNER, by=people.administrator
    )
    assert re.fullmatch(r"[\w-]{43}", token)
    assert invitation.token_hash == token_hash(token)
    assert invitation.email == "ny@example.org"
    assert invitation.expires_at - invitation.invited_at == timedelta(days=7)
    assert token not in str(list(Invitation.objects.values()))
    event = Event.objects.get(action="invitation.send")
    assert (event.actor, event.subject) == (people.administrator.key, f"invitation:{invitation.pk}")


def test_invitation_to_oneself_or_to_an_impossible_role_is_refused(people):
    for email, role in [("ADA@example.org", Role.PARTNER), ("ny@example.org", Role.THERAPIST)]:
        with pytest.raises(NotNow):
            sent(people, role, people.drop_in, email)
    assert not Invitation.objects.exists()
    assert not Event.objects.exists()


def test_invitation_that_waits_is_not_sent_twice(people):
    invitation, _address = sent(people)
    with pytest.raises(NotNow):
        sent(people)
    actions.revoke(invitation=invitation, by=people.administrator)
    sent(people)
    assert Event.objects.filter(action="invitation.revoke").count() == 1


def test_invitation_is_looked_at_a_hundred_times_and_nothing_changes(client, people):
    _invitation, address = sent(people)
    before = (list(Invitation.objects.values()), Event.objects.count(), User.objects.count())
    for _ in range(100):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert (list(Invitation.objects.values()), Event.objects.count(), User.objects.count()) == before


def test_invitation_to_a_light_role_makes_the_device_known(client, people):
    _invitation, address = sent(people)
    response = client.post(address, {"name": "Nora Ny"}, headers={"user-agent": "Mozilla (Android) Chrome/140"})
    assert response.url == reverse("home")
    user = User.objects.get(email="ny@example.org")
    assert (user.name, user.has_usable_password()) == ("Nora Ny", False)
    assert str(user.memberships.get()) == str(Membership(organisation=people.drop_in, role=Role.PARTNER))
    assert strength_of(client.session) is Strength.LINK
    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    device = Device.objects.get(user=user)
    assert device.token_hash == token_hash(cookie.value)
    assert device.label == "Chrome · Android"
    assert set(Event.objects.filter(actor=user.key).values_list("action", flat=True)) == {
        "device.know", "invitation.accept", "login.success"
    }  # fmt: skip


def test_invitation_to_a_role_that_sees_more_leads_to_the_second_factor(client, people):
    _invitation, address = for_therapist(people)
    response = client.post(address, NEW)
    assert response.url == reverse("access:strengthen")
    user = User.objects.get(email="ny@example.org")
    assert user.check_password(PASSWORD)
    assert strength_of(client.session) is Strength.PASSWORD
    assert not Device.objects.exists()
    assert "device" not in client.cookies


def test_invitation_with_a_passkey_first_makes_no_password(client, people):
    _invitation, address = for_therapist(people)
    response = client.post(address, {"name": "Nora Ny", "way": "passkey"})
    assert response.url == reverse("access:strengthen")
    assert not User.objects.get(email="ny@example.org").has_usable_password()
    assert strength_of(client.session) is Strength.PASSWORD


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Skriv dit navn."),
        ({"way": "sms"}, "Sådan vil jeg logge ind"),
        ({"new_password": "kort"}, "mindst 12"),
        ({"new_password": ""}, "Skriv en ny adgangskode."),
    ],
)
def test_invitation_with_a_field_that_is_wrong_keeps_the_rest(client, people, wrong, said):
    _invitation, address = for_therapist(people)
    response = client.post(address, NEW | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()
    if "name" not in wrong:
        assert 'value="Nora Ny"' in response.content.decode()


def test_bad_links_of_every_kind_get_the_same_answer(client, people):
    _used, used_address = sent(people, email="a@example.org")
    Client().post(used_address, {"name": "A"})
    revoked, revoked_address = sent(people, email="b@example.org")
    actions.revoke(invitation=revoked, by=people.administrator)
    old, old_address = sent(people, email="c@example.org")
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    _closed, closed_address = sent(people, email="d@example.org")
    User.objects.create(email="D@example.org", name="D", is_active=False)
    unknown = reverse("access:invitation", args=["A" * 43])
    n_events, n_users = Event.objects.count(), User.objects.count()
    for method in (client.get, client.post):
        answers = [method(address) for address in (used_address, revoked_address, old_address, closed_address, unknown)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
        cache.clear()
    assert (Event.objects.count(), User.objects.count()) == (n_events, n_users)


def test_guesses_are_stopped_and_others_are_not(client, people):
    _invitation, address = sent(people)
    for number in range(10):
        assert client.get(reverse("access:invitation", args=[f"{number:A>43}"])).status_code == 404
    assert client.get(reverse("access:invitation", args=["B" * 43])).status_code == 429
    assert client.get(address).status_code == 200


def test_existing_user_is_asked_to_log_in_and_then_says_yes(client, people):
    _invitation, address = sent(people, Role.PARTNER_CONTACT, people.drop_in, "tea@example.org")
    assert "Log ind først" in client.get(address).content.decode()
    assert client.post(address, {"name": "Tea"}).status_code == 200
    assert people.therapist.memberships.count() == 1
    enter(client, people.colleague)
    assert "Log ud først" in client.post(address, {}).content.decode()
    assert people.colleague.memberships.count() == 1
    enter(client, people.therapist)
    assert "Kontaktperson hos en partner, Værestedet" in client.get(address).content.decode()
    assert client.post(address, {}).url == reverse("home")
    assert people.therapist.memberships.count() == 2
    assert people.therapist.devices.count() == 1
    assert strength_of(client.session) is Strength.STRONG


def test_nobody_accepts_for_somebody_who_has_a_login(people):
    """Not even when the login was made between looking and pressing."""
    invitation, _address = sent(people, Role.THERAPIST, people.centre, "palle@example.org")
    with pytest.raises(NotNow):
        actions.accept(invitation=invitation, name="X", password_hash="x")
    people.partner.refresh_from_db()
    assert people.partner.check_password(PASSWORD)
    assert people.partner.memberships.count() == 1
    assert not Event.objects.filter(action="invitation.accept").exists()


def test_light_user_without_a_password_may_get_a_new_phone_by_a_new_invitation(client, people):
    _first, address = sent(people)
    client.post(address, {"name": "Nora"})
    _second, address = sent(people)
    phone = Client()
    assert phone.post(address, {"name": "Nora"}).url == reverse("home")
    user = User.objects.get(email="ny@example.org")
    assert (user.devices.count(), user.memberships.count()) == (2, 1)


def test_light_user_who_gets_a_bigger_role_chooses_a_password(client, people):
    _first, address = sent(people)
    client.post(address, {"name": "Nora"})
    _second, address = for_therapist(people)
    assert client.post(address, NEW).url == reverse("access:strengthen")
    user = User.objects.get(email="ny@example.org")
    assert user.check_password(PASSWORD)
    assert user.memberships.count() == 2
    assert strength_of(client.session) is Strength.PASSWORD


def test_invitation_used_by_two_at_once_is_used_once(people):
    invitation, _address = sent(people)
    read_by_both = [Invitation.objects.get(pk=invitation.pk) for _ in range(2)]
    actions.accept(invitation=read_by_both[0], device="x", name="Nora")
    with pytest.raises(NotNow):
        actions.accept(invitation=read_by_both[1], device="x", name="Nora")
    assert Device.objects.count() == 1


def test_new_login_has_a_new_session_key(client, people):
    client.get("/log-ind/")
    client.session.save()
    enter(client, people.steering)
    client.logout()
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["session"] = session.session_key
    _invitation, address = sent(people)
    client.post(address, {"name": "Nora"})
    assert client.cookies["session"].value != session.session_key


def test_token_pages_tell_no_other_page_their_address(client, people):
    _invitation, address = sent(people)
    for answer in (client.get(address), client.post(address, {"name": ""}), client.post(address, {"name": "N"})):
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert address.split("/")[2] not in answer.content.decode()
