"""One of several who tell of who is not back: `python -m tests.casework.watching`, one round at each line read."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from django.utils import timezone  # noqa: E402

from fremskudt.casework.actions.alarm import tell_overdue  # noqa: E402

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(tell_overdue(timezone.now()), flush=True)
