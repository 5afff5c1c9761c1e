from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry
from fremskudt.casework.rules.contact import PLACES
from fremskudt.partnership.models import Activity
from fremskudt.partnership.rules.activity import KINDS


class ActivityOfferQuerySet(models.QuerySet["ActivityOffer"]):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


class ActivityOffer(Entry):
    """That a citizen was told of an activity, joined it, and left it again: counted as in figure 3.2 (F76).

    `activity` where it is one that a house has put up; `kind` always, so that what is nobody's programme counts too.
    """

    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="offers")
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=120, blank=True)
    offered_on = models.DateField()
    joined_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    undone_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Tilbudt fællesskab"), About.CITIZEN, Keep.CASE, _("Vide, hvad borgeren er med i, og spørge igen."),
        free_text="words", coded="kind offered_on joined_on declined_on left_on undone_at made_at",
        key="case activity by",
    )  # fmt: skip
    objects = ActivityOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="offer_kind_is_known"),
            models.CheckConstraint(
                condition=Q(joined_on=None) | Q(joined_on__gte=models.F("offered_on")), name="joined_after_offered"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")), name="left_after_joined"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.kind}"


class PeerContact(Entry):
    """That a peer and a citizen were together: the day and the kind of place. There is no field for what was said."""

    at = models.DateTimeField()
    place = models.CharField(max_length=20)
    operation = models.UUIDField()
    undone_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Sammen med en peer"), About.CITIZEN_AND_USER, Keep.CASE,
        _("Vide, at nogen var der, ikke hvad der blev sagt."),
        coded="at place undone_at made_at", key="case by", technical="operation",
    )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "operation"], name="one_peer_contact_per_operation"),
            models.CheckConstraint(condition=Q(place__in=list(PLACES)), name="peer_contact_place_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.at:%Y-%m-%d}"
