"""One element of a foreign questionnaire, of which everything is asked for; `rest` tells what nobody asked for."""

from fremskudt.instruments.fhir import terms
from fremskudt.instruments.fhir.terms import Json
from fremskudt.instruments.fhir.words import get
from fremskudt.instruments.taking.draft import Draft, Words
from fremskudt.instruments.taking.left import Done, What


class Element:
    """A JSON object with its extensions by address."""

    def __init__(self, raw: Json, language: str) -> None:
        self.raw = raw
        self._language = language
        self._asked: set[str] = {"extension"}
        found = raw.get("extension")
        self._extensions = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        self._taken: set[int] = set()

    def text(self, key: str) -> str:
        """A plain text of the element, or ""."""
        self._asked.add(key)
        value = self.raw.get(key)
        return value if isinstance(value, str) else ""

    def truth(self, key: str) -> bool:
        self._asked.add(key)
        return self.raw.get(key) is True

    def listed(self, key: str) -> list[Json]:
        """The objects of a list."""
        self._asked.add(key)
        value = self.raw.get(key)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def words(self, key: str) -> Words:
        """A text in every language."""
        self._asked |= {key, f"_{key}"}
        return get(self.raw, key, self._language)

    def has(self, *keys: str) -> bool:
        """Is one of these fields there? They count as asked for."""
        self._asked |= set(keys)
        return any(self.raw.get(key) not in (None, [], "") for key in keys)

    def know(self, *keys: str) -> None:
        """Fields that say nothing we must carry."""
        self._asked |= set(keys)

    def extensions(self, *urls: str) -> list[Json]:
        """The extensions with one of these addresses."""
        found = [one for one in self._extensions if one.get("url") in urls]
        self._taken |= {id(one) for one in found}
        return found

    def value(self, *urls: str) -> object:
        """The value of the first of these extensions, or None."""
        for one in self.extensions(*urls):
            for key, value in one.items():
                if key.startswith("value"):
                    return value
        return None

    def number(self, *urls: str) -> int | None:
        """The same as a whole number; None for anything else."""
        value = self.value(*urls)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return int(value) if value == int(value) else None

    def code(self, *urls: str) -> str:
        """The code of an extension that holds a code or a coded concept."""
        match self.value(*urls):
            case str(code):
                return code
            case {"coding": [{"code": str(code)}, *_]} | {"code": str(code)}:
                return code
        return ""

    def path(self, url: str) -> str | None:
        """The expression of an extension; None when it is not there, "" when it is no FHIRPath."""
        value = self.value(url)
        if value is None:
            return None
        if isinstance(value, dict) and value.get("language") == "text/fhirpath":
            return str(value.get("expression") or "")
        return ""

    def rest(self, draft: Draft, place: str) -> None:
        """Note the fields and extensions that nobody asked for."""
        for key in self.raw:
            if key not in self._asked and not (key.startswith("_") and key[1:] in self._asked):
                draft.leave(place, What.FIELD, Done.DROPPED, key)
        for one in self._extensions:
            if id(one) not in self._taken and one.get("url") != terms.TRANSLATION:
                draft.leave(place, What.FIELD, Done.DROPPED, str(one.get("url", "extension"))[:200])
