"""Vi følges ad: the meeting of all three, the receiver's yes, and the rhythm afterwards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import handover as actions
from fremskudt.casework.forms.handover import AcceptForm, HandoverForm, RhythmForm
from fremskudt.casework.rules import transition as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import transition as transitions
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.transition import Choice


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def handover(request: Visit, code: str) -> HttpResponse:
    """Who receives, when all meet, and who came."""
    choice = transitions.read_choice(request.reach, code)
    if request.method == "GET":
        form = HandoverForm(began=choice.began, handover=choice.handover)
        return render(request, "casework/transition/handover.html", {"choice": choice, "form": form})
    _writable(choice)
    require(rules.may_change_handover(is_accepted=_is_accepted(choice)))
    form = HandoverForm(request.POST, began=choice.began)
    if not form.is_valid():
        return render(request, "casework/transition/handover.html", {"choice": choice, "form": form}, status=422)
    actions.plan(case=choice.opened.case, meeting=form.meeting, by=request.user)
    messages.success(request, _("Gemt."))
    return redirect("casework:transition", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def handover_accept(request: Visit, code: str) -> HttpResponse:
    """»Ny har sagt ja«: asked on a page that says what it means, since it lets go of somebody."""
    choice = transitions.read_choice(request.reach, code)
    if request.method == "GET":
        receiver = choice.handover.receiver if choice.handover else ""
        form = AcceptForm(began=choice.began, initial={"accepted_by": receiver})
        return render(request, "casework/transition/accept.html", {"choice": choice, "form": form})
    _writable(choice)
    require(rules.may_accept(has_receiver=choice.handover is not None, is_accepted=False))
    form = AcceptForm(request.POST, began=choice.began)
    if not form.is_valid():
        return render(request, "casework/transition/accept.html", {"choice": choice, "form": form}, status=422)
    actions.accept(case=choice.opened.case, **form.cleaned_data, by=request.user)
    messages.success(request, _("Gemt. Nu har den nye ansvaret. Vi ser til efter 4 og 12 uger."))
    return redirect("casework:transition", code)


@require_POST
@requires(Permission.CASE_WRITE)
def handover_rhythm(request: Visit, code: str) -> HttpResponse:
    """Seen more seldom, now that another carries."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    require(may_write(has_ended=opened.has_ended))
    choice = transitions.find_choice(request.reach, code)
    require(rules.may_thin(is_accepted=_is_accepted(choice)))
    form = RhythmForm(request.POST)
    if not form.is_valid():
        context = {"sheet": transitions.read_transition(request.reach, code), "rhythm": form}
        return render(request, "casework/transition/detail.html", context, status=422)
    actions.thin(case=opened.case, every_days=form.cleaned_data["every_days"], by=request.user)
    messages.success(request, _("Den nye rytme gælder fra nu af."))
    return redirect("casework:transition", code)


def _writable(choice: Choice) -> None:
    require(may_write(has_ended=choice.opened.has_ended))
    require(rules.may_add_step(has_target=choice.now is not None))


def _is_accepted(choice: Choice) -> bool:
    return choice.handover is not None and choice.handover.accepted_on is not None
