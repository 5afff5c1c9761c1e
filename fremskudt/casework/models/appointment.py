from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry
from fremskudt.casework.rules.contact import PLACES


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def planned(self) -> Self:
        """Those that neither were held, missed nor called off."""
        return self.filter(outcome="")

    def missed_unseen(self) -> Self:
        """Missed, and nobody has said yet that they have seen it: the owner is told until then (F58)."""
        return self.filter(outcome="missed", seen_at=None)


class Appointment(Entry):
    """A time agreed with the citizen: a visit, a call, a meeting. Missed, it is the owner's to see the same day."""

    at = models.DateTimeField()
    place = models.CharField(max_length=20)
    place_words = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="appointments")
    what_for = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    with_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="appointments_joined")
    alone_because = models.CharField(max_length=200, blank=True)  # where two are needed and one goes
    outcome = models.CharField(max_length=20, blank=True)  # held, missed, called_off
    outcome_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # the owner has seen that it was missed
    moved_to = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="moved_from")

    policy = Policy(
        _("Aftale"), About.CITIZEN_AND_USER, Keep.CASE, _("Komme, når vi har sagt det."),
        identifying="place_words", free_text="what_for alone_because",
        coded="at place outcome outcome_at seen_at made_at", key="case by area owner with_user moved_to",
    )  # fmt: skip
    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["owner", "at"], name="appointment_of_owner")]
        constraints = [
            models.CheckConstraint(condition=models.Q(place__in=list(PLACES)), name="appointment_place_is_known"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", "held", "missed", "called_off"]),
                name="appointment_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.at:%Y-%m-%d %H:%M}"


class PickUp(Entry):
    """Days on which something is fetched, where, and who helps: an agreement, never an order of medicine (F57)."""

    weekdays = models.CharField(max_length=7)  # 1 is Monday: »135«
    place_words = models.CharField(max_length=120)
    helper = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pick_ups")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    policy = Policy(
        _("Afhentning"), About.CITIZEN_AND_USER, Keep.CASE, _("Se, om noget blev hentet, samme dag."),
        identifying="helper", free_text="place_words", coded="weekdays from_on until_on made_at", key="case by owner",
    )  # fmt: skip

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(weekdays=""), name="pick_up_has_days"),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="pick_up_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.weekdays}"


class PickUpDay(models.Model):
    """Whether it was fetched on one day. Not fetched, it is the owner's to see the same day (F58)."""

    pick_up = models.ForeignKey(PickUp, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    was_fetched = models.BooleanField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pick_up_days_made")
    seen_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Afhentet eller ikke"), About.CITIZEN, Keep.CASE, _("Hjælpe samme dag, når noget ikke blev hentet."),
        coded="on was_fetched made_at seen_at", key="pick_up by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["pick_up", "on"], name="one_pick_up_a_day")]

    def __str__(self) -> str:
        return f"{self.pick_up} {self.on}"
