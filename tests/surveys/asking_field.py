"""An open wave of the citizens' own form, who has said yes to it, and answers: plain rows, and the one way in."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Citizen, TakingPart
from fremskudt.instruments import Missing
from fremskudt.surveys.actions import answer
from fremskudt.surveys.models import LicenceYes, Response, Study, StudyForm, Wave
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.selectors.asked import Asked, asked_of
from tests.cast import Cast

FORM: Mapping[str, Any] = {"n_waves": 8, "every_months": 2, "open_days": 60}


def days(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def study_with_wave(
    people: Cast,
    slug: str = "maaling",
    *,
    opens: int = -10,
    closes: int = 20,
    number: int = 1,
    instrument: str = "progression",
    towns: Collection[str] = ("Randers",),
    is_licensed: bool = True,
    **limits: Any,
) -> Wave:
    """A wave open from `opens` to `closes` (days from today) of a study in these towns; made once for each slug.

    `limits` are fields of its form (start_within_days, grace_days, idle_days …); without any it has none.
    """
    study, _is_new = Study.objects.get_or_create(
        slug=slug, defaults={
            "title": f"Undersøgelsen {slug}", "owner": people.institute, "starts_on": days(-300), "ends_on": days(600),
        },
    )  # fmt: skip
    places = [people.municipalities[town] for town in towns]
    study.municipalities.add(*places)
    if limits:
        defaults = {"first_opens_on": days(opens), **FORM, **limits}
        StudyForm.objects.update_or_create(study=study, instrument=instrument, defaults=defaults)
    for place in places if is_licensed else []:
        licence(place, instrument, by=people.administrator)
    return Wave.objects.create(
        study=study, instrument=instrument, number=number, opens_on=days(opens), closes_on=days(closes)
    )


def licence(place: Organisation, instrument: str, *, by: User) -> LicenceYes:
    """The municipality may use it; once."""
    return LicenceYes.objects.get_or_create(
        municipality=place, instrument=instrument, ended_at=None,
        defaults={"words": "Mail fra rettighedshaveren, i journalen", "made_at": timezone.now(), "by": by},
    )[0]  # fmt: skip


def says(people: Cast, citizen: Citizen, study: Study, answer: str = "yes") -> TakingPart:
    """An answer to the study, said a moment ago."""
    now = timezone.now()
    return TakingPart.objects.create(
        citizen=citizen, study=study.slug, answer=answer, form="oral", witness="Vi var alene",
        words="Vil du være med?", said_at=now, made_at=now, by=people.therapist,
    )  # fmt: skip


def says_yes(people: Cast, citizen: Citizen, study: Study) -> TakingPart:
    return says(people, citizen, study)


def asked(citizen: Citizen, wave: Wave) -> Asked:
    """As the database has it now: ask again after each handing in."""
    return asked_of(citizen, Wave.objects.select_related("study").get(pk=wave.pk))


def lowest(one: Asked, items: Collection[str] | None = None) -> dict[str, Any]:
    """An answer to each of these questions (None: of the whole form), the scale's first."""
    found: dict[str, Any] = {}
    for item in map(one.instrument.item, items if items is not None else [item.id for item in one.instrument.items]):
        scale = item.scale
        if scale.kind == "multiple":
            found[item.id] = [scale.options[0].slug]
        else:
            found[item.id] = scale.minimum if scale.kind == "integer" else scale.options[0].code
    return found


def give(
    citizen: Citizen,
    wave: Wave,
    given: Mapping[str, int | Missing | Collection[str] | None],
    *,
    by: User,
    mode: Mode = Mode.SELF,
    operation: uuid.UUID | None = None,
    **more: Any,
) -> Response:
    """These answers, and no others, are handed in now."""
    return answer.give(
        asked=asked(citizen, wave), items=list(given), given=given, operation=operation or uuid.uuid4(), mode=mode,
        by=by, **more,
    )  # fmt: skip


def give_all(citizen: Citizen, wave: Wave, *, by: User, mode: Mode = Mode.SELF, **more: Any) -> Response:
    """The whole form at once, each answer the scale's first."""
    one = asked(citizen, wave)
    return answer.give(
        asked=one, items=[item.id for item in one.instrument.items], given=lowest(one), operation=uuid.uuid4(),
        mode=mode, by=by, **more,
    )  # fmt: skip
