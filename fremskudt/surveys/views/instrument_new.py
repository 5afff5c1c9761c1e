"""»Nyt skema«: choose a file, look at what it will be and what cannot come along, publish."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.instruments import versions
from fremskudt.instruments.describe import describe
from fremskudt.instruments.taking import CannotTake, Taken
from fremskudt.surveys.actions import instrument as actions
from fremskudt.surveys.forms_instrument import PublishForm, TakeForm
from fremskudt.surveys.selectors import library
from fremskudt.surveys.views.instrument import spoken


@require_http_methods(["GET", "POST"])
@requires(Permission.INSTRUMENT_EDIT)
def instrument_new(request: Visit) -> HttpResponse:
    if request.method == "GET":
        return _form(request, TakeForm())
    is_last = request.POST.get("answer") == "publish"
    form = PublishForm(request.POST) if is_last else TakeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, TakeForm() if is_last else form, status=422, is_lost=is_last)
    try:
        taken, origin = form.taken()
        if not is_last:
            return _preview(request, taken, origin)
        copy = actions.publish(taken=taken, origin=origin, by=request.user)
    except CannotTake as error:
        again = TakeForm(initial=form.cleaned_data) if is_last else form
        return _form(request, again, status=422, refused=error.refused)
    messages.success(request, _("Udgivet: %(copy)s. Nye svar begynder med den.") % {"copy": copy})
    return redirect(reverse("surveys:instrument", args=[copy.slug]) + f"?version={copy.version}")


def _form(request: Visit, form: TakeForm | PublishForm, status: int = 200, **more: object) -> HttpResponse:
    return render(request, "surveys/instrument/new.html", {"form": form, **more}, status=status)


def _preview(request: Visit, taken: Taken, origin: str) -> HttpResponse:
    """What it will be. Nothing is stored: the page itself holds what is published."""
    one, earlier = taken.instrument, library.known(taken.slug)
    before = versions.before(one, earlier)
    context = {
        "taken": taken,
        "instrument": one,
        "origin": origin,
        "questions": describe(one, spoken(one)),
        "is_free": library.is_free(one),
        "before": before,
        "differences": versions.differences(before, one) if before else (),
        "size": versions.size_of(before, one) if before else None,
        "why_not": actions.why_not(one),
    }
    return render(request, "surveys/instrument/preview.html", context)
