"""Studies made and planned by the evaluator: a new one, its timing, and a wave that is moved by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.surveys.actions import study as actions
from fremskudt.surveys.forms_study import NewStudyForm, PlanForm, WaveForm
from fremskudt.surveys.rules.study_plan import ONCE
from fremskudt.surveys.selectors import study_plan as selectors
from fremskudt.surveys.selectors.study_plan import PlannedStudy


@require_http_methods(["GET", "POST"])
@requires(Permission.STUDY_EDIT)
def study_new(request: Visit) -> HttpResponse:
    places = list(selectors.towns().values_list("pk", "name"))
    form = NewStudyForm(request.POST or None, choices=selectors.choices(), towns=places)
    if request.method == "GET" or not form.is_valid():
        return _new(request, form)
    told = form.cleaned_data
    limits = form.limits(told["instruments"])
    if request.POST.get("act") == "dates":
        return _new(request, form, actions.preview_new(limits))
    try:
        made = actions.plan(
            title=told["title"], owner=selectors.owner_of(request.reach), municipalities=list(map(int, told["towns"])),
            starts_on=told["starts_on"], forms=limits, asked_once=ONCE in told["instruments"],
            question=told["question"], purpose=told["purpose"], by=request.user,
        )  # fmt: skip
    except NotNow as no:
        form.add_error(None, no.reason)
        return _new(request, form)
    messages.success(request, _("Undersøgelsen er oprettet."))
    return redirect("surveys:study_edit", made.slug)


def _new(request: Visit, form: NewStudyForm, dates: list[actions.Preview] | None = None) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "surveys/study/new.html", {"form": form, "dates": dates}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.STUDY_EDIT)
def study_edit(request: Visit, slug: str) -> HttpResponse:
    """The words and the timing; »Se datoerne« shows what it would be, and stores nothing."""
    page = selectors.find_study(request.reach, slug)
    study = page.study
    initial = {"title": study.title, "question": study.question, "purpose": study.purpose}
    form = PlanForm(request.POST or None, choices=_planned(page), initial=initial)
    if request.method == "GET" or not form.is_valid():
        return _edit(request, page, form)
    told, limits = form.cleaned_data, form.limits()
    if request.POST.get("act") == "dates":
        return _edit(request, page, form, actions.preview(page.waves, limits))
    words = {"title": told["title"], "question": told["question"], "purpose": told["purpose"]}
    try:
        actions.edit(study=study, forms=limits, **words, by=request.user)
    except NotNow as no:
        form.add_error(None, no.reason)
        return _edit(request, page, form)
    messages.success(request, _("Planen er gemt."))
    return redirect("surveys:study_edit", slug)


def _planned(page: PlannedStudy) -> list[selectors.Choice]:
    """Forms with a rhythm of their own here; the waves of the others are moved one by one."""
    return [choice for choice in page.choices if choice.stands]


def _edit(
    request: Visit, page: PlannedStudy, form: PlanForm, dates: list[actions.Preview] | None = None
) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "surveys/study/edit.html", {"page": page, "form": form, "dates": dates}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.STUDY_EDIT)
def wave_move(request: Visit, slug: str, pk: int) -> HttpResponse:
    wave = selectors.find_wave(request.reach, slug, pk)
    form = WaveForm(request.POST or None, initial={"opens_on": wave.opens_on, "closes_on": wave.closes_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_wave(wave=wave, **form.cleaned_data, by=request.user)
        except NotNow as no:
            form.add_error(None, _(no.reason))
        else:
            messages.success(request, _("Runden er flyttet."))
            return redirect("surveys:study_edit", slug)
    status = 422 if form.is_bound else 200
    return render(request, "surveys/study/wave.html", {"wave": wave, "study": wave.study, "form": form}, status=status)
