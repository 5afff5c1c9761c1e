"""What stands about who may know what, one card for each recipient: for the therapist's page, the citizen's and paper.

A card says what holds, asked of the one rule (rules/consent.py); it is never worked out here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access.models import Membership
from fremskudt.casework.models import Barring, Citizen, ConsentEntry
from fremskudt.casework.rules import consent as rules
from fremskudt.casework.rules import consent_words
from fremskudt.casework.rules.consent import Answer, Direction, Purpose, Recipient, Said, Topic, Use
from fremskudt.casework.rules.consent_answer import recipient_key

DOOR = {
    Purpose.HELP: Use.PAGE,
    Purpose.MEETING: Use.MEETING,
    Purpose.HANDING_ON: Use.HANDOVER,
    Purpose.FEEDBACK: Use.FEEDBACK,
}
# Whether the person an entry names still stands in the house it names, and can log in.
SEATED = Exists(
    Membership.objects.filter(user=OuterRef("user"), organisation=OuterRef("organisation"), user__is_active=True)
)


@dataclass(frozen=True)
class Yes:
    """One yes that holds, with what is left of it when every no is heard."""

    pk: int
    topics: list[str]  # of rules/consent.TOPICS, in their order
    refused: list[str]  # topics of it that a no has stopped since
    purpose: str
    direction: str
    until_on: date
    days_left: int
    said_at: datetime
    made_at: datetime
    form: str
    witness: str
    place: str
    meeting_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Written down on another day than it was said: until then it opened nothing."""
        return timezone.localdate(self.made_at) != timezone.localdate(self.said_at)

    @property
    def ends_soon(self) -> bool:
        return self.days_left <= rules.WARN_DAYS[0]


@dataclass(frozen=True)
class Card:
    pk: int  # of the yes that ends first: what »Træk tilbage«, »Spørg igen« and »Se det, de ser« are about
    recipient: Recipient
    who: str  # in the reader's language
    yeses: list[Yes]
    has_left: bool  # one person who is no longer there: nothing holds

    @property
    def knows(self) -> bool:
        """Whether the recipient gets to know anything today."""
        return not self.has_left and bool(self.topics)

    @property
    def topics(self) -> list[str]:
        told = {topic for yes in self.yeses for topic in yes.topics}
        return [topic for topic in Topic if topic in told]

    @property
    def ends_soon(self) -> bool:
        return self.knows and self.yeses[0].ends_soon

    @property
    def is_outside(self) -> bool:
        return bool(self.recipient.outside)

    @property
    def has_page(self) -> bool:
        """Whether there is anything they can open and look at: not for one outside, nor for one who has left."""
        return self.knows and not self.is_outside


def list_cards(citizen: Citizen, at: datetime | None = None) -> list[Card]:
    """Every recipient to whom a yes is in force, what ends first on top; one query, whatever their number.

    One who has left the house has a card that knows nothing (`has_left`). One who is barred has none: nobody who looks
    over a shoulder learns of a barring.
    """
    return cards_of(standing_among(entries_of(citizen).standing()), citizen.pk, at or timezone.now())


def standing_among(entries: Iterable[Any]) -> list[Any]:
    """Every yes and no among these that nobody has ended, what ends first on top."""
    found = [one for one in entries if not hasattr(one, "end") and one.answer != Answer.NOT_NOW]
    return sorted(found, key=lambda one: (one.until_on or date.max, one.pk))


def cards_of(standing: list[Any], citizen: int, now: datetime) -> list[Card]:
    """The cards of entries that stand, fetched by `entries_of`."""
    ledger = [said_of(entry, citizen) for entry in standing]
    groups: dict[object, list[Any]] = {}
    for entry in standing:
        if _is_in_date(entry, now) and not entry.barred:
            groups.setdefault(recipient_key(said_of(entry, citizen)), []).append(entry)
    return [_card(group, ledger, now) for group in groups.values()]


def recipient_words(entry: ConsentEntry) -> str:
    """Who an entry is to, as it stands in a sentence of the reader's language. Fetch organisation and user with it."""
    return consent_words.recipient_words(
        house=entry.organisation.name if entry.organisation else "", person=entry.user.name if entry.user else "",
        role=entry.role, outside=entry.outside, say=gettext,
    )  # fmt: skip


def recipient_of(entry: ConsentEntry) -> Recipient:
    roles = frozenset({entry.role}) if entry.role else frozenset[str]()
    return Recipient(entry.organisation_id, entry.user_id, roles, entry.outside)


def entries_of(citizen: Citizen) -> Any:
    """All that was answered about the citizen, by whichever of merged records, with what its words are made of.

    Each with `seated` (is the person it names still there) and `barred` (is that person barred from the citizen).
    """
    barred = Barring.objects.of(citizen).filter(lifted_at=None, user=OuterRef("user"))
    found = ConsentEntry.objects.of(citizen).select_related("organisation", "user", "by", "meeting", "end__by")
    return found.annotate(seated=SEATED, barred=Exists(barred))


def said_of(entry: ConsentEntry, citizen: int, ended_at: datetime | None = None) -> Said:
    """The entry as the rule knows it; of one that stands. `citizen` is the id of the record that is kept."""
    return Said(
        entry.pk, citizen, entry.answer, entry.purpose, frozenset(entry.topics.split()), entry.direction,
        entry.said_at, entry.made_at, entry.until_on, entry.organisation_id, entry.user_id, entry.role, entry.outside,
        entry.meeting_id, ended_at,
    )  # fmt: skip


def left_of(yes: Said, ledger: Iterable[Said], recipient: Recipient, at: datetime) -> frozenset[str]:
    """The topics of one yes that hold at that instant, every no heard."""
    heard = [yes, *(one for one in ledger if one.answer == Answer.NO)]
    direction = Direction.TELL if yes.direction == Direction.BOTH else Direction(yes.direction)
    return rules.shared_topics(
        heard, citizen=yes.citizen, recipient=recipient, use=DOOR[Purpose(yes.purpose)], at=at,
        on=timezone.localdate(at), direction=direction, meeting=yes.meeting,
    )  # fmt: skip


def _is_in_date(entry: ConsentEntry, now: datetime) -> bool:
    return entry.answer == Answer.YES and entry.until_on is not None and entry.until_on >= timezone.localdate(now)


def _card(group: list[Any], ledger: list[Said], now: datetime) -> Card:
    first = group[0]
    recipient = recipient_of(first)
    return Card(
        pk=first.pk,
        recipient=recipient,
        who=recipient_words(first),
        yeses=[_yes(entry, ledger, recipient, now) for entry in group],
        has_left=first.user_id is not None and not first.seated,
    )


def _yes(entry: ConsentEntry, ledger: list[Said], recipient: Recipient, now: datetime) -> Yes:
    said = next(one for one in ledger if one.pk == entry.pk)
    left, until_on = left_of(said, ledger, recipient, now), entry.until_on or date.min
    return Yes(
        pk=entry.pk, topics=[topic for topic in Topic if topic in left],
        refused=[topic for topic in Topic if topic in said.topics - left],
        purpose=entry.purpose, direction=entry.direction, until_on=until_on,
        days_left=(until_on - timezone.localdate(now)).days, said_at=entry.said_at, made_at=entry.made_at,
        form=entry.form, witness=entry.witness, place=entry.place,
        meeting_at=entry.meeting.at if entry.meeting else None,
    )  # fmt: skip
