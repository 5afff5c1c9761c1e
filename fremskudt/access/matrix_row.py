"""The shape of a row of the matrix: who gets in, by which methods, and how near the thing must be."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from fremskudt.access.roles import Role

T, L, E = Role.THERAPIST, Role.PROJECT_LEADER, Role.EVALUATOR
A, D = Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER
EVERYONE = frozenset(Role)
AGREES = [Role.PARTNER, Role.PARTNER_CONTACT, Role.PROFESSIONAL, Role.PEER]
JOINING = [T, L, *AGREES]
WITH_TASKS = frozenset({T, L, Role.PARTNER, Role.PARTNER_CONTACT, Role.PROFESSIONAL, Role.PEER})


class Near(StrEnum):
    """How near somebody must be to what an address shows. Farther away, it does not exist."""

    SITE = "site"  # the page names no one thing; what it lists is within reach
    SELF = "self"
    FOLLOWED = "followed"
    IN_SIGHT = "in_sight"
    TOWN = "town"
    STUDY = "study"
    OWNED = "owned"
    AGREED = "agreed"
    SEATED = "seated"
    HOUSE = "house"
    LINK = "link"
    PUBLIC = "public"


NEAR_NAMES = {
    Near.SITE: _("det, der hører til ens egen kommune eller institut"),
    Near.SELF: _("én selv"),
    Near.FOLLOWED: _("borgere, man selv følger eller har åbnet en lukket dør til"),
    Near.IN_SIGHT: _("borgere, man selv følger; for ledere alle i egen kommune"),
    Near.TOWN: _("egen kommune"),
    Near.STUDY: _("undersøgelser, ens kommune eller institut er med i"),
    Near.OWNED: _("undersøgelser, ens institut ejer"),
    Near.AGREED: _("borgere, der har sagt ja til ens hus, og kun det, de har sagt ja til"),
    Near.SEATED: _("møder, man selv holder eller har en plads ved"),
    Near.HOUSE: _("sit eget hus; for ledere alle huse i egen kommune"),
    Near.LINK: _("borgeren selv, med sit personlige link"),
    Near.PUBLIC: _("alle; siden viser intet om nogen"),
}


class Row(NamedTuple):
    methods: tuple[str, ...]
    roles: frozenset[Role]  # empty for what is public or opened by a link
    near: Near


def row(methods: str, roles: Iterable[Role], near: Near) -> Row:
    return Row(tuple(methods.split()), frozenset(roles), near)
