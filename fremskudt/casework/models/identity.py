from django.db import models

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

    def __str__(self) -> str:
        return str(self.citizen_id)
