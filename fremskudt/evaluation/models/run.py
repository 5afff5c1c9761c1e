from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.evaluation.models.extract import Extract


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, reach: Reach) -> Self:
        return self.filter(extract__study__owner__in=reach.where(Permission.STUDY_READ))


class Run(models.Model):
    """A plan carried out on an extract: protected figures, tables and reports in `folder`."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="runs")
    plan_id = models.CharField(max_length=60)
    plan_version = models.CharField(max_length=20)
    plan_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    policy = Policy(
        _("Kørsel"), About.NOBODY, Keep.STUDY, _("Kunne regne det samme igen og se, hvem der gjorde det."),
        coded="plan_id plan_version made_at", key="extract made_by", technical="plan_sha256",
    )  # fmt: skip
    objects: ClassVar[models.Manager["Run"]] = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["extract", "plan_sha256"], name="one_run_per_plan_and_extract")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.plan_version} · {self.extract}"

    @property
    def folder(self) -> Path:
        study = self.extract.study.slug
        return Path(settings.DATA_DIR) / "runs" / study / f"{self.extract.sha256[:16]}-{self.plan_sha256[:16]}"
