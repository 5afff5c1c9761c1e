"""Write the house rules of a free space. What was written before stays beneath."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.partnership.models import HouseRules


def write(
    *, organisation: Organisation, who: str, when: str, told_how: str, must_call_first: bool, from_on: date, by: User
) -> HouseRules:
    """A new row that holds from its day. The same as the newest changes nothing."""
    told = {
        "who": who, "when": when, "told_how": told_how, "must_call_first": must_call_first, "from_on": from_on
    }  # fmt: skip
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        newest = HouseRules.objects.filter(organisation=organisation).first()
        if newest and all(getattr(newest, key) == value for key, value in told.items()):
            return newest
        rules = HouseRules.objects.create(organisation=organisation, made_at=timezone.now(), by=by, **told)
        record(
            by=by, action="house_rules.write", subject=f"org:{organisation.pk}", purpose=Purpose.ADMINISTRATION,
            fields="free_text",
        )  # fmt: skip
    return rules
