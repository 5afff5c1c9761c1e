"""Safety notices: facts somebody saw, dated, looked at again, and gone when nobody does.

Source: domain.md 1.8, screens.md T15; two people remove one, as with a barring.
"""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class Notice(StrEnum):
    GO_TWO = "go_two"
    POLICE = "police"
    NO_HOME_VISIT = "no_home_visit"
    DOG = "dog"
    OTHER = "other"


NOTICES: dict[str, str] = {
    Notice.GO_TWO: _("Gå to"),
    Notice.POLICE: _("Aftal med politiet først"),
    Notice.NO_HOME_VISIT: _("Ikke hjemmebesøg"),
    Notice.DOG: _("Hund"),
    Notice.OTHER: _("Andet"),
}
