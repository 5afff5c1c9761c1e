"""How the municipality works: twelve questions, saved with ten minutes in which it can be taken back."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.actions import municipality as actions
from fremskudt.access.forms.municipality import SettingsForm
from fremskudt.access.guard import requires
from fremskudt.access.models import Organisation
from fremskudt.access.roles import Permission
from fremskudt.access.selectors import municipality as selectors
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow

FORMER = "municipality_former"  # in the session: what was changed last, and until when it can be taken back
UNDO = timedelta(minutes=10)


class Former(NamedTuple):
    municipality: int
    answers: dict[str, bool]


@require_http_methods(["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
def municipality(request: Visit) -> HttpResponse:
    mine = selectors.list_municipalities(request.reach)
    only = str(mine[0].pk) if len(mine) == 1 else None
    chosen = (request.POST if request.method == "POST" else request.GET).get("municipality", only)
    if chosen is None and mine:
        choices = [(one.name, f"?municipality={one.pk}") for one in mine]
        return render(request, "access/municipality/where.html", {"choices": choices})
    found = selectors.get_municipality(request.reach, chosen)
    settings = selectors.settings_of(found)
    form = SettingsForm(request.POST if request.method == "POST" else None, settings=settings)
    if form.is_valid():
        former = actions.change(municipality=found, answers=form.changed_answers(), by=request.user)
        _remember(request, found, former)
        return _back(found)
    last = _former(request)
    may_undo = last is not None and last.municipality == found.pk
    context = {"form": form, "municipality": found, "settings": settings, "may_undo": may_undo}
    return render(request, "access/municipality/settings.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.MUNICIPALITY_EDIT)
def municipality_undo(request: Visit) -> HttpResponse:
    """Put back what the same person changed last. What others changed since then stays."""
    last = _former(request)
    if last is None:
        raise NotNow(_("Der er gået mere end 10 minutter. Ret svarene, og gem igen."))
    found = selectors.get_municipality(request.reach, last.municipality)
    actions.change(municipality=found, answers=last.answers, by=request.user)
    del request.session[FORMER]
    messages.info(request, _("Fortrudt. Svarene er, som de var."))
    return _back(found)


def _remember(request: Visit, found: Organisation, former: dict[str, bool]) -> None:
    if not former:
        messages.info(request, _("Intet er ændret."))
        return
    until = timezone.now() + UNDO
    request.session[FORMER] = {"municipality": found.pk, "answers": former, "until": until.isoformat()}


def _former(request: Visit) -> Former | None:
    held = request.session.get(FORMER)
    if not held or datetime.fromisoformat(held["until"]) < timezone.now():
        return None
    return Former(held["municipality"], held["answers"])


def _back(found: Organisation) -> HttpResponse:
    return redirect(f"{reverse('access:municipality')}?municipality={found.pk}")
