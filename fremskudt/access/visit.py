from django.http import HttpRequest

from fremskudt.access.models import OpenSession, User
from fremskudt.access.reach import Reach


class Visit(HttpRequest):
    """A request that @requires has let through: somebody is logged in, and how far they reach is known."""

    user: User
    reach: Reach
    open_session: OpenSession  # set by LockMiddleware
