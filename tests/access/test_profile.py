"""One's own page: what one is called, the language, and what one's roles are for."""

import pytest
from django.conf import settings as site

from fremskudt.access.models import Event, Membership
from fremskudt.access.roles import GRANTS, PERMISSION_NAMES, Permission, Role
from fremskudt.access.strength import Strength
from tests.cast import enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINE = "/mig/"


def test_profile_needs_log_in(client):
    assert client.get(MINE).url.startswith("/log-ind/")


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.ADMINISTRATOR, Role.EVALUATOR])
def test_profile_says_what_the_role_may_and_why(client, people, role):
    user = {Role.THERAPIST: people.therapist, Role.ADMINISTRATOR: people.administrator}.get(role, people.evaluator)
    page = enter(client, user).get(MINE).content.decode()
    for permission, reason in GRANTS[role].items():
        if permission is not Permission.PROFILE_EDIT:
            assert str(PERMISSION_NAMES[permission]) in page
            assert str(reason) in page
    others = set(GRANTS[Role.DATA_PROTECTION_OFFICER]) - set(GRANTS[role])
    assert not [each for each in others if str(PERMISSION_NAMES[each]) in page]


def test_profile_shows_what_is_known(client, people):
    page = enter(client, people.therapist).get(MINE).content.decode()
    assert 'value="Tea"' in page


def test_profile_of_a_weak_log_in_shows_the_way_on(client, people):
    assert "/mig/to-trin/" in enter(client, people.therapist, Strength.PASSWORD).get(MINE).content.decode()
    assert "/mig/to-trin/" not in enter(client, people.therapist).get(MINE).content.decode()


def test_profile_changes_name_and_language_at_once(client, people):
    enter(client, people.therapist)
    assert client.post(MINE, {"name": "Tea Thomsen", "language": "en"}).url == MINE
    people.therapist.refresh_from_db()
    assert (people.therapist.name, people.therapist.language) == ("Tea Thomsen", "en")
    assert '<html lang="en">' in client.get(MINE).content.decode()
    event = Event.objects.get(action="profile.edit")
    assert (event.actor, event.subject, event.fields) == (people.therapist.key, people.therapist.key, "identifying")


def test_language_of_the_profile_is_spoken_in_every_browser(client, people):
    people.therapist.language = "en"
    people.therapist.save()
    danish = {"accept-language": "da"}
    assert '<html lang="da">' in client.get("/log-ind/", headers=danish).content.decode()
    enter(client, people.therapist)
    assert '<html lang="en">' in client.get(MINE, headers=danish).content.decode()
    client.cookies[site.LANGUAGE_COOKIE_NAME] = "da"  # the switch at the top of the page
    assert '<html lang="da">' in client.get(MINE).content.decode()
    client.cookies[site.LANGUAGE_COOKIE_NAME] = "xx"
    assert '<html lang="en">' in client.get(MINE).content.decode()


def test_profile_keeps_what_was_typed_when_something_is_wrong(client, people):
    enter(client, people.therapist)
    response = client.post(MINE, {"name": "  ", "language": "tlh"})
    assert response.status_code == 422
    people.therapist.refresh_from_db()
    assert (people.therapist.name, people.therapist.language) == ("Tea", "da")
    assert not Event.objects.filter(action="profile.edit").exists()


def test_profile_changes_no_other_field(client, people):
    enter(client, people.therapist)
    client.post(MINE, {"name": "Tea", "language": "da", "email": "x@example.org", "is_active": "", "password": "x"})
    people.therapist.refresh_from_db()
    assert (people.therapist.email, people.therapist.is_active) == ("tea@example.org", True)
    assert client.get(MINE).status_code == 200


def test_profile_costs_the_same_for_many_roles(client, people, django_assert_max_num_queries):
    enter(client, people.therapist)
    for organisation in people.municipalities.values():
        Membership.objects.create(user=people.therapist, organisation=organisation, role=Role.PROJECT_LEADER)
    client.get(MINE)
    with django_assert_max_num_queries(8):
        client.get(MINE)
