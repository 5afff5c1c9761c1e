from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.access.rules.policy import About, Keep, Policy

# The record that a row about a citizen belongs to now: the citizen's own, or the one that was merged with it and kept.
ROOT = Coalesce("citizen__merged_into", "citizen")


class CitizenQuerySet(models.QuerySet["Citizen"]):
    def visible_to(self, reach: Reach) -> Self:
        """Citizens who are assigned to the reader, or whose closed door the reader has opened, in the reader's towns.

        A worker who is barred from a citizen meets what an outsider meets, however the citizen would be reached.
        Of records that were merged only the kept one is found: who follows either reaches it, and who is barred from
        either does not. A door that was opened to one of them leads to no other.
        """
        now = timezone.now()
        mine = models.Q(
            pk__in=Assignment.objects.filter(user=reach.user_id, ended_at=None).values(root=ROOT),
            municipality__in=reach.towns(Permission.CASELOAD_READ),
        ) | models.Q(
            pk__in=DoorOpening.objects.filter(user=reach.user_id, closes_at__gt=now, closed_at=None).values("citizen"),
            municipality__in=reach.towns(Permission.DOOR_OPEN),
        )
        return self.filter(mine, merged_into=None).not_barred(reach)

    def in_towns_of(self, reach: Reach, permission: Permission) -> Self:
        """Everyone in the municipalities where the reader holds the permission. For lists of codes, never identity."""
        return self.filter(municipality__in=reach.towns(permission), merged_into=None).not_barred(reach)

    def not_barred(self, reach: Reach) -> Self:
        """Without those whom the reader is barred from, by whichever of the records that were merged."""
        barred = Barring.objects.filter(user=reach.user_id, lifted_at=None).values(root=ROOT)
        return self.exclude(models.Q(pk__in=barred) | models.Q(merged_into__in=barred))

    def family_of(self, citizens: models.QuerySet["Citizen", Any] | Iterable[int]) -> Self:
        """These records, and those that were merged into them."""
        return self.filter(models.Q(pk__in=citizens) | models.Q(merged_into__in=citizens))


class Citizen(models.Model):
    """Someone the team knows and follows. Named here by a code and an alias only; identity is kept apart."""

    code = models.CharField(max_length=12, unique=True)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="citizens")
    alias = models.CharField(max_length=40)
    birth_year = models.PositiveSmallIntegerField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="citizens_made")

    policy = Policy(
        _("Borger"), About.CITIZEN, Keep.CASE, _("Følge en borger under en kode og et dæknavn."),
        coded="birth_year made_at", key="code alias municipality merged_into made_by",
    )  # fmt: skip
    objects = CitizenQuerySet.as_manager()

    class Meta:
        ordering = ["alias"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(alias=""), name="citizen_has_code_and_alias"
            ),
            models.UniqueConstraint(fields=["municipality", "alias"], name="one_alias_in_a_municipality"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def key(self) -> str:
        """How the log names this citizen."""
        return f"citizen:{self.code}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of(self, citizen: "Citizen | models.OuterRef") -> Self:
        """Those of one citizen, by whichever of the records that were merged into this one."""
        return self.filter(models.Q(citizen=citizen) | models.Q(citizen__merged_into=citizen))

    def in_force(self) -> Self:
        """Those by which somebody truly reaches the citizen: open, and the person neither closed out nor barred.

        Says of others what `visible_to` says of the reader, so that nobody counts as followed by one who cannot look.
        """
        town = models.OuterRef("citizen__municipality")
        seated = Membership.objects.filter(
            models.Q(organisation=town) | models.Q(organisation__municipality=town),
            user=models.OuterRef("user"),
            role__in=[role for role, granted in PERMISSIONS.items() if Permission.CASELOAD_READ in granted],
        )
        root = Coalesce(models.OuterRef("citizen__merged_into"), models.OuterRef("citizen"))
        barred = Barring.objects.annotate(root=ROOT).filter(user=models.OuterRef("user"), root=root, lifted_at=None)
        return self.filter(models.Exists(seated), ~models.Exists(barred), ended_at=None, user__is_active=True)


class Assignment(models.Model):
    """Who follows a citizen, from when and until when."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments_made")

    policy = Policy(
        _("Fordeling"), About.CITIZEN_AND_USER, Keep.CASE,
        _("Vide, hvem der følger borgeren, og derfor må se sagen."), coded="began_at ended_at", key="citizen user by",
    )  # fmt: skip
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "user"], condition=models.Q(ended_at=None), name="one_open_assignment_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.citizen} {self.user_id}"


class DoorOpening(models.Model):
    """Break-glass: one person, one citizen, sixty minutes, with a reason that the leader and the citizen can read."""

    LASTS = timedelta(minutes=60)

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="door_openings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="door_openings")
    reason = models.CharField(max_length=30)  # see rules/door.py
    words = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="door_openings_seen")

    policy = Policy(
        _("Åbnet dør"), About.CITIZEN_AND_USER, Keep.CASE,
        _("Kunne hjælpe i en nødsituation, så leder og borger kan se hvem og hvorfor."), free_text="words",
        coded="reason opened_at closes_at closed_at seen_at", key="citizen user seen_by",
    )  # fmt: skip

    class Meta:
        ordering = ["-opened_at"]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="door_opening_has_words")]

    def __str__(self) -> str:
        return f"{self.citizen} {self.opened_at:%Y-%m-%d %H:%M}"


class BarringQuerySet(models.QuerySet["Barring"]):
    def of(self, citizen: "Citizen") -> Self:
        """Those of one citizen, by whichever of the records that were merged into this one."""
        return self.filter(models.Q(citizen=citizen) | models.Q(citizen__merged_into=citizen))


class Barring(models.Model):
    """A worker who must not see a citizen. Set by one, lifted by two, neither of them the barred."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="barrings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="barrings")
    reason = models.CharField(max_length=300)
    review_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="barrings_set")
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lift_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="barring_lifts_asked")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="barrings_lifted")

    policy = Policy(
        _("Spærring"), About.CITIZEN_AND_USER, Keep.CASE, _("Holde en bestemt medarbejder fra en borgers sag."),
        free_text="reason", coded="review_on set_at lift_asked_at lifted_at",
        key="citizen user set_by lift_asked_by lifted_by",
    )  # fmt: skip
    objects = BarringQuerySet.as_manager()

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "user"], condition=models.Q(lifted_at=None), name="one_open_barring_each"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None)
                | (
                    models.Q(lift_asked_by__isnull=False, lifted_by__isnull=False)
                    & ~models.Q(lifted_by=models.F("lift_asked_by"))
                ),
                name="barring_is_lifted_by_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(lift_asked_by=models.F("user")) & ~models.Q(lifted_by=models.F("user")),
                name="barring_is_not_lifted_by_the_barred",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen} {self.user_id}"
