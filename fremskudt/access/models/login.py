"""What log-in leaves behind: invitations, links by mail, known devices, open sessions, codes that were used."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.models.user import User
from fremskudt.access.roles import ROLE_NAMES, Role
from fremskudt.access.rules.policy import About, Keep, Policy

IDLE = timedelta(minutes=15)  # then the screen locks
WHOLE = timedelta(seconds=settings.SESSION_COOKIE_AGE)  # then one logs in anew, however busy


class Invitation(models.Model):
    """A link that makes someone a user, or gives a user one more role. Only the hash of its secret is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=30)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    policy = Policy(
        _("Invitation"), About.USER, Keep.LINK, _("Give nogen et login eller en rolle mere."),
        identifying="email name", coded="role invited_at expires_at accepted_at revoked_at",
        key="organisation invited_by", technical="token_hash",
    )  # fmt: skip

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} {self.role}"

    @property
    def role_name(self) -> str:
        return str(ROLE_NAMES[Role(self.role)])


class SignInLink(models.Model):
    """A link by mail that logs in once, on a device that is known.

    One that was asked for an address we do not know has no user and opens nothing: asking costs the same for both.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    policy = Policy(
        _("Link til at logge ind"), About.USER, Keep.LINK, _("Logge ind fra en mail på en enhed, der er kendt."),
        coded="made_at expires_at used_at", key="user", technical="token_hash",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at:%Y-%m-%d %H:%M}"


class Device(models.Model):
    """A phone or computer that someone made their own; the second factor beside a link by mail."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120)
    known_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    policy = Policy(
        _("Kendt enhed"), About.USER, Keep.ACCOUNT, _("Logge ind fra en mail på en enhed, der er kendt."),
        coded="label known_at seen_at revoked_at", key="user", technical="token_hash",
    )  # fmt: skip

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.label


class OpenSession(models.Model):
    """A browser that is logged in. Every request asks this row: without it the session is dead."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    label = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    n_wrong = models.PositiveSmallIntegerField(default=0)  # tries to unlock since the last that succeeded

    policy = Policy(
        _("Browser, der er logget ind"), About.USER, Keep.SESSION,
        _("Låse skærmen, og vise brugeren sine egne enheder, så de kan lukkes."),
        coded="label began_at seen_at locked_at n_wrong", key="user",
    )  # fmt: skip

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.label

    def is_locked(self, now: datetime) -> bool:
        return self.locked_at is not None or now - self.seen_at >= IDLE


class UsedCode(models.Model):
    """A one-time code that was used: the same code of the same time step never counts twice, whichever worker asks."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="used_codes")
    step = models.BigIntegerField()  # which 30 seconds since 1970

    policy = Policy(
        _("Brugt engangskode"), About.USER, Keep.CODE, _("Den samme kode må aldrig gælde to gange."),
        key="user", technical="step",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "step"], name="one_use_per_step")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.step}"


class PersonalLink(models.Model):
    """A citizen's own link, on paper or phone. `subject` is a pseudonym, so no room above is named here."""

    token_hash = models.CharField(max_length=64, unique=True)
    subject = models.CharField(max_length=120, db_index=True)
    purpose = models.CharField(max_length=30)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="links_made")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    policy = Policy(
        _("Borgerens personlige link"), About.CITIZEN, Keep.LINK, _("Lade borgeren se og svare uden login."),
        coded="purpose made_at expires_at revoked_at", key="subject made_by", technical="token_hash",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subject} {self.purpose}"
