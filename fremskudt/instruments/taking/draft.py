"""A questionnaire as a foreign file says it, before it is ours: names, codes and conditions are still the file's."""

from dataclasses import dataclass, field
from typing import Literal

from fremskudt.instruments.scales import Kind, Text
from fremskudt.instruments.taking.left import Done, Left, Refused, What, left, refused

Words = dict[str, str]  # language → text, as far as the file has it


@dataclass(frozen=True)
class Asks:
    """A comparison as the file writes it. `option` is given where one option of several is asked about (0 or 1).

    Constants are the file's own answer names, or numbers; `by_number` where they are the weights of the answers. A
    comparison that is not `total` says nothing, neither yes nor no, when there is no answer; nor does its opposite.
    """

    op: str
    question: str
    constants: tuple[str, ...] = ()
    option: str | None = None
    by_number: bool = False
    total: bool = True


@dataclass(frozen=True)
class Joined:
    """All, one or none of the parts."""

    op: Literal["and", "or", "not"]
    parts: "tuple[Wanted, ...]"


Wanted = Asks | Joined


class NotUnderstood(ValueError):
    """An expression with something in it that our conditions do not have; the text is that part."""


@dataclass
class DraftOption:
    """One answer: its name in the file, and its number where the file gives one."""

    name: str
    label: Words
    number: int | None = None


@dataclass(eq=False)
class DraftGroup:
    """Some questions under a heading."""

    place: str
    name: str
    title: Words
    wanted: Wanted | None = None
    above: "DraftGroup | None" = None


@dataclass
class DraftQuestion:
    """One question. `scale` is what the file calls its list of answers."""

    place: str
    name: str
    kind: Kind
    text: Words
    group: DraftGroup
    help: Words = field(default_factory=dict)
    options: list[DraftOption] = field(default_factory=list)
    scale: str = ""
    minimum: int | None = None
    maximum: int | None = None
    anchors: dict[int, Words] = field(default_factory=dict)
    warn_above: int | None = None
    recall: str | None = None
    source: str | None = None
    wanted: Wanted | None = None


@dataclass
class DraftScore:
    """A sum of questions."""

    place: str
    name: str
    label: Words
    items: list[str]
    times: int
    min_items: int
    note: Words = field(default_factory=dict)
    change: int | None = None


@dataclass
class DraftSource:
    """Where a wording comes from."""

    title: Words
    holder: str
    terms: Words
    verbatim: bool


@dataclass
class Draft:
    """The whole of it. `is_ours`: the file was written by us, so that names, codes and bites stand as they are."""

    id: str
    version: str
    title: Words
    place: str = ""  # where the head of the questionnaire stands
    is_ours: bool = False
    respondent: str = "citizen"
    modes: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    source: str = "holder"
    sources: dict[str, DraftSource] = field(default_factory=dict)
    groups: list[DraftGroup] = field(default_factory=list)
    questions: list[DraftQuestion] = field(default_factory=list)
    scores: list[DraftScore] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)  # names of questions that do not come along
    left: list[Left] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def leave(self, place: str, what: What, done: Done, name: object = "", into: object = "") -> None:
        """Note what does not come along."""
        self.left.append(left(place, what, done, name, into))

    def drop(self, place: str, question: str, what: What, name: object = "") -> None:
        """Note a question that does not come along."""
        self.dropped.add(question)
        self.leave(place, what, Done.QUESTION, name)

    def refuse(self, place: str, danish: str, english: str) -> None:
        """Note what stops the whole of it."""
        self.refused.append(refused(place, danish, english))


def both(*parts: Wanted | None) -> Wanted | None:
    """All of the conditions that are there."""
    found = tuple(part for part in parts if part is not None)
    if len(found) < 2:
        return found[0] if found else None
    return Joined("and", found)


def texts_of(text: Text | None) -> Words:
    return {} if text is None else dict(text)
