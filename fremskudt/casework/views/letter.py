"""Letters: a new one with its photo, one of them, its picture, that it is dealt with, and letting go of the picture."""

from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.forms.picture import PictureUpload
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import letter as letter_actions
from fremskudt.casework.forms.letter import LetterForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import letter as letters
from fremskudt.casework.selectors.case import Opened, open_case
from fremskudt.casework.selectors.followers import list_followers


@csrf_exempt  # the token is in the body, which must not be read before it is said where the photo goes
@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def letter_new(request: Visit, code: str) -> HttpResponse:
    request.upload_handlers = [PictureUpload(request)]
    return _letter_new(request, code)


@csrf_protect
def _letter_new(request: Visit, code: str) -> HttpResponse:
    """The photo is drawn anew while the form is looked at: before, and outside of, any writing."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    people: dict[str, Any] = {"followers": list_followers(opened.citizen), "reader": request.user}
    if request.method == "GET":
        return _form(request, opened, LetterForm(**people))
    require(may_write(has_ended=opened.has_ended))
    form = LetterForm(request.POST, request.FILES, **people)
    if not form.is_valid():
        return _form(request, opened, form, status=422)
    told = form.cleaned_data
    letter_actions.add(
        case=opened.case, line=told["line"], deadline_on=told["deadline_on"], owner=told["owner"],
        picture=told["photo"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("Brevet er gemt."))
    return redirect("casework:papers", code)


@require_GET
@requires(Permission.CASELOAD_READ)
def letter(request: Visit, code: str, pk: int) -> HttpResponse:
    return render(request, "casework/letter/detail.html", {"sheet": letters.read_letter(request.reach, code, pk)})


@csp_update({"sandbox": ""})
@require_GET
@requires(Permission.IDENTITY_READ)
def letter_picture(request: Visit, code: str, pk: int) -> HttpResponse:
    """The picture and nothing else. It is kept by no browser, and nothing in it could run."""
    picture = letters.read_picture(request.reach, code, pk)
    headers = {"Content-Disposition": 'inline; filename="brev.jpg"', "Cross-Origin-Resource-Policy": "same-origin"}
    return HttpResponse(picture, content_type="image/jpeg", headers=headers)


@require_POST
@requires(Permission.CASE_WRITE)
def letter_done(request: Visit, code: str, pk: int) -> HttpResponse:
    """The letter is dealt with. A POST to the undo bar's address (»?fortryd«) takes it back."""
    found = letters.find_letter(request.reach, code, pk)
    if "fortryd" in request.GET:
        letter_actions.reopen(letter=found, by=request.user)
        messages.success(request, _("Fortrudt. Det er som før."))
    else:
        letter_actions.finish(letter=found, by=request.user)
    return redirect("casework:letter", code, pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def letter_remove(request: Visit, code: str, pk: int) -> HttpResponse:
    """Asked on a page of its own, since the picture cannot be brought back."""
    if request.method == "GET":
        return render(request, "casework/letter/remove.html", {"sheet": letters.read_letter(request.reach, code, pk)})
    letter_actions.remove_picture(letter=letters.find_letter(request.reach, code, pk), by=request.user)
    messages.success(request, _("Billedet er væk. Linjen står her stadig."))
    return redirect("casework:letter", code, pk)


def _form(request: Visit, opened: Opened, form: LetterForm, status: int = 200) -> HttpResponse:
    """A file cannot be put back into a form, so one that was sent is asked for again."""
    verdict = may_write(has_ended=opened.has_ended)
    again = status == 422 and bool(request.FILES)
    context = {"opened": opened, "form": form, "refused": verdict.reason, "again": again}
    return render(request, "casework/letter/new.html", context, status=status)
