from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.instruments import MISSING
from fremskudt.surveys.models.response import Response

ANSWERED = models.Q(value__isnull=False, missing__isnull=True)
# IS NOT NULL as well: a null is neither in the list nor out of it, and a check that is neither true nor false passes.
NOT_ANSWERED = models.Q(value__isnull=True, missing__isnull=False, missing__in=list(MISSING))


class Answer(models.Model):
    """One variable of a response: a value, or the reason why there is none."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    variable = models.CharField(max_length=80)
    value = models.IntegerField(null=True)
    missing = models.CharField(max_length=20, null=True)  # noqa: DJ001  null is the opposite of `value`, "" would be a third state
    # nothing: brought by a file
    given = models.ForeignKey("surveys.Given", on_delete=models.PROTECT, null=True, related_name="answers")

    policy = Policy(
        _("Svar"), About.RESPONDENT, Keep.STUDY, _("Regne ud, om indsatsen hjælper."),
        coded="variable value missing", key="response given",
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["response", "variable"], name="one_answer_per_variable"),
            models.CheckConstraint(condition=ANSWERED | NOT_ANSWERED, name="answer_is_value_or_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.variable} {self.pk}"
