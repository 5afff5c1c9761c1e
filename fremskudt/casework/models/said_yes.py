from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.call_request import CallRequest
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.models.consent import ConsentEntry
from fremskudt.casework.rules.consent import FORMS
from fremskudt.partnership.models import Tip


class SaidYes(models.Model):
    """The one door from a tip, or from a wish to be rung, to a citizen's record: the person said yes, and to what.

    Only this row ties the two.
    The database refuses to change or delete it, as with the consent ledger, which `feedback` points into when they also
    said yes to the tipster's house being told.
    """

    tip = models.OneToOneField(Tip, on_delete=models.PROTECT, null=True, related_name="said_yes")
    call = models.OneToOneField(CallRequest, on_delete=models.PROTECT, null=True, related_name="said_yes")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="said_yes")
    form = models.CharField(max_length=10)
    witness = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=2000)  # what was read aloud, to the letter
    said_at = models.DateTimeField()
    feedback = models.ForeignKey(ConsentEntry, on_delete=models.PROTECT, null=True, related_name="said_yes")
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="said_yes_heard")

    policy = Policy(
        _("Har sagt ja til et forløb"), About.CITIZEN, Keep.CASE, _("Kun begynde et forløb, når personen selv vil."),
        identifying="witness", free_text="words", coded="form said_at made_at", key="tip call citizen feedback by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tip__isnull=False, call=None) | Q(tip=None, call__isnull=False),
                name="said_yes_to_a_tip_or_a_call",
            ),
            models.CheckConstraint(condition=Q(form__in=list(FORMS)), name="said_yes_form_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="said_yes_has_words"),
            models.CheckConstraint(condition=~Q(form="oral") | ~Q(witness=""), name="said_yes_names_who_heard_it"),
        ]

    def __str__(self) -> str:
        return f"{self.tip or self.call} {self.citizen}"
