"""Where one is logged in, and which phones and computers are known; each can be closed from here."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fremskudt.access import device_cookie
from fremskudt.access.actions import device as device_actions
from fremskudt.access.actions import session as actions
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.device import find_known, find_own, list_known
from fremskudt.access.selectors.session import find_open, list_open
from fremskudt.access.visit import Visit


@require_http_methods(["GET", "POST"])
@requires(Permission.PROFILE_EDIT)
def sessions(request: Visit) -> HttpResponse:
    if request.method == "POST":
        return _act(request, request.POST.get("what", ""), request.POST.get("pk", ""))
    context = {
        "sessions": list_open(request.user),
        "here": request.open_session,
        "devices": list_known(request.user),
        "this_device": find_known(request.user, device_cookie.held(request)),
    }
    return render(request, "access/sessions/list.html", context)


def _act(request: Visit, what: str, pk: str) -> HttpResponse:
    if what == "others":
        n = actions.end_others(keep=request.open_session, by=request.user)
        done = ngettext("%d anden er logget ud.", "%d andre er logget ud.", n) % n
    elif what == "session" and pk.isdecimal() and (session := find_open(request.user, int(pk))):
        actions.end(session=session, by=request.user)
        done = _("Logget ud.")
    elif what == "device" and pk.isdecimal() and (device := find_own(request.user, int(pk))):
        device_actions.end(device=device, by=request.user)
        done = _("Enheden er glemt.")
    else:
        raise Http404
    messages.info(request, done)
    return redirect("access:sessions")
