"""The locked screen: nothing on it but that it is locked, and the ways to open it again."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access import lock as locking
from fremskudt.access.actions import handed_over
from fremskudt.access.actions import session as actions
from fremskudt.access.forms.lock import FORMS, UnlockForm
from fremskudt.access.guard import requires
from fremskudt.access.login.failure import log_failure
from fremskudt.access.models import User
from fremskudt.access.roles import LIGHT_ROLES, Permission
from fremskudt.access.visit import Visit

IN_PLACE = "X-In-Place"  # sent by lock.js, which keeps the page and what was typed in it


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROFILE_EDIT)
def lock(request: Visit) -> HttpResponse:
    if request.open_session.locked_at is None:
        return _back(request)
    if request.method != "POST":
        return _page(request)
    way = request.POST.get("way", "")
    if way == "leave":
        return _leave(request, "access:link_request")
    return _try(request, way) if way in ways(request.user) else _page(request, status=422)


@require_POST
@requires(Permission.PROFILE_EDIT)
def lock_now(request: Visit) -> HttpResponse:
    actions.lock(session=request.open_session, by=request.user)
    locking.remember(request, request.POST.get("next", ""))
    return redirect("access:lock")


@require_POST
@requires(Permission.PROFILE_EDIT)
def in_use(request: Visit) -> HttpResponse:
    """A person is writing or reading here: being asked is what counts (lock.py)."""
    return HttpResponse(status=204)


def ways(user: User) -> list[str]:
    """How this user can open the screen, the plainest first."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    found = ["password"] * user.has_usable_password()
    found += ["code"] * (Authenticator.Type.TOTP in kinds)
    return found + ["passkey"] * (Authenticator.Type.WEBAUTHN in kinds)


def _page(request: Visit, *, status: int = 200, tried: UnlockForm | None = None, left: int = 0) -> HttpResponse:
    user = request.user
    found = ways(user)
    forms = {way: tried if tried and tried.way == way else FORMS[way](user=user) for way in found}
    if forms and not tried:
        for field in forms[found[0]].fields.values():
            field.widget.attrs["autofocus"] = True
    context = {
        "forms": forms,
        "options": auth.begin_authentication(user) if "passkey" in found else None,
        "gets_links": user.memberships.filter(role__in=LIGHT_ROLES).exists(),
        "left": left,
    }
    # In place nothing is navigated to, and a script that fetches a no makes the browser write a fault.
    return render(request, "access/lock/page.html", context, status=200 if IN_PLACE in request.headers else status)


def _try(request: Visit, way: str) -> HttpResponse:
    if not actions.take_try(session=request.open_session):
        return _leave(request, "access:login")
    form = FORMS[way](request.POST, user=request.user)
    if not form.is_valid():
        return _wrong(request, form)
    handed_over.take_back(store=request.session)
    actions.unlock(session=request.open_session, by=request.user)
    return _back(request)


def _wrong(request: Visit, form: UnlockForm) -> HttpResponse:
    log_failure(request.user)
    left = actions.tries_left(session=request.open_session)
    return _page(request, status=422, tried=form, left=left) if left else _leave(request, "access:login")


def _leave(request: Visit, to: str) -> HttpResponse:
    actions.end(session=request.open_session, by=request.user)
    logout(request)
    return redirect(to)


def _back(request: Visit) -> HttpResponse:
    if IN_PLACE in request.headers:
        return HttpResponse(status=204)
    return redirect(request.session.pop(locking.NEXT, "home"))
