"""How somebody came to the team: written once for each course, and corrected with an event of its own."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.casework.actions.case import locked
from fremskudt.casework.models import Case, ChannelActor, ChannelIn
from fremskudt.casework.rules.channel import WayIn


def write(*, case: Case, way: WayIn, by: User) -> ChannelIn:
    """A second time it is a correction. The same once more is one line in the log and no change."""
    with transaction.atomic():
        held = locked(case)
        first_day = min(way.found_on, held.started_on or way.found_on)  # nobody says yes before they are found
        Case.objects.filter(pk=held.pk).update(found_on=first_day)
        channel = ChannelIn.objects.filter(case=held).first()
        is_new = channel is None
        channel = channel or ChannelIn(case=held, made_at=timezone.now(), by=by)
        channel.found_where, channel.found_by, channel.known_before = way.found_where, way.found_by, way.known_before
        channel.companion = way.companion
        channel.save()
        channel.actors.exclude(actor__in=way.actors).delete()
        there = set(channel.actors.values_list("actor", flat=True))
        ChannelActor.objects.bulk_create(
            ChannelActor(channel=channel, actor=actor) for actor in sorted(set(way.actors) - there)
        )
        action = "channel.write" if is_new else "channel.correct"
        fields = "coded,identifying" if way.companion else "coded"
        record(by=by, action=action, subject=held.citizen.key, purpose=Purpose.CARE, fields=fields)
    return channel
