"""A link by mail logs in once, for a quarter of an hour, on a device that is known, and only into what is light."""

from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.actions import device as device_actions
from fremskudt.access.actions import sign_in_link as actions
from fremskudt.access.device_cookie import NAME
from fremskudt.access.links import token_hash
from fremskudt.access.models import Device, Event, Membership, SignInLink
from fremskudt.access.roles import PERMISSIONS, STRONG_ONLY, Permission, Role
from fremskudt.access.strength import Strength, strength_of
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.mailbox import link_in

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ASK = "/log-ind/link/"


@pytest.fixture(autouse=True)
def _no_tries_counted():
    cache.clear()


def sent():
    """Mails, once those that wait have gone."""
    mail.LATER.submit(int).result()
    return outgoing.outbox


def known(client, user):
    device, token = device_actions.know(user=user, label="Chrome", by=user)
    client.cookies[NAME] = token
    return device


def test_link_is_asked_for_and_opens_on_a_known_device(client, people):
    device = known(client, people.partner)
    before = device.seen_at
    assert client.post(ASK, {"email": "PALLE@example.org"}).url == ASK
    [message] = sent()
    address = link_in(message.body).removeprefix("http://testserver")
    assert "Log ind" in client.get(address).content.decode()
    assert client.post(address).url == reverse("home")
    assert strength_of(client.session) is Strength.LINK
    assert client.session["_auth_user_id"] == str(people.partner.pk)
    device.refresh_from_db()
    assert device.seen_at > before
    assert list(Event.objects.filter(action__startswith="sign_in").values_list("action", "actor", "subject")) == [
        ("sign_in_link.ask", "nobody", people.partner.key),
        ("sign_in_link.use", people.partner.key, people.partner.key),
    ]


@pytest.mark.parametrize("email", ["ukendt@example.org", "tea@example.org"])
def test_link_unknown_address_gets_the_same_answer_for_the_same_work(client, people, email, django_assert_num_queries):
    def ask(address):
        with connection.execute_wrapper(
            lambda run, sql, *rest: (statements.append(sql.split()[0]), run(sql, *rest))[1]
        ):
            answer = client.post(ASK, {"email": address})
        return answer

    client.post(ASK, {"email": "varm@example.org"})
    statements: list[str] = []
    right, right_statements = ask(people.partner.email), list(statements)
    statements.clear()
    wrong = ask(email)
    assert statements == right_statements
    assert (wrong.status_code, wrong.url, wrong.content) == (right.status_code, right.url, right.content)
    assert [str(m) for m in wrong.wsgi_request._messages._queued_messages] == [
        "Hvis vi kender adressen, er der en mail på vej."
    ]
    assert [message.to for message in sent()] == [[people.partner.email]]


def test_link_for_an_unknown_address_opens_nothing(client, people):
    _user, token = actions.ask(email="ukendt@example.org")
    assert client.post(reverse("access:link_open", args=[token])).status_code == 404


def test_link_on_another_device_is_not_spent(client, people):
    _user, token = actions.ask(email=people.partner.email)
    address = reverse("access:link_open", args=[token])
    assert client.post(address).status_code == 404
    known(client, people.partner_contact)
    assert client.post(address).status_code == 404
    assert "_auth_user_id" not in client.session
    client.cookies[NAME] = "x.y..z" * 30
    assert client.post(address).status_code == 404
    known(client, people.partner)
    assert client.post(address).status_code == 302


def test_link_on_a_device_that_was_forgotten_opens_nothing(client, people):
    device = known(client, people.partner)
    device_actions.end(device=device, by=people.partner)
    _user, token = actions.ask(email=people.partner.email)
    assert client.post(reverse("access:link_open", args=[token])).status_code == 404


def test_bad_links_of_every_kind_get_the_same_answer(client, people):
    known(client, people.partner)
    tokens = [actions.ask(email=people.partner.email)[1] for _ in range(3)]
    Client()
    assert client.post(reverse("access:link_open", args=[tokens[0]])).status_code == 302
    SignInLink.objects.filter(token_hash=token_hash(tokens[1])).update(expires_at=timezone.now())
    stranger = Client()
    answers = [stranger.post(reverse("access:link_open", args=[token])) for token in (*tokens, "A" * 43, "x", "ø" * 43)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_link_is_looked_at_a_hundred_times_and_still_opens(client, people):
    known(client, people.partner)
    _user, token = actions.ask(email=people.partner.email)
    address = reverse("access:link_open", args=[token])
    before = list(SignInLink.objects.values())
    for _ in range(100):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert list(SignInLink.objects.values()) == before
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 404


def test_link_holds_for_a_quarter_of_an_hour_to_the_second(people, time_machine):
    device, _secret = device_actions.know(user=people.partner, label="x", by=people.partner)
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    tokens = [actions.ask(email=people.partner.email)[1] for _ in range(2)]
    time_machine.move_to(start + timedelta(minutes=15, seconds=-1), tick=False)
    assert actions.use(token=tokens[0], held=[device.token_hash]) == people.partner
    time_machine.move_to(start + timedelta(minutes=15), tick=False)
    assert actions.use(token=tokens[1], held=[device.token_hash]) is None


@pytest.fixture
def asked(people):
    """A link, and the mark of the device that may open it."""
    device, _secret = device_actions.know(user=people.partner, label="x", by=people.partner)
    return actions.ask(email=people.partner.email)[1], device.token_hash


@pytest.mark.django_db(transaction=True)
def test_link_pressed_by_eight_in_two_workers_at_once_opens_once(asked, url):  # noqa: F811
    workers = [fremskudt(url, "-m", "tests.access.link_presser", *asked) for _ in range(2)]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    told = [worker.communicate() for worker in workers]
    assert all(not errors for _said, errors in told), told
    assert sorted(" ".join(said for said, _errors in told).split()) == ["in"] + ["no"] * 7


def test_link_that_another_worker_used_in_the_same_moment_opens_nothing(asked):
    """Between our looking and our taking."""
    token, mark = asked

    def quicker(run, sql, params, many, context):
        if sql.startswith('UPDATE "access_signinlink"') and not theirs:
            theirs.append("used")
            SignInLink.objects.update(used_at=timezone.now())
        return run(sql, params, many, context)

    theirs = []
    with connection.execute_wrapper(quicker):
        assert actions.use(token=token, held=[mark]) is None
    assert theirs == ["used"]


def test_link_of_a_person_with_a_bigger_role_opens_only_the_light_one(client, people):
    Membership.objects.create(user=people.therapist, organisation=people.drop_in, role=Role.PARTNER)
    known(client, people.therapist)
    _user, token = actions.ask(email=people.therapist.email)
    client.post(reverse("access:link_open", args=[token]))
    reach = client.get("/mig/").wsgi_request.reach
    assert reach.permissions == PERMISSIONS[Role.PARTNER] - STRONG_ONLY
    assert not reach.may(Permission.CASELOAD_READ)
    assert Permission.CASELOAD_READ in reach.withheld


def test_link_of_someone_closed_or_without_a_light_role_opens_nothing(client, people):
    known(client, people.partner)
    tokens = [actions.ask(email=people.partner.email)[1] for _ in range(2)]
    people.partner.is_active = False
    people.partner.save()
    assert client.post(reverse("access:link_open", args=[tokens[0]])).status_code == 404
    people.partner.is_active = True
    people.partner.save()
    people.partner.memberships.update(role=Role.PEER)
    assert client.post(reverse("access:link_open", args=[tokens[1]])).status_code == 404


def test_asking_too_often_is_stopped_for_known_and_unknown_alike(client, people):
    for email in (people.partner.email, "ukendt@example.org"):
        answers = [client.post(ASK, {"email": email}).status_code for _ in range(6)]
        assert answers == [302] * 5 + [429]
    assert client.post(ASK, {"email": people.partner_contact.email}).status_code == 302


def test_asking_with_no_address_says_what_is_wrong(client, people):
    response = client.post(ASK, {"email": "palle"})
    assert response.status_code == 422
    assert 'value="palle"' in response.content.decode()


def test_asking_where_no_mail_is_sent_says_so(client, people, settings):
    settings.MAIL_IS_ON = False
    for response in (client.get(ASK), client.post(ASK, {"email": people.partner.email})):
        assert "Her sendes ingen mails." in response.content.decode()
    assert not SignInLink.objects.exists()


def test_old_links_do_not_pile_up(people):
    actions.ask(email=people.partner.email)
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(days=2))
    actions.ask(email="x@example.org")
    assert SignInLink.objects.count() == 1


def test_shared_phone_is_known_for_each_of_its_people(client, people):
    from tests.access.test_invitation import sent as invited

    for email in ("a@example.org", "b@example.org"):
        client.post(invited(people, email=email)[1], {"name": email})
        client.post(reverse("access:logout"))
    assert Device.objects.count() == 2
    for email in ("a@example.org", "b@example.org"):
        _user, token = actions.ask(email=email)
        assert client.post(reverse("access:link_open", args=[token])).status_code == 302
        client.post(reverse("access:logout"))
