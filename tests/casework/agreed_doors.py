"""Every door through which somebody outside could learn of a citizen, opened at once."""

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.models import Barring, Citizen, ConsentEnd, ConsentEntry
from tests.cast import Cast

LIST, SEARCH, NEXT, FILE = (reverse(f"casework:agreed{name}") for name in ("", "_search", "_next", "_file"))


def at(name: str, who: Citizen) -> str:
    return reverse(f"casework:{name}", args=[who.code])


def main(response: HttpResponse) -> str:
    """What is on the page itself, without the menu and one's own name."""
    assert response.status_code == 200, response.content.decode()
    page = response.content.decode()
    return page.split("<main")[1].split("</main>")[0] if "<main" in page else page


def doors(client: Client, who: Citizen) -> dict[str, str]:
    """Everything that a reader can fetch about somebody, each through its own door."""
    found = {
        "list": main(client.get(LIST)),
        "search": main(client.post(SEARCH, {"alias": who.alias[:3]})),
        "next": client.get(NEXT).content.decode(),
    }
    for name in ("agreed_one", "agreed_print"):
        answer = client.get(at(name, who))
        found[name] = main(answer) if answer.status_code == 200 else ""
    answer = client.post(FILE)
    found["file"] = answer.content.decode() if answer.status_code == 200 else ""
    return found


def nothing(client: Client, who: Citizen) -> bool:
    """Not a trace in any door, and the page is the page of a code that nobody has."""
    absent = client.get(reverse("casework:agreed_one", args=["ZZZZ9999"]))
    hidden = client.get(at("agreed_one", who))
    told = "".join(doors(client, who).values())
    return hidden.status_code == 404 and hidden.content == absent.content and who.alias not in told


def withdraw(entry: ConsentEntry, days_ago: int = 0) -> None:
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now() - timedelta(days=days_ago), by=entry.by)


def bar(who: Citizen, user: User, people: Cast) -> None:
    today = timezone.localdate()
    Barring.objects.create(
        citizen=who, user=user, reason="Bror", review_on=today, set_at=timezone.now(), set_by=people.leader
    )
