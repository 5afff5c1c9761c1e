"""One of several who send the Friday mail: `python -m tests.partnership.thanking WHEN`, one round at a line read."""

import os
import sys
from datetime import datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from fremskudt.partnership.actions.weekly_mail import send_due  # noqa: E402

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(send_due(datetime.fromisoformat(sys.argv[1])), flush=True)
