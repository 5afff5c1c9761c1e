"""How a municipality works: twelve answers, saved one by one, taken back within ten minutes."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.actions import municipality as actions
from fremskudt.access.models import Event, Membership, MunicipalitySettings
from fremskudt.access.roles import Role
from fremskudt.access.rules.parameters import GROUPS, KEYS, PARAMETERS, changed, packed
from fremskudt.access.selectors.municipality import settings_of
from tests import cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HERE, UNDO = reverse("access:municipality"), reverse("access:municipality_undo")
NONE = "0" * len(KEYS)


@pytest.fixture
def ada(client, people):
    return cast.enter(client, people.administrator)


def yes(*keys, seen=NONE, **more):
    return {"seen": seen, **dict.fromkeys(keys, "on"), **more}


def answers(municipality):
    return {key for key in KEYS if getattr(settings_of(municipality), key)}


def test_municipality_parameters_are_the_twelve_of_the_model():
    fields = {
        field.name for field in MunicipalitySettings._meta.get_fields() if field.get_internal_type() == "BooleanField"
    }
    assert len(KEYS) == 12
    assert set(KEYS) == fields
    assert all(parameter.question.endswith("?") and parameter.shapes.endswith(".") for parameter in PARAMETERS)
    assert all(not MunicipalitySettings._meta.get_field(key).default for key in KEYS)
    assert sum(len(group.parameters) for group in GROUPS) == 12


def test_municipality_changes_are_told_from_what_was_seen():
    given = dict.fromkeys(KEYS, False) | {KEYS[0]: True, KEYS[3]: True}
    assert packed(given) == "100100000000"
    assert changed("100100000000", given) == {}
    assert changed("000100000001", given) == {KEYS[0]: True, KEYS[11]: False}
    for odd in ("", "1", NONE + "0", "x" * 12, "²" * 12):
        with pytest.raises(ValueError, match="not the answers"):
            changed(odd, given)
    with pytest.raises(KeyError):
        packed({})


def test_municipality_page_asks_all_and_says_that_nothing_is_saved(ada, people, django_assert_max_num_queries):
    ada.get(HERE)
    with django_assert_max_num_queries(15):
        page = ada.get(HERE).content.decode()
    assert "Standard gælder." in page
    assert page.count('type="checkbox"') == 12
    assert "checked" not in page
    assert all(parameter.question in page and parameter.shapes in page for parameter in PARAMETERS)
    assert page.count("button-primary") == 1
    assert not MunicipalitySettings.objects.exists()


def test_municipality_answers_are_saved_and_can_be_taken_back(ada, people):
    randers = people.municipalities["Randers"]
    assert ada.post(HERE, yes("has_peer", "meets_at_home")).status_code == 302
    assert answers(randers) == {"has_peer", "meets_at_home"}
    page = ada.get(HERE).content.decode()
    assert "Standard gælder." not in page
    assert f'action="{UNDO}"' in page
    assert ada.post(UNDO).status_code == 302
    assert answers(randers) == set()
    assert f'action="{UNDO}"' not in ada.get(HERE).content.decode()
    assert ada.post(UNDO).status_code == 409
    events = Event.objects.filter(action="municipality.change", subject=f"org:{randers.pk}")
    assert events.count() == 2


def test_municipality_undo_runs_out_after_ten_minutes(ada, people):
    ada.post(HERE, yes("has_peer"))
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=9, seconds=59), tick=False):
        assert f'action="{UNDO}"' in ada.get(HERE).content.decode()
    with time_machine.travel(now + timedelta(minutes=10, seconds=1), tick=False):
        assert f'action="{UNDO}"' not in ada.get(HERE).content.decode()
        refused = ada.post(UNDO)
    assert refused.status_code == 409
    assert "10 minutter" in refused.content.decode()
    assert answers(people.municipalities["Randers"]) == {"has_peer"}


def test_municipality_save_without_a_change_is_no_event(ada, people):
    ada.post(HERE, yes("has_peer"))
    ada.post(HERE, yes("has_peer", seen=packed(dict.fromkeys(KEYS, False) | {"has_peer": True})))
    assert Event.objects.filter(action="municipality.change").count() == 1


def test_municipality_two_people_do_not_undo_each_other(ada, people):
    """Both looked at the same page; each changes what they changed, and one takes only that back."""
    randers = people.municipalities["Randers"]
    alma = cast.enter(type(ada)(), cast.person("Alma", randers, Role.ADMINISTRATOR))
    ada.post(HERE, yes("has_peer"))
    alma.post(HERE, yes("meets_at_home"))
    assert answers(randers) == {"has_peer", "meets_at_home"}
    ada.post(UNDO)
    assert answers(randers) == {"meets_at_home"}


def test_municipality_page_that_was_tampered_with_changes_nothing(ada, people):
    for seen in ("", "1", "2" * 12, NONE + "0", NONE + "\n0"):
        answer = ada.post(HERE, yes("has_peer", seen=seen))
        assert answer.status_code == 422
        assert "Vi kan ikke se, hvad du har rettet." in answer.content.decode()
        assert answer.content.decode().count("checked") == 1  # what was written is kept
    assert not MunicipalitySettings.objects.exists()


def test_municipality_form_takes_only_the_twelve_answers(ada, people):
    vejle = people.municipalities["Vejle"]
    ada.post(HERE, yes("has_peer", municipality_id=vejle.pk, pk=9, id=9, name="Mit", kind="evaluator"))
    [saved] = MunicipalitySettings.objects.all()
    assert saved.municipality == people.municipalities["Randers"]
    people.municipalities["Randers"].refresh_from_db()
    assert people.municipalities["Randers"].name == "Randers"
    with pytest.raises(KeyError, match="not a parameter: municipality"):
        actions.change(municipality=vejle, answers={"municipality": True}, by=people.administrator)


@pytest.mark.parametrize("wrong", ["Vejle", "centre", "institute", "unknown", "text"])
def test_municipality_beyond_reach_is_not_there(ada, people, wrong):
    numbers = {
        "Vejle": people.municipalities["Vejle"].pk, "centre": people.centre.pk, "institute": people.institute.pk,
        "unknown": 10**30, "text": "x",
    }  # fmt: skip
    assert ada.get(HERE, {"municipality": numbers[wrong]}).status_code == 404
    assert ada.post(HERE, yes("has_peer", municipality=numbers[wrong])).status_code == 404
    assert not MunicipalitySettings.objects.exists()
    assert not Event.objects.filter(action="municipality.change").exists()


@pytest.mark.parametrize("field", ["leader", "therapist", "partner", "dpo", "evaluator", "steering"])
def test_municipality_page_is_the_administrators(client, people, field):
    cast.enter(client, getattr(people, field))
    assert client.get(HERE).status_code == 403
    assert client.post(HERE, yes("has_peer")).status_code == 403
    assert client.post(UNDO).status_code == 403
    assert not MunicipalitySettings.objects.exists()


def test_municipality_is_chosen_when_there_are_several(client, people):
    vejle = people.municipalities["Vejle"]
    Membership.objects.create(user=people.administrator, organisation=vejle, role=Role.ADMINISTRATOR)
    cast.enter(client, people.administrator)
    page = client.get(HERE).content.decode()
    assert "Vælg en kommune" in page
    assert f"?municipality={vejle.pk}" in page
    saved = client.post(HERE, yes("has_peer", municipality=vejle.pk))
    assert f'action="{UNDO}"' in client.get(saved.url).content.decode()
    randers = client.get(HERE, {"municipality": people.municipalities["Randers"].pk}).content.decode()
    assert f'action="{UNDO}"' not in randers
    client.post(UNDO)
    assert answers(vejle) == set()


def test_municipality_undo_after_losing_the_role_is_refused(ada, people):
    ada.post(HERE, yes("has_peer"))
    cast.person("Alma", people.municipalities["Randers"], Role.ADMINISTRATOR)
    people.administrator.memberships.all().delete()
    assert ada.post(UNDO).status_code == 403
    Membership.objects.create(
        user=people.administrator, organisation=people.municipalities["Vejle"], role=Role.ADMINISTRATOR
    )
    assert ada.post(UNDO).status_code == 404
    assert answers(people.municipalities["Randers"]) == {"has_peer"}
