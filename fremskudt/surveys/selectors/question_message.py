"""Who is to be written to about what is open: one message for all of it, and one again, once.

Whoever is written to has said yes to it, takes part, is not held back and has something left to answer. Those who
follow them come first: a round is open for two days before anything is sent by itself, and whoever was asked lately, in
whatever way, is not written to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen, Message
from fremskudt.casework.rules.message import Kind
from fremskudt.casework.selectors.message import may_write, questions_told
from fremskudt.casework.selectors.message_agreement import who_said_yes
from fremskudt.casework.selectors.taking_part import taking_part
from fremskudt.surveys.models import Invitation, NoAnswer, Study, Wave
from fremskudt.surveys.rules import question_message as rules
from fremskudt.surveys.rules.asking import Stage
from fremskudt.surveys.rules.why_no_answer import Why
from fremskudt.surveys.selectors.asked import Asked, asked_of, open_waves
from fremskudt.surveys.selectors.may_ask import askable
from fremskudt.surveys.selectors.respondent import code_of

IN_USE = timedelta(days=1)  # a link that ends sooner was made for a phone that was handed over


@dataclass(frozen=True)
class Due:
    """One message, as it should go now. `until_on` is of the second one: the last day the link leads to questions."""

    citizen: Citizen
    kind: Kind
    occasion: str
    asked: Sequence[Asked]
    until_on: date | None = None


def list_due(now: datetime) -> list[Citizen]:
    """Those who may be due, those whose message was refused last. A few questions, however many there are."""
    people = {one.pk: one for one in Citizen.objects.filter(pk__in=who_said_yes(), merged_into=None)}
    waves = open_waves({one.municipality_id for one in people.values()}, timezone.localdate(now))
    prefetch_related_objects(waves, "study__municipalities")
    of_town: dict[int, list[Wave]] = {}
    for wave in waves:
        for town in wave.study.municipalities.all():
            of_town.setdefault(town.pk, []).append(wave)
    told = questions_told(people)
    found = [one for one in people.values() if may_be_due(of_town.get(one.municipality_id, []), told[one.pk], now)]
    return sorted(found, key=lambda one: (any(message.failed_at for message in told[one.pk]), one.pk))


def may_be_due(waves: Iterable[Wave], told: Sequence[Message], now: datetime) -> bool:
    """Without asking anything of the person: a wave they were not told of, or one that may be told of again."""
    today = timezone.localdate(now)
    went = [one for one in told if one.failed_at is None]
    if went and not rules.is_a_week_on(timezone.localdate(went[-1].made_at), today):
        return False
    known = {pk for one in went for pk in rules.waves_in(one.occasion)}
    if any(wave.pk not in known and rules.is_time(wave.opens_on, today) for wave in waves):
        return True
    return _again(told, {wave.pk for wave in waves}, today) is not None


def due_of(citizen: Citizen, now: datetime) -> Due | None:
    """What is to go to this person now, as everything stands now; None when nothing is."""
    today = timezone.localdate(now)
    told = questions_told([citizen.pk])[citizen.pk]
    known = {pk for one in told if one.failed_at is None for pk in rules.waves_in(one.occasion)}
    asked = [one for one in to_tell(citizen) if one.stage is Stage.OPEN]
    fresh = [one for one in asked if one.wave.pk not in known]
    if any(rules.is_time(one.wave.opens_on, today) for one in fresh) and not _was_asked_lately(fresh, today):
        return Due(citizen, Kind.QUESTIONS, rules.occasion([one.wave.pk for one in fresh]), fresh)
    first = _again(told, {one.wave.pk for one in asked}, today)
    again = [one for one in asked if first and one.wave.pk in rules.waves_in(first.occasion)]
    until_on = _works_until(citizen, again, now) if again else None
    if first is None or until_on is None or until_on < today:
        return None
    return Due(citizen, Kind.QUESTIONS_AGAIN, first.occasion, again, until_on)


def to_tell(citizen: Citizen) -> list[Asked]:
    """What is open to this person and has something left, and may be asked now."""
    return [one for one in askable(citizen) if one.next_bite is not None]


def may_send_now(*, citizen: Citizen, by: User, now: datetime | None = None) -> Verdict:
    """May a worker press now? With the reason when not."""
    root = citizen.merged_into or citizen
    may = may_write(root, Kind.QUESTIONS, now or timezone.now(), sender=by, is_dead=is_dead(root))
    if not may:
        return may
    return Verdict.yes() if to_tell(root) else Verdict.no(rules.NOTHING_OPEN)


def was_refused(due: Due) -> bool:
    """Whether the gateway would not take it."""
    told = questions_told([due.citizen.pk])[due.citizen.pk]
    return any(one.kind == due.kind and one.occasion == due.occasion and one.failed_at for one in told)


def is_dead(citizen: Citizen) -> bool:
    """Whether anybody has said so, in whichever study of the municipality."""
    codes = {code_of(slug, citizen): slug for slug in _studies(citizen)}
    told = NoAnswer.objects.filter(why=Why.DIED, undone_at=None, respondent__code__in=codes)
    pairs = told.values_list("respondent__code", "respondent__study__slug")
    return any(codes[code] == slug for code, slug in pairs)


def to_put_off(citizen: Citizen) -> list[Asked]:
    """What is open in studies they take part in, held back already or not."""
    waves = open_waves([citizen.municipality_id], timezone.localdate())
    return [asked_of(citizen, wave) for wave in waves if taking_part([citizen.pk], wave.study.slug)]


def _studies(citizen: Citizen) -> list[str]:
    return list(Study.objects.filter(municipalities=citizen.municipality_id).values_list("slug", flat=True))


def _again(told: Sequence[Message], open_now: set[int], today: date) -> Message | None:
    """The newest first message of something still open that was never told of again, when it is time to."""
    again = [one for one in told if one.kind == Kind.QUESTIONS_AGAIN and one.failed_at is None]
    twice = {pk for one in again for pk in rules.waves_in(one.occasion)}
    firsts = [one for one in told if one.kind == Kind.QUESTIONS and one.sent_at]
    newest = firsts[-1] if firsts else None
    if newest is None or newest.sent_at is None:
        return None
    is_time = rules.is_time_again(timezone.localdate(newest.sent_at), today)
    return newest if is_time and rules.waves_in(newest.occasion) & open_now - twice else None


def _was_asked_lately(asked: Sequence[Asked], today: date) -> bool:
    codes = {one.code for one in asked}
    made = Invitation.objects.filter(wave__in=[one.wave for one in asked], respondent__code__in=codes)
    days = [timezone.localdate(at) for at in made.values_list("made_at", flat=True)]
    return any(not rules.is_a_week_on(day, today) for day in days)


def _works_until(citizen: Citizen, asked: Sequence[Asked], now: datetime) -> date | None:
    """The last day on which their newest link leads to one of these; None where no link holds."""
    link = PersonalLink.objects.filter(
        subject=citizen.key, purpose=links.ANSWER, revoked_at=None, expires_at__gt=now + IN_USE
    ).order_by("-expires_at").first()  # fmt: skip
    if link is None:
        return None
    last_whole_day = timezone.localdate(link.expires_at) - timedelta(days=1)
    return min(last_whole_day, max(one.wave.closes_on for one in asked))
