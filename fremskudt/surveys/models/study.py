from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules.policy import About, Keep, Policy


class StudyQuerySet(models.QuerySet["Study"]):
    def visible_to(self, reach: Reach) -> Self:
        """Studies that one of the reader's organisations owns or takes part in."""
        owned = models.Q(owner__in=reach.where(Permission.STUDY_READ))
        mine = owned | models.Q(municipalities__in=reach.towns(Permission.STUDY_READ))
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))


class Study(models.Model):
    """An evaluation: an evaluator follows an effort in some municipalities over a period."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="studies_owned")
    municipalities = models.ManyToManyField(Organisation, related_name="studies")
    starts_on = models.DateField()
    ends_on = models.DateField()
    purpose = models.TextField(blank=True)
    question = models.TextField(blank=True, max_length=600)  # what citizens are asked; empty is the usual words
    cut_at = models.DateTimeField(null=True)  # from then on no code can be followed back to a course

    policy = Policy(
        _("Undersøgelse"), About.NOBODY, Keep.STUDY, _("Vide, hvad der undersøges, hvor og hvornår."),
        free_text="purpose question", coded="slug title starts_on ends_on cut_at", key="owner municipalities",
    )  # fmt: skip
    objects = StudyQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                # `skemaer` is the address of the instruments, beside the studies
                condition=~models.Q(slug__in=["", "skemaer"]) & ~models.Q(title=""),
                name="study_has_slug_and_title",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="study_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title
