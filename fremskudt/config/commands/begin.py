"""`fremskudt begin`: a municipality, and the link with which its first administrator sets up a login."""

import argparse
from typing import TYPE_CHECKING

from fremskudt.config.cli import CommandError
from fremskudt.config.start import prepare_site

if TYPE_CHECKING:
    from fremskudt.access.models import Organisation

HAS_ADMINISTRATOR = (
    "{town} har allerede en administrator ({names}). Bed administratoren om at invitere under Brugere, »Invitér«."
)
WAITS = (
    "Der venter allerede en invitation til {email}. Den gælder til {until:%d-%m-%Y}."
    " Er linket blevet væk, så kør kommandoen igen med --again."
)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", required=True, metavar="NAME", help="the municipality; made when it is new")
    parser.add_argument("--name", required=True, help="the administrator's name")
    parser.add_argument("--email", required=True, help="the administrator's own e-mail address")
    parser.add_argument("--site", metavar="URL", help="the site's address, when it is not the first of ALLOWED_HOSTS")
    parser.add_argument("--again", action="store_true", help="close the invitation that waits, and make a new one")


def run(args: argparse.Namespace) -> int:
    prepare_site(static=False)
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse

    town, name, email = " ".join(args.municipality.split()), " ".join(args.name.split()), args.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"{args.email} er ikke en e-mail. Skriv fx --email navn@kommune.dk.") from None
    if not town or not name or max(len(town), len(name)) > 120:
        raise CommandError("Skriv kommunens og administratorens navn, hvert på højst 120 tegn.")
    municipality, token = invite_first(town, name, email, again=args.again)
    print(f"{municipality} er klar. Linket gælder i 7 dage og kan bruges én gang. Giv det kun til {name}:\n")
    print((args.site or site()).rstrip("/") + reverse("access:invitation", args=[token]))
    return 0


def invite_first(town: str, name: str, email: str, *, again: bool) -> "tuple[Organisation, str]":
    """All or nothing: the municipality, when it is new, and the invitation; the secret of its link."""
    from django.db import transaction

    from fremskudt.access.actions import invitation
    from fremskudt.access.actions.organisation import create_municipality
    from fremskudt.access.actor import SYSTEM
    from fremskudt.access.models import Organisation, User
    from fremskudt.access.roles import Role
    from fremskudt.access.selectors.membership import administrators_of
    from fremskudt.access.selectors.people import open_invitations

    with transaction.atomic():
        found = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, name__iexact=town).first()
        municipality = found or create_municipality(name=town, by=SYSTEM)
        if administrators := administrators_of([municipality.pk])[municipality.pk]:
            names = ", ".join(User.objects.filter(pk__in=administrators).values_list("name", flat=True))
            raise CommandError(HAS_ADMINISTRATOR.format(town=municipality, names=names))
        for waiting in open_invitations().filter(organisation=municipality, role=Role.ADMINISTRATOR):
            if not again:
                raise CommandError(WAITS.format(email=waiting.email, until=waiting.expires_at))
            invitation.revoke(invitation=waiting, by=SYSTEM)
        _invitation, token = invitation.send(
            email=email, name=name, organisation=municipality, role=Role.ADMINISTRATOR, by=SYSTEM
        )
    return municipality, token


def site() -> str:
    """Where the site is, as far as the settings know."""
    from django.conf import settings

    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    return f"https://{host}" if settings.SECURE else f"http://{host}:8000"
