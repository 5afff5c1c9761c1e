from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.models.meeting import Meeting
from fremskudt.casework.rules.consent import DIRECTIONS, FORMS, PURPOSES, Answer


class ConsentEntryQuerySet(models.QuerySet["ConsentEntry"]):
    def of(self, citizen: Citizen) -> Self:
        """Those of one citizen, by whichever of the records that were merged into this one."""
        return self.filter(Q(citizen=citizen) | Q(citizen__merged_into=citizen))

    def standing(self) -> Self:
        """Those that nobody has ended. Whether they still hold today is for rules/consent.py to say."""
        return self.filter(end=None)


class ConsentEntry(models.Model):
    """What the citizen answered once about who may know what. The database refuses to change or delete it.

    The recipient is an organisation, and of it perhaps one person or one role; or somebody outside, named in words.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="consent_entries")
    answer = models.CharField(max_length=10)
    purpose = models.CharField(max_length=20)
    topics = models.CharField(max_length=200)  # keys of rules/consent.TOPICS, parted by spaces
    direction = models.CharField(max_length=10)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="consents")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="consents")
    role = models.CharField(max_length=30, blank=True)
    outside = models.CharField(max_length=80, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="consents")
    form = models.CharField(max_length=10)
    witness = models.CharField(max_length=120, blank=True)  # who heard it, or that they were alone
    place = models.CharField(max_length=60, blank=True)
    words = models.TextField(max_length=2000)  # what was read aloud or shown, to the letter
    said_at = models.DateTimeField()
    until_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="consents_made")

    policy = Policy(
        _("Hvem må vide hvad"), About.CITIZEN, Keep.CASE, _("Kun dele det, borgeren har sagt ja til at dele."),
        identifying="outside witness", free_text="words place",
        coded="answer purpose topics direction role form said_at until_on made_at",
        key="citizen organisation user meeting by",
    )  # fmt: skip
    objects = ConsentEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "until_on"], name="consent_of_recipient"),
            models.Index(fields=["citizen", "-said_at"], name="consent_of_citizen"),
            models.Index(fields=["organisation", "citizen", "until_on"], name="consent_of_house_and_citizen"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=list(Answer)), name="consent_answer_is_known"),
            models.CheckConstraint(condition=Q(purpose__in=list(PURPOSES)), name="consent_purpose_is_known"),
            models.CheckConstraint(condition=Q(direction__in=list(DIRECTIONS)), name="consent_direction_is_known"),
            models.CheckConstraint(condition=Q(form__in=list(FORMS)), name="consent_form_is_known"),
            models.CheckConstraint(condition=~Q(topics="") & ~Q(words=""), name="consent_has_topics_and_words"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, outside="")
                | (Q(organisation=None, user=None) & ~Q(outside="")),
                name="consent_has_one_recipient",
            ),
            models.CheckConstraint(condition=Q(user=None) | Q(role=""), name="consent_is_to_one_person_or_one_role"),
            models.CheckConstraint(condition=~Q(answer=Answer.YES) | Q(until_on__isnull=False), name="yes_has_an_end"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(form="link"), name="consent_was_taken_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(form="oral") | ~Q(witness=""), name="oral_yes_names_who_heard_it"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen} {self.answer} {self.said_at:%Y-%m-%d %H:%M}"


class ConsentEnd(models.Model):
    """The moment an entry stopped holding before its last day. From the next request on nobody sees by it."""

    entry = models.OneToOneField(ConsentEntry, on_delete=models.PROTECT, related_name="end")
    why = models.CharField(max_length=10)  # withdrawn, replaced
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="consents_ended")  # None: by link

    policy = Policy(
        _("Et ja er trukket tilbage"), About.CITIZEN, Keep.CASE, _("Stoppe deling med det samme."),
        coded="why at", key="entry by",
    )  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="consent_end_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(why__in=["withdrawn", "replaced"]), name="consent_end_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.at:%Y-%m-%d %H:%M}"


class TakingPart(models.Model):
    """Whether the citizen takes part in a study: a ledger of its own, since it is another question (domain.md 3.2).

    `study` is the study's name in addresses: what stands above is known by its key only.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="takings_part")
    study = models.SlugField(max_length=60)
    answer = models.CharField(max_length=10)  # yes, no, withdrawn
    form = models.CharField(max_length=10)
    witness = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=2000)
    said_at = models.DateTimeField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="takings_part_made")

    policy = Policy(
        _("Vil være med i en undersøgelse"), About.CITIZEN, Keep.CASE, _("Kun spørge dem, der har sagt ja."),
        identifying="witness", free_text="words", coded="study answer form said_at made_at", key="citizen by",
    )  # fmt: skip

    class Meta:
        ordering = ["-said_at", "-pk"]
        indexes = [models.Index(fields=["citizen", "study", "-said_at"], name="taking_part_of_citizen")]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=["yes", "no", "withdrawn"]), name="taking_part_is_known"),
            models.CheckConstraint(condition=Q(form__in=list(FORMS)), name="taking_part_form_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="taking_part_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen} {self.study} {self.answer}"
