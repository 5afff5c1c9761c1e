"""How a course ends: by a person, with a reason, a phase, a date and what comes next.

Source: report fig. 4.11 and 4.12, domain.md 1.5. The codes are those of the participant list, so both give one list.
"""

from enum import IntEnum, StrEnum

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _


class Reason(IntEnum):
    NOT_TARGET_GROUP = 1
    DOES_NOT_WANT = 2
    OTHER = 3
    COMPLETED = 4
    OTHER_TREATMENT = 5
    NO_CONTACT = 6
    MOVED = 7
    UNKNOWN = 8


REASONS: dict[int, str] = {
    Reason.NOT_TARGET_GROUP: _("Ikke en del af målgruppen for indsatsen"),
    Reason.DOES_NOT_WANT: _("Ønsker ikke behandlingen"),
    Reason.OTHER: _("Anden årsag"),
    Reason.COMPLETED: _("Stoffri, reduceret stofbrug eller færdigbehandlet"),
    Reason.OTHER_TREATMENT: _("Overgang til anden behandling (fx ordinær stofbehandling)"),
    Reason.NO_CONTACT: _("Behandleren kan ikke få kontakt til borgeren"),
    Reason.MOVED: _("Fraflytter kommunen"),
    Reason.UNKNOWN: _("Ukendt"),
}


class Target(StrEnum):
    """Where somebody goes on to: ordinary treatment is one of many, and staying is one too (F63)."""

    ORDINARY = "ordinary"
    SUPPORT = "support"
    PSYCHIATRY = "psychiatry"
    COMMUNITY = "community"
    HOUSING = "housing"
    WORK = "work"
    STAY = "stay"
    OTHER = "other"


TARGETS: dict[str, str] = {
    Target.ORDINARY: _("Ordinær behandling"),
    Target.SUPPORT: _("Bostøtte"),
    Target.PSYCHIATRY: _("Psykiatri"),
    Target.COMMUNITY: _("Et fællesskab"),
    Target.HOUSING: _("Bolig"),
    Target.WORK: _("Job eller skole"),
    Target.STAY: _("Blive her"),
    Target.OTHER: _("Andet"),
}
# Code of »Overgået til« on the participant list. Who stays has moved to nothing.
MOVED_TO: dict[str, int] = {
    Target.ORDINARY: 1, Target.SUPPORT: 2, Target.PSYCHIATRY: 3, Target.COMMUNITY: 4, Target.HOUSING: 5,
    Target.WORK: 6, Target.OTHER: 7,
}  # fmt: skip

LONGEST_WORDS = 500
LONGEST_ONWARD = 200
FEWEST_LETTERS = 3  # »ja« is no next step

BY_A_PERSON = _("Kun et menneske kan afslutte. Stilhed gør det ikke.")
ALREADY = _("Der er allerede sagt farvel for nu.")
NO_NEXT_STEP = _("Skriv, hvad næste skridt er. Ingen sendes ud til ingenting.")
NO_ROUTE = _("Er målgruppen en anden, så vælg, hvem der kan hjælpe i stedet.")
NOTHING_TO_UNDO = _("Der er ikke noget at fortryde.")
TOO_LATE = _("Der er gået mere end ti minutter. Tryk »Kom igen« i stedet.")
GOES_ON = _("Forløbet er i gang. Der er ikke sagt farvel.")


def may_end(*, is_person: bool, has_ended: bool) -> Verdict:
    """May the course be ended? By a person who logs in, and once. Nothing else ends one: no day, no silence."""
    if not is_person:
        return Verdict.no(BY_A_PERSON)
    return Verdict.no(ALREADY) if has_ended else Verdict.yes()


def may_go_on_to(*, reason: int, onward: str, words: str) -> Verdict:
    """Is the next step said? In words always; who is not of the target group is shown on to somebody who can help.

    Source: domain.md 2 no. 29 (28 % of the ends were »not target group« and led to nothing).
    """
    if sum(letter.isalpha() for letter in words) < FEWEST_LETTERS:
        return Verdict.no(NO_NEXT_STEP)
    if reason == Reason.NOT_TARGET_GROUP and onward == Target.STAY:
        return Verdict.no(NO_ROUTE)
    return Verdict.yes()


def may_undo(*, has_ended: bool, is_lately: bool) -> Verdict:
    """May a farewell said by mistake be taken back? Within ten minutes; `is_lately` is of rules/undo.py."""
    if not has_ended:
        return Verdict.no(NOTHING_TO_UNDO)
    return Verdict.yes() if is_lately else Verdict.no(TOO_LATE)


def may_come_again(*, has_ended: bool) -> Verdict:
    """May a new course begin? When the newest has been said farewell to. Whoever wants to may come back."""
    return Verdict.yes() if has_ended else Verdict.no(GOES_ON)
