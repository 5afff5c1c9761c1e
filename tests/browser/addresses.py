"""The public addresses, and one for each way a page can say no. For tests of the frame only."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from fremskudt.access.guard import public
from fremskudt.basics.verdict import NotNow
from fremskudt.ui import samples


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def not_now(request: HttpRequest) -> HttpResponse:
    raise NotNow("Du har selv lavet den. En anden skal godkende.")


def wrong(request: HttpRequest) -> HttpResponse:
    return render(request, "422.html", {"form": samples.SampleForm({})}, status=422)


def unreadable(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("made up")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("made up")


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "409.html", {"reason": "Her er ikke noget endnu."})


urlpatterns = [
    path("", public(home), name="home"),
    path("", include("fremskudt.ui.urls")),
    path("", include("fremskudt.access.urls")),
    path("", include("fremskudt.access.urls_login")),
    path("evaluering/", include("fremskudt.surveys.urls")),
    path("evaluering/", include("fremskudt.evaluation.urls")),
    path("400/", public(unreadable)),
    path("403/", public(refused)),
    path("409/", public(not_now)),
    path("422/", public(wrong)),
    path("500/", public(broken)),
]

handler429 = "fremskudt.access.login.limits.too_many"
