"""Whatever is in a file, the answer is an instrument or a reason; nothing else ever comes out."""

import copy
import io
import json
from contextlib import suppress
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fremskudt.instruments import get
from fremskudt.instruments.fhir import (
    BadResponse,
    Facts,
    from_questionnaire,
    from_response,
    to_questionnaire,
    to_response,
)
from fremskudt.instruments.interchange import from_yaml, take
from fremskudt.instruments.taking import CannotTake
from fremskudt.instruments.taking.written import yaml_of
from fremskudt.instruments.xlsform import from_xlsform
from tests.instruments.foreign import fhir_files, xlsform_files
from tests.instruments.small import Small

VALUES: list[Any] = [
    None, "", "x", 0, -1, -3, 1.5, True, 10**12, [], {}, [[]], ["x"], {"x": "y"}, "0", "Ja", "a" * 6000, "\u0000",
]  # fmt: skip
CELLS = [None, "x", 0, -1, 1.5, True, "type", "begin_group", "=1", "${a}", "label"]
FOREIGN = [fhir_files.sdc_expressions, fhir_files.nested_groups, fhir_files.r4_old, fhir_files.several_languages]
SHEETS = [xlsform_files.routes, xlsform_files.with_other, xlsform_files.languages, xlsform_files.calculations]
slow = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a tree."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, one in pairs for place in [(*path, key), *spots(one, (*path, key))]]


def changed(draw: Any, tree: Any) -> Any:
    """The tree with one to three places made something else, or gone."""
    tree = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        places = spots(tree)
        if not places:
            break
        *way, last = draw(st.sampled_from(places))
        spot = tree
        for step in way:
            spot = spot[step]
        if draw(st.booleans()):
            spot[last] = draw(st.sampled_from(VALUES))
        elif isinstance(spot, dict):
            spot.pop(last)
    return tree


@slow
@given(st.data())
def test_taking_fuzz_fhir(data: Any) -> None:
    whole = data.draw(st.sampled_from([*(make() for make in FOREIGN), to_questionnaire(get("progression"))]))
    with suppress(CannotTake):
        from_questionnaire(changed(data.draw, whole))


@slow
@given(st.data())
def test_taking_fuzz_answers(data: Any) -> None:
    start = get("start")
    made = to_response(start, {"age": 40, "sex": 1, "services.somatic": 1, "services.others": 0}, Facts("K7M3-22"))
    with suppress(BadResponse):
        from_response(start, changed(data.draw, json.loads(json.dumps(made))))


@slow
@given(st.data())
def test_taking_fuzz_yaml(data: Any) -> None:
    small = Small()
    logic, danish = changed(data.draw, small.logic), changed(data.draw, small.da)
    with suppress(CannotTake):
        from_yaml(yaml_of(logic), {"da": yaml_of(danish), "en": yaml_of(small.en)})


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_taking_fuzz_xlsform(data: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data.draw(st.sampled_from(SHEETS))()))
    for _ in range(data.draw(st.integers(1, 4))):
        sheet = book[data.draw(st.sampled_from(book.sheetnames))]
        cell = sheet.cell(data.draw(st.integers(1, sheet.max_row)), data.draw(st.integers(1, sheet.max_column)))
        cell.value = data.draw(st.sampled_from(CELLS))
    into = io.BytesIO()
    book.save(into)
    with suppress(CannotTake):
        from_xlsform(into.getvalue())


@slow
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_taking_fuzz_bytes(content: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"{"):
        with suppress(CannotTake):
            take(head + content)
