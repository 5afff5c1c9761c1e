"""Sheets are printed: for one citizen, and for everybody of a wave. Each press makes new sheets; the old ones go on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.surveys import paper
from fremskudt.surveys.actions import sheet as actions
from fremskudt.surveys.actions import sheet_pack
from fremskudt.surveys.actions.sheet_pack import Printed
from fremskudt.surveys.forms_sheet import LanguageForm
from fremskudt.surveys.rules.typing import NOTHING_TO_PRINT
from fremskudt.surveys.selectors import sheet_print as selectors
from fremskudt.surveys.selectors.asked import Asked

NAME = "ark.pdf"  # a name on a shared printer tells nobody anything


@require_http_methods(["GET", "POST"])
@requires(Permission.QUESTIONS_ASK)
def sheet_print(request: Visit, code: str) -> HttpResponse:
    """One citizen: what it is and where it will lie, then the PDF."""
    if request.method == "GET":
        return _one_page(request, selectors.read_one(request.reach, code))
    page = selectors.find_one(request.reach, code)
    form = LanguageForm(request.POST, languages=page.languages)
    if page.waves and not form.is_valid():
        return _one_page(request, selectors.read_one(request.reach, code), form)
    asked = _chosen(page, request.POST.get("runde", ""))
    language = form.cleaned_data["language"]
    _sheet, typed = actions.print_for(asked=asked, by=request.user, language=language)
    made = paper.answer_sheet(
        instrument=asked.instrument, code=_on_paper(request, typed), type_at=_type_at(request), language=language,
        dated=timezone.localdate(),
    )  # fmt: skip
    return _file(made)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_RUN)
def sheets_print(request: Visit, wave: int) -> HttpResponse:
    """A whole wave: how many it will be, then one PDF with whose is which on top."""
    if request.method == "GET":
        return _pack_page(request, selectors.read_pack(request.reach, wave))
    pack = selectors.find_pack(request.reach, wave)
    form = LanguageForm(request.POST, languages=pack.instrument.languages)
    if not form.is_valid():
        return _pack_page(request, selectors.read_pack(request.reach, wave), form)
    language = form.cleaned_data["language"]
    if not pack.people:
        messages.info(request, _("Der er ingen, vi må spørge og mangler svar fra, lige nu."))
        return redirect("surveys:sheets_print", wave)
    made = sheet_pack.print_wave(wave=pack.wave, people=pack.people, language=language, by=request.user)
    return _file(_pack(request, made, language))


def _one_page(request: Visit, page: selectors.One, form: LanguageForm | None = None) -> HttpResponse:
    context = {"page": page, "form": form or LanguageForm(languages=page.languages)}
    return render(request, "surveys/sheet/print.html", context, status=422 if form else 200)


def _pack_page(request: Visit, pack: selectors.Pack, form: LanguageForm | None = None) -> HttpResponse:
    context = {"pack": pack, "form": form or LanguageForm(languages=pack.instrument.languages)}
    return render(request, "surveys/sheet/print_wave.html", context, status=422 if form else 200)


def _chosen(page: selectors.One, wave: str) -> Asked:
    """The wave that is asked for, where one may be asked in it; the one that closes first where none is named."""
    found = next((one for one in page.waves if wave in {"", str(one.wave.pk)}), None)
    if found is None:
        raise NotNow(NOTHING_TO_PRINT)
    return found


def _pack(request: Visit, made: list[Printed], language: str) -> bytes:
    """One form for each version of the questions, in the order of the list of whose is which."""
    versions = {one.instrument.hash: one.instrument for one in made}
    ordered = sorted(made, key=lambda one: list(versions).index(one.instrument.hash))
    forms = [
        paper.Form(version, [_on_paper(request, one.code) for one in ordered if one.instrument.hash == key])
        for key, version in versions.items()
    ]
    cover = [(one.citizen, one.code) for one in ordered]
    return paper.pack(
        forms=forms, type_at=_type_at(request), language=language, dated=timezone.localdate(), cover=cover
    )


def _type_at(request: Visit) -> str:
    return request.build_absolute_uri(reverse("casework:type_code"))


def _on_paper(request: Visit, code: str) -> paper.Code:
    return paper.Code(code, f"{_type_at(request)}{code}/")


def _file(made: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{NAME}"', "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
