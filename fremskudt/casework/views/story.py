"""»Min historie kort«: to read, to write anew, the citizen's yes, and the card in the hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import story as story_actions
from fremskudt.casework.forms.story import ApproveForm, StoryForm
from fremskudt.casework.selectors import story as stories
from fremskudt.casework.selectors.case import open_case


@require_GET
@requires(Permission.CASELOAD_READ)
def story(request: Visit, code: str) -> HttpResponse:
    return render(request, "casework/story/detail.html", {"page": stories.read_story(request.reach, code)})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def story_edit(request: Visit, code: str) -> HttpResponse:
    form = StoryForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _write(request, code, form, 422 if form else 200)
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    try:
        story_actions.write(case=opened.case, by=request.user, **form.cleaned_data)
    except story_actions.StoryWrittenMeanwhileError:
        return _write(request, code, form, 409)
    messages.success(request, _("Teksten er gemt. Læs den for borgeren, før andre får den."))
    return redirect("casework:story", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def story_approve(request: Visit, code: str) -> HttpResponse:
    """The citizen's yes: to the text that stands on the page."""
    page = stories.read_story_for_writing(request.reach, code)
    waiting = page.waiting
    written_on = timezone.localdate(waiting.made_at) if waiting else None
    form = ApproveForm(
        request.POST if request.method == "POST" else None, written_on=written_on, initial={"read": page.seen}
    )
    if not form.is_bound and waiting is None:
        return redirect("casework:story", code)
    if not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "casework/story/approve.html", context, status=422 if form.is_bound else 200)
    story_actions.approve(case=page.opened.case, by=request.user, **form.cleaned_data)
    messages.success(request, _("Borgeren har sagt ja til teksten."))
    return redirect("casework:story", code)


@require_GET
@requires(Permission.CASELOAD_READ)
def story_print(request: Visit, code: str) -> HttpResponse:
    """Only what the citizen has said yes to goes on paper."""
    page = stories.read_story_print(request.reach, code)
    if page.approved is None:
        return redirect("casework:story", code)
    return render(request, "casework/story/sheet.html", {"page": page})


def _write(request: Visit, code: str, form: StoryForm | None, status: int) -> HttpResponse:
    """409 is for one whom a colleague came before: their text stands above, one's own in the field."""
    page = stories.read_story_for_writing(request.reach, code)
    words = form["words"].value() if form else (page.newest.words if page.newest else "")
    if form is None or status == 409:
        form = StoryForm(initial={"words": words, "seen": page.seen})
    context = {"page": page, "form": form, "theirs": page.newest if status == 409 else None}
    return render(request, "casework/story/edit.html", context, status=status)
