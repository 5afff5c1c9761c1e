"""Whose key it is that somebody opened: the citizen's, or that of one sheet of paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.shortcuts import get_object_or_404

from fremskudt.access.actor import Actor
from fremskudt.access.links import OWN_PAPERS, SHEET, actor_of
from fremskudt.access.models import PersonalLink
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.own_consents import citizen_of
from fremskudt.partnership.selectors.poster_face import list_faces
from fremskudt.surveys.models import Sheet
from fremskudt.surveys.selectors.respondent import code_of

NOBODY = Actor("nobody")


@dataclass(frozen=True)
class Key:
    """`citizen` is None of a sheet: nothing in the database ties its code to anybody."""

    link: PersonalLink
    citizen: Citizen | None
    sheet: Sheet | None

    @property
    def sees(self) -> bool:
        """Whether it shows what stands already. Any other key only writes."""
        return self.link.purpose == OWN_PAPERS

    @property
    def actor(self) -> Actor:
        return actor_of(self.link)

    @property
    def acting(self) -> Actor:
        """Whom the log names in an act upon the citizen's course: never a sheet's key, which would tie the two."""
        return NOBODY if self.sheet else self.actor

    @cached_property
    def person(self) -> Citizen | None:
        """The citizen: for a sheet, looked for among the town's by their codes, and kept nowhere."""
        return self.citizen or (person_of(self.sheet) if self.sheet else None)

    @property
    def town(self) -> int:
        """The id of the municipality."""
        return self.citizen.municipality_id if self.citizen else self.sheet.respondent.municipality_id  # type: ignore[union-attr]

    @cached_property
    def phones(self) -> Sequence[str]:
        """Numbers of the team that anybody may see."""
        return list(dict.fromkeys(face.phone for face in list_faces([self.town])))[:2]


def key_of(link: PersonalLink) -> Key:
    """404 where whom it was for is not kept any more."""
    if link.purpose != SHEET:
        return Key(link, citizen_of(link), None)
    sheets = Sheet.objects.select_related("respondent__study", "wave__study")
    return Key(link, None, get_object_or_404(sheets, pk=link.subject.removeprefix("sheet:")))


def person_of(sheet: Sheet) -> Citizen | None:
    """Whose the sheet's code is, among the citizens of its town; nobody once the tie is cut."""
    study, town = sheet.wave.study, sheet.respondent.municipality_id
    if study.cut_at is not None:
        return None
    kept = Citizen.objects.filter(municipality=town, merged_into=None)
    return next((one for one in kept if code_of(study.slug, one) == sheet.respondent.code), None)
