"""The ways to expose a view: logged in with the permission, or public. Anything else is refused by the system check."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from fremskudt.access.guard import public, requires, unguarded_views, views
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alle kan se det")


urlpatterns = [
    path("bar/", bare),
    path("alle/", public(bare)),
    path("laeser/", requires(Permission.STUDY_READ)(bare)),
]


@pytest.mark.urls("tests.access.test_guard")
def test_guard_a_view_without_a_rule_is_found() -> None:
    assert list(unguarded_views()) == ["/bar/"]
    assert len(list(views())) == 3


class LoggedIn:
    is_authenticated = True


@pytest.mark.parametrize(("held", "allowed"), [({Permission.STUDY_READ}, True), ({Permission.DELIVERY_IMPORT}, False)])
def test_guard_lets_through_the_one_who_has_the_permission(held: set[Permission], allowed: bool) -> None:
    request = RequestFactory().get("/")
    request.user, request.reach = LoggedIn(), Reach(permissions=frozenset(held))  # type: ignore[assignment,attr-defined]
    view = requires(Permission.STUDY_READ)(bare)
    if allowed:
        assert view(request).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            view(request)
