from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.study import Study


class Wave(models.Model):
    """A stretch of calendar time in which one instrument is asked. The screen says »runde«."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="waves")
    instrument = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    is_moved = models.BooleanField(default=False)  # by hand: a change of the form's rhythm leaves it alone

    policy = Policy(
        _("Runde"), About.NOBODY, Keep.STUDY, _("Vide, hvornår et skema er åbent."),
        coded="instrument number opens_on closes_on is_moved", key="study",
    )  # fmt: skip

    class Meta:
        ordering = ["study", "instrument", "number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "instrument", "number"], name="one_wave_per_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="wave_counts_from_one"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="wave_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}"
