from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.citizen import Citizen
from fremskudt.casework.rules.consent import FORMS
from fremskudt.casework.rules.message import ANSWERS, KINDS


class MessageAgreement(models.Model):
    """What the citizen answered to being written to by SMS. The newest decides; none is a no. Written once."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="message_agreements")
    answer = models.CharField(max_length=5)  # yes, no, or stop: sent from the phone itself
    form = models.CharField(max_length=10)
    witness = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="message_agreements_made")

    policy = Policy(
        _("Aftale om sms"), About.CITIZEN, Keep.CASE, _("Kun skrive til den, der vil have det."),
        identifying="witness", coded="answer form said_at made_at", key="citizen by",
    )  # fmt: skip

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=list(ANSWERS)), name="message_agreement_is_known"),
            models.CheckConstraint(condition=Q(form__in=[*FORMS, "sms"]), name="message_agreement_form_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} {self.answer}"


class Message(models.Model):
    """One message to a citizen's phone, claimed before it is sent: nobody gets the same twice. Never its text.

    Without `sent_at` it was claimed and perhaps sent, so it is not sent again; after `failed_at` it is.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=20)
    occasion = models.CharField(max_length=60)  # what makes it one: the week, or the page it was pressed on
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="messages_sent")

    policy = Policy(
        _("Besked til en borgers telefon"), About.CITIZEN, Keep.CASE, _("Aldrig sende den samme besked to gange."),
        coded="kind made_at sent_at failed_at", key="citizen by", technical="occasion",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "kind", "occasion"], name="one_message_per_occasion"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="message_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} {self.kind}"
