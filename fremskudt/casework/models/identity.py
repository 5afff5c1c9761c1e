from django.db import models
from django.utils.translation import gettext_lazy as _

from fremskudt.access.rules.policy import About, Keep, Policy
from fremskudt.casework.models.citizen import Citizen


class Identity(models.Model):
    """Name, CPR, phone and address, each encrypted under the citizen's own key, each optional.

    The citizen's key is kept wrapped by a version of the master key, which is never in the database. `cpr_index` is a
    keyed hash, so that a CPR number can be looked up without being readable.
    """

    citizen = models.OneToOneField(Citizen, on_delete=models.CASCADE, related_name="identity")
    wrapped_key = models.BinaryField()
    key_version = models.PositiveIntegerField(db_index=True)
    name = models.BinaryField(null=True, blank=True)
    cpr = models.BinaryField(null=True, blank=True)
    phone = models.BinaryField(null=True, blank=True)
    address = models.BinaryField(null=True, blank=True)
    # Not unique: a refusal would tell someone who may not know it that the number is here already.
    cpr_index = models.CharField(max_length=64, blank=True, db_index=True)

    policy = Policy(
        _("Identitet"), About.CITIZEN, Keep.CASE,
        _("Kunne ringe, skrive og komme forbi. Krypteret, og alt kan undværes."),
        identifying="name cpr phone address", key="citizen cpr_index", technical="wrapped_key key_version",
    )  # fmt: skip

    def __str__(self) -> str:
        return str(self.citizen_id)
