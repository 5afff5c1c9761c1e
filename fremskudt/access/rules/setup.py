"""In which order a municipality is set up: drug centre, partners, people."""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class Step(StrEnum):
    CENTRE = "centre"
    PARTNERS = "partners"
    PEOPLE = "people"


STEP_NAMES = {
    Step.CENTRE: _("Opret rusmiddelcentret"),
    Step.PARTNERS: _("Opret partnerne"),
    Step.PEOPLE: _("Invitér projektlederen og de andre"),
}


def next_step(*, has_centre: bool, has_partner: bool, n_others: int) -> Step | None:
    """What to do next; nothing when the house stands. `n_others` counts people and open invitations beside oneself."""
    if not has_centre:
        return Step.CENTRE
    if not has_partner:
        return Step.PARTNERS
    return None if n_others else Step.PEOPLE


def steps(now: Step) -> list[tuple[str, str]]:
    """All steps with their state (done, now, next), for the part that shows them."""
    order = list(Step)
    at = order.index(now)
    return [(STEP_NAMES[step], "done" if i < at else "now" if i == at else "next") for i, step in enumerate(order)]
