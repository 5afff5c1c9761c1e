"""Asking about who may know what: the choices, the sentence to read aloud with what they will see, and the answer."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import consent as actions
from fremskudt.casework.forms.consent import AskForm, first_values
from fremskudt.casework.rules import consent_answer as rules
from fremskudt.casework.rules.consent import Answer, Said
from fremskudt.casework.selectors.consent_ask import AskPage, read_ask
from fremskudt.casework.selectors.consent_cards import recipient_of

IN_PLACE = "X-In-Place"  # asked by the page's own script, which puts the answer into the page
SAVED = {
    Answer.YES: gettext_lazy("Gemt. Ja: %(who)s."),
    Answer.NO: gettext_lazy("Gemt. Nej: %(who)s får det ikke at vide."),
    Answer.NOT_NOW: gettext_lazy("Gemt. Intet er ændret. Spørg en anden gang."),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def consent_ask(request: Visit, code: str) -> HttpResponse:
    page, form = _read(request, code)
    if request.method == "GET" or not form.is_valid():
        return _show(request, page, form, 422 if form.is_bound else 200)
    if not form.is_answered:
        return _show(request, page, form, 422, reread=bool(form.cleaned_data["words"]))
    said, asked = Answer(form.cleaned_data["answer"]), form.asked
    values = {name: value for name, value in vars(asked).items() if name != "who"}
    actions.answer(case=page.opened.case, answer=said, **values, by=request.user)
    messages.success(request, str(SAVED[said]) % {"who": asked.who})
    return redirect("casework:consent", code)


@require_POST
@requires(Permission.CASE_WRITE)
def consent_preview(request: Visit, code: str) -> HttpResponse:
    """The sentence, and what they will see. Saves nothing."""
    page, form = _read(request, code, is_answer=False)
    if IN_PLACE not in request.headers:
        return _show(request, page, form, 200 if form.is_valid() else 422)
    return render(request, "casework/consent/_asked.html", _context(page, form))


@require_GET
@requires(Permission.CASE_WRITE)
def consent_again(request: Visit, code: str, pk: int) -> HttpResponse:
    """The same question once more, ready to be read aloud: one press answers it."""
    page, form = _read(request, code, again=pk)
    return _show(request, page, form, 200)


def _read(request: Visit, code: str, *, again: int | None = None, is_answer: bool = True) -> tuple[AskPage, AskForm]:
    """The page and its form. An answer to the sentence that was read needs no new look at what they would see."""
    made: list[AskForm] = []

    def question(page: AskPage) -> Said | None:
        form = _form(page, request.POST if request.method == "POST" else None)
        made.append(form)
        is_ready = form.is_bound and form.is_valid() and not (is_answer and form.is_answered)
        return _as_yes(page, form) if is_ready else None

    return read_ask(request.reach, code, question, again), made[0]


def _form(page: AskPage, data: QueryDict | None) -> AskForm:
    form = partial(AskForm, houses=page.houses, meetings=page.meetings, known_on=page.known_on)
    again = page.again
    if again is None:
        return form(data)
    told = {
        "topics": again.topics.split(), "direction": again.direction,
        "purpose": f"meeting:{again.meeting_id}" if again.meeting_id else again.purpose,
        **first_values(recipient_of(again), page.houses),
    }  # fmt: skip
    usual = {name: field.initial for name, field in form().fields.items() if field.initial is not None}
    return form({**usual, **told})


def _show(request: Visit, page: AskPage, form: AskForm, status: int, *, reread: bool = False) -> HttpResponse:
    context = {**_context(page, form), "reread": rules.REREAD if reread else ""}
    return render(request, "casework/consent/ask.html", context, status=status)


def _context(page: AskPage, form: AskForm) -> dict[str, object]:
    asked = form.asked if form.is_bound and form.is_valid() else None
    return {"page": page, "form": form, "asked": asked, "seen": page.seen}


def _as_yes(page: AskPage, form: AskForm) -> Said:
    """The entry as it would stand if the answer were yes."""
    asked, now = form.asked, timezone.now()
    return Said(
        0, page.opened.citizen.pk, Answer.YES, asked.purpose, frozenset(asked.topics), asked.direction, asked.said_at,
        now, asked.until_on, asked.recipient.organisation, asked.recipient.user, "".join(asked.recipient.roles),
        asked.recipient.outside, asked.meeting.pk if asked.meeting else None,
    )  # fmt: skip
