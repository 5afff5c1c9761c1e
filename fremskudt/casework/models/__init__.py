from fremskudt.casework.models import identity  # known to Django, but passed on to nobody: see selectors/identity.py
from fremskudt.casework.models.activity_offer import ActivityOffer, PeerContact
from fremskudt.casework.models.appointment import Appointment, PickUp, PickUpDay
from fremskudt.casework.models.board import BoardEntry, BoardLook
from fremskudt.casework.models.call_request import CallRequest
from fremskudt.casework.models.case import Case, ChannelActor, ChannelIn, ContactAgreement
from fremskudt.casework.models.citizen import Assignment, Barring, Citizen, DoorOpening
from fremskudt.casework.models.consent import ConsentEnd, ConsentEntry, TakingPart
from fremskudt.casework.models.contact import Contact, Draft, Duty, HelpGiven, SmallStep, UrgentRequest
from fremskudt.casework.models.ending import Ending, FollowUp, Pause
from fremskudt.casework.models.hours import WorkHours
from fremskudt.casework.models.letter import Letter
from fremskudt.casework.models.meeting import Agenda, Cadence, Meeting, MeetingItem, MeetingLine, MeetingSeat
from fremskudt.casework.models.merge import Merge, NotSame
from fremskudt.casework.models.message import Message, MessageAgreement
from fremskudt.casework.models.phase import PhaseInterval
from fremskudt.casework.models.plan import Goal, GoalNote, StoryCard, TreatmentPlan, TreatmentRequest
from fremskudt.casework.models.role_card import RoleCard
from fremskudt.casework.models.safety import Incident, SafetyNotice, Tour, Visit
from fremskudt.casework.models.said_yes import SaidYes
from fremskudt.casework.models.task import Task
from fremskudt.casework.models.transition import Handover, ReadinessAnswer, ReadinessLook, Transition, TransitionStep

__all__ = [
    "ActivityOffer", "Agenda", "Appointment", "Assignment", "Barring", "BoardEntry", "BoardLook", "Cadence",
    "CallRequest", "Case", "ChannelActor", "ChannelIn", "Citizen", "ConsentEnd", "ConsentEntry", "Contact",
    "ContactAgreement", "DoorOpening", "Draft", "Duty", "Ending", "FollowUp", "Goal", "GoalNote", "Handover",
    "HelpGiven", "Incident", "Letter", "Meeting", "MeetingItem", "MeetingLine", "MeetingSeat", "Merge", "Message",
    "MessageAgreement", "NotSame", "Pause", "PeerContact", "PhaseInterval", "PickUp", "PickUpDay", "ReadinessAnswer",
    "ReadinessLook", "RoleCard", "SafetyNotice", "SaidYes", "SmallStep", "StoryCard", "TakingPart", "Task", "Tour",
    "Transition", "TransitionStep", "TreatmentPlan", "TreatmentRequest", "UrgentRequest", "Visit", "WorkHours",
    "identity",
]  # fmt: skip
