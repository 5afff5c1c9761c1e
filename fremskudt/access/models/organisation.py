from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A municipality, or whoever else people belong to."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommune")
        EVALUATOR = "evaluator", _("Evaluator")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_name")]

    def __str__(self) -> str:
        return self.name
