"""What has moved of one goal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import goal_note as goal_note_actions
from fremskudt.casework.forms.goal_note import GoalNoteForm
from fremskudt.casework.selectors import goal_note as goal_notes
from fremskudt.casework.selectors.case import open_case


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def goal_note(request: Visit, code: str, thread: UUID) -> HttpResponse:
    form = GoalNoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        opened = open_case(request.reach, code, Permission.CASE_WRITE)
        goal_note_actions.write(case=opened.case, thread=thread, by=request.user, **form.cleaned_data)
        return redirect("casework:plan", code)  # which says »Gemt« with the way back
    page = goal_notes.read_goal(request.reach, code, thread)
    context = {"page": page, "form": form}
    return render(request, "casework/goal_note/new.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.CASE_WRITE)
def goal_note_undo(request: Visit, code: str, thread: UUID) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    goal_note_actions.undo(case=opened.case, thread=thread, by=request.user)
    messages.success(request, _("Fortrudt. Noten er væk."))
    return redirect("casework:plan", code)
