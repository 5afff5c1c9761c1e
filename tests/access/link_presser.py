"""One of several workers that are given the same link at once: `python -m tests.access.link_presser TOKEN MARK`."""

import os
import sys
import threading

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fremskudt.config.settings"
django.setup()

from django.db import connections  # noqa: E402

from fremskudt.access.actions import sign_in_link  # noqa: E402

N_THREADS = 4


def press(token: str, mark: str, answers: list[str]) -> None:
    try:
        answers.append("in" if sign_in_link.use(token=token, held=[mark]) else "no")
    finally:
        connections.close_all()


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()  # all start together
    answers: list[str] = []
    threads = [threading.Thread(target=press, args=(*sys.argv[1:3], answers)) for _ in range(N_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(*sorted(answers))
