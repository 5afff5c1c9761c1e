from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.case import Entry


class RoleCardQuerySet(models.QuerySet["RoleCard"]):
    def standing(self) -> Self:
        """Those that hold: neither ended nor written anew."""
        return self.filter(ended_at=None, replaced_by=None)


class RoleCard(Entry):
    """Who does what for this person, what not, and until when (F75). Agreed anew, it is a new card."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="role_cards")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="role_cards")
    outside = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=80)  # in words: a role here is an agreement, never a permission
    does = models.CharField(max_length=500)
    does_not = models.CharField(max_length=500, blank=True)
    borrowed_from = models.CharField(max_length=20, blank=True)  # rules/role_card.BORROWED: whose task it truly is
    until_on = models.DateField()
    confirmed_on = models.DateField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Rollekort"), About.CITIZEN_AND_USER, Keep.CASE, _("Vide, hvem der gør hvad, og hvem der ikke gør."),
        identifying="outside", free_text="role does does_not",
        coded="borrowed_from until_on confirmed_on ended_at made_at", key="case organisation user replaces by",
    )  # fmt: skip
    objects = RoleCardQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, outside="")
                | (Q(organisation=None, user=None) & ~Q(outside="")),
                name="role_card_is_somebodys",
            ),
            models.CheckConstraint(condition=~Q(role="") & ~Q(does=""), name="role_card_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.role}"
