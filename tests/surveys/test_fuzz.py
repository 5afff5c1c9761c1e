"""Whatever happens to a file on its way: it is taken in whole, or refused in words, and nothing else happens."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fremskudt.surveys.actions import delivery
from fremskudt.surveys.models import Response
from fremskudt.surveys.rules.cpr import looks_like_cpr
from fremskudt.surveys.rules.problem import BadFileError
from fremskudt.surveys.rules.sheet import read_sheet
from fremskudt.surveys.selectors import study as selectors
from tests.surveys import field, workbooks
from tests.surveys.test_broken_files import state_of_database

pytestmark = [pytest.mark.database, pytest.mark.django_db]
AGAIN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = st.sampled_from(
    ["", "-1", "0", "99", "7,5", "=1", '"', ";", "\n", "\x00", "31-02-2023", "NaN", "æ", "010203-1234"]
)
CELLS = st.one_of(ODD, st.text(max_size=30))
PLAIN = field.text(field.progression())
BOOK = workbooks.workbook([list(row) for row in field.progression()])
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8)


def changed(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    bytes_ = bytearray(content)
    for place, byte in changes:
        bytes_[place % len(bytes_)] = byte
    return bytes(bytes_)


def try_it(study, people, content: bytes) -> None:
    before = state_of_database()
    refusal = ""
    try:
        receipt = delivery.take_in(
            study=study, kind="progression", name="fil.csv", content=content, by=people.evaluator
        )
    except BadFileError as error:
        refusal = str(error)
    if refusal:
        assert not looks_like_cpr(refusal)
        assert state_of_database() == before
    else:
        assert receipt.n_rows == receipt.n_new + receipt.n_unchanged + receipt.n_repeated
        rows = selectors.study_rows(study)
        assert len(rows.answers) == 21 * len(rows.responses)
        Response.objects.filter(delivery=receipt.delivery).delete()


@AGAIN
@given(row=st.integers(0, 3), column=st.integers(0, 24), cell=CELLS)
def test_a_cell_changes(filled_study, people, row, column, cell):
    rows = field.progression()
    rows[row][column] = cell
    try_it(filled_study, people, field.text(rows))


@AGAIN
@given(changes=CHANGES)
def test_bytes_of_a_text_file_change(filled_study, people, changes):
    try_it(filled_study, people, changed(PLAIN, changes))


@AGAIN
@given(changes=CHANGES)
def test_bytes_of_a_workbook_change(filled_study, people, changes):
    try_it(filled_study, people, changed(BOOK, changes))


@AGAIN
@given(content=st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda end: BOOK[:400] + end)))
def test_bytes_from_anywhere(filled_study, people, content):
    try_it(filled_study, people, content)


@AGAIN
@given(row=st.integers(0, 3), column=st.integers(0, 24), before=st.text(max_size=5), after=st.text(max_size=5))
def test_cpr_anywhere_is_refused_and_not_shown(row, column, before, after):
    rows = [[*cells] for cells in field.progression()]
    rows[row][column] = f"{before}010203-1234{after}".replace(";", "").replace('"', "")
    with pytest.raises(BadFileError) as caught:
        read_sheet("fil.csv", field.text(rows))
    assert "0203" not in str(caught.value)
