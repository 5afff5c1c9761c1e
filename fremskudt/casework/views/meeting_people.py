"""Who is at a meeting: citizens and seats put on and taken off before it begins, their order, and their wish."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.models import User
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions import meeting_plan as actions
from fremskudt.casework.actions import seat as seat_actions
from fremskudt.casework.forms.meeting_plan import AddForm, WishForm
from fremskudt.casework.models import MeetingItem
from fremskudt.casework.selectors import meeting_plan as selectors
from fremskudt.casework.selectors.meeting_plan import Sheet


class BadInputError(Exception):
    """What was typed must be mended; the form knows what."""

    def __init__(self, **forms: Any) -> None:
        super().__init__()
        self.forms = forms


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def meeting_people(request: Visit, pk: int) -> HttpResponse:
    sheet = selectors.read_sheet(request.reach, request.user, pk)
    if request.method == "GET":
        return _page(request, sheet)
    require(actions.may_change(sheet.meeting))
    act = next((ACTS[name] for name in ACTS if name in request.POST), _nothing)
    try:
        act(sheet, request.POST, request.user)
    except BadInputError as wrong:
        return _page(request, sheet, 422, **wrong.forms)
    except NotNow as refused:
        return _page(request, sheet, 409, refused=refused)
    messages.success(request, _("Gemt."))
    return redirect("casework:meeting_people", pk)


def _page(request: Visit, sheet: Sheet, status: int = 200, **more: Any) -> HttpResponse:
    context = {"sheet": sheet, "form": AddForm(cases=sheet.cases, actors=sheet.actors), "wish": WishForm(), **more}
    return render(request, "casework/meetings/people.html", context, status=status)


def _nothing(sheet: Sheet, sent: QueryDict, by: User) -> None:
    raise NotNow(_("Vælg, hvad der skal ske."))


def _add(sheet: Sheet, sent: QueryDict, by: User) -> None:
    form = AddForm(sent, cases=sheet.cases, actors=sheet.actors)
    if form.is_valid() and not form.case and not form.person:
        form.add_error(None, _("Vælg en borger eller en, der skal med."))
    if not form.is_valid():
        raise BadInputError(form=form)
    if form.case:
        actions.add_citizen(meeting=sheet.meeting, case=form.case, by=by)
    if form.person:
        seat_actions.add(meeting=sheet.meeting, user=form.person.user, organisation=form.person.house, by=by)


def _wish(sheet: Sheet, sent: QueryDict, by: User) -> None:
    form = WishForm(sent)
    if not form.is_valid():
        raise BadInputError(wish=form, wish_of=_item(sheet, str(sent["wish"])).pk)
    actions.wish(item=_item(sheet, str(sent["wish"])), words=form.cleaned_data["words"], by=by)


def _remove_citizen(sheet: Sheet, sent: QueryDict, by: User) -> None:
    actions.remove_citizen(item=_item(sheet, str(sent["remove_citizen"])), by=by)


def _up(sheet: Sheet, sent: QueryDict, by: User) -> None:
    actions.move_up(item=_item(sheet, str(sent["up"])), by=by)


def _remove_seat(sheet: Sheet, sent: QueryDict, by: User) -> None:
    seat = next((one for one in sheet.meeting.seats.all() if str(one.pk) == sent["remove_seat"]), None)
    if seat is not None:
        seat_actions.remove(seat=seat, by=by)


def _item(sheet: Sheet, pk: str) -> MeetingItem:
    """One of those on the page; taken off by somebody else meanwhile, it is not there."""
    found = next((item for item, _citizen in sheet.items if str(item.pk) == pk), None)
    if found is None:
        raise Http404
    return found


ACTS: dict[str, Callable[[Sheet, QueryDict, User], None]] = {
    "add": _add, "wish": _wish, "remove_citizen": _remove_citizen, "up": _up, "remove_seat": _remove_seat,
}  # fmt: skip
