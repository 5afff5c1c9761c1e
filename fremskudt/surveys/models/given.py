from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import PersonalLink, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.respondent import Respondent
from fremskudt.surveys.models.response import Response
from fremskudt.surveys.models.wave import Wave
from fremskudt.surveys.rules.kinds import Mode


class Sheet(models.Model):
    """A paper sheet that was printed for one person and wave, of one version of the instrument.

    Its code is a personal link with subject `sheet:<pk>`: only a keyed hash of it is kept, so paper can be typed in and
    answered by, and nobody can read from the database which sheet is whose.
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="sheets")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="sheets")
    link = models.OneToOneField(PersonalLink, on_delete=models.PROTECT, null=True, related_name="sheet")
    instrument_version = models.CharField(max_length=20)
    instrument_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="da")
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sheets_printed")
    typed_at = models.DateTimeField(null=True)
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sheets_typed")
    checked_at = models.DateTimeField(null=True)  # typed a second time
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sheets_checked")
    n_differences = models.PositiveSmallIntegerField(null=True)  # between the two typings

    policy = Policy(
        _("Svarark"), About.RESPONDENT, Keep.STUDY, _("Vide, hvilke ark der er ude, og at hvert kun tastes én gang."),
        coded="instrument_version language printed_at typed_at checked_at n_differences",
        key="respondent wave link printed_by typed_by checked_by", technical="instrument_hash",
    )  # fmt: skip

    class Meta:
        ordering = ["-printed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(checked_at=None) | Q(typed_at__isnull=False), name="sheet_typed_first")
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.wave_id} {self.pk}"


class Given(models.Model):
    """One time answers were handed in: how, and who helped. Written once; each answer points at the one it came with.

    `operation` is of the page it was pressed on (or of the sheet): handed in twice, it is once.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="givens")
    operation = models.UUIDField()
    mode = models.CharField(max_length=10)
    helped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="answers_helped")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, null=True, related_name="givens")
    is_late = models.BooleanField(default=False)  # after the wave had closed
    at = models.DateTimeField()

    policy = Policy(
        _("Afleveret svar"), About.RESPONDENT, Keep.STUDY, _("Vide, hvordan hvert svar er givet, og hvem der hjalp."),
        coded="mode is_late at", key="response helped_by sheet", technical="operation",
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "operation"], name="one_handing_in_per_operation"),
            models.CheckConstraint(condition=Q(mode__in=[mode.value for mode in Mode]), name="given_mode_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.mode}"


class Correction(models.Model):
    """What stood where somebody corrected what was typed: the old and the new, and why. Written once.

    A citizen's own change leaves nothing here: a wiped answer is wiped.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="corrections")
    variable = models.CharField(max_length=80)
    old_value = models.IntegerField(null=True)
    old_missing = models.CharField(max_length=20, blank=True)
    new_value = models.IntegerField(null=True)
    new_missing = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=20)  # second_typing or mistyped
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="corrections_made")

    policy = Policy(
        _("Rettelse"), About.RESPONDENT, Keep.STUDY, _("Kunne se, hvad der blev rettet, da arket blev tastet."),
        coded="variable old_value old_missing new_value new_missing why at", key="response by",
    )  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(why__in=["second_typing", "mistyped"]), name="correction_why_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.variable}"
