"""A tip and a request to ring in Randers, the same in Vejle, and a code on a card."""

from typing import Any

from django.utils import timezone

from fremskudt.partnership.models import Batch, Tip
from tests.casework.call_field import call
from tests.cast import Cast
from tests.partnership.tip_field import tip

OF_A_CALL = ("call_request", "call_take", "call_close", "call_begin")
MISSING = {"code": "2222-3333"}


def call_pages(people: Cast) -> dict[str, dict[str, dict[str, Any]]]:
    own, elsewhere = call(people), call(people, town="Vejle")
    calls = {"own": {"code": own.code}, "elsewhere": {"code": elsewhere.code}, "missing": MISSING}
    tips = {"own": {"code": tip(people).code}, "elsewhere": {"code": tip_elsewhere(people).code}, "missing": MISSING}
    return {
        **{f"casework:{name}": calls for name in OF_A_CALL},
        "casework:said_yes": tips,
        "casework:write_by_code": {"own": {"code": card(people).code}},
    }


def tip_elsewhere(people: Cast) -> Tip:
    return tip(people, organisation=people.centre_elsewhere, by=people.therapist_elsewhere)


def card(people: Cast, code: str = "CCCC-2222", town: str = "Randers", **more: Any) -> Batch:
    """The code on a card of which somebody may write to us."""
    told = {"municipality": people.municipalities[town], "leads_to": "call", "made_at": timezone.now()}
    return Batch.objects.create(**{"code": code, "by": people.leader, **told, **more})
