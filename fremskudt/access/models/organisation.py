from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.roles import Role
from fremskudt.access.rules.policy import About, Keep, Policy


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def within(self, towns: Iterable[int]) -> Self:
        """The municipalities (or evaluators) themselves and all that works within them."""
        return self.filter(models.Q(pk__in=towns) | models.Q(municipality__in=towns))


class Organisation(models.Model):
    """A municipality, its drug centre, a partner, or an evaluator: whoever people belong to."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommune")
        DRUG_CENTRE = "drug_centre", _("Rusmiddelcenter")
        SHELTER = "shelter", _("Herberg")
        DROP_IN = "drop_in", _("Værested")
        RESIDENCE = "residence", _("Bosted")
        HOUSING_ASSOCIATION = "housing_association", _("Boligforening")
        TRADE_ASSOCIATION = "trade_association", _("Handelsforening")
        SELF_HELP = "self_help", _("Frivillig forening")
        JOBCENTRE = "jobcentre", _("Jobcenter")
        PSYCHIATRY = "psychiatry", _("Psykiatri")
        POLICE = "police", _("Politi")
        GP = "gp", _("Almen praksis")
        HOME_NURSING = "home_nursing", _("Hjemmesygepleje")
        OTHER = "other", _("Anden samarbejdspart")
        EVALUATOR = "evaluator", _("Evaluator")

    # No `choices`: the list of kinds grows in code, and each growth would otherwise be a migration.
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    municipality = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="partners")

    policy = Policy(
        _("Organisation"), About.NOBODY, Keep.OPERATION, _("Vide, hvem brugerne hører til, og i hvilken kommune."),
        coded="kind name", key="municipality",
    )  # fmt: skip
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_name"),
            # Every town has its »Jobcenter«, and a name that is taken elsewhere is nobody's business here.
            models.UniqueConstraint(fields=["municipality", "name"], name="one_name_in_a_municipality"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(municipality=None), name="one_name_that_stands_alone"
            ),
            models.CheckConstraint(
                # a municipality and an evaluator stand alone; everyone else works within one municipality
                condition=models.Q(kind__in=["municipality", "evaluator"], municipality__isnull=True)
                | (~models.Q(kind__in=["municipality", "evaluator"]) & models.Q(municipality__isnull=False)),
                name="organisation_stands_in_a_municipality",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def town(self) -> int:
        """The id of the municipality it works within; a municipality's and an evaluator's is its own."""
        return self.municipality_id or self.pk

    @property
    def kind_name(self) -> str:
        return str(self.Kind(self.kind).label)


_Kind = Organisation.Kind
_CIVIL = frozenset({Role.PARTNER, Role.PARTNER_CONTACT, Role.PEER, Role.STEERING_GROUP})
_PROFESSIONAL = frozenset({Role.PROFESSIONAL, Role.PARTNER_CONTACT, Role.STEERING_GROUP})

ROLES_IN: dict[str, frozenset[Role]] = {
    _Kind.MUNICIPALITY: frozenset(
        {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.PROJECT_LEADER, Role.STEERING_GROUP, Role.PROFESSIONAL}
    ),
    _Kind.DRUG_CENTRE: frozenset({Role.THERAPIST, Role.PROJECT_LEADER, Role.PEER, Role.STEERING_GROUP}),
    _Kind.EVALUATOR: frozenset({Role.EVALUATOR, Role.ADMINISTRATOR}),
    **dict.fromkeys(
        [_Kind.SHELTER, _Kind.DROP_IN, _Kind.RESIDENCE, _Kind.HOUSING_ASSOCIATION, _Kind.TRADE_ASSOCIATION,
         _Kind.SELF_HELP, _Kind.OTHER],
        _CIVIL,
    ),
    **dict.fromkeys([_Kind.JOBCENTRE, _Kind.PSYCHIATRY, _Kind.POLICE, _Kind.GP, _Kind.HOME_NURSING], _PROFESSIONAL),
}  # fmt: skip
