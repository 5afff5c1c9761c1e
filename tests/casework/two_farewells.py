"""One of two who act at once: `python -m tests.casework.two_farewells ACT BY CASE …`, one course at each line read."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from django.utils import timezone  # noqa: E402

from fremskudt.access.models import User  # noqa: E402
from fremskudt.basics.verdict import NotNow  # noqa: E402
from fremskudt.casework.actions import comeback, ending  # noqa: E402
from fremskudt.casework.actions.ending import Farewell  # noqa: E402
from fremskudt.casework.models import Case  # noqa: E402


def act(how: str, by: User, case: Case) -> str:
    said = Farewell(timezone.localdate(), reason=7, phase=2, onward="support", onward_words="Bostøtten kommer")
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        if how == "say":
            ending.say(case=case, farewell=said, by=by)
            return "done"
        return str(comeback.come_again(citizen=case.citizen, by=by).number)
    except NotNow:
        return "refused"


if __name__ == "__main__":
    how, by = sys.argv[1], User.objects.get(pk=sys.argv[2])
    cases = [Case.objects.select_related("citizen").get(pk=number) for number in sys.argv[3:]]
    print(*[act(how, by, case) for case in cases])
