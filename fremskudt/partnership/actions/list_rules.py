"""What a municipality promises and decides about its list of tips."""

from django.db import transaction

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import ListRules
from fremskudt.partnership.rules.tip_expiry import may_decide


def decide(*, municipality: Organisation, answer_days: int, keep_weeks: int, shown_weeks: int, by: User) -> ListRules:
    """Holds from now on, for the tips that stand too. The same again changes nothing."""
    require(may_decide(keep_weeks=keep_weeks, shown_weeks=shown_weeks))
    told = {"answer_days": answer_days, "keep_weeks": keep_weeks, "shown_weeks": shown_weeks}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        if already := ListRules.objects.filter(municipality=municipality, **told).first():
            return already
        rules, _made = ListRules.objects.update_or_create(municipality=municipality, defaults=told)
        record(
            by=by, action="list_rules.write", subject=f"org:{municipality.pk}", purpose=Purpose.ADMINISTRATION,
            fields="coded",
        )  # fmt: skip
    return rules
