"""Every request has a number of its own in the log, and no page is shown that the log could not hold."""

import logging
from collections.abc import Callable
from uuid import uuid4

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from fremskudt.access.audit import REQUEST, AuditUnwritableError
from fremskudt.access.cipher import SealBrokenError
from fremskudt.access.key_file import KeyFileError

# A full disk, a lock that never opens, a database that is gone or lets itself be read only: nothing is kept, no event.
# A key that is lost or wrong: nothing can be read, and no garbage is shown.
UNWRITABLE = (
    *(AuditUnwritableError, OperationalError, InterfaceError, InternalError),
    *(KeyFileError, SealBrokenError),
)
RETRY_AFTER = "60"  # seconds

logger = logging.getLogger(__name__)


class AuditMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = REQUEST.set(uuid4().hex)
        try:
            return self.get_response(request)
        finally:
            REQUEST.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 instead of the page. It is drawn without the request, since it must not need the database."""
        if not isinstance(exception, UNWRITABLE):
            return None
        logger.error("The log, the database or the keys did not answer.", exc_info=exception)
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})
