"""The answer of every rule: yes, or no with the reason a person can read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """May this happen now? Made with `Verdict.yes()` or `Verdict.no("Samtykke mangler")`; true when allowed.

    `reason` is a Danish sentence part for the screen, empty exactly when the answer is yes.
    """

    allowed: bool
    reason: str

    def __post_init__(self) -> None:
        if self.allowed == bool(self.reason.strip()):
            raise ValueError(f"a no needs a reason and a yes has none: {self.allowed=}, {self.reason=}")

    def __bool__(self) -> bool:
        return self.allowed

    @classmethod
    def yes(cls) -> "Verdict":
        return cls(allowed=True, reason="")

    @classmethod
    def no(cls, reason: str) -> "Verdict":
        return cls(allowed=False, reason=reason)


class NotNow(Exception):
    """What was asked for may not happen now; the text is the verdict's reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(verdict: Verdict) -> None:
    """Go on when the verdict is yes, else raise NotNow with its reason."""
    if not verdict:
        raise NotNow(verdict.reason)
