"""What a typed code leads to: a card or poster on a wall, or one sheet of paper."""

from collections.abc import Collection

from django.utils import timezone

from fremskudt.access.cipher import blind_index
from fremskudt.access.links import SHEET
from fremskudt.access.models import PersonalLink
from fremskudt.partnership.models import Batch


def find_only(codes: Collection[str]) -> tuple[Batch | None, PersonalLink | None]:
    """The one thing that these readings of a code lead to; nothing where several do, so that nobody is led astray.

    A sheet is found by the keyed hash of its code, while its link holds: one that is over is as one that never was.
    """
    if not codes:
        return None, None
    hashes = [blind_index("sheet", 0, code) for code in codes]
    batches = list(Batch.objects.filter(code__in=list(codes)).select_related("municipality")[:2])
    sheets = list(
        PersonalLink.objects.filter(
            token_hash__in=hashes, purpose=SHEET, revoked_at=None, expires_at__gt=timezone.now()
        )[:2]
    )
    if len(batches) + len(sheets) != 1:
        return None, None
    return (batches[0], None) if batches else (None, sheets[0])
