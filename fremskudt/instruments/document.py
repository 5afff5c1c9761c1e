"""YAML files read with suspicion: a key written twice, a shared node and a wrong type are errors with a place."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml

from fremskudt.instruments.faults import Fault, Place

T = TypeVar("T", str, int, bool, list[object], dict[object, object])
NAMES: Mapping[type, str] = {
    str: "en tekst",
    int: "et helt tal",
    bool: "true eller false",
    list: "en liste",
    dict: "et afsnit med felter",
    float: "et decimaltal",
    type(None): "tom",
}


class _AliasFound(yaml.MarkedYAMLError):
    """An alias (`*name`) stands in the file."""


class _Loader(yaml.SafeLoader):
    """The safe loader, which also notes repeated keys and refuses aliases (they can grow without end)."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.repeated: list[tuple[object, int]] = []

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        is_alias = self.check_event(yaml.AliasEvent)
        node = super().compose_node(parent, index)
        if is_alias and node is not None:
            raise _AliasFound(problem_mark=node.start_mark)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        mapping = super().construct_mapping(node, deep=deep)
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                self.repeated.append((key, key_node.start_mark.line + 1))
            seen.add(key)
        return mapping


def read_yaml(folder: Traversable, file: str, place: Place) -> object:
    """The file's content as plain values, or None after reporting I001-I003."""
    path = folder / file
    if not path.is_file():
        place.report(Fault.I001)
        return None
    try:
        loader = _Loader(path.read_bytes().decode("utf-8-sig"))
        found = loader.get_single_data()
    except (UnicodeDecodeError, RecursionError, ValueError, yaml.YAMLError) as error:
        place.report(Fault.I002, why=_why(error))
        return None
    for key, line in loader.repeated:
        place.report(Fault.I003, key=key, line=line)
    return found


def _why(error: Exception) -> str:
    """What is wrong, in Danish; what PyYAML itself says is English and about its own inside."""
    match error:
        case UnicodeDecodeError():
            return "den er ikke gemt som UTF-8"
        case RecursionError():
            return "der er for mange niveauer inden i hinanden"
        case yaml.YAMLError():
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            wrong = (
                "henvisninger (*) kan ikke bruges" if isinstance(error, _AliasFound) else "tegnene passer ikke sammen"
            )
            return wrong if mark is None else f"linje {mark.line + 1}, tegn {mark.column + 1}: {wrong}"
        case _:
            return "en værdi ligner en dato eller et tal, men findes ikke"


class Fields:
    """The fields of one section. Each is asked for by name and type; `done` reports those nobody asked for."""

    def __init__(self, raw: object, place: Place, key: str) -> None:
        self.place = place
        self._asked: list[str] = []
        self._raw: dict[object, object] = {}
        if isinstance(raw, dict):
            self._raw = raw
        else:
            place.report(Fault.I006, key=key, wanted=NAMES[dict], found=named(raw))

    def required(self, key: str, kind: type[T]) -> T | None:
        """The field's value; None after reporting that it is missing or of another type."""
        if self._raw.get(key) is None:
            self._asked.append(key)
            self.place.report(Fault.I005, key=key)
            return None
        return self.optional(key, kind)

    def optional(self, key: str, kind: type[T]) -> T | None:
        """The field's value or None when it is not there."""
        self._asked.append(key)
        value = self._raw.get(key)
        return None if value is None else typed(value, kind, key, self.place)

    def listed(self, key: str, kind: type[T]) -> list[T]:
        """The elements of a required list that have the right type; the others are reported, as is an empty list."""
        found = self.required(key, list)
        if found is None:
            return []
        if not found:
            self.place.report(Fault.I037, key=key)
        return [good for value in found if (good := typed(value, kind, key, self.place)) is not None]

    def chosen(self, key: str, known: tuple[str, ...]) -> str | None:
        """A required text that must be one of `known`; None after reporting another."""
        value = self.required(key, str)
        if value is not None and value not in known:
            self.place.report(Fault.I011, value=value, key=key, known=known)
            return None
        return value

    def done(self) -> None:
        """Report every field that nobody asked for."""
        for key in self._raw:
            if key not in self._asked:
                self.place.report(Fault.I004, key=key, known=self._asked)


def typed(value: object, kind: type[T], key: str, place: Place) -> T | None:
    """The value when it has the type (a bool is no number), else None after reporting it."""
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    place.report(Fault.I006, key=key, wanted=NAMES[kind], found=named(value))
    return None


def named(value: object) -> str:
    """The type of a value in words."""
    return NAMES.get(type(value), "noget andet")
