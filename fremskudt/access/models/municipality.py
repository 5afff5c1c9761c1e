from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models.organisation import Organisation
from fremskudt.access.rules.policy import About, Keep, Policy


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

    policy = Policy(
        _("Kommunens indstillinger"), About.NOBODY, Keep.OPERATION, _("Vise de skærme, kommunen har brug for."),
        coded="works_with_drop_ins works_with_commercial_actors works_with_social_housing "
        "meets_at_home meets_at_drop_ins meets_in_public meets_at_shelters "
        "has_outreach_doctor has_outreach_caseworker has_peer has_worked_with_partners_before funds_civil_society",
        key="municipality",
    )  # fmt: skip

    def __str__(self) -> str:
        return str(self.municipality)
