"""Participant list: 107 who began and consented, 80 who never began, and the 125 endings of figures 4.11 and 4.12.

The endings are more than the participants because the lists also hold those who never began (D04); the phase at the
ending is given for 21 of them only (D05). Nobody ends before their last form.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, repeat

from .citizens import Citizen, never_started
from .dealing import expand, shuffled, stream
from .files import Row
from .published import counts
from .timeline import FIRST_DAY, LAST_DAY, Timeline, between

# Reasons by code, for those who began and those who never did; together 35, 29, 19 (codes 3 and 8), 13, 11, 9, 9.
REASONS_STARTED = {1: 3, 2: 8, 3: 6, 4: 13, 5: 11, 6: 4, 7: 3, 8: 3}
REASONS_NEVER_STARTED = {1: 32, 2: 21, 3: 6, 6: 5, 7: 6, 8: 4}
MOVED_TO = {1: 6, 2: 2, 3: 2, 5: 1}
TRANSITION = "5"
COMPLETED = "4"
UNDECIDED_PHASE = 9


def rows(citizens: Sequence[Citizen], timeline: Timeline, last_phase: Mapping[str, int]) -> list[Row]:
    """One row per person on the list, in the import format."""
    endings = _endings(citizens, timeline)
    began = [_began(citizen, timeline, last_phase, endings.get(citizen.code, {})) for citizen in citizens]
    return began + _never_began()


def _began(citizen: Citizen, timeline: Timeline, last_phase: Mapping[str, int], ending: Row) -> Row:
    start = timeline.started_on(citizen.code)
    noticed = between(max(FIRST_DAY, start - timedelta(days=60)), start, f"noticed {citizen.code}")
    phase = last_phase.get(citizen.code) or stream(f"phase {citizen.code}").choice((1, 1, 2, UNDECIDED_PHASE))
    place, day = citizen.municipality, start.isoformat()
    return _row(citizen.code, place, noticed, ending, status="1", start=day, phase=str(phase))


def _never_began() -> list[Row]:
    """Potential participants; the last few have not ended."""
    reasons = chain(shuffled(expand(REASONS_NEVER_STARTED), "reasons, never started"), repeat(0))
    result = []
    for code, municipality in shuffled(never_started(), "never started"):
        reason = next(reasons)
        noticed = between(FIRST_DAY, LAST_DAY - timedelta(days=30), f"noticed {code}")
        ended = between(noticed, min(LAST_DAY, noticed + timedelta(days=150)), f"ended {code}")
        ending = {"slut": ended.isoformat(), "slut_aarsag": str(reason)} if reason else {}
        phase = "" if reason else "1"
        result.append(_row(code, municipality, noticed, ending, status="2", start="", phase=phase))
    return result


def _endings(citizens: Sequence[Citizen], timeline: Timeline) -> dict[str, Row]:
    """Those whose last form is longest ago end; the phase is given for the first who fit the reason."""
    n_endings = sum(REASONS_STARTED.values())
    ended = sorted((c.code for c in citizens), key=lambda code: (timeline.last_form_on(code), code))[:n_endings]
    reasons = shuffled([str(code) for code in expand(REASONS_STARTED)], "reasons, started")
    moves = iter(shuffled(expand(MOVED_TO), "moved to"))
    result = {}
    for code, reason in zip(ended, reasons, strict=True):
        last = timeline.last_form_on(code)
        day = between(last + timedelta(days=1), min(LAST_DAY, last + timedelta(days=120)), f"ended {code}")
        moved = str(next(moves)) if reason == TRANSITION else ""
        result[code] = {"slut": day.isoformat(), "slut_aarsag": reason, "overgaaet_til": moved}
    for code, phase in _end_phases(dict(zip(ended, reasons, strict=True))).items():
        result[code]["slut_fase"] = str(phase)
    return result


def _end_phases(reasons: Mapping[str, str]) -> dict[str, int]:
    """Phase 3 for those who moved on, phase 2 for those who completed, phase 1 for the rest, in the printed numbers."""
    fits = {
        1: [code for code, reason in reasons.items() if reason not in {COMPLETED, TRANSITION}],
        2: [code for code, reason in reasons.items() if reason == COMPLETED],
        3: [code for code, reason in reasons.items() if reason == TRANSITION],
    }
    return {
        code: phase for phase, count in zip((1, 2, 3), counts("fig-4.12"), strict=True) for code in fits[phase][:count]
    }


def _row(code: str, municipality: str, noticed: date, ending: Row, *, status: str, start: str, phase: str) -> Row:
    return {
        "borger_id": code,
        "kommune": municipality,
        "status": status,
        "identificeret": noticed.isoformat(),
        "start": start,
        "fase": phase,
        "slut": ending.get("slut", ""),
        "slut_fase": ending.get("slut_fase", ""),
        "slut_aarsag": ending.get("slut_aarsag", ""),
        "overgaaet_til": ending.get("overgaaet_til", ""),
    }
