"""»Vi besøgte hinanden«: logged, and undone within ten minutes."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.partnership.models import HouseVisit
from fremskudt.partnership.rules.undo import may_undo


def log(*, house: Organisation, on: date, direction: str, words: str, by: User) -> HouseVisit:
    """The same visit, pressed twice, is one."""
    told = {"on": on, "direction": direction, "words": words}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=house.pk)
        already = HouseVisit.objects.filter(organisation=house, **told).first()
        if already:
            return already
        made = HouseVisit.objects.create(organisation=house, made_at=timezone.now(), by=by, **told)
        _record(by, "house_visit.log", house.pk, "free_text")
    return made


def undo(*, visit: HouseVisit, by: User) -> bool:
    """Whether it could still be undone. The row goes, since it says what did not happen; the log keeps both acts."""
    if not may_undo(visit.made_at, timezone.now()):
        return False
    with transaction.atomic():
        n_gone, _of_each = HouseVisit.objects.filter(pk=visit.pk).delete()
        if n_gone:
            _record(by, "house_visit.undo", visit.organisation_id, "coded")
    return True


def _record(by: User, action: str, house: int, fields: str) -> None:
    audit.record(by=by, action=action, subject=f"org:{house}", purpose=Purpose.ADMINISTRATION, fields=fields)
