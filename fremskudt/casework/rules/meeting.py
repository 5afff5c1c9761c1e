"""Meetings: what kinds there are, and the fixed agenda of the short one. Source: domain.md 1.7, screens.md T11."""

from fremskudt.basics.words import gettext_noop as _

KINDS: dict[str, str] = {"short": _("Kort møde"), "network": _("Netværksmøde")}
MINUTES = 15
# The agenda of the meetings in the study is not printed (domain.md 7.3 k): this is the proposal, and may be changed.
AGENDA: tuple[str, ...] = (
    _("Nyt siden sidst"),
    _("Status"),
    _("Aftaler: hvem gør hvad"),
    _("Opmærksomhed"),
    _("Borgerens ønske"),
)
