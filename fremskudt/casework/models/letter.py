from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry


class Letter(Entry):
    """A letter the citizen got: its picture, drawn anew and sealed under a key of its own, and one plain line (F55)."""

    line = models.CharField(max_length=200)
    deadline_on = models.DateField(null=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="letters")
    picture = models.BinaryField(null=True)  # JPEG, sealed
    key_version = models.PositiveIntegerField(null=True)
    wrapped_key = models.BinaryField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="letters_done")
    removed_at = models.DateTimeField(null=True)  # the picture is gone, the line stays

    policy = Policy(
        _("Brev"), About.CITIZEN, Keep.CASE, _("Huske fristen i et brev, og finde det igen."),
        identifying="picture", free_text="line", coded="deadline_on done_at removed_at made_at",
        key="case by owner done_by", technical="key_version wrapped_key",
    )  # fmt: skip

    class Meta:
        ordering = ["deadline_on", "-made_at"]
        constraints = [models.CheckConstraint(condition=~models.Q(line=""), name="letter_has_a_line")]

    def __str__(self) -> str:
        return f"{self.case} {self.pk}"
