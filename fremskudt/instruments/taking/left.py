"""What could not come along, and what stops a questionnaire: each with its place, in Danish and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from fremskudt.instruments.model import Instrument
from fremskudt.instruments.scales import Text


class What(Enum):
    """What it is that our format has no room for. Words in braces are filled in where it is found."""

    GRID = ("gitter med fælles svar", "grid with shared answers")
    REPEAT = ("gruppe, der gentages", "repeated group")
    CASCADE = ("svar, der afhænger af et andet svar", "choices that hang on another answer")
    CALCULATION = ("beregning", "calculation")
    MEDIA = ("billede, lyd eller film", "picture, sound or video")
    FREE_TEXT = ("fritekst", "free text")
    OTHER = ("»Andet« med fritekst", "“Other” with free text")
    DATE = ("dato eller tid", "date or time")
    TYPE = ("spørgsmål af typen {name}", "question of the type {name}")
    LIST = ("svarliste uden for filen", "list of answers outside of the file")
    REQUIRED = ("krav om svar", "required answer")
    CONSTRAINT = ("regel for svaret: {name}", "rule for the answer: {name}")
    BOUNDS = ("tal uden grænser", "number without limits")
    NEGATIVE = ("tal under nul", "numbers under zero")
    TOO_WIDE = ("skala med over 100.000 trin", "scale of more than 100,000 steps")
    INITIAL = ("svar, der er valgt på forhånd", "answer chosen beforehand")
    DISPLAY = ("tekst uden spørgsmål: {name}", "text without a question: {name}")
    CODE = ("kode fra et andet system: {name}", "code of another system: {name}")
    OPTION_CODE = ("svarkode {name}", "answer code {name}")
    NAME = ("navnet {name}", "the name {name}")
    LANGUAGE = ("sproget {name}", "the language {name}")
    NO_LANGUAGE = ("sprog, der ikke er angivet", "language that is not told")
    NESTED = ("gruppe i gruppe", "group within a group")
    BENEATH = ("spørgsmål under et spørgsmål", "question beneath a question")
    LARGE = ("gruppe med {name} spørgsmål", "group of {name} questions")
    APPEARANCE = ("udseende: {name}", "appearance: {name}")
    FIELD = ("feltet {name}", "the field {name}")
    SHEET = ("arket {name}", "the sheet {name}")
    META = ("oplysning om udfyldelsen: {name}", "fact about the filling in: {name}")
    VERSION = ("versionen {name}", "the version {name}")
    BOOLEAN = ("ja/nej-spørgsmål", "yes/no question")
    DIGITS = ("svar, der er tal", "answers that are numbers")
    FEW_ANSWERS = ("spørgsmål med under to svar", "question with fewer than two answers")
    ROUTING = ("vejen, når et svar mangler", "the way on when an answer is missing")
    TERMS = ("vilkår for brug", "terms of use")
    STATUS = ("status: {name}", "status: {name}")
    PIPED = ("et tidligere svar inde i teksten", "an earlier answer inside the text")
    DISABLED = ("række, der er slået fra", "row that is disabled")
    EMPTY = ("gruppe uden spørgsmål", "group without questions")


class Done(Enum):
    """What was done about it."""

    DROPPED = ("ikke taget med", "not taken along")
    QUESTION = ("spørgsmålet er ikke taget med", "the question is not taken along")
    FREE = ("ikke taget med; hos os må alt springes over", "not taken along; with us anything may be skipped")
    APART = ("spørgsmålene stilles ét ad gangen", "the questions are asked one by one")
    BITES = ("blevet til bidder af højst {name}", "turned into bites of at most {name}")
    FLAT = ("blevet til en bid for sig", "turned into a bite of its own")
    AFTER = ("stilles lige efter", "asked right after")
    NAMED = ("hedder her {name}", "is called {name} here")
    NUMBERED = ("har her koden {name}", "has the code {name} here")
    SCALE = ("blevet til et tal fra {name}", "turned into a number from {name}")
    YES_NO = ("blevet til svarene Ja (1) og Nej (0)", "turned into the answers Ja (1) and Nej (0)")
    NO_TEXT = ("svaret er beholdt, men uden tekst", "the answer is kept, but without the text")
    DANISH = ("regnet for dansk", "taken for Danish")
    LOCKED = (
        "ordlyden er låst, til nogen bekræfter en tilladelse",
        "the wording is locked until a licence is confirmed",
    )
    SHOWN = (
        "stilles alligevel; i filen er spørgsmålet skjult, til der er svaret",
        "asked all the same; in the file the question is hidden until there is an answer",
    )
    INCOMPLETE = ("ikke taget med; {name} tekster mangler", "not taken along; {name} texts are missing")


@dataclass(frozen=True)
class Left:
    """One thing that does not come along as it was. `place` is a cell (survey!B14) or a linkId."""

    place: str
    what: Text
    done: Text


def left(place: str, what: What, done: Done, name: object = "", into: object = "") -> Left:
    """`name` fills what it was, `into` what became of it."""
    return Left(place, _said(what.value, name), _said(done.value, into))


@dataclass(frozen=True)
class Refused:
    """Why the whole questionnaire cannot be taken in, and where in the file it stands ("" for the whole of it)."""

    place: str
    why: Text


def refused(place: str, danish: str, english: str) -> Refused:
    return Refused(place, {"da": danish, "en": english})


class CannotTake(ValueError):
    """The questionnaire cannot be taken in without changing what it means, or the file is no questionnaire."""

    def __init__(self, *why: Refused) -> None:
        super().__init__("\n".join(f"{one.place}: {one.why['da']}" if one.place else one.why["da"] for one in why))
        self.refused = why


@dataclass(frozen=True)
class Taken:
    """A questionnaire in our own format: the texts that `copies.from_texts` reads, and what was left behind."""

    slug: str
    structure: str
    texts: Mapping[str, str]
    instrument: Instrument
    left: tuple[Left, ...] = ()


def _said(words: tuple[str, str], name: object) -> Text:
    danish, english = words
    return {"da": danish.format(name=name), "en": english.format(name=name)}
