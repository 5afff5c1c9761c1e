"""Something on the programme of the drop-in centre, and of a house elsewhere; and what a citizen was told of it."""

from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.casework.models import ActivityOffer, Citizen
from fremskudt.partnership.models import Activity
from tests.access.safety_pages import numbered
from tests.cast import Cast

OF_ONE = ("activity", "activity_end", "activity_count")


def activity_pages(
    people: Cast, followed: Citizen, citizens: dict[str, dict[str, Any]]
) -> dict[str, dict[str, dict[str, Any]]]:
    own, elsewhere = activity(people, people.drop_in), activity(people, people.centre_elsewhere)
    named = {key: {**code, "pk": offer(people, followed).pk} for key, code in citizens.items()}
    return {
        **{f"partnership:{name}": numbered(own, elsewhere) for name in OF_ONE},
        "casework:activity_offer": citizens,
        "casework:activity_offer_mark": named,
        "casework:activity_offer_undo": named,
    }


def activity(people: Cast, house: Organisation, **more: Any) -> Activity:
    """A supper on Tuesdays, unless it is said otherwise."""
    told = {"organisation": house, "kind": "community", "title": "Fællesspisning", **more}
    rest = {"where": "I køkkenet", "when": "Hver tirsdag kl. 17", "made_at": timezone.now(), "by": people.partner}
    return Activity.objects.get_or_create(**told, defaults={k: v for k, v in rest.items() if k not in told})[0]


def offer(people: Cast, citizen: Citizen, **more: Any) -> ActivityOffer:
    """Told of a community today, unless it is said otherwise."""
    told = {"case": citizen.cases.get(), "kind": "community", "by": people.therapist, **more}
    when = {"offered_on": timezone.localdate(), "made_at": timezone.now()}
    return ActivityOffer.objects.get_or_create(**told, defaults={k: v for k, v in when.items() if k not in told})[0]
