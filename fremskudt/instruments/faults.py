"""Every error an instrument's files can have: a number, what is wrong, what to do. In Danish, for those who edit them.

A number never changes its meaning and is never used again; a new error takes the next free number.
"""

from dataclasses import dataclass
from enum import Enum
from string import Formatter


class Fault(Enum):
    """The catalogue: what is wrong, and what to do about it. Words in braces are filled in where the error is found."""

    I001 = ("Filen findes ikke.", "Læg {file} i skemaets mappe.")
    I002 = ("Filen kan ikke læses som YAML: {why}.", "Ret filen på det sted; den skal være gemt som UTF-8.")
    I003 = ("»{key}« står to gange i samme afsnit (linje {line}).", "Behold den ene.")
    I004 = ("Feltet »{key}« kendes ikke.", "Ret stavningen, eller fjern det. Her kan stå: {known}.")
    I005 = ("Feltet »{key}« mangler.", "Tilføj det.")
    I006 = ("»{key}« skal være {wanted}, men er {found}.", "Ret værdien. Er det en tekst, så brug anførselstegn.")
    I007 = ("»{id}« kan ikke bruges som navn.", "Brug små bogstaver a-z, tal og understreg, og begynd med et bogstav.")
    I008 = ("Navnet »{id}« er brugt to gange.", "Giv den ene et andet navn.")
    I009 = ("»{version}« er ikke en version.", "Skriv tre tal med punktum imellem, fx 1.0.0.")
    I010 = ("Skemaet hedder »{id}«, men mappen hedder »{folder}«.", "Giv dem samme navn.")
    I011 = ("»{value}« er ikke en mulighed for »{key}«.", "Vælg blandt: {known}.")
    I012 = ("Skalaen »{scale}« findes ikke.", "Tilføj den under scales, eller vælg blandt: {known}.")
    I013 = ("Skalaen har under to svarmuligheder.", "Giv den mindst to koder.")
    I014 = ("Koden {code} er brugt to gange.", "Giv hver svarmulighed sin egen kode.")
    I015 = ("Koden {code} betyder allerede manglende svar.", "Brug en anden kode; -1 til -6 er optaget.")
    I016 = ("Skalaens tal passer ikke sammen: {why}.", "Ret minimum, maximum, anchors eller warn_above.")
    I017 = ("Koderne for manglende svar er ikke de fælles.", "Skriv: {wanted}.")
    I018 = ("»{found}« er ikke en betingelse.", "Skriv én af disse med sine led i en liste: {known}.")
    I019 = ("Betingelsen »{op}« har forkerte led.", "Skriv {wanted}.")
    I020 = ("Betingelsen spørger til »{variable}«, som ikke findes.", "Vælg blandt: {known}.")
    I021 = ("Betingelsen spørger til »{variable}«, som først kommer senere.", "Flyt spørgsmålet længere ned.")
    I022 = ("Betingelsen bruger {number}, som »{variable}« ikke kan være.", "Brug en af værdierne {known}.")
    I023 = ("Spørgsmålet »{item}« er ikke med i noget bid.", "Sæt det ind i et bid.")
    I024 = ("Spørgsmålet »{item}« er med i bid mere end én gang.", "Lad det stå ét sted.")
    I025 = ("Spørgsmålet »{item}« findes ikke.", "Ret stavningen, eller tilføj spørgsmålet under items.")
    I026 = ("Bidene har en anden rækkefølge end spørgsmålene: »{item}« står forkert.", "Følg rækkefølgen under items.")
    I027 = ("Tallet kan ikke regnes ud af »{item}«, hvor man kan vælge flere svar.", "Brug spørgsmål med ét svar.")
    I028 = ("min_items er {number}, men der er {items} spørgsmål.", "Skriv et tal fra 1 til {items}.")
    I029 = ("Teksten »{path}« mangler på {language}.", "Tilføj den i filen.")
    I030 = ("Teksten »{path}« hører ikke til noget i skemaet.", "Fjern den, eller ret stavningen.")
    I031 = ("Svarmulighederne {code} og {other} har samme tekst.", "Giv dem hver sin tekst, også på tværs af sprog.")
    I032 = ("Teksten »{label}« for kode {code} ligner en kode.", "Skriv den med ord, så den ikke kan forveksles.")
    I033 = ("Kilden »{source}« findes ikke.", "Tilføj den under sources, eller vælg blandt: {known}.")
    I034 = ("Skemaet mangler dansk.", "Sæt da i languages; dansk er det sprog, fejl og rapporter er på.")
    I035 = ("»{id}« bruges ikke.", "Fjern den, eller brug den.")
    I036 = ("»{recall}« er ikke et tidsrum.", "Skriv dage, uger eller måneder som P7D, P2W eller P1M.")
    I037 = ("Listen »{key}« er tom.", "Skriv mindst ét led.")


@dataclass(frozen=True)
class Problem:
    """One error found: its place in the catalogue, the file, the part of it (may be empty), and the two sentences."""

    fault: Fault
    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{self.fault.name} {place}: {self.what} {self.remedy}"


class InstrumentErrors(ValueError):
    """The files of an instrument hold one or more errors; `problems` has all of them, the text one per line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Place:
    """A spot in a file where errors can be reported; all places of one load share the list of problems."""

    file: str
    where: str
    problems: list[Problem]

    def inside(self, where: str) -> "Place":
        return Place(self.file, where, self.problems)

    def report(self, fault: Fault, **words: object) -> None:
        """Note an error. `words` fill the braces of its sentences; a list of names is joined with commas."""
        ready = {name: _readable(word) for name, word in words.items()} | {"file": self.file}
        what, remedy = (Formatter().vformat(sentence, (), ready) for sentence in fault.value)
        self.problems.append(Problem(fault, self.file, self.where, what, remedy))


def _readable(word: object) -> str:
    return ", ".join(str(part) for part in word) if isinstance(word, (list, tuple)) else str(word)
