from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.study import Study


class StudyForm(models.Model):
    """One instrument of one study: how often it is asked, and how long a wave waits. Its waves are made from this.

    A wave that has opened keeps its dates; a change reaches those that have not. None days set no limit.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="forms")
    instrument = models.SlugField(max_length=40)
    first_opens_on = models.DateField()
    n_waves = models.PositiveSmallIntegerField()
    every_months = models.PositiveSmallIntegerField()
    open_days = models.PositiveSmallIntegerField()
    start_within_days = models.PositiveSmallIntegerField(null=True)  # one may begin so long after the opening
    grace_days = models.PositiveSmallIntegerField(default=14)  # what is begun may be finished so long after the close
    idle_days = models.PositiveSmallIntegerField(default=7)  # who answered so lately is never thrown out

    policy = Policy(
        _("Skema i en undersøgelse"), About.NOBODY, Keep.STUDY, _("Vide, hvad der spørges om, og hvor tit."),
        coded="instrument first_opens_on n_waves every_months open_days start_within_days grace_days idle_days",
        key="study",
    )  # fmt: skip

    class Meta:
        ordering = ["study", "instrument"]
        constraints = [
            models.UniqueConstraint(fields=["study", "instrument"], name="one_form_per_instrument_of_study"),
            models.CheckConstraint(condition=Q(n_waves__range=(1, 24)), name="study_form_waves_are_few"),
            models.CheckConstraint(condition=Q(every_months__range=(1, 24)), name="study_form_rhythm_is_months"),
            models.CheckConstraint(condition=Q(open_days__range=(1, 366)), name="study_form_is_open_days"),
            models.CheckConstraint(
                condition=Q(start_within_days=None) | Q(start_within_days__lte=F("open_days")),
                name="study_form_begins_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study_id} {self.instrument}"
