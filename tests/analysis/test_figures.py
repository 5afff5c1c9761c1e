"""Pictures: the spec says what the figure says, nothing hidden can be read or measured, and all of it can be read."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fremskudt.analysis import figures
from fremskudt.analysis.disclosure import SUPPRESSED, ProtectedFigure, Suppressed
from fremskudt.analysis.figures import look
from fremskudt.analysis.figures.lettering import text_width, wrapped
from fremskudt.analysis.results import danish
from tests.analysis import sample_figures as samples

DRAWN = [figure for figure in (*samples.ALL, samples.hostile) if figures.has_picture(figure)]
BOTH = [(figure, narrow) for figure in DRAWN for narrow in (False, True)]
BOTH_IDS = [f"{figure.id}-{'narrow' if narrow else 'wide'}" for figure, narrow in BOTH]
SVG = "{http://www.w3.org/2000/svg}"


def rows(spec: dict, *layers: str) -> list[dict]:
    return [row for layer in spec["layer"] if layer["name"] in layers for row in layer["data"]["values"]]


def labels(spec: dict) -> list[tuple[dict, dict]]:
    """(mark, row) for each text of the picture."""
    return [
        (layer["mark"], row)
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    ]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (our own picture)


def words(figure: ProtectedFigure, narrow: bool = False) -> str:
    """All text of the SVG, in its order."""
    return "\n".join(parsed(figures.svg(figure, narrow)).itertext())


def visible(figure: ProtectedFigure) -> dict[tuple[str, str], float]:
    return {
        (group, category): value
        for group, values in zip(figure.groups, figure.values, strict=True)
        for category, value in zip(figure.categories, values, strict=True)
        if not isinstance(value, Suppressed)
    }


@pytest.mark.parametrize(("figure", "narrow"), BOTH, ids=BOTH_IDS)
def test_the_spec_holds_the_figures_own_numbers_and_no_others(figure: ProtectedFigure, narrow: bool) -> None:
    drawn = {
        (row["group"], row["category"]): row["value"]
        for row in rows(figures.spec(figure, narrow), "part", "bar", "point")
    }
    zero_has_a_mark = figure.kind in ("index", "means")
    assert drawn == {cell: value for cell, value in visible(figure).items() if value or zero_has_a_mark}


@pytest.mark.parametrize(("figure", "narrow"), BOTH, ids=BOTH_IDS)
def test_no_text_runs_out_of_the_picture(figure: ProtectedFigure, narrow: bool) -> None:
    spec = figures.spec(figure, narrow)
    for mark, row in labels(spec):
        width = max(text_width(line, mark["fontSize"]) for line in row["text"])
        left = row["x"] - {"left": 0, "center": width / 2, "right": width}[mark["align"]]
        assert left >= -1, row
        assert left + width <= spec["width"] + 1, row
        bottom = row["y"] + (len(row["text"]) - 1) * mark["lineHeight"] + mark["fontSize"] / 2
        assert row["y"] - mark["fontSize"] / 2 >= -1, row
        assert bottom <= spec["height"] + 1, row


@pytest.mark.parametrize(("figure", "narrow"), BOTH, ids=BOTH_IDS)
def test_the_svg_is_one_image_that_stands_alone(figure: ProtectedFigure, narrow: bool) -> None:
    picture = figures.svg(figure, narrow)
    root = parsed(picture)
    assert root.attrib["role"] == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    assert description.text == figures.alt_text(figure)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in ("script", "style", "image", "use", "a", "foreignObject")
        assert not {name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name}
    assert re.findall(r"https?://[^\"]*", picture.replace('xmlns="http://www.w3.org/2000/svg"', "")) == []
    assert figures.svg.__wrapped__(figure, narrow) == picture


def test_text_stays_text_and_numbers_have_a_decimal_comma() -> None:
    text = words(samples.good_with_self)
    assert "En hel del/rigtig meget" in text
    assert "Besvarelse 4 (N = 29)" in text
    assert "44,8 %" in text
    for figure, narrow in BOTH:
        assert not re.search(r"\d\.\d", words(figure, narrow).replace(figure.title, "")), figure.id


def test_parts_stand_end_to_end_and_fill_the_whole() -> None:
    for group in samples.good_with_self.groups:
        parts = [row for row in rows(figures.spec(samples.good_with_self), "part") if row["group"] == group]
        assert [part["category"] for part in parts] == list(samples.AMOUNT)
        assert parts[0]["from"] == 0
        assert all(one["to"] == other["from"] for one, other in pairwise(parts))
        assert parts[-1]["to"] == pytest.approx(100)


def test_a_zero_stands_as_zero_and_a_hidden_number_as_hidden() -> None:
    text = words(samples.first_contact).splitlines()
    assert text.count("0,0 %") == 3
    assert "– skjult" not in text
    assert words(samples.services).splitlines().count("– skjult") == 2


def test_bars_keep_the_order_they_are_given_in() -> None:
    drawn = rows(figures.spec(samples.first_contact), "bar")
    assert [row["category"] for row in drawn][-1] == "Andre"
    assert [row["top"] for row in drawn] == sorted(row["top"] for row in drawn)


def test_hidden_parts_have_no_length_of_their_own() -> None:
    spec = figures.spec(samples.hidden_cells)
    marks = rows(spec, "hidden")
    assert len(marks) == 2  # rows 2 and 3; row 4 is hidden altogether
    assert {round(mark["right"] - mark["left"], 6) for mark in marks} == {52}
    texts = ["".join(row["text"]) for _, row in labels(spec)]
    assert texts.count("Vises ikke (for få)") == 1
    assert "Besvarelse 4 (N = –)" in texts
    # In row 3 the first part is hidden: the visible one begins at 0 and so does not tell how long the hidden one is.
    third = [row for row in rows(spec, "part") if row["group"] == "Besvarelse 3"]
    assert [part["from"] for part in third] == [0]


def test_a_line_is_drawn_only_between_neighbours_of_ten_or_more() -> None:
    segments = rows(figures.spec(samples.wellbeing), "line")
    assert {(row["at"], row["to_at"]) for row in segments} == {(0, 1), (1, 2), (2, 3), (3, 4)}
    assert len(segments) == 4 * 5
    assert "Hvor N er under 10, vises kun punkter." in words(samples.wellbeing)
    assert "vises kun punkter" not in words(samples.hidden_index)


def test_a_hidden_index_leaves_a_gap_in_its_line() -> None:
    segments = rows(figures.spec(samples.hidden_index), "line")
    assert [(row["at"], row["to_at"]) for row in segments if row["category"] == "Socialt"] == [(2, 3)]
    assert [(row["at"], row["to_at"]) for row in segments if row["category"] == "Fysisk"] == [(0, 1), (1, 2)]


def test_the_scale_of_an_index_is_never_blown_up() -> None:
    flat = samples.make(
        id="flat", title="Flad", kind="index", measure="index", groups=("A 1", "A 2"), categories=("x",), n=(20, 20),
        values=((100.0,), (100.4,)),
    )  # fmt: skip
    (point,) = [layer for layer in figures.spec(flat)["layer"] if layer["name"] == "point"]
    assert point["encoding"]["y"]["scale"]["domain"] == [80, 120]


def test_names_beside_the_lines_do_not_overlap() -> None:
    close = samples.make(
        id="close", title="Tæt", kind="index", measure="index", groups=("A 1", "A 2"), n=(20, 20),
        categories=samples.WELLBEING, values=((100.0,) * 5, (101.0, 101.1, 101.2, 100.9, 101.0)),
    )  # fmt: skip
    spec = figures.spec(close)
    names = sorted(
        (row["y"], row["y"] + (len(row["text"]) - 1) * 17)
        for layer in spec["layer"]
        if layer["name"].startswith("series")
        for row in layer["data"]["values"]
    )
    assert len(names) == 5
    assert all(upper[1] + 16 <= lower[0] for upper, lower in pairwise(names))


def test_bars_and_means_begin_at_zero() -> None:
    for figure in (samples.first_contact, samples.phases, samples.housing_support):
        assert all(row["from"] == 0 for row in rows(figures.spec(figure), "bar"))
    (point,) = [layer for layer in figures.spec(samples.mean_age)["layer"] if layer["name"] == "point"]
    assert point["encoding"]["x"]["scale"]["domain"][0] == 0


@pytest.mark.parametrize("size", range(1, 10))
def test_colours_of_ordered_answers_go_from_light_to_dark_and_carry_their_text(size: int) -> None:
    colours = look.ramp(size)
    lightness = [look.luminance(colour) for colour in colours]
    assert len(set(colours)) == size
    assert lightness == sorted(lightness, reverse=True)
    assert all(look.contrast(colour, look.text_on(colour)) >= 4.5 for colour in look.RAMP)


def test_colours_of_unordered_series_can_be_read_on_white() -> None:
    assert min(look.contrast(colour, look.PAPER) for colour in look.SERIES) >= 4.5
    assert len(set(look.SHAPES)) == len(look.SERIES) == 5


def test_known_contrasts() -> None:
    assert look.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert look.contrast("#1E4E5F", "#FFFFFF") == pytest.approx(9.1, abs=0.05)  # as the visual language states it


@pytest.mark.parametrize("figure", [samples.appendix, samples.home], ids=lambda figure: figure.id)
def test_tables_and_statements_have_no_picture(figure: ProtectedFigure) -> None:
    assert not figures.has_picture(figure)
    with pytest.raises(figures.NoPictureError, match=re.escape(figure.id)):
        figures.spec(figure)


def test_a_figure_of_which_nothing_may_be_shown_has_no_picture() -> None:
    nothing = samples.make(
        id="x", title="X", kind="distribution", groups=("A",), categories=("b", "c"), n=(SUPPRESSED,),
        counts=((SUPPRESSED, SUPPRESSED),),
    )  # fmt: skip
    assert not figures.has_picture(nothing)


def test_the_png_is_twice_the_size_of_the_svg() -> None:
    picture = figures.png(samples.plan_made)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20]) == 2 * look.WIDE


def test_alt_text_says_what_is_shown_on_how_many_and_what_stands_out() -> None:
    assert figures.alt_text(samples.housing_support) == (
        "Søjlediagram med fordelingen af svar: Andel af borgere, der modtager bostøtte fordelt på kommune. "
        "Rækkerne er Vejle (N = 23), Helsingør/Odder (N = 14), Randers (N = 29); enheden er borgere. "
        "Det største tal er 78,3 % (Vejle). "
        "Den største forskel mellem grupperne er mellem 64,3 % (Helsingør/Odder) og 78,3 % (Vejle)."
    )
    hidden = figures.alt_text(samples.hidden_cells)
    assert "Besvarelse 4 (N vises ikke)" in hidden
    assert hidden.endswith("Nogle tal vises ikke, fordi de bygger på for få. De er mærket som skjult.")
    assert "kun punkter" in figures.alt_text(samples.wellbeing)


@pytest.mark.parametrize("figure", samples.ALL, ids=lambda figure: figure.id)
def test_alt_text_is_complete_sentences(figure: ProtectedFigure) -> None:
    text = figures.alt_text(figure)
    assert text.endswith(".")
    assert all(sentence[0].isupper() for sentence in re.split(r"(?<=[.?!]) (?=[A-ZÆØÅ])", text))
    assert str(figure.n[0]) in text


@given(st.text(max_size=80), st.floats(20, 400))
def test_wrapping_loses_no_letter_and_keeps_to_the_room(text: str, room: float) -> None:
    lines = wrapped(text, room, 13)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, 13) <= room or len(line) == 1 or re.search(r"\(N = ", line) for line in lines)


def test_a_base_is_never_broken_over_two_lines() -> None:
    assert wrapped("Borgeren er stabil (N = 94)", 130, 13) == ["Borgeren er stabil", "(N = 94)"]


KINDS = ("distribution", "multiple", "battery")


@st.composite
def partly_hidden(draw: st.DrawFn) -> ProtectedFigure:
    """A figure of 2-4 groups and 2-4 answers with some cells hidden, and sometimes a base."""
    kind = draw(st.sampled_from(KINDS))
    n_groups, n_categories = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    counts = [[draw(st.integers(1, 40)) for _ in range(n_categories)] for _ in range(n_groups)]
    bases = [sum(row) for row in counts]
    shown = [[SUPPRESSED if draw(st.booleans()) else count for count in row] for row in counts]
    n = [SUPPRESSED if draw(st.integers(0, 5)) == 0 else base for base in bases]
    groups = "ABCD"[:n_groups]
    return samples.make(
        id="fig-x", number="x", title="Titel", kind=kind, groups=groups, categories="wxyz"[:n_categories], n=n,
        counts=shown, values=samples.shares(shown, bases), multiple=kind == "multiple",
    )  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(partly_hidden())
def test_every_number_in_the_picture_is_one_that_may_be_shown(figure: ProtectedFigure) -> None:
    if not figures.has_picture(figure):
        return
    shown = {danish(value) for value in visible(figure).values()}
    bases = {str(n) for n in figure.n if not isinstance(n, Suppressed)}
    for narrow in (False, True):
        printed = set(re.findall(r"\d+(?:,\d+)?", words(figure, narrow)))
        assert printed <= shown | bases | {"0", "25", "50", "75", "100"}
        spec = figures.spec(figure, narrow)
        widths = {round(row["to"] - row["from"], 9) for row in rows(spec, "part", "bar")}
        assert widths <= {round(value, 9) for value in visible(figure).values()}
        assert {round(row["right"] - row["left"], 6) for row in rows(spec, "hidden")} <= {52}
