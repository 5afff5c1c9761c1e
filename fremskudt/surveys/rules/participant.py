"""A row of the participant list."""

from dataclasses import dataclass
from datetime import date

from fremskudt import instruments
from fremskudt.instruments import Missing
from fremskudt.surveys.rules.cells import Cells
from fremskudt.surveys.rules.columns import LIST_CODES
from fremskudt.surveys.rules.kinds import Kind


@dataclass(frozen=True)
class Participant:
    """Someone on the list. Coded fields hold codes of instrument `participants`; None is an empty cell."""

    code: str
    municipality: str
    status: int
    identified_on: date | None
    started_on: date | None
    phase: int | None
    ended_on: date | None
    end_phase: int | None
    end_reason: int | None
    moved_to: int | None

    @property
    def key(self) -> tuple[str, int]:
        """What may stand only once on a list: the code (the number is there to look like a response's key)."""
        return self.code, 0

    def differences(self, other: "Participant") -> tuple[str, ...]:
        """The columns in which two rows differ."""
        names = {"municipality": "kommune", "identified_on": "identificeret", "started_on": "start", "ended_on": "slut"}
        names |= {attribute: column for column, attribute in LIST_CODES.items()}
        return tuple(column for name, column in names.items() if getattr(self, name) != getattr(other, name))


def read_participant(cells: Cells) -> Participant | None:
    """The row as a participant, or None when something in it is wrong (noted in `cells.problems`)."""
    code, municipality = cells.code(), cells.municipality()
    identified, started, ended = cells.day("identificeret"), cells.day("start"), cells.day("slut")
    codes = {name: _coded(cells, column, name) for column, name in LIST_CODES.items()}
    if not cells.text("status"):
        cells.wrong("status", "Cellen er tom. Skriv, om borgeren er aktiv eller potentiel.")
    if started and ended and ended < started:
        cells.wrong("slut", f"Slut {ended:%d-%m-%Y} ligger før start {started:%d-%m-%Y}. Ret en af datoerne.")
    status = codes.pop("status")
    if code is None or municipality is None or status is None:
        return None
    return Participant(code, municipality, status, identified, started, ended_on=ended, **codes)


def _coded(cells: Cells, column: str, variable: str) -> int | None:
    if not cells.text(column):
        return None
    value = cells.value(column, instruments.get(Kind.PARTICIPANTS), variable)
    if isinstance(value, Missing):
        cells.wrong(column, "Deltagerlisten bruger ikke koder for manglende svar. Lad cellen være tom.")
        return None
    return value
