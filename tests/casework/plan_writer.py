"""One of two who save the first draft of the same plans: `python -m tests.casework.plan_writer USER CASE …`."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from fremskudt.access.models import User  # noqa: E402
from fremskudt.casework.actions import plan  # noqa: E402
from fremskudt.casework.models import Case  # noqa: E402
from fremskudt.casework.rules.plan_text import PlanText  # noqa: E402


def write(case: Case, by: User) -> str:
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        plan.save_draft(case=case, text=PlanText(hopes=f"Skrevet af {by.name}"), seen=(1, 0), by=by)
    except plan.WrittenMeanwhileError:
        return "told"
    return "saved"


if __name__ == "__main__":
    by = User.objects.get(pk=sys.argv[1])
    print(*[write(Case.objects.get(pk=number), by) for number in sys.argv[2:]])
