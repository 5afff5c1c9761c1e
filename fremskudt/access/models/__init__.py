from fremskudt.access.models.event import Event
from fremskudt.access.models.organisation import Organisation
from fremskudt.access.models.user import Membership, User

__all__ = ["Event", "Membership", "Organisation", "User"]
