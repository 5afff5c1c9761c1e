"""A yes to every house of those who meet one, so that the addresses of what is agreed name somebody near."""

from typing import Any

from fremskudt.casework.models import Citizen, ConsentEntry
from tests.casework.consent_field import say
from tests.cast import Cast

OF_ONE = ("agreed_one", "agreed_print", "agreed_seen")


def agreed_pages(
    people: Cast, followed: Citizen, citizens: dict[str, dict[str, Any]]
) -> dict[str, dict[str, dict[str, Any]]]:
    """The one who is followed has said yes to all of them, and nobody else has to any."""
    for house in (people.drop_in, people.jobcentre, people.centre):
        if not ConsentEntry.objects.filter(citizen=followed, organisation=house).exists():
            say(followed, house, by=people.therapist)
    return {f"casework:{name}": citizens for name in OF_ONE}
