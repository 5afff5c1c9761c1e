"""A tip by the code on a wall: no account, no cookie, nothing kept on the phone; and the answer to its receipt.

Nobody is logged in here, so there is no order to forge: a signed note in the page makes a replayed form harmless.
"""

from datetime import timedelta

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import public
from fremskudt.access.login.limits import TooManyTries, count_try
from fremskudt.access.views.token_page import sealed
from fremskudt.basics.verdict import NotNow, require
from fremskudt.partnership.actions import tip as actions
from fremskudt.partnership.forms.tip import ReceiptForm, WallForm
from fremskudt.partnership.models import Batch, Tip
from fremskudt.partnership.rules.tip_form import may_undo
from fremskudt.partnership.selectors import tip as selectors

MISSES = "30/m/ip"  # codes that lead nowhere
SENT = "20/m/ip,120/h/ip"  # a whole house may share one address
OF_ONE_CODE = "60/h/key,300/d/key"
GUESSES = "10/m/ip,60/h/ip"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def tip_by_code(request: HttpRequest, code: str) -> HttpResponse:
    try:
        wall = selectors.find_wall(code)
        if wall is None:
            return _nothing_here(request)
        if request.method != "POST":
            return _page(request, wall, WallForm(offered=selectors.read_wall(wall), code=code))
        return _sent(request, wall)
    except TooManyTries as full:
        return _wait(request, full)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def tip_receipt(request: HttpRequest) -> HttpResponse:
    """What became of it, for who wrote the receipt's code down. One sentence for all that cannot be shown."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return sealed(render(request, "partnership/tip/receipt.html", {"form": form}))
    try:
        guess = count_try(request, name="tip_receipt", rates=GUESSES, key="")
    except TooManyTries as full:
        return _wait(request, full)
    tip = selectors.find_receipt(form.cleaned_data["code"]) if form.is_valid() else None
    if tip is None:
        return sealed(render(request, "partnership/tip/receipt.html", {"form": form, "is_unknown": True}, status=404))
    guess.rollback()  # only misses count
    if "undo" in request.POST:
        return _take_back(request, tip)
    answer = {"answer": selectors.read_answer(tip), "receipt": form.cleaned_data["code"]}
    return sealed(render(request, "partnership/tip/answer.html", answer))


def _nothing_here(request: HttpRequest) -> HttpResponse:
    """The same page for an unknown code and a closed one, until somebody tries too many. Looking counts, too."""
    limits = {"wall_code": MISSES}
    if ratelimit.consume(request, app="access", action="wall_code", config=limits, limit_get=True) is None:
        raise TooManyTries(request)
    return sealed(render(request, "partnership/tip/code_closed.html", status=404))


def _sent(request: HttpRequest, wall: Batch) -> HttpResponse:
    count_try(request, name="wall_tip", rates=SENT, key="")
    form = WallForm(request.POST, offered=selectors.read_wall(wall), code=wall.code)
    if not form.is_valid():
        return _page(request, wall, form, status=422)
    count_try(request, name="wall_tip_of_code", rates=OF_ONE_CODE, key=wall.code)
    told = form.told
    receipt = selectors.receipt_of(told["operation"])
    tip = actions.add(source="wall", batch=wall, by=None, receipt_hash=selectors.hash_of(receipt), **told)
    if tip.taken_back_at:
        return sealed(render(request, "partnership/tip/taken_back.html"))
    return sealed(render(request, "partnership/tip/sent_by_code.html", {"receipt": receipt}))


def _take_back(request: HttpRequest, tip: Tip) -> HttpResponse:
    """Within ten minutes. A no is a small page too: nothing of the large ones is kept on this phone."""
    try:
        require(may_undo(is_fresh=selectors.is_fresh(tip)))
        actions.take_back(tip=tip, by=None)
    except NotNow as no:
        return sealed(render(request, "partnership/tip/not_now.html", {"reason": no.reason}, status=409))
    return sealed(render(request, "partnership/tip/taken_back.html"))


def _page(request: HttpRequest, wall: Batch, form: WallForm, status: int = 200) -> HttpResponse:
    page = {"form": form, "week": selectors.week_of_wall(wall)}
    return sealed(render(request, "partnership/tip/by_code.html", page, status=status))


def _wait(request: HttpRequest, full: TooManyTries) -> HttpResponse:
    """429 on a page as small as the others, with the time from which it can be tried again."""
    seconds = int(full.response.headers["Retry-After"])
    at = timezone.localtime() + timedelta(seconds=seconds)
    answer = render(request, "partnership/tip/wait.html", {"at": at}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return sealed(answer)
