from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy


class WorkHours(models.Model):
    """Hours and kilometres that no contact holds: meetings, visibility, volunteers' hours (F93)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="work_hours")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hours_given")
    on = models.DateField()
    kind = models.CharField(max_length=20)  # rules/hours.py
    is_volunteer = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField()
    kilometres = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="work_hours_made")
    removed_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Timer og kilometer"), About.USER, Keep.OPERATION, _("Vide, hvad arbejdet kræver."),
        coded="on kind is_volunteer minutes kilometres made_at removed_at", key="municipality organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="work_hours_are_some")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.on} {self.kind}"
