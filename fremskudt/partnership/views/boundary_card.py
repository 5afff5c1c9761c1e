"""»Mit kort«: a peer reads, writes and prints it; a leader reads those of the municipality and says yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import boundary_card as actions
from fremskudt.partnership.forms.boundary_card import BoundaryCardForm
from fremskudt.partnership.selectors import boundary_card as selectors


@require_GET
@requires(Permission.PEER_DAY)
def boundary_card(request: Visit) -> HttpResponse:
    return render(request, "partnership/boundary_card/own.html", {"page": selectors.read_own(request.reach)})


@require_GET
@requires(Permission.PEER_DAY)
def boundary_card_print(request: Visit) -> HttpResponse:
    return render(request, "partnership/boundary_card/print.html", {"page": selectors.read_own(request.reach)})


@require_http_methods(["GET", "POST"])
@requires(Permission.PEER_DAY)
def boundary_card_edit(request: Visit) -> HttpResponse:
    """Saving signs it. It then waits for the leader's yes."""
    stands = selectors.read_own(request.reach).stands
    form = BoundaryCardForm(request.POST if request.method == "POST" else None, initial=vars(stands) if stands else {})
    if not form.is_valid():
        context, status = {"form": form}, 422 if form.is_bound else 200
        return render(request, "partnership/boundary_card/edit.html", context, status=status)
    actions.write(by=request.user, **form.cleaned_data)
    messages.success(request, _("Gemt. Du har skrevet under."))
    return redirect("partnership:boundary_card")


@require_GET
@requires(Permission.BOUNDARY_SIGN)
def boundary_cards(request: Visit) -> HttpResponse:
    return render(request, "partnership/boundary_card/list.html", {"cards": selectors.list_cards(request.reach)})


@require_http_methods(["GET", "POST"])
@requires(Permission.BOUNDARY_SIGN)
def boundary_card_sign(request: Visit, pk: int) -> HttpResponse:
    """A signature, so the page repeats what it is to."""
    page = selectors.read_signing(request.reach, pk)
    if request.method == "GET":
        return render(request, "partnership/boundary_card/sign.html", {"page": page})
    actions.sign(card=page.card, by=request.user)
    messages.success(request, _("Du har sagt ja til kortet."))
    return redirect("partnership:boundary_cards")
