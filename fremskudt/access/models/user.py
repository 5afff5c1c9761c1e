from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.roles import ROLE_NAMES, Role
from fremskudt.access.rules.policy import About, Keep, Policy


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None) -> "User":
        user = self.model(email=email.lower(), name=name)  # the log-in asks for it in small letters
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who logs in. What they may do follows from their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="da")
    is_active = models.BooleanField(default=True)

    policy = Policy(
        _("Bruger"), About.USER, Keep.ACCOUNT, _("Logge ind og stå ved det, man gør."), identifying="email name",
        coded="language is_active last_login", technical="password",
    )  # fmt: skip
    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the log names this person."""
        return f"user:{self.pk}"


class Membership(models.Model):
    """A person's role in an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    # No `choices`: the list of roles grows in code, and each growth would otherwise be a migration.
    role = models.CharField(max_length=30)

    policy = Policy(
        _("Rolle"), About.USER, Keep.ACCOUNT, _("Vide, hvad en bruger må, og hvor."), coded="role",
        key="user organisation",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role")]

    def __str__(self) -> str:
        return f"{self.role_name}, {self.organisation}"

    @property
    def role_name(self) -> str:
        return str(ROLE_NAMES[Role(self.role)])
