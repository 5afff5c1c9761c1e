"""The mistakes a plan can hold. Each has a number, a place, what is wrong and what to do; all are collected."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PlanError:
    """One mistake. `place` is the figure's id or the section of the plan; the sentences are Danish."""

    code: str
    file: str
    place: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code} {self.file}, {self.place}: {self.wrong} {self.remedy}"


class InvalidPlanError(Exception):
    """The plan cannot be used. `errors` holds every mistake that was found, in the order of the file."""

    def __init__(self, errors: tuple[PlanError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


@dataclass
class Problems:
    """Collects mistakes while a plan is read."""

    file: str
    found: list[PlanError] = field(default_factory=list)

    def add(self, code: str, place: str, wrong: str, remedy: str) -> None:
        """Note one mistake, once, and go on reading."""
        error = PlanError(code, self.file, place, wrong, remedy)
        if error not in self.found:
            self.found.append(error)

    def stop_if_any(self) -> None:
        """Raise InvalidPlanError when anything was found."""
        if self.found:
            raise InvalidPlanError(tuple(self.found))
