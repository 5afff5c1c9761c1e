"""The plain summary that the citizen gets after a meeting: what it may be, how it is given, what the message says.

Source: screens.md T11 and section 5, capability F44. The message names neither centre, meeting nor what was said.
"""

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST = 1000
WAYS: dict[str, str] = {
    "paper": _("på papir"),
    "aloud": _("læst højt"),
    "sms": _("SMS"),
    "link": _("borgerens eget link"),
}
MESSAGE_TODAY = _("Hej. Vi har talt om din hjælp i dag. Ring, eller se det på dit ark. Hilsen %(name)s")
MESSAGE_LATER = _("Hej. Vi har talt om din hjælp. Ring, eller se det på dit ark. Hilsen %(name)s")
OPENING = _("Vi har talt om din hjælp den %(day)s.")
AGREED = _("Det har vi aftalt:")
PROMISE = _("– %(words)s. Det gør %(who)s senest den %(day)s.")
NOTHING_NEW = _("Vi har ikke aftalt noget nyt.")
CLOSING = _("Du kan altid spørge os, hvad vi har sagt.")

NO_WORDS = _("Skriv først, hvad borgeren skal have at vide.")


def may_give(words: str) -> Verdict:
    """May it be marked as given? Once something is written."""
    return Verdict.yes() if words.strip() else Verdict.no(NO_WORDS)
