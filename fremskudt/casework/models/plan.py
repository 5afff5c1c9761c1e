from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry


class TreatmentPlan(Entry):
    """One version of the plan (§ 101, stk. 8). A draft is written on; once in force it is never changed."""

    version = models.PositiveSmallIntegerField()
    hopes = models.TextField(blank=True, max_length=4000)
    wishes = models.TextField(blank=True, max_length=4000)
    dreams = models.TextField(blank=True, max_length=4000)
    findings = models.TextField(blank=True, max_length=4000)  # afdækning
    effort = models.TextField(blank=True, max_length=4000)  # indsats
    follow_up = models.TextField(blank=True, max_length=4000)  # opfølgning
    responsible = models.CharField(max_length=120, blank=True)
    review_on = models.DateField(null=True)
    edit = models.PositiveIntegerField(default=1)  # counts the savings, so that two who write at once are seen
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plans_saved")
    in_force_on = models.DateField(null=True)
    in_force_at = models.DateTimeField(null=True)
    in_force_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="plans_in_force")

    policy = Policy(
        _("Plan"), About.CITIZEN, Keep.CASE, _("Det, borgeren håber, og hvad vi gør ved det (§ 101, stk. 8)."),
        free_text="hopes wishes dreams findings effort follow_up responsible",
        coded="version review_on saved_at in_force_on in_force_at made_at", key="case by saved_by in_force_by",
        technical="edit",
    )  # fmt: skip

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_plan_per_version"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(in_force_at=None), name="one_draft_of_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.version}"


class Goal(models.Model):
    """A goal of one version, in the citizen's own words; `thread` is the same through the versions."""

    plan = models.ForeignKey(TreatmentPlan, on_delete=models.CASCADE, related_name="goals")
    thread = models.UUIDField()
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    how = models.CharField(max_length=500, blank=True)
    who = models.CharField(max_length=120, blank=True)
    review_on = models.DateField(null=True)

    policy = Policy(
        _("Mål"), About.CITIZEN, Keep.CASE, _("Følge det, borgeren selv vil."), free_text="words how who",
        coded="order review_on", key="plan thread",
    )  # fmt: skip

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "thread"], name="one_goal_per_thread"),
            models.CheckConstraint(condition=~models.Q(words=""), name="goal_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.order}"


class GoalNote(Entry):
    """What has moved since last, in plain words, with the citizen's own sentence beside it (F30)."""

    thread = models.UUIDField()
    on = models.DateField()
    progress = models.CharField(max_length=20)  # rules/plan.py
    own_words = models.CharField(max_length=300, blank=True)

    policy = Policy(
        _("Note om et mål"), About.CITIZEN, Keep.CASE, _("Se sammen med borgeren, hvad der rykker sig."),
        free_text="own_words", coded="on progress made_at", key="case by thread",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.case} {self.on}"


class TreatmentRequest(Entry):
    """»Har bedt om behandling«: the act that starts the fourteen days (F28). Never started by anything else."""

    asked_on = models.DateField()
    doctor_offered_on = models.DateField(null=True)
    begun_on = models.DateField(null=True)
    late_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Har bedt om behandling"), About.CITIZEN, Keep.CASE, _("Holde fristen på 14 dage, synligt."),
        free_text="late_reason", coded="asked_on doctor_offered_on begun_on withdrawn_at made_at", key="case by",
    )  # fmt: skip

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(begun_on=None, withdrawn_at=None), name="one_open_request_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.asked_on}"


class StoryCard(Entry):
    """»Min historie kort«: what the citizen wants others to know, approved by the citizen, in versions (F56)."""

    version = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=1500)
    approved_on = models.DateField(null=True)  # by the citizen; until then it is shown to nobody else
    approved_how = models.CharField(max_length=120, blank=True)

    policy = Policy(
        _("Min historie kort"), About.CITIZEN, Keep.CASE, _("Spare borgeren for at fortælle det hele forfra."),
        free_text="words approved_how", coded="version approved_on made_at", key="case by",
    )  # fmt: skip

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_story_per_version"),
            models.CheckConstraint(condition=~models.Q(words=""), name="story_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.version}"
