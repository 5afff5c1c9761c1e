"""»Send ugens liste til teamet«, and »Bed projektlederen se på det«: a neutral mail, at most once a week each.

Whoever comes first claims the week by a row without a time (the database lets one in), then the mails go, outside of
any transaction, then the time is written. Where the server takes none of them the claim is given back. A worker that is
killed in between leaves a claim without a time: the mails may have gone, so they are not sent again that week.

The mail tells neither what it is about nor whom. Nothing goes to a citizen from here.
"""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.selectors.team import members
from fremskudt.surveys.models import TeamReminder, Wave
from fremskudt.surveys.rules import team_reminder as rules
from fremskudt.surveys.selectors.round import Round, followers_of
from fremskudt.surveys.selectors.rounds import people_of, tally_of


def remind_team(*, found: Round, by: User) -> int:
    """To each who follows somebody that may be asked; how many mails went. A second press the same week sends none.

    Never inside a transaction. NotNow where there is nobody to ask or to remind.
    """
    waiting = [one for one in found.people if one.may_be_asked]
    of_town = {town: followers_of(one for one in waiting if one.town == town) for town in found.towns}
    n_followers = sum(len(followers) for followers in of_town.values())
    require(
        rules.may_remind_team(
            is_sent=False, n_waiting=len(waiting), n_followers=n_followers, mail_is_on=settings.MAIL_IS_ON
        )
    )
    week_on, n_sent = rules.monday(timezone.localdate()), 0
    for town, followers in of_town.items():
        claimed = _claim(found.wave, town, week_on, by) if followers else None
        if claimed is None:
            continue
        n_sent += _mail(claimed, followers)
        with transaction.atomic():
            _settle(claimed)
            record(
                by=by, action="team_reminder.send", subject=_subject(claimed), purpose=Purpose.EVALUATION,
                fields="coded",
            )  # fmt: skip
    return n_sent


def ask_leader(*, wave: Wave, town: Organisation, by: User) -> int:
    """To the leaders of one municipality in which somebody is not accounted for; how many mails went."""
    leaders = list(members(town.pk, frozenset({Role.PROJECT_LEADER})))
    n_unaccounted = tally_of(people_of(wave, [town.pk])).n_unaccounted
    require(rules.may_ask_leader(n_unaccounted=n_unaccounted, n_leaders=len(leaders), mail_is_on=settings.MAIL_IS_ON))
    claimed = _claim(wave, town.pk, rules.sunday(timezone.localdate()), by)
    if claimed is None:
        return 0
    n_sent = _mail(claimed, leaders)
    with transaction.atomic():
        _settle(claimed)
        record(
            by=by, action="team_reminder.ask_leader", subject=_subject(claimed), purpose=Purpose.EVALUATION,
            fields="coded",
        )  # fmt: skip
    return n_sent


def _claim(wave: Wave, town: int, week_on: date, by: User) -> TeamReminder | None:
    """The claim of the week, for the one who made it; None for everybody else."""
    with transaction.atomic():
        row, is_new = TeamReminder.objects.get_or_create(
            wave=wave, municipality_id=town, week_on=week_on, defaults={"by": by}
        )
    return row if is_new else None


def _mail(claimed: TeamReminder, to: Collection[User]) -> int:
    """How many of the mails went; where none did, the claim is given back and it is NotNow."""
    n_sent = sum(mail.send(mail.waiting(to=one.email, language=one.language)) for one in to)
    if not n_sent:
        claimed.delete()
        raise NotNow(rules.NOT_SENT)
    return n_sent


def _settle(claimed: TeamReminder) -> None:
    TeamReminder.objects.filter(pk=claimed.pk).update(sent_at=timezone.now())


def _subject(claimed: TeamReminder) -> str:
    return f"study:{claimed.wave.study.slug}"
