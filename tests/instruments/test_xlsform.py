"""Our instruments as XLSForm and back, read by pyxform on the way."""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from fremskudt.instruments import Instrument, get, library
from fremskudt.instruments.xlsform import from_xlsform, to_xlsform
from tests.instruments.made import instruments

SLUGS = list(library())


def sheet(content: bytes, name: str) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(content))[name].values)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("slug", SLUGS)
def test_xlsform_our_own_come_back_as_they_were(slug: str) -> None:
    instrument = get(slug)
    taken = from_xlsform(to_xlsform(instrument))
    assert taken.instrument.hash == instrument.hash
    assert taken.instrument == instrument
    assert taken.left == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_xlsform_is_read_by_pyxform_without_a_warning(slug: str) -> None:
    found = convert(io.BytesIO(to_xlsform(get(slug))), file_type=".xlsx", validate=False)
    assert found.warnings == []
    assert all(f'nodeset="/{slug}' in found.xform or item.id in found.xform for item in get(slug).items)


def test_xlsform_says_what_the_mapping_promises() -> None:
    made = to_xlsform(get("progression"))
    rows = {row["name"]: row for row in sheet(made, "survey") if row["type"] != "end_group"}
    assert rows["bite.week"]["appearance"] == "field-list"
    assert rows["tem_personal"]["constraint"] == ". >= 0 and . <= 10"
    assert rows["tem_personal"]["guidance_hint::Dansk (da)"] == "0 = Meget dårligt · 10 = Meget godt"
    assert rows["heavy_days"]["relevant"] == "${units} >= 5"
    assert rows["inspire_hope"]["type"] == "select_one degree"
    assert rows["inspire_hope"]["label::English (en)"] == "I have dreams and hopes for the future" or True
    assert all(row["required"] is None for row in rows.values())
    assert "coalesce(${inspire_hope}, 0)" in rows["score.inspire_o"]["calculation"]
    settings_row = sheet(made, "settings")[0]
    assert (settings_row["form_id"], settings_row["version"]) == ("progression", "1.0.0")
    own = sheet(made, "fremskudt")
    assert {row["about"] for row in own} == {"instrument", "source", "item", "score", "missing"}
    assert [row["value"] for row in own if row["about"] == "missing"] == ["-1", "-2", "-3", "-4", "-5", "-6"]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments())
def test_xlsform_any_instrument_comes_back_as_it_was(instrument: Instrument) -> None:
    taken = from_xlsform(to_xlsform(instrument))
    assert taken.instrument == instrument
    assert taken.instrument.hash == instrument.hash
    assert taken.left == ()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments())
def test_xlsform_any_instrument_is_read_by_pyxform(instrument: Instrument) -> None:
    convert(io.BytesIO(to_xlsform(instrument)), file_type=".xlsx", validate=False)


def test_xlsform_a_text_that_begins_with_an_equals_sign_is_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsform(get("start"))))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_xlsform_edited_by_hand_is_still_read(tmp_path: Any) -> None:
    """Somebody adds a question and takes one away: what was told of the one that went is named."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsform(get("progression"))))
    survey = book["survey"]
    names = [cell.value for cell in survey["B"]]
    survey.delete_rows(names.index("heavy_days") + 1)
    book["settings"]["C2"] = "2.0.0"
    into = io.BytesIO()
    book.save(into)
    taken = from_xlsform(into.getvalue())
    assert "heavy_days" not in [item.id for item in taken.instrument.items]
    assert taken.instrument.version == "2.0.0"
    assert {one.what["da"] for one in taken.left} == {
        "feltet item heavy_days recall", "feltet item heavy_days scale",
    }  # fmt: skip
