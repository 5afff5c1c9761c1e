"""»Fællesskaber« around one citizen: told of something, is in it, did not want to, has left."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import activity_offer as actions
from fremskudt.casework.forms.activity_offer import MarkForm, OfferForm
from fremskudt.casework.models import ActivityOffer
from fremskudt.casework.rules.activity_offer import TOO_LATE, Mark
from fremskudt.casework.selectors import activity_offer as selectors
from fremskudt.casework.selectors.activity_offer import Marked

KEY = "activity_offer"  # of the session: the reader's newest act, as long as it may be undone
WRITE = {Mark.JOINED: actions.join, Mark.DECLINED: actions.decline, Mark.LEFT: actions.leave}


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def activity_offer(request: Visit, code: str) -> HttpResponse:
    """What stands, and something new to tell of."""
    if request.method == "GET":
        return _page(request, code, None)
    page = selectors.find_offers(request.reach, code)
    form = OfferForm(request.POST, activities=page.activities)
    if not form.is_valid():
        return _page(request, code, form, status=422)
    made = actions.offer(case=page.opened.case, by=request.user, **form.told)
    _keep(request, made, Mark.OFFERED)
    return redirect("casework:activity_offer", code)


@require_POST
@requires(Permission.CASE_WRITE)
def activity_offer_mark(request: Visit, code: str, pk: int) -> HttpResponse:
    offer = selectors.find_offer(request.reach, code, pk)
    form = MarkForm(request.POST, offer=offer)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return _page(request, code, None, status=422)
    mark = Mark(form.cleaned_data["act"])
    WRITE[mark](offer=offer, on=form.cleaned_data["on"], by=request.user)
    _keep(request, offer, mark)
    return redirect("casework:activity_offer", code)


@require_POST
@requires(Permission.CASE_WRITE)
def activity_offer_undo(request: Visit, code: str, pk: int) -> HttpResponse:
    """One's own newest act here, for ten minutes."""
    offer, marked = selectors.find_offer(request.reach, code, pk), _kept(request)
    if marked is None or marked.offer != offer.pk:
        raise NotNow(TOO_LATE)
    actions.undo(offer=offer, mark=marked.mark, marked_at=marked.at, by=request.user)
    del request.session[KEY]
    messages.success(request, _("Fortrudt."))
    return redirect("casework:activity_offer", code)


def _page(request: Visit, code: str, form: OfferForm | None, status: int = 200) -> HttpResponse:
    page = selectors.read_offers(request.reach, code, _kept(request))
    context = {"page": page, "form": form or OfferForm(activities=page.activities), "today": timezone.localdate()}
    return render(request, "casework/activity_offer/page.html", context, status=status)


def _keep(request: Visit, offer: ActivityOffer, mark: Mark) -> None:
    request.session[KEY] = [offer.pk, mark.value, timezone.now().isoformat()]


def _kept(request: Visit) -> Marked | None:
    kept = request.session.get(KEY)
    return Marked(kept[0], Mark(kept[1]), datetime.fromisoformat(kept[2])) if kept else None
