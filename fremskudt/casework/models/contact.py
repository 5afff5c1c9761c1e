from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Case, Entry
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.rules.contact import HELP, OUTCOMES, PLACES, STEPS, WAYS


class ContactQuerySet(models.QuerySet["Contact"]):
    def standing(self) -> Self:
        """Those that hold: neither taken back nor replaced by a correction."""
        return self.filter(undone_at=None, replaced_by=None)


class Contact(Entry):
    """One time they were in contact, or one of us tried. Written once: a correction is a new line."""

    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    place = models.CharField(max_length=20)
    way = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField(null=True)
    minutes_are_estimated = models.BooleanField(default=True)
    kilometres = models.PositiveSmallIntegerField(null=True)
    companion = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    operation = models.UUIDField()  # of the page it was pressed on: a double tap is one line
    undone_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    policy = Policy(
        _("Kontakt"), About.CITIZEN_AND_USER, Keep.CASE, _("Vide, hvornår vi har set borgeren eller prøvet."),
        identifying="companion", free_text="note",
        coded="at outcome place way minutes minutes_are_estimated kilometres made_at undone_at",
        key="case by replaces", technical="operation",
    )  # fmt: skip
    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["case", "-at"], name="contact_newest_of_case"),
            models.Index(fields=["by", "-at"], name="contact_newest_of_writer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["by", "operation"], name="one_contact_per_operation"),
            models.CheckConstraint(condition=models.Q(outcome__in=list(OUTCOMES)), name="contact_outcome_is_known"),
            models.CheckConstraint(condition=models.Q(place__in=list(PLACES)), name="contact_place_is_known"),
            models.CheckConstraint(condition=models.Q(way__in=list(WAYS)), name="contact_way_is_known"),
            models.CheckConstraint(
                condition=models.Q(minutes=None) | models.Q(minutes__range=(0, 1440)),
                name="contact_minutes_within_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.at:%Y-%m-%d %H:%M} {self.outcome}"


class HelpGiven(models.Model):
    """Practical help in a contact: a letter, a call, the washing-up (F54)."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="help_given")
    kind = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField(null=True)

    policy = Policy(
        _("Praktisk hjælp"), About.CITIZEN, Keep.CASE, _("Vise det praktiske arbejde, som hører med."),
        coded="kind minutes", key="contact",
    )  # fmt: skip

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind"], name="one_help_of_a_kind_in_a_contact"),
            models.CheckConstraint(condition=models.Q(kind__in=list(HELP)), name="help_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.kind}"


class SmallStep(Entry):
    """Something that moved: the first coffee, a night's sleep (F22). Noted in a contact or on its own."""

    on = models.DateField()
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=200, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="small_steps")

    policy = Policy(
        _("Lille skridt"), About.CITIZEN, Keep.CASE, _("Se det, der rykker sig, også før en plan."),
        free_text="words", coded="on kind made_at", key="case by contact",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=list(STEPS)), name="step_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.case} {self.kind}"


class Draft(models.Model):
    """What somebody has begun to write about a citizen and not saved: kept for days, seen by nobody else."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    fields = models.TextField(max_length=20000)  # as the form sends it
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    policy = Policy(
        _("Kladde"), About.CITIZEN_AND_USER, Keep.DRAFT, _("Gemme det halvt skrevne, til nogen får tid."),
        free_text="fields", coded="form saved_at expires_at", key="citizen user",
    )  # fmt: skip

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["citizen", "user", "form"], name="one_draft_each")]

    def __str__(self) -> str:
        return f"{self.citizen} {self.form}"


class UrgentRequest(models.Model):
    """Somebody asks for help today (F18). The time until a person took it is measured."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="urgent_requests")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="urgent_requests")
    area = models.CharField(max_length=60, blank=True)  # where, coarsely, when nobody knows who
    words = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="urgent_requests_made")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="urgent_requests_taken")
    closed_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Beder om hjælp i dag"), About.CITIZEN, Keep.CASE, _("Svare samme dag, og vide hvor længe det tog."),
        free_text="words area", coded="asked_at made_at taken_at closed_at", key="municipality case by taken_by",
    )  # fmt: skip

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_at=None, taken_by=None)
                | models.Q(taken_at__isnull=False, taken_by__isnull=False),
                name="urgent_request_is_taken_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.asked_at:%Y-%m-%d %H:%M}"


class Duty(models.Model):
    """Who takes what comes in on a day."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="duties")
    on = models.DateField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties_made")

    policy = Policy(
        _("Vagt"), About.USER, Keep.OPERATION, _("Vide, hvem der tager imod i dag."), coded="on",
        key="municipality user by",
    )  # fmt: skip

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["municipality", "on"], name="one_on_duty_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.user_id}"
