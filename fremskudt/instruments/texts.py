"""The words of an instrument, one file per language, kept apart from its logic."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from types import MappingProxyType

from fremskudt.instruments.document import NAMES, named, read_yaml
from fremskudt.instruments.faults import Fault, Place, Problem
from fremskudt.instruments.scales import Text

LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType({"da": "dansk", "en": "engelsk"})
Path = tuple[str, ...]


class Texts:
    """The texts of all languages. What is asked for must be there; `done` reports what nobody asked for."""

    def __init__(self, folder: Traversable, languages: tuple[str, ...], problems: list[Problem]) -> None:
        self._places = {language: Place(f"texts.{language}.yaml", "", problems) for language in languages}
        self._found: dict[str, dict[Path, str]] = {}
        self._asked: set[Path] = set()
        for language, place in self._places.items():
            raw = read_yaml(folder, place.file, place)
            if raw is not None:
                self._found[language] = _flat(raw, (), place)

    def required(self, *path: object) -> Text:
        """The text at this path in every language; a language without it is reported."""
        wanted = tuple(str(step) for step in path)
        self._asked.add(wanted)
        for language, texts in self._found.items():
            if wanted not in texts:
                self._places[language].report(Fault.I029, path=" → ".join(wanted), language=LANGUAGE_NAMES[language])
        return MappingProxyType({language: texts.get(wanted, "") for language, texts in self._found.items()})

    def optional(self, *path: object) -> Text | None:
        """The text at this path, or None when no language has it; one language alone is reported."""
        wanted = tuple(str(step) for step in path)
        return self.required(*path) if any(wanted in texts for texts in self._found.values()) else None

    def done(self) -> None:
        """Report the texts that belong to nothing."""
        for language, texts in self._found.items():
            for path in texts:
                if path not in self._asked:
                    self._places[language].report(Fault.I030, path=" → ".join(path))


def _flat(raw: object, path: Path, place: Place) -> dict[Path, str]:
    """The file as path → text. Anything but a text that says something is reported."""
    if isinstance(raw, dict):
        parts = (_flat(value, (*path, str(key)), place) for key, value in raw.items())
        return {key: text for part in parts for key, text in part.items()}
    if isinstance(raw, str) and raw.strip():
        return {path: raw}
    found = "tom" if isinstance(raw, str) else named(raw)
    place.report(Fault.I006, key=" → ".join(path) or place.file, wanted=NAMES[str], found=found)
    return {path: ""} if path else {}
