"""A verdict is yes, or no with a reason; `require` stops at a no."""

import pytest

from fremskudt.basics.verdict import NotNow, Verdict, require


def test_verdict_yes_lets_through() -> None:
    assert Verdict.yes()
    assert Verdict.yes().reason == ""
    require(Verdict.yes())


def test_verdict_no_stops_with_its_reason() -> None:
    verdict = Verdict.no("Samtykke mangler")
    assert not verdict
    with pytest.raises(NotNow, match=r"^Samtykke mangler$") as stopped:
        require(verdict)
    assert stopped.value.reason == verdict.reason


@pytest.mark.parametrize(("allowed", "reason"), [(False, ""), (False, "  "), (True, "men")])
def test_verdict_without_sense_cannot_be_made(allowed: bool, reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        Verdict(allowed, reason)


def test_verdict_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Verdict.yes().reason = "dog ikke"  # type: ignore[misc]
