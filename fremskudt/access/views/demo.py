"""Sign-in by a press, as one of the invented people of the demo. The address exists in demo mode only."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from fremskudt.access.guard import public
from fremskudt.access.models import User
from fremskudt.access.strength import KEY, Strength


@require_POST
@public
def enter(request: HttpRequest) -> HttpResponse:
    user = get_object_or_404(User, email=request.POST.get("person", ""), email__in=settings.DEMO_PEOPLE, is_active=True)
    request.session.flush()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="demo")  # so that what asks for a recent log-in can be tried
    request.session[KEY] = Strength.STRONG
    return redirect("home")
