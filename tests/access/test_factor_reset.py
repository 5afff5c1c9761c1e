"""Somebody's phone is gone: the administrator takes the second factors away, and sees or chooses no password."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event, OpenSession, User
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def give_factors(user: User) -> None:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=user, type=kind, data={})


def reset(client: Client, user: User) -> int:
    return client.post(reverse("access:person", args=[user.pk]), {"act": "reset"}).status_code


def test_factors_are_taken_away_with_all_open_sessions_and_the_password_stays(client: Client, people: Cast) -> None:
    give_factors(people.therapist)
    theirs = enter(Client(), people.therapist)
    assert theirs.get(reverse("casework:caseload")).status_code == 200
    password = people.therapist.password
    enter(client, people.administrator)
    assert reset(client, people.therapist) == 302
    assert not Authenticator.objects.filter(user=people.therapist).exists()
    assert not OpenSession.objects.filter(user=people.therapist).exists()
    assert theirs.get(reverse("casework:caseload"))["Location"].startswith(reverse("access:login"))
    people.therapist.refresh_from_db()
    assert people.therapist.password == password
    assert Event.objects.filter(action="factor.remove", subject=people.therapist.key).count() == 1


@pytest.mark.parametrize(("whom", "status"), [("administrator", 409), ("colleague", 409), ("therapist_elsewhere", 404)])
def test_factors_of_oneself_of_none_and_of_people_elsewhere_stay(
    client: Client, people: Cast, whom: str, status: int
) -> None:
    user = getattr(people, whom)
    if whom != "colleague":
        give_factors(user)
    before = Authenticator.objects.count()
    enter(client, people.administrator)
    assert reset(client, user) == status
    assert Authenticator.objects.count() == before
    assert not Event.objects.filter(action="factor.remove").exists()


def test_factors_button_is_there_only_where_there_is_something_to_lose(client: Client, people: Cast) -> None:
    enter(client, people.administrator)
    page = reverse("access:person", args=[people.therapist.pk])
    assert "Nulstil totrinslogin" not in client.get(page).content.decode()
    give_factors(people.therapist)
    assert "Nulstil totrinslogin" in client.get(page).content.decode()
