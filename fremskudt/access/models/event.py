from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy


class Event(models.Model):
    """One line of the audit log. No foreign keys, so that the log never hinders or follows the live data.

    Each line holds the mark of the one before it, and its own mark is made with a key outside the database. The
    database refuses to change or delete a line.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60, db_index=True)
    role = models.CharField(max_length=120)
    unit = models.CharField(max_length=120)
    purpose = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    fields = models.CharField(max_length=60)  # the classes of what was shown or written: see data_policy
    request = models.CharField(max_length=32)
    previous = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)

    policy = Policy(
        _("Linje i loggen"), About.CITIZEN_AND_USER, Keep.LOG,
        _("Kunne svare på, hvem der har set hvad. En linje kan hverken rettes eller slettes."),
        coded="at role unit purpose action fields", key="number actor subject", technical="request previous mark",
    )  # fmt: skip

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d %H:%M} {self.action}"


class ChainHead(models.Model):
    """The number and the mark of the newest event: one row, locked by the one who writes the next."""

    number = models.BigIntegerField()
    mark = models.CharField(max_length=64)

    policy = Policy(
        _("Loggens ende"), About.NOBODY, Keep.LOG, _("Kunne se, hvis loggen er klippet over."),
        technical="number mark",
    )  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_chain_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.mark}"
