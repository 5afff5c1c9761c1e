"""A new tip by somebody who is logged in: on a phone, as a professional, and from a paper card."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import tip as actions
from fremskudt.partnership.forms.tip import CardForm, OwnTipForm, TakeBackForm
from fremskudt.partnership.rules.tip_form import TOO_LATE
from fremskudt.partnership.selectors import tip as selectors

# What the professional has answered, as it stands in the address. A yes leads elsewhere: somebody is to be rung.
SAID = {"nej": "no", "ikke-spurgt": "not_asked"}


@require_http_methods(["GET", "POST"])
@requires(Permission.TIP_ADD)
def tip_new(request: Visit) -> HttpResponse:
    return _given(request, OwnTipForm(_sent(request), offered=selectors.read_giving(request.reach)), "new")


@require_http_methods(["GET", "POST"])
@requires(Permission.TIP_ADD)
def tip_professional(request: Visit) -> HttpResponse:
    """First whether the person has said yes. Without a yes it is a tip like any other, with no field for who."""
    asked = SAID.get(request.GET.get("svar", ""))
    if request.method == "GET" and asked is None:
        return render(request, "partnership/tip/ask_first.html")
    offered = selectors.read_giving(request.reach)
    form = OwnTipForm(_sent(request), offered=offered, initial={"asked": asked or ""})
    return _given(request, form, "professional")


@require_GET
@requires(Permission.TIP_ADD)
def tip_sent(request: Visit) -> HttpResponse:
    """The receipt. It shows nothing of the tip, and for ten minutes it can be undone here."""
    return render(request, "partnership/tip/sent.html", {"tip": selectors.find_fresh(request.reach, "app")})


@require_POST
@requires(Permission.TIP_ADD)
def tip_undo(request: Visit) -> HttpResponse:
    if _undone(request):
        messages.success(request, _("Prajet er taget tilbage."))
    return redirect("partnership:seen_and_heard")


@require_http_methods(["GET", "POST"])
@requires(Permission.TIP_ANSWER)
def tip_typed(request: Visit) -> HttpResponse:
    """A paper card is typed in for its house. The word on it is not shown again."""
    if "undo" in request.POST:
        if _undone(request):
            messages.success(request, _("Kortet er taget tilbage."))
        return redirect("partnership:tip_typed")
    weeks = selectors.list_weeks(timezone.localdate())
    form = CardForm(_sent(request), offered=selectors.read_typing(request.reach), weeks=weeks)
    if form.is_bound and form.is_valid():
        actions.add(source="card", by=request.user, **form.told)
        messages.success(request, _("Kortet er gemt. Huset kan se det nu."))
        return redirect("partnership:tip_typed")
    page = {"form": form, "fresh": selectors.find_fresh(request.reach, "card")}
    return render(request, "partnership/tip/typed.html", page, status=200 if request.method == "GET" else 422)


def _given(request: Visit, form: OwnTipForm, page: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        actions.add(source="app", by=request.user, **form.told)
        return redirect("partnership:tip_sent")
    status = 200 if request.method == "GET" else 422
    return render(request, f"partnership/tip/{page}.html", {"form": form}, status=status)


def _sent(request: Visit) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _undone(request: Visit) -> bool:
    """Whether it was; too late is said, and a button that names nothing does nothing."""
    press = TakeBackForm(request.POST)
    if not press.is_valid():
        return False
    tip = selectors.find_own(request.reach, press.cleaned_data["code"])
    if tip.taken_back_at is None and not selectors.is_fresh(tip):
        messages.info(request, _(TOO_LATE))
        return False
    actions.take_back(tip=tip, by=request.user)
    return True
