"""A link by mail to choose a new password. It opens nothing by itself: the second factor is asked for afterwards."""

from allauth.account.internal.flows.password_reset import get_reset_password_from_key_url
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest

from fremskudt.access import mail
from fremskudt.access.models import User


def send_new_password_link(request: HttpRequest, email: str, user: User | None) -> None:
    """To a user, and nobody else. The mail is written for the unknown, too, so that neither answer takes longer."""
    person = user or User(pk=0, email=email)
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    message = mail.new_password_link(
        to=person.email,
        link=get_reset_password_from_key_url(request, key),
        minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
        language=person.language,
    )
    if user:
        mail.send_later(message)
