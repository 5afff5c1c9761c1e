"""One of several who send reminders: `python -m tests.partnership.reminding MOMENT`, one round at each line read."""

import os
import sys
from datetime import datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from fremskudt.partnership.actions.reminder import send_due  # noqa: E402

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(send_due(datetime.fromisoformat(sys.argv[1])), flush=True)
