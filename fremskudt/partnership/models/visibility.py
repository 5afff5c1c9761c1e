from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.partnership.rules.visibility import KINDS, LEADS_TO


class Campaign(models.Model):
    """Something that makes the team seen: lighters, postcards, posters, a talk, an evening tour (F12)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="campaigns")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=120, blank=True)
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, related_name="campaigns")
    on = models.DateField()
    until_on = models.DateField(null=True)
    n_planned = models.PositiveIntegerField(null=True)
    n_out = models.PositiveIntegerField(null=True)  # how many were handed out, or how many came to the talk
    cancelled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="campaigns")

    policy = Policy(
        _("Synlighed"), About.NOBODY, Keep.OPERATION, _("Være til at få øje på."), free_text="title place",
        coded="kind on until_on n_planned n_out cancelled_at made_at", key="municipality area by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="campaign_kind_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="campaign_has_a_title"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("on")), name="campaign_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BatchQuerySet(models.QuerySet["Batch"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Batch(models.Model):
    """A code printed on a batch of paper or hung on a wall. It is on show: it lets one write, and never read (F14)."""

    code = models.CharField(max_length=9, unique=True)
    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="batches")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, null=True, related_name="batches")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="wall_codes")
    leads_to = models.CharField(max_length=10)
    n_copies = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="batches")
    closed_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Kode på papir"), About.NOBODY, Keep.OPERATION, _("Vide, hvad der virker, ikke hvem der brugte det."),
        coded="code leads_to n_copies made_at closed_at", key="municipality campaign organisation by",
    )  # fmt: skip
    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(leads_to__in=list(LEADS_TO)), name="batch_leads_somewhere"),
            models.CheckConstraint(
                condition=~Q(leads_to="tip") | Q(organisation__isnull=False), name="code_for_tips_is_a_houses"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Reminder(models.Model):
    """A mail that goes to partners again and again: »Kender du en, som har det svært« (F13)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reminders")
    to = models.ManyToManyField(Organisation, related_name="reminders_got")
    words = models.TextField(max_length=1000)
    every_days = models.PositiveSmallIntegerField()
    next_on = models.DateField()
    stopped_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reminders")

    policy = Policy(
        _("Påmindelse til partnere"), About.NOBODY, Keep.OPERATION, _("Ikke blive glemt."), free_text="words",
        coded="every_days next_on stopped_at made_at", key="municipality to by",
    )  # fmt: skip

    class Meta:
        ordering = ["next_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(every_days__range=(7, 366)), name="reminder_comes_with_days_between"),
            models.CheckConstraint(condition=~Q(words=""), name="reminder_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.next_on}"


class ReminderSent(models.Model):
    """That one mail of a reminder went to one person: once, however many workers there are."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="sent")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders_sent")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reminders_sent")
    due_on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Sendt påmindelse"), About.USER, Keep.OPERATION, _("Sende den én gang, og se, hvad der kom bagefter."),
        coded="due_on sent_at", key="reminder user organisation",
    )  # fmt: skip

    class Meta:
        ordering = ["-due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["reminder", "user", "due_on"], name="one_reminder_each_time")]

    def __str__(self) -> str:
        return f"{self.reminder_id} {self.due_on}"


class PosterFace(models.Model):
    """What a member of the team wants on the poster: first name, phone, a picture drawn anew (F15)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="poster_face")
    first_name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20)
    photo = models.BinaryField(null=True)  # JPEG, drawn anew
    is_shown = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    policy = Policy(
        _("Ansigt på plakaten"), About.USER, Keep.ACCOUNT, _("Vise, hvem der kommer, og hvem man kan ringe til."),
        identifying="first_name phone photo", coded="is_shown made_at", key="user",
    )  # fmt: skip

    class Meta:
        ordering = ["first_name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(first_name=""), name="poster_face_has_a_name")]

    def __str__(self) -> str:
        return self.first_name
