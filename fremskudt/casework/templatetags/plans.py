"""What the pages of the plan say in words: how long ago it was saved, what has moved, what is new in a version."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.plan import PROGRESS
from fremskudt.casework.rules.plan_text import Change, Kind

register = template.Library()

CHANGES = {
    Kind.WRITTEN: _("Skrevet: %(name)s"),
    Kind.CHANGED: _("Ændret: %(name)s"),
    Kind.EMPTIED: _("Taget ud: %(name)s"),
    Kind.GOAL_NEW: _("Nyt mål: »%(name)s«"),
    Kind.GOAL_CHANGED: _("Ændret mål: »%(name)s« (%(parts)s)"),
    Kind.GOAL_GONE: _("Mål taget ud: »%(name)s«"),
}


@register.filter
def saved_ago(at: datetime) -> str:
    """»Gemt for 3 minutter siden«; after a day the date and time."""
    passed = timezone.now() - at
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return gettext("Gemt lige nu")
    if minutes < 60:
        return ngettext("Gemt for %(n)s minut siden", "Gemt for %(n)s minutter siden", minutes) % {"n": minutes}
    if passed < timedelta(days=1):
        hours = minutes // 60
        return ngettext("Gemt for %(n)s time siden", "Gemt for %(n)s timer siden", hours) % {"n": hours}
    here = timezone.localtime(at)
    return gettext("Gemt %(day)s kl. %(time)s") % {
        "day": date_format(here, "j. F Y"), "time": date_format(here, "H.i"),
    }  # fmt: skip


@register.filter
def progress_words(progress: str) -> str:
    return gettext(PROGRESS.get(progress, progress))


@register.filter
def change_words(change: Change) -> str:
    """»Nyt mål: »Stå op før kl. 10««: names of fields in the reader's language, goals as they stand."""
    is_goal = change.kind in {Kind.GOAL_NEW, Kind.GOAL_CHANGED, Kind.GOAL_GONE}
    name = change.name if is_goal else gettext(change.name)
    parts = ", ".join(gettext(part).lower() for part in change.parts)
    return str(CHANGES[change.kind]) % {"name": name, "parts": parts}
