"""One's own second factors: app, passkeys, recovery codes. Each change is in the log, and counts at once."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fremskudt.access import audit
from fremskudt.access.guard import requires
from fremskudt.access.login import codes, proof
from fremskudt.access.roles import Permission
from fremskudt.access.views.form import AnswersWith422, with_form
from fremskudt.access.visit import Visit

own = requires(Permission.PROFILE_EDIT)


class Logged:
    """The library's act and its event in one transaction; afterwards the session is as strong as it now deserves."""

    action = "factor.add"
    kind = ""
    request: Visit

    def form_valid(self, form: BaseForm) -> HttpResponse:
        user = self.request.user
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            audit.record(by=user, action=self.action, subject=user.key, purpose=audit.Purpose.OWN)
        if self.kind:
            newest = Authenticator.objects.filter(user=user, type=self.kind).latest("pk")
            proof.proved_by_enrolling(self.request, user, newest)
        proof.renew(self.request, user)
        return response


class AddApp(Logged, AnswersWith422, totp.ActivateTOTPView):
    kind = Authenticator.Type.TOTP

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["typed_key"] = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return context

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)
        codes.forget_waiting(self.request)
        return response


class RemoveApp(Logged, AnswersWith422, totp.DeactivateTOTPView):
    action = "factor.remove"


class AddKey(Logged, AnswersWith422, webauthn.AddWebAuthnView):
    kind = Authenticator.Type.WEBAUTHN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context


class RemoveKey(Logged, webauthn.RemoveWebAuthnView):
    action = "factor.remove"


class RenameKey(AnswersWith422, webauthn.EditWebAuthnView):
    pass


class NewCodes(Logged, AnswersWith422, recovery.GenerateRecoveryCodesView):
    pass


class Confirm(AnswersWith422, account.ReauthenticateView):
    pass


class ConfirmCode(AnswersWith422, base.ReauthenticateView):
    pass


index = require_safe(own(base.IndexView.as_view()))
add_app = with_form(own(AddApp.as_view()))
remove_app = with_form(own(RemoveApp.as_view()))
keys = require_safe(own(webauthn.ListWebAuthnView.as_view()))
add_key = with_form(own(AddKey.as_view()))
remove_key = with_form(own(RemoveKey.as_view()))
rename_key = with_form(own(RenameKey.as_view()))
recovery_codes = require_safe(own(recovery.ViewRecoveryCodesView.as_view()))
new_codes = with_form(own(NewCodes.as_view()))
confirm = with_form(own(Confirm.as_view()))
confirm_code = with_form(own(ConfirmCode.as_view()))
confirm_key = with_form(own(webauthn.ReauthenticateWebAuthnView.as_view()))
