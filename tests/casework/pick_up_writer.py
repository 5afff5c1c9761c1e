"""One of two who note the same days: `python -m tests.casework.pick_up_writer USER yes|no PICK_UP …`."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from django.utils import timezone  # noqa: E402

from fremskudt.access.models import User  # noqa: E402
from fremskudt.basics.verdict import NotNow  # noqa: E402
from fremskudt.casework.actions import pick_up as actions  # noqa: E402
from fremskudt.casework.models import PickUp  # noqa: E402


def note(pick_up: PickUp, fetched: bool, by: User) -> str:
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        actions.note_day(pick_up=pick_up, on=timezone.localdate(), fetched=fetched, by=by)
    except NotNow:
        return "told"
    return "noted"


if __name__ == "__main__":
    by, fetched = User.objects.get(pk=sys.argv[1]), sys.argv[2] == "yes"
    print(*[note(PickUp.objects.get(pk=number), fetched, by) for number in sys.argv[3:]])
