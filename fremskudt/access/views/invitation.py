"""An invitation is opened: looking changes nothing, a press accepts it."""

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access import device_cookie
from fremskudt.access.actions import invitation as actions
from fremskudt.access.forms.invitation import LoginChoiceForm, NameForm
from fremskudt.access.guard import public
from fremskudt.access.login.entry import enter
from fremskudt.access.models import Invitation, User
from fremskudt.access.roles import LIGHT_ROLES
from fremskudt.access.rules.browser import browser_words
from fremskudt.access.selectors import invitation as selectors
from fremskudt.access.selectors.invitation import Way
from fremskudt.access.strength import Strength
from fremskudt.access.views.token_page import bad_link, sealed
from fremskudt.basics.verdict import NotNow


@require_http_methods(["GET", "HEAD", "POST"])
@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = selectors.find_valid(token)
    if found is None:
        return bad_link(request)
    way = selectors.way_in(found, request.user)
    if way in {Way.LOG_IN, Way.OTHER}:
        return _page(request, way)
    form = None if way is Way.YES else _form(request, found, way)
    if request.method != "POST":
        return _page(request, way, form=form, invitation=found)
    if form and not form.is_valid():
        return _page(request, way, status=422, form=form, invitation=found)
    try:
        return _accept(request, found, form)
    except NotNow:  # somebody was quicker with the same link
        return bad_link(request)


def _page(request: HttpRequest, way: Way, *, status: int = 200, **values: object) -> HttpResponse:
    return sealed(render(request, f"access/invitation/{way.value}.html", values, status=status))


def _form(request: HttpRequest, invitation: Invitation, way: Way) -> NameForm:
    sent = request.POST if request.method == "POST" else None
    initial = {"name": invitation.name}
    if way is Way.DEVICE:
        return NameForm(sent, initial=initial)
    return LoginChoiceForm(sent, initial=initial, email=invitation.email)


def _accept(request: HttpRequest, invitation: Invitation, form: NameForm | None) -> HttpResponse:
    password = form.password if form else ""
    user, token = actions.accept(
        invitation=invitation,
        device=browser_words(request.headers.get("User-Agent", "")),
        name=form.cleaned_data["name"] if form else "",
        password_hash=make_password(password) if password else "",
        by=request.user if isinstance(request.user, User) else None,
    )
    light = invitation.role in LIGHT_ROLES
    if form is None:
        messages.info(request, _("Du har fået en rolle mere."))
    elif light:
        enter(request, user, method="link", strength=Strength.LINK)
    else:
        enter(request, user, method="password" if password else "invitation", strength=Strength.PASSWORD)
    response = redirect("access:strengthen" if form and not light else "home")
    if token:
        device_cookie.give(request, response, token)
    return sealed(response)
