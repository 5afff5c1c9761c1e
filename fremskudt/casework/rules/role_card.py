"""Role cards: who may hold one, until when, and whose task one may have borrowed.

A role here is an agreement about one citizen, never a permission. Source: screens.md T10, domain.md 1.4 (the boundary
to bostøtte), F57 and F75.
"""

from collections.abc import Collection
from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.barring import review_day

BORROWED: dict[str, str] = {
    "home_support": _("bostøtte (støtte i hjemmet)"),
    "jobcentre": _("jobcentret"),
    "psychiatry": _("psykiatrien"),
    "home_nursing": _("hjemmesygeplejen"),
    "family": _("de nærmeste"),
    "other": _("nogen anden"),
}
LONGEST_ROLE = 80
LONGEST_WORDS = 500
MOST_MONTHS = 12
USUAL_MONTHS = 3

NOT_TOLD = _("%(who)s må ikke få det at vide endnu. Spørg om et ja.")  # the sentence with the name in it
MISSING_YES = _("Der mangler et ja.")
BAD_DAY = _("Vælg en dag efter i dag og højst 12 måneder frem.")
ENDED = _("Rollen er sluttet. Skriv et nyt rollekort.")
AGREED_MEANWHILE = _("Rollen er aftalt igen imens. Se det nye kort.")


def may_hold(*, follows: bool, topics: Collection[str]) -> Verdict:
    """May this recipient have a role card, or keep the one they have?

    `topics` is what a yes lets them see on a page; who follows the citizen needs none.
    """
    return Verdict.yes() if follows or topics else Verdict.no(MISSING_YES)


def may_run_until(day: date, today: date) -> bool:
    """Whether a role may be agreed until that day: after today, and within a year, so that it is talked of again."""
    return today < day <= review_day(today, MOST_MONTHS)


def is_to_confirm(until_on: date, today: date) -> bool:
    """Whether the role has to be agreed again: from the day after its last."""
    return until_on < today


def may_agree_again(*, is_ended: bool, is_replaced: bool) -> Verdict:
    """May this card be agreed again? Not one that is ended, nor one that somebody agreed again a moment ago."""
    if is_ended:
        return Verdict.no(ENDED)
    return Verdict.no(AGREED_MEANWHILE) if is_replaced else Verdict.yes()
