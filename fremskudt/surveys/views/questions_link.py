"""»Giv telefonen« and »Send link«: the citizen answers alone, on this phone or on their own."""

import base64
from io import BytesIO

import qrcode
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from qrcode.image.svg import SvgPathImage

from fremskudt.access import lock
from fremskudt.access.actions import handed_over
from fremskudt.access.guard import is_handed_over, link_closed, link_holder, requires
from fremskudt.access.links import ANSWER
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.actions import questions as actions
from fremskudt.surveys.actions.question_message import send_now
from fremskudt.surveys.selectors import questions as selectors


@require_POST
@requires(Permission.QUESTIONS_ASK)
def questions_hand_over(request: Visit, code: str) -> HttpResponse:
    """Lock the worker's screen, and open the citizen's questions on it."""
    page = selectors.find_questions(request.reach, code)
    link = actions.give_phone(asked=page.to_ask(), citizen=page.opened.citizen, by=request.user)
    lock.hand_over(request, link=link, back=reverse("surveys:questions", args=[code]))
    return redirect("surveys:own_answers")


@require_POST
@link_holder(ANSWER)
def questions_take_back(request: HttpRequest) -> HttpResponse:
    """The citizen is done with the phone: their pages close, and only its owner gets further."""
    if not is_handed_over(request):
        return link_closed(request)
    handed_over.end_link(store=request.session)
    return redirect("access:lock")


@require_http_methods(["GET", "POST"])
@requires(Permission.QUESTIONS_ASK)
def questions_link(request: Visit, code: str) -> HttpResponse:
    """A picture and an address, shown once; or a message, where they have said yes to that."""
    if request.method == "GET":
        page = selectors.read_link(request.reach, code)
        return render(request, "surveys/questions/link.html", {"page": page, "opened": page.opened})
    page = selectors.find_questions(request.reach, code)
    asked, citizen = page.to_ask(), page.opened.citizen
    if request.POST.get("act") == "sms":
        return _sent(request, code, send_now(citizen=citizen, by=request.user))
    link, token = actions.show_link(asked=asked, citizen=citizen, by=request.user)
    # Shown by the answer itself: to redirect, the secret would have to be kept somewhere.
    address = request.build_absolute_uri(reverse("surveys:answer_enter", args=[token]))
    context = {"opened": page.opened, "address": address, "picture": _drawn(address), "link": link}
    return render(request, "surveys/questions/link_sheet.html", context)


def _sent(request: Visit, code: str, went: bool) -> HttpResponse:
    if went:
        messages.success(request, _("Beskeden er sendt."))
    else:
        messages.warning(request, _("Beskeden gik ikke igennem. Prøv igen om et kvarter, eller brug en anden vej."))
    return redirect("surveys:questions", code)


def _drawn(address: str) -> str:
    """The address as a QR code, in the page itself: no file that holds the secret is ever written."""
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
