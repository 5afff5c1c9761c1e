from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.citizen import Citizen


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, reach: Reach) -> Self:
        """Courses of the citizens whom the reader reaches, those of a merged record included."""
        citizens = Citizen.objects.visible_to(reach).values("pk")
        return self.filter(models.Q(citizen__in=citizens) | models.Q(citizen__merged_into__in=citizens))

    def of(self, citizen: Citizen) -> Self:
        """Every course of one citizen, those of a record merged into this one included."""
        return self.filter(models.Q(citizen=citizen) | models.Q(citizen__merged_into=citizen))

    def going_on(self) -> Self:
        """Those that nobody has ended. A pause, a silence and a relapse go on."""
        return self.filter(ending=None)


class Case(models.Model):
    """One course of a citizen: from the day the team knew of them until somebody says farewell for now."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="cases")
    number = models.PositiveSmallIntegerField()
    found_on = models.DateField()
    started_on = models.DateField(null=True)  # when they said yes to take part; until then they are a possible
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cases_made")

    policy = Policy(
        _("Forløb"), About.CITIZEN, Keep.CASE, _("Holde ét forløb sammen fra den første dag til farvel."),
        coded="number found_on started_on made_at", key="citizen by",
    )  # fmt: skip
    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["citizen", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "number"], name="one_case_per_number"),
            models.CheckConstraint(
                condition=models.Q(started_on=None) | models.Q(started_on__gte=models.F("found_on")),
                name="case_starts_after_it_is_found",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen} {self.number}"


class Entry(models.Model):
    """A line of a course: written by somebody at some time. What it corrects stays; see `replaces`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="%(class)ss_made")

    class Meta:
        abstract = True


class ChannelIn(models.Model):
    """How somebody came to the team, recorded once for each course (F23)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="channel")
    found_where = models.PositiveSmallIntegerField(null=True)  # codes of the start form: see rules/channel.py
    found_by = models.PositiveSmallIntegerField(null=True)
    known_before = models.PositiveSmallIntegerField(null=True)
    companion = models.CharField(max_length=80, blank=True)  # who came along to the first meeting (F20)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="channels_made")

    policy = Policy(
        _("Vej ind"), About.CITIZEN, Keep.CASE, _("Vide, hvor og af hvem borgeren blev fundet."),
        identifying="companion", coded="found_where found_by known_before made_at", key="case by",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case}"


class ChannelActor(models.Model):
    """One of those who took part in the first contact: several can (fig. 3.1)."""

    channel = models.ForeignKey(ChannelIn, on_delete=models.CASCADE, related_name="actors")
    actor = models.PositiveSmallIntegerField()  # an option of the start form's question

    policy = Policy(
        _("Aktør i den første kontakt"), About.CITIZEN, Keep.CASE, _("Vide, hvem der hjalp kontakten i gang."),
        coded="actor", key="channel",
    )  # fmt: skip

    class Meta:
        ordering = ["actor"]
        constraints = [models.UniqueConstraint(fields=["channel", "actor"], name="one_channel_actor_each")]

    def __str__(self) -> str:
        return f"{self.channel} {self.actor}"


class ContactAgreement(Entry):
    """How the citizen wants to be met: rhythm, way, place, what to mind, »ikke nu«. The newest holds (F84)."""

    every_days = models.PositiveSmallIntegerField(null=True)
    way = models.CharField(max_length=20, blank=True)  # rules/contact.py Way
    place = models.CharField(max_length=20, blank=True)  # rules/contact.py Place
    place_words = models.CharField(max_length=120, blank=True)
    safe_contact = models.CharField(max_length=200, blank=True)  # »Ring ikke om formiddagen«
    own_words = models.CharField(max_length=300, blank=True)  # the citizen's
    not_now_until = models.DateField(null=True)

    policy = Policy(
        _("Aftale om kontakt"), About.CITIZEN, Keep.CASE, _("Mødes så tit, sådan og der, hvor borgeren vil."),
        free_text="place_words safe_contact own_words", coded="every_days way place not_now_until made_at",
        key="case by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every_days=None) | models.Q(every_days__range=(1, 366)),
                name="contact_agreement_rhythm_is_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.every_days}"
