"""How often somebody is reminded of a round: the team once a week, and the leader, by the evaluator, once a week.

Both are claimed by a row of municipality, wave and day. The team's stands on the week's Monday, the leader's on its
Sunday, so that the one never stands in the way of the other. Citizens are never reminded from here (screens.md L3).
"""

from datetime import date, timedelta

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

SENT = _("Listen er sendt i denne uge. Den kan sendes igen på mandag.")
NOBODY_WAITS = _("Der er ingen at spørge i denne uge.")
NOBODY_FOLLOWS = _("Ingen i teamet følger dem på listen. Fordel dem først.")
NO_MAIL = _("Mail er ikke sat op her. Vis listen i stedet.")
NOT_SENT = _("Mailen kunne ikke sendes. Prøv igen om lidt.")
NO_LEADER = _("Kommunen har ingen projektleder her.")
ALL_TOLD = _("Der er gjort rede for alle i runden.")


def monday(day: date) -> date:
    """The day that the team's reminder of this week is claimed by."""
    return day - timedelta(days=day.weekday())


def sunday(day: date) -> date:
    """The day that the leader's is claimed by."""
    return monday(day) + timedelta(days=6)


def may_remind_team(*, is_sent: bool, n_waiting: int, n_followers: int, mail_is_on: bool) -> Verdict:
    """`n_waiting`: how many could be asked now; `n_followers`: how many therapists they are followed by."""
    if is_sent:
        return Verdict.no(SENT)
    if not n_waiting:
        return Verdict.no(NOBODY_WAITS)
    if not n_followers:
        return Verdict.no(NOBODY_FOLLOWS)
    return Verdict.yes() if mail_is_on else Verdict.no(NO_MAIL)


def may_ask_leader(*, n_unaccounted: int, n_leaders: int, mail_is_on: bool) -> Verdict:
    """`n_unaccounted`: how many in the municipality are owed an answer or a reason."""
    if not n_unaccounted:
        return Verdict.no(ALL_TOLD)
    if not n_leaders:
        return Verdict.no(NO_LEADER)
    return Verdict.yes() if mail_is_on else Verdict.no(NO_MAIL)
