from fremskudt.casework.models import identity  # known to Django, but passed on to nobody: see selectors/identity.py
from fremskudt.casework.models.citizen import Assignment, Barring, Citizen, DoorOpening

__all__ = ["Assignment", "Barring", "Citizen", "DoorOpening", "identity"]
