from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.partnership.rules.proposal import ANSWERS


class Proposal(models.Model):
    """An idea of a partner's own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposals")
    title = models.CharField(max_length=100)
    words = models.TextField(max_length=1500, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals")

    policy = Policy(
        _("Forslag"), About.NOBODY, Keep.OPERATION, _("Høre, hvad partnerne selv vil, og svare."),
        free_text="title words", coded="taken_back_at made_at", key="organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="proposal_has_a_title")]

    def __str__(self) -> str:
        return self.title


class ProposalAnswer(models.Model):
    """What the municipality answered, with the reason. The newest holds, the earlier ones stay."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10)
    why = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposal_answers")

    policy = Policy(
        _("Svar på forslag"), About.NOBODY, Keep.OPERATION, _("Vise, hvad der blev af et forslag."), free_text="why",
        coded="kind made_at", key="proposal by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ANSWERS)), name="proposal_answer_is_known"),
            models.CheckConstraint(condition=~Q(kind="not_now") | ~Q(why=""), name="not_now_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.kind}"
