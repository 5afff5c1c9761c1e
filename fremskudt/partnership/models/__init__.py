from fremskudt.partnership.models.activity import Activity, ActivityCount, BoundaryCard
from fremskudt.partnership.models.agreement import Agreement, AgreementReview, ContactPerson, HouseVisit, Mishap
from fremskudt.partnership.models.house_rules import HouseRules
from fremskudt.partnership.models.proposal import Proposal, ProposalAnswer
from fremskudt.partnership.models.sparring import Sparring, SparringNote
from fremskudt.partnership.models.tip import (
    HouseSum,
    ListRules,
    MemoryWord,
    NoWeeklyMail,
    Sighting,
    Tip,
    TipPair,
    TipSeen,
    TipStep,
    WeeklyMail,
)
from fremskudt.partnership.models.visibility import Batch, Campaign, PosterFace, Reminder, ReminderSent
from fremskudt.partnership.models.word import AvoidedWord, OwnWord, Term, TermSigning

__all__ = [
    "Activity",
    "ActivityCount",
    "Agreement",
    "AgreementReview",
    "AvoidedWord",
    "Batch",
    "BoundaryCard",
    "Campaign",
    "ContactPerson",
    "HouseRules",
    "HouseSum",
    "HouseVisit",
    "ListRules",
    "MemoryWord",
    "Mishap",
    "NoWeeklyMail",
    "OwnWord",
    "PosterFace",
    "Proposal",
    "ProposalAnswer",
    "Reminder",
    "ReminderSent",
    "Sighting",
    "Sparring",
    "SparringNote",
    "Term",
    "TermSigning",
    "Tip",
    "TipPair",
    "TipSeen",
    "TipStep",
    "WeeklyMail",
]
