from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Case, Entry
from fremskudt.casework.rules.ending import REASONS, TARGETS
from fremskudt.casework.rules.pause import CAUSES


class PauseQuerySet(models.QuerySet["Pause"]):
    def open(self) -> Self:
        return self.filter(ended_on=None)


class Pause(Entry):
    """Somebody is away for a while. Reminders are silent, every action stays open, nothing ends (F67)."""

    cause = models.CharField(max_length=20)
    began_on = models.DateField()
    look_again_on = models.DateField()
    light_hand = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="pauses_watched")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="pauses_ended")

    policy = Policy(
        _("Pause"), About.CITIZEN, Keep.CASE, _("Lade nogen være i fred uden at slippe dem."),
        coded="cause began_on look_again_on ended_on made_at", key="case by light_hand ended_by",
    )  # fmt: skip
    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_on=None), name="one_open_pause_each"),
            models.CheckConstraint(condition=Q(cause__in=list(CAUSES)), name="pause_cause_is_known"),
            models.CheckConstraint(condition=Q(look_again_on__gte=F("began_on")), name="pause_is_looked_at_again"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="pause_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.cause}"


class Ending(models.Model):
    """Farewell for now, said by a person: reason, phase, date, what comes next, in two voices (F69)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="ending")
    on = models.DateField()
    reason = models.PositiveSmallIntegerField()
    phase = models.PositiveSmallIntegerField()
    onward = models.CharField(max_length=20)
    onward_words = models.CharField(max_length=200)
    own_words = models.CharField(max_length=500, blank=True)  # the citizen's reason
    our_words = models.CharField(max_length=500, blank=True)
    may_return = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="endings_made")

    policy = Policy(
        _("Farvel for nu"), About.CITIZEN, Keep.CASE, _("Slippe uden at tabe: grund, næste skridt og vejen tilbage."),
        free_text="onward_words own_words our_words", coded="on reason phase onward may_return made_at",
        key="case by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=list(REASONS)), name="ending_reason_is_known"),
            models.CheckConstraint(condition=Q(phase__in=[1, 2, 3]), name="ending_phase_is_known"),
            models.CheckConstraint(condition=Q(onward__in=list(TARGETS)), name="ending_onward_is_known"),
            models.CheckConstraint(condition=~Q(onward_words=""), name="ending_has_a_next_step"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.on}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def waiting(self) -> Self:
        return self.filter(done_on=None, dropped_at=None)


class FollowUp(Entry):
    """A look at how it goes: 1 and 6 months after an end by law, 4 and 12 weeks after a handover (F66)."""

    kind = models.CharField(max_length=20)  # after_1_month, after_6_months, after_4_weeks, after_12_weeks
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="follow_ups")
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="follow_ups_done")
    is_reached = models.BooleanField(null=True)
    words = models.CharField(max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True)  # the person came back, so there is nothing to follow up

    policy = Policy(
        _("Opfølgning"), About.CITIZEN, Keep.CASE, _("Se efter, hvordan det går bagefter."), free_text="words",
        coded="kind due_on done_on is_reached dropped_at made_at", key="case by owner done_by",
    )  # fmt: skip
    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="one_follow_up_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.case} {self.kind}"
