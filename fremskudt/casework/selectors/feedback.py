"""»Vi er i kontakt«: the one thing that a tip's house may learn of how it went, and only by that person's own yes.

Asked of the ledger at every request. Without a yes for this very purpose, and once it is withdrawn, has lapsed or was
followed by a no, the answer is nothing, and the page is what it was before. Nothing else of a citizen passes here (F50,
F73).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from fremskudt.access.reach import Reach
from fremskudt.casework.models import SaidYes
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.consent import recipients_of, sharing, sharing_with
from fremskudt.partnership.models import Tip

NOBODY = 0  # no citizen's id: the ledger is asked also of nobody, so that a page without any yes costs the same


@dataclass(frozen=True)
class _Tie:
    """What ties a tip to the record that is kept now."""

    tip: int
    house: int
    root: int
    code: str


def in_contact(tips: Iterable[Tip], reach: Reach | None = None) -> frozenset[int]:
    """The pks of those tips whose house may know, now, that we are in contact with the person.

    With a `reach` it is asked for that reader, as one of the house in their roles there: a yes to one person or one
    role of the house lets them know and nobody else. Without one it is asked for the house as such. Writes no event.
    """
    return frozenset(tie.tip for tie in _told(tips, reach))


def keys_in_contact(tips: Iterable[Tip], reach: Reach) -> dict[int, str]:
    """The same for a page that shows it: pk → how the log names the person, who can see that the house has looked."""
    return {tie.tip: f"citizen:{tie.code}" for tie in _told(tips, reach)}


def _told(tips: Iterable[Tip], reach: Reach | None) -> list[_Tie]:
    ties, recipients = _ties(tips), recipients_of(reach) if reach else []
    citizens = {NOBODY, *(tie.root for tie in ties)}
    ledger = sharing_with(reach, recipients=recipients, citizens=citizens) if reach else sharing(citizens)
    houses = {one.organisation: one for one in recipients}

    def may_know(tie: _Tie) -> bool:
        recipient = houses.get(tie.house) if reach else Recipient(organisation=tie.house)
        return recipient is not None and bool(ledger.topics(tie.root, recipient, Use.FEEDBACK))

    return [tie for tie in ties if may_know(tie)]


def _ties(tips: Iterable[Tip]) -> list[_Tie]:
    """Of those tips whose person has said yes to a course. A merged record counts as the one that was kept."""
    rows = SaidYes.objects.filter(tip__in=[tip.pk for tip in tips]).annotate(
        root=ROOT, code=Coalesce("citizen__merged_into__code", "citizen__code")
    )
    return [_Tie(*row) for row in rows.order_by().values_list("tip", "tip__organisation", "root", "code")]
