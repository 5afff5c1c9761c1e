"""A letter with its picture, a pick-up and an appointment of each citizen of the world, for the tests of addresses."""

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from PIL import Image

from fremskudt.access import cipher
from fremskudt.access.actions.keys import know_version
from fremskudt.casework.models import Appointment, Citizen, Letter, PickUp, PickUpDay
from fremskudt.casework.selectors.letter import bound, key_owner

if TYPE_CHECKING:
    from tests.access.world import World

LETTER = ("letter", "letter_picture", "letter_done", "letter_remove")
Relations = dict[str, dict[str, Any]]


def papers_of(world: "World") -> dict[str, Relations]:
    """Url name → relation → arguments. The rows are made when they are first asked for, as plain rows."""
    near = {
        "own": world.followed, "colleague's": world.colleagues, "barred": world.barred, "elsewhere": world.elsewhere,
    }  # fmt: skip
    rows = {relation: (citizen.code, *_rows(citizen)) for relation, citizen in near.items()}
    rows["missing"] = ("ZZZZ9999", 987654321, 987654321, 987654321, 987654321)
    letters, pick_ups, days, appointments = (
        {relation: {"code": found[0], "pk": found[number]} for relation, found in rows.items()}
        for number in (1, 2, 3, 4)
    )
    return {
        **{f"casework:{name}": letters for name in LETTER},
        **{f"casework:{name}": pick_ups for name in ("pick_up_mark", "pick_up_end")},
        **{f"casework:{name}": appointments for name in ("appointment", "appointment_move")},
        "casework:missed_seen": {relation: {**found, "kind": "afhentning"} for relation, found in days.items()},
    }


def _rows(citizen: Citizen) -> tuple[int, int, int, int]:
    case, by, now = citizen.cases.order_by("number")[0], citizen.made_by, timezone.now()
    made = {"case": case, "by": by, "owner": by}
    letter = Letter.objects.filter(case=case).first() or _sealed(
        Letter.objects.create(line="Et brev", made_at=now, **made)
    )
    pick_up, _new = PickUp.objects.get_or_create(
        **made, defaults={"weekdays": "1234567", "place_words": "Apoteket", "from_on": now.date(), "made_at": now}
    )
    day, _new = PickUpDay.objects.get_or_create(
        pick_up=pick_up, on=now.date() - timedelta(days=1), defaults={"was_fetched": False, "made_at": now, "by": by}
    )
    appointment, _new = Appointment.objects.get_or_create(
        **made, defaults={"at": now + timedelta(days=1), "place": "home", "made_at": now}
    )
    return letter.pk, pick_up.pk, day.pk, appointment.pk


def _sealed(letter: Letter) -> Letter:
    out = BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    key, wrapped = cipher.new_wrapped_key(key_owner(letter))
    know_version(wrapped.version)
    letter.key_version, letter.wrapped_key = wrapped.version, wrapped.key
    letter.picture = cipher.seal_bytes(key, out.getvalue(), bound(letter))
    letter.save()
    return letter
