from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry
from fremskudt.casework.rules.phase import PHASES


class PhaseQuerySet(models.QuerySet["PhaseInterval"]):
    def standing(self) -> Self:
        """Those that hold: neither taken back nor replaced."""
        return self.filter(withdrawn_at=None, replaced_by=None)


class PhaseInterval(Entry):
    """A stretch of a course in a phase. They overlap, step back and leave gaps; a change is a new line."""

    phase = models.PositiveSmallIntegerField()
    start_on = models.DateField()
    end_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    is_by_plan = models.BooleanField(default=False)  # phase 2 follows the plan, and its start is moved there
    withdrawn_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    policy = Policy(
        _("Periode i en fase"), About.CITIZEN, Keep.CASE, _("Se, hvor forløbet er, uden at låse det."),
        free_text="reason", coded="phase start_on end_on is_by_plan withdrawn_at made_at", key="case by replaces",
    )  # fmt: skip
    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["start_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(phase__in=list(PHASES)), name="phase_is_known"),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(end_on__gte=models.F("start_on")),
                name="phase_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.phase}"
