"""A row of answers: one respondent's response to one instrument in one wave."""

from dataclasses import dataclass
from datetime import date

from fremskudt.instruments import Instrument, Missing, empty_means, shown
from fremskudt.instruments.describe import in_words
from fremskudt.surveys.rules.cells import Cells
from fremskudt.surveys.rules.columns import DAY, MODE
from fremskudt.surveys.rules.kinds import Mode

OneAnswer = tuple[str, int | None, str | None]  # variable, value, name of the reason when there is no value


@dataclass(frozen=True)
class Filled:
    """A filled-in form. `answers` has one entry for each variable of the instrument, in its order."""

    code: str
    wave: int
    answered_on: date
    mode: Mode
    answers: tuple[OneAnswer, ...]

    @property
    def key(self) -> tuple[str, int]:
        """What may stand only once: the respondent and the wave."""
        return self.code, self.wave

    def differences(self, other: "Filled") -> tuple[str, ...]:
        """The columns in which two rows differ."""
        mine, theirs = set(self.answers), set(other.answers)
        changed = {variable for variable, _, _ in mine ^ theirs}
        about = [(DAY, self.answered_on == other.answered_on), (MODE, self.mode == other.mode)]
        ordered = [given[0] for given in (*self.answers, *other.answers) if given[0] in changed]
        return (*(name for name, same in about if not same), *dict.fromkeys(ordered))


def read_filled(cells: Cells, instrument: Instrument) -> Filled | None:
    """The row as a response, or None when something in it is wrong (noted in `cells.problems`).

    An empty cell is `not_shown` where routing hides the item for sure, else `skipped`; a value where routing hides the
    item is an error.
    """
    code, wave, day, mode = cells.known_code(), cells.wave(), cells.required_day(), cells.mode()
    values = {name: cells.value(name, instrument, name) for name in instrument.variables}
    answers = _routed(cells, instrument, values)
    if code is None or wave is None or day is None or mode is None:
        return None
    return Filled(code, wave, day, mode, answers)


def _routed(cells: Cells, instrument: Instrument, values: dict[str, int | Missing | None]) -> tuple[OneAnswer, ...]:
    for item in instrument.items:
        visible = shown(item, values)
        for name in item.variables:
            if not cells.text(name):
                values[name] = empty_means(item, values)
            elif item.show_if and visible is False and isinstance(values[name], int):
                condition = in_words(instrument, item.show_if, "da")
                cells.wrong(name, f"Der er et svar, men spørgsmålet stilles kun, når {condition}.")
            elif visible is True and values[name] is Missing.NOT_SHOWN:
                cells.wrong(name, "Koden -4 (ikke vist) passer ikke her, for spørgsmålet skal vises.")
    return tuple(_given(name, value) for name, value in values.items())


def _given(name: str, value: int | Missing | None) -> OneAnswer:
    return (name, None, value.value) if isinstance(value, Missing) else (name, value, None)
