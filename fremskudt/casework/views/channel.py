"""How the citizen came to the team: written once, corrected here."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import channel as channel_actions
from fremskudt.casework.forms.channel import ChannelForm
from fremskudt.casework.selectors import channel as channels
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.views.course import show_course_page


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def channel(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    known, is_written = channels.way_in(opened.case)
    posted, started_on = request.POST if request.method == "POST" else None, opened.case.started_on
    form = ChannelForm(posted, initial=asdict(known), started_on=started_on)
    if form.is_valid():
        channel_actions.write(case=opened.case, way=form.way, by=request.user)
        messages.success(request, _("Gemt."))
        return redirect("casework:citizen", code)
    context, fields = {"form": form, "is_written": is_written}, "coded,identifying"
    return show_course_page(
        request, opened, "casework/channel/edit.html", context, action="channel.read", fields=fields
    )
