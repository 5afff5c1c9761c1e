from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.delivery import Delivery
from fremskudt.surveys.models.study import Study

FILE_AND_ROW = models.Q(delivery=None, delivery_row=None) | models.Q(delivery__isnull=False, delivery_row__isnull=False)


class RespondentQuerySet(models.QuerySet["Respondent"]):
    def visible_to(self, reach: Reach) -> Self:
        """The owner of the study sees everyone in it, a municipality its own people."""
        owned = models.Q(study__owner__in=reach.where(Permission.STUDY_READ))
        return self.filter(owned | models.Q(municipality__in=reach.towns(Permission.STUDY_READ)))


class Respondent(models.Model):
    """Someone on a study's participant list, known by its code alone. Coded fields hold codes of `participants`."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="respondents")
    code = models.CharField(max_length=40)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="respondents")
    status = models.PositiveSmallIntegerField()
    identified_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    phase = models.PositiveSmallIntegerField(null=True)
    ended_on = models.DateField(null=True)
    end_phase = models.PositiveSmallIntegerField(null=True)
    end_reason = models.PositiveSmallIntegerField(null=True)
    moved_to = models.PositiveSmallIntegerField(null=True)
    # nothing: not on a list in a file, but asked here
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="respondents")
    delivery_row = models.PositiveIntegerField(null=True)

    policy = Policy(
        _("Deltager"), About.RESPONDENT, Keep.STUDY,
        _("Følge, hvordan det går dem, der er med, uden at vide hvem de er."),
        coded="status identified_on started_on phase ended_on end_phase end_reason moved_to",
        key="study code municipality delivery delivery_row",
    )  # fmt: skip
    objects = RespondentQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["study", "code"], name="one_respondent_per_code"),
            models.CheckConstraint(condition=~models.Q(code=""), name="respondent_has_code"),
            models.CheckConstraint(condition=FILE_AND_ROW, name="respondent_row_is_of_a_file"),
            models.CheckConstraint(condition=models.Q(status__in=[1, 2]), name="respondent_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(phase__isnull=True) | models.Q(phase__in=[1, 2, 3, 9]),
                name="respondent_phase_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(end_phase__isnull=True) | models.Q(end_phase__in=[1, 2, 3]),
                name="respondent_end_phase_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(end_reason__isnull=True) | models.Q(end_reason__range=(1, 8)),
                name="respondent_end_reason_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(moved_to__isnull=True) | models.Q(moved_to__range=(1, 7)),
                name="respondent_moved_to_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="respondent_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.code
