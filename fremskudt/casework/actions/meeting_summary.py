"""Write the plain summary for the citizen, and note how it was given to them."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.models import MeetingItem
from fremskudt.casework.rules import meeting_summary as rules
from fremskudt.casework.selectors.meeting_summary import may_summarise


class SummaryWrittenMeanwhileError(Exception):
    """Somebody else saved the summary since the writer's page was fetched."""


def write(*, item: MeetingItem, words: str, edit: int, how: str = "", by: User) -> None:
    """Save the words, and with `how` note that the citizen has got them. The same words again are no new saving.

    `edit` is the number of savings on the writer's page.
    """
    with transaction.atomic():
        case = in_writing(item.case)
        held = MeetingItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
        require(may_summarise(held))
        require(rules.may_give(words))
        is_new = held.summary != words
        if is_new and held.edit != edit:
            raise SummaryWrittenMeanwhileError
        is_given = bool(how) and (is_new or held.given_how != how)
        if is_new:
            held.summary, held.summary_at, held.edit = words, timezone.now(), held.edit + 1
            held.given_at, held.given_how = None, ""
        if is_given:
            held.given_at, held.given_how = timezone.now(), how
        held.save(update_fields=["summary", "summary_at", "edit", "given_at", "given_how"])
        if is_new:
            key = case.citizen.key
            record(by=by, action="meeting.summary", subject=key, purpose=Purpose.CARE, fields="free_text")
        if is_given:
            record(by=by, action="meeting.give", subject=case.citizen.key, purpose=Purpose.CARE, fields="coded")
