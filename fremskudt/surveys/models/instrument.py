from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy


class InstrumentCopy(models.Model):
    """A version of an instrument as it was when it was first used or taken in: its files, word by word.

    What is begun with a version is finished with it, also when the library has gone on.
    """

    slug = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    hash = models.CharField(max_length=64, unique=True)
    structure = models.TextField()  # instrument.yaml
    texts_da = models.TextField()
    texts_en = models.TextField(blank=True)
    origin = models.CharField(max_length=20)  # library, fhir, xlsform or yaml
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="instruments_taken_in")

    policy = Policy(
        _("Skemaets version"), About.NOBODY, Keep.STUDY, _("Kunne læse et svar med de ord, der blev spurgt med."),
        free_text="structure texts_da texts_en", coded="slug version origin made_at", key="by", technical="hash",
    )  # fmt: skip

    class Meta:
        ordering = ["slug", "version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_copy_per_version"),
            models.CheckConstraint(
                condition=Q(origin__in=["library", "fhir", "xlsform", "yaml"]), name="instrument_origin_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class LicenceYes(models.Model):
    """Somebody has confirmed that this municipality may use an instrument, and on whose word. Ended, never deleted."""

    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="licences")
    instrument = models.SlugField(max_length=40)
    words = models.CharField(max_length=300)  # who gave the permission, and where it is kept
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="licences_confirmed")
    ended_at = models.DateTimeField(null=True)

    policy = Policy(
        _("Tilladelse til et skema"), About.USER, Keep.STUDY, _("Kun bruge skemaer, vi må bruge."),
        free_text="words", coded="instrument made_at ended_at", key="municipality by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "instrument"], condition=Q(ended_at=None), name="one_licence_stands"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="licence_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.instrument}"
