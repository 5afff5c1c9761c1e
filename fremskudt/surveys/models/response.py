from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.delivery import Delivery
from fremskudt.surveys.models.respondent import FILE_AND_ROW, Respondent
from fremskudt.surveys.models.wave import Wave
from fremskudt.surveys.rules.kinds import Mode


class Response(models.Model):
    """One respondent's answers to one instrument in one wave."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="responses")
    instrument = models.SlugField(max_length=40)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    instrument_version = models.CharField(max_length=20)
    instrument_hash = models.CharField(max_length=64)
    mode = models.CharField(max_length=10)
    answered_on = models.DateField()
    # nothing: not brought by a file, but given here
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="responses")
    delivery_row = models.PositiveIntegerField(null=True)
    begun_at = models.DateTimeField(null=True)
    shared = models.CharField(max_length=3, blank=True)  # may the contact see the answers? yes, no, or not said: no

    policy = Policy(
        _("Besvarelse"), About.RESPONDENT, Keep.STUDY, _("Vide, hvilket skema der er besvaret, hvornår og hvordan."),
        coded="instrument instrument_version mode answered_on begun_at shared",
        key="respondent wave delivery delivery_row", technical="instrument_hash",
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent", "wave", "instrument"], name="one_response_per_respondent_wave_instrument"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=[mode.value for mode in Mode]), name="response_mode_is_known"
            ),
            models.CheckConstraint(condition=FILE_AND_ROW, name="response_row_is_of_a_file"),
            models.CheckConstraint(condition=models.Q(shared__in=["", "yes", "no"]), name="response_shared_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.pk}"
