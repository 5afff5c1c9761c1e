from fremskudt.casework.models.citizen import Assignment, Barring, Citizen, DoorOpening
from fremskudt.casework.models.identity import Identity

__all__ = ["Assignment", "Barring", "Citizen", "DoorOpening", "Identity"]
