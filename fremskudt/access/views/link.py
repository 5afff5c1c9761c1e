"""A link by mail for those who see little: ask for it, open it on the device that is known."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access import device_cookie, mail
from fremskudt.access.actions import sign_in_link as actions
from fremskudt.access.forms.link import LinkForm
from fremskudt.access.guard import public
from fremskudt.access.login.entry import enter
from fremskudt.access.login.limits import count_try
from fremskudt.access.strength import Strength
from fremskudt.access.views.token_page import bad_link, sealed

RATES = "5/15m/key,30/15m/ip"


@require_http_methods(["GET", "HEAD", "POST"])
@public
def request_link(request: HttpRequest) -> HttpResponse:
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not settings.MAIL_IS_ON or not form.is_valid():
        status = 422 if form.is_bound and settings.MAIL_IS_ON else 200
        return render(request, "access/link/request.html", {"form": form, "mail": settings.MAIL_IS_ON}, status=status)
    email = form.cleaned_data["email"].strip().lower()
    count_try(request, name="sign_in_link", rates=RATES, key=email)
    user, token = actions.ask(email=email)
    # Written for the unknown address, too, so that neither answer takes longer.
    message = mail.sign_in_link(
        to=user.email if user else email,
        link=request.build_absolute_uri(reverse("access:link_open", args=[token])),
        minutes=int(actions.VALID.total_seconds() // 60),
        language=user.language if user else settings.LANGUAGE_CODE,
    )
    if user:
        mail.send_later(message)
    messages.info(request, _("Hvis vi kender adressen, er der en mail på vej."))
    return redirect("access:link_request")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking asks nothing of the database, so that it tells nothing; the press says whether the link holds."""
    if request.method != "POST":
        return sealed(render(request, "access/link/open.html"))
    user = actions.use(token=token, held=device_cookie.held(request))
    if user is None:
        return bad_link(request)
    enter(request, user, method="link", strength=Strength.LINK)
    return sealed(redirect("home"))
