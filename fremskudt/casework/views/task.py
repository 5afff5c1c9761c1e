"""Opgaver: what one has promised, done in one press, handed on, or written for oneself."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.csv_text import csv_text
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import task as actions
from fremskudt.casework.forms.task import HandOnForm, OwnTaskForm, PressForm, TaskForm
from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import task as tasks_of
from fremskudt.casework.selectors import task_owner as owners
from fremskudt.casework.views.task_rows import file_rows, sections


@require_GET
@requires(Permission.TASKS_EDIT)
def tasks(request: Visit) -> HttpResponse:
    """At most twenty of what lies ahead, or everything (»?alle«)."""
    listing = tasks_of.read_tasks(request.reach)
    context = {"listing": listing, **sections(listing, everything="alle" in request.GET)}
    return render(request, "casework/task/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def task_new(request: Visit, code: str) -> HttpResponse:
    """About somebody one follows."""
    giving = owners.read_giving(request.reach, code)
    sent, me = (request.POST if request.method == "POST" else None), request.user.pk
    form = TaskForm(sent, owners=giving.owners, me=me, initial={"operation": giving.operation})
    if form.is_bound:
        require(may_write(has_ended=giving.opened.has_ended))
    if not form.is_valid():
        context = {"opened": giving.opened, "form": form, "reason": may_write(has_ended=giving.opened.has_ended).reason}
        return render(request, "casework/task/new.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    actions.add(
        municipality=giving.opened.citizen.municipality, case=giving.opened.case, source="own", item=None,
        topic=said["topic"], words=said["words"], owner=said["owner"].user, organisation=said["owner"].organisation,
        on=said["on"], operation=said["operation"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("Opgaven er gemt."))
    return redirect("casework:citizen", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.TASKS_EDIT)
def task_own(request: Visit) -> HttpResponse:
    """For oneself, about nobody."""
    form = OwnTaskForm(request.POST if request.method == "POST" else None, initial={"operation": uuid4()})
    if not form.is_valid():
        return render(request, "casework/task/own.html", {"form": form}, status=422 if form.is_bound else 200)
    place = owners.own_place(request.reach)
    if place is None:
        raise Http404
    actions.add(
        municipality=place.municipality or place, case=None, source="own", item=None, topic="", owner=request.user,
        organisation=place, by=request.user, **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, _("Opgaven er gemt."))
    return redirect("casework:tasks")


@require_POST
@requires(Permission.TASKS_EDIT)
def task_done(request: Visit) -> HttpResponse:
    """One press: done, or not needed any more, as the button says."""
    task = _pressed(request).task
    if request.POST.get("act") == "drop":
        actions.drop(task=task, by=request.user)
        messages.success(request, _("Opgaven er væk fra listen."))
    else:
        actions.done(task=task, by=request.user)
    return redirect("casework:tasks")


@require_POST
@requires(Permission.TASKS_EDIT)
def task_undo(request: Visit) -> HttpResponse:
    actions.undo(task=_pressed(request).task, by=request.user)
    messages.success(request, _("Fortrudt. Opgaven venter igen."))
    return redirect("casework:tasks")


@require_http_methods(["GET", "POST"])
@requires(Permission.TASKS_EDIT)
def task_hand_on(request: Visit) -> HttpResponse:
    """Which task: from the address when the page is opened (»?opgave=12«), from the page when it is sent."""
    handing = owners.read_handing(request.reach, _number(request))
    task = handing.task
    initial = {"operation": handing.operation, "on": handing.on, "task": task.pk}
    form = HandOnForm(request.POST if request.method == "POST" else None, owners=handing.owners, initial=initial)
    if not form.is_valid():
        context = {"handing": handing, "form": form}
        return render(request, "casework/task/hand_on.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    actions.hand_on(
        task=task, owner=said["owner"].user, organisation=said["owner"].organisation, on=said["on"],
        operation=said["operation"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("Opgaven er givet videre til %(who)s.") % {"who": said["owner"].user.name})
    return redirect("casework:tasks")


@require_http_methods(["GET", "POST"])
@requires(Permission.TASKS_EDIT)
def tasks_file(request: Visit) -> HttpResponse:
    """Asked on a page of its own, since what is in a file has left the house."""
    if request.method == "GET":
        return render(request, "casework/task/file.html")
    text = csv_text(file_rows(tasks_of.read_file(request.reach)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opgaver.csv"'
    return response


def _pressed(request: Visit) -> tasks_of.Row:
    return tasks_of.find_task(request.reach, _number(request))


def _number(request: Visit) -> int:
    """The task that was pressed; 409 where the page sent none."""
    form = PressForm({"task": request.POST.get("task") or request.GET.get("opgave")})
    require(Verdict.yes() if form.is_valid() else Verdict.no(rules.GONE))
    return int(form.cleaned_data["task"])
