from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.rules.policy import About, Keep, Policy


class Area(models.Model):
    """A part of a municipality, coarse enough to point at nobody, with the drive there from the office."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=60)
    n_inhabitants = models.PositiveIntegerField(null=True)
    drive_minutes = models.PositiveSmallIntegerField(null=True)
    drive_km = models.PositiveSmallIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Område"), About.NOBODY, Keep.OPERATION, _("Planlægge ture efter område og afstand."),
        coded="name n_inhabitants drive_minutes drive_km closed_at", key="municipality",
    )  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"], condition=Q(closed_at=None), name="one_area_of_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="area_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
