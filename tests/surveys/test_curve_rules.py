"""One's own answers over time: points and gaps, the whole scale, and a score only when it is complete."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt import instruments
from fremskudt.instruments import Missing
from fremskudt.surveys.rules.curve import Told, curves, score_curves
from fremskudt.surveys.templatetags.curve import BOTTOM, TOP, drawn, end_words, words_for

FORM = instruments.get("progression")
FIVE = ["inspire_supported", "inspire_hope", "inspire_self", "inspire_meaning", "inspire_control"]


def told(wave: int, version: str = "1.0.0", **answers: int | Missing) -> Told:
    return Told(date(2026, wave, 3), wave, version, answers)


def test_curve_joins_neighbours_only_and_a_gap_stays_a_gap() -> None:
    said = [4, 5, Missing.SKIPPED, 6, 6]
    [curve] = curves(FORM, [told(wave, tem_personal=value) for wave, value in enumerate(said, 1)])
    assert [point.value for point in curve.points] == [4, 5, None, 6, 6]
    assert [(one.wave, next.wave) for one, next in curve.joined] == [(1, 2), (4, 5)]
    assert [point.wave for point in curve.skipped] == [3]
    [missed] = curves(FORM, [told(1, tem_personal=4), told(3, tem_personal=4)])
    assert missed.joined == []  # a round that was not answered at all is a gap, too


@pytest.mark.parametrize("said", [[], [4], [4, Missing.SKIPPED], [Missing.REFUSED, Missing.UNREADABLE]])
def test_curve_waits_for_two_answers(said: list[int | Missing]) -> None:
    assert curves(FORM, [told(wave, sleep=value) for wave, value in enumerate(said, 1)]) == []


def test_curve_has_no_point_where_routing_hid_the_question() -> None:
    rows = [told(1, units=4), told(2, units=Missing.NOT_SHOWN), told(3, units=14)]
    [curve] = curves(FORM, rows)
    assert [point.wave for point in curve.points] == [1, 3]
    assert (curve.minimum, curve.maximum) == (1, 14)  # a scale without an end is drawn to what was said


def test_curve_begins_anew_where_the_question_was_another() -> None:
    rows = [told(1, "0.9.0", sleep=0), told(2, "1.0.0", sleep=2), told(3, "1.4.2", sleep=3)]
    [curve] = curves(FORM, rows)
    assert [point.value for point in curve.points] == [2, 3]


def test_curve_score_is_there_only_when_all_five_are_answered() -> None:
    whole = told(1, **dict.fromkeys(FIVE, 2))
    short = told(2, **{**dict.fromkeys(FIVE, 4), "inspire_hope": Missing.SKIPPED})
    [scored] = score_curves(FORM, [whole, short])
    assert [point.value for point in scored.points] == [50, None]
    assert scored.score.change == 8
    assert score_curves(FORM, [short]) == []


def test_curve_is_said_in_the_words_it_was_answered_in() -> None:
    [sleep] = curves(FORM, [told(1, sleep=1), told(2, sleep=3)])
    assert [words_for(sleep, point) for point in sleep.points] == ["Dårlig", "God"]
    assert (end_words(sleep, 0), end_words(sleep, 4)) == ("Meget dårlig", "Meget god")
    [days] = curves(FORM, [told(1, cannabis_days=0), told(2, cannabis_days=7)])
    assert (words_for(days, days.points[1]), end_words(days, 7)) == ("7", "")


@given(st.lists(st.one_of(st.integers(0, 10), st.sampled_from([Missing.SKIPPED, Missing.NOT_ASKED])), max_size=9))
def test_curve_is_drawn_within_its_picture_on_the_whole_scale(said: list[int | Missing]) -> None:
    for curve in curves(FORM, [told(wave, tem_social=value) for wave, value in enumerate(said, 1)]):
        picture = drawn(curve)
        assert (curve.minimum, curve.maximum) == (0, 10)
        assert len(picture.dots) == len(curve.answered) >= 2
        assert all(34 <= dot.x <= 350 and TOP <= dot.y <= BOTTOM for dot in picture.dots)
        heights = {point.value: dot.y for point, dot in zip(curve.answered, picture.dots, strict=True)}
        assert sorted(heights, key=lambda value: heights[value]) == sorted(heights, reverse=True)
