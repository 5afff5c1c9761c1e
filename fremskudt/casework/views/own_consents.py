"""»Hvem ved hvad« on the citizen's own phone: seen through the own link, stopped in one press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import link_holder
from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.models import PersonalLink
from fremskudt.casework.actions import own_consents as actions
from fremskudt.casework.forms.own_consents import OwnAnswerForm
from fremskudt.casework.rules.consent import Answer
from fremskudt.casework.rules.consent_words import NOTHING_TO_STOP
from fremskudt.casework.selectors import own_consents as selectors
from fremskudt.casework.selectors.own_consents import citizen_of


@require_GET
@link_holder(OWN_PAPERS)
def own_consents(request: HttpRequest) -> HttpResponse:
    page = selectors.read_own_consents(_link(request), action="own_consents.read")
    return render(request, "casework/own_consents/page.html", {"page": page})


@require_GET
@link_holder(OWN_PAPERS)
def own_consents_print(request: HttpRequest) -> HttpResponse:
    page = selectors.read_own_consents(_link(request), action="own_consents.print")
    return render(request, "casework/own_consents/print.html", {"page": page})


@require_POST
@link_holder(OWN_PAPERS)
def own_consent_stop(request: HttpRequest, pk: int) -> HttpResponse:
    entry = selectors.get_entry(citizen_of(_link(request)), pk)
    ended = actions.stop(entry=entry, link=_link(request))
    _say(request, _("Det er stoppet nu. Vi taler om det, når du vil.") if ended else _(NOTHING_TO_STOP))
    return redirect("casework:own_consents")


@require_POST
@link_holder(OWN_PAPERS)
def own_stop_all(request: HttpRequest) -> HttpResponse:
    n = actions.stop_all(citizen=citizen_of(_link(request)), link=_link(request))
    _say(request, _("Det er stoppet nu. Ingen kan længere se noget.") if n else _(NOTHING_TO_STOP))
    return redirect("casework:own_consents")


@require_POST
@link_holder(OWN_PAPERS)
def own_answer(request: HttpRequest, pk: int) -> HttpResponse:
    citizen = citizen_of(_link(request))
    entry, form = selectors.get_entry(citizen, pk), OwnAnswerForm(request.POST)
    if not form.is_valid():
        page = selectors.read_own_consents(_link(request), action="own_consents.read")
        return render(request, "casework/own_consents/page.html", {"page": page, "wrong": True}, status=422)
    told = form.cleaned_data
    actions.answer(entry=entry, citizen=citizen, answer=told["answer"], until_on=told["until_on"], link=_link(request))
    _say(
        request, _("Tak. Det er skrevet.") if told["answer"] == Answer.YES else _("Det er i orden. Intet bliver delt.")
    )
    return redirect("casework:own_consents")


@require_GET
@link_holder(OWN_PAPERS)
def own_summary(request: HttpRequest, pk: int) -> HttpResponse:
    summary = selectors.read_own_summary(_link(request), pk)
    return render(request, "casework/own_consents/summary.html", {"summary": summary})


def _link(request: HttpRequest) -> PersonalLink:
    return request.link  # type: ignore[attr-defined, no-any-return]


def _say(request: HttpRequest, sentence: str) -> None:
    """With the time, since a receipt that tells when can be held up to somebody."""
    messages.success(request, f"{sentence} {_('Kl.')} {timezone.localtime():%H.%M}.")
