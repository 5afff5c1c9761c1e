from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy


class Term(models.Model):
    """A word that means different things in different houses, and what we have agreed that it means (F78)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(max_length=60)
    meaning = models.TextField(max_length=1000)
    we_say = models.CharField(max_length=60, blank=True)  # to the citizen
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    retired_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="terms_made")

    policy = Policy(
        _("Ordliste"), About.NOBODY, Keep.OPERATION, _("Mene det samme med de samme ord."),
        free_text="word meaning we_say", coded="retired_at made_at", key="municipality replaces by",
    )  # fmt: skip

    class Meta:
        ordering = ["word", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(word="") & ~Q(meaning=""), name="term_has_a_meaning")]

    def __str__(self) -> str:
        return self.word


class TermSigning(models.Model):
    """That a house agrees on the meaning as it stands in that version."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="signings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="terms_signed")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="terms_signed")

    policy = Policy(
        _("Underskrift på et ord"), About.NOBODY, Keep.OPERATION, _("Vide, hvem der er enige."), coded="at",
        key="term organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["term", "organisation"], name="one_signing_of_a_house")]

    def __str__(self) -> str:
        return f"{self.term} {self.organisation}"


class OwnWord(models.Model):
    """The word that a municipality uses on screens of citizens and partners instead of ours (F82)."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="own_words")
    term = models.CharField(max_length=30)  # key of rules/word.TERMS
    word = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="own_words_made")

    policy = Policy(
        _("Kommunens egne ord"), About.NOBODY, Keep.OPERATION, _("Tale, som man taler her."), free_text="word",
        coded="term made_at", key="municipality by",
    )  # fmt: skip

    class Meta:
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "term"], name="one_own_word_of_a_term"),
            models.CheckConstraint(condition=~Q(word=""), name="own_word_is_a_word"),
        ]

    def __str__(self) -> str:
        return self.word


class AvoidedWord(models.Model):
    """A word that the municipality avoids towards citizens and partners, beside those that we all avoid."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="avoided_words")
    word = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="avoided_words_made")

    policy = Policy(
        _("Ord, vi undgår"), About.NOBODY, Keep.OPERATION, _("Ikke såre nogen."), free_text="word", coded="made_at",
        key="municipality by",
    )  # fmt: skip

    class Meta:
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "word"], name="one_avoided_word_each"),
            models.CheckConstraint(condition=~Q(word=""), name="avoided_word_is_a_word"),
        ]

    def __str__(self) -> str:
        return self.word
