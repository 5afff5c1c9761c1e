"""Sheets of paper near and far, and waves of whole towns, for the addresses where answers are printed and typed."""

from typing import Any

from fremskudt.access.models import User
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions.sheet import print_for
from fremskudt.surveys.models import Sheet, Wave
from tests.cast import Cast
from tests.surveys.asking_field import asked, says_yes, study_with_wave

Places = dict[str, dict[str, dict[str, Any]]]


def sheet_pages(people: Cast, near: dict[str, Citizen], elsewhere: Citizen, citizens: dict[str, Any]) -> Places:
    """`near`: whose a citizen of the town is → the citizen."""
    waves = {town: _wave(people, town) for town in ("Randers", "Vejle")}
    sheets = {of: _sheet(people, who, waves["Randers"], people.therapist) for of, who in near.items()}
    sheets["elsewhere"] = _sheet(people, elsewhere, waves["Vejle"], people.therapist_elsewhere)
    rows = {of: {"pk": sheet.pk} for of, sheet in sheets.items()} | {"missing": {"pk": 987654321}}
    rounds = {"own": {"wave": waves["Randers"].pk}, "elsewhere": {"wave": waves["Vejle"].pk},
              "missing": {"wave": 987654321}}  # fmt: skip
    return {
        "surveys:sheet_type": rows, "surveys:sheet_check": rows, "surveys:sheet_print": citizens,
        "surveys:sheets_print": rounds,
    }  # fmt: skip


def _wave(people: Cast, town: str) -> Wave:
    slug = f"ark-{town.lower()}"
    return Wave.objects.filter(study__slug=slug).first() or study_with_wave(people, slug, towns=(town,))


def _sheet(people: Cast, who: Citizen, wave: Wave, by: User) -> Sheet:
    """The same whenever it is asked for."""
    code = asked(who, wave).code
    found = Sheet.objects.filter(wave=wave, respondent__code=code).first()
    if found:
        return found
    says_yes(people, who, wave.study)
    return print_for(asked=asked(who, wave), by=by)[0]
