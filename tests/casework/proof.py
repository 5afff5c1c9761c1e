"""A session that has just proved who it is, as the page »Bekræft, at det er dig« leaves it."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from fremskudt.access.models import User
from tests.cast import enter


def enter_and_confirm(client: Client, user: User) -> Client:
    """Log in as somebody whose log-in is of this moment."""
    enter(client, user)
    request = HttpRequest()
    request.session, request.user = client.session, user
    record_authentication(request, user, "password")
    request.session.save()
    return client
