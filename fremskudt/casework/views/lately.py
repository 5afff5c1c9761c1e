"""Whether somebody proved who they are in the last few minutes, for what must not happen on a screen that was left."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.visit import Visit
from fremskudt.casework.rules import door as rules


def logged_in_lately(request: Visit) -> bool:
    """Whether this session's newest proof of who it is, a log-in or a confirmation, is of the last few minutes."""
    proofs = [record["at"] for record in get_authentication_records(request, request.user)]
    newest = datetime.fromtimestamp(max(proofs), UTC) if proofs else None
    within = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return rules.is_recent(newest, timezone.now(), within)


def confirm_first(request: Visit) -> HttpResponse:
    """To the page where one confirms who one is, and back here."""
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
