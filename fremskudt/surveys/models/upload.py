from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.surveys.models.delivery import KIND_IS_KNOWN
from fremskudt.surveys.models.study import Study

LASTS = timedelta(hours=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def open_for(self, user: User) -> Self:
        """The user's own uploads that have not run out."""
        return self.filter(by=user, uploaded_at__gt=timezone.now() - LASTS)

    def run_out(self) -> Self:
        return self.filter(uploaded_at__lte=timezone.now() - LASTS)


class Upload(models.Model):
    """A file without errors that waits for a yes. It is deleted when it is taken in, replaced or an hour old."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")

    policy = Policy(
        _("Fil, der venter"), About.RESPONDENT, Keep.HOUR, _("Vise, hvad en fil vil ændre, før nogen siger ja."),
        identifying="content", free_text="name", coded="kind uploaded_at", key="study by",
    )  # fmt: skip
    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "by"], name="one_upload_waits_per_person"),
            models.CheckConstraint(condition=KIND_IS_KNOWN, name="upload_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
