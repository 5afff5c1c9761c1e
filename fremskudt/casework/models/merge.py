from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.citizen import Citizen


class Merge(models.Model):
    """Two records that a person said are one: the `merged` points at the `kept` until the merge is undone (F107)."""

    kept = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="merges_kept")
    merged = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="merges")
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="merges_made")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="merges_undone")

    policy = Policy(
        _("Sammenlægning"), About.CITIZEN, Keep.CASE, _("Samle to sager om samme menneske, så det kan fortrydes."),
        coded="made_at undone_at", key="kept merged by undone_by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_is_of_two"),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="one_merge_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} {self.kept}"


class NotSame(models.Model):
    """Two records that a person said are two: never suggested again."""

    first = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="not_same_first")
    second = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="not_same_second")
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="not_same_made")

    policy = Policy(
        _("Ikke den samme"), About.CITIZEN, Keep.CASE, _("Ikke spørge igen om to, der ikke er den samme."),
        coded="made_at", key="first second by",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_same_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
