"""»Fællesskaber«: what the houses invite to, something new, a change, an end, and how many came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.partnership.actions import activity as actions
from fremskudt.partnership.forms.activity import ActivityForm, CountForm, CountPressForm
from fremskudt.partnership.rules.activity import may_go_on
from fremskudt.partnership.selectors import activity as selectors


@require_GET
@requires(Permission.ACTIVITY_EDIT)
def activities(request: Visit) -> HttpResponse:
    page = selectors.read_programme(request.reach, everything="alle" in request.GET)
    return render(request, "partnership/activity/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTIVITY_EDIT)
def activity_new(request: Visit) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = ActivityForm(sent, houses=selectors.list_houses(request.reach), known=_known(request))
    if not form.is_valid():
        return render(request, "partnership/activity/new.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.make(by=request.user, **form.told)
    messages.success(request, _("Det står på programmet nu."))
    return redirect("partnership:activities")


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTIVITY_EDIT)
def activity(request: Visit, pk: int) -> HttpResponse:
    """What a house of one's own invites to, as it is from now on."""
    found = selectors.find_activity(request.reach, pk)
    require(may_go_on(is_ended=found.ended_at is not None))
    sent = request.POST if request.method == "POST" else None
    form = ActivityForm(sent, houses=selectors.list_houses(request.reach), known=_known(request), stands=found)
    if not form.is_valid():
        context = {"form": form, "activity": found}
        return render(request, "partnership/activity/edit.html", context, status=422 if form.is_bound else 200)
    actions.change(activity=found, by=request.user, **form.told)
    messages.success(request, _("Rettet."))
    return redirect("partnership:activities")


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTIVITY_EDIT)
def activity_end(request: Visit, pk: int) -> HttpResponse:
    """Ends something that others see, so it is asked on a page of its own."""
    found = selectors.find_activity(request.reach, pk)
    if request.method == "GET":
        return render(request, "partnership/activity/end.html", {"activity": found})
    actions.end(activity=found, by=request.user)
    messages.success(request, _("Det er taget af programmet."))
    return redirect("partnership:activities")


@require_http_methods(["GET", "POST"])
@requires(Permission.ACTIVITY_EDIT)
def activity_count(request: Visit, pk: int) -> HttpResponse:
    found = selectors.find_activity(request.reach, pk)
    require(may_go_on(is_ended=found.ended_at is not None))
    form = CountForm(
        request.POST if request.method == "POST" else None,
        minutes=selectors.usual_minutes(found), on=selectors.usual_day(found),
    )  # fmt: skip
    if not form.is_valid():
        context = {"form": form, "activity": found}
        return render(request, "partnership/activity/count.html", context, status=422 if form.is_bound else 200)
    actions.count(activity=found, by=request.user, **form.told)
    return redirect("partnership:activities")


@require_POST
@requires(Permission.ACTIVITY_EDIT)
def activity_count_undo(request: Visit) -> HttpResponse:
    press = CountPressForm(request.POST)
    if press.is_valid():
        count = selectors.find_count(request.reach, press.cleaned_data["count"])
        actions.take_back_count(count=count, by=request.user)
        messages.success(request, _("Fortrudt. Tallet er væk."))
    return redirect("partnership:activities")


def _known(request: Visit) -> list[str]:
    return selectors.known_names(request.reach.towns(Permission.ACTIVITY_EDIT)) if request.method == "POST" else []
