from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.study import Study
from fremskudt.surveys.rules.kinds import Kind

KIND_IS_KNOWN = models.Q(kind__in=[kind.value for kind in Kind])


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, reach: Reach) -> Self:
        """The owner of the study sees every delivery, a municipality those of its own people."""
        towns = reach.towns(Permission.STUDY_READ)
        within = Organisation.objects.filter(models.Q(pk__in=towns) | models.Q(municipality__in=towns))
        own = User.objects.filter(memberships__organisation__in=within.values("pk")).values("pk")
        return self.filter(models.Q(study__owner__in=reach.where(Permission.STUDY_READ)) | models.Q(by__in=own))


class Delivery(models.Model):
    """A file that was taken in: what it was and what it brought. The file itself is not kept."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    n_rows = models.PositiveIntegerField()
    n_new = models.PositiveIntegerField()
    n_unchanged = models.PositiveIntegerField()
    n_repeated = models.PositiveIntegerField()
    imported_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deliveries")

    policy = Policy(
        _("Leverance"), About.USER, Keep.STUDY, _("Vide, hvor svarene kom fra. Filen selv gemmes ikke."),
        free_text="name", coded="kind n_rows n_new n_unchanged n_repeated imported_at", key="study by",
        technical="sha256",
    )  # fmt: skip
    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=KIND_IS_KNOWN, name="delivery_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(n_rows=models.F("n_new") + models.F("n_unchanged") + models.F("n_repeated")),
                name="delivery_rows_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
