"""Log in, log out, and why a second step is needed."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.logout import logout as end_session
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as provider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe
from requests import RequestException

from fremskudt.access.guard import public, requires
from fremskudt.access.login.proof import has_factor
from fremskudt.access.roles import Permission
from fremskudt.access.strength import strength_of
from fremskudt.access.views.form import AnswersWith422, with_form
from fremskudt.access.visit import Visit

Type = Authenticator.Type
logger = logging.getLogger(__name__)


class Login(AnswersWith422, account.LoginView):
    template_name = "access/session/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        provider_name = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
        return {**super().get_context_data(**kwargs), "provider_name": provider_name}


class SecondStep(AnswersWith422, factors.AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        has_app, has_key = is_mfa_enabled(user, [Type.TOTP]), is_mfa_enabled(user, [Type.WEBAUTHN])
        return {**super().get_context_data(**kwargs), "has_app": has_app, "has_key": has_key}


login = with_form(public(Login.as_view()))
second_step = with_form(public(SecondStep.as_view()))
passkey = with_form(public(webauthn.LoginWebAuthnView.as_view()))
closed = require_safe(public(account.AccountInactiveView.as_view()))


def asked_of_provider(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The provider is elsewhere: it may be gone, or answer something that is no answer."""

    @wraps(view)
    def ask(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except (RequestException, KeyError, TypeError) as error:
            logger.error("The identity provider did not answer as it should.", exc_info=error)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return ask


provider_login = require_POST(public(asked_of_provider(provider.login)))
provider_answer = require_GET(public(asked_of_provider(provider.callback)))


@require_POST
@public
def logout(request: HttpRequest) -> HttpResponse:
    """Also lets go of a log-in that is half done. The browser is asked to forget what it holds of the site."""
    end_session(request, show_message=False)
    response = redirect("access:login")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_GET
@requires(Permission.PROFILE_EDIT)
def strengthen(request: Visit) -> HttpResponse:
    """What this log-in does not open, and the way on: set up a second factor, or log in with the one there is."""
    context = {"has_factor": has_factor(request.user), "strength": strength_of(request.session)}
    return render(request, "access/session/strengthen.html", context)
