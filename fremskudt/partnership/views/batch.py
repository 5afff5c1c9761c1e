"""Codes on paper: a new one, closing one, and the two sheets that are printed with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.partnership import paper
from fremskudt.partnership.actions import batch as actions
from fremskudt.partnership.forms.batch import BatchForm
from fremskudt.partnership.models import Batch
from fremskudt.partnership.rules import visibility as rules
from fremskudt.partnership.selectors import poster_face as faces
from fremskudt.partnership.selectors import visibility as selectors

OPENS = {"tip": "partnership:tip_by_code", "call": "casework:write_by_code"}


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def batch_new(request: Visit, pk: int) -> HttpResponse:
    page = selectors.read_campaign(request.reach, pk)
    require(page.may_make_code)
    first = {"leads_to": rules.leads_first(page.campaign.kind), "n_copies": page.campaign.n_planned}
    houses = selectors.list_houses(page.campaign.municipality_id)
    form = BatchForm(request.POST if request.method == "POST" else None, houses=houses, initial=first)
    if not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "partnership/visibility/batch_new.html", context, status=422 if form.is_bound else 200)
    actions.make(campaign=page.campaign, by=request.user, **form.cleaned_data)
    messages.success(request, _("Koden er lavet. Hent arket, og sæt den på."))
    return redirect("partnership:campaign", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def batch_close(request: Visit, code: str) -> HttpResponse:
    """Asked on a page of its own: paper that is out there stops working, and it cannot be taken back."""
    batch = selectors.find_batch(request.reach, code)
    if request.method == "GET":
        return render(request, "partnership/visibility/batch_close.html", {"batch": batch})
    actions.close(batch=batch, by=request.user)
    messages.success(request, _("Koden er lukket. Tag papiret ned."))
    return (
        redirect("partnership:campaign", batch.campaign_id) if batch.campaign_id else redirect("partnership:visibility")
    )


@require_GET
@requires(Permission.VISIBILITY_EDIT)
def batch_print(request: Visit, code: str) -> HttpResponse:
    batch = selectors.find_batch(request.reach, code)
    require(rules.may_print(closed_at=batch.closed_at))
    made = paper.code_sheet(
        code=on_paper(request, batch), leads_to=batch.leads_to, title=batch.campaign.title if batch.campaign else "",
        n_copies=batch.n_copies, dated=timezone.localdate(batch.made_at),
    )  # fmt: skip
    return sheet(made, f"kode-{batch.code.lower()}.pdf")


@require_GET
@requires(Permission.VISIBILITY_EDIT)
def tip_cards_file(request: Visit, code: str) -> HttpResponse:
    batch = selectors.find_batch(request.reach, code)
    require(rules.may_print_cards(leads_to=batch.leads_to, closed_at=batch.closed_at))
    shown = faces.list_faces([batch.municipality_id])
    ring = [paper.Person(face.first_name, face.phone) for face in shown]
    made = paper.tip_cards(code=on_paper(request, batch), people=ring, dated=timezone.localdate(batch.made_at))
    return sheet(made, f"kort-{batch.code.lower()}.pdf")


def on_paper(request: HttpRequest, batch: Batch) -> paper.Code:
    """Where the code leads, as whoever prints it reaches the site."""
    address = reverse(OPENS[batch.leads_to], args=[batch.code])
    typed_at = reverse("casework:type_code")
    return paper.Code(request.build_absolute_uri(address), batch.code, request.build_absolute_uri(typed_at))


def sheet(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
