"""The whole population: the citizens, their forms and the participant list, written as four files."""

from pathlib import Path

from . import participants, progression, running_form, start_form
from .citizens import all_citizens
from .files import Row, write_rows
from .timeline import Timeline


def write_population(out: Path) -> None:
    """Write the participant list and the three forms into `out`, which is made when missing. Same call, same bytes."""
    citizens = all_citizens()
    timeline = Timeline(citizens)
    progress = progression.rows(citizens, timeline)
    running, last_phase = running_form.rows(citizens, timeline)
    start = start_form.rows(citizens, timeline)
    people = participants.rows(citizens, timeline, last_phase)
    out.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[Row]] = {
        "deltagerliste.csv": people,
        "kontaktskema_start.csv": start,
        "kontaktskema_loebende.csv": running,
        "progressionsskema.csv": progress,
    }
    for name, rows in files.items():
        write_rows(out / name, rows)
