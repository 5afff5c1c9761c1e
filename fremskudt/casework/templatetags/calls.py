"""Who asks to be rung and since when, as a row and as a heading; and a tip in one line."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext

from fremskudt.casework.rules.call_request import OUTCOMES, WHO
from fremskudt.casework.rules.consent import FORMS
from fremskudt.casework.selectors.call_request import Row
from fremskudt.partnership.models import Tip
from fremskudt.partnership.rules.tip import PLACES

register = template.Library()


@register.filter
def call_title(row: Row) -> str:
    """»Om sig selv«; of one who has a course, the alias."""
    return gettext("%(alias)s har skrevet") % {"alias": row.alias} if row.alias else gettext(WHO[row.who])


@register.filter
def call_fact(row: Row) -> str:
    """»Siden i går kl. 14.10 · Nordbyen · Jobcentret«."""
    return " · ".join(part for part in (_since(row.made_at), row.area, row.house) if part)


@register.filter
def call_outcome(outcome: str) -> str:
    return gettext(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


@register.filter
def said_how(form: str) -> str:
    return gettext(FORMS[form]) if form in FORMS else ""


@register.filter
def tip_line(tip: Tip) -> str:
    """»Værested · Nordbyen · uge 47 · Værestedet Kajen«: of a tip what the list shows, and never more."""
    week = gettext("uge %(week)s") % {"week": tip.week_on.isocalendar().week}
    parts = (gettext(PLACES[tip.place]), tip.area.name if tip.area else "", week, tip.organisation.name)
    return " · ".join(part for part in parts if part)


def _since(at: datetime) -> str:
    local, today = timezone.localtime(at), timezone.localdate()
    told = {"clock": formatted(local, "H.i"), "day": formatted(local, "j. F")}
    if local.date() == today:
        return gettext("Siden kl. %(clock)s") % told
    if local.date() == today - timedelta(days=1):
        return gettext("Siden i går kl. %(clock)s") % told
    return gettext("Siden %(day)s kl. %(clock)s") % told
