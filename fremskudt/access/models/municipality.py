from django.db import models

from fremskudt.access.models.organisation import Organisation


class MunicipalitySettings(models.Model):
    """How the municipality works: the twelve parameters of table 1.1, each off until somebody says yes."""

    municipality = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="settings")
    works_with_drop_ins = models.BooleanField(default=False)
    works_with_commercial_actors = models.BooleanField(default=False)
    works_with_social_housing = models.BooleanField(default=False)
    meets_at_home = models.BooleanField(default=False)
    meets_at_drop_ins = models.BooleanField(default=False)
    meets_in_public = models.BooleanField(default=False)
    meets_at_shelters = models.BooleanField(default=False)
    has_outreach_doctor = models.BooleanField(default=False)
    has_outreach_caseworker = models.BooleanField(default=False)
    has_peer = models.BooleanField(default=False)
    has_worked_with_partners_before = models.BooleanField(default=False)
    funds_civil_society = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.municipality)
