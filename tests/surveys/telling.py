"""One of several who write to citizens: `python -m tests.surveys.telling MOMENT`, one round at a line read.

Nobody rests for it, so that two meet at every message.
"""

import os
import secrets
import sys
from datetime import datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from fremskudt.surveys.actions import question_message  # noqa: E402

question_message._resting = lambda _citizen: secrets.token_hex()

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(question_message.send_due(datetime.fromisoformat(sys.argv[1])), flush=True)
