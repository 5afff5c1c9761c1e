"""A yes of somebody near, for the addresses that name one."""

from typing import Any

from fremskudt.casework.models import Citizen, ConsentEntry
from tests.casework.consent_field import say
from tests.cast import Cast

OF_CITIZEN = ("consent", "consent_ask", "consent_preview", "consent_print", "consent_stop_all")
OF_YES = ("consent_again", "consent_withdraw", "consent_see")


def consent_pages(
    people: Cast, followed: Citizen, citizens: dict[str, dict[str, Any]]
) -> dict[str, dict[str, dict[str, Any]]]:
    known = ConsentEntry.objects.filter(citizen=followed, organisation=people.jobcentre, user=None, end=None).first()
    yes = known or say(followed, people.jobcentre, "housing", by=people.therapist)
    of_yes = {key: {**code, "pk": yes.pk} for key, code in citizens.items()}
    return {
        **{f"casework:{name}": citizens for name in OF_CITIZEN},
        **{f"casework:{name}": of_yes for name in OF_YES},
    }
