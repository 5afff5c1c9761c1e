"""Sheets of paper for the tests: printed through the one action, and what somebody types from them."""

from collections.abc import Mapping
from typing import Any

from fremskudt.access.models import User
from fremskudt.casework.models import Case, Citizen
from fremskudt.surveys.actions.sheet import print_for
from fremskudt.surveys.models import Sheet, Wave
from tests.casework.field import citizen
from tests.cast import Cast
from tests.surveys.asking_field import asked, days, says_yes, study_with_wave

# A whole sheet of the citizens' form, as it is typed: the code of each row, S and U.
WHOLE: Mapping[str, str] = {
    "inspire_supported": "3", "inspire_hope": "2", "inspire_self": "1", "inspire_meaning": "s", "inspire_control": "0",
    "tem_personal": "5", "tem_relations": "10", "tem_social": "u", "tem_physical": "8", "sleep": "2", "morning": "3",
    "focus": "1", "planning": "0", "appointments": "4", "tidying": "2", "eating": "3", "cannabis_days": "0",
    "other_drug_days": "7", "alcohol": "1", "units": "12", "heavy_days": "2",
}  # fmt: skip


def member(people: Cast, wave: Wave, alias: str = "Kanel", followed_by: User | None = None, **more: Any) -> Citizen:
    """Somebody whose course goes on and who has said yes to the study, followed by the therapist unless it is said."""
    made = citizen(people, alias, followed_by=followed_by or people.therapist, **more)
    Case.objects.filter(citizen=made).update(found_on=days(-90), started_on=days(-60))
    says_yes(people, made, wave.study)
    return made


def printed(people: Cast, who: Citizen, wave: Wave, **more: Any) -> tuple[Sheet, str]:
    return print_for(asked=asked(who, wave), by=people.therapist, **more)


def one_sheet(people: Cast, **limits: Any) -> tuple[Citizen, Wave, Sheet, str]:
    """Somebody in an open wave, with a sheet in the hand."""
    wave = study_with_wave(people, **limits)
    who = member(people, wave)
    return who, wave, *printed(people, who, wave)
