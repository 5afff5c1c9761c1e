"""How a course ends: by a person, with a reason, a phase, a date and what comes next.

Source: report fig. 4.11 and 4.12, domain.md 1.5. The codes are those of the participant list, so both give one list.
"""

from enum import IntEnum, StrEnum

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
