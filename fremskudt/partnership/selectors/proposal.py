"""What partners propose, what was answered, and how much of it became something."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import Proposal, ProposalAnswer
from fremskudt.partnership.rules.proposal import ANSWERS
from fremskudt.partnership.selectors.agreement import partner_houses

SHOWN = 20


@dataclass(frozen=True)
class Idea:
    """A proposal with its answers, the newest first."""

    proposal: Proposal
    answers: Sequence[ProposalAnswer]
    is_mine: bool = False

    @property
    def newest(self) -> ProposalAnswer | None:
        return self.answers[0] if self.answers else None


@dataclass(frozen=True)
class Became:
    """The titles that got one answer; of none yet, `kind` is empty."""

    kind: str
    titles: Sequence[str]


@dataclass(frozen=True)
class OwnIdeas:
    houses: Sequence[Organisation]  # for which one may propose
    ideas: Sequence[Idea]
    has_more: bool


def own_houses(reach: Reach) -> list[Organisation]:
    """The partners that the reader belongs to; none for the team's own people."""
    return list(partner_houses().filter(pk__in=reach.where(Permission.AGREEMENT_READ)).order_by("name", "pk"))


def read_own(reach: Reach, *, everything: bool = False) -> OwnIdeas:
    """All that one's own houses have proposed and not taken back, newest first."""
    houses = own_houses(reach)
    found = ideas_of([house.pk for house in houses], me=reach.user_id or 0, most=None if everything else SHOWN + 1)
    return OwnIdeas(houses, found if everything else found[:SHOWN], not everything and len(found) > SHOWN)


def ideas_of(houses: Iterable[int], *, me: int = 0, most: int | None = None) -> list[Idea]:
    kept = _with_answers(Proposal.objects.filter(organisation__in=houses, taken_back_at=None))
    return [_idea(one, me) for one in kept[:most]]


def get_own(reach: Reach, pk: int) -> Proposal:
    """One of the reader's own house, taken back or not; 404 for any other."""
    within = Proposal.objects.filter(organisation__in=reach.where(Permission.AGREEMENT_READ))
    return get_object_or_404(within, pk=pk)


def get_to_answer(reach: Reach, pk: int) -> Idea:
    """One of a partner in the leader's towns, taken back or not; 404 for any other."""
    houses = partner_houses().filter(municipality__in=reach.towns(Permission.PARTNERS_EDIT))
    return _idea(get_object_or_404(_with_answers(Proposal.objects.filter(organisation__in=houses)), pk=pk), 0)


def what_became(towns: Iterable[int]) -> list[Became]:
    """Every answer with the titles that got it last; what waits stands first."""
    houses = partner_houses().filter(municipality__in=towns)
    found: dict[str, list[str]] = {kind: [] for kind in ("", *ANSWERS)}
    for one in _with_answers(Proposal.objects.filter(organisation__in=houses, taken_back_at=None)):
        newest = _idea(one, 0).newest
        found[newest.kind if newest else ""].append(one.title)
    return [Became(kind, titles) for kind, titles in found.items() if titles]


def _with_answers(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    answers = Prefetch("answers", ProposalAnswer.objects.select_related("by"), to_attr="told")
    return proposals.select_related("organisation").prefetch_related(answers)


def _idea(proposal: Proposal, me: int) -> Idea:
    return Idea(proposal, proposal.told, proposal.by_id == me)  # type: ignore[attr-defined]
