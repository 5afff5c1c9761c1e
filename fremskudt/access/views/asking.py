"""A role that reaches far is asked about on a page of its own, which repeats what it gives."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fremskudt.access.models import Organisation
from fremskudt.access.roles import PERMISSION_NAMES, PERMISSIONS, ROLE_NAMES, Permission, Role

FAR_REACHING = frozenset({Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER})


def must_ask(request: HttpRequest, role: str) -> bool:
    return role in FAR_REACHING and request.POST.get("sure") != "yes"


def ask(request: HttpRequest, form: BaseForm, organisation: Organisation, name: str) -> HttpResponse:
    role = Role(form.cleaned_data["role"])
    context = {
        "kept": [(field, form.cleaned_data[field]) for field in form.fields],
        "organisation": organisation,
        "name": name,
        "role_name": ROLE_NAMES[role],
        "gives": [PERMISSION_NAMES[one] for one in Permission if one in PERMISSIONS[role]],
        "own": role is Role.ADMINISTRATOR,
    }
    return render(request, "access/people/ask.html", context)
