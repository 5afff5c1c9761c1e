"""A model must say about each of its fields what it can give away: the check notices what is missing."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models

from fremskudt.access import data_policy
from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, DataClass, Keep, Policy, problems

WHOLE = Policy("Prøve", About.NOBODY, Keep.PROGRAM, "Prøve", identifying="name", coded="kind at", key="owner")


@pytest.mark.parametrize(
    ("policy", "fields", "told"),
    [
        (WHOLE, ["name", "kind", "at", "owner"], []),
        (None, ["name"], ["a.Model says nothing about what it holds: give it a `policy`."]),
        (WHOLE, ["name", "kind", "at", "owner", "phone"], ["a.Model.phone has no data class."]),
        (WHOLE, ["kind", "at", "owner"], ["a.Model.name has a data class but is no field."]),
        (
            Policy("", About.NOBODY, Keep.PROGRAM, "", identifying="name", technical="name"), ["name"],
            ["a.Model.name has two data classes."],
        ),
    ],
)  # fmt: skip
def test_policy_that_does_not_fit_its_model_is_told(policy: Policy | None, fields: list[str], told: list[str]) -> None:
    assert list(problems("a.Model", policy, fields)) == told


def test_policy_tells_the_class_of_each_field_and_the_highest_counts() -> None:
    assert WHOLE.classes() == {
        "name": DataClass.IDENTIFYING, "kind": DataClass.CODED, "at": DataClass.CODED, "owner": DataClass.KEY,
    }  # fmt: skip
    twice = Policy("", About.NOBODY, Keep.PROGRAM, "", free_text="name", key="name")
    assert twice.classes() == {"name": DataClass.FREE_TEXT}


def test_every_word_of_a_policy_has_its_screen_text() -> None:
    assert set(data_policy.CLASS_NAMES) == set(data_policy.CLASS_MEANINGS) == set(DataClass)
    assert set(data_policy.KEEP_WORDS) == set(Keep)
    assert set(data_policy.ABOUT_NAMES) == set(About)


@pytest.fixture
def throw_away() -> Iterator[type[models.Model]]:
    """A model of the access room that exists for one test only."""
    fields = {
        "name": models.CharField(max_length=10), "phone": models.CharField(max_length=10),
        "policy": Policy("Prøve", About.NOBODY, Keep.PROGRAM, "Prøve", identifying="name"),
        "Meta": type("Meta", (), {"app_label": "access"}), "__module__": "fremskudt.access.models.throw_away",
    }  # fmt: skip
    yield type("ThrowAway", (models.Model,), fields)
    del apps.all_models["access"]["throwaway"]
    apps.clear_cache()


def told() -> list[str]:
    return [message.msg for message in run_checks(tags=["models"]) if message.id == "fremskudt.E005"]


def test_check_refuses_a_field_without_a_class(throw_away: type[models.Model]) -> None:
    assert told() == ["access.ThrowAway.phone has no data class."]
    throw_away.policy = None  # type: ignore[attr-defined]
    assert told() == ["access.ThrowAway says nothing about what it holds: give it a `policy`."]


def test_check_refuses_a_field_added_to_a_model_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    phone = models.CharField(max_length=8, name="phone")
    phone.set_attributes_from_name("phone")
    phone.model = User
    monkeypatch.setattr(User._meta, "local_concrete_fields", [*User._meta.local_concrete_fields, phone], raising=False)
    assert told() == ["access.User.phone has no data class."]


def test_check_has_nothing_to_say_of_the_product() -> None:
    assert told() == []


def test_a_subclass_does_not_borrow_the_policy_of_its_parent() -> None:
    assert data_policy.policy_of(User) is not None
    assert data_policy.policy_of(type("Half", (), {"_meta": User._meta})) is None  # type: ignore[arg-type]
