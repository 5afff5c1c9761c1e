"""What the session of a citizen's key keeps: no answer, but which questions it asked and what it handed in itself."""

from django.http import HttpRequest

from fremskudt.access.models import PersonalLink
from fremskudt.surveys.selectors.own_key import Key, key_of
from fremskudt.surveys.selectors.own_questions import Sitting

SESSION = "own_answers"
MOST_GIVEN = 40


def key_in(request: HttpRequest) -> Key:
    link: PersonalLink = request.link  # type: ignore[attr-defined]
    return key_of(link)


def load(request: HttpRequest) -> Sitting:
    """Of another key than the one that is open now, nothing."""
    kept = request.session.get(SESSION, {})
    link: PersonalLink = request.link  # type: ignore[attr-defined]
    if kept.get("link") != link.pk:
        return Sitting()
    return Sitting(kept["wave"], tuple(kept["items"]), tuple(kept["given"]), kept["shared"])


def keep(request: HttpRequest, sitting: Sitting) -> None:
    request.session[SESSION] = {
        "link": request.link.pk, "wave": sitting.wave, "items": list(sitting.items),  # type: ignore[attr-defined]
        "given": list(sitting.given[-MOST_GIVEN:]), "shared": sitting.shared,
    }  # fmt: skip


def forget(request: HttpRequest) -> None:
    """The portion is over: from now on Back shows nothing of it."""
    request.session.pop(SESSION, None)
