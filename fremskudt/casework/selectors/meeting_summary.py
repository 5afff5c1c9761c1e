"""»Til borgeren bagefter«: the summary as it stands, or a first draft of it made from what was agreed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import MeetingItem
from fremskudt.casework.rules import meeting as meeting_rules
from fremskudt.casework.rules import meeting_summary as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.meeting import open_to
from fremskudt.casework.selectors.meeting_lines import Promise, written_about


@dataclass(frozen=True)
class SummaryPage:
    opened: Opened
    item: MeetingItem
    draft: str
    message: str

    @property
    def words(self) -> str:
        return self.item.summary or self.draft

    @property
    def refused(self) -> str:
        return may_write(has_ended=self.opened.has_ended).reason or may_summarise(self.item).reason


def may_summarise(item: MeetingItem) -> Verdict:
    state = meeting_rules.state_of(
        began=item.began_at is not None, ended=item.ended_at is not None, closed=item.closed_at is not None,
        is_covered=True,
    )  # fmt: skip
    return meeting_rules.may_summarise(has_begun=item.meeting.began_at is not None, state=state)


@transaction.atomic
def read_summary(reach: Reach, pk: int, item: int, by: User) -> SummaryPage:
    page = find_summary(reach, pk, item, by)
    log_read(reach, page.opened, "meeting.read", "coded,free_text")
    return page


@transaction.atomic
def read_summary_print(reach: Reach, pk: int, item: int, by: User) -> SummaryPage:
    """The same, for the sheet that the citizen gets in the hand."""
    page = find_summary(reach, pk, item, by)
    log_read(reach, page.opened, "meeting.print", "free_text")
    return page


def find_summary(reach: Reach, pk: int, item: int, by: User) -> SummaryPage:
    """For one who follows the citizen and was at the meeting; for anybody else it does not exist."""
    rows = MeetingItem.objects.filter(meeting__in=open_to(reach), meeting=pk, pk=item, removed_at=None)
    row = rows.select_related("meeting", "case__citizen__merged_into").first()
    if row is None:
        raise Http404
    citizen = row.case.citizen.merged_into or row.case.citizen
    opened = open_case(reach, citizen.code, Permission.CASE_WRITE)
    promises = [one for one in written_about({citizen.pk: row.pk}).promises if one.item == row.pk]
    return SummaryPage(opened, row, _draft(row, promises), _message(row, by))


def _draft(item: MeetingItem, promises: Iterable[Promise]) -> str:
    lines = [
        _(rules.PROMISE) % {"words": one.words.rstrip(". "), "who": _first(one.who), "day": date_format(one.on, "j. F")}
        for one in promises
    ]
    opening = _(rules.OPENING) % {"day": date_format(timezone.localtime(item.meeting.at), "j. F")}
    agreed = [_(rules.AGREED), *lines] if lines else [_(rules.NOTHING_NEW)]
    return "\n".join([opening, *agreed, _(rules.CLOSING)])[: rules.LONGEST]


def _message(item: MeetingItem, by: User) -> str:
    is_today = timezone.localdate(item.meeting.at) == timezone.localdate()
    return _(rules.MESSAGE_TODAY if is_today else rules.MESSAGE_LATER) % {"name": _first(by.name)}


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name
