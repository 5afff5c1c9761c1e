"""One of several who write the month's numbers: `python -m tests.partnership.closing_months`, one round at a line."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from django.utils import timezone  # noqa: E402

from fremskudt.partnership.actions.house_sum import close_month  # noqa: E402

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(close_month(timezone.now()), flush=True)
