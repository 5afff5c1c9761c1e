from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry
from fremskudt.casework.rules.ending import TARGETS


class Transition(Entry):
    """Where somebody goes on to, chosen together (F63). A new choice is a new line; the newest is in force."""

    target = models.CharField(max_length=20)
    target_words = models.CharField(max_length=120, blank=True)
    chosen_on = models.DateField()
    closed_on = models.DateField(null=True)

    policy = Policy(
        _("Overgang"), About.CITIZEN, Keep.CASE, _("Følges ad til det, der kommer bagefter."),
        free_text="target_words", coded="target chosen_on closed_on made_at", key="case by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(target__in=list(TARGETS)), name="transition_target_is_known"),
            models.UniqueConstraint(fields=["case"], condition=Q(closed_on=None), name="one_open_transition_each"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.target}"


class TransitionStep(models.Model):
    """One step of a transition: one owner, one date."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=200)
    on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="transition_steps")
    owner_words = models.CharField(max_length=80, blank=True)  # an owner who is no user here: »bostøtten«
    done_on = models.DateField(null=True)
    missed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="transition_steps_made")

    policy = Policy(
        _("Skridt i en overgang"), About.CITIZEN_AND_USER, Keep.CASE, _("Vide, hvem der gør hvad, og hvornår."),
        identifying="owner_words", free_text="words", coded="on done_on missed_at seen_at removed_at made_at",
        key="transition owner by",
    )  # fmt: skip

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="transition_step_has_words"),
            models.CheckConstraint(
                condition=(Q(owner__isnull=False) & Q(owner_words="")) | (Q(owner=None) & ~Q(owner_words="")),
                name="transition_step_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transition} {self.on}"


class Handover(models.Model):
    """The warm handover: all three together. Who hands over is in charge until the new one says yes (F65)."""

    transition = models.OneToOneField(Transition, on_delete=models.CASCADE, related_name="handover")
    receiver = models.CharField(max_length=120)
    meeting_at = models.DateTimeField(null=True)
    we_came = models.BooleanField(null=True)
    receiver_came = models.BooleanField(null=True)
    citizen_came = models.BooleanField(null=True)
    accepted_on = models.DateField(null=True)
    accepted_by = models.CharField(max_length=120, blank=True)  # who said yes, in words
    every_days = models.PositiveSmallIntegerField(null=True)  # the thinning rhythm
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="handovers_made")

    policy = Policy(
        _("Overlevering"), About.CITIZEN, Keep.CASE, _("Mødes alle tre, før nogen slipper."),
        identifying="receiver accepted_by",
        coded="meeting_at we_came receiver_came citizen_came accepted_on every_days made_at", key="transition by",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.transition}"


class ReadinessLook(Entry):
    """What is in place, asked of one side on a day: the items of fig. 4.7 (F64). Never a gate."""

    on = models.DateField()
    side = models.CharField(max_length=10)  # citizen or worker

    policy = Policy(
        _("Hvad skal være på plads?"), About.CITIZEN, Keep.CASE, _("Tale om, hvad der mangler, set fra begge sider."),
        coded="on side made_at", key="case by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["citizen", "worker"]), name="readiness_side_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.on}"


class ReadinessAnswer(models.Model):
    """One item, 1 (slet ikke) to 5 (rigtig meget). What was skipped has no row."""

    readiness = models.ForeignKey(ReadinessLook, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()

    policy = Policy(
        _("Svar om, hvad der er på plads"), About.CITIZEN, Keep.CASE, _("Tale om, hvad der mangler."),
        coded="item value", key="readiness",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["readiness", "item"], name="one_readiness_answer_each"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="readiness_value_is_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.readiness_id} {self.item}"
