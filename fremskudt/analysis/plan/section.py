"""Typed reading of one mapping of the plan's YAML: every mistake is noted with its place, and reading goes on."""

from collections.abc import Collection, Mapping
from typing import Any

from fremskudt.analysis.plan.errors import Problems


class Section:
    """One mapping of the plan. A missing or wrong value is noted as P002-P004 and read as empty."""

    def __init__(self, raw: Any, place: str, problems: Problems, allowed: Collection[str]) -> None:
        self.place = place
        self.problems = problems
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        if not isinstance(raw, Mapping):
            problems.add("P004", place, "Her skal stå felter med navn og værdi.", "Skriv dem som »navn: værdi«.")
        for key in self.raw:
            if key not in allowed:
                problems.add(
                    "P003", place, f"Feltet »{key}« findes ikke.", f"Brug et af felterne {', '.join(sorted(allowed))}."
                )

    def __contains__(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A text; numbers such as 4.1 are taken as they are written."""
        value = self.raw.get(key)
        if value is None:
            if default is None:
                self.problems.add("P002", self.place, f"Feltet »{key}« mangler.", f"Tilføj »{key}:«.")
            return default or ""
        if isinstance(value, (Mapping, list)):
            self._wrong(key, value, "en tekst")
            return ""
        return str(value).strip()

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A text that must be one of `allowed`."""
        value = self.text(key, default)
        if value and value not in allowed:
            self._wrong(key, value, f"en af {', '.join(allowed)}")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, at least 0."""
        value = self.raw.get(key, default)
        if not _is_whole(value) or value < 0:
            self._wrong(key, value, "et helt tal")
            return 0
        return int(value)

    def yes(self, key: str) -> bool:
        """true or false; false when absent."""
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            self._wrong(key, value, "true eller false")
        return value is True

    def list(self, key: str, *, required: bool = True) -> list[Any]:
        """A list with at least one element; empty when absent and not required."""
        value = self.raw.get(key)
        if value is None and not required:
            return []
        if value is None:
            self.problems.add("P002", self.place, f"Feltet »{key}« mangler.", f"Tilføj en liste under »{key}:«.")
            return []
        if not isinstance(value, list) or not value:
            self._wrong(key, value, "en liste med mindst ét punkt")
            return []
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        """A mapping of names; empty when absent."""
        value = self.raw.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self._wrong(key, value, "navne med hver sin værdi")
            return {}
        return value

    def codes(self, key: str) -> tuple[int, ...]:
        """Whole numbers, as a list or as `{from: 18, to: 25}` (both ends included)."""
        value = self.raw.get(key)
        if isinstance(value, Mapping) and set(value) == {"from", "to"} and all(map(_is_whole, value.values())):
            return tuple(range(value["from"], value["to"] + 1))
        codes = self.list(key)
        if not all(map(_is_whole, codes)):
            self._wrong(key, value, "hele tal")
            return ()
        return tuple(codes)

    def _wrong(self, key: str, found: object, wanted: str) -> None:
        self.problems.add("P004", self.place, f"Feltet »{key}« er {found!r}.", f"Der skal stå {wanted}.")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
