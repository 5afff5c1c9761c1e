"""»Svar«: one question at a time, each kept as soon as it is answered or skipped (C2)."""

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import is_handed_over, link_holder
from fremskudt.access.links import ANSWER, OWN_PAPERS, SHEET
from fremskudt.instruments import Item
from fremskudt.surveys.actions import own_answers as actions
from fremskudt.surveys.forms_own import BACK, SKIP, STOP, PressForm, QuestionForm, ShareForm
from fremskudt.surveys.rules import own_portion as rules
from fremskudt.surveys.selectors import own_questions as selectors
from fremskudt.surveys.selectors.asked import Asked
from fremskudt.surveys.selectors.own_key import Key
from fremskudt.surveys.selectors.own_questions import Question, Sitting
from fremskudt.surveys.views.own_sitting import forget, keep, key_in, load

PLACE, AGAIN = "nr", "ret"  # of a question in today's portion; of one that is changed: numbers, never its words
IN_PLACE = "X-In-Place"  # asked for by the script, which stays on the page


@require_GET
@link_holder(OWN_PAPERS, ANSWER, SHEET)
def own_answers(request: HttpRequest) -> HttpResponse:
    key = key_in(request)
    number, again = request.GET.get(PLACE, ""), request.GET.get(AGAIN, "")
    return _page(request, selectors.read_question(key, load(request), number, again), key)


@require_POST
@link_holder(OWN_PAPERS, ANSWER, SHEET)
def own_answer_give(request: HttpRequest) -> HttpResponse:
    """An answer or »Spring over«. What is not shown (any more) is not taken; the page then shows what is."""
    key, press = key_in(request), PressForm(request.POST)
    if not press.is_valid():
        return _onward(request)
    told = press.cleaned_data
    asked = selectors.find_asked(key, told["wave"], told["version"])
    item = selectors.find_item(asked, told["item"]) if asked else None
    if asked is None or item is None:
        return _onward(request)
    if told["act"] == SKIP:
        return _skip(request, key, asked, item, press)
    form = QuestionForm(request.POST, item=item)
    if form.is_valid():
        _give(request, key, asked, item, press, form.given)
    elif told["act"] not in {BACK, STOP}:
        return _wrong(request, key, asked, form)
    return _onward(request, key, asked.wave.pk, item, told["act"])


@require_POST
@link_holder(OWN_PAPERS, ANSWER, SHEET)
def own_share(request: HttpRequest) -> HttpResponse:
    """May the contact see it? Said before the first answer, it waits in the session for that."""
    key, form = key_in(request), ShareForm(request.POST)
    if form.is_valid():
        told, sitting = form.cleaned_data, load(request)
        asked = selectors.find_asked(key, told["wave"])
        if asked and not actions.share(key=key, asked=asked, shared=told["shared"]):
            keep(request, replace(sitting, shared=told["shared"]))
        yes = _("Tak. Din kontakt må se dine svar.")
        messages.success(request, yes if told["shared"] == "yes" else _("Det er i orden. Din kontakt ser det ikke."))
    return redirect(_at(form.cleaned_data.get("nr")))


@require_GET
@link_holder(OWN_PAPERS, ANSWER, SHEET)
def own_thanks(request: HttpRequest) -> HttpResponse:
    """The portion is over, or somebody stopped. Nothing of what was said is shown."""
    key = key_in(request)
    left = any(selectors.left_of(one) for one in selectors.list_open(key))
    context = {"key": key, "left": left, "is_handed_over": is_handed_over(request)}
    return render(request, "surveys/own/thanks.html", context)


@require_GET
@link_holder(OWN_PAPERS)
def own_told(request: HttpRequest) -> HttpResponse:
    """One's own answers of what is open, each with a way to change it."""
    forms = selectors.read_told(key_in(request))
    return render(request, "surveys/own/told.html", {"forms": forms})


def _give(  # noqa: PLR0917
    request: HttpRequest, key: Key, asked: Asked, item: Item, press: PressForm, given: dict[str, object]
) -> None:
    """Hand in, and note in the session that it was this one that did."""
    sitting = load(request)
    items = sitting.items if sitting.wave == asked.wave.pk and item.id in sitting.items else _portion(asked, item)
    operation = actions.give(
        key=key, asked=asked, item=item, given=given, operation=press.cleaned_data["operation"],  # type: ignore[arg-type]
        shared=sitting.shared,
    )  # fmt: skip
    own = (*(each for each in sitting.given if each != str(operation)), str(operation))
    keep(request, Sitting(asked.wave.pk, items, own))


def _portion(asked: Asked, item: Item) -> tuple[str, ...]:
    """The portion that the page showed: worked out again from the answers before this one."""
    items = selectors.left_of(asked)
    return items if item.id in items else (item.id,)


def _skip(request: HttpRequest, key: Key, asked: Asked, item: Item, press: PressForm) -> HttpResponse:
    """»Spring over« wipes what was chosen. That something was is said to whoever knew it."""
    knew = key.sees or selectors.is_own(asked, item, load(request).given)
    was_answered = knew and selectors.is_answered(asked, item)
    _give(request, key, asked, item, press, {item.id: None})
    if was_answered:
        messages.info(request, _("Sprunget over. Dit svar er slettet."))
    return _onward(request, key, asked.wave.pk, item, SKIP)


def _wrong(request: HttpRequest, key: Key, asked: Asked, form: QuestionForm) -> HttpResponse:
    """Nothing is kept of a value outside the scale; the same question stands there with the sentence."""
    if IN_PLACE in request.headers:
        return HttpResponse(status=422)
    sitting = load(request)
    items = sitting.items if form.item.id in sitting.items else _portion(asked, form.item)
    seen = selectors.visible(asked, items)
    question = Question(asked, form.item, items, seen.index(form.item.id) + 1, len(seen), {}, "")
    return _page(request, question, key, form, 422)


def _onward(
    request: HttpRequest, key: Key | None = None, wave: int = 0, item: Item | None = None, act: str = ""
) -> HttpResponse:
    """To the next question of the portion, or the one before; when there is none, the portion is over."""
    if IN_PLACE in request.headers:
        return HttpResponse(status=204 if key else 409)
    if key is None or item is None:
        return redirect("surveys:own_answers")
    if act == STOP:
        forget(request)
        return redirect("surveys:own_thanks")
    asked, sitting = selectors.find_asked(key, wave), load(request)
    if act == BACK or asked is None:
        return _back(request, asked, sitting, item)
    seen, left = selectors.visible(asked, sitting.items), selectors.left_in(asked, sitting.items)
    at = rules.after(seen, left, item.id)
    if at is not None:
        return redirect(_at(at + 1))
    forget(request)
    return redirect("surveys:own_thanks")


def _back(request: HttpRequest, asked: Asked | None, sitting: Sitting, item: Item) -> HttpResponse:
    """Before the first question lies the own page; a phone that was handed over has none."""
    seen = selectors.visible(asked, sitting.items) if asked else []
    at = seen.index(item.id) if item.id in seen else 0
    if at:
        return redirect(_at(at))
    return redirect("surveys:own_answers" if is_handed_over(request) else "surveys:own")


def _at(number: int | None) -> str:
    return f"{reverse('surveys:own_answers')}?{PLACE}={number}" if number else reverse("surveys:own_answers")


def _page(
    request: HttpRequest, question: Question | None, key: Key, form: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    if question is None:
        context = {"key": key, "is_handed_over": is_handed_over(request)}
        return render(request, "surveys/own/nothing.html", context)
    form = form or QuestionForm(item=question.item, values=question.values)
    context = {
        "key": key, "question": question, "form": form, "operation": uuid4(),
        "is_handed_over": is_handed_over(request),
    }  # fmt: skip
    return render(request, "surveys/own/question.html", context, status=status)
