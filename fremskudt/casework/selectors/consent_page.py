"""»Hvem må vide hvad« of one citizen: the cards, what was said no to, all that was ever answered, and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import ConsentEntry
from fremskudt.casework.rules.consent import Answer, Topic
from fremskudt.casework.rules.consent_answer import recipient_key
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.consent_cards import (
    Card,
    cards_of,
    entries_of,
    list_cards,
    recipient_words,
    said_of,
    standing_among,
)  # fmt: skip
from fremskudt.casework.selectors.consent_looks import Look, list_looks
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.plan import door_of

SHOWN = 20


@dataclass(frozen=True)
class Told:
    """One line of the history: what was answered, and what became of it."""

    entry: ConsentEntry
    who: str
    topics: list[str]
    state: str  # yes: holds, left, expired, withdrawn, replaced; else the answer itself
    is_late: bool

    @property
    def ended_at(self) -> datetime | None:
        return self.entry.end.at if hasattr(self.entry, "end") else None


@dataclass(frozen=True)
class Refusal:
    """What a recipient must not know, because the citizen said so."""

    who: str
    topics: list[str]
    said_at: datetime


@dataclass(frozen=True)
class ConsentPage:
    opened: Opened
    open_door: OpenDoor | None
    cards: list[Card]
    refusals: list[Refusal]
    history: Sequence[Told]
    n_earlier: int  # lines of the history that are not shown
    refused: str  # why nothing new may be asked; empty when it may


@dataclass(frozen=True)
class PaperPage:
    opened: Opened
    cards: list[Card]
    looks: list[Look]
    today: date


@transaction.atomic
def read_consent(reach: Reach, code: str, *, whole: bool = False) -> ConsentPage:
    opened = open_case(reach, code)
    entries = list(entries_of(opened.citizen).order_by("-said_at", "-pk"))
    cards = cards_of(standing_among(entries), opened.citizen.pk, timezone.now())
    holding = {yes.pk: card for card in cards for yes in card.yeses}
    history = [_told(entry, holding) for entry in entries]
    page = ConsentPage(
        opened=opened,
        open_door=door_of(reach, opened),
        cards=cards,
        refusals=_refusals(entries, opened.citizen.pk),
        history=history if whole else history[:SHOWN],
        n_earlier=0 if whole else max(len(history) - SHOWN, 0),
        refused=may_write(has_ended=opened.has_ended).reason,
    )
    log_read(reach, opened, "consent.read", "coded,free_text,identifying")
    return page


@transaction.atomic
def read_paper(reach: Reach, code: str) -> PaperPage:
    """The one page that answers »hvem ved hvad om mig«."""
    opened = open_case(reach, code)
    cards = [card for card in list_cards(opened.citizen) if card.knows]
    page = PaperPage(opened, cards, list_looks(opened.citizen), timezone.localdate())
    log_read(reach, opened, "consent.print", "coded,identifying")
    return page


def find_yes(opened: Opened, pk: int) -> ConsentEntry:
    """A yes of this citizen, ended or not, or 404."""
    entry: ConsentEntry | None = entries_of(opened.citizen).filter(pk=pk, answer=Answer.YES).first()
    if entry is None:
        raise Http404
    return entry


def others_who_see(card_of: ConsentEntry, opened: Opened) -> list[str]:
    """Who of the same house still knows by a yes of their own, when this recipient's is stopped."""
    same = [card for card in list_cards(opened.citizen) if card.knows and not card.is_outside]
    return [card.who for card in same if card.recipient.organisation == card_of.organisation_id]


def _told(entry: ConsentEntry, holding: dict[int, Card]) -> Told:
    late = timezone.localdate(entry.made_at) != timezone.localdate(entry.said_at)
    chosen = set(entry.topics.split())
    return Told(
        entry, recipient_words(entry), [topic for topic in Topic if topic in chosen], _state(entry, holding), late
    )


def _state(entry: ConsentEntry, holding: dict[int, Card]) -> str:
    if entry.answer != Answer.YES:
        return str(entry.answer)
    if hasattr(entry, "end"):
        return str(entry.end.why)
    if entry.pk in holding:
        return "left" if holding[entry.pk].has_left else "holds"
    return "expired"


def _refusals(entries: Sequence[ConsentEntry], citizen: int) -> list[Refusal]:
    """Each no that no later yes to exactly the same recipient has answered, by topic."""
    told = [(entry, said_of(entry, citizen)) for entry in entries]
    yes = [said for entry, said in told if said.answer == Answer.YES and not hasattr(entry, "end")]
    found = []
    for entry, no in told:
        if no.answer != Answer.NO:
            continue
        since = [one.topics for one in yes if recipient_key(one) == recipient_key(no) and one.said_at > no.said_at]
        left = no.topics.difference(*since)
        if left:
            found.append(Refusal(recipient_words(entry), [one for one in Topic if one in left], entry.said_at))
    return _once(found)


def _once(refusals: list[Refusal]) -> list[Refusal]:
    """One line for each recipient: what was said no to in any answer, with the newest day. They come newest first."""
    merged: dict[str, Refusal] = {}
    for one in refusals:
        first = merged.get(one.who)
        topics = set(one.topics) | set(first.topics if first else ())
        merged[one.who] = replace(first or one, topics=[topic for topic in Topic if topic in topics])
    return list(merged.values())
