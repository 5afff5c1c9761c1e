"""A partner's own proposals: written and taken back by the house, answered by the leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.partnership.actions import proposal as actions
from fremskudt.partnership.forms.agreement import PressForm
from fremskudt.partnership.forms.proposal import ProposalAnswerForm, ProposalForm
from fremskudt.partnership.rules.agreement import may_tell
from fremskudt.partnership.rules.proposal import may_answer
from fremskudt.partnership.selectors import proposal as selectors
from fremskudt.partnership.selectors.partner import known_names, known_of


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREEMENT_READ)
def proposals(request: Visit) -> HttpResponse:
    page = selectors.read_own(request.reach, everything="alle" in request.GET)
    may = may_tell(is_partner=bool(page.houses))
    posted = request.POST if request.method == "POST" else None
    form = ProposalForm(posted, houses=page.houses, known=known_of(page.houses))
    if form.is_bound:
        require(may)
    if form.is_valid():
        actions.make(by=request.user, **form.cleaned_data)
        messages.success(request, _("Tak. Projektlederen svarer her."))
        return redirect("partnership:proposals")
    context = {"page": page, "form": form, "may": may}
    return render(request, "partnership/proposal/list.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.AGREEMENT_READ)
def proposal_take_back(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if press.is_valid():
        proposal = selectors.get_own(request.reach, press.cleaned_data["row"])
        actions.take_back(proposal=proposal, by=request.user)
        messages.success(request, _("Forslaget er taget tilbage."))
    return redirect("partnership:proposals")


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def proposal_answer(request: Visit, pk: int) -> HttpResponse:
    """The answer reaches the house, so it is given on a page of its own."""
    idea = selectors.get_to_answer(request.reach, pk)
    known = known_names(idea.proposal.organisation.town)
    form = ProposalAnswerForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        actions.answer(proposal=idea.proposal, by=request.user, **form.cleaned_data)
        messages.success(request, _("Svaret er givet. Huset kan læse det nu."))
        return redirect("partnership:partner", idea.proposal.organisation_id)
    may = may_answer(is_taken_back=idea.proposal.taken_back_at is not None)
    context = {"idea": idea, "form": form, "may": may}
    return render(request, "partnership/proposal/answer.html", context, status=422 if form.is_bound else 200)
