"""»Vent med spørgsmål«, and why there is no answer. What stops for good is asked on a page of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.actions import hold as holding
from fremskudt.surveys.actions import no_answer as telling
from fremskudt.surveys.forms_questions import ALL, HoldForm, NoAnswerForm
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors import questions as selectors
from fremskudt.surveys.selectors.questions import Page
from fremskudt.surveys.templatetags.surveys import said


@require_http_methods(["GET", "POST"])
@requires(Permission.QUESTIONS_ASK)
def hold(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        page = selectors.read_stops(request.reach, code)
        return _hold_page(request, page, HoldForm(forms_open=_forms(page)))
    page = selectors.find_questions(request.reach, code)
    form = HoldForm(request.POST, forms_open=_forms(page))
    if not form.is_valid():
        return _hold_page(request, selectors.read_stops(request.reach, code), form, status=422)
    told, which = form.cleaned_data, form.cleaned_data.get("which", ALL)
    reason, until_on = told["reason"], told["until_on"]
    if which == ALL:
        holding.hold_all(asked=page.to_stop(), reason=reason, until_on=until_on, by=request.user)
    else:
        one = page.told(which).asked
        holding.hold(asked=one, instrument=one.wave.instrument, reason=reason, until_on=until_on, by=request.user)
    messages.success(request, _("Spørgsmålene venter. Du kan spørge igen før, hvis det passer."))
    return redirect("surveys:questions", code)


@require_POST
@requires(Permission.QUESTIONS_ASK)
def hold_lift(request: Visit, code: str) -> HttpResponse:
    one = selectors.find_questions(request.reach, code).told(request.POST.get("runde", ""))
    if holding.lift(asked=one.asked, by=request.user):
        messages.success(request, _("Spørgsmålene venter ikke mere."))
    return redirect("surveys:questions", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.QUESTIONS_ASK)
def no_answer(request: Visit, code: str) -> HttpResponse:
    """The reason is the button that is pressed; one that stops everything is asked about first."""
    wave = request.GET.get("runde", "")
    if request.method == "GET":
        return _reasons(request, code, wave, NoAnswerForm())
    page = selectors.find_questions(request.reach, code)
    told, form = page.told(wave), NoAnswerForm(request.POST)
    if not form.is_valid():
        return _reasons(request, code, wave, form, status=422)
    why = form.cleaned_data["why"]
    if not WHY[why].for_good:
        telling.tell(asked=told.asked, why=why, by=request.user)
    elif form.cleaned_data["sure"]:
        telling.tell_all(asked=page.to_stop(), why=why, by=request.user)
    else:
        return _sure(request, code, wave, why)
    messages.success(request, _("Det er skrevet. Du kan rette det her."))
    return redirect("surveys:questions", code)


@require_POST
@requires(Permission.QUESTIONS_ASK)
def no_answer_undo(request: Visit, code: str) -> HttpResponse:
    page = selectors.find_questions(request.reach, code)
    told = page.told(request.POST.get("runde", ""))
    why = told.row.no_answer.why if told.row.no_answer else ""
    asked = page.of_each_study if why and WHY[why].for_good else [told.asked]
    if telling.undo_all(asked=asked, by=request.user):
        messages.success(request, _("Det er taget tilbage."))
    return redirect("surveys:questions", code)


def _forms(page: Page) -> list[tuple[str, str]]:
    """Each form that is open, by the wave of it that closes first."""
    first = {one.asked.wave.instrument: one.asked for one in reversed(page.rows)}
    return [(str(one.wave.pk), said(one.instrument.title)) for one in first.values()]


def _hold_page(request: Visit, page: Page, form: HoldForm, status: int = 200) -> HttpResponse:
    context = {"page": page, "opened": page.opened, "form": form}
    return render(request, "surveys/questions/hold.html", context, status=status)


def _reasons(request: Visit, code: str, wave: str, form: NoAnswerForm, status: int = 200) -> HttpResponse:
    page = selectors.read_stops(request.reach, code)
    context = {"page": page, "opened": page.opened, "told": page.told(wave), "form": form, "reasons": WHY}
    return render(request, "surveys/questions/no_answer.html", context, status=status)


def _sure(request: Visit, code: str, wave: str, why: str) -> HttpResponse:
    page = selectors.read_stops(request.reach, code)
    context = {"page": page, "opened": page.opened, "told": page.told(wave), "why": why, "words": WHY[why].words}
    return render(request, "surveys/questions/no_answer_sure.html", context)
