from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.models.user import User
from fremskudt.access.rules.policy import About, Keep, Policy


class LogCheckQuerySet(models.QuerySet["LogCheck"]):
    def in_towns(self, towns: frozenset[int]) -> Self:
        return self.filter(municipality__in=towns)


class LogCheck(models.Model):
    """A month's random sample of who looked at whom in a municipality. The seed lets anyone draw it again."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="log_checks")
    month = models.DateField()  # its first day
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="log_checks_drawn")
    seed = models.CharField(max_length=32)
    n_reads = models.PositiveIntegerField()  # how many reads the sample was drawn from
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="log_checks_signed")

    policy = Policy(
        _("Månedens stikprøve"), About.USER, Keep.LOG, _("Se efter, om nogen slår op uden grund."),
        coded="month drawn_at n_reads signed_at", key="municipality drawn_by signed_by", technical="seed",
    )  # fmt: skip
    objects: ClassVar[LogCheckQuerySet] = LogCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "month"], name="one_log_check_a_month"),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, signed_by__isnull=True)
                | models.Q(signed_at__isnull=False, signed_by__isnull=False),
                name="log_check_is_signed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.month:%Y-%m}"


class LogCheckLine(models.Model):
    """One read in the sample, and what the one who checked it made of it."""

    check_of = models.ForeignKey(LogCheck, on_delete=models.CASCADE, related_name="lines")
    event_number = models.BigIntegerField()
    verdict = models.CharField(max_length=10, default="open")  # open, fine, asked
    note = models.CharField(max_length=300, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="log_lines_judged")

    policy = Policy(
        _("Linje i stikprøven"), About.CITIZEN_AND_USER, Keep.LOG, _("Huske, hvad der kom ud af at se efter."),
        free_text="note", coded="verdict judged_at", key="check_of event_number judged_by",
    )  # fmt: skip

    class Meta:
        ordering = ["event_number"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "event_number"], name="one_line_per_event"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["open", "fine", "asked"]), name="line_verdict_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="asked") | ~models.Q(note=""), name="line_that_asks_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_number} {self.verdict}"
