"""»Til borgeren bagefter«: write it, give it, print it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import meeting_summary as actions
from fremskudt.casework.forms.meeting_summary import SummaryForm
from fremskudt.casework.selectors import meeting_summary as summaries


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def meeting_summary(request: Visit, pk: int, item: int) -> HttpResponse:
    if request.method == "GET":
        return _page(request, pk, item)
    page = summaries.find_summary(request.reach, pk, item, request.user)
    require(Verdict.no(page.refused) if page.refused else Verdict.yes())
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, item, form, 422)
    words, edit = form.cleaned_data["words"], form.cleaned_data["edit"]
    try:
        actions.write(item=page.item, words=words, edit=edit, how=form.how, by=request.user)
    except actions.SummaryWrittenMeanwhileError:
        return _page(request, pk, item, form, 409)
    messages.success(request, _("Gemt. Du har noteret, at borgeren har fået det.") if form.how else _("Gemt."))
    return redirect("casework:meeting_summary", pk, item)


@require_GET
@requires(Permission.MEETING_CHAIR)
def meeting_summary_print(request: Visit, pk: int, item: int) -> HttpResponse:
    page = summaries.read_summary_print(request.reach, pk, item, request.user)
    if not page.item.summary:
        return redirect("casework:meeting_summary", pk, item)
    return render(request, "casework/meeting/sheet.html", {"page": page})


def _page(request: Visit, pk: int, item: int, form: SummaryForm | None = None, status: int = 200) -> HttpResponse:
    """409 is for one whom a colleague came before: their text stands above, one's own in the field."""
    page = summaries.read_summary(request.reach, pk, item, request.user)
    if form is None or status == 409:
        words = form["words"].value() if form else page.words
        form = SummaryForm(initial={"words": words, "edit": page.item.edit})
    context = {"page": page, "form": form, "theirs": page.item.summary if status == 409 else ""}
    return render(request, "casework/meeting/summary.html", context, status=status)
