"""The partners of a leader's towns, sorted by what to do, and all that is agreed with one of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Area, MunicipalitySettings, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.municipality import settings_of
from fremskudt.basics.small_counts import Parts, parts
from fremskudt.partnership.models import ContactPerson, HouseVisit, Mishap, Proposal, Sparring, TipStep
from fremskudt.partnership.rules import agreement as rules
from fremskudt.partnership.rules.undo import LASTS
from fremskudt.partnership.selectors import house_rules, proposal, tips
from fremskudt.partnership.selectors.agreement import Deal, deal_of, find_house, partner_houses, with_versions

SHOWN = 20


@dataclass(frozen=True)
class Card:
    deal: Deal
    todos: Sequence[rules.Todo]

    @property
    def is_ours(self) -> bool:
        """Something waits for the municipality, and not for the partner alone."""
        return any(todo is not rules.Todo.SIGN_THEM for todo in self.todos)

    @property
    def first(self) -> int:
        """How early it stands: what asks for something before what does not, and what has ended last."""
        if self.todos:
            return list(rules.Todo).index(self.todos[0])
        return len(rules.Todo) + self.deal.is_over


@dataclass(frozen=True)
class Partners:
    cards: Sequence[Card]
    has_more: bool
    are_new_to_it: bool  # a municipality that has not worked with partners before


@dataclass(frozen=True)
class Partner:
    card: Card
    contacts: Sequence[ContactPerson]
    ended_contact: ContactPerson | None  # that can still be put back
    visits: Sequence[HouseVisit]
    own_visit: HouseVisit | None  # that can still be undone
    mishaps: Sequence[Mishap]
    ideas: Sequence[proposal.Idea]
    sparring: Sparring | None
    has_rules: bool  # a free space, whose rules are kept
    tips: Parts[str]  # given by the house since the new year and still on the list: answered or waiting


def list_partners(reach: Reach, *, everything: bool = False) -> Partners:
    houses = _asked(partner_houses().filter(municipality__in=_towns(reach))).select_related("municipality")
    cards = sorted(map(_card, houses.order_by("name", "pk")), key=lambda card: card.first)
    towns = _towns(reach)
    used_to_it = MunicipalitySettings.objects.filter(municipality__in=towns, has_worked_with_partners_before=True)
    return Partners(
        cards if everything else cards[:SHOWN], not everything and len(cards) > SHOWN, used_to_it.count() < len(towns)
    )


def get_partner(reach: Reach, pk: int) -> Organisation:
    """A partner in one of the leader's towns, or 404."""
    within = partner_houses().filter(municipality__in=_towns(reach)).select_related("municipality")
    return get_object_or_404(within, pk=pk)


def get_deal(reach: Reach, pk: int) -> Deal:
    within = with_versions(partner_houses().filter(municipality__in=_towns(reach))).select_related("municipality")
    return deal_of(get_object_or_404(within, pk=pk))


def has_budget(deal: Deal) -> bool:
    """Whether an agreement has a line about money: where civil society is part of the budget, or was when it began."""
    municipality = deal.house.municipality
    funds = municipality is not None and settings_of(municipality).funds_civil_society
    return funds or (deal.newest is not None and deal.newest.budget_kroner is not None)


def read_partner(reach: Reach, pk: int) -> Partner:
    """Everything about one of them. What was told and answered is there for as long as it is kept, 20 of each."""
    within = _asked(partner_houses().filter(municipality__in=_towns(reach))).select_related("municipality")
    house = get_object_or_404(within, pk=pk)
    fresh = timezone.now() - LASTS
    visits = list(house.house_visits.all()[:SHOWN])
    contacts = list_contacts([house.pk])
    own = [one for one in visits if one.by_id == reach.user_id and one.made_at >= fresh]
    return Partner(
        card=_card(house),
        contacts=[one for one in contacts if one.ended_at is None],
        ended_contact=just_ended(contacts, rules.SIDES),
        visits=visits,
        own_visit=max(own, key=lambda one: one.made_at, default=None),
        mishaps=list(house.mishaps.select_related("seen_by")[:SHOWN]),
        ideas=proposal.ideas_of([house.pk], most=SHOWN),
        sparring=coming_sparring([house.pk]),
        has_rules=house.kind in house_rules.KINDS,
        tips=_count_tips(reach, house),
    )


def list_contacts(houses: Sequence[int]) -> list[ContactPerson]:
    """Whom to ring about the cooperation, on both sides, and those who were ended so lately that it can be undone."""
    here = Q(ended_at=None) | Q(ended_at__gte=timezone.now() - LASTS)
    return list(ContactPerson.objects.filter(here, organisation__in=houses).order_by("side", "name", "pk"))


def just_ended(contacts: Sequence[ContactPerson], sides: Collection[str]) -> ContactPerson | None:
    """The last of them that was ended on one of these sides, to be put back."""
    ended = [one for one in contacts if one.ended_at and one.side in sides]
    return max(ended, key=lambda one: one.ended_at or one.made_at, default=None)


def coming_sparring(houses: Sequence[int]) -> Sparring | None:
    """The next that one of these houses is invited to."""
    invited = Sparring.invited.through.objects.filter(organisation__in=houses).values("sparring")
    return Sparring.objects.filter(pk__in=invited, cancelled_at=None, at__gte=timezone.now()).order_by("at").first()


def get_contact(reach: Reach, pk: int) -> ContactPerson:
    """A contact person that the reader may end: a leader's on either side, a contact's on their own; else 404."""
    contact = get_object_or_404(ContactPerson.objects.select_related("organisation"), pk=pk)
    house = find_house(reach, contact.organisation_id)
    if contact.side not in sides_of(reach, house):
        raise Http404
    return contact


def sides_of(reach: Reach, house: Organisation) -> list[str]:
    """For whom the reader may write contact people: a leader for both, a house for itself."""
    return list(rules.SIDES) if house.municipality_id in _towns(reach) else [rules.THEIRS]


def get_visit(reach: Reach, pk: int) -> HouseVisit | None:
    """A visit that the reader logged; None where it was undone before."""
    houses = partner_houses().filter(municipality__in=_towns(reach))
    return HouseVisit.objects.filter(organisation__in=houses, by=reach.user_id, pk=pk).first()


def get_mishap(reach: Reach, pk: int) -> Mishap:
    houses = partner_houses().filter(municipality__in=_towns(reach))
    return get_object_or_404(Mishap.objects.filter(organisation__in=houses).select_related("organisation"), pk=pk)


def known_names(municipality_id: int) -> list[str]:
    """Names of the houses and areas of the municipality: they may stand in what the houses write to each other."""
    houses = Organisation.objects.within([municipality_id]).values_list("name", flat=True)
    return [*houses, *Area.objects.filter(municipality=municipality_id).values_list("name", flat=True)]


def known_of(houses: Iterable[Organisation]) -> list[str]:
    """The same for the municipalities of these houses."""
    return [name for town in sorted({house.town for house in houses}) for name in known_names(town)]


def _count_tips(reach: Reach, house: Organisation) -> Parts[str]:
    """A number shows nobody, so it is no event; a small one is hidden all the same. Never by who in the house."""
    since = timezone.localtime().replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    answers = TipStep.objects.standing().filter(tip=OuterRef("pk"), by_house=False)
    given = tips.within(reach).filter(organisation=house, made_at__gte=since)
    counts = given.aggregate(n=Count("pk"), answered=Count("pk", filter=Exists(answers)))
    return parts({"answered": counts["answered"], "waiting": counts["n"] - counts["answered"]})


def _towns(reach: Reach) -> frozenset[int]:
    return reach.towns(Permission.PARTNERS_EDIT)


def _asked(houses: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With what waits for an answer: questions inside the one question."""
    unread = Mishap.objects.filter(organisation=OuterRef("pk"), seen_at=None)
    unanswered = Proposal.objects.filter(organisation=OuterRef("pk"), taken_back_at=None, answers=None)
    return with_versions(houses).annotate(has_mishap=Exists(unread), has_proposal=Exists(unanswered))


def _card(house: Organisation) -> Card:
    deal = deal_of(house)
    todos = rules.todos(
        has_mishap=house.has_mishap,  # type: ignore[attr-defined]
        has_any=deal.newest is not None,
        review_on=deal.review_on,
        unsigned=deal.unsigned,
        has_proposal=house.has_proposal,  # type: ignore[attr-defined]
        today=timezone.localdate(),
    )
    return Card(deal, todos)
