"""Organisations of a municipality: who reaches them, what they may be called, what can never be changed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fremskudt.access.actions import organisation as actions
from fremskudt.access.models import Event, Organisation
from fremskudt.access.roles import Role
from tests import cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, NEW = reverse("access:organisations"), reverse("access:organisation_new")


@pytest.fixture
def ada(client, people):
    return cast.enter(client, people.administrator)


def one(organisation):
    return reverse("access:organisation", args=[organisation.pk])


def test_organisation_list_shows_the_own_municipality_with_the_number_of_people(ada, people):
    cast.person("Lukket", people.centre, Role.THERAPIST)
    type(people.therapist).objects.filter(name="Lukket").update(is_active=False)
    page = ada.get(LIST).content.decode()
    assert "Centret i Randers" in page
    assert "3 brugere" in page  # Tea, Tom and Pia
    assert "Centret i Vejle" not in page
    assert "Instituttet" not in page


def test_organisation_list_asks_the_same_whatever_the_number(ada, people, django_assert_num_queries):
    ada.get(LIST)  # the first page of a session writes down that it is open
    with CaptureQueriesContext(connection) as few:
        ada.get(LIST)
    for number in range(30):
        place = Organisation.objects.create(
            kind="drop_in", name=f"Sted {number}", municipality=people.centre.municipality
        )
        cast.person(f"p{number}", place, Role.PARTNER)
    assert len(few) <= 15
    with django_assert_num_queries(len(few)):
        ada.get(LIST)


def test_organisation_is_made_in_the_own_municipality_and_written_in_the_log(ada, people):
    response = ada.post(NEW, {"kind": "shelter", "name": "  Herberget   Hjelmen "})
    assert response.status_code == 302
    made = Organisation.objects.get(kind="shelter")
    assert (made.name, made.municipality) == ("Herberget Hjelmen", people.municipalities["Randers"])
    event = Event.objects.get(action="organisation.create")
    assert (event.subject, event.actor, event.purpose) == (
        f"org:{made.pk}", people.administrator.key, "administration")  # fmt: skip


def test_organisation_new_takes_only_what_the_form_asks_for(ada, people):
    vejle = people.municipalities["Vejle"]
    before = Organisation.objects.count()
    for forged in ({"municipality": vejle.pk}, {"municipality": people.centre.pk}, {"municipality": "x"}):
        assert ada.post(NEW, {"kind": "shelter", "name": "Herberget", **forged}).status_code == 404
    for kind in ("municipality", "evaluator", "andet", ""):
        assert ada.post(NEW, {"kind": kind, "name": "Herberget"}).status_code == 422
    assert Organisation.objects.count() == before
    ada.post(NEW, {"kind": "shelter", "name": "Herberget", "id": vejle.pk, "pk": vejle.pk, "municipality_id": vejle.pk})
    assert Organisation.objects.get(name="Herberget").municipality == people.municipalities["Randers"]
    assert not Event.objects.exclude(action__in=["organisation.create"]).filter(action__startswith="org").exists()


@pytest.mark.parametrize("name", ["Værestedet Kajen", " Værestedet  Kajen "])
def test_organisation_name_that_is_taken_is_said_in_words(ada, name):
    response = ada.post(NEW, {"kind": "drop_in", "name": name})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Navnet er optaget." in page
    assert 'href="#id_name"' in page
    assert 'value="drop_in" selected' in page


def test_organisation_name_may_be_used_in_another_municipality(client, people):
    cast.enter(client, people.administrator_elsewhere)
    assert client.post(NEW, {"kind": "drop_in", "name": "Værestedet Kajen"}).status_code == 302
    assert Organisation.objects.filter(name="Værestedet Kajen").count() == 2


def test_organisation_name_is_one_in_a_municipality_whoever_writes_it(people):
    for values in (
        {"kind": "drop_in", "name": "Værestedet Kajen", "municipality": people.municipalities["Randers"]},
        {"kind": "municipality", "name": "Randers"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.create(**values)


def test_organisation_is_renamed_and_nothing_else_is_changed(ada, people):
    vejle = people.municipalities["Vejle"]
    sent = {"name": "Kajens Venner", "kind": "police", "municipality": vejle.pk, "municipality_id": vejle.pk}
    assert ada.post(one(people.drop_in), sent).status_code == 302
    people.drop_in.refresh_from_db()
    assert people.drop_in.name == "Kajens Venner"
    assert people.drop_in.kind == "drop_in"
    assert people.drop_in.municipality == people.municipalities["Randers"]
    assert Event.objects.get(action="organisation.change").subject == f"org:{people.drop_in.pk}"
    ada.post(one(people.drop_in), {"name": "Kajens Venner"})
    assert Event.objects.filter(action="organisation.change").count() == 1  # the same name is no change


def test_organisation_rename_to_a_name_that_is_taken_keeps_both(ada, people):
    response = ada.post(one(people.drop_in), {"name": "Centret i Randers"})
    assert response.status_code == 422
    assert "Navnet er optaget." in response.content.decode()
    assert "<h1>Værestedet Kajen</h1>" in response.content.decode()
    people.drop_in.refresh_from_db()
    assert people.drop_in.name == "Værestedet Kajen"


def test_organisation_of_the_municipality_itself_keeps_its_name(ada, people):
    randers = people.municipalities["Randers"]
    assert "Kommunens navn står fast." in ada.get(one(randers)).content.decode()
    refused = ada.post(one(randers), {"name": "Randers Kommune"})
    assert refused.status_code == 409
    assert "Kommunens navn står fast." in refused.content.decode()
    randers.refresh_from_db()
    assert randers.name == "Randers"
    with pytest.raises(ValueError, match="keeps its name"):
        actions.rename(organisation=randers, name="Randers Kommune", by=people.administrator)
    with pytest.raises(ValueError, match="cannot stand within"):
        actions.create(municipality=randers, kind="evaluator", name="X", by=people.administrator)


@pytest.mark.parametrize("place", ["centre_elsewhere", "institute"])
def test_organisation_beyond_reach_is_not_there(ada, people, place):
    beyond = getattr(people, place)
    assert ada.get(one(beyond)).status_code == 404
    assert ada.post(one(beyond), {"name": "Mit"}).status_code == 404
    assert ada.get(one(people.municipalities["Vejle"])).status_code == 404
    assert ada.get(reverse("access:organisation", args=[10**30])).status_code == 404
    assert not Event.objects.filter(action="organisation.change").exists()


@pytest.mark.parametrize("field", ["leader", "therapist", "partner", "dpo", "evaluator", "steering"])
def test_organisation_pages_are_the_administrators(client, people, field):
    cast.enter(client, getattr(people, field))
    assert client.get(LIST).status_code == 403
    assert client.post(NEW, {"kind": "shelter", "name": "X"}).status_code == 403
    assert client.post(one(people.drop_in), {"name": "X"}).status_code == 403


def test_organisation_pages_are_absent_for_an_evaluators_administrator(client, people):
    cast.enter(client, cast.person("Edda", people.institute, Role.ADMINISTRATOR))
    for address in (LIST, NEW, reverse("access:municipality"), one(people.institute)):
        assert client.get(address).status_code in {403, 404}
    assert client.post(NEW, {"kind": "shelter", "name": "X"}).status_code in {403, 404}


def test_organisation_list_of_a_new_municipality_teaches_the_order(client, people):
    odder = people.municipalities["Odder"]
    cast.enter(client, cast.person("Odda", odder, Role.ADMINISTRATOR))
    assert f"{NEW}?kind=drug_centre" in client.get(LIST).content.decode()
    assert 'value="drug_centre" selected' in client.get(f"{NEW}?kind=drug_centre").content.decode()
    client.post(NEW, {"kind": "drug_centre", "name": "Centret i Odder"})
    assert "Opret en partner" in client.get(LIST).content.decode()
    client.post(NEW, {"kind": "drop_in", "name": "Cafeen"})
    page = client.get(LIST).content.decode()
    assert "Ingen brugere. Invitér projektlederen." in page
    assert page.count("button-primary") == 1
    cast.person("Lone", odder, Role.PROJECT_LEADER)
    assert "Sådan bliver kommunen klar" not in client.get(LIST).content.decode()


def test_organisation_new_asks_for_the_municipality_when_there_are_several(client, people):
    both = people.administrator
    both.memberships.create(organisation=people.municipalities["Vejle"], role=Role.ADMINISTRATOR)
    cast.enter(client, both)
    assert "I hvilken kommune?" in client.get(NEW).content.decode()
    vejle = people.municipalities["Vejle"].pk
    client.post(NEW, {"kind": "shelter", "name": "Herberget", "municipality": vejle})
    assert Organisation.objects.get(name="Herberget").municipality_id == vejle
