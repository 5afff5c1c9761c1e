"""What log-in leaves behind: invitations, links by mail, known devices, codes that were used."""

from django.db import models

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.models.user import User


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

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} {self.role}"


class SignInLink(models.Model):
    """A link by mail that logs in once, on a device that is known."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

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

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.label


class UsedCode(models.Model):
    """A one-time code that was used: the same code of the same time step never counts twice, whichever worker asks."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="used_codes")
    step = models.BigIntegerField()  # which 30 seconds since 1970

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

    def __str__(self) -> str:
        return f"{self.subject} {self.purpose}"
