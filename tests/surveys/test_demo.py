"""The four files of the demo population through the same import that a municipality uses."""

from datetime import date

import pytest

import demo
from fremskudt.surveys.actions import delivery, study
from fremskudt.surveys.actions.study import Opening
from fremskudt.surveys.rules.columns import FILE_NAMES
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.selectors import study as selectors
from tests.surveys.test_broken_files import state_of_database

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def demo_study(people):
    period = date(2024, 1, 1), date(2025, 6, 30)
    n_waves = {Kind.START: 1, Kind.RUNNING: 4, Kind.PROGRESSION: 8}
    return study.create(
        slug="demo",
        title="Demo",
        owner=people.institute,
        municipalities=people.municipalities.values(),
        starts_on=period[0],
        ends_on=period[1],
        waves={kind: [Opening(number, *period) for number in range(1, n + 1)] for kind, n in n_waves.items()},
        by=people.evaluator,
    )


def test_demo_is_taken_in_whole_and_once(demo_study, people, tmp_path):
    demo.write_population(tmp_path)

    def take_in_all():
        return [
            delivery.take_in(
                study=demo_study, kind=kind, name=name, content=(tmp_path / name).read_bytes(), by=people.evaluator
            )
            for kind, name in FILE_NAMES.items()
        ]

    receipts = take_in_all()
    rows = selectors.study_rows(demo_study)
    assert len(rows.respondents) == receipts[0].n_new
    assert len(rows.responses) == sum(receipt.n_new for receipt in receipts[1:])
    assert len(rows.answers) > 7_000
    before = state_of_database()
    assert [receipt.n_new for receipt in take_in_all()] == [0, 0, 0, 0]
    assert state_of_database() == before
