"""The pages that belong to no room: the accessibility statement, the choice of language, the living style sheet."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from fremskudt.ui import samples, tokens

View = TypeVar("View", bound=Callable[..., HttpResponse])

# The day a person last went through the statement and the known limits in it.
STATEMENT_REVIEWED_ON = date(2026, 11, 21)


def for_everyone(view: View) -> View:
    """The same mark as access.guard.public leaves; ui lies beneath access and cannot import it."""
    view.rule = "public"  # type: ignore[attr-defined]
    return view


@require_safe
@for_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "ui/accessibility.html",
        {"reviewed_on": STATEMENT_REVIEWED_ON, "contact": settings.CONTACT},
    )


@require_POST
@for_everyone
def set_language(request: HttpRequest) -> HttpResponse:
    return django_set_language(request)


@require_safe
@for_everyone
def style_sheet(request: HttpRequest) -> HttpResponse:
    """Every part and token, to look at while building. Not there in production."""
    if settings.MODE == "production":
        raise Http404
    return render(request, "ui/style/page.html", {**samples.everything(), "looks": tokens.looks()})
