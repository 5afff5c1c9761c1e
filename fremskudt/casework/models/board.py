from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry


class BoardEntry(Entry):
    """Somebody who needs more of our attention for a while (F47): why, who looks, when again. No mark, no score."""

    why = models.CharField(max_length=200)
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="board_entries")
    look_again_on = models.DateField()
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="board_entries_ended")

    policy = Policy(
        _("Ekstra opmærksomhed"), About.CITIZEN, Keep.CASE, _("Være flere om den, der har brug for det lige nu."),
        free_text="why", coded="look_again_on off_at made_at", key="case by who off_by",
    )  # fmt: skip

    class Meta:
        ordering = ["look_again_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(off_at=None), name="once_on_the_board"),
            models.CheckConstraint(condition=~Q(why=""), name="board_entry_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.look_again_on}"


class BoardLook(models.Model):
    """The team went past this row of the board, on that day, and what they decided."""

    entry = models.ForeignKey(BoardEntry, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10)  # stays, off
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="board_looks")

    policy = Policy(
        _("Gennemgang af tavlen"), About.CITIZEN, Keep.CASE, _("Se, at tavlen bliver gennemgået."),
        free_text="words", coded="at outcome", key="entry by",
    )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=["stays", "off"]), name="board_look_is_known")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.outcome}"
