"""One contact in a few words: »hjemme, ca. 45 min.«"""

from django.utils.translation import gettext as _

from fremskudt.casework.models import Contact
from fremskudt.casework.rules import contact as rules


def title(contact: Contact) -> str:
    return _(rules.OUTCOMES[contact.outcome])


def in_short(contact: Contact) -> str:
    """Where they met, or how it went, and how long it took; »ca.« where that is what it usually takes."""
    what = where(contact) if contact.outcome == rules.Outcome.MET else title(contact)
    return ", ".join(one for one in (what.lower(), minutes(contact)) if one).replace("sms", "SMS")


def where(contact: Contact) -> str:
    if contact.place == rules.Place.CENTRE:
        return _(rules.PLACES[rules.Place.CENTRE])
    return _(rules.TILES[rules.tile_of(contact.place, contact.way)])


def minutes(contact: Contact) -> str:
    if contact.minutes is None:
        return ""
    text = _("ca. %(n)d min.") if contact.minutes_are_estimated else _("%(n)d min.")
    return text % {"n": contact.minutes}
