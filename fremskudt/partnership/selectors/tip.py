"""What the pages of a new tip need: the giver's house, its areas, whom to ring, and the answer to a receipt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Area, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.codes import new_code
from fremskudt.partnership.models import Batch, Tip
from fremskudt.partnership.rules import tip_form as rules
from fremskudt.partnership.rules import undo
from fremskudt.partnership.rules.house_view import HouseView
from fremskudt.partnership.rules.tip import week_of
from fremskudt.partnership.selectors.house_tips import HouseCount, count_house_tips, house_tip
from fremskudt.partnership.selectors.poster_face import Face, list_faces
from fremskudt.partnership.selectors.weekly_line import WeeklyLine, weekly_line

NOBODY = Actor("nobody")


@dataclass(frozen=True)
class Giving:
    """What the form lets one choose between, and what is chosen beforehand."""

    houses: Sequence[Organisation]
    areas: Sequence[Area]
    place: str
    area: int | None


@dataclass(frozen=True)
class SeenAndHeard:
    own: HouseCount  # one's house's tips in a line: numbers, and none of them
    has_given: bool
    week: WeeklyLine
    faces: Sequence[Face]
    asks_first: bool


@dataclass(frozen=True)
class Answer:
    """What who has no account sees of their tip: the same as its house, without anybody's yes."""

    view: HouseView
    may_undo: bool


def read_seen_and_heard(reach: Reach) -> SeenAndHeard:
    houses, today = _houses(reach), timezone.localdate()
    keys = [house.pk for house in houses]
    own = count_house_tips(keys, today)
    return SeenAndHeard(
        own=own,
        has_given=bool(own.n_open) or Tip.objects.standing().filter(organisation__in=keys).exists(),
        week=weekly_line(keys, today),
        faces=list_faces({house.town for house in houses}),
        asks_first=bool(houses) and all(house.kind in rules.ASKS_FIRST for house in houses),
    )


def read_giving(reach: Reach) -> Giving:
    return _giving(_houses(reach))


def read_wall(wall: Batch) -> Giving:
    """What the page behind a code offers: the house it hangs in."""
    return _giving([wall.organisation] if wall.organisation else [])


def read_typing(reach: Reach) -> Giving:
    """For a paper card: any house of the municipalities in which the reader answers tips."""
    towns = reach.towns(Permission.TIP_ANSWER)
    houses = Organisation.objects.within(towns).exclude(kind=Organisation.Kind.EVALUATOR)
    areas = _areas(towns)
    return Giving(list(houses.order_by("name", "pk")), areas, "", areas[0].pk if len(areas) == 1 else None)


def list_weeks(today: date) -> list[date]:
    """The Mondays that a card can be of, the newest first."""
    return [week_of(today) - timedelta(weeks=ago) for ago in range(rules.TYPED_WEEKS)]


def find_fresh(reach: Reach, source: str) -> Tip | None:
    """The reader's own newest tip, while it can still be undone."""
    since = timezone.now() - undo.LASTS
    mine = Tip.objects.standing().filter(by=reach.user_id or 0, source=source, made_at__gte=since)
    return mine.select_related("organisation").order_by("-made_at", "-pk").first()


def find_own(reach: Reach, code: str) -> Tip:
    """A tip that the reader has given, taken back or not; 404 for anybody else's."""
    return get_object_or_404(Tip, code=code, by=reach.user_id or 0)


def is_fresh(tip: Tip) -> bool:
    return undo.may_undo(tip.made_at, timezone.now())


def week_of_wall(wall: Batch) -> WeeklyLine:
    return weekly_line([wall.organisation_id] if wall.organisation_id else [], timezone.localdate())


def find_wall(code: str) -> Batch | None:
    """The open code of a house's wall; none for any other, closed or unknown."""
    found = Batch.objects.open().filter(code=code, leads_to="tip", organisation__isnull=False)
    return found.select_related("organisation").first()


def receipt_of(operation: UUID) -> str:
    """The eight signs of a receipt. They follow from the page's press, so the second tap shows the same ones."""
    drawn = int.from_bytes(salted_hmac("tip.receipt", operation.hex, algorithm="sha256").digest())

    def choose(signs: str) -> str:
        nonlocal drawn
        drawn, at = divmod(drawn, len(signs))
        return signs[at]

    return new_code(choose)


def hash_of(receipt: str, secret: str | bytes | None = None) -> str:
    """All that is stored of a receipt. Without the site's key no list of receipts can be made from it."""
    return salted_hmac("tip.receipt_hash", receipt, secret=secret, algorithm="sha256").hexdigest()


def find_receipt(receipt: str) -> Tip | None:
    """The tip of a receipt, until it is taken back, expired, or closed towards whoever gave it."""
    hashes = [hash_of(receipt, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    tip = Tip.objects.standing().filter(receipt_hash__in=hashes).first() if receipt else None
    return None if tip is None or house_tip(tip, timezone.localdate()).view.is_closed else tip


@transaction.atomic
def read_answer(tip: Tip) -> Answer:
    """Our own work and never how it went for anybody, whoever holds the receipt."""
    answer = Answer(house_tip(tip, timezone.localdate()).view, may_undo=is_fresh(tip))
    record(by=NOBODY, action="tip.answer_read", subject=f"tip:{tip.code}", purpose=Purpose.OWN, fields="coded")
    return answer


def _houses(reach: Reach) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=reach.where(Permission.TIP_ADD)).order_by("name", "pk"))


def _giving(houses: Sequence[Organisation]) -> Giving:
    areas, places = (
        _areas({house.town for house in houses}),
        {rules.USUAL_PLACE.get(house.kind, "") for house in houses},
    )
    return Giving(houses, areas, places.pop() if len(places) == 1 else "", _usual_area(houses, areas))


def _areas(towns: Iterable[int]) -> list[Area]:
    return list(Area.objects.filter(municipality__in=towns, closed_at=None).order_by("name", "pk"))


def _usual_area(houses: Sequence[Organisation], areas: Sequence[Area]) -> int | None:
    """The one that was chosen last, or the only one."""
    if len(areas) <= 1:
        return areas[0].pk if areas else None
    given = Tip.objects.standing().filter(organisation__in=houses, area__in=areas)
    return given.order_by("-made_at").values_list("area", flat=True).first()
