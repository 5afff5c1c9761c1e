"""»Det næste«: the first page of a citizen's own key. One that only writes has four doors and shows nothing."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import is_handed_over, link_closed, link_holder, public
from fremskudt.access.links import ANSWER, OWN_PAPERS, SHEET
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.forms.call_request import OwnWriteForm
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.contact_agreement import not_now_until
from fremskudt.casework.views.link import enter
from fremskudt.casework.views.write_to_us import own_page, own_thanks
from fremskudt.surveys.actions import own_answers as actions
from fremskudt.surveys.forms_own import NotNowForm, ReplyForm
from fremskudt.surveys.selectors.own_key import Key
from fremskudt.surveys.selectors.own_next import read_own
from fremskudt.surveys.views.own_sitting import key_in


@require_http_methods(["GET", "HEAD", "POST"])
@public
def answer_enter(request: HttpRequest, token: str) -> HttpResponse:
    """A link that only answers. Looking tells nothing and changes nothing."""
    return enter(request, token, {ANSWER: "surveys:own"})


@require_GET
@link_holder(OWN_PAPERS, ANSWER, SHEET)
def own(request: HttpRequest) -> HttpResponse:
    return _page(request, key_in(request))


@require_POST
@link_holder(OWN_PAPERS)
def own_reply(request: HttpRequest) -> HttpResponse:
    """»Det er fint« or »En anden dag«."""
    key, form = key_in(request), ReplyForm(request.POST)
    if not form.is_valid() or key.citizen is None:
        return redirect("surveys:own")
    try:
        actions.reply(key=key, citizen=key.citizen, **form.cleaned_data)
    except NotNow as moved:
        messages.info(request, _(moved.reason))
        return _page(request, key, status=409)
    is_fine = form.cleaned_data["reply"] == "fine"
    messages.success(request, _("Tak. Så ses vi.") if is_fine else _("Tak. Vi finder en anden dag."))
    return redirect("surveys:own")


@require_http_methods(["GET", "POST"])
@link_holder(OWN_PAPERS, ANSWER, SHEET)
def own_not_now(request: HttpRequest) -> HttpResponse:
    """How long they want to be left alone, and nothing else."""
    key = key_in(request)
    citizen = _acting(request, key)
    if citizen is None:
        return link_closed(request)
    form = NotNowForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = _about(request, operation=uuid4())
        return render(request, "surveys/own/not_now.html", context, status=422 if form.is_bound else 200)
    until = not_now_until(form.cleaned_data["how_long"], timezone.localdate())
    if until:
        actions.not_now(key=key, citizen=citizen, until=until, operation=form.cleaned_data["operation"])
    messages.success(request, _("Det er helt i orden. Du kan altid skrive igen."))
    return redirect("surveys:own")


@require_POST
@link_holder(ANSWER, SHEET)
def own_stop(request: HttpRequest) -> HttpResponse:
    """»Stop al deling« by a key that only writes: the receipt is the same whether or not anything was shared."""
    key = key_in(request)
    citizen = _acting(request, key)
    if citizen is None:
        return link_closed(request)
    actions.stop_sharing(key=key, citizen=citizen)
    clock = _("Kl. %(time)s.") % {"time": f"{timezone.localtime():%H.%M}"}
    messages.success(request, " ".join([_("Det er stoppet nu. Vi taler om det, når du vil."), clock]))
    return redirect("surveys:own")


@require_http_methods(["GET", "POST"])
@link_holder(ANSWER, SHEET)
def own_write(request: HttpRequest) -> HttpResponse:
    """One box for the team. The page holds no more of whose it is than its key."""
    key = key_in(request)
    citizen = _acting(request, key)
    if citizen is None:
        return link_closed(request)
    form = OwnWriteForm(request.POST if request.method == "POST" else None, place=f"link:{key.link.pk}")
    if not form.is_valid():
        return own_page(request, form, status=422 if form.is_bound else 200)
    told = form.told
    actions.write(
        key=key, citizen=citizen, words=told["words"], is_urgent=told["is_urgent"], operation=told["operation"]
    )
    return own_thanks(request)


def _acting(request: HttpRequest, key: Key) -> Citizen | None:
    """Who acts upon their course; nobody on a phone that was handed over to answer and nothing else."""
    return None if is_handed_over(request) else key.person


def _page(request: HttpRequest, key: Key, status: int = 200) -> HttpResponse:
    context = _about(request, page=read_own(key), operation=uuid4())
    return render(request, "surveys/own/page.html", context, status=status)


def _about(request: HttpRequest, **more: object) -> dict[str, object]:
    return {"is_handed_over": is_handed_over(request), **more}
