"""One's own face on the poster: first name, phone, a picture drawn anew. One's own to show, hide and take away."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.partnership.models import PosterFace


def write(*, first_name: str, phone: str, is_shown: bool, photo: bytes | None, by: User) -> PosterFace:
    """What one wants on the poster; without a new picture the one that is there stays."""
    told = {"first_name": first_name, "phone": phone, "is_shown": is_shown, "made_at": timezone.now()}
    if photo is not None:
        told["photo"] = photo
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        face, _is_new = PosterFace.objects.update_or_create(user=by, defaults=told)
        _record(by, "poster.face")
    return face


def remove_photo(*, by: User) -> None:
    """The picture goes; name and phone stay. Pressed twice, it is once."""
    with transaction.atomic():
        if PosterFace.objects.filter(user=by).exclude(photo=None).update(photo=None, made_at=timezone.now()):
            _record(by, "poster.photo_remove")


def remove(*, by: User) -> None:
    """Nothing of one is left for a new poster. What hangs on a wall already must be taken down by hand."""
    with transaction.atomic():
        if PosterFace.objects.filter(user=by).delete()[0]:
            _record(by, "poster.face_remove")


def _record(by: User, action: str) -> None:
    record(by=by, action=action, subject=by.key, purpose=Purpose.OWN, fields="identifying")
