"""Two records that may be one person: the list, the page that asks before they are merged, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import merge as merge_actions
from fremskudt.casework.forms.duplicates import CodesForm, KeepForm
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import duplicates as selectors
from fremskudt.casework.selectors.duplicates import Pair


@require_http_methods(["GET", "POST"])
@requires(Permission.CITIZEN_CREATE)
def duplicates(request: Visit) -> HttpResponse:
    """Those who may be the same; and by a POST, two whose codes somebody knows."""
    if request.method == "GET":
        return _page(request, CodesForm(reach=request.reach))
    form = CodesForm(request.POST, reach=request.reach)
    if not form.is_valid():
        return _page(request, form, status=422)
    return redirect("casework:merge", *form.cleaned_data["codes"])


@require_http_methods(["GET", "POST"])
@requires(Permission.CITIZEN_CREATE)
def merge(request: Visit, code: str, other: str) -> HttpResponse:
    """What happens is told in a sentence; which alias is kept is chosen by a person."""
    if request.method == "GET":
        pair = selectors.read_pair(request.reach, code, other)
        return _ask(request, pair, KeepForm(pair=pair))
    pair = selectors.find_pair(request.reach, code, other)
    form = KeepForm(request.POST, pair=pair)
    if not form.is_valid():
        return _ask(request, selectors.read_pair(request.reach, code, other), form, status=422)
    kept, gone = pair.one.citizen, pair.other.citizen
    if form.cleaned_data["keep"] == gone.code:
        kept, gone = gone, kept
    require(selectors.verdict_on_sight(pair))
    merge_actions.merge(kept=kept, other=gone, purpose=pair.purpose, by=request.user)
    messages.success(request, _("%(kept)s og %(other)s er lagt sammen.") % {"kept": kept.alias, "other": gone.alias})
    return redirect("casework:citizen", kept.code) if pair.one.is_followed else redirect("casework:duplicates")


@require_POST
@requires(Permission.CITIZEN_CREATE)
def not_same(request: Visit, code: str, other: str) -> HttpResponse:
    pair = selectors.find_pair(request.reach, code, other)
    merge_actions.say_not_same(
        one=pair.one.citizen, other=pair.other.citizen, purpose=pair.purpose, by=request.user
    )  # fmt: skip
    messages.success(request, _("Det er noteret. Vi spørger ikke om de to igen."))
    return redirect("casework:duplicates")


@require_http_methods(["GET", "POST"])
@requires(Permission.CITIZEN_CREATE)
def merge_undo(request: Visit, code: str, pk: int) -> HttpResponse:
    if request.method == "GET":
        context = {"together": selectors.read_merge(request.reach, code, pk)}
        return render(request, "casework/duplicates/undo.html", context)
    made = selectors.find_merge(request.reach, code, pk)
    purpose = selectors.purpose_of(request.reach, made.kept)
    merge_actions.undo(merge=made, purpose=purpose, by=request.user)
    words = {"kept": made.kept.alias, "other": made.merged.alias}
    messages.success(request, _("%(kept)s og %(other)s er to igen.") % words)
    return redirect("casework:duplicates")


def _page(request: Visit, form: CodesForm, status: int = 200) -> HttpResponse:
    listing = selectors.list_pairs(request.reach, page_number(request.GET.get("side", "")))
    return render(request, "casework/duplicates/list.html", {"listing": listing, "form": form}, status=status)


def _ask(request: Visit, pair: Pair, form: KeepForm, status: int = 200) -> HttpResponse:
    refused = selectors.verdict_on_both(pair)
    context = {"pair": pair, "form": form, "refused": refused.reason}
    return render(request, "casework/duplicates/merge.html", context, status=status)
