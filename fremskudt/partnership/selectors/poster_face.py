"""Faces of the team: one's own, those on the poster of a municipality, and the picture for one who may see it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import Http404

from fremskudt.access.models import Membership
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.partnership.models import PosterFace
from fremskudt.partnership.rules.visibility import LONGEST_FIRST_NAME

ROLES = (Role.THERAPIST, Role.PROJECT_LEADER)
_HAS_PHOTO = ExpressionWrapper(Q(photo__isnull=False), output_field=BooleanField())


@dataclass(frozen=True)
class Face:
    """As it stands on the poster and on the partners' first page; the picture has an address of its own."""

    pk: int
    first_name: str
    phone: str
    has_photo: bool


def own_face(reach: Reach) -> PosterFace | None:
    return PosterFace.objects.filter(user=reach.user_id).defer("photo").annotate(has_photo=_HAS_PHOTO).first()


def list_faces(towns: Collection[int]) -> list[Face]:
    """Everybody of the team of those municipalities (ids) who wants to be shown, by first name."""
    rows = _shown(towns).annotate(has_photo=_HAS_PHOTO).values_list("pk", "first_name", "phone", "has_photo")
    return [Face(*row) for row in rows]


def photos(faces: Collection[Face]) -> dict[int, bytes]:
    """The pictures of faces that are shown."""
    found = PosterFace.objects.filter(pk__in=[face.pk for face in faces], is_shown=True).exclude(photo=None)
    return {pk: bytes(photo) for pk, photo in found.values_list("pk", "photo") if photo is not None}


def read_photo(reach: Reach, pk: int) -> bytes:
    """The JPEG of one who is shown in one's own municipality, or one's own; 404 for any other."""
    within = Q(pk__in=_shown(reach.towns(Permission.CARDS_READ)).values("pk")) | Q(user=reach.user_id)
    photo = PosterFace.objects.filter(within, pk=pk).values_list("photo", flat=True).first()
    if photo is None:
        raise Http404
    return bytes(photo)


def first_name_of(name: str) -> str:
    """What a person is most likely called, as a proposal."""
    return name.partition(" ")[0][:LONGEST_FIRST_NAME]


def _shown(towns: Collection[int]) -> QuerySet[PosterFace]:
    """Only who still works there: a face ends with the role."""
    seats = Membership.objects.filter(
        Q(organisation__in=towns) | Q(organisation__municipality__in=towns), role__in=ROLES, user__is_active=True
    )
    return PosterFace.objects.filter(is_shown=True, user__in=seats.values("user")).order_by("first_name", "pk")
