"""»Skriv til os«, by the code on a card or a poster, and through the citizen's own link; and a code that is typed.

On the public pages nobody is logged in, and nothing is kept on the phone: there is no order to forge, and a signed note
in the page makes a replayed form harmless.
"""

from datetime import timedelta

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import link_holder, public
from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.login.limits import TooManyTries, count_try
from fremskudt.access.models import Organisation, PersonalLink
from fremskudt.access.views.token_page import sealed
from fremskudt.casework.actions import call_request as actions
from fremskudt.casework.actions.link import open_with
from fremskudt.casework.forms.call_request import CodeForm, OwnWriteForm, WriteForm
from fremskudt.casework.rules.call_request import read_on
from fremskudt.casework.rules.typed_code import readings
from fremskudt.casework.selectors import call_request as selectors
from fremskudt.casework.selectors.own_consents import citizen_of
from fremskudt.casework.selectors.typed_code import find_only
from fremskudt.partnership.models import Batch
from fremskudt.partnership.selectors.poster_face import list_faces

MISSES = "10/m/ip,60/h/ip"  # codes that lead nowhere
SENT = "20/m/ip,120/h/ip"  # a whole house may share one address
OF_ONE_CODE = "60/h/key,300/d/key"
LARGEST = 64 * 1024  # bytes of a form that is sent: the box holds 2,000 signs
WRONG_CODE = gettext_lazy("Koden passer ikke. Se, om to tegn er byttet om.")
OLD_CODE = gettext_lazy("Koden virker ikke mere. Bed om en ny, eller ring til os.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def write_to_us(request: HttpRequest) -> HttpResponse:
    """Without a code, where there is one municipality; else the code on the card says which it is."""
    town = selectors.only_town()
    return _write(request, town, None) if town else sealed(redirect("casework:type_code"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def write_by_code(request: HttpRequest, code: str) -> HttpResponse:
    batch = selectors.find_batch(code)
    if batch is None:
        return _missed(request, CodeForm())
    if batch.closed_at:
        return _code_page(request, CodeForm(), str(OLD_CODE), 404, batch.municipality)
    if batch.leads_to == "tip":
        return sealed(redirect("partnership:tip_by_code", batch.code))
    return _write(request, batch.municipality, batch)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def type_code(request: HttpRequest, code: str = "") -> HttpResponse:
    """A code from paper, with what the eye mistakes repaired, leads to its page. Scanned, it stands there already."""
    if request.method != "POST":
        return _code_page(request, CodeForm(initial={"code": code}), "", 200)
    if _is_too_large(request):
        return _too_large(request)
    form = CodeForm(request.POST)
    codes = readings(form.cleaned_data["code"]) if form.is_valid() else []
    batch, sheet = find_only(codes)
    if sheet:
        return _open_sheet(request, form, sheet)
    if batch is None:
        return _missed(request, form)
    if batch.closed_at:
        return _code_page(request, form, str(OLD_CODE), 404, batch.municipality)
    leads_to = "partnership:tip_by_code" if batch.leads_to == "tip" else "casework:write_by_code"
    return sealed(redirect(leads_to, batch.code))


@require_http_methods(["GET", "POST"])
@link_holder(OWN_PAPERS)
def own_write(request: HttpRequest) -> HttpResponse:
    """Of one who has a course: only those who follow them read it."""
    link: PersonalLink = request.link  # type: ignore[attr-defined]
    citizen = citizen_of(link)
    form = OwnWriteForm(request.POST if request.method == "POST" else None, place=citizen.key)
    if form.is_valid():
        actions.ask(municipality=citizen.municipality, citizen=citizen, link=link, **form.told)
        return _thanks(request, citizen.municipality, is_own=True)
    context = {"form": form, "faces": list_faces([citizen.municipality_id]), "read": _promise(), "is_own": True}
    return sealed(render(request, "casework/call_request/write.html", context, status=422 if form.is_bound else 200))


def own_page(request: HttpRequest, form: OwnWriteForm, status: int = 200) -> HttpResponse:
    """The same for a key that only writes, which shows no name, also not of the team."""
    context = {"form": form, "read": _promise(), "is_own": True}
    return sealed(render(request, "casework/call_request/write.html", context, status=status))


def own_thanks(request: HttpRequest) -> HttpResponse:
    context = {"read": _promise(), "is_own": True}
    return sealed(render(request, "casework/call_request/thanks.html", context))


def _write(request: HttpRequest, town: Organisation, batch: Batch | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, town, _form(request, town, batch))
    if _is_too_large(request):
        return _too_large(request)
    try:
        count_try(request, name="write_to_us", rates=SENT, key="")
        form = _form(request, town, batch)
        if not form.is_valid():
            return _page(request, town, form, 422)
        count_try(request, name="write_by_code", rates=OF_ONE_CODE, key=form.place)
    except TooManyTries as full:
        return _wait(request, full, town)
    actions.ask(municipality=town, batch=batch, **form.told)
    return _thanks(request, town)


def _form(request: HttpRequest, town: Organisation, batch: Batch | None) -> WriteForm:
    place = batch.code if batch else f"org:{town.pk}"
    sent = request.POST if request.method == "POST" else None
    return WriteForm(sent, place=place, areas=selectors.list_areas([town.pk]))


def _page(request: HttpRequest, town: Organisation, form: WriteForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "faces": list_faces([town.pk]), "read": _promise()}
    return sealed(render(request, "casework/call_request/write.html", context, status=status))


def _thanks(request: HttpRequest, town: Organisation, *, is_own: bool = False) -> HttpResponse:
    """Answered at once and not by another page: to show it there, something would have to be kept on the phone."""
    context = {"read": _promise(), "faces": list_faces([town.pk]), "is_own": is_own}
    return sealed(render(request, "casework/call_request/thanks.html", context))


def _promise() -> dict[str, object]:
    """The day on which it is read, before 16."""
    now = timezone.localtime()
    on = read_on(now)
    return {"on": on, "is_today": on == now.date(), "is_tomorrow": on == now.date() + timedelta(days=1)}


def _open_sheet(request: HttpRequest, form: CodeForm, sheet: PersonalLink) -> HttpResponse:
    """The code of one sheet of paper, exchanged for a short session; an order from another site opens nothing."""
    own = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin", own) != own:
        return _code_page(request, form, "", 403)
    open_with(session=request.session, link=sheet)
    rotate_token(request)
    return sealed(redirect("surveys:own"))


def _missed(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """A code that leads nowhere. Only these are counted, those of an address that is merely opened too."""
    rates = {"typed_code": MISSES}
    counted = ratelimit.consume(request, app="access", action="typed_code", config=rates, limit_get=True)
    if counted is None:
        return _wait(request, TooManyTries(request))
    return _code_page(request, form, str(WRONG_CODE), 422 if form.is_bound else 404)


def _code_page(
    request: HttpRequest, form: CodeForm, error: str, status: int, town: Organisation | None = None
) -> HttpResponse:
    context = {"form": form, "error": error, "faces": list_faces([town.pk]) if town else []}
    return sealed(render(request, "casework/call_request/type_code.html", context, status=status))


def _is_too_large(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST


def _too_large(request: HttpRequest) -> HttpResponse:
    """413 before anything of it is read."""
    context = {
        "title": _("Det er for langt"),
        "words": _("Det, du sendte, fylder for meget. Skriv lidt, og send igen."),
    }
    return sealed(render(request, "casework/call_request/refused.html", context, status=413))


def _wait(request: HttpRequest, full: TooManyTries, town: Organisation | None = None) -> HttpResponse:
    """429 on a page as small as the others, with whom to ring meanwhile."""
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # the usual page of it has forms; nothing is kept on this phone
    seconds = int(full.response.headers["Retry-After"])
    clock = f"{timezone.localtime() + timedelta(seconds=seconds):%H.%M}"
    words = _("Der er prøvet mange gange herfra. Prøv igen kl. %(clock)s.") % {"clock": clock}
    context = {"title": _("Vent lidt"), "words": words, "faces": list_faces([town.pk]) if town else []}
    answer = sealed(render(request, "casework/call_request/refused.html", context, status=429))
    answer.headers["Retry-After"] = str(seconds)
    return answer
