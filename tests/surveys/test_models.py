"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fremskudt.surveys.models import Answer, Delivery, Respondent, Response, Study, Upload, Wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def copy(row, **changes):
    """Store the row once more, with these changes."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def test_one_response_per_respondent_wave_and_instrument(filled_study):
    refused(lambda: copy(Response.objects.first()))


def test_one_answer_per_variable(filled_study):
    refused(lambda: copy(Answer.objects.first()))


@pytest.mark.parametrize(("value", "missing"), [(None, None), (1, "skipped"), (None, "because"), (None, "")])
def test_answer_is_a_value_or_a_reason(filled_study, value, missing):
    refused(lambda: copy(Answer.objects.first(), variable="x", value=value, missing=missing))


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"code": ""}, {"code": "X", "status": 3}, {"code": "X", "phase": 4}, {"code": "X", "end_phase": 9},
        {"code": "X", "end_reason": 9}, {"code": "X", "moved_to": 8},
        {"code": "X", "started_on": date(2023, 5, 1), "ended_on": date(2023, 4, 1)},
    ],
)  # fmt: skip
def test_respondent_is_one_of_a_kind_with_known_codes(filled_study, changes):
    refused(lambda: copy(Respondent.objects.get(code="V-001"), **changes))


def test_response_mode_is_known(filled_study):
    refused(
        lambda: copy(Response.objects.first(), wave=Wave.objects.get(instrument="progression", number=4), mode="mail")
    )


@pytest.mark.parametrize(
    "changes", [{}, {"number": 0}, {"number": 9, "opens_on": date(2024, 1, 1), "closes_on": date(2023, 1, 1)}]
)
def test_wave_has_its_own_number_and_an_order_of_days(study, changes):
    refused(lambda: copy(Wave.objects.first(), **changes))


@pytest.mark.parametrize(
    "changes",
    [{}, {"slug": ""}, {"slug": "skemaer"}, {"slug": "x", "title": ""}, {"slug": "x", "ends_on": date(2020, 1, 1)}],
)
def test_study_has_its_own_address_and_an_order_of_days(study, changes):
    refused(lambda: copy(Study.objects.get(), **changes))


@pytest.mark.parametrize("changes", [{"kind": "other"}, {"n_new": 5}])
def test_delivery_is_of_a_known_kind_and_its_rows_add_up(filled_study, changes):
    refused(lambda: copy(Delivery.objects.first(), **changes))


def test_one_upload_waits_per_person(study, people):
    def keep():
        Upload.objects.create(study=study, kind="start", name="a.csv", content=b"x", by=people.evaluator)

    keep()
    refused(keep)
