"""Word to the one in charge, the same day, that something was not kept (F58). It tells nothing of what or whom."""

from collections.abc import Iterable

from django.db import transaction

from fremskudt.access import mail
from fremskudt.access.models import User
from fremskudt.casework.models import Case
from fremskudt.casework.rules.missed import whom_to_tell
from fremskudt.casework.selectors.followers import list_followers, people_of


def tell_after_commit(*, case: Case, owner: User, by: User) -> None:
    """A neutral mail when what was written truly stands, and never before. Call it once, in the transaction."""
    citizen = case.citizen.merged_into or case.citizen
    followers = [user.pk for user in list_followers(citizen)]
    told = people_of(whom_to_tell(owner.pk, followers, by.pk))
    transaction.on_commit(lambda: _send(told))


def _send(people: Iterable[User]) -> None:
    for user in people:
        mail.send_later(mail.waiting(to=user.email, language=user.language))
