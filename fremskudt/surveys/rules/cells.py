"""One row of a file, cell by cell: each reader gives the cell's value or notes what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fremskudt.casework.rules.pseudonym import has_right_check, is_ours
from fremskudt.instruments import BadValue, Instrument, Missing, parse_value
from fremskudt.surveys.rules.columns import CODE, DAY, MODE, MUNICIPALITY, WAVE
from fremskudt.surveys.rules.cpr import quoted
from fremskudt.surveys.rules.day import ALLOWED_DAYS, BadDayError, read_day
from fremskudt.surveys.rules.kinds import MODE_WORDS, Mode, mode_of
from fremskudt.surveys.rules.problem import Problems
from fremskudt.surveys.rules.sheet import Row

CODE_SHAPE = re.compile(r"[A-Za-zÆØÅæøå0-9](?:[A-Za-zÆØÅæøå0-9 ._/-]{0,38}[A-Za-zÆØÅæøå0-9])?")
WHOLE = re.compile(r"([0-9]{1,4})(?:[.,]0)?")


@dataclass(frozen=True)
class Known:
    """What a file is held against: the study's municipalities, respondents' codes, waves and time, and today's date."""

    municipalities: tuple[str, ...]
    respondents: frozenset[str]
    waves: frozenset[int]
    starts_on: date
    today: date


@dataclass(frozen=True)
class Cells:
    """A row under its headers. `problems` collects what the readers find."""

    row: Row
    places: Mapping[str, int]
    known: Known
    problems: Problems

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self.row.cells[self.places[column]]

    def wrong(self, column: str, what: str) -> None:
        """Note an error in this cell."""
        self.problems.add(what, self.row.number, column)

    def code(self) -> str | None:
        """The borger_id."""
        text = self.text(CODE)
        if is_ours(text) and not has_right_check(text) and text not in self.known.respondents:
            self.wrong(CODE, f"Fundet: {quoted(text)}. Koden kan ikke passe. Se, om et tegn er tastet forkert.")
            return None
        if CODE_SHAPE.fullmatch(text):
            return text
        found = f"Fundet: {quoted(text)}." if text else "Cellen er tom."
        self.wrong(CODE, f"{found} Et borger_id er højst 40 bogstaver og tal, fx R-014.")
        return None

    def known_code(self) -> str | None:
        """The borger_id of someone on the participant list."""
        code = self.code()
        if code is None or code in self.known.respondents:
            return code
        self.wrong(
            CODE, f"{quoted(code)} står ikke på deltagerlisten. Ret borger_id, eller indlæs deltagerlisten først."
        )
        return None

    def municipality(self) -> str | None:
        """The name of one of the study's municipalities (»Vejle« or »Vejle Kommune«)."""
        text = self.text(MUNICIPALITY)
        wanted = text.casefold().removesuffix("kommune").strip()
        for name in self.known.municipalities:
            if wanted == name.casefold().removesuffix("kommune").strip():
                return name
        allowed = ", ".join(self.known.municipalities) or "ingen endnu"
        self.wrong(MUNICIPALITY, f"Fundet: {quoted(text)}. Tilladt er undersøgelsens kommuner: {allowed}.")
        return None

    def wave(self) -> int | None:
        """The number of one of the study's waves."""
        text = self.text(WAVE)
        match = WHOLE.fullmatch(text)
        if match and int(match[1]) in self.known.waves:
            return int(match[1])
        allowed = ", ".join(map(str, sorted(self.known.waves))) or "ingen, for der er ingen runder endnu"
        self.wrong(WAVE, f"Fundet: {quoted(text)}. Tilladt er undersøgelsens runder: {allowed}.")
        return None

    def mode(self) -> Mode | None:
        """How the answers came about."""
        text = self.text(MODE)
        mode = mode_of(text)
        if mode is None:
            allowed = ", ".join(f"{word} ({key})" for key, word in MODE_WORDS.items())
            self.wrong(MODE, f"Fundet: {quoted(text)}. Tilladt er: {allowed}.")
        return mode

    def day(self, column: str = DAY) -> date | None:
        """A date within the study, not in the future; None when the cell is empty or wrong."""
        text = self.text(column)
        if not text:
            return None
        try:
            day = read_day(text)
        except BadDayError as error:
            self.wrong(column, f"{error} Fundet: {quoted(text)}. Tilladt er {ALLOWED_DAYS}.")
            return None
        if day > self.known.today:
            self.wrong(column, f"Datoen {day:%d-%m-%Y} ligger i fremtiden. Tilladt er datoer til og med i dag.")
        elif day < self.known.starts_on:
            first = f"{self.known.starts_on:%d-%m-%Y}"
            self.wrong(column, f"Datoen {day:%d-%m-%Y} ligger før undersøgelsen. Tilladt er datoer fra {first}.")
        return day

    def required_day(self) -> date | None:
        """The date of the answers, which may not be empty."""
        if not self.text(DAY):
            self.wrong(DAY, f"Cellen er tom. Tilladt er {ALLOWED_DAYS}.")
        return self.day()

    def value(self, column: str, instrument: Instrument, variable: str) -> int | Missing | None:
        """What the cell says about the variable; None when it is wrong."""
        text = self.text(column)
        try:
            return parse_value(instrument, variable, text)
        except BadValue as error:
            self.wrong(column, f"{error.reason} Fundet: {quoted(text)}. Tilladt er {error.allowed}.")
            return None
