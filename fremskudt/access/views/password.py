"""Change one's password, or get a new one by a mailed link. The second factor is asked for all the same."""

from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from fremskudt.access.guard import public, requires
from fremskudt.access.login import limits
from fremskudt.access.roles import Permission
from fremskudt.access.views.form import AnswersWith422, with_form


class ChangePassword(AnswersWith422, account.PasswordChangeView):
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class Forgotten(AnswersWith422, account.PasswordResetView):
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the site sends no mails the page says whom to ask, whatever is posted to it."""
        if not settings.MAIL_IS_ON:
            return render(request, "account/password_reset.html", {"contact": settings.CONTACT})
        return super().dispatch(request, *args, **kwargs)


class NewPassword(AnswersWith422, account.PasswordResetFromKeyView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)
        limits.forget_passwords(self.request, self.reset_user.email)
        return response


change = with_form(requires(Permission.PROFILE_EDIT)(ChangePassword.as_view()))
forgotten = with_form(public(Forgotten.as_view()))
sent = require_safe(public(account.PasswordResetDoneView.as_view()))
new_password = with_form(public(NewPassword.as_view()))
done = require_safe(public(account.PasswordResetFromKeyDoneView.as_view()))
