from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.partnership.rules.sparring import KINDS


class Sparring(models.Model):
    """Supervision or sparring across organisations: when, where, about what in general. Never about anyone (F79)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sparrings")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    place = models.CharField(max_length=120)
    about = models.CharField(max_length=200, blank=True)
    invited = models.ManyToManyField(Organisation, related_name="sparrings_invited")
    cancelled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sparrings_made")

    policy = Policy(
        _("Sparring"), About.NOBODY, Keep.OPERATION, _("Holde til arbejdet sammen, på tværs af huse."),
        free_text="place about", coded="kind at cancelled_at made_at", key="municipality invited by",
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="sparring_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class SparringNote(models.Model):
    """What was learnt, without anyone in it: shared with those who were invited, or kept for oneself alone."""

    sparring = models.ForeignKey(Sparring, on_delete=models.CASCADE, null=True, related_name="notes")
    words = models.TextField(max_length=2000)
    is_own = models.BooleanField(default=False)  # read by its writer and nobody else
    removed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sparring_notes")

    policy = Policy(
        _("Note fra sparring"), About.USER, Keep.OPERATION, _("Huske, hvad vi lærte, uden at nogen står i det."),
        free_text="words", coded="is_own removed_at made_at", key="sparring by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="sparring_note_has_words"),
            models.CheckConstraint(condition=Q(is_own=True) | Q(sparring__isnull=False), name="shared_note_has_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.made_at:%Y-%m-%d}"
