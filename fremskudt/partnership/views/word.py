"""A4: the words of the municipality on screens of citizens and partners, and those it avoids."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.models import Organisation
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import word as actions
from fremskudt.partnership.forms.word import AvoidForm, WordsForm
from fremskudt.partnership.rules.undo import may_undo
from fremskudt.partnership.selectors import word as selectors

LAST = "words_last"  # in the session: what was done last, so that it can be undone


@require_http_methods(["GET", "POST"])
@requires(Permission.WORDS_EDIT)
def words(request: Visit) -> HttpResponse:
    """The whole page. »Se det først« shows the sentences with what is typed and saves nothing."""
    asked = (request.POST if request.method == "POST" else request.GET).get("municipality")
    town = selectors.get_town(request.reach, asked)
    if town is None:
        return render(request, "partnership/word/where.html", {"towns": selectors.list_towns(request.reach)})
    found = selectors.words_of(town)
    form = WordsForm(request.POST if request.method == "POST" else None, own=found.own, avoided=found.avoided)
    if not form.is_valid() or "see" in request.POST:
        return _page(request, found, form, AvoidForm(), 422 if form.errors else 200)
    former = actions.choose(municipality=found.town, words=form.words, by=request.user)
    if former:
        _remember(request, found.town, words=former)
    messages.success(request, _("Gemt.") if former else _("Intet er ændret."))
    return _back(found.town)


@require_POST
@requires(Permission.WORDS_EDIT)
def words_avoid(request: Visit) -> HttpResponse:
    found = selectors.words_of(_town(request))
    form = AvoidForm(request.POST, in_use=found.own.values(), n_avoided=len(found.avoided))
    if not form.is_valid():
        return _page(request, found, WordsForm(own=found.own, avoided=found.avoided), form, 422)
    if actions.avoid(municipality=found.town, word=form.cleaned_data["word"], by=request.user):
        _remember(request, found.town, avoided=form.cleaned_data["word"])
        messages.success(request, _("Ordet er på listen."))
    else:
        messages.info(request, _("Ordet stod der allerede."))
    return _back(found.town)


@require_POST
@requires(Permission.WORDS_EDIT)
def words_allow(request: Visit) -> HttpResponse:
    town, word = _town(request), request.POST.get("word", "")
    if actions.allow(municipality=town, word=word, by=request.user):
        _remember(request, town, allowed=word)
        messages.success(request, _("Ordet er taget af listen."))
    return _back(town)


@require_POST
@requires(Permission.WORDS_EDIT)
def words_undo(request: Visit) -> HttpResponse:
    """Put back what the same person did last. What others did since then stays."""
    town, last = _town(request), _last(request)
    if last is None or last["municipality"] != town.pk:
        raise NotNow(_("Der er gået mere end 10 minutter. Ret ordene, og gem igen."))
    if "words" in last:
        actions.choose(municipality=town, words=last["words"], by=request.user)
    elif "avoided" in last:
        actions.allow(municipality=town, word=last["avoided"], by=request.user)
    else:
        actions.avoid(municipality=town, word=last["allowed"], by=request.user)
    del request.session[LAST]
    messages.info(request, _("Fortrudt. Ordene er, som de var."))
    return _back(town)


def _town(request: Visit) -> Organisation:
    town = selectors.get_town(request.reach, request.POST.get("municipality"))
    if town is None:
        raise Http404
    return town


def _page(request: Visit, found: selectors.Words, form: WordsForm, avoid: AvoidForm, status: int) -> HttpResponse:
    last = _last(request)
    is_mine = last is not None and last["municipality"] == found.town.pk
    told = {"page": found, "form": form, "avoid": avoid, "may_undo": is_mine}
    return render(request, "partnership/word/page.html", told, status=status)


def _remember(request: Visit, town: Organisation, **done: Any) -> None:
    request.session[LAST] = {"municipality": town.pk, "at": timezone.now().isoformat(), **done}


def _last(request: Visit) -> dict[str, Any] | None:
    held: dict[str, Any] | None = request.session.get(LAST)
    return held if held and may_undo(datetime.fromisoformat(held["at"]), timezone.now()) else None


def _back(town: Organisation) -> HttpResponse:
    return redirect(f"{reverse('partnership:words')}?municipality={town.pk}")
