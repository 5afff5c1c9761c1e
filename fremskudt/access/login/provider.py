"""What an identity provider says about the person who logged in there, and whom that makes them here."""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from fremskudt.access.models import User


@dataclass(frozen=True)
class Said:
    claims: dict[str, Any]
    subjects: frozenset[str]  # one, unless the provider contradicts itself

    @classmethod
    def read(cls, told: dict[str, Any]) -> "Said":
        """The signed token's word counts before that of the page about the person."""
        about, token = told.get("userinfo") or {}, told.get("id_token") or {}
        return cls({**about, **token}, frozenset(str(part["sub"]) for part in (about, token) if part.get("sub")))

    def fits(self, subject: str) -> bool:
        return self.subjects == {subject}

    @property
    def strong(self) -> bool:
        """Whether the provider says that it asked for as much as we do."""
        level = self.claims.get(settings.OIDC_LEVEL_CLAIM)
        levels = level if isinstance(level, list) else [level]
        return any(str(one) in settings.OIDC_STRONG_LEVELS for one in levels if one)

    @property
    def email(self) -> str:
        """The person's address when the provider has made sure that it is theirs; else nothing."""
        sure = self.claims.get("email_verified") is True or settings.OIDC_TRUST_EMAIL
        return str(self.claims.get("email") or "").lower() if sure else ""


def person(said: Said, provider: str) -> User | None:
    """The user of this address, the first time; nobody who was matched with another subject before."""
    user = User.objects.filter(email=said.email).first() if said.email else None
    if user is None or SocialAccount.objects.filter(user=user, provider=provider).exists():
        return None
    return user
