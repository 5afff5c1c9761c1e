"""Are the yeses real and fresh? For whoever looks after data protection."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.consents_check import AGES
from fremskudt.casework.selectors.consents_check import read_check


@require_GET
@requires(Permission.CONSENT_CHECK)
def consents_check(request: Visit) -> HttpResponse:
    check = read_check(request.reach, request.GET.get("vis", ""))
    return render(request, "casework/consent/check.html", {"check": check, "ages": AGES})
