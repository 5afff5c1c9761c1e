"""A campaign with a code, a reminder and a face, of Randers and of Vejle, for the addresses that name one."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from fremskudt.access.models import User
from fremskudt.basics.codes import new_code
from fremskudt.partnership.models import Batch, Campaign, PosterFace, Reminder
from tests.access.safety_pages import numbered
from tests.cast import Cast

Places = dict[str, dict[str, dict[str, Any]]]
OF_CAMPAIGN = ("campaign", "campaign_edit", "campaign_cancel", "campaign_cancel_undo", "batch_new")
OF_BATCH = ("batch_close", "batch_print", "tip_cards_file")


def visibility_pages(people: Cast) -> Places:
    own, elsewhere = campaign(people, "Randers"), campaign(people, "Vejle")
    codes = {
        "own": {"code": batch(people, own, organisation=people.drop_in).code},
        "elsewhere": {"code": batch(people, elsewhere, organisation=people.centre_elsewhere).code},
        "missing": {"code": "TTTT-9999"},
    }
    return {
        **{f"partnership:{name}": numbered(own, elsewhere) for name in OF_CAMPAIGN},
        **{f"partnership:{name}": codes for name in OF_BATCH},
        "partnership:reminder_stop": numbered(reminder(people, "Randers"), reminder(people, "Vejle")),
        "partnership:poster_photo": numbered(face(people.therapist), face(people.therapist_elsewhere)),
        "partnership:poster_file": {"own": {"size": "a4"}, "missing": {"size": "a9"}},
    }


def campaign(people: Cast, town: str, **more: Any) -> Campaign:
    """Lighters, in a week."""
    told = {"municipality": people.municipalities[town], "kind": "lighter", "title": "Lightere", **more}
    made = {"on": timezone.localdate() + timedelta(days=7), "made_at": timezone.now(), "by": people.second_leader}
    return Campaign.objects.filter(**told).first() or Campaign.objects.create(**{**made, **told})


def batch(people: Cast, of: Campaign | None, **more: Any) -> Batch:
    """A code of a house that leads to a tip, unless something else is said."""
    told = {"campaign": of, "leads_to": "tip", **more}
    town = of.municipality if of else people.municipalities["Randers"]
    made = {"code": new_code(), "municipality": town, "made_at": timezone.now(), "by": people.second_leader}
    return Batch.objects.filter(**told).first() or Batch.objects.create(**{**made, **told})


def reminder(people: Cast, town: str, *houses: Any, **more: Any) -> Reminder:
    """Every fourth week from tomorrow, to the drop-in centre unless other houses are named."""
    told = {"municipality": people.municipalities[town], "words": "Kender du en?", **more}
    made = {"every_days": 28, "next_on": timezone.localdate() + timedelta(days=1), "made_at": timezone.now()}
    found = Reminder.objects.filter(**told).first()
    if found is None:
        found = Reminder.objects.create(**{**made, "by": people.second_leader, **told})
        found.to.set(houses or [people.drop_in if town == "Randers" else people.centre_elsewhere])
    return found


def face(user: User, **more: Any) -> PosterFace:
    told = {"first_name": user.name, "phone": "12 34 56 78", "photo": photo(), "made_at": timezone.now(), **more}
    return PosterFace.objects.get_or_create(user=user, defaults=told)[0]


def photo(size: tuple[int, int] = (400, 500), colour: str = "tan") -> bytes:
    """A picture with something to see in it."""
    drawn, out = Image.new("RGB", size, colour), BytesIO()
    ImageDraw.Draw(drawn).ellipse((size[0] // 4, size[1] // 6, size[0] * 3 // 4, size[1] * 2 // 3), fill="sienna")
    drawn.save(out, "JPEG")
    return out.getvalue()
