"""»Sig farvel for nu«: asked on a page of its own that names what stops, and taken back within ten minutes."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import ending as actions
from fremskudt.casework.actions.ending import Stopped
from fremskudt.casework.forms.ending import EndingForm
from fremskudt.casework.rules.ending import may_end
from fremskudt.casework.selectors import ending as endings
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.ending import Sheet

UNDO = "ending_undo"  # what the newest farewell of this session stopped, until the session ends


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def farewell(request: Visit, code: str) -> HttpResponse:
    """Written, then asked (»ja« is the answer), then done. »ret« leads back to what was written."""
    sheet = endings.read_farewell(request.reach, code)
    if request.method == "GET":
        return _page(request, sheet, EndingForm(began=sheet.began, initial={"phase": sheet.phase}))
    require(may_end(is_person=True, has_ended=sheet.ending is not None))
    form = EndingForm(request.POST, began=sheet.began)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    if "ret" in request.POST:
        return _page(request, sheet, form)
    if "ja" not in request.POST:
        return _ask(request, sheet, form)
    stopped = actions.say(case=sheet.opened.case, farewell=form.farewell, by=request.user)
    request.session[UNDO] = asdict(stopped)
    return redirect("casework:farewell", code)


@require_POST
@requires(Permission.CASE_WRITE)
def farewell_undo(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    held = request.session.get(UNDO)
    actions.take_back(case=opened.case, stopped=Stopped(**held) if held else None, by=request.user)
    request.session.pop(UNDO, None)
    messages.success(request, _("Fortrudt. Forløbet fortsætter som før."))
    return redirect("casework:farewell", code)


def _ask(request: Visit, sheet: Sheet, form: EndingForm) -> HttpResponse:
    context = {"sheet": sheet, "form": form, "said": form.farewell, "open": endings.find_open(sheet.opened.case)}
    return render(request, "casework/ending/ask.html", context)


def _page(request: Visit, sheet: Sheet, form: EndingForm, status: int = 200) -> HttpResponse:
    template = "casework/ending/said.html" if sheet.ending else "casework/ending/new.html"
    return render(request, template, {"sheet": sheet, "form": form}, status=status)
