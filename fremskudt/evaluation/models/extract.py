import json
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules.policy import About, Keep, Policy


class ExtractQuerySet(models.QuerySet["Extract"]):
    def visible_to(self, reach: Reach) -> Self:
        return self.filter(study__owner__in=reach.where(Permission.EXTRACT_MAKE))


class Extract(models.Model):
    """A pseudonymous copy of a study's answers at one moment; the tables and their manifest lie in `folder`."""

    study = models.ForeignKey("surveys.Study", on_delete=models.CASCADE, related_name="extracts")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    policy = Policy(
        _("Udtræk"), About.RESPONDENT, Keep.STUDY,
        _("Regne på svar under et nyt pseudonym. Tabellerne ligger i en mappe ved siden af."), coded="made_at",
        key="study made_by", technical="sha256",
    )  # fmt: skip
    objects: ClassVar[models.Manager["Extract"]] = ExtractQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["study", "sha256"], name="one_extract_per_content")]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def folder(self) -> Path:
        return Path(settings.DATA_DIR) / "extracts" / self.study.slug / self.sha256[:16]

    @property
    def manifest(self) -> dict[str, Any]:
        # Not a JSON column: SQLite refuses JSON_VALID() in a constraint as long as trusted_schema is off.
        found: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return found
