"""Where the log-in library asks us: who gets in, what is written in the log, how secrets are kept."""

import logging
import time
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access import audit, cipher, links
from fremskudt.access.login import age, limits, proof, provider
from fremskudt.access.login.failure import log_failure
from fremskudt.access.models import User
from fremskudt.access.reach import reach_of
from fremskudt.access.strength import KEY, strength_of

logger = logging.getLogger(__name__)


class LoginAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail og adgangskode passer ikke sammen. Prøv igen."),
        "incorrect_password": _("Adgangskoden passer ikke. Prøv igen."),
        "enter_current_password": _("Den nuværende adgangskode passer ikke. Prøv igen."),
        "invalid_password_reset": _("Linket gælder ikke længere."),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in {"too_many_login_attempts", "rate_limited"}:
            raise limits.TooManyTries(context.request)
        return super().validation_error(code, *args)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user, if all fits. A closed user is treated as a wrong password, in words and in the log."""
        tried = limits.count_password(request, credentials["email"])
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()  # a closed user would otherwise wait there for the next one
        if user is None:
            log_failure(User.objects.filter(email=credentials["email"].lower()).first())
            return None
        tried.rollback()
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        tried = limits.count_password(context.request, user.email)
        if not user.check_password(password):
            log_failure(user)
            return False
        tried.rollback()
        return True

    def login(self, request: HttpRequest, user: User) -> None:
        """A session with a new key. Where the event cannot be written the answer is 503, which keeps no session."""
        with transaction.atomic():
            super().login(request, user)
            audit.record(by=user, action="login.success", subject=user.key, purpose=audit.Purpose.OWN)
        request.session[KEY] = proof.proved(request, user)
        request.session[age.OPENED] = time.time()
        request.session.pop(links.SESSION, None)  # a citizen's open link does not follow into a worker's session

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        assert isinstance(user, User)  # noqa: S101  the library asks this of nobody else
        with transaction.atomic():
            super().logout(request)
            audit.record(by=user, action="logout", subject=user.key, purpose=audit.Purpose.OWN)

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)  # slow on purpose, so outside the transaction
        with transaction.atomic():
            user.save(update_fields=["password"])
            audit.record(by=user, action="password.change", subject=user.key, purpose=audit.Purpose.OWN)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        log_failure(user)
        return redirect("account_inactive")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A log-in that is too weak for the person's roles leads to where it is made stronger."""
        withheld = reach_of(request.user, strength_of(request.session)).withheld
        return str(redirect("access:strengthen").url) if withheld else super().get_login_redirect_url(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(context.request, context.request.user)
        return not any(
            0 <= time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records
        )

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Who has a second factor confirms with it; a password alone is not enough to change how one logs in."""
        methods = super().get_reauthentication_methods(user)
        if not user.is_authenticated or not proof.has_factor(user):
            return methods
        return [method for method in methods if method["id"] != "reauthenticate"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the nearest proxy of ours saw; a header that does not fit is nobody's address."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "unknown"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Koden passer ikke, eller den er brugt. Vent på den næste, og prøv igen."),
    }

    def encrypt(self, text: str) -> str:
        return cipher.seal_text(text, binding())

    def decrypt(self, encrypted_text: str) -> str:
        return cipher.open_text(encrypted_text, binding())

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Nøgle %d") % number


def binding() -> str:
    """Whose secret it is: a sealed text that was moved to somebody else's row cannot be opened there."""
    request = context.request
    user = request.user if request.user.is_authenticated else request._login_stage.login.user
    return binding_of(user)


def binding_of(user: User) -> str:
    return f"mfa_authenticator|data|{user.key}"


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The municipality's own log-in: lets in those who are users already, and makes nobody a user."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        account = sociallogin.account
        said = provider.Said.read(account.extra_data)
        account.extra_data = {}  # only the subject is kept of what the provider tells
        if account.pk:
            account.save(update_fields=["extra_data"])
        if sociallogin.state.get("process") != "login" or not said.fits(account.uid):
            refuse(request)
        if not sociallogin.is_existing:
            user = provider.person(said, account.provider)
            if user is None:
                refuse(request)
            with transaction.atomic():
                sociallogin.connect(request, user)
                audit.record(by=user, action="provider.add", subject=user.key, purpose=audit.Purpose.OWN)
        request.session[proof.VOUCHED] = account.uid if said.strong else ""

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("account_login"))
        logger.warning("An answer of the identity provider was refused: %s", type(exception).__name__)
        log_failure(None)


def refuse(request: HttpRequest) -> NoReturn:
    """The provider knows the person, we do not."""
    log_failure(None)
    raise ImmediateHttpResponse(render(request, "access/session/unknown.html", status=403))
