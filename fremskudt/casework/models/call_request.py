from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.rules.call_request import OUTCOMES, WHO
from fremskudt.partnership.models import Batch


class CallRequestQuerySet(models.QuerySet["CallRequest"]):
    def waiting(self) -> Self:
        return self.filter(closed_at=None, emptied_at=None)


class CallRequest(models.Model):
    """Somebody asks to be rung. What they wrote is sealed under a key of its own; whoever reads it is in the log."""

    code = models.CharField(max_length=9, unique=True)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="call_requests")
    who = models.CharField(max_length=12)
    is_urgent = models.BooleanField(default=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="call_requests")
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="call_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="calls_asked_for")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="calls_asked_for")  # a professional
    said_yes_on = models.DateField(null=True)  # to that professional
    said_how = models.CharField(max_length=10, blank=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, null=True, related_name="call_requests")
    key_version = models.PositiveIntegerField(null=True)
    wrapped_key = models.BinaryField(null=True)
    name = models.BinaryField(null=True)  # sealed, as are the two below
    phone = models.BinaryField(null=True)
    words = models.BinaryField(null=True)
    operation = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="calls_taken")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="calls_closed")
    outcome = models.CharField(max_length=12, blank=True)
    emptied_at = models.DateTimeField(null=True)  # what was sealed is gone, and its key with it

    policy = Policy(
        _("Ring til mig"), About.CITIZEN, Keep.TIP, _("Ringe til den, der beder om det."),
        identifying="name phone words",
        coded="who is_urgent said_yes_on said_how made_at taken_at closed_at outcome emptied_at",
        key="code municipality area batch organisation by citizen taken_by closed_by",
        technical="key_version wrapped_key operation",
    )  # fmt: skip
    objects = CallRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-is_urgent", "made_at", "pk"]
        indexes = [models.Index(fields=["municipality", "closed_at"], name="call_waiting_in_town")]
        constraints = [
            models.CheckConstraint(condition=Q(who__in=list(WHO)), name="call_is_from_somebody_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *OUTCOMES]), name="call_outcome_is_known"),
            models.CheckConstraint(
                condition=~Q(who="professional") | Q(by__isnull=False, said_yes_on__isnull=False),
                name="professional_asks_with_a_yes",
            ),
        ]

    def __str__(self) -> str:
        return self.code
