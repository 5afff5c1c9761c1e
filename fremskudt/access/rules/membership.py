"""Who may be given a role, lose one, be shut out or let in again. Every reason is a Danish sentence for the screen."""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

TO_SELF = _("Du kan ikke give dig selv adgang.")
SELF = _("Du kan ikke lukke din egen adgang. Bed en anden administrator om det.")
NO_SUCH_ROLE = _("Rollen findes ikke i den organisation.")
LAST_ADMINISTRATOR = _("Det er den sidste administrator. Giv en anden rollen først.")
ONLY_ROLE = _("Det er personens eneste rolle. Luk adgangen i stedet.")
CLOSED = _("Adgangen er lukket. Åbn den først.")
IS_CLOSED = _("Adgangen er lukket i forvejen.")
IS_OPEN = _("Adgangen er åben i forvejen.")
OWN_FACTORS = _("Dit eget totrinslogin retter du på Min side.")
NO_FACTORS = _("Personen har ikke noget totrinslogin at nulstille.")
HAS_ROLE = _("Personen har rollen i forvejen.")
INVITED = _("Der venter allerede en invitation til den e-mail. Luk den, hvis du vil sende en ny.")
NO_LONGER = _("Du er ikke længere administrator her.")


def _first(*reasons: tuple[bool, str]) -> Verdict:
    """No, with the first reason that holds; else yes."""
    return next((Verdict.no(reason) for holds, reason in reasons if holds), Verdict.yes())


def may_give(*, administers: bool, to_self: bool, role_exists: bool, has_role: bool, closed: bool) -> Verdict:
    """May the role be given? `role_exists`: in that kind of place. `administers`: the giver still does, there."""
    return _first(
        (not administers, NO_LONGER), (to_self, TO_SELF), (not role_exists, NO_SUCH_ROLE), (closed, CLOSED),
        (has_role, HAS_ROLE),
    )  # fmt: skip


def may_invite(*, administers: bool, to_self: bool, role_exists: bool, waits: bool) -> Verdict:
    """May the e-mail be invited? `waits`: an open invitation to the same role in the same place."""
    return _first((not administers, NO_LONGER), (to_self, TO_SELF), (not role_exists, NO_SUCH_ROLE), (waits, INVITED))


def may_end(*, administers: bool, last_administrator: bool, only_role: bool) -> Verdict:
    """May this role end? `last_administrator`: nobody else who can log in would administer the place afterwards."""
    return _first((not administers, NO_LONGER), (last_administrator, LAST_ADMINISTRATOR), (only_role, ONLY_ROLE))


def may_close(*, administers: bool, own: bool, last_administrator: bool, closed: bool) -> Verdict:
    """May the person be shut out?"""
    return _first(
        (not administers, NO_LONGER), (own, SELF), (closed, IS_CLOSED), (last_administrator, LAST_ADMINISTRATOR)
    )


def may_reset(*, administers: bool, own: bool, has_factors: bool) -> Verdict:
    """May the second factors of somebody who has lost theirs be taken away?"""
    return _first((not administers, NO_LONGER), (own, OWN_FACTORS), (not has_factors, NO_FACTORS))


def may_reopen(*, administers: bool, closed: bool) -> Verdict:
    """May the person be let in again?"""
    return _first((not administers, NO_LONGER), (not closed, IS_OPEN))
