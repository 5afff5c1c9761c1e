"""»Aftalt med os«: for partners, professionals and peers, what people have said yes to, and nothing else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission, Role
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import agreed as actions
from fremskudt.casework.forms.agreed import AgreedSearchForm
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import agreed_list, agreed_one


@require_GET
@requires(Permission.AGREED_READ)
def agreed(request: Visit) -> HttpResponse:
    listing = agreed_list.list_agreed(request.reach, page_number(request.GET.get("side", "")))
    if listing.page > 1 and not listing.cards:
        return redirect("casework:agreed")
    context = {
        "listing": listing, "form": AgreedSearchForm(), "empty": _empty(request),
        "may_take_out": _may_take_out(request),
    }  # fmt: skip
    return render(request, "casework/agreed/list.html", context)


@require_POST
@requires(Permission.AGREED_READ)
def agreed_search(request: Visit) -> HttpResponse:
    """Only among what is agreed. What was written is in no address."""
    form = AgreedSearchForm(request.POST)
    if not form.is_valid():
        return render(request, "casework/agreed/found.html", {"form": form}, status=422)
    listing = agreed_list.search_agreed(request.reach, form.cleaned_data["alias"])
    context = {"form": AgreedSearchForm(), "listing": listing, "answered": True}
    return render(request, "casework/agreed/found.html", context)


@require_GET
@requires(Permission.AGREED_READ)
def agreed_next(request: Visit) -> HttpResponse:
    """The nearest thing alone, for a page that asks for it."""
    return render(request, "casework/agreed/_next.html", {"card": agreed_list.read_next(request.reach)})


@require_GET
@requires(Permission.AGREED_READ)
def agreed_one_page(request: Visit, code: str) -> HttpResponse:
    return render(request, "casework/agreed/detail.html", {"page": agreed_one.read_one(request.reach, code)})


@require_GET
@requires(Permission.AGREED_READ)
def agreed_print(request: Visit, code: str) -> HttpResponse:
    return render(
        request,
        "casework/agreed/sheet.html",
        {"page": agreed_one.read_print(request.reach, code), "now": timezone.localtime()},
    )


@require_POST
@requires(Permission.AGREED_READ)
def agreed_seen(request: Visit, code: str) -> HttpResponse:
    """»Kvittér«: the log tells that it was read."""
    actions.receive(citizen=agreed_one.find_agreed(request.reach, code), by=request.user)
    messages.success(request, _("Tak. Teamet kan se, at du har læst det."))
    return redirect("casework:agreed_one", code)


def _may_take_out(request: Visit) -> bool:
    return bool(set(request.reach.actor.role.split(",")) & {Role.PARTNER_CONTACT, Role.PROFESSIONAL})


def _empty(request: Visit) -> str:
    roles = set(request.reach.actor.role.split(","))
    if Role.PEER in roles:
        return _("Ingen aftaler. Sid i køkkenet, hvis du har lyst.")
    is_house = roles & {Role.PARTNER, Role.PARTNER_CONTACT}
    return _("Ingen har bedt os om noget lige nu.") if is_house else _("Ingen har givet dig et ja.")
