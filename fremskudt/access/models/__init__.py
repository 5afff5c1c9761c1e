from fremskudt.access.models.area import Area
from fremskudt.access.models.event import ChainHead, Event
from fremskudt.access.models.log_check import LogCheck, LogCheckLine
from fremskudt.access.models.login import Device, Invitation, OpenSession, PersonalLink, SignInLink, UsedCode
from fremskudt.access.models.master_key import MasterKey
from fremskudt.access.models.municipality import MunicipalitySettings
from fremskudt.access.models.organisation import ROLES_IN, Organisation
from fremskudt.access.models.user import Membership, User

__all__ = [
    "ROLES_IN",
    "Area",
    "ChainHead",
    "Device",
    "Event",
    "Invitation",
    "LogCheck",
    "LogCheckLine",
    "MasterKey",
    "Membership",
    "MunicipalitySettings",
    "OpenSession",
    "Organisation",
    "PersonalLink",
    "SignInLink",
    "UsedCode",
    "User",
]
