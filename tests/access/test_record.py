"""»Fortegnelse« and »Hvem må hvad?«: made from the code, for the administrator and the data protection officer."""

import csv
import io

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, re_path, reverse

from fremskudt.access import data_policy, record, who_may_what
from fremskudt.access.guard import link_holder, public, requires, views
from fremskudt.access.models import User
from fremskudt.access.roles import GRANTS, Permission, Role
from tests.cast import Cast, enter

PAGES = ["access:record", "access:record_file", "access:who_may_what", "access:data_policy"]
database = [pytest.mark.database, pytest.mark.django_db]


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("sag/<slug:code>/laes/<int:pk>/", requires(Permission.LOG_READ)(bare), name="one"),
    re_path(r"^glemt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", public(bare), name="two"),
    re_path(r"rapport[.](?P<form>pdf|docx)$", link_holder("own_papers")(bare), name="three"),
    path("aaben/", bare, name="four"),
]


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_the_ones_who_must_answer_for_them(client: Client, people: Cast, name: str) -> None:
    for user in (people.dpo, people.administrator, people.administrator_elsewhere):
        enter(client, user)
        assert client.get(reverse(name)).status_code == 200
        assert client.post(reverse(name)).status_code == 405
    for user in (people.leader, people.therapist, people.evaluator, people.partner, people.peer):
        enter(client, user)
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_pages_cost_few_queries(client: Client, people: Cast, name: str, django_assert_max_num_queries) -> None:
    enter(client, people.dpo)
    with django_assert_max_num_queries(15):
        client.get(reverse(name))


@pytest.mark.database
@pytest.mark.django_db
def test_record_says_what_is_kept_why_and_how_long(client: Client, people: Cast) -> None:
    enter(client, people.dpo)
    shown = client.get(reverse("access:record")).content.decode()
    for model in data_policy.stored_models():
        policy = data_policy.policy_of(model)
        assert policy
        assert str(policy.name) in shown
        assert str(policy.purpose) in shown
    for words in ("Randers", "Om: Borgere", "Gemmes: ", "Udtræk: fra svar til evaluering", "Hent (CSV)"):
        assert words in shown
    assert "Vejle" not in shown
    assert "mangler klasse" not in shown


@pytest.mark.database
@pytest.mark.django_db
def test_record_tells_openly_of_a_field_without_a_class(
    client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(User, "policy")
    enter(client, people.dpo)
    for name in ("access:record", "access:data_policy"):
        shown = client.get(reverse(name)).content.decode()
        assert "Et felt mangler klasse." in shown
        assert "access.User" in shown


@pytest.mark.database
@pytest.mark.django_db
def test_record_is_fetched_as_a_file_with_a_line_for_each_field(client: Client, people: Cast) -> None:
    enter(client, people.dpo)
    answer = client.get(reverse("access:record_file"))
    assert answer["Content-Disposition"] == 'attachment; filename="fortegnelse.csv"'
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head == ["Område", "Det gemmer vi", "Om hvem", "Hvorfor", "Hvor længe", "Felt", "Klasse"]
    fields = [
        f"{one._meta.label}.{field}" for one in data_policy.stored_models() for field in data_policy.field_names(one)
    ]
    assert sorted(row[5] for row in rows) == sorted(fields)
    assert ["casework.Identity.cpr", "Siger, hvem det er"] in [row[5:] for row in rows]


def test_rooms_are_all_told_and_the_rest_is_what_we_build_on() -> None:
    rooms = dict(record.rooms())
    assert list(rooms) == [*map(str, record.ROOMS.values()), str(record.PROGRAM)]
    assert "sessions.Session" in [kept.label for kept in rooms[str(record.PROGRAM)]]


@pytest.mark.urls("tests.access.test_record")
def test_addresses_are_told_in_words_under_the_rule_they_carry() -> None:
    told = {(rule.words, one.name, one.address) for rule in who_may_what.who_may_what().rules for one in rule.addresses}
    assert told == {
        ("Søge i loggen", "one", "/sag/[kode]/laes/[nummer]/"),
        ("Alle, også uden login", "two", "/glemt/[bruger]-[hemmelig nøgle]/"),
        ("Borgeren selv, med sit personlige link", "three", "/rapport.[filtype]"),
        ("Ingen regel", "four", "/aaben/"),
    }


def test_every_address_of_the_site_is_told_once_with_its_rule() -> None:
    found = who_may_what.who_may_what()
    assert sum(len(rule.addresses) for rule in found.rules) == len(list(views()))
    assert [rule.key for rule in found.rules if rule.words == "Ingen regel"] == []
    assert [name for name, _address, _view in who_may_what.named_views() if name.endswith(":") or not name] == []


def test_each_address_is_told_with_the_roles_that_reach_it() -> None:
    told = {one.name: one.roles for rule in who_may_what.who_may_what().rules for one in rule.addresses}
    assert told["access:log"] == "Databeskyttelsesrådgiver"
    assert told["access:log_check"] == "Projektleder, Databeskyttelsesrådgiver"
    assert told["evaluation:gallery"] == "Evaluator"  # a leader holds the rule too, but owns no study
    assert told["home"] == "Alle brugere"
    assert told["ui:accessibility"] == ""


def test_grid_and_reasons_are_those_of_the_roles() -> None:
    found = who_may_what.who_may_what()
    assert len(found.grid) == len(Permission)
    for permission, (_words, row) in zip(Permission, found.grid, strict=True):
        assert row == [permission in GRANTS[role] for role in Role]
    reasons = {rule.key: rule.roles for rule in found.rules}
    assert reasons["log_read"] == [
        ("Databeskyttelsesrådgiver", "Svarer på indsigt og undersøger brud. Ser pseudonymer.")
    ]
    assert all(reason for roles in reasons.values() for _role, reason in roles)


@pytest.mark.database
@pytest.mark.django_db
def test_page_tells_roles_reasons_and_addresses(client: Client, people: Cast) -> None:
    enter(client, people.dpo)
    shown = client.get(reverse("access:who_may_what")).content.decode()
    for words in ("Fremskudt behandler", "Følger borgeren. Ser kun dem, der er fordelt til én selv.", "/opslag/log/"):
        assert words in shown
