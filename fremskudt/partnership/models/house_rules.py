from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.access.rules.policy import About, Keep, Policy


class HouseRules(models.Model):
    """Who may come to a free space, when, and how it is told beforehand (F21). The newest is in force."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="house_rules")
    who = models.CharField(max_length=300)
    when = models.CharField(max_length=300, blank=True)
    told_how = models.CharField(max_length=300, blank=True)
    must_call_first = models.BooleanField(default=False)
    from_on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="house_rules_made")

    policy = Policy(
        _("Husregler"), About.NOBODY, Keep.OPERATION, _("Komme i et fristed på dets egne vilkår."),
        free_text="who when told_how", coded="must_call_first from_on made_at", key="organisation by",
    )  # fmt: skip

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.from_on}"
