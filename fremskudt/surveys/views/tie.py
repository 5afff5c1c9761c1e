"""»Klip forbindelsen«: pages of their own, for what cannot be undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.actions import tie as actions
from fremskudt.surveys.forms_study import CutForm
from fremskudt.surveys.selectors import tie as selectors


@require_http_methods(["GET", "POST"])
@requires(Permission.TIE_CUT)
def tie_cut(request: Visit, code: str) -> HttpResponse:
    """One person who has said stop or no, study by study."""
    if request.method == "GET":
        context = {"page": selectors.read_person(request.reach, code), "form": CutForm(), "asked": ""}
        return render(request, "surveys/tie/person.html", context)
    found, asked = selectors.find_person(request.reach, code), request.POST.get("study", "")
    study, form = found.of(asked), CutForm(request.POST, code=found.citizen.code)
    if study is None:
        form.add_error(None, _("Undersøgelsen er ikke i gang her. Hent siden igen."))
    if study is None or not form.is_valid():
        context = {"page": selectors.read_person(request.reach, code), "form": form, "asked": study and asked}
        return render(request, "surveys/tie/person.html", context, status=422)
    actions.cut_person(citizen=found.citizen, study=study, typed=form.cleaned_data["typed"], by=request.user)
    messages.success(request, _("Forbindelsen er klippet."))
    return redirect("surveys:tie_cut", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.TIE_CUT)
def study_cut(request: Visit, slug: str) -> HttpResponse:
    """Everybody of the reader's municipalities in a study that is over."""
    found = selectors.get_study(request.reach, slug)
    form = CutForm(request.POST or None, code=found.study.slug)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "surveys/tie/study.html", {"page": found, "form": form}, status=status)
    actions.cut_study(study=found.study, towns=found.towns, typed=form.cleaned_data["typed"], by=request.user)
    messages.success(request, _("Forbindelsen er klippet."))
    return redirect("surveys:study_cut", slug)
