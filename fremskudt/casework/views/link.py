"""The citizen's own link: given by a worker, opened by a press, and the quick way out."""

import base64
from collections.abc import Mapping
from io import BytesIO

import qrcode
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from qrcode.image.svg import SvgPathImage

from fremskudt.access.guard import link_closed, public, requires
from fremskudt.access.links import OWN_PAPERS, valid_link
from fremskudt.access.login.limits import TooManyTries, count_try
from fremskudt.access.roles import Permission
from fremskudt.access.views.token_page import sealed
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.forms.link import CLOSE, LinkForm
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors import citizen as citizens
from fremskudt.casework.selectors import link as links

MISSES = "10/m/ip"
LEADS_TO = {OWN_PAPERS: "surveys:own"}  # purpose of a link → the page it opens


@require_http_methods(["GET", "POST"])
@requires(Permission.LINK_GIVE)
def link_give(request: Visit, code: str) -> HttpResponse:
    citizen = citizens.find_citizen(request.reach, code, Permission.LINK_GIVE)
    verdict = links.verdict_on_giving(request.reach, citizen)
    if request.method == "GET":
        return _page(request, citizen, verdict.reason)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, citizen, verdict.reason, status=422)
    require(verdict)
    if form.cleaned_data["act"] == CLOSE:
        if link_actions.revoke(citizen=citizen, purpose=OWN_PAPERS, by=request.user):
            messages.success(request, _("Linket er lukket. Det virker ikke mere."))
        return redirect("casework:link_give", code)
    link, token = link_actions.give(citizen=citizen, purpose=OWN_PAPERS, by=request.user)
    # Shown by the answer itself: to redirect, the secret would have to be kept somewhere.
    address = request.build_absolute_uri(reverse("casework:link_enter", args=[token]))
    context = {"code": code, "address": address, "picture": _picture(address), "link": link}
    return render(request, "casework/link/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def link_enter(request: HttpRequest, token: str) -> HttpResponse:
    return enter(request, token, LEADS_TO)


def enter(request: HttpRequest, token: str, leads_to: Mapping[str, str]) -> HttpResponse:
    """Looking asks nothing of the database and tells nothing; the press exchanges the link for a short session.

    `leads_to` is purpose → page; a link of any other purpose is none here.
    """
    if request.method != "POST":
        return sealed(render(request, "casework/link/enter.html"))
    try:
        attempt = count_try(request, name="personal_link", rates=MISSES, key="")
    except TooManyTries:
        if cache.add("personal_link.guessing", True, 60):  # once a minute is enough to be seen, and fills no log
            link_actions.report_guessing()
        return sealed(render(request, "casework/link/wait.html", status=429))
    link = valid_link(token)
    if link is None or link.purpose not in leads_to:
        return sealed(link_closed(request))
    attempt.rollback()  # only misses count
    link_actions.open_with(session=request.session, link=link)
    rotate_token(request)
    return sealed(redirect(leads_to[link.purpose]))


@require_GET
@public
def leave(request: HttpRequest) -> HttpResponse:
    """»Luk hurtigt«: ends whichever session there is, asks the browser to forget the site, and moves on."""
    logout(request)
    response = redirect(settings.EXIT_TO) if settings.EXIT_TO else render(request, "casework/link/left.html")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, path="/", samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: Visit, citizen: Citizen, refused: str, status: int = 200) -> HttpResponse:
    context = {"citizen": citizen, "held": links.find_held(citizen, OWN_PAPERS), "refused": refused}
    return render(request, "casework/link/give.html", context, status=status)


def _picture(address: str) -> str:
    """The address as a QR code, in the page itself: no file that holds the secret is ever written."""
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
