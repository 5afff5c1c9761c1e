"""Log in and log out."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from fremskudt.access.guard import public


class LoginForm(AuthenticationForm):
    """E-mail and password. A wrong one and an unknown one get the same words, so nobody learns who has a login."""

    error_messages = {
        "invalid_login": _("E-mail og adgangskode passer ikke sammen. Prøv igen."),
        "inactive": _("E-mail og adgangskode passer ikke sammen. Prøv igen."),
    }
    username = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
        error_messages={
            "required": _("Skriv din e-mail."),
            "invalid": _("Skriv en hel e-mail, fx navn@kommune.dk."),
        },
    )
    password = forms.CharField(
        label=_("Adgangskode"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Skriv din adgangskode.")},
    )


class Login(LoginView):
    form_class = LoginForm
    template_name = "access/session/login.html"
    redirect_authenticated_user = True
    extra_context = {"site_name": settings.SITE_NAME}  # LoginView's own is the host name

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        if form.errors:
            form.fields["username"].widget.attrs.pop("autofocus", None)  # what is wrong is read first
        return self.render_to_response(self.get_context_data(form=form), status=422)


login = public(Login.as_view())
logout = public(LogoutView.as_view(next_page="access:login"))
