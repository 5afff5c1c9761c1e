"""Who may be written to by SMS: the newest answer decides; none is a no."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen, MessageAgreement
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.message_agreement import masked_phone
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.message_phone import has_phone, open_phone


@dataclass(frozen=True)
class Page:
    opened: Opened
    answers: Sequence[MessageAgreement]  # the newest first
    has_phone: bool
    phone: str = field(repr=False)  # masked, and only for who may read identity

    @property
    def newest(self) -> MessageAgreement | None:
        return self.answers[0] if self.answers else None

    @property
    def is_yes(self) -> bool:
        return self.newest is not None and self.newest.answer == "yes"


@transaction.atomic
def read_agreement(reach: Reach, code: str) -> Page:
    opened = open_case(reach, code)
    shows = opened.citizen.municipality_id in reach.towns(Permission.IDENTITY_READ)
    phone = open_phone(opened.citizen) if shows else None
    known = phone is not None if shows else has_phone(opened.citizen)
    page = Page(opened, list_answers(opened.citizen), known, masked_phone(phone) if phone else "")
    log_read(reach, opened, "message_agreement.read", "identifying" if phone else "coded")
    return page


def find_agreement(reach: Reach, code: str) -> Opened:
    """For an act upon it; 404 beyond reach."""
    return open_case(reach, code, Permission.CASE_WRITE)


def list_answers(citizen: Citizen) -> list[MessageAgreement]:
    """The newest first, those of merged records too."""
    told = MessageAgreement.objects.filter(Q(citizen=citizen) | Q(citizen__merged_into=citizen))
    return list(told.select_related("by").order_by("-said_at", "-pk"))


def newest_answer(citizen: Citizen) -> MessageAgreement | None:
    """Of a record as it is kept, whichever of the merged ones it was said to."""
    told = MessageAgreement.objects.filter(Q(citizen=citizen) | Q(citizen__merged_into=citizen))
    return told.order_by("-said_at", "-pk").first()


def who_said_yes(towns: Collection[int] | None = None) -> list[int]:
    """Ids of records as they are kept whose newest answer is a yes; of these municipalities, or of all. One query."""
    told = MessageAgreement.objects.annotate(root=ROOT).order_by("said_at", "pk")
    if towns is not None:
        told = told.filter(citizen__municipality__in=towns)
    newest = dict(told.values_list("root", "answer"))
    return [root for root, answer in newest.items() if answer == "yes"]
