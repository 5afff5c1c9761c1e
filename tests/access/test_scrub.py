"""The secret of a link is in no line of the server's log, whatever went wrong."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.urls import path

from fremskudt.access.guard import public
from fremskudt.access.links import new_token
from fremskudt.access.scrub import ScrubbedFormatter
from fremskudt.config.urls import urlpatterns as real


def broken(request, token):
    raise RuntimeError(f"nobody at /invitation/{token}/")


urlpatterns = [path("b/<str:token>/", public(broken)), *real]


@pytest.fixture
def written():
    """What the configured handler writes."""
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, ScrubbedFormatter)]
    stream = io.StringIO()
    # Not setStream, which flushes: the stream of before may be that of an earlier test, and closed.
    before, handler.stream = handler.stream, stream
    yield stream
    handler.stream = before


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.urls("tests.access.test_scrub")
def test_scrub_no_line_holds_a_token(written):
    client, token = Client(raise_request_exception=False, enforce_csrf_checks=True), new_token()
    assert client.get(f"/invitation/{token}/").status_code == 404
    assert client.post(f"/log-ind/link/{token}/").status_code == 403
    assert client.get(f"/b/{token}/").status_code == 500
    assert client.put(f"/invitation/{token}/").status_code in {403, 405}
    lines = written.getvalue()
    assert "RuntimeError" in lines
    assert lines.count("/…/") >= 4
    assert token not in lines


def test_scrub_leaves_other_lines_alone():
    record = logging.LogRecord("x", logging.INFO, "", 1, "Not Found: %s", ("/borgere/abc-123/",), None)
    assert ScrubbedFormatter("{message}", style="{").format(record) == "Not Found: /borgere/abc-123/"


def test_scrub_no_other_handler_writes():
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
    assert not logging.getLogger("django").handlers
    server = settings.LOGGING["loggers"]["django.server"]
    assert (server["handlers"], server["propagate"]) == (["stderr"], False)
