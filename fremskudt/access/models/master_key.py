from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy


class MasterKey(models.Model):
    """A version of the master key that something here is wrapped with. The key itself is never in the database.

    `probe` is a known text under that key: a start with a missing or wrong key is found out before anything is shown.
    """

    version = models.PositiveIntegerField(unique=True)
    probe = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    policy = Policy(
        _("Hovednøglens versioner"), About.NOBODY, Keep.OPERATION,
        _("Opdage en forkert nøgle, før noget bliver vist. Nøglen selv ligger ikke her."),
        coded="version made_at retired_at", technical="probe",
    )  # fmt: skip

    def __str__(self) -> str:
        return str(self.version)
