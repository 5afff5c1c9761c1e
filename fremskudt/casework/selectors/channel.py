"""How somebody came to the team, as it is written."""

from fremskudt.casework.models import Case, ChannelIn
from fremskudt.casework.rules.channel import WayIn


def way_in(case: Case) -> tuple[WayIn, bool]:
    """What is written of the course, and whether anything is. Two queries, no event: the page that shows it has one."""
    channel = ChannelIn.objects.filter(case=case).first()
    if channel is None:
        return WayIn(found_on=case.found_on), False
    actors = frozenset(channel.actors.values_list("actor", flat=True))
    codes = channel.found_where, channel.found_by, channel.known_before
    return WayIn(case.found_on, *codes, actors=actors, companion=channel.companion), True
