"""Sparring: one's dates and own notes, a new date, one date with what was learnt, and asking for a talk today."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import sparring as actions
from fremskudt.partnership.forms.sparring import NoteForm, OwnNoteForm, PressForm, SparringForm
from fremskudt.partnership.models import SparringNote
from fremskudt.partnership.selectors import sparring as selectors


@require_GET
@requires(Permission.SPARRING_JOIN)
def sparrings(request: Visit) -> HttpResponse:
    return _place(request, OwnNoteForm(), 200)


@require_POST
@requires(Permission.SPARRING_JOIN)
def sparring_own(request: Visit) -> HttpResponse:
    """A note for oneself alone."""
    form = OwnNoteForm(request.POST)
    if not form.is_valid():
        return _place(request, form, 422)
    actions.own_note(words=form.cleaned_data["words"], by=request.user)
    messages.success(request, _("Gemt. Kun du kan læse den."))
    return redirect("partnership:sparrings")


@require_http_methods(["GET", "POST"])
@requires(Permission.SPARRING_EDIT)
def sparring_new(request: Visit) -> HttpResponse:
    houses, own = selectors.list_houses(request.reach), request.reach.where(Permission.SPARRING_EDIT)
    form = SparringForm(request.POST if request.method == "POST" else None, houses=houses, own=own)
    if not form.is_valid():
        return render(request, "partnership/sparring/new.html", {"form": form}, status=422 if form.is_bound else 200)
    made = actions.plan(by=request.user, **form.told)
    messages.success(request, _("Aftalt. Husene kan se den nu."))
    return redirect("partnership:sparring", made.pk)


@require_GET
@requires(Permission.SPARRING_JOIN)
def sparring(request: Visit, pk: int) -> HttpResponse:
    return _detail(request, pk, NoteForm(), 200)


@require_POST
@requires(Permission.SPARRING_JOIN)
def sparring_note(request: Visit, pk: int) -> HttpResponse:
    """A note for all who were invited: nobody may stand in it."""
    found = selectors.find_sparring(request.reach, pk)
    form = NoteForm(request.POST, known=selectors.known_names(found))
    if not form.is_valid():
        return _detail(request, pk, form, 422)
    actions.note(sparring=found, words=form.cleaned_data["words"], by=request.user)
    messages.success(request, _("Noten er gemt."))
    return redirect("partnership:sparring", pk)


@require_POST
@requires(Permission.SPARRING_JOIN)
def sparring_note_remove(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if not press.is_valid():
        return redirect("partnership:sparrings")
    note = selectors.find_note(request.reach, press.cleaned_data["note"])
    actions.remove_note(note=note, by=request.user)
    return _back_to(request, note)


@require_POST
@requires(Permission.SPARRING_JOIN)
def sparring_note_back(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if not press.is_valid():
        return redirect("partnership:sparrings")
    note = selectors.find_note(request.reach, press.cleaned_data["note"])
    if not actions.put_back(note=note, by=request.user):
        messages.info(request, _("Der er gået mere end ti minutter, så den kan ikke hentes frem igen."))
    return _back_to(request, note)


@require_http_methods(["GET", "POST"])
@requires(Permission.SPARRING_EDIT)
def sparring_cancel(request: Visit, pk: int) -> HttpResponse:
    """Reaches others and cannot be taken back, so it is asked on a page of its own."""
    found = selectors.read_sparring(request.reach, pk)
    if request.method == "GET":
        return render(request, "partnership/sparring/cancel.html", {"page": found})
    actions.call_off(sparring=found.sparring, may=found.may_call_off, by=request.user)
    messages.success(request, _("Den er aflyst. Ring til dem, der ville komme."))
    return redirect("partnership:sparrings")


@require_http_methods(["GET", "POST"])
@requires(Permission.SPARRING_JOIN)
def sparring_ask(request: Visit) -> HttpResponse:
    """»Jeg har brug for en snak i dag«: a mail to the leader, which says who asks and nothing more."""
    leaders = selectors.list_leaders(request.reach)
    if request.method == "GET" or not leaders:
        context = {"leaders": leaders, "mail_is_on": settings.MAIL_IS_ON}
        return render(request, "partnership/sparring/ask.html", context)
    if actions.ask(leaders=leaders, by=request.user):
        messages.success(request, _("Din leder har fået besked."))
    else:
        messages.warning(request, _("Mailen kunne ikke sendes. Ring til din leder."))
    return redirect("partnership:sparrings")


def _place(request: Visit, form: OwnNoteForm, status: int) -> HttpResponse:
    page = selectors.read_place(request.reach, everything="alle" in request.GET)
    return render(request, "partnership/sparring/list.html", {"page": page, "form": form}, status=status)


def _detail(request: Visit, pk: int, form: NoteForm, status: int) -> HttpResponse:
    page = selectors.read_sparring(request.reach, pk)
    return render(request, "partnership/sparring/detail.html", {"page": page, "form": form}, status=status)


def _back_to(request: Visit, note: SparringNote) -> HttpResponse:
    """To the page the note stands on, unless one is no longer invited there."""
    if selectors.is_seen_by(request.reach, note):
        return redirect("partnership:sparring", note.sparring_id)
    return redirect("partnership:sparrings")
