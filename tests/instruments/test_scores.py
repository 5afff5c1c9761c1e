"""Scores: what is declared is what is computed, and a score that misses answers is not there."""

from pathlib import Path

import pytest

from fremskudt.instruments import Missing, UnknownItem, get, score
from tests.instruments.small import Small

INSPIRE = get("progression").score("inspire_o").items


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([0, 0, 0, 0, 0], 0),
        ([4, 4, 4, 4, 4], 100),
        ([1, 2, 3, 4, 0], 50),
        ([3, 2, 1, 2, 3], 55),
        ([4, 4, 4, 4, None], None),
        ([4, 4, 4, 4, Missing.SKIPPED], None),
        ([Missing.REFUSED] * 5, None),
    ],
)
def test_scores_inspire_o_is_five_times_the_sum_of_all_five(
    answers: list[int | Missing | None], expected: int | None
) -> None:
    assert score(get("progression"), "inspire_o", dict(zip(INSPIRE, answers, strict=True))) == expected


def test_scores_inspire_o_runs_from_0_to_100_and_8_points_matter() -> None:
    inspire_o = get("progression").score("inspire_o")
    assert (inspire_o.minimum, inspire_o.maximum, inspire_o.change) == (0, 100, 8)
    assert inspire_o.note is not None
    assert "ikke afprøvet i denne målgruppe" in inspire_o.note["da"]


def test_scores_an_absent_item_counts_as_unanswered() -> None:
    assert score(get("progression"), "inspire_o", {"inspire_hope": 4}) is None


def test_scores_with_fewer_items_the_mean_stands_for_the_missing_one(tmp_path: Path) -> None:
    small = Small()
    small.logic["scores"]["load"] |= {"min_items": 1}
    instrument = small.load(tmp_path)
    assert score(instrument, "load", {"drinks": 1, "days": 3}) == 8
    assert score(instrument, "load", {"drinks": 1, "days": None}) == 4
    assert score(instrument, "load", {}) is None


def test_scores_an_unknown_score_is_our_mistake() -> None:
    with pytest.raises(UnknownItem, match="no score 'tem'"):
        score(get("progression"), "tem", {})
