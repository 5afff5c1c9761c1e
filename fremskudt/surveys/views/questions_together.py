"""»Spørg sammen«: the helper reads one question aloud, presses the answer, and it is saved at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.instruments import Item
from fremskudt.surveys.actions.questions import ask_together
from fremskudt.surveys.forms_questions import CALL, AskForm
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.questions import MOST_TODAY
from fremskudt.surveys.selectors import questions as selectors
from fremskudt.surveys.selectors.questions import Told


@require_http_methods(["GET", "POST"])
@requires(Permission.QUESTIONS_ASK)
def questions_together(request: Visit, code: str) -> HttpResponse:
    """One question (»?spm=«), or the first that is left; three of them are a day's."""
    if request.method == "GET":
        return _page(request, code, None)
    told = selectors.find_questions(request.reach, code).told(request.POST.get("runde", ""))
    form = AskForm(request.POST, item=_item(told, request.POST.get("spm", "")))
    if not form.is_valid():
        return _page(request, code, form, status=422)
    ask_together(
        asked=told.asked, item=form.item, given=form.given, operation=form.cleaned_data["operation"], mode=form.mode,
        by=request.user,
    )  # fmt: skip
    return _onward(request, code, told, form)


def _page(request: Visit, code: str, form: AskForm | None, status: int = 200) -> HttpResponse:
    asked = request.GET if form is None else request.POST
    page, told = selectors.read_question(request.reach, code, asked.get("runde", ""))
    if form is None and not told.left and not asked.get("spm"):
        return redirect("surveys:questions", code)
    item = form.item if form else _item(told, asked.get("spm", ""))
    known = told.asked.values if told.shared == "yes" else None  # what was said together is not shown again by itself
    form = form or AskForm.of(item, asked, told.asked.wave.pk, known)
    context = {
        "page": page, "opened": page.opened, "told": told, "form": form, "item": item,
        "of": max(form.number, min(MOST_TODAY, form.number - 1 + len(told.left))), "back": _back(code, told, form),
    }  # fmt: skip
    return render(request, "surveys/questions/together.html", context, status=status)


def _item(told: Told, id: str) -> Item:
    """The question asked for if it is shown, else the first that is left."""
    items = told.shown if id else told.left
    found = next((item for item in items if not id or item.id == id), None)
    if found is None:
        raise Http404
    return found


def _back(code: str, told: Told, form: AskForm) -> str:
    """The question before this one; nothing before the first of today."""
    ids = [each.id for each in told.shown]
    at = ids.index(form.item.id)
    if form.number == 1 or not at:
        return ""
    return _address(code, told, form, nr=form.number - 1, spm=ids[at - 1])


def _onward(request: Visit, code: str, told: Told, form: AskForm) -> HttpResponse:
    """To the next question; after three, or when nothing is left, that was it for today."""
    left = selectors.find_questions(request.reach, code).told(str(told.asked.wave.pk)).left
    if form.number == MOST_TODAY or not left:
        messages.success(request, _("Tak. Det var det for i dag. Svarene er gemt."))
        return redirect("surveys:questions", code)
    return redirect(_address(code, told, form, nr=form.number + 1))


def _address(code: str, told: Told, form: AskForm, **more: Any) -> str:
    asked = {"runde": told.asked.wave.pk, **({"maade": CALL} if form.mode is Mode.PHONE else {}), **more}
    return f"{reverse('surveys:questions_together', args=[code])}?{urlencode(asked)}"
