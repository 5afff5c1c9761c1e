from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.partnership.rules.activity import KINDS


class ActivityQuerySet(models.QuerySet["Activity"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)


class Activity(models.Model):
    """Something a house invites to: a supper, a walk, company to an appointment, a self-help group (F76)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    where = models.CharField(max_length=120)
    when = models.CharField(max_length=120)  # in words: »hver tirsdag kl. 17«
    next_at = models.DateTimeField(null=True)
    n_places = models.PositiveSmallIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="activities_made")

    policy = Policy(
        _("Fællesskab"), About.NOBODY, Keep.OPERATION, _("Have noget at invitere til."),
        free_text="title where when", coded="kind next_at n_places ended_at made_at", key="organisation by",
    )  # fmt: skip
    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["next_at", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="activity_kind_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(where="") & ~Q(when=""), name="activity_says_where"),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityCount(models.Model):
    """How many came, and the hours that were given. A number and nobody's name."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="counts")
    on = models.DateField()
    n_people = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField(default=0)  # of volunteers' time, together
    taken_back_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="activity_counts")

    policy = Policy(
        _("Fremmøde i tal"), About.NOBODY, Keep.OPERATION, _("Vise, hvad frivillige giver."),
        coded="on n_people minutes taken_back_at made_at", key="activity by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "on"], condition=Q(taken_back_at=None), name="one_activity_count_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.on}"


class BoundaryCard(models.Model):
    """What a peer does and does not do, in the peer's own words, signed by both. The newest holds (F81)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="boundary_cards")
    does = models.TextField(max_length=800)
    does_not = models.TextField(max_length=800)
    calls = models.CharField(max_length=200, blank=True)  # whom to ring when it is too much
    signed_at = models.DateTimeField()  # by the peer, who wrote it
    leader = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="boundary_cards_signed")
    leader_signed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    policy = Policy(
        _("Mit kort"), About.USER, Keep.OPERATION, _("Vide, hvad der er mit, og hvad der ikke er."),
        free_text="does does_not calls", coded="signed_at leader_signed_at made_at", key="user leader",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(does_not=""), name="boundary_card_has_a_boundary")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"
