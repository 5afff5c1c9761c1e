"""»Hvem ved hvad«, for the citizen who opened the own link: who may know what, what was asked, who has looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose, record
from fremskudt.access.links import actor_of
from fremskudt.access.models import PersonalLink
from fremskudt.casework.models import Case, Citizen, ConsentEntry, MeetingItem
from fremskudt.casework.rules.consent import Answer
from fremskudt.casework.rules.consent_answer import recipient_key, usual_end
from fremskudt.casework.rules.consent_words import question
from fremskudt.casework.selectors.consent_cards import Card, entries_of, list_cards, recipient_words, said_of
from fremskudt.casework.selectors.consent_looks import Look, list_looks

THOUGHT_OVER = timedelta(days=30)  # a question that was answered with »ikke nu« waits here for so long
SUMMARIES = 3


@dataclass(frozen=True)
class Question:
    """What may be answered through the link: asked before and put off, or a yes that is about to end."""

    pk: int  # of the entry it was asked in
    words: str
    until_on: date


@dataclass(frozen=True)
class Summary:
    pk: int
    on: datetime
    words: str


@dataclass(frozen=True)
class OwnConsents:
    cards: Sequence[Card]
    questions: Sequence[Question]
    looks: Sequence[Look]
    summaries: Sequence[Summary]


@transaction.atomic
def read_own_consents(link: PersonalLink, *, action: str) -> OwnConsents:
    """The whole page. Every showing is an event."""
    citizen = citizen_of(link)
    cards = [card for card in list_cards(citizen) if card.knows]
    page = OwnConsents(cards, list_questions(citizen, cards), list_looks(citizen), _summaries(citizen))
    record(by=actor_of(link), action=action, subject=citizen.key, purpose=Purpose.OWN, fields="coded,free_text")
    return page


@transaction.atomic
def read_own_summary(link: PersonalLink, pk: int) -> Summary:
    """What was said about one's help at a meeting, once somebody has given it."""
    citizen = citizen_of(link)
    item = get_object_or_404(_given(citizen), pk=pk)
    record(
        by=actor_of(link), action="own_consents.summary_read", subject=citizen.key, purpose=Purpose.OWN,
        fields="free_text",
    )  # fmt: skip
    return _summary(item)


def citizen_of(link: PersonalLink) -> Citizen:
    """The record that is kept of whoever the link was given to; 404 where there is none."""
    held = Citizen.objects.filter(code=link.subject.removeprefix("citizen:")).select_related("merged_into").first()
    if held is None:
        raise Http404
    return held.merged_into or held


def get_entry(citizen: Citizen, pk: int) -> ConsentEntry:
    """One of the citizen's own entries, or 404."""
    entry: ConsentEntry = get_object_or_404(entries_of(citizen), pk=pk)
    return entry


def newest_case(citizen: Citizen) -> Case:
    case = Case.objects.of(citizen).order_by("-found_on", "-pk").first()
    if case is None:
        raise Http404
    return case


def list_questions(citizen: Citizen, cards: Sequence[Card]) -> list[Question]:
    """What was put off within a month and not answered since, and what ends soon."""
    entries = list(entries_of(citizen).order_by("-made_at", "-pk"))
    since = timezone.now() - THOUGHT_OVER
    soon = {yes.pk for card in cards for yes in card.yeses if yes.ends_soon and not yes.refused}
    asked, answered = [], set()
    for entry in entries:
        about = (recipient_key(said_of(entry, citizen.pk)), entry.purpose)
        put_off = entry.answer == Answer.NOT_NOW and entry.made_at >= since and about not in answered
        if entry.meeting_id is None and (put_off or entry.pk in soon):
            asked.append(entry)
        answered.add(about)
    return [question_of(entry) for entry in asked]


def question_of(entry: ConsentEntry, until_on: date | None = None) -> Question:
    """The same question again, until six months from today unless another day was shown."""
    until = until_on or usual_end(timezone.localdate())
    words = question(recipient_words(entry), entry.topics.split(), entry.direction, entry.purpose, until, say=gettext)
    return Question(entry.pk, words, until)


def _given(citizen: Citizen):  # type: ignore[no-untyped-def]  # QuerySet[MeetingItem]
    """What somebody chose to give by the link: what was said aloud or on paper may not be meant for a phone."""
    held = MeetingItem.objects.filter(
        case__in=Case.objects.of(citizen), removed_at=None, given_how="link", given_at__isnull=False
    )
    return held.exclude(summary="").select_related("meeting").order_by("-meeting__at", "-pk")


def _summaries(citizen: Citizen) -> list[Summary]:
    return [_summary(item) for item in _given(citizen)[:SUMMARIES]]


def _summary(item: MeetingItem) -> Summary:
    return Summary(item.pk, timezone.localtime(item.meeting.at), item.summary)
