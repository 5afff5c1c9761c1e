"""What an organisation and the municipality promise each other, and when they look at it again (F71).

An agreement is a chain of versions. Both sign the same one; until both have, the earlier one holds.
Source: report 3.4, 3.4.2, 3.4.4; domain.md 1.1 and 2 (rows 13-14); screens.md L5, P7, S2.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules import telltale

DIRECTIONS: dict[str, str] = {"to_them": _("Vi besøgte dem"), "to_us": _("De besøgte os")}
SIDES: dict[str, str] = {"ours": _("Kommunens side"), "theirs": _("Partnerens side")}
OURS, THEIRS = "ours", "theirs"

# How often the two meet, in days → words.
RHYTHMS: dict[int, str] = {
    7: _("Hver uge"),
    14: _("Hver 14. dag"),
    30: _("Hver måned"),
    90: _("Hvert kvartal"),
    180: _("Hvert halve år"),
}
FARTHEST = timedelta(days=2 * 366)  # agreed for, looked at again, or ended within
MOST_KRONER = 100_000_000

REPLACED = _("Aftalen er skrevet om. Læs den nye, før du skriver under.")
SIGNED_BY_ANOTHER = _("En anden har skrevet under for jer imens.")
ONE_PERSON = _("Du har skrevet under for den anden side. En anden skal skrive under her.")
ENDED = _("Aftalen er sluttet.")
NONE_HOLDS = _("Der er ingen aftale, som begge har skrevet under.")
WRITTEN_MEANWHILE = _("En kollega skrev imens. Din tekst står her. Læs den nye, og gem igen, hvis din skal gælde.")
ONLY_STEERING = _("Kun styregruppen kan bekræfte.")
ANSWERED_BY_ANOTHER = _("En kollega har svaret imens.")
NOT_A_PARTNER = _("Dit hus er en del af teamet. Sig det til projektlederen.")


class Version(Protocol):
    """What counts of a version here."""

    @property
    def from_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def signed_by_us_at(self) -> datetime | None: ...
    @property
    def signed_by_them_at(self) -> datetime | None: ...


Some = TypeVar("Some", bound=Version)


class Todo(StrEnum):
    """What a partner's card asks for, the first of them first."""

    MISHAP = "mishap"
    NO_AGREEMENT = "no_agreement"
    REVIEW = "review"
    SIGN_US = "sign_us"
    SIGN_THEM = "sign_them"
    PROPOSAL = "proposal"


TODOS: dict[str, str] = {
    Todo.MISHAP: _("Noget gik galt. Læs det, og svar."),
    Todo.NO_AGREEMENT: _("Der er ingen aftale endnu."),
    Todo.REVIEW: _("Datoen for gennemsyn er passeret."),
    Todo.SIGN_US: _("Kommunen mangler at skrive under."),
    Todo.SIGN_THEM: _("Partneren mangler at skrive under."),
    Todo.PROPOSAL: _("Et forslag venter på svar."),
}


def is_signed(version: Version) -> bool:
    """By both sides."""
    return version.signed_by_us_at is not None and version.signed_by_them_at is not None


def has_ended(version: Version, today: date) -> bool:
    """Its last day has passed. One without a last day goes on."""
    return version.ends_on is not None and version.ends_on < today


def begun(versions: Iterable[Some], today: date) -> Some | None:
    """The newest that both have signed and whose first day has come, ended or not; versions come newest first."""
    return next((one for one in versions if is_signed(one) and one.from_on <= today), None)


def holding(versions: Iterable[Some], today: date) -> Some | None:
    """The one that holds today; none once it has ended, even where an earlier one had no last day."""
    found = begun(versions, today)
    return None if found is None or has_ended(found, today) else found


def waiting(versions: Sequence[Some], today: date) -> Some | None:
    """The newest version while somebody has yet to sign it, or while its first day lies ahead; none once it ended."""
    if not versions or has_ended(versions[0], today):
        return None
    return None if is_signed(versions[0]) and versions[0].from_on <= today else versions[0]


def todos(
    *,
    has_mishap: bool,
    has_any: bool,
    review_on: date | None,
    unsigned: Collection[str],
    has_proposal: bool,
    today: date,
) -> list[Todo]:
    """What to do about one partner. `has_any`: there is or was an agreement; `unsigned`: sides that have yet to sign.

    `review_on` is None where nothing holds. A review on the very day is not late.
    """
    asked = {
        Todo.MISHAP: has_mishap,
        Todo.NO_AGREEMENT: not has_any,
        Todo.REVIEW: review_on is not None and review_on < today,
        Todo.SIGN_US: OURS in unsigned,
        Todo.SIGN_THEM: THEIRS in unsigned,
        Todo.PROPOSAL: has_proposal,
    }
    return [todo for todo in Todo if asked[todo]]


def may_sign(*, is_replaced: bool, has_ended: bool, by_another: bool, is_other_side: bool) -> Verdict:
    """May this person sign this version for their side?

    `by_another`: somebody else has signed for the same side; `is_other_side`: this person signed for the other one.
    """
    if is_replaced:
        return Verdict.no(REPLACED)
    if has_ended:
        return Verdict.no(ENDED)
    if by_another:
        return Verdict.no(SIGNED_BY_ANOTHER)
    return Verdict.no(ONE_PERSON) if is_other_side else Verdict.yes()


def may_write(*, is_newest: bool) -> Verdict:
    """May a new version be kept? Only when it was written from the newest there is."""
    return Verdict.yes() if is_newest else Verdict.no(WRITTEN_MEANWHILE)


def may_back(*, is_replaced: bool, has_ended: bool) -> Verdict:
    """May it be noted who backs this version?"""
    if is_replaced:
        return Verdict.no(REPLACED)
    return Verdict.no(ENDED) if has_ended else Verdict.yes()


def may_tend(*, holds: bool) -> Verdict:
    """May it be reviewed or ended? Only one that holds."""
    return Verdict.yes() if holds else Verdict.no(NONE_HOLDS)


def may_confirm(*, is_steering: bool, holds: bool) -> Verdict:
    """May the steering group's person say that they have seen it?"""
    if not is_steering:
        return Verdict.no(ONLY_STEERING)
    return may_tend(holds=holds)


def may_answer(*, by_another: bool) -> Verdict:
    """May what went wrong be answered? Once."""
    return Verdict.no(ANSWERED_BY_ANOTHER) if by_another else Verdict.yes()


def may_tell(*, is_partner: bool) -> Verdict:
    """May somebody tell, or propose, for this house? A partner's people; the team's own speak to their leader."""
    return Verdict.yes() if is_partner else Verdict.no(NOT_A_PARTNER)


def objection_to(text: str, known: Iterable[str] = ()) -> str:
    """What must be changed before a text between the houses is kept; empty for a text that tells of nobody.

    `known` are names of houses and areas, which may stand in it.
    """
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, "huset")
    return telltale.sentence(telltale.found_in(text))
