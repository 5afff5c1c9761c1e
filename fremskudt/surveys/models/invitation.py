from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.respondent import Respondent
from fremskudt.surveys.models.wave import Wave
from fremskudt.surveys.rules.ways import HOLD_REASONS, WAYS
from fremskudt.surveys.rules.why_no_answer import WHY


class Invitation(models.Model):
    """One time somebody was asked to answer in a wave, and how. Written once."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="invitations")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="invitations")
    way = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="invitations_made")

    policy = Policy(
        _("Spurgt"), About.RESPONDENT, Keep.STUDY, _("Vide, hvem der er spurgt, så ingen bliver glemt eller plaget."),
        coded="way made_at", key="respondent wave by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["wave", "respondent"], name="invitation_of_wave")]
        constraints = [models.CheckConstraint(condition=Q(way__in=list(WAYS)), name="invitation_way_is_known")]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.wave_id} {self.way}"


class Hold(models.Model):
    """Questions wait until a day (F37). The newest that is not lifted holds; `instrument` empty holds back all."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="holds")
    instrument = models.SlugField(max_length=40, blank=True)
    reason = models.CharField(max_length=20)
    until_on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="holds_made")  # nobody: the citizen
    lifted_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Vent med spørgsmål"), About.RESPONDENT, Keep.STUDY, _("Ikke spørge, når det ikke er tid."),
        coded="instrument reason until_on made_at lifted_at", key="respondent by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(reason__in=list(HOLD_REASONS)), name="hold_reason_is_known")]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.reason}"


class NoAnswer(models.Model):
    """Why somebody did not answer in a wave (rules/why_no_answer.py). One that stands for each person and wave."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="no_answers")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="no_answers")
    why = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="no_answers_made")
    undone_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Hvorfor der ikke er svar"), About.RESPONDENT, Keep.STUDY,
        _("Sige sandt om, hvor mange der kunne svare, og ikke spørge dem, der ikke kan."),
        coded="why made_at undone_at", key="respondent wave by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent", "wave"], condition=Q(undone_at=None), name="one_reason_per_respondent_and_wave"
            ),
            models.CheckConstraint(condition=Q(why__in=list(WHY)), name="no_answer_why_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.wave_id} {self.why}"


class TeamReminder(models.Model):
    """The week's list was sent to a municipality's team: once a week at most. Without `sent_at` it is claimed."""

    municipality = models.ForeignKey("access.Organisation", on_delete=models.CASCADE, related_name="team_reminders")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="team_reminders")
    week_on = models.DateField()  # its Monday
    sent_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="team_reminders_sent")

    policy = Policy(
        _("Ugens liste til teamet"), About.USER, Keep.STUDY, _("Kun minde teamet om det én gang om ugen."),
        coded="week_on sent_at", key="municipality wave by",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "wave", "week_on"], name="one_team_reminder_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.wave_id} {self.week_on}"
