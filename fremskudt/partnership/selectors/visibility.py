"""What makes the team seen: what is coming and what has been, the codes on it, and what came through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.small_counts import Protected
from fremskudt.basics.verdict import Verdict
from fremskudt.partnership.models import Batch, Campaign
from fremskudt.partnership.rules import visibility as rules
from fremskudt.partnership.rules.undo import LASTS, may_undo
from fremskudt.partnership.selectors.tips_that_followed import Through, through_codes

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One row of the list; `through` is None where it has no code."""

    campaign: Campaign
    n_codes: int
    through: Through | None


@dataclass(frozen=True)
class Page:
    coming: Sequence[Line]
    been: Sequence[Line]
    has_more: bool
    cancelled: Campaign | None  # called off a moment ago: it can be taken back


@dataclass(frozen=True)
class Code:
    """One code, with what came through it."""

    batch: Batch
    tips: Protected
    calls: Protected


@dataclass(frozen=True)
class Detail:
    campaign: Campaign
    codes: Sequence[Code]
    through: Through
    is_coming: bool
    may_make_code: Verdict
    can_undo: bool  # that it was called off a moment ago


def read_visibility(reach: Reach, *, everything: bool = False) -> Page:
    today, now = timezone.localdate(), timezone.now()
    standing = _of_town(reach).filter(cancelled_at=None).annotate(last_on=Coalesce("until_on", "on"))
    coming = list(standing.filter(last_on__gte=today).order_by("on", "pk"))
    been = list(standing.filter(last_on__lt=today).order_by("-last_on", "-pk")[: None if everything else SHOWN + 1])
    cancelled = _of_town(reach).filter(cancelled_at__gte=now - LASTS).order_by("-cancelled_at", "-pk").first()
    shown = been if everything else been[:SHOWN]
    lines = _lines(coming + shown)
    return Page(lines[: len(coming)], lines[len(coming) :], len(been) > len(shown), cancelled)


def read_campaign(reach: Reach, pk: int) -> Detail:
    """One of one's own municipality, with its codes; 404 for any other."""
    campaign, today, now = find_campaign(reach, pk), timezone.localdate(), timezone.now()
    batches = list(campaign.batches.select_related("organisation").order_by("closed_at", "-made_at", "-pk"))
    through = through_codes({campaign.pk: [batch.pk for batch in batches]})[campaign.pk]
    each = zip(batches, through.tips.each, through.calls.each, strict=True)
    return Detail(
        campaign=campaign,
        codes=[Code(batch, tips, calls) for batch, tips, calls in each],
        through=through,
        is_coming=rules.is_coming(campaign.on, campaign.until_on, today),
        may_make_code=rules.may_make_code(is_cancelled=campaign.cancelled_at is not None),
        can_undo=campaign.cancelled_at is not None and may_undo(campaign.cancelled_at, now),
    )


def find_campaign(reach: Reach, pk: int) -> Campaign:
    return get_object_or_404(_of_town(reach), pk=pk)


def find_batch(reach: Reach, code: str) -> Batch:
    """A code of one's own municipality, open or closed; 404 for any other."""
    within = Batch.objects.filter(municipality__in=reach.towns(Permission.VISIBILITY_EDIT))
    return get_object_or_404(within.select_related("campaign", "organisation", "municipality"), code=code)


def list_towns(reach: Reach) -> list[Organisation]:
    """Where the reader plans; one for nearly everybody."""
    return list(Organisation.objects.filter(pk__in=reach.towns(Permission.VISIBILITY_EDIT)).order_by("name", "pk"))


def list_houses(town: int) -> list[Organisation]:
    """The houses of a municipality that a code for tips can belong to."""
    own = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.EVALUATOR, Organisation.Kind.DRUG_CENTRE)
    return list(Organisation.objects.within([town]).exclude(kind__in=own).order_by("name", "pk"))


def poster_code(town: int) -> Batch | None:
    """The newest open code that was made for posters and leads to being rung."""
    found = Batch.objects.open().filter(municipality=town, leads_to="call", campaign__kind="poster")
    return found.filter(campaign__cancelled_at=None).order_by("-made_at", "-pk").first()


def _of_town(reach: Reach) -> QuerySet[Campaign]:
    found = Campaign.objects.filter(municipality__in=reach.towns(Permission.VISIBILITY_EDIT))
    return found.select_related("area", "municipality", "by")


def _lines(campaigns: Sequence[Campaign]) -> list[Line]:
    codes: dict[int, list[int]] = {campaign.pk: [] for campaign in campaigns}
    for campaign, batch in Batch.objects.filter(campaign__in=codes).values_list("campaign_id", "pk"):
        codes[campaign].append(batch)
    through = through_codes(codes)
    return [Line(one, len(codes[one.pk]), through[one.pk] if codes[one.pk] else None) for one in campaigns]
