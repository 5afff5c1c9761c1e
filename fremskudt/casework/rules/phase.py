"""The phases of the model, as dated intervals that may overlap, step back and be skipped. Never a gate.

Source: report section 3.3, domain.md 1.3-1.5 (the codes are those of the participant list).
"""

from datetime import date
from enum import IntEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _


class Phase(IntEnum):
    CONTACT = 1
    TREATMENT = 2
    TRANSITION = 3
    UNCLEAR = 9


PHASES: dict[int, str] = {
    Phase.CONTACT: _("1 Opsporing og kontakt"),
    Phase.TREATMENT: _("2 Fremskudt behandling"),
    Phase.TRANSITION: _("3 Overgang"),
    Phase.UNCLEAR: _("Uafklaret"),
}
SHORT_NAMES: dict[int, str] = {
    Phase.CONTACT: _("1 Kontakt"),
    Phase.TREATMENT: _("2 Plan"),
    Phase.TRANSITION: _("3 Overgang"),
    Phase.UNCLEAR: _("Uafklaret"),
}

FOLLOWS_PLAN = _("Fase 2 følger planen. Ret datoen i planen.")
NEEDS_PLAN = _("Fase 2 følger planen. Sæt planen i kraft, så begynder den af sig selv.")
TAKEN_BACK = _("Perioden er allerede rettet eller taget tilbage.")


def may_add(*, phase: int, has_plan: bool) -> Verdict:
    """May somebody write such a period by hand? Any, save phase 2 where no plan has been in force (`has_plan`)."""
    return Verdict.no(NEEDS_PLAN) if phase == Phase.TREATMENT and not has_plan else Verdict.yes()


def may_move(*, is_standing: bool, is_by_plan: bool) -> Verdict:
    """May its phase or its first day be changed by hand, or the period be taken back? Not one that follows the plan.

    Its last day may: how long phase 2 lasts is for people to say.
    """
    if not is_standing:
        return Verdict.no(TAKEN_BACK)
    return Verdict.no(FOLLOWS_PLAN) if is_by_plan else Verdict.yes()


def may_end(*, is_standing: bool) -> Verdict:
    """May its last day be set or taken away? For every period that holds."""
    return Verdict.yes() if is_standing else Verdict.no(TAKEN_BACK)


def last_day(end_on: date | None, case_ended_on: date | None, start_on: date) -> date | None:
    """The last day as the ribbon shows it: an ended course closes what is open; never before the first day."""
    if case_ended_on is None:
        return end_on
    return max(min(end_on or case_ended_on, case_ended_on), start_on)
