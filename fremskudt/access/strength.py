"""How strongly somebody logged in. What a session may reach follows from it (reach.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

KEY = "strength"


class Strength(StrEnum):
    PASSWORD = "password"  # noqa: S105  one factor: opens only the page where the second is set up
    LINK = "link"  # a link by mail on a known device: opens the light roles
    STRONG = "strong"  # two factors, a passkey, or an identity provider that vouches for as much


def strength_of(session: Mapping[str, Any]) -> Strength:
    """What the session says; the least when it says nothing or something odd."""
    said = session.get(KEY)
    return Strength(said) if said in list(Strength) else Strength.PASSWORD
