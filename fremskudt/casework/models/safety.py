from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.appointment import Appointment
from fremskudt.casework.models.case import Case
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.rules.safety import NOTICES


class SafetyNoticeQuerySet(models.QuerySet["SafetyNotice"]):
    def standing(self) -> Self:
        """Those that nobody has taken away. Whether one still holds on a day is in rules/safety.py."""
        return self.filter(removed_at=None)


class SafetyNotice(models.Model):
    """A fact that somebody saw and the next one must know (F59, F61). Follows the citizen, not the course."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="safety_notices")
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=200)
    seen_on = models.DateField()
    seen_by = models.CharField(max_length=80)
    review_on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="safety_notices_made")
    removal_asked_at = models.DateTimeField(null=True)
    removal_asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="safety_removals_asked"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="safety_notices_removed")

    policy = Policy(
        _("Opmærksomhed (sikkerhed)"), About.CITIZEN_AND_USER, Keep.CASE,
        _("Passe på hinanden: et faktum, en dato og hvornår der ses på det igen."), free_text="words seen_by",
        coded="kind seen_on review_on made_at removal_asked_at removed_at",
        key="citizen by removal_asked_by removed_by",
    )  # fmt: skip
    objects = SafetyNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(NOTICES)), name="safety_notice_kind_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="safety_notice_has_words"),
            models.CheckConstraint(condition=Q(review_on__gte=F("seen_on")), name="safety_notice_is_looked_at_again"),
            models.CheckConstraint(
                condition=Q(removed_at=None)
                | (Q(removal_asked_by__isnull=False, removed_by__isnull=False) & ~Q(removed_by=F("removal_asked_by"))),
                name="safety_notice_is_removed_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen} {self.kind}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def out(self) -> Self:
        """Those who have gone out and not said that they are back."""
        return self.filter(ended_at=None)


class Visit(models.Model):
    """Somebody is out: since when, where in words, and when they are expected back (F60). Never a position."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits")
    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="visits")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="visits")
    appointment = models.ForeignKey(Appointment, on_delete=models.SET_NULL, null=True, related_name="visits")
    place_words = models.CharField(max_length=200, blank=True)
    with_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="visits_joined")
    alone_because = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    back_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="visits_ended")
    colleague_told_at = models.DateTimeField(null=True)
    leader_told_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Besøg"), About.CITIZEN_AND_USER, Keep.CASE, _("Vide, at alle er kommet godt hjem."),
        identifying="place_words", free_text="alone_because",
        coded="began_at back_at ended_at colleague_told_at leader_told_at",
        key="user municipality case appointment with_user ended_by",
    )  # fmt: skip
    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="one_visit_at_a_time"),
            models.CheckConstraint(condition=Q(back_at__gt=F("began_at")), name="visit_is_back_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.began_at:%Y-%m-%d %H:%M}"


class Incident(models.Model):
    """A threat or violence against one of us, in three fields (F62), for those who look after the work environment."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="incidents")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="incidents")
    happened_at = models.DateTimeField()
    place_kind = models.CharField(max_length=20, blank=True)
    what = models.TextField(max_length=2000)
    done = models.TextField(max_length=2000)
    needed = models.TextField(max_length=2000, blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="incidents")
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="incidents_seen")

    policy = Policy(
        _("Hændelse"), About.CITIZEN_AND_USER, Keep.CASE, _("Passe på dem, der arbejder, og melde det videre."),
        free_text="what done needed", coded="happened_at place_kind made_at seen_at",
        key="municipality case by seen_by",
    )  # fmt: skip

    class Meta:
        ordering = ["-happened_at"]
        constraints = [models.CheckConstraint(condition=~Q(what="") & ~Q(done=""), name="incident_is_told")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.happened_at:%Y-%m-%d}"


class Tour(models.Model):
    """A planned round in an area on a day: visits, those not seen for long there, an evening in town (F12, F19)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tours")
    on = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="tours")
    is_evening = models.BooleanField(default=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tours")
    with_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="tours_joined")
    called_off_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tours_made")

    policy = Policy(
        _("Tur"), About.USER, Keep.OPERATION, _("Samle besøgene i et område til én tur."),
        coded="on is_evening called_off_at made_at", key="municipality area user with_user by",
    )  # fmt: skip

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.area}"
