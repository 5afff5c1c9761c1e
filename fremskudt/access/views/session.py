"""Log in and log out."""

from django.contrib.auth.views import LoginView, LogoutView

from fremskudt.access.guard import public

login = public(LoginView.as_view(template_name="access/session/login.html", redirect_authenticated_user=True))
logout = public(LogoutView.as_view(next_page="access:login"))
