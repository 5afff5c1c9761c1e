"""One's own page: name and language, what one's roles are for, and the ways to one's login."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.actions import profile as actions
from fremskudt.access.forms.profile import ProfileForm
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.profile import list_roles
from fremskudt.access.visit import Visit


@require_http_methods(["GET", "POST"])
@requires(Permission.PROFILE_EDIT)
def profile(request: Visit) -> HttpResponse:
    user = request.user
    known = {"name": user.name, "language": user.language}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=known)
    if not form.is_valid():
        context = {"form": form, "roles": list_roles(user), "withheld": bool(request.reach.withheld)}
        return render(request, "access/profile/page.html", context, status=422 if form.is_bound else 200)
    actions.edit(**form.cleaned_data, by=user)
    response = redirect("access:profile")
    with translation.override(user.language):
        messages.info(request, _("Gemt."))
    response.set_cookie(  # what this browser was told earlier must not win over what was said now
        settings.LANGUAGE_COOKIE_NAME, user.language, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax"
    )
    return response
