"""A site from before: what was typed there goes on as given here, and the people keep their codes but for the check."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from fremskudt.casework.rules.pseudonym import has_right_check, pseudonym
from fremskudt.surveys.models import Delivery, Respondent, Response, Study
from tests.cast import Cast
from tests.surveys.asking_field import study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]
migration = import_module("fremskudt.surveys.migrations.0003_given_here_is_of_no_file")
RIGHT = pseudonym(b"key", "maaling", "citizen:K7M4Q2RX")
BEFORE = RIGHT[:-1] + ("C" if RIGHT[-1] != "C" else "D")


def delivered(people: Cast, study: Study, name: str, kind: str = "participants") -> Delivery:
    return Delivery.objects.create(
        study=study, kind=kind, name=name, sha256="x", n_rows=1, n_new=1, n_unchanged=0, n_repeated=0,
        by=people.therapist,
    )  # fmt: skip


def listed(people: Cast, study: Study, code: str, delivery: Delivery) -> Respondent:
    town = people.municipalities["Randers"]
    return Respondent.objects.create(
        study=study, code=code, municipality=town, status=1, delivery=delivery, delivery_row=1
    )


@pytest.mark.parametrize("key", range(40))
def test_given_here_a_check_sign_is_the_one_that_is_worked_out_now(key: int) -> None:
    code = pseudonym(b"key", "maaling", f"citizen:{key}")
    assert migration.with_check(code[:-1] + "C") == code
    assert has_right_check(code)


def test_given_here_what_was_typed_is_of_no_file_and_a_list_stays_as_it_came(people: Cast) -> None:
    wave = study_with_wave(people)
    typed = listed(people, wave.study, BEFORE, delivered(people, wave.study, "indtastet 2026-10-01"))
    worked_out = listed(
        people, wave.study, BEFORE[::-1],
        delivered(people, wave.study, "indtastet i forløbene, hentet 2026-10-02"),
    )  # fmt: skip
    of_file = listed(people, wave.study, "R-017", delivered(people, wave.study, "liste.csv"))
    answered = Response.objects.create(
        respondent=typed, wave=wave, instrument="start", instrument_version="1.0.0", instrument_hash="x", mode="staff",
        answered_on="2026-10-01", delivery=delivered(people, wave.study, "indtastet 2026-10-01", "start"),
        delivery_row=1,
    )  # fmt: skip
    migration.let_go(apps, connection)
    for one in (typed, worked_out, of_file, answered):
        one.refresh_from_db()
    assert (typed.code, typed.delivery, typed.delivery_row) == (RIGHT, None, None)
    assert has_right_check(worked_out.code)
    assert worked_out.delivery is not None
    assert (of_file.code, of_file.delivery_row) == ("R-017", 1)
    assert (answered.delivery, answered.delivery_row) == (None, None)
    assert sorted(Delivery.objects.values_list("name", flat=True)) == [
        "indtastet i forløbene, hentet 2026-10-02", "liste.csv"
    ]  # fmt: skip
    migration.let_go(apps, connection)  # again it changes nothing
    typed.refresh_from_db()
    assert typed.code == RIGHT
