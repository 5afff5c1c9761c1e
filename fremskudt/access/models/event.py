from django.db import models


class Event(models.Model):
    """One line of the audit log. No foreign keys, so that the log never hinders or follows the live data."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=60)
    role = models.CharField(max_length=30)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    purpose = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
