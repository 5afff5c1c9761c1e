"""A page that shows people and one that makes something, each with its events. For tests of the log only."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.guard import public
from fremskudt.access.models import Organisation, User

TEA = Actor("user:1", "therapist", "org:3")


def look(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        shown = list(User.objects.order_by("pk")[:3])
        subjects = [user.key for user in shown]
        audit.record_reads(by=TEA, action="caseload.read", subjects=subjects, purpose="care", fields="coded")
        audit.record(by=TEA, action="identity.read", subject=subjects[0], purpose="care", fields="identifying")
    return HttpResponse(", ".join(user.email for user in shown))


def act(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        made = Organisation.objects.create(kind="evaluator", name="Nyt institut")
        audit.record(by=TEA, action="organisation.create", subject=f"org:{made.pk}", purpose="administration")
    return HttpResponse(made.name)


def forget(request: HttpRequest) -> HttpResponse:
    """What no page may do: change first, and go on when the log could not be written."""
    with transaction.atomic():
        Organisation.objects.create(kind="evaluator", name="Nyt institut")
        try:
            audit.record(by=TEA, action="organisation.create", subject="org:1", purpose="administration")
        except audit.AuditUnwritableError:
            return HttpResponse("Gemt")
    return HttpResponse("Gemt")


urlpatterns = [
    path("look/", public(look)),
    path("act/", public(act)),
    path("forget/", public(forget)),
    path("", include("fremskudt.access.urls")),
]
