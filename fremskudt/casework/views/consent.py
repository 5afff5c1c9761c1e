"""»Hvem må vide hvad«: what stands, what they see, stopping it, and the paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import consent as actions
from fremskudt.casework.rules import consent_words
from fremskudt.casework.selectors import consent_page as pages
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.consent_ask import read_seen
from fremskudt.casework.selectors.consent_cards import recipient_words


@require_GET
@requires(Permission.CASELOAD_READ)
def consent(request: Visit, code: str) -> HttpResponse:
    page = pages.read_consent(request.reach, code, whole="alle" in request.GET)
    return render(request, "casework/consent/page.html", {"page": page})


@require_GET
@requires(Permission.CASELOAD_READ)
def consent_see(request: Visit, code: str, pk: int) -> HttpResponse:
    page = read_seen(request.reach, code, pk)
    return render(request, "casework/consent/seen.html", {"page": page, "seen": page.seen})


@require_GET
@requires(Permission.CASELOAD_READ)
def consent_print(request: Visit, code: str) -> HttpResponse:
    return render(request, "casework/consent/sheet.html", {"page": pages.read_paper(request.reach, code)})


@require_POST
@requires(Permission.CASE_WRITE)
def consent_withdraw(request: Visit, code: str, pk: int) -> HttpResponse:
    """One press, no question: it takes effect from the next request, and asking again is one press away."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    entry = pages.find_yes(opened, pk)
    ended = actions.withdraw(entry=entry, by=request.user)
    who = recipient_words(entry)
    told = {"who": who[:1].upper() + who[1:]}
    if ended is None:
        messages.success(request, _(consent_words.NOTHING_TO_STOP))
        return redirect("casework:consent", code)
    told["time"] = date_format(timezone.localtime(ended.at), "H.i")
    others = [] if entry.outside else pages.others_who_see(entry, opened)
    if others:
        told["others"] = consent_words.listed(others, say=_)
        messages.success(request, _(consent_words.STOPPED_IN_PART) % told)
    else:
        said = consent_words.STOPPED_OUTSIDE if entry.outside else consent_words.STOPPED
        messages.success(request, _(said) % told)
    return redirect("casework:consent", code)


@require_POST
@requires(Permission.CASE_WRITE)
def consent_stop_all(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    stopped = actions.stop_all(citizen=opened.citizen, by=request.user)
    now = date_format(timezone.localtime(), "H.i")
    words = consent_words.STOPPED_ALL if stopped else consent_words.NOTHING_TO_STOP
    messages.success(request, _(words) % {"time": now})
    return redirect("casework:consent", code)
