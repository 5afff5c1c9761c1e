from django.db import models

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.models.user import User


class LogCheck(models.Model):
    """A month's random sample of who looked at whom in a municipality."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="log_checks")
    month = models.DateField()  # its first day
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="log_checks_drawn")
    n_reads = models.PositiveIntegerField()  # how many reads the sample was drawn from
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="log_checks_signed")

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["municipality", "month"], name="one_log_check_a_month")]

    def __str__(self) -> str:
        return f"{self.municipality} {self.month:%Y-%m}"


class LogCheckLine(models.Model):
    """One read in the sample, and what the one who checked it made of it."""

    check_of = models.ForeignKey(LogCheck, on_delete=models.CASCADE, related_name="lines")
    event_number = models.BigIntegerField()
    verdict = models.CharField(max_length=10, default="open")  # open, fine, asked
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["event_number"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "event_number"], name="one_line_per_event"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["open", "fine", "asked"]), name="line_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_number} {self.verdict}"
