"""One of two who act on each other: `python -m tests.access.closer ACT BY USER …`, one pair at each line read."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from fremskudt.access.actions import membership, person  # noqa: E402
from fremskudt.access.models import User  # noqa: E402
from fremskudt.basics.verdict import NotNow  # noqa: E402


def act(how: str, by: User, user: User) -> str:
    [role] = user.memberships.filter(role="administrator").select_related("organisation")
    towns = [role.organisation.town]
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        if how == "close":
            person.close(user=user, towns=towns, by=by)
        else:
            membership.end(membership=role, by=by)
    except NotNow:
        return "refused"
    return "done"


if __name__ == "__main__":
    how, numbers = sys.argv[1], [int(number) for number in sys.argv[2:]]
    users = User.objects.in_bulk(numbers)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    print(*[act(how, users[by], users[user]) for by, user in pairs])
