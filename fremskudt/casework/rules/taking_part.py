"""Whether a citizen takes part in a study: asked in other words than who may know what, and never together with it."""

from datetime import date, datetime

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.consent import Form
from fremskudt.casework.rules.consent_answer import AHEAD, BEFORE_KNOWN, NO_WITNESS

ANSWERS: dict[str, str] = {"yes": _("Ja"), "no": _("Nej"), "withdrawn": _("Vil ikke være med mere")}
QUESTION = _(
    "Vil du være med i undersøgelsen »%(study)s«? Vi regner på svar fra mange. Dit navn kommer ikke med. "
    "Du får den samme hjælp, om du siger ja eller nej. Du kan altid sige stop."
)
NOTHING_TO_WITHDRAW = _("Der er ikke sagt ja endnu.")


def may_answer(
    answer: str,
    *,
    takes_part: bool,
    form: str,
    witness: str,
    said_at: datetime,
    said_on: date,
    now: datetime,
    known_on: date,
) -> Verdict:
    """`takes_part`: what was answered last is a yes. `known_on` is the day the citizen was found."""
    if answer not in ANSWERS:
        return Verdict.no(NOTHING_TO_WITHDRAW)
    if answer == "withdrawn" and not takes_part:
        return Verdict.no(NOTHING_TO_WITHDRAW)
    if said_at > now:
        return Verdict.no(AHEAD)
    if said_on < known_on:
        return Verdict.no(BEFORE_KNOWN)
    return Verdict.no(NO_WITNESS) if form == Form.ORAL and not witness.strip() else Verdict.yes()
