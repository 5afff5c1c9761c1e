"""Break-glass: open a closed door with a reason, close it, and the leader's list of what was opened."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.audit import Purpose
from fremskudt.access.guard import requires
from fremskudt.access.login.limits import count_try
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import door as door_actions
from fremskudt.casework.forms.door import DoorForm, SeenForm
from fremskudt.casework.rules import door as rules
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import citizen as citizens
from fremskudt.casework.selectors import door as doors
from fremskudt.casework.views.lately import confirm_first, logged_in_lately

MISSES = "5/10m/user"


@require_http_methods(["GET", "POST"])
@requires(Permission.DOOR_OPEN)
def door(request: Visit) -> HttpResponse:
    """Asked in three steps: who one is, who and why, and whether one means it. Nobody is looked up before the last."""
    if not logged_in_lately(request):
        return confirm_first(request)
    if request.method == "GET":
        return _page(request, DoorForm())
    form = DoorForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if "open" not in request.POST:
        return render(request, "casework/door/ask.html", {"form": form, "asked": form.cleaned_data})
    return _open(request, form.cleaned_data)


def _open(request: Visit, asked: dict[str, str]) -> HttpResponse:
    """One answer, byte for byte, for who is unknown, lives elsewhere or is barred; what was typed is not in it."""
    attempt = count_try(request, name="door", rates=MISSES, key="")
    citizen, by_cpr = doors.find(request.reach, asked["key"])
    why = {"reason": asked["reason"], "words": asked["words"]}
    if citizen is None:
        door_actions.fail(by=request.user)
        return _page(request, DoorForm(initial=why), status=422, failed=True)
    attempt.rollback()  # only misses count
    if doors.purpose_for(request.reach, citizen) is Purpose.CARE:
        messages.info(request, _("Du følger allerede borgeren. Ingen dør er åbnet."))
    else:
        door_actions.open_door(citizen=citizen, **why, by_cpr=by_cpr, by=request.user)
    return redirect("casework:citizen", citizen.code)


@require_POST
@requires(Permission.DOOR_OPEN)
def door_close(request: Visit, code: str) -> HttpResponse:
    citizen = citizens.find_citizen(request.reach, code, Permission.DOOR_OPEN)
    opening = doors.own_open(request.reach, timezone.now()).filter(citizen=citizen).first()
    if opening is None:
        raise Http404
    door_actions.close(opening=opening, by=request.user)
    messages.success(request, _("Døren er lukket."))
    return redirect("casework:caseload")


@require_http_methods(["GET", "POST"])
@requires(Permission.LOG_CHECK)
def doors_opened(request: Visit) -> HttpResponse:
    """The leader's list, and that one of it has been looked at."""
    return _mark_seen(request) if request.method == "POST" else _opened(request)


def _mark_seen(request: Visit) -> HttpResponse:
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _opened(request, status=422)
    opening = doors.get_opening(request.reach, form.cleaned_data["opening"])
    require(rules.may_mark_seen(opened_by_reader=opening.user_id == request.user.pk))
    door_actions.mark_seen(opening=opening, by=request.user)
    messages.success(request, _("Det er noteret, at du har set på det."))
    return redirect("casework:doors_opened")


def _opened(request: Visit, status: int = 200) -> HttpResponse:
    listing = doors.list_opened(request.reach, page_number(request.GET.get("side", "")))
    return render(request, "casework/door/opened.html", {"listing": listing}, status=status)


def _page(request: Visit, form: DoorForm, status: int = 200, *, failed: bool = False) -> HttpResponse:
    return render(request, "casework/door/new.html", {"form": form, "failed": failed}, status=status)
